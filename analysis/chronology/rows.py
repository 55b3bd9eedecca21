"""One row of the record's files, and what it must look like by itself."""

import calendar
import datetime as dt
import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, HttpUrl, StringConstraints, model_validator

from analysis import lexicon
from analysis.statements import Count, Munitions
from analysis.yamlfile import Record, Slug

_WEAPON = re.compile(
    r"(rocket|drone|missile|mortar|ied|small_arms|airstrike|artillery|unknown):(\d*):(\d*):(\d*)"
)


def _list(value: Any) -> Any:
    return tuple(value.split(";")) if value else ()


def _day(value: Any) -> Any:
    return dt.date.fromisoformat(value) if value else None


def _munitions(value: Any) -> tuple[Munitions, ...]:
    found = []
    for item in _list(value):
        read = _WEAPON.fullmatch(item)
        if not read:
            raise ValueError("expected type:low:best:high joined by ;")
        given = Count(*(int(n) if n else None for n in read.groups()[1:]))
        found.append(Munitions(read[1], *rising(given)))
    return tuple(found)


def rising(count: Count) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of a count. Raises ValueError where they don't rise."""
    given = [n for n in (count.low, count.best, count.high) if n is not None]
    if given != sorted(given):
        raise ValueError("expected low, best, high in rising order")
    return count.low, count.best, count.high


def _empty(value: Any) -> Any:
    return value or None


Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
Text = Annotated[Words | None, BeforeValidator(_empty)]
Texts = Annotated[tuple[Words, ...], BeforeValidator(_list)]
Day = Annotated[dt.date, BeforeValidator(_day)]
MaybeDay = Annotated[dt.date | None, BeforeValidator(_day)]
Number = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_empty)]
Grade = Literal["wire-or-official", "established", "unsure", "partisan-or-copied"]
GRADES: tuple[Grade, ...] = ("wire-or-official", "established", "unsure", "partisan-or-copied")
"""From the best to the worst."""
Counted = Literal["iraq", "syria", "jordan", "bases", "convoys", "us-interests", "rockets", "drones",
                  "without-drones", "claims"]  # fmt: skip
COUNTRIES: dict[str, lexicon.Country] = {"iraq": "IQ", "syria": "SY", "jordan": "JO"}
"""The words of a total's `counts` that name a country, and its code."""
Act = Literal["proposed", "negotiated", "declared", "renewed", "extended",
              "observed", "violated", "ended", "rejected", "denied"]  # fmt: skip


class Row(Record):
    """One row of the chronology; what its columns mean stands in the codebook."""

    id: Slug
    kind: Literal["attack", "strike", "truce", "total"]
    scope: Literal["in", "out"]
    first: Day
    last: Day
    precision: Annotated[int, Field(ge=1, le=5)]
    what: Words
    site: Text
    country: Annotated[lexicon.Country | None, BeforeValidator(_empty)]
    admin1: Text
    by: Texts
    target: Text
    target_type: Annotated[
        Literal["base", "embassy", "airport", "convoy", "other"] | None, BeforeValidator(_empty)
    ]
    weapons: Annotated[tuple[Munitions, ...], BeforeValidator(_munitions)]
    killed_low: Number
    killed_best: Number
    killed_high: Number
    wounded_low: Number
    wounded_best: Number
    wounded_high: Number
    claimed_by: Texts
    blamed_on: Texts
    denied_by: Texts
    act: Annotated[Act | None, BeforeValidator(_empty)]
    speaker: Text
    counter: Text
    counts: Annotated[tuple[Counted, ...], BeforeValidator(_list)]
    count_low: Number
    count_best: Number
    count_high: Number
    period_first: MaybeDay
    period_last: MaybeDay
    cycle: Text
    event: Text
    sources: Annotated[tuple[Words, ...], BeforeValidator(_list), Field(min_length=1)]
    disputed: Text
    grade: Grade

    def count(self, name: str) -> Count:
        """The `count`, `killed` or `wounded` of the row."""
        return Count(*(getattr(self, f"{name}_{end}") for end in ("low", "best", "high")))


class Page(Record):
    """A page that the record rests on. `date` is a day or a month; `original`: is the title its own."""

    source: Words
    title: Words
    publisher: Words
    date: Annotated[
        Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")] | None, BeforeValidator(_empty)
    ]
    url: HttpUrl
    grade: Grade
    original: Literal["yes", "no"]

    @model_validator(mode="after")
    def _possible(self) -> "Page":
        self.latest()
        return self

    def latest(self) -> dt.date:
        """The last day on which the page can have come out."""
        if self.date is None:
            return dt.date.max
        year, month, *day = map(int, self.date.split("-"))
        return dt.date(year, month, day[0] if day else calendar.monthrange(year, month)[1])


class Unused(Record):
    """A page's fact that stands in no row, and why."""

    source: Words
    why: Words


Made = TypeVar("Made", Row, Page, Unused)
