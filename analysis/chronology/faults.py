"""What is wrong with rows that have the right form: against their kind, the lexicon and one another."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis import lexicon
from analysis.chronology.rows import GRADES, Made, Page, Row, Unused, rising
from analysis.statements import Count, precision
from analysis.yamlfile import Problem

ROWS, SOURCES, LEFT_OUT = "chronology.csv", "chronology_sources.csv", "chronology_left_out.csv"

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


def faults(row: Row, pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row that has the right form: its fields, and what to put right."""
    yield from _wrong_days(row)
    yield from _wrong_kind(row)
    yield from _unknown_ids(row)
    for name in (*_TOLL, "count"):
        try:
            rising(row.count(name))
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


def twice(path: Path, field: str, rows: list[tuple[int, Made]]) -> list[Problem]:
    """Rows of a file that have one id in that field."""
    seen = Counter(getattr(row, field) for _, row in rows)
    return [
        Problem(str(path), line, field, f"expected once in the file, found {seen[name]} times: {name!r}")
        for line, row in rows if seen[name := getattr(row, field)] > 1
    ]  # fmt: skip


def unaccounted(
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
