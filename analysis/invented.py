"""Invented articles, written for the tests: what a reader should find in each, as statements.

tests/expected/machine/articles/README.md says what each field of such a file means.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from analysis.articles import Article, Chrome, Published
from analysis.statements import ACTS, STATUSES, WEAPONS, Count, Days, Munitions, Site, Statement, make_id
from analysis.yamlfile import BadFile, Problem, Record, Source

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "expected" / "machine" / "articles"

_Words = Annotated[str, StringConstraints(min_length=1)]


@dataclass(frozen=True, slots=True)
class Expected:
    """One entry: the statement, and which of its fields (in the words of agreement.COMPARED) are sure.

    `event` is shared by entries that tell of one event. A statement on the words of an entry that is
    `optional` is no mistake, and neither is none.
    """

    statement: Statement
    sure: frozenset[str]
    event: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Invented:
    """One file. The article has no page chrome of its own; where it stands is in `chrome`."""

    name: str
    phenomenon: str
    article: Article
    expected: tuple[Expected, ...]
    chrome: tuple[Chrome, ...]

    @property
    def eventless(self) -> bool:
        """Whether no event may be found: nothing in scope is expected, not even at a reader's choice."""
        return all(entry.statement.scope != "in" for entry in self.expected)


def _one_of(values: Sequence[str]) -> str:
    return f"^({'|'.join(values)})$"


class _Place(Record):
    words: _Words
    occurrence: int = Field(ge=1)


class _Count(Record):
    low: int | None
    best: int | None
    high: int | None


class _Munitions(_Count):
    type: Annotated[str, Field(pattern=_one_of(WEAPONS))]


class _Entry(Record):
    """What an entry may say; whatever isn't there is not asked for."""

    kind: Literal["attack", "strike", "truce", "total"]
    scope: Literal["in", "out"]
    words: _Words | _Place
    event: _Words | None = None
    optional: bool = False
    occurrence: int = Field(default=1, ge=1)
    status: Annotated[str, Field(pattern=_one_of(STATUSES))] = "reported"
    site: str | None = None
    by: tuple[str, ...] = ()
    target: str | None = None
    target_type: str | None = None
    weapons: tuple[_Munitions, ...] = ()
    killed: _Count | None = None
    wounded: _Count | None = None
    claimed_by: tuple[str, ...] = ()
    blamed_on: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    speaker: str | None = None
    act: Annotated[str, Field(pattern=_one_of(ACTS))] | None = None
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()
    deadline_days: int | None = None
    count: _Count | None = None
    counter: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None


class _File(Record):
    phenomenon: str
    outlet_habit: str
    published: dt.date | None
    text: _Words
    events: tuple[_Entry, ...]
    chrome: tuple[_Words | _Place, ...]


def load(folder: str | Path = FOLDER) -> list[Invented]:
    """Every article of a folder, in the order of their names. Raises BadFile with all that is wrong."""
    found: list[Invented] = []
    problems: list[Problem] = []
    for path in sorted(Path(folder).glob("*.yml")):
        try:
            found.append(_load(path))
        except BadFile as error:
            problems += error.problems
    if problems:
        raise BadFile(*problems)
    return found


def _load(path: Path) -> Invented:
    source = Source(path)
    file = source.parse(_File)
    day = file.published
    published = Published(day, day, "stated", None, None, None, None) if day else None
    problems: list[Problem] = []

    def place(words: str | _Place, *where: str | int) -> tuple[int, int]:
        start, end = _place(file.text, words)
        if start < 0:
            problems.append(source.problem(where, "the text does not have these words that often"))
        return start, end

    expected = []
    for n, entry in enumerate(file.events):
        start, end = place(_again(entry), "events", n, "words")
        statement = _statement(path.stem, entry, file.text, start, end)
        expected.append(Expected(statement, _sure(entry), entry.event or f"entry {n + 1}", entry.optional))
    chrome = tuple(Chrome(*place(words, "chrome", n), "marked") for n, words in enumerate(file.chrome))
    if problems:
        raise BadFile(*problems)
    article = Article(path.stem, file.text, published)
    return Invented(path.stem, file.phenomenon, article, tuple(expected), chrome)


def _again(entry: _Entry) -> str | _Place:
    """An entry's words, with the occurrence that may stand beside them."""
    if isinstance(entry.words, str) and "occurrence" in entry.model_fields_set:
        return _Place(words=entry.words, occurrence=entry.occurrence)
    return entry.words


def _place(text: str, words: str | _Place) -> tuple[int, int]:
    """Where the words stand; -1 for what doesn't, or not that often."""
    sought, nth = (words, 1) if isinstance(words, str) else (words.words, words.occurrence)
    at = -1
    for _ in range(nth):
        at = text.find(sought, at + 1)
        if at < 0:
            return -1, -1
    return at, at + len(sought)


def _sure(entry: _Entry) -> frozenset[str]:
    return frozenset(entry.model_fields_set - {"kind", "scope", "words", "event", "optional", "occurrence"})


def _statement(article: str, entry: _Entry, text: str, start: int, end: int) -> Statement:
    quote = text[start:end]
    plain = ("status", "by", "target", "target_type", "claimed_by", "blamed_on", "denied_by", "speaker",
             "act", "parties", "mediators", "guarantors", "deadline_days", "counter")  # fmt: skip
    return Statement(
        id=make_id(article, entry.kind, quote, start), article=article, kind=entry.kind, scope=entry.scope,
        start=start, end=end, quote=quote, date=Days(entry.first, entry.last),
        site=Site(entry.site, None, None, None, None) if entry.site else None,
        weapons=tuple(Munitions(w.type, w.low, w.best, w.high) for w in entry.weapons),
        killed=_count(entry.killed), wounded=_count(entry.wounded), count=_count(entry.count),
        **{name: getattr(entry, name) for name in plain},
    )  # fmt: skip


def _count(given: _Count | None) -> Count | None:
    return Count(given.low, given.best, given.high) if given else None
