"""The whole corpus read once: articles, statements, events and cycles, as the book uses them."""

import dataclasses
import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import articles, cycles, events, reviews, window
from analysis.articles import SEEDS, Article
from analysis.reviews import Review, Window
from analysis.statements import MACHINE, Statement
from analysis.yamlfile import BadFile, Problem


@dataclass(frozen=True)
class Corpus:
    """Everything that the articles say, from the articles to the cycles.

    `events`, `cycles` and `cycle_ends` are tables in the columns of the data set; lists in their cells
    are tuples, unknown is None. `reviews` holds the coding of each article that has one, by its id; the
    statements of an article without one are the machine's. An event rests either on reviewed statements or
    on the machine's, never on both, and no cycle rests on the machine's.
    """

    folder: Path
    articles: tuple[Article, ...]
    reviews: dict[str, Review]
    statements: tuple[Statement, ...]
    events: pd.DataFrame
    parts: dict[str, cycles.Cycle]
    cycles: pd.DataFrame
    cycle_ends: pd.DataFrame

    @property
    def independent(self) -> tuple[Article, ...]:
        """The articles that are no copies of others: each a source of its own."""
        return tuple(article for article in self.articles if article.copy_of is None)

    def article(self, id: str) -> Article:
        """The article of that id or number. Raises KeyError."""
        found = next((a for a in self.articles if id in (a.id, a.number)), None)
        if found is None:
            raise KeyError(id)
        return found

    def statement(self, id: str) -> Statement:
        """The statement of that id. Raises KeyError."""
        return self._by_id[id]

    def window(self, article: Article) -> Window | None:
        """The days that the article speaks about: its review's, else as a rule proposes them."""
        review = self.reviews.get(article.id)
        return review.window if review else window.proposed(article, self.statements)

    @property
    def unreviewed(self) -> tuple[Article, ...]:
        """The articles whose statements are the machine's, because nobody has reviewed them."""
        return tuple(a for a in self.articles if a.id not in self.reviews)

    @functools.cached_property
    def reviewed(self) -> "Corpus":
        """What the reviewed articles say, without what the machine read: what the numbers in prose count."""
        if not self.unreviewed:
            return self
        told = tuple(s for s in self.statements if s.coder != MACHINE)
        ids = {s.id for s in told}
        kept = [ids.issuperset(of) for of in self.events["statements"]]
        return dataclasses.replace(
            self,
            articles=tuple(a for a in self.articles if a.id in self.reviews),
            statements=told,
            events=self.events[kept].reset_index(drop=True),
        )

    @functools.cached_property
    def _by_id(self) -> dict[str, Statement]:
        return {s.id: s for s in self.statements}

    def event(self, name: str) -> pd.Series:
        """The row of that event. Raises KeyError."""
        found = self.events[self.events["event"] == name]
        if found.empty:
            raise KeyError(name)
        return found.iloc[0]


def load(folder: str | Path = SEEDS) -> Corpus:
    """Reads and checks a folder of articles with their reviews. Raises BadFile with all that is wrong."""
    return _load(Path(folder).resolve())


@functools.cache
def _load(folder: Path) -> Corpus:
    found = articles.load(folder)
    coded = _reviews(found, folder)
    copies = _copies(found)
    reviewed = [s for review in coded.values() for s in review.statements]
    parts = cycles.load(reviewed, events.merge(reviewed, copies))
    statements = [s for article in found for s in _said(article, coded.get(article.id))]
    merged = events.merge(statements, copies)
    return _whole(folder, found, coded, statements, merged, parts)


def _copies(found: Iterable[Article]) -> dict[str, str]:
    """The article that each copy repeats, by the copy's id."""
    return {a.id: a.copy_of for a in found if a.copy_of}


def only(book: Corpus, ids: Collection[str]) -> Corpus:
    """The corpus as it is with these articles alone, for what the others bring to it.

    Of the cycles, what was decided by hand stays; statements and events that are gone, and cycles of which
    none of these articles tells, are left out.
    """
    statements = [s for s in book.statements if s.article in ids]
    kept = [a for a in book.articles if a.id in ids]
    merged = events.merge(statements, _copies(kept))
    return _whole(
        book.folder,
        kept,
        {id: review for id, review in book.reviews.items() if id in ids},
        statements,
        merged,
        cycles.told(book.parts, statements, merged),
    )


def _whole(
    folder: Path,
    found: list[Article],
    coded: dict[str, Review],
    statements: list[Statement],
    merged: pd.DataFrame,
    parts: dict[str, cycles.Cycle],
) -> Corpus:
    """All of it together: each statement and each event with its cycles, the cycles as tables."""
    statements = [dataclasses.replace(s, cycle=cycles.of_statement(parts, s.id)) for s in statements]
    merged["cycle"] = [cycles.of_event(parts, name) for name in merged["event"]]
    return Corpus(
        folder=folder,
        articles=tuple(found),
        reviews=coded,
        statements=tuple(statements),
        events=merged,
        parts=parts,
        cycles=cycles.table(parts, statements),
        cycle_ends=cycles.ends(parts, statements),
    )


def _said(article: Article, review: Review | None) -> tuple[Statement, ...]:
    """What the review has the article say; what the machine reads in it where there is no review."""
    if review:
        return review.statements
    from analysis import annotate  # it takes a while to read its lists, and a reviewed corpus needs none

    return annotate.annotate(article).statements


def _reviews(found: list[Article], folder: Path) -> dict[str, Review]:
    """The coding of each article that has one. A coding of no article is refused, not skipped."""
    coded: dict[str, Review] = {}
    kinds = ("review", *reviews.CODINGS)
    known = {folder / f"{a.id}.yml" for a in found}
    known |= {reviews.path(a, kind, folder) for a in found for kind in kinds}
    problems = [
        Problem(str(path), 1, "(file)", f"expected an article's name, then one of {', '.join(kinds)}")
        for path in sorted(folder.glob("*.*.yml"))
        if path not in known
    ]
    for article in found:
        try:
            review = reviews.load(article, folder=folder)
        except BadFile as error:
            problems += error.problems
            continue
        if review:
            coded[article.id] = review
    if problems:
        raise BadFile(*problems)
    return coded
