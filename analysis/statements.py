"""The statement: one thing that one article says at one place in its text.

"Article 003 says, in characters 1167 to 1304, that a drone and four rockets were fired at Ain al-Asad
in the night of 25 to 26 July 2024, with no casualties." Everything else is made of these.

Offsets count Unicode code points of the article's text; ends are exclusive. What an article doesn't
say is None, and a list without members is empty. The meaning of each field, its values and the
codebook it comes from stand in data/codebook.csv.
"""

import dataclasses
import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

KINDS = ("attack", "strike", "truce", "total")
STATUSES = ("reported", "claimed", "alleged", "denied", "foiled")
ACTS = (
    "proposed", "negotiated", "declared", "renewed", "extended",
    "observed", "violated", "ended", "rejected", "denied",
)  # fmt: skip
MACHINE = "machine"
"""The coder of a statement that no person decided."""
WEAPONS = ("rocket", "drone", "missile", "mortar", "ied", "small_arms", "airstrike", "artillery", "unknown")

ID = r"^s-[\w-]+-[0-9a-f]{6}$"
"""What a statement's id looks like."""
_ONE = rf"({'|'.join(WEAPONS)}):\d*:\d*:\d*"
MUNITIONS = rf"^{_ONE}(;{_ONE})*$"
"""What the weapons of a statement look like in a table: `drone:1:1:1;rocket:4:4:4`."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number as the article gives it: at least `low`, at most `high`, and `best` where it says one."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    @property
    def known(self) -> bool:
        """Whether the article says anything about the number."""
        return (self.low, self.best, self.high) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which it happened: some or all of `first` to `last`, both included; None when untold.

    `words` are the article's, at [start, end), perhaps outside the quotation. `conflict` says in words
    what disagrees within the article.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    basis: str | None = None
    words: str | None = None
    start: int | None = None
    end: int | None = None
    conflict: str | None = None

    @property
    def precision(self) -> int | None:
        """1 one day, 2 two to six, 3 seven, 4 eight to thirty-one, 5 more; None when untold."""
        return precision(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Site:
    """Where it happened: a lexicon id and the article's words for it."""

    id: str | None
    name: str | None
    country: str | None
    admin1: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Munitions:
    """How many of one type of weapon; all None when the article names the weapon without a number."""

    type: str
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of statements.csv. `quote` is `text[start:end]` of the article, always."""

    id: str
    article: str
    kind: str
    status: str
    scope: str
    start: int
    end: int
    quote: str
    translation: str | None = None
    note: str | None = None
    date: Days = Days()
    site: Site | None = None
    by: tuple[str, ...] = ()
    target: str | None = None
    target_type: str | None = None
    weapons: tuple[Munitions, ...] = ()
    killed: Count | None = None
    wounded: Count | None = None
    claimed_by: tuple[str, ...] = ()
    blamed_on: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    speaker: str | None = None
    act: str | None = None
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    deadline_days: int | None = None
    what: str | None = None
    count: Count | None = None
    period: Days = Days()
    counter: str | None = None
    event: str | None = None
    cycle: str | None = None
    coder: str = MACHINE


_HEAD = ("id", "kind", "status", "scope", "start", "end", "quote", "translation", "note", "date")
_FORCE = ("site", "by", "target", "target_type", "weapons", "killed", "wounded", "claimed_by", "blamed_on")
_TRUCE = ("act", "parties", "mediators", "guarantors", "terms", "deadline_days", "cycle")
_TOTAL = ("what", "count", "period", "counter")
_TAIL = ("denied_by", "speaker", "event", "coder")
FIELDS = {
    "attack": _HEAD + _FORCE + _TAIL,
    "strike": _HEAD + _FORCE + _TAIL,
    "truce": _HEAD + _TRUCE + _TAIL,
    "total": _HEAD + _TOTAL + _FORCE + _TAIL,
}
"""The fields that a statement of each kind has in JSON, in order."""


def precision(first: dt.date | None, last: dt.date | None) -> int | None:
    """How exact a range of days is, by the codebook's five steps (after ACLED and UCDP)."""
    if first is None or last is None:
        return 5 if first or last else None
    days = (last - first).days + 1
    return next(step for step, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, days)) if days <= most)


def make_id(article: str, kind: str, quote: str, ordinal: int) -> str:
    """A new statement's id. `ordinal` counts the statements of that kind on that quotation, from 0.

    Written into the review when it is made and never computed again.
    """
    digest = hashlib.sha256("\n".join((article, kind, quote, str(ordinal))).encode()).hexdigest()
    return f"s-{article.partition('_')[0]}-{digest[:6]}"


def to_json(statement: Statement) -> dict[str, Any]:
    """The statement as the object that stands in statements.jsonl."""
    return {name: _plain(name, getattr(statement, name)) for name in FIELDS[statement.kind]}


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(name, item) for item in value]
    if isinstance(value, Days):
        days = {f.name: _plain(f.name, getattr(value, f.name)) for f in dataclasses.fields(value)}
        if name == "period":
            return {"first": days["first"], "last": days["last"]}
        return {"first": days.pop("first"), "last": days.pop("last"), "precision": value.precision, **days}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(f.name, getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value
