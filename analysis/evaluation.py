"""How well the machine reads: its finds against hand marks, reviews and invented articles; every mistake.

A name, a quantity, a date or a piece of page chrome is found when span and value are exactly those that were
marked. A statement is found when the review has one of the same article and kind on words that overlap by
at least half of the shorter, one to one; the fields of such pairs are scored apart. Only what is in scope
counts.
"""

import csv
import dataclasses
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis import agreement, articles, invented, reviews
from analysis.agreement import COMPARED, Pair
from analysis.annotate import Reading, annotate
from analysis.articles import SEEDS, Article, Chrome
from analysis.invented import Expected, Invented
from analysis.statements import KINDS, Count, Munitions, Statement
from analysis.wording import count

MARKS = Path(__file__).resolve().parent.parent / "tests" / "expected" / "machine" / "marks"
LAYERS = ("chrome", "names", "quantities", "dates")
SEEN = (
    "The five articles, their marks and the invented articles in tests/ were seen while the rules were\n"
    "written. So the figures say how well the rules fit what they were made from, and no more."
)
_VALUES = {"names": ("type", "id"), "quantities": ("low", "best", "high"), "dates": ("first", "last")}


class Mark(NamedTuple):
    """Words at [start, end) of an article and what they mean, each value as text; "" is none."""

    article: str
    start: int
    end: int
    words: str
    value: tuple[str, ...]


class Score(NamedTuple):
    """How many were found, how many were there to be found, and how many of the found are right."""

    what: str
    found: int
    expected: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of the found that is right; None when nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of the expected that was found; None when nothing was expected."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Twice the right as a share of found and expected together; None when there are neither."""
        both = self.found + self.expected
        return 2 * self.right / both if both else None


class Miss(NamedTuple):
    """One mistake in a layer or kind: what was `missed`, or found where nothing is (`false`)."""

    what: str
    article: str
    fault: str
    start: int
    end: int
    words: str
    value: str


class Result(NamedTuple):
    """A score with every mistake behind it."""

    score: Score
    misses: tuple[Miss, ...]


def read(article: Article) -> Reading:
    """The machine's reading of an article: it is told the publication, but not what is page chrome."""
    return annotate(dataclasses.replace(article, chrome=()))


def layer(name: str, given: Iterable[Article], marks: str | Path = MARKS) -> Result:
    """How one layer of the reading agrees with the marks. Page chrome was not marked for the other layers.

    Raises ValueError when a mark isn't in its article, and names file and line.
    """
    known = {article.id: article for article in given}
    expected = _chrome_marks(known) if name == "chrome" else set(_marks(name, known, Path(marks)))
    found = {mark for article in known.values() for mark in _found(name, article)}
    return _compare(name, found, expected)


def kinds(given: Iterable[Article], folder: str | Path = SEEDS) -> dict[str, Result]:
    """How the machine's statements in scope agree with the review's: a result for each kind."""
    return {kind: _of_kind(kind, found) for found in [pairs(given, folder)] for kind in KINDS}


def pairs(given: Iterable[Article], folder: str | Path = SEEDS) -> list[Pair]:
    """The machine's statements in scope and the review's, each with its partner, article by article."""
    found: list[Pair] = []
    for article in given:
        review = reviews.load(article, folder=folder)
        if review:
            found += agreement.pairs(_in(read(article).statements), _in(review.statements))
    return found


def fields(found: Sequence[Pair]) -> list[Score]:
    """For each kind and field the pairs, as expected and as found, on which both say the same."""
    table = agreement.by_field(found)
    return [Score(f"{kind} {field}", of, of, same)
            for kind, field, of, same in table.itertuples(index=False) if of]  # fmt: skip


def differences(found: Sequence[Pair]) -> list[tuple[str, ...]]:
    """Every field in which a pair differs: article, kind, field, the machine's value, the review's, words."""
    rows: list[tuple[str, ...]] = []
    for one, other in found:
        if one and other:
            rows += [(one.article, one.kind, field, told(agreement.value(one, field)),
                      told(agreement.value(other, field)), other.quote)
                     for field in COMPARED[one.kind]
                     if agreement.value(one, field) != agreement.value(other, field)]  # fmt: skip
    return rows


def from_chrome(given: Iterable[Article]) -> list[Statement]:
    """The machine's statements, in scope or not, on words that belong to the page."""
    return [
        statement
        for article in given
        for statement in read(article).statements
        if any(statement.start < c.end and c.start < statement.end for c in article.chrome)
    ]


class Trial(NamedTuple):
    """The reading of invented articles, `eventless` of which have no event to be found.

    `events` and `statements` count in scope; an event is found when any statement of it is, and each
    statement in scope that nothing was expected for is a false event. `false` names the articles without an
    event in which one was found. `fields` are counted on pairs, where the file is sure of them.
    """

    articles: int
    eventless: int
    events: Result
    statements: Result
    chrome: Result
    fields: tuple[Score, ...]
    differences: tuple[tuple[str, ...], ...]
    false: tuple[str, ...]


def trial(folder: str | Path = invented.FOLDER) -> Trial:
    """Read every invented article of a folder and compare.

    Raises BadFile when a file is wrong and ValueError when there is none.
    """
    given = invented.load(folder)
    if not given:
        raise ValueError(f"{folder}: no articles there")
    readings = [read(one.article) for one in given]
    found = [_found_of(one, reading) for one, reading in zip(given, readings, strict=True)]
    fields, differ = _sure_fields(pair for own in found for pair in own)
    chrome = [
        _compare("chrome", _chrome(one.article, reading.chrome), _chrome(one.article, one.chrome))
        for one, reading in zip(given, readings, strict=True)
    ]
    return Trial(
        articles=len(given),
        eventless=sum(one.eventless for one in given),
        events=_sum("events", map(_events, found)),
        statements=_sum("statements", map(_statements, found)),
        chrome=_sum("chrome", chrome),
        fields=fields,
        differences=differ,
        false=tuple(
            one.name
            for one, reading in zip(given, readings, strict=True)
            if one.eventless and _in(reading.statements)
        ),
    )


_Found = list[tuple[Statement | None, Expected | None]]


def _found_of(one: Invented, reading: Reading) -> _Found:
    """Each statement of the reading, in scope or not, with the entry that it meets; one to one."""
    entry = {id(e.statement): e for e in one.expected}
    paired = agreement.pairs(reading.statements, [e.statement for e in one.expected])
    return [(p.one, entry.get(id(p.other))) for p in paired]


def _counts(one: Statement | None, entry: Expected | None) -> bool:
    """Whether the machine found in scope what is in scope."""
    return bool(one and entry and one.scope == entry.statement.scope == "in")


def _events(found: _Found) -> Result:
    """The events of one article that were found, expected, and both."""
    asked: dict[str, Statement] = {}
    for _, entry in found:
        if entry and not entry.optional and entry.statement.scope == "in":
            asked.setdefault(entry.event, entry.statement)
    met = {entry.event for one, entry in found if entry and _counts(one, entry)}
    false, right = _false(found), len(asked.keys() & met)
    misses = [_missed("event", s) for event, s in asked.items() if event not in met]
    misses += [_missed("event", s, "false") for s in false]
    return Result(Score("events", right + len(false), len(asked), right), tuple(misses))


def _statements(found: _Found) -> Result:
    """The statements of one article that were found, expected, and both."""
    asked = [(one, entry) for one, entry in found
             if entry and not entry.optional and entry.statement.scope == "in"]  # fmt: skip
    false, right = _false(found), sum(_counts(one, entry) for one, entry in asked)
    misses = [_missed(e.statement.kind, e.statement) for one, e in asked if not _counts(one, e)]
    misses += [_missed(s.kind, s, "false") for s in false]
    return Result(Score("statements", right + len(false), len(asked), right), tuple(misses))


def _false(found: _Found) -> list[Statement]:
    """The statements in scope that nothing in scope was expected for."""
    return [one for one, entry in found if one and one.scope == "in" and not _counts(one, entry)]


def _sure_fields(found: Iterable[tuple[Statement | None, Expected | None]]) -> tuple[
    tuple[Score, ...], tuple[tuple[str, ...], ...]
]:  # fmt: skip
    """For each field that entries are sure of: on how many the machine says the same; and where not."""
    same: dict[str, list[bool]] = {}
    differ: list[tuple[str, ...]] = []
    for one, entry in found:
        if not one or not entry or not _counts(one, entry):
            continue
        for field in COMPARED[one.kind]:
            if field not in entry.sure:
                continue
            machine, sure = (agreement.value(s, field) for s in (one, entry.statement))
            same.setdefault(f"{one.kind} {field}", []).append(machine == sure)
            if machine != sure:
                words = entry.statement.quote
                differ.append((one.article, one.kind, field, told(machine), told(sure), words))
    scores = (Score(name, len(agreed), len(agreed), sum(agreed)) for name, agreed in sorted(same.items()))
    return tuple(scores), tuple(differ)


def _sum(what: str, results: Iterable[Result]) -> Result:
    every = list(results)
    scores = [r.score for r in every]
    score = Score(what, sum(s.found for s in scores), sum(s.expected for s in scores),
                  sum(s.right for s in scores))  # fmt: skip
    return Result(score, tuple(m for r in every for m in r.misses))


def _of_kind(kind: str, found: Sequence[Pair]) -> Result:
    own = [p for p in found if kind in {s.kind for s in p if s}]
    score = Score(kind, sum(bool(p.one) for p in own), sum(bool(p.other) for p in own),
                  sum(bool(p.one and p.other) for p in own))  # fmt: skip
    misses = [_missed(kind, p.other) for p in own if p.other and not p.one]
    misses += [_missed(kind, p.one, "false") for p in own if p.one and not p.other]
    return Result(score, tuple(sorted(misses, key=lambda m: (m.article, m.start))))


def _missed(what: str, statement: Statement, fault: str = "missed") -> Miss:
    told = " ".join(filter(None, (statement.kind, statement.act)))
    return Miss(what, statement.article, fault, statement.start, statement.end, statement.quote, told)


def _in(statements: Iterable[Statement]) -> list[Statement]:
    return [s for s in statements if s.scope == "in"]


def _compare(name: str, found: set[Mark], expected: set[Mark]) -> Result:
    misses = [("missed", mark) for mark in expected - found] + [("false", mark) for mark in found - expected]
    misses.sort(key=lambda miss: (miss[1].article, miss[1].start, miss[0]))
    return Result(
        Score(name, len(found), len(expected), len(found & expected)),
        tuple(Miss(name, m.article, fault, m.start, m.end, m.words, ", ".join(m.value))
              for fault, m in misses),
    )  # fmt: skip


def _marks(name: str, known: dict[str, Article], folder: Path) -> Iterator[Mark]:
    """The marks of a layer in the articles given."""
    path = folder / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
            article = known.get(row["article"])
            if article is None:
                continue
            start, end = int(row["start"]), int(row["end"])
            if article.text[start:end] != row["words"]:
                raise ValueError(f"{path}:{line}: words: the article does not have them at {start} to {end}")
            yield Mark(article.id, start, end, row["words"], tuple(row[value] for value in _VALUES[name]))


def marked(given: Iterable[Article], folder: str | Path = MARKS) -> list[Article]:
    """Those of the articles that somebody marked by hand: in others nothing can be told right from wrong."""
    known = {article.id: article for article in given}
    ids = {mark.article for name in _VALUES for mark in _marks(name, known, Path(folder))}
    return [article for id, article in known.items() if id in ids]


def _chrome_marks(known: dict[str, Article]) -> set[Mark]:
    return {mark for article in known.values() for mark in _chrome(article, article.chrome)}


def _chrome(article: Article, chrome: Iterable[Chrome]) -> set[Mark]:
    return {Mark(article.id, c.start, c.end, article.text[c.start : c.end], ()) for c in chrome}


def _found(name: str, article: Article) -> Iterator[Mark]:
    """What the machine found in a layer, outside what is known to be page chrome."""
    reading = read(article)
    if name == "chrome":
        yield from _chrome(article, reading.chrome)
        return
    spans: dict[str, Sequence[Any]] = {
        "names": reading.mentions, "quantities": reading.quantities, "dates": reading.days,
    }  # fmt: skip
    for span in spans[name]:
        if not any(c.start <= span.start < c.end for c in article.chrome):
            value = tuple(_text(getattr(span, field)) for field in _VALUES[name])
            yield Mark(article.id, span.start, span.end, article.text[span.start : span.end], value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def told(value: object) -> str:
    """A field's value as text: "none" for nothing, the members of a list in order."""
    if value is None or value == frozenset():
        return "none"
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(told, value)))
    if isinstance(value, Munitions):
        return f"{value.type} {count(Count(value.low, value.best, value.high))}"
    return count(value) if isinstance(value, Count) else str(value)


def main(folders: Sequence[str]) -> None:
    """Print everything as plain text; with folders, also the trial of the invented articles in each."""
    given = articles.load()
    print(SEEN)
    layers = [layer(name, given) for name in LAYERS]
    by_kind = list(kinds(given).values())
    found = pairs(given)
    _scores("The five articles: hand marks, exact span and exact value", [r.score for r in layers])
    _scores("The five articles: statements in scope against the review", [r.score for r in by_kind])
    _shares("The five articles: fields on which a pair says the same", fields(found))
    print(f"\nStatements from page chrome: {len(from_chrome(given))}")
    _misses("The five articles", [m for r in (*layers, *by_kind) for m in r.misses])
    _differences("The five articles", differences(found))
    for folder in folders or [str(invented.FOLDER)]:
        _trial(folder, trial(folder))


def _trial(folder: str, done: Trial) -> None:
    title = f"Invented articles in {folder}"
    _scores(f"{title}: {done.articles}", [done.events.score, done.statements.score, done.chrome.score])
    print(f"\nWithout an event: {done.eventless}. Of these, an event was found in: {len(done.false)}")
    for name in done.false:
        print(f"  {name}")
    _shares(f"{title}: fields that the file is sure of", done.fields)
    _misses(title, [*done.events.misses, *done.statements.misses, *done.chrome.misses])
    _differences(title, done.differences)


def _scores(title: str, scores: Iterable[Score]) -> None:
    print(f"\n{title}\n{'':<14}{'found':>7}{'marked':>8}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    for s in scores:
        print(f"{s.what:<14}{s.found:>7}{s.expected:>8}{s.right:>7}"
              f"{_share(s.precision):>11}{_share(s.recall):>8}{_share(s.f1):>7}")  # fmt: skip


def _shares(title: str, scores: Iterable[Score]) -> None:
    print(f"\n{title}")
    for s in scores:
        print(f"{s.what:<24}{s.right:>5} of {s.expected}")


def _misses(title: str, misses: Sequence[Miss]) -> None:
    print(f"\n{title}: every mistake, {len(misses)}\nwhat\tfault\tarticle\tplace\tvalue\twords")
    for m in misses:
        print(f"{m.what}\t{m.fault}\t{m.article}\t{m.start}–{m.end}\t{m.value}\t{' '.join(m.words.split())}")


def _differences(title: str, rows: Sequence[tuple[str, ...]]) -> None:
    print(f"\n{title}: every field that differs, {len(rows)}")
    print("article\tkind\tfield\tmachine\texpected\twords")
    for row in rows:
        print("\t".join(" ".join(cell.split()) for cell in row))


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (ValueError, OSError) as error:
        sys.exit(str(error))
