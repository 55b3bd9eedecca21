"""The public record of 2020 to 2024 that stands beside the five articles: events, truces, published totals.

data/chronology.csv has one row an event, truce act or total, data/chronology_sources.csv what they rest on,
data/chronology_left_out.csv what was read and not used. Nothing of it enters the articles' counts: it shares
no table with them, and only this module reads it.
"""

import calendar
import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import pandas as pd
from pydantic import BeforeValidator, Field, HttpUrl, StringConstraints, ValidationError, model_validator

from analysis import events, lexicon
from analysis.statements import Count, Munitions, precision
from analysis.yamlfile import BadFile, Problem, Record, read_utf8

FOLDER = Path(__file__).resolve().parent / "data"
ROWS, SOURCES, LEFT_OUT = "chronology.csv", "chronology_sources.csv", "chronology_left_out.csv"
NEW_CYCLES = ("2020-october", "2021-autumn", "2022-2023", "2023-gaza-pause", "after-2024-07")
"""The truce cycles that the record tells of and the five articles never mention."""

_WEAPON = re.compile(
    r"(rocket|drone|missile|mortar|ied|small_arms|airstrike|artillery|unknown):(\d*):(\d*):(\d*)"
)
_SHARED = ("first", "last", "precision", "sources", "disputed", "grade", "scope")
_FORCE = ("site", "country", "admin1", "by", "target", "target_type", "weapons", "claimed_by", "blamed_on",
          "event")  # fmt: skip
_TOLL, _COUNTED = ("killed", "wounded"), ("counter", "counts", "count", "period_last")
_NEEDED: dict[str, tuple[str, ...]] = {
    "attack": ("weapons",), "strike": ("weapons",), "truce": ("act", "cycle"), "total": _COUNTED,
}  # fmt: skip
_BARRED: dict[str, tuple[str, ...]] = {
    "attack": ("speaker", *_COUNTED), "strike": ("speaker", *_COUNTED),
    "truce": (*_FORCE, *_TOLL, *_COUNTED), "total": (*_FORCE, "act", "speaker", "cycle"),
}  # fmt: skip
"""The fields that a row of each kind must have, and those it can't."""


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
        found.append(Munitions(read[1], *_rising(given)))
    return tuple(found)


def _rising(count: Count) -> tuple[int | None, int | None, int | None]:
    given = [n for n in (count.low, count.best, count.high) if n is not None]
    if given != sorted(given):
        raise ValueError("expected low, best, high in rising order")
    return count.low, count.best, count.high


def _empty(value: Any) -> Any:
    return value or None


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
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


@dataclass(frozen=True)
class Chronology:
    """The record as tables; lists in their cells are tuples, unknown is None.

    `events` has the columns of events.csv and `what`, `sources`, `disputed`, `grade`, and in `same_as` the
    articles' event it is; `truces` and `totals` have what their kinds have; `sources` has a row a page.
    `rows` and `left_out` are the records themselves.
    """

    rows: tuple[Row, ...]
    left_out: tuple[Unused, ...]
    events: pd.DataFrame
    truces: pd.DataFrame
    totals: pd.DataFrame
    sources: pd.DataFrame


def load(folder: str | Path = FOLDER) -> Chronology:
    """Reads and checks the three files. Raises BadFile with all that is wrong, by file, line and field.

    That the cycles and events named are those of the articles is a test's to see: this reads no article.
    """
    at = Path(folder)
    rows, pages = _read(at / ROWS, Row), _read(at / SOURCES, Page)
    unused = _read(at / LEFT_OUT, Unused)
    known = {page.source: page for _, page in pages}
    problems = [
        *(Problem(str(at / ROWS), line, *fault) for line, row in rows for fault in _faults(row, known)),
        *_twice(at / ROWS, "id", rows),
        *_twice(at / SOURCES, "source", pages),
        *_twice(at / LEFT_OUT, "source", unused),
        *_unaccounted(at, rows, pages, unused),
    ]
    if problems:
        raise BadFile(*problems)
    found = tuple(row for _, row in rows)
    return Chronology(
        rows=found,
        left_out=tuple(row for _, row in unused),
        events=pd.DataFrame([_event(r) for r in found if r.kind in ("attack", "strike")], dtype=object),
        truces=pd.DataFrame([_truce(r) for r in found if r.kind == "truce"], dtype=object),
        totals=pd.DataFrame([_total(r) for r in found if r.kind == "total"], dtype=object),
        sources=pd.DataFrame([p.model_dump(mode="json") for _, p in pages], dtype=object),
    )


def _read(path: Path, model: type[Made]) -> list[tuple[int, Made]]:
    """The file's rows with the line on which each begins."""
    reader = csv.reader(io.StringIO(read_utf8(path), newline=""), strict=True)
    found, problems, line = [], [], 1
    try:
        head = next(reader, [])
        if head != list(model.model_fields):
            raise BadFile(Problem(str(path), 1, "(head)", f"expected {','.join(model.model_fields)}"))
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(head):
                what = f"expected {len(head)} columns, found {len(cells)}"
                problems.append(Problem(str(path), line, "(row)", what))
            else:
                try:
                    found.append((line, model.model_validate(dict(zip(head, cells, strict=True)))))
                except ValidationError as error:
                    problems += [_problem(path, line, e) for e in error.errors()]
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(Problem(str(path), line, "(row)", f"expected CSV: {error}")) from None
    if problems:
        raise BadFile(*problems)
    return found


def _problem(path: Path, line: int, error: Any) -> Problem:
    field = str(error["loc"][0]) if error["loc"] else "date"
    said = error["msg"].removeprefix("Value error, ").replace("\n", " ")
    found = "" if isinstance(error["input"], dict) else f", found {error['input']!r}"
    return Problem(str(path), line, field, said[:1].lower() + said[1:] + found)


def _faults(row: Row, pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row that has the right form: its fields, and what to put right."""
    yield from _wrong_days(row)
    yield from _wrong_kind(row)
    yield from _unknown_ids(row)
    for name in (*_TOLL, "count"):
        try:
            _rising(row.count(name))
        except ValueError as error:
            yield f"{name}_low", str(error)
    unknown = [source for source in row.sources if source not in pages]
    if unknown:
        yield "sources", f"expected sources of {SOURCES}, found {unknown[0]!r}"
        return
    for source in row.sources:
        page = pages[source]
        if page.latest() < row.first:
            yield "first", f"expected a day before its source {source} of {page.date}, found {row.first}"
    best = min((pages[source].grade for source in row.sources), key=GRADES.index)
    if row.grade != best:
        yield "grade", f"expected the best of its sources, {best}, found {row.grade}"


def _wrong_days(row: Row) -> Iterator[tuple[str, str]]:
    if row.first > row.last:
        yield "first", f"expected a day not after {row.last}, found {row.first}"
        return
    if row.precision != precision(row.first, row.last):
        yield "precision", f"expected {precision(row.first, row.last)}, found {row.precision}"
    days = {row.first + dt.timedelta(days=n) for n in range(min((row.last - row.first).days, 6) + 1)}
    told = {day.strftime("%A") for day in days}
    for word in re.findall(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", row.what):
        if word not in told:
            yield "what", f"expected a weekday of {row.first} to {row.last}, found {word}"
    if row.period_first and row.period_last and row.period_first > row.period_last:
        yield "period_first", f"expected a day not after {row.period_last}, found {row.period_first}"
    if row.period_last and row.period_last > row.last:
        yield "period_last", f"expected a day not after {row.last}, found {row.period_last}"


def _wrong_kind(row: Row) -> Iterator[tuple[str, str]]:
    """Fields that a row of its kind must have, and fields that it can't."""
    if row.kind in ("attack", "strike") and row.act not in (None, "violated"):
        yield "act", f"expected violated or nothing for {row.kind}, found {row.act}"
    for field in _NEEDED[row.kind]:
        if not _has(row, field):
            yield field, f"expected a value for {row.kind}"
    for field in _BARRED[row.kind]:
        if _has(row, field):
            yield field, f"expected nothing for {row.kind}"


def _has(row: Row, field: str) -> bool:
    if field in (*_TOLL, "count"):
        return row.count(field) != Count()
    return bool(getattr(row, field))


def _unknown_ids(row: Row) -> Iterator[tuple[str, str]]:
    actors = lexicon.actors()
    for field in ("by", "claimed_by", "blamed_on", "denied_by"):
        for id in getattr(row, field):
            if id not in actors:
                yield field, f"expected an id of actors.yml, found {id!r}"
    if row.target and row.target not in actors:
        yield "target", f"expected an id of actors.yml, found {row.target!r}"
    place = lexicon.site(row.site) if row.site else None
    if row.site and place is None:
        yield "site", f"expected an id of sites.yml, convoy: or other:, found {row.site!r}"
    for field in ("country", "admin1"):
        told = getattr(place, field, None)
        if place and not str(row.site).startswith("other:") and told != getattr(row, field):
            yield field, f"expected {told} as of the site, found {getattr(row, field)}"
    if row.admin1 and getattr(lexicon.provinces().get(row.admin1), "country", None) != row.country:
        yield "admin1", f"expected a province of {row.country}, found {row.admin1!r}"
    for field in ("speaker", "counter"):
        name = getattr(row, field)
        if name and re.fullmatch(r"[a-z0-9-]+", name) and name not in {**actors, **lexicon.outlets()}:
            yield field, f"expected an id of actors.yml or outlets.yml, or words, found {name!r}"


def _twice(path: Path, field: str, rows: list[tuple[int, Made]]) -> list[Problem]:
    seen = Counter(getattr(row, field) for _, row in rows)
    return [
        Problem(str(path), line, field, f"expected once in the file, found {seen[name]} times: {name!r}")
        for line, row in rows if seen[name := getattr(row, field)] > 1
    ]  # fmt: skip


def _unaccounted(
    folder: Path, rows: list[tuple[int, Row]], pages: list[tuple[int, Page]], unused: list[tuple[int, Unused]]
) -> list[Problem]:
    """Each page is a source of a row or left out with a reason, never both."""
    used = {source for _, row in rows for source in row.sources}
    out = {row.source for _, row in unused}
    known = {page.source for _, page in pages}
    return [
        *(Problem(str(folder / SOURCES), line, "source", f"expected in {ROWS} or {LEFT_OUT}: {page.source!r}")
          for line, page in pages if page.source not in used | out),
        *(Problem(str(folder / LEFT_OUT), line, "source", f"expected a source of {SOURCES} that no row of "
                  f"{ROWS} uses, found {row.source!r}")
          for line, row in unused if row.source in used or row.source not in known),
    ]  # fmt: skip


def _event(row: Row) -> dict[str, Any]:
    place = lexicon.site(row.site) if row.site else None
    own = {
        **{name: getattr(row, name) for name in (*_SHARED, *_FORCE, "kind", "denied_by")},
        **{name: getattr(place, name, None) for name in ("latitude", "longitude", "where_precision")},
        **_ends("munitions", events.munitions(row.weapons)),
        **_ends("killed", row.count("killed")),
        **_ends("wounded", row.count("wounded")),
        "event": row.id, "site_name": place.en if place else None, "aggregate": False,
        "articles": (), "statements": (), "cycle": (row.cycle,) if row.cycle else (),
    }  # fmt: skip
    columns = (*events.COLUMNS, "sources", "disputed", "grade")
    return {name: own.get(name) for name in columns} | {
        "what": row.what, "act": row.act, "same_as": row.event,
    }  # fmt: skip


def _truce(row: Row) -> dict[str, Any]:
    names = ("id", "what", *_SHARED, "cycle", "act", "speaker", "denied_by")
    return {name: getattr(row, name) for name in names}


def _total(row: Row) -> dict[str, Any]:
    names = ("id", "what", *_SHARED, "counter", "counts", "period_first", "period_last")
    found = {name: getattr(row, name) for name in names}
    return found | _ends("count", row.count("count")) | _ends("wounded", row.count("wounded"))


def _ends(name: str, count: Count) -> dict[str, int | None]:
    return {f"{name}_{end}": getattr(count, end) for end in ("low", "best", "high")}
