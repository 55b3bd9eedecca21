"""What each article added since the last release changed, from its statements to the charts.

Nothing is stored but which articles were released. The old values are those of the same code on the
articles before it, so they can't go stale. What was decided by hand, such as a cycle's form, is the same on
both sides.
"""

from dataclasses import dataclass

from analysis import releases
from analysis.articles import Article
from analysis.changes import told
from analysis.changes.lines import Line as Line
from analysis.corpus import Corpus, only
from analysis.releases import Release, Standing


@dataclass(frozen=True)
class Change:
    """What one article brought. `parts` has its lines under the name of what they are about."""

    article: Article
    unreviewed: bool
    parts: dict[str, tuple[Line, ...]]


@dataclass(frozen=True)
class Report:
    """How the articles differ from those of a release, and what each added one changed, in their order."""

    corpus: Corpus
    release: Release
    standing: Standing
    changes: tuple[Change, ...]


def report(book: Corpus, release: Release | None = None) -> Report:
    """What changed since a release, by default the last. Each added article is compared with those before it.

    Raises BadFile when the file of the releases is wrong.
    """
    release = release or releases.load().releases[0]
    standing = releases.standing(book, release)
    ids = {article.id for article in book.articles} - {article.id for article in standing.added}
    before, made = only(book, ids) if standing.added else book, []
    for article in standing.added:
        ids.add(article.id)
        after = only(book, ids)
        made.append(_change(article, before, after))
        before = after
    return Report(book, release, standing, tuple(made))


def _change(article: Article, before: Corpus, after: Corpus) -> Change:
    from analysis.changes import derived  # it takes a while to load the charts, and often nothing was added

    parts = {
        "statements": told.statements(after, article),
        "new events": told.new_events(before, after),
        "events": told.events_changed(before, after),
        "new cycles": told.new_cycles(before, after),
        "cycles": told.cycles_changed(before, after),
        "facts": derived.facts_changed(before, after),
        "exhibits": derived.exhibits_changed(before, after),
        "addresses": derived.addresses(before, after),
    }
    kept = {name: lines for name, lines in parts.items() if lines}
    return Change(article, article.id not in after.reviews, kept)
