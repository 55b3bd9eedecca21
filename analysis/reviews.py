"""Review files: what a person decided an article says, anchored by quotation.

`seeds/<id>.review.yml` is the coding that counts. `seeds/<id>.first.yml` and `seeds/<id>.second.yml` are
the two independent codings it was settled from; all three have one form. What `propose` has offered stands
in `offered` by id, so that a statement which a person deleted is not offered again.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from analysis import anchor, lexicon
from analysis.articles import SEEDS, Article
from analysis.statements import ID, MACHINE, Count, Days, Munitions, Site, Statement
from analysis.yamlfile import BadFile, Location, OfTable, Problem, Record, Slug, Source, say

CODINGS = ("first", "second")


def _decided(what: str) -> BeforeValidator:
    """Refuses what a draft leaves empty, in words that say what to write there."""

    def check(given: Any) -> Any:
        if given is None or given == "":
            raise ValueError(f"not filled in yet: write {what}")
        return given

    return BeforeValidator(check)


def _a_person(given: Any) -> Any:
    if isinstance(given, str) and given.strip().lower() == MACHINE:
        raise ValueError("the name of the machine's own reading: write the name of the person who reviews")
    return given


Words = Annotated[str, StringConstraints(min_length=1), OfTable]
Context = Annotated[str, StringConstraints(min_length=1)]
Coder = Annotated[Words, BeforeValidator(_a_person), _decided("the name or initials of who reviews")]
Translation = Annotated[Words, _decided("the English of the quotation")]
Number = Annotated[int, Field(ge=0, strict=True)]
TargetType = Literal["base", "embassy", "airport", "convoy", "other"]


class _Count(Record):
    low: Number | None
    best: Number | None
    high: Number | None

    @model_validator(mode="after")
    def _ordered(self) -> "_Count":
        given = [n for n in (self.low, self.best, self.high) if n is not None]
        if given != sorted(given):
            raise ValueError("expected low, best, high in rising order")
        return self


class _Weapon(_Count):
    type: Literal[
        "rocket", "drone", "missile", "mortar", "ied", "small_arms", "airstrike", "artillery", "unknown"
    ]


class _Date(Record):
    first: dt.date | None
    last: dt.date | None
    basis: Literal["stated", "relative", "inferred"] | None
    words: Words | None
    conflict: Words | None

    @model_validator(mode="after")
    def _whole(self) -> "_Date":
        if (self.first is None) != (self.last is None):
            raise ValueError("expected both first and last, or neither")
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"first {self.first} is after last {self.last}")
        if self.first and self.basis is None:
            raise ValueError("days need a basis")
        if self.basis in ("stated", "relative") and self.words is None:
            raise ValueError(f"a {self.basis} date needs the article's words")
        return self


class _Site(Record):
    id: Words | None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None
    words: Words | None


class _Entry(Record):
    id: Annotated[str, StringConstraints(pattern=ID)]
    status: Literal["reported", "claimed", "alleged", "denied", "foiled"]
    scope: Literal["in", "out"]
    quote: Words
    prefix: Context | None
    suffix: Context | None
    translation: Translation
    note: Words | None
    date: _Date
    denied_by: list[str]
    speaker: Words | None
    event: Slug | None


class _Force(_Entry):
    site: _Site | None
    by: list[str]
    target: str | None
    target_type: TargetType | None
    weapons: list[_Weapon]
    killed: _Count | None
    wounded: _Count | None
    claimed_by: list[str]
    blamed_on: list[str]


class _Attack(_Force):
    kind: Literal["attack", "strike"]


class _Total(_Force):
    kind: Literal["total"]
    what: Words
    count: _Count | None
    counter: str | None


class _Truce(_Entry):
    kind: Literal["truce"]
    act: Literal[
        "proposed", "negotiated", "declared", "renewed", "extended",
        "observed", "violated", "ended", "rejected", "denied",
    ]  # fmt: skip
    parties: list[str]
    mediators: list[str]
    guarantors: list[str]
    terms: list[Words]
    deadline_days: Number | None


class Window(Record):
    """The days an article speaks about, as far as its own words tell, and why."""

    first: Annotated[dt.date, _decided("the first day that the article speaks about, such as 2024-07-01")]
    last: Annotated[dt.date, _decided("the last day that the article speaks about, such as 2024-07-26")]
    why: Annotated[str, _decided("in a sentence why the window has these days, once you agree with them")]


class Settled(Record):
    """One point on which the two codings differed: what each had, what the review has, and why."""

    on: str
    first: str
    second: str
    decided: str
    why: str


_Any = Annotated[_Attack | _Truce | _Total, Field(discriminator="kind")]


class _Review(Record):
    coder: Coder
    window: Window
    settled: list[Settled]
    offered: list[Annotated[str, StringConstraints(pattern=ID)]] = []
    statements: list[_Any]


@dataclass(frozen=True, slots=True)
class Review:
    """A person's coding of one article: its statements in the order of the text."""

    article: str
    coder: str
    window: Window
    settled: tuple[Settled, ...]
    statements: tuple[Statement, ...]


def path(article: Article, coding: str = "review", folder: str | Path = SEEDS) -> Path:
    """Where a coding of the article stands: `review`, `first` or `second`."""
    return Path(folder) / f"{article.id}.{coding}.yml"


def load(article: Article, coding: str = "review", folder: str | Path = SEEDS) -> Review | None:
    """A coding of the article, or None when nobody has made one.

    Raises BadFile with everything that is wrong, each by file, line and field.
    """
    file = path(article, coding, folder)
    if not file.exists():
        return None
    source = Source(file)
    parsed = source.parse(_Review)
    problems: list[Problem] = []
    made = [
        _statement(n, entry, article, parsed.coder, source, problems)
        for n, entry in enumerate(parsed.statements)
    ]
    problems += _twice(made, source)
    if parsed.window.first > parsed.window.last:
        problems.append(source.problem(("window", "first"), "first is after last"))
    if problems:
        raise BadFile(*problems)
    ordered = sorted((s for s in made if s), key=lambda s: (s.start, s.end))
    return Review(article.id, parsed.coder, parsed.window, tuple(parsed.settled), tuple(ordered))


def plain(article: Article, coding: str = "review", folder: str | Path = SEEDS) -> dict[str, Any] | None:
    """A coding's file as plain data: its own fields, in the order of the file. None when there is none.

    Raises BadFile as `load` does.
    """
    if load(article, coding, folder) is None:
        return None
    return Source(path(article, coding, folder)).parse(_Review).model_dump()


def faults(entry: dict[str, Any], article: Article, start: int, end: int) -> list[tuple[Location, str]]:
    """What is wrong with one statement, given as plain data, on the words at [start, end).

    Each fault has the field at fault and what was expected.
    """
    try:
        return _faults(TypeAdapter(_Any).validate_python(entry), article, start, end)
    except ValidationError as error:
        # pydantic names the branch of the union, which is the kind, before the field.
        return [(tuple(e["loc"][1:]), say(e)) for e in error.errors()]


def _statement(
    n: int,
    entry: _Attack | _Truce | _Total,
    article: Article,
    coder: str,
    source: Source,
    problems: list[Problem],
) -> Statement | None:
    where: Location = ("statements", n)
    try:
        start, end = anchor.find(article.text, entry.quote, entry.prefix, entry.suffix)
    except anchor.NotAnchored as error:
        problems.append(source.problem((*where, "quote"), str(error)))
        return None
    problems += [
        source.problem((*where, *field), message) for field, message in _faults(entry, article, start, end)
    ]
    days = _days(entry.date, article.text, start, end)
    more = _truce(entry) if isinstance(entry, _Truce) else _force(entry, days)
    return Statement(
        id=entry.id, article=article.id, kind=entry.kind, status=entry.status, scope=entry.scope,
        start=start, end=end, quote=entry.quote, translation=entry.translation, note=entry.note,
        date=days, denied_by=tuple(entry.denied_by), speaker=entry.speaker, event=entry.event, coder=coder,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _truce(entry: _Truce) -> dict[str, object]:
    lists = ("parties", "mediators", "guarantors", "terms")
    return {
        "act": entry.act,
        "deadline_days": entry.deadline_days,
        **{name: tuple(getattr(entry, name)) for name in lists},
    }


def _force(entry: _Attack | _Total, days: Days) -> dict[str, object]:
    found: dict[str, object] = {
        "site": _site(entry.site),
        "target": entry.target,
        "target_type": entry.target_type,
        "weapons": tuple(Munitions(w.type, w.low, w.best, w.high) for w in entry.weapons),
        "killed": _count(entry.killed),
        "wounded": _count(entry.wounded),
        **{name: tuple(getattr(entry, name)) for name in ("by", "claimed_by", "blamed_on")},
    }
    if isinstance(entry, _Total):
        found |= {"what": entry.what, "count": _count(entry.count), "counter": entry.counter, "period": days}
    return found


def _count(given: _Count | None) -> Count | None:
    return Count(given.low, given.best, given.high) if given else None


def _site(given: _Site | None) -> Site | None:
    if given is None:
        return None
    place = lexicon.site(given.id) if given.id else None
    if place is None:
        return Site(None, None, given.country, None, given.words)
    return Site(given.id, place.en, given.country or place.country, place.admin1, given.words)


def _days(given: _Date, text: str, start: int, end: int) -> Days:
    at: tuple[int, int] | tuple[None, None] = (None, None)
    if given.words and given.words in text:
        at = anchor.nearest(text, given.words, start, end)
    return Days(given.first, given.last, given.basis, given.words, at[0], at[1], given.conflict)


def _faults(
    entry: _Attack | _Truce | _Total, article: Article, start: int, end: int
) -> list[tuple[Location, str]]:
    """What is wrong with one entry: fields below it, and what was expected."""
    text = article.text
    found: list[tuple[Location, str]] = []
    if not entry.id.startswith(f"s-{article.number}-"):
        found.append((("id",), f"expected it to begin with s-{article.number}-, found {entry.id!r}"))
    if any(start < c.end and c.start < end for c in article.chrome):
        found.append((("quote",), "the words are page chrome, not the article's"))
    if entry.date.words and entry.date.words not in text:
        found.append((("date", "words"), "the article does not have these words"))
    if article.published and entry.date.last and entry.date.last > article.published.last:
        found.append((("date", "last"), f"after publication on {article.published.last}"))
    if entry.speaker and entry.speaker not in lexicon.actors() and entry.speaker not in text:
        found.append((("speaker",), "neither a known id nor words of the article"))
    found += _unknown(entry)
    if isinstance(entry, _Attack | _Total) and entry.site:
        found += _site_faults(entry.site, text)
    return found


def _site_faults(site: _Site, text: str) -> list[tuple[Location, str]]:
    found: list[tuple[Location, str]] = []
    if site.id and lexicon.site(site.id) is None:
        found.append((("site", "id"), f"unknown site {site.id!r}"))
    if site.country and site.country not in lexicon.countries():
        found.append((("site", "country"), f"unknown country {site.country!r}"))
    if site.words and site.words not in text:
        found.append((("site", "words"), "the article does not have these words"))
    return found


def _unknown(entry: _Attack | _Truce | _Total) -> list[tuple[Location, str]]:
    lists = ("by", "claimed_by", "blamed_on", "denied_by", "parties", "mediators", "guarantors")
    named: list[tuple[Location, str]]
    named = [((name, n), id) for name in lists for n, id in enumerate(getattr(entry, name, []))]
    named += [((name,), getattr(entry, name)) for name in ("target", "counter") if getattr(entry, name, None)]
    return [(where, f"unknown id {id!r}") for where, id in named if id not in lexicon.actors()]


def _twice(made: list[Statement | None], source: Source) -> list[Problem]:
    seen: set[str] = set()
    found = []
    for n, statement in enumerate(made):
        if statement and statement.id in seen:
            found.append(source.problem(("statements", n, "id"), f"the id {statement.id} stands twice"))
        if statement:
            seen.add(statement.id)
    return found
