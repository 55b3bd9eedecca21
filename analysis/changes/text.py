"""The report in words: its first lines, which the book prints too, and the whole of it for a terminal."""

from collections.abc import Iterator

from analysis import labels, wording
from analysis.articles import Article
from analysis.changes import Change, Report
from analysis.changes.lines import Line
from analysis.releases import Release

INDENT = "  "


def head(report: Report) -> list[str]:
    """Whether articles were added since the release, and which of its own are not as they were."""
    release, standing = report.release, report.standing
    held = {given.id for given in release.articles}
    known = {
        "version": release.version,
        "day": wording.span(release.day, release.day),
        "articles": wording.listing([_short(a) for a in report.corpus.articles if a.id in held]),
        "added": wording.listing([_short(article) for article in standing.added]),
    }
    said = [labels.word("changes some" if standing.added else "changes none").format(**known)]
    said += [labels.word(f"changes {change}").format(article=_short(article))
             for article, changes in standing.changed for change in changes]  # fmt: skip
    return said + [labels.word("changes gone").format(article=id) for id in standing.gone]


def title(change: Change) -> str:
    """An added article with the day on which it came out; says so where nobody has reviewed it."""
    day = change.article.published
    told = wording.span(day.first, day.last) if day else labels.word("date unknown")
    inferred = [labels.word("inferred")] if day and day.basis == "inferred" else []
    marks = [*inferred, *([labels.word("unreviewed")] if change.unreviewed else [])]
    return f"{_short(change.article)}, {told}" + (f" ({', '.join(marks)})" if marks else "")


def titled(release: Release) -> str:
    """A version with its day."""
    day = wording.span(release.day, release.day)
    return labels.word("changes version").format(version=release.version, day=day)


def whole(report: Report) -> str:
    """All of it, to read in a terminal; a sign that a terminal might obey is shown by its number."""
    return "".join(f"{_inert(line)}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield from head(report)
    for change in report.changes:
        yield from ("", title(change))
        if not change.parts.get("statements"):
            yield INDENT + labels.word("changes nothing")
        for name, lines in change.parts.items():
            yield INDENT + labels.word(f"changes {name}")
            yield from (INDENT * 2 + _worded(line) for line in lines)


def _worded(line: Line) -> str:
    address = f" ({line.anchor})" if line.anchor and line.anchor != line.what else ""
    if line.new is None:
        return line.what + (f": {line.detail}" if line.detail else "") + address
    none = labels.word("not told")
    return f"{line.what}: {line.old or none} → {line.new or none}{address}"


def _short(article: Article) -> str:
    return f"{article.number} · {article.outlet or article.id}"


def _inert(line: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in line)
