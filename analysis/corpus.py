"""The whole corpus read once: articles, statements, events and cycles, as the book uses them."""

import dataclasses
import functools
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import articles, cycles, events, reviews
from analysis.articles import SEEDS, Article
from analysis.reviews import Review
from analysis.statements import Statement
from analysis.yamlfile import BadFile, Problem


@dataclass(frozen=True)
class Corpus:
    """Everything that the articles say, from the articles to the cycles.

    `events`, `cycles` and `cycle_ends` are tables in the columns of the data set; lists in their cells
    are tuples, unknown is None. `reviews` holds the coding of each article that has one, by its id.
    """

    folder: Path
    articles: tuple[Article, ...]
    reviews: dict[str, Review]
    statements: tuple[Statement, ...]
    events: pd.DataFrame
    parts: dict[str, cycles.Cycle]
    cycles: pd.DataFrame
    cycle_ends: pd.DataFrame

    def article(self, id: str) -> Article:
        """The article of that id or number. Raises KeyError."""
        found = next((a for a in self.articles if id in (a.id, a.number)), None)
        if found is None:
            raise KeyError(id)
        return found

    def statement(self, id: str) -> Statement:
        """The statement of that id. Raises KeyError."""
        return self._by_id[id]

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
    statements = [s for review in coded.values() for s in review.statements]
    merged = events.merge(statements)
    parts = cycles.load(statements, merged)
    return _whole(folder, found, coded, statements, merged, parts)


def only(book: Corpus, ids: Collection[str]) -> Corpus:
    """The corpus as it is with these articles alone, for what the others bring to it.

    Of the cycles, what was decided by hand stays; statements and events that are gone, and cycles of which
    none of these articles tells, are left out.
    """
    statements = [s for s in book.statements if s.article in ids]
    merged = events.merge(statements)
    return _whole(
        book.folder,
        [a for a in book.articles if a.id in ids],
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
