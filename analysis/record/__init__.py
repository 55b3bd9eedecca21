"""A reader's own data set beside the book: an ACLED export, a UCDP GED file, or a CSV in our event columns.

`make book RECORD=path` and `make lab RECORD=path` name the file. A build reads it before anything else, into
counts, and its notebooks see those alone; in JupyterLab a notebook reads the file itself.

Nothing that is loaded here enters a file of the data set or the archive. Which columns are accepted
stands in sets.yml, and what their values become in acled.yml, ucdp.yml and parties.yml.
"""

import functools
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import chronology, corpus
from analysis.chronology import cycles
from analysis.record import acled, counts, exposure, own, places, rows, sets, ucdp
from analysis.record.cells import Wrong, expected
from analysis.record.counts import Counts, note
from analysis.record.exposure import FIRST, LAST
from analysis.record.rows import BadFile
from analysis.record.sets import Columns, accepted
from analysis.record.table import Table

__all__ = ["BadFile", "Counts", "accepted", "beside", "counted", "load", "note"]

FILE = "RECORD"
"""The variable that names the reader's file."""
COUNTED = "RECORD_COUNTS"
"""The variable by which a build tells its notebooks where the counts of that file are."""

ELSEWHERE = "outside Iraq, Syria and Jordan"
EARLIER_LATER = "outside 2020 to 2024"
UNDATED = "no day told"
PEACEFUL = "no force used"
REPEATED = "the same event again"

Found = tuple[dict[str, Any], str | None] | tuple[None, str]

_READERS: dict[str, Any] = {"acled": acled, "ucdp-ged": ucdp, "own": own}


def load(path: str | Path) -> pd.DataFrame:
    """The rows of a CSV file as events: the columns of events.csv, then `source` and `source_id`.

    The file's columns say which format it is; see `accepted`. Kept are rows on Iraq, Syria and Jordan from
    2020 to 2024, in the file's order. Where the file has no value the cell is None (a list, empty); 0 only
    where the file says 0. A column in which all rows are alike is one value shown in every row: assign it
    as a whole, or copy the table first.

    `scope` is `in` only where the actors named make it plain: force by the US or the Coalition, or by an
    armed group against either, and no other war. What cannot be told is kept as `out`, so a count of `in`
    is a least count: a rocket at an embassy whose row names no American actor is not in it.

    `attrs` of the table: `format` (`acled`, `ucdp-ged`, `own`); `version`, the name of the column set;
    `licence`, the terms of use in words with their address; `rows`, how many the file has; `left_out` and
    `out_of_scope`, by reason how many rows were left out, or kept as `out`; `ignored`, columns that no
    accepted set has.

    Raises BadFile (a ValueError) with file, line, column and what was expected: a file that is missing,
    empty, not UTF-8 or cut off, columns that are of no set or there twice, a cell of the wrong type. A file
    cut off exactly behind a whole row, or within its last cell, cannot be told from a whole one.
    """
    path = Path(path)
    read = rows.read(path)
    header, columns = _recognised(path, next(read))
    table, left_out, out = Table(), Counter[str](), Counter[str]()
    for event, why in _events(path, header, columns, read):
        if event is not None:
            table.add(event)
        if why is not None:
            (left_out if event is None else out)[why] += 1
    frame = table.frame()
    frame.attrs = {
        "format": columns.format, "version": columns.name, "licence": sets.licence(columns.format),
        "rows": len(frame) + left_out.total(), "left_out": dict(left_out), "out_of_scope": dict(out),
        "ignored": [name for name in header if name not in (*columns.needed, *columns.known)],
    }  # fmt: skip
    return frame


def counted(path: str | Path) -> Counts:
    """The counts of a file, by month and by the days of truces. Raises BadFile, as `load` does."""
    told = chronology.load()
    held = {id: cycle.held.last for id, cycle in told.parts.items() if cycle.held}
    return counts.of(load(path), exposure.standing(cycles.joined(corpus.load(), told), held))


def beside() -> Counts | None:
    """The counts of the data set that this run was given, or None. Raises BadFile, as `load` does."""
    if made := os.environ.get(COUNTED):
        return Counts.model_validate_json(Path(made).read_bytes())
    given = os.environ.get(FILE)
    return _once(given) if given else None


@functools.cache
def _once(path: str) -> Counts:
    return counted(path)


def _recognised(path: Path, first: rows.Row) -> tuple[list[str], Columns]:
    """The names of the file's columns and the set they are of."""
    line, cells = first
    header = [sets.plain(cell) for cell in cells]
    doubled = next((name for name in header if header.count(name) > 1), None)
    if doubled is not None:
        raise BadFile(path, line, doubled or rows.WHOLE, "expected each column once, found it twice")
    columns = sets.of(header)
    if columns is None:
        near, missing = sets.nearest(header)
        what = f"expected the columns of an accepted set; the nearest is {near.name}, which also has"
        raise BadFile(path, line, missing[0], f"{what} {', '.join(missing)}")
    return header, columns


def _events(path: Path, header: list[str], columns: Columns, read: Iterator[rows.Row]) -> Iterator[Found]:
    """Each row's event with the reason why it is out of scope, or None with the reason why it is left out."""
    wanted = {*columns.needed, *(columns.known if columns.format == "own" else ())}
    where = [(n, name) for n, name in enumerate(header) if name in wanted]
    seen: set[str] = set()
    for line, cells in read:
        row = {name: cells[n].strip() for n, name in where}
        try:
            yield _event(row, columns, seen)
        except Wrong as error:
            message = error.message
            if sets.plain(row.get(error.column, "")) == error.column:
                message = f"expected one header, found a second one; {message}"
            raise BadFile(path, line, error.column, message) from None


def _event(row: Mapping[str, str], columns: Columns, seen: set[str]) -> Found:
    reader = _READERS[columns.format]
    days, country, id = reader.days(row), reader.country(row), row[reader.ID]
    if not id:
        raise expected(reader.ID, "the event's id", "")
    if country is None:
        return None, ELSEWHERE
    if days is None:
        return None, UNDATED
    if days[1] < FIRST or days[0] > LAST:
        return None, EARLIER_LATER
    if not reader.forceful(row):
        return None, PEACEFUL
    if id in seen:
        return None, REPEATED
    event, why = reader.event(row)
    seen.add(id)
    if columns.format == "own":
        return event | {"country": country}, why
    site, province = places.site(event["site_name"], country), places.province(event["admin1"], country)
    scope = "out" if why else "in"
    return event | {"scope": scope, "country": country, "site": site, "admin1": province}, why
