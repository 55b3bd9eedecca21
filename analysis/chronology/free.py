"""Days of which a source of the record says that there were no attacks.

Nothing else in the record means none: a day without a row is a day of which nothing is told.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from analysis import lexicon
from analysis.chronology.rows import COUNTRIES, Row
from analysis.yamlfile import BadFile, Location, Problem, Record, Source

FILE = "free_days.yml"


class Stretch(Record):
    """Days that a row says were free of attacks in these countries; the file's head says what each means."""

    row: str
    countries: Annotated[tuple[lexicon.Country, ...], Field(min_length=1)]
    first: dt.date
    last: dt.date
    line: str | None
    why: str


class _File(Record):
    free: dict[str, Stretch]
    passed_over: dict[str, str]


def load(path: Path, rows: Mapping[str, Row]) -> dict[str, Stretch]:
    """The stretches by their names, in the order of the file.

    Raises BadFile, by line and field, for a row that can't say so, for days or countries of which it doesn't
    speak, and for an `observed` truce act of which the file says nothing.
    """
    source = Source(path)
    found = source.parse(_File)
    problems = [
        *(p for name, stretch in found.free.items() for p in _faults(source, ("free", name), stretch, rows)),
        *_unaccounted(source, found, rows),
    ]
    if problems:
        raise BadFile(*problems)
    return found.free


def _says(row: Row | None) -> bool:
    """Whether a row is of a kind that can say that there were no attacks."""
    told = row is not None and (row.act in ("observed", "violated") or row.kind == "total")
    return row is not None and row.scope == "in" and told


def _faults(source: Source, at: Location, stretch: Stretch, rows: Mapping[str, Row]) -> Iterable[Problem]:
    row = rows.get(stretch.row)
    if row is None or not _says(row):
        what = f"expected a total, an observed truce act or a violation, found {stretch.row!r}"
        yield source.problem((*at, "row"), what)
        return
    first, last = _told(row)
    if not first <= stretch.first <= stretch.last <= last:
        what = f"expected days within {first} to {last}, found {stretch.first} to {stretch.last}"
        yield source.problem((*at, "first"), what)
    line = rows.get(stretch.line) if stretch.line else None
    if stretch.line and (line is None or line.kind != "total"):
        yield source.problem((*at, "line"), f"expected a total of chronology.csv, found {stretch.line!r}")
    counted = {COUNTRIES[name] for name in row.counts if name in COUNTRIES}
    if row.kind == "total" and not set(stretch.countries) <= counted:
        what = f"expected countries that the total counts, found {', '.join(stretch.countries)}"
        yield source.problem((*at, "countries"), what)


def _told(row: Row) -> tuple[dt.date, dt.date]:
    """The first and last day of which a row can say that there was nothing."""
    if row.kind == "total" and row.period_last:
        return row.period_last + dt.timedelta(1), row.last
    if row.act == "violated":  # the first attack since: it speaks of the days before
        return dt.date.min, row.first - dt.timedelta(1)
    return row.first, row.last


def _unaccounted(source: Source, found: _File, rows: Mapping[str, Row]) -> Iterable[Problem]:
    """Each `observed` act says that days were free, or stands with a reason among those passed over."""
    observed = {row.id for row in rows.values() if row.scope == "in" and row.act == "observed"}
    used = {stretch.row for stretch in found.free.values()}
    for id in sorted(observed - used - set(found.passed_over)):
        yield source.problem(("free",), f"expected {id!r} here or under passed_over")
    for id in found.passed_over:
        if id not in observed - used:
            what = f"expected an observed truce act that stands in no stretch, found {id!r}"
            yield source.problem(("passed_over", id), what)
