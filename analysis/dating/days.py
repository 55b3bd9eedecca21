"""The days that a date in words means, once it is known on which day the words were published.

Each form of date is a small record with two things: `stated`, whether a year is printed in it, and
`at(day)`, its reading by someone who wrote on that day (None: not known when). The rules are the
codebook's "Dates in words"; what it leaves open is decided here and said at the record.
"""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

Span = tuple[dt.date, dt.date]

_WEEKDAYS = tuple(calendar.day_name)
_MONTHS = tuple(calendar.month_name)
# The longest range of publication days of which each is tried, to find those on which the words agree.
_MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Reading:
    """First and last day, both included; None where the words don't tell. `conflicts` in English."""

    first: dt.date | None
    last: dt.date | None
    conflicts: tuple[str, ...] = ()


class Words(Protocol):
    """Any form of date."""

    @property
    def stated(self) -> bool: ...

    def at(self, day: dt.date | None) -> Reading: ...


UNTOLD = Reading(None, None)


def resolve(words: Words, published: Span | None) -> Reading:
    """The days that the words give on any day of `published`.

    Where the words agree with one another only if published on some of those days, it was one of those.
    """
    if published is None:
        return words.at(None)
    first, last = published
    days = [first, last] if first < last else [first]
    if isinstance(words, Named) and words.checked and 1 < (last - first).days <= _MOST_DAYS:
        days = [plus(first, n) for n in range((last - first).days + 1)]
    readings = [words.at(day) for day in days]
    agreeing = [reading for reading in readings if not reading.conflicts]
    return _cover(agreeing or readings)


def _cover(readings: list[Reading]) -> Reading:
    firsts = [reading.first for reading in readings]
    lasts = [reading.last for reading in readings]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    return Reading(first, last, readings[0].conflicts)


def plus(day: dt.date, days: int) -> dt.date:
    """The day so many days later, or the first or last day there is."""
    return dt.date.fromordinal(max(1, min(day.toordinal() + days, dt.date.max.toordinal())))


def back(day: dt.date, count: int, unit: str) -> dt.date:
    """The day so many days, weeks, months or years before. Hours are made up to whole days."""
    match unit:
        case "minute":
            return day
        case "hour":
            return plus(day, -(count // 24 + (count % 24 > 0)))
        case "day" | "night":
            return plus(day, -count)
        case "week":
            return plus(day, -7 * count)
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(max(12, min(months, 9999 * 12 + 11)), 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _last_of(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


# Days of a month. A part that the codebook doesn't name is cut in the same way.
def _of_month(part: str | None, length: int) -> tuple[int, int]:
    match part:
        case "start" | "early" | "third1":
            return 1, 10
        case "middle" | "third2":
            return 11, 20
        case "end" | "late" | "third3":
            return 21, length
        case "half1":
            return 1, 15
        case "half2":
            return 16, length
        case "week1" | "week2" | "week3" | "week4":
            week = int(part[-1])
            return 7 * week - 6, 7 * week
        case "lastweek":
            return length - 6, length
    return 1, length


# First month and day, last month and day. The end of a year is the end of its last month, as a person
# coded it; its middle is the two months in the middle, and "early" and "late" are a quarter.
_OF_YEAR = {
    "start": (1, 1, 1, 10), "middle": (6, 1, 7, 31), "end": (12, 21, 12, 31),
    "early": (1, 1, 3, 31), "late": (10, 1, 12, 31),
    "half1": (1, 1, 6, 30), "half2": (7, 1, 12, 31),
    "third1": (1, 1, 4, 30), "third2": (5, 1, 8, 31), "third3": (9, 1, 12, 31),
    "quarter1": (1, 1, 3, 31), "quarter2": (4, 1, 6, 30),
    "quarter3": (7, 1, 9, 30), "quarter4": (10, 1, 12, 31),
    "spring": (3, 1, 5, 31), "summer": (6, 1, 8, 31), "autumn": (9, 1, 11, 30),
}  # fmt: skip


def _span(year: int, month: int | None, days: tuple[int, int] | None, part: str | None) -> Span | None:
    """The days, or None where there are none such: 30 February."""
    if not 1 <= year < 9999:
        return None
    if month is None and part == "winter":
        return dt.date(year, 12, 1), dt.date(year + 1, 2, _last_of(year + 1, 2))
    if month is None:
        m, d, n, e = _OF_YEAR.get(part or "", (1, 1, 12, 31))
        return dt.date(year, m, d), dt.date(year, n, e)
    length = _last_of(year, month)
    first, last = days or _of_month(part, length)
    return (dt.date(year, month, first), dt.date(year, month, last)) if last <= length else None


def _past(spans: list[Span], day: dt.date) -> list[Span]:
    """The readings that are not after the day; all of them where all are."""
    return [span for span in spans if span[0] <= day] or spans


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, some days, a part of a month, a month or a year of the calendar.

    A turn is −1 the last one, 0 this one, 1 the next one: `turn` is said of the month by name,
    `month_turn` of "the month", `year_turn` of "the year". With neither year nor turn it is the last one
    that begins on or before the day of writing. Two months are two names that should mean one.
    """

    days: tuple[int, int] | None = None
    months: tuple[int, ...] = ()
    part: str | None = None
    turn: int | None = None
    month_turn: int | None = None
    year: int | None = None
    year_turn: int | None = None

    @property
    def stated(self) -> bool:
        return self.year is not None

    @property
    def several(self) -> bool:
        """Whether more than one day is numbered."""
        return self.days is not None and self.days[0] < self.days[1]

    def at(self, day: dt.date | None) -> Reading:
        spans, said = self.readings(day)
        return covering(spans, day, said, self.stated)

    def readings(self, day: dt.date | None) -> tuple[list[Span], list[str]]:
        """Every span of days that the words can mean, and what disagrees."""
        said = []
        if len(self.months) > 1:
            said.append(f"two months are printed, {' and '.join(_MONTHS[m] for m in self.months)}")
        spans = []
        for year, month in self._months(day, said):
            span = _span(year, month, self.days, self.part)
            if span is None and month is not None and (whole := _span(year, month, None, None)):
                said.append(f"{_MONTHS[month]} {year} has no day {self.days[1] if self.days else 0}")
                span = whole
            if span:
                spans.append(span)
        return spans, said

    def _months(self, day: dt.date | None, said: list[str]) -> list[tuple[int, int | None]]:
        if self.months:
            return [(year, month) for month in self.months for year in self._years(day, month, said)]
        if self.month_turn is not None:
            if day is None:
                return []
            then = back(day.replace(day=1), -self.month_turn, "month")
            if self.year in (None, then.year):
                return [(then.year, then.month)]
            said.append(f"{self.year} is printed, that month is in {then.year}")
            return [(then.year, then.month), (self.year or then.year, then.month)]
        return [(year, None) for year in self._years(day, None, said)]

    def _years(self, day: dt.date | None, month: int | None, said: list[str]) -> list[int]:
        turned = None if day is None or self.year_turn is None else day.year + self.year_turn
        if turned is not None and self.year not in (None, turned):
            said.append(f"{self.year} is printed, that year is {turned}")
            return [turned, self.year or turned]
        if self.year is not None:
            return [self.year]
        if turned is not None or day is None:
            return [] if turned is None else [turned]
        if self.turn == 0:
            return [day.year]
        near = range(day.year - 8, day.year + 9)
        for year in near if self.turn == 1 else reversed(near):
            span = _span(year, month, self.days, self.part)
            if span and self._fits(span, day):
                return [year]
        return []

    def _fits(self, span: Span, day: dt.date) -> bool:
        """Whether the last, the next or the nearest one is this one. A month isn't its own last or next."""
        if self.turn and not self.days:
            month, here = (span[0].year, span[0].month), (day.year, day.month)
            return month > here if self.turn > 0 else month < here
        if self.turn == 1:
            return span[0] > day
        return span[1] < day if self.turn == -1 else span[0] <= day


def covering(spans: list[Span], day: dt.date | None, said: Iterable[str], stated: bool) -> Reading:
    """From the first to the last of the readings that are not after the day.

    What looks back without a printed year ends with the day of writing: "in July", on 26 July, is over
    by then.
    """
    said = tuple(dict.fromkeys(said))
    if not spans:
        return Reading(None, None, said)
    if day and len(spans) > 1:
        spans = _past(spans, day)
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if day and not stated and first <= day < last:
        last = day
    return Reading(first, last, said)


@dataclass(frozen=True, slots=True)
class Named:
    """A day by its name: today or yesterday, a weekday, a date, or several of these that should agree.

    `offset` counts days from the day of writing. `turn` is said of the weekday; beside a printed date it
    only means that the day is past. `eve`: the night that begins on the evening before.
    """

    offset: int | None = None
    weekdays: tuple[int, ...] = ()
    turn: int | None = None
    date: Calendar | None = None
    eve: bool = False

    @property
    def stated(self) -> bool:
        return self.date is not None and self.date.stated

    @property
    def checked(self) -> bool:
        """Whether the words can disagree."""
        return (self.offset is not None) + bool(self.weekdays) + (self.date is not None) > 1

    def at(self, day: dt.date | None) -> Reading:
        spans, said = self._dated(day)
        if day and len(spans) > 1:
            spans = _past(spans, day)
        if self.weekdays and spans:
            spans, more = _on(self.weekdays[0], spans)
            said = said + more
        elif self.weekdays and day and self.offset is None:
            spans = [_last_named(self.weekdays, self.turn, day)]
        if self.offset is not None and day:
            spans, more = self._with_offset(plus(day, self.offset), spans)
            said = said + more
        if self.eve:
            spans = [self._night(span) for span in spans]
        # Tomorrow and the next Friday are ahead; all else looks back.
        return covering(spans, day, said, self.stated or (self.offset or 0) > 0)

    def _dated(self, day: dt.date | None) -> tuple[list[Span], list[str]]:
        """What the date says; with tomorrow and with the next Friday it looks ahead."""
        if self.date is None:
            return [], []
        ahead = self.turn == 1 or (self.offset or 0) > 0
        date = replace(self.date, turn=1) if ahead and self.date.turn is None else self.date
        return date.readings(day)

    def _with_offset(self, then: dt.date, spans: list[Span]) -> tuple[list[Span], list[str]]:
        if spans:
            if any(first <= then <= last for first, last in spans):
                return [(then, then)], []
            return [*spans, (then, then)], [f"counted from publication it is {_say(then)}"]
        if self.weekdays and then.weekday() != self.weekdays[0]:
            named = _last_named(self.weekdays[:1], None, then)
            return [named, (then, then)], [f"{_say(then)} is not a {_WEEKDAYS[self.weekdays[0]]}"]
        return [(then, then)], []

    def _night(self, span: Span) -> Span:
        """The night of Friday is Thursday and Friday; last night is yesterday and today."""
        first, last = span
        if self.offset is not None and self.offset < 0:
            return first, plus(last, 1)
        return plus(first, -1), last


def _last_named(weekdays: tuple[int, ...], turn: int | None, day: dt.date) -> Span:
    """The last such weekday on or before the day; the last before it; or the next after it."""
    if turn == 1:
        first = plus(day, (weekdays[0] - day.weekday() - 1) % 7 + 1)
        return first, plus(first, (weekdays[-1] - weekdays[0]) % 7)
    if turn == -1:
        day = plus(day, -1)
    last = plus(day, -((day.weekday() - weekdays[-1]) % 7))
    return plus(last, -((weekdays[-1] - weekdays[0]) % 7)), last


def _on(weekday: int, spans: list[Span]) -> tuple[list[Span], list[str]]:
    """The dates that fall on the weekday; where none does, each date and the weekday nearest to it."""
    agreeing = [span for span in spans if span[0].weekday() == weekday]
    if agreeing:
        return agreeing, []
    said, both = [], []
    for first, last in spans:
        near = plus(first, (weekday - first.weekday() + 3) % 7 - 3)
        said.append(f"{_say(first)} is a {_WEEKDAYS[first.weekday()]}, not a {_WEEKDAYS[weekday]}")
        both += [(first, last), (near, near)]
    return both, said


def _say(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


@dataclass(frozen=True, slots=True)
class Week:
    """The last, this or the next week, and a part of it. Weeks run from Saturday to Friday.

    The last week is the seven days before publication and the calendar week before it, both together; the
    next week likewise. A part with no turn is the last one that begins on or before publication.
    """

    turn: int | None
    part: str | None = None
    stated = False

    def at(self, day: dt.date | None) -> Reading:
        if day is None:
            return UNTOLD
        turn = self.turn or 0
        saturday = plus(day, -((day.weekday() + 2) % 7) + 7 * turn)
        cut = {"start": (0, 2), "early": (0, 2), "middle": (2, 4), "late": (4, 6), "end": (4, 6)}
        if self.part in cut:
            a, b = cut[self.part]
            if self.turn is None and plus(saturday, a) > day:
                saturday = plus(saturday, -7)
            return covering([(plus(saturday, a), plus(saturday, b))], day, (), False)
        if turn < 0:
            return Reading(saturday, plus(day, -1))
        if turn > 0:
            return Reading(plus(day, 1), plus(saturday, 6))
        return Reading(saturday, day)


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before publication. Days are exact; a longer unit is given or taken half of one.

    "Less than" is from then to publication; "more than" has no first day.
    """

    low: int
    high: int
    unit: str
    bound: str | None = None
    stated = False

    def at(self, day: dt.date | None) -> Reading:
        if day is None:
            return UNTOLD
        first, last = back(day, self.high, self.unit), back(day, self.low, self.unit)
        if self.bound == "less":
            return Reading(first, day)
        if self.bound == "more":
            return Reading(None, last)
        if self.unit == "hour":
            return Reading(first, plus(day, -(self.low // 24)))
        half = {"week": 3, "month": 15, "year": 182}.get(self.unit, 0) if self.low == self.high else 0
        return Reading(plus(first, -half), min(day, plus(last, half)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last so many units up to publication, or the next ones from it."""

    count: int
    unit: str
    ahead: bool = False
    stated = False

    def at(self, day: dt.date | None) -> Reading:
        if day is None:
            return UNTOLD
        if not self.ahead:
            return Reading(back(day, self.count, self.unit), day)
        if self.unit == "hour":
            return Reading(day, plus(day, -(-self.count // 24)))
        return Reading(day, back(day, -self.count, self.unit))


@dataclass(frozen=True, slots=True)
class Since:
    """From then to publication, or until another date."""

    then: Words
    until: Words | None = None

    @property
    def stated(self) -> bool:
        return self.then.stated

    def at(self, day: dt.date | None) -> Reading:
        until = self.until.at(day) if self.until else Reading(day, day)
        then = self.then.at(day)
        if self.until and not self.then.stated and until.last:
            then = self.then.at(until.last)
        conflicts = then.conflicts + until.conflicts
        if then.first and until.last and then.first > until.last:
            return Reading(then.first, then.last, (*conflicts, "its beginning is after its end"))
        return Reading(then.first, until.last, conflicts)


@dataclass(frozen=True, slots=True)
class Between:
    """From one date to another. What has no year of its own is the last one before the other's end."""

    start: Words
    end: Words

    @property
    def stated(self) -> bool:
        return self.start.stated or self.end.stated

    def at(self, day: dt.date | None) -> Reading:
        end = self.end.at(day)
        start = self.start.at(day if self.start.stated or not self.end.stated and not end.last else end.last)
        days = [d for d in (start.first, start.last, end.first, end.last) if d]
        if not (start.first and end.last):
            return Reading(start.first, end.last, start.conflicts + end.conflicts)
        return Reading(min(days), max(days), start.conflicts + end.conflicts)


@dataclass(frozen=True, slots=True)
class Untold:
    """A day that only the story knows: the same day, two days before the attack."""

    stated = False

    def at(self, day: dt.date | None) -> Reading:
        return UNTOLD
