"""The public record of 2020 to 2024 that stands beside the five articles: events, truces, published totals.

data/chronology.csv has one row an event, truce act or total, data/chronology_sources.csv what they rest on,
data/chronology_left_out.csv what was read and not used, data/record_cycles.yml the truce cycles that it tells
of, data/free_days.yml the days that it says were free of attacks. Nothing of it enters the articles' counts,
and it is drawn and named as the record.
"""

import csv
import functools
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from analysis.chronology import cycles, faults, free, tables
from analysis.chronology.faults import LEFT_OUT as LEFT_OUT
from analysis.chronology.faults import ROWS as ROWS
from analysis.chronology.faults import SOURCES as SOURCES
from analysis.chronology.rows import Made, Page, Row, Unused
from analysis.yamlfile import BadFile, Problem, read_utf8

FOLDER = Path(__file__).resolve().parent.parent / "data"
PREFIX = "r-"
"""What the address of a row begins with, so that it isn't taken for a statement's."""


@dataclass(frozen=True)
class Chronology:
    """The record as tables; lists in their cells are tuples, unknown is None.

    `events` has the columns of events.csv and `what`, `sources`, `disputed`, `grade`, and in `same_as` the
    articles' event it is; `truces` and `totals` have what their kinds have; `sources` has a row a page.
    `cycles` and `cycle_ends` have the columns of the exported tables of those names; `parts` holds the cycles
    as they were put together. `free` holds the days said to be free of attacks. `rows` and `left_out` are the
    records themselves.
    """

    rows: tuple[Row, ...]
    pages: dict[str, Page]
    left_out: tuple[Unused, ...]
    events: pd.DataFrame
    truces: pd.DataFrame
    totals: pd.DataFrame
    sources: pd.DataFrame
    parts: dict[str, cycles.Cycle]
    cycles: pd.DataFrame
    cycle_ends: pd.DataFrame
    free: dict[str, free.Stretch]

    def row(self, id: str) -> Row:
        """The row of that id, with or without the prefix of its address. Raises KeyError."""
        return self._by_id[id.removeprefix(PREFIX)]

    @functools.cached_property
    def _by_id(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows}


def load(folder: str | Path = FOLDER) -> Chronology:
    """Reads and checks the files. Raises BadFile with all that is wrong, by file, line and field.

    That the articles' cycles and events named exist is a test's to see: this reads no article.
    """
    return _load(Path(folder).resolve())


@functools.cache
def _load(at: Path) -> Chronology:
    rows, pages = _read(at / ROWS, Row), _read(at / SOURCES, Page)
    unused = _read(at / LEFT_OUT, Unused)
    known = {page.source: page for _, page in pages}
    problems = [
        *(Problem(str(at / ROWS), line, *fault) for line, row in rows for fault in faults.faults(row, known)),
        *faults.twice(at / ROWS, "id", rows),
        *faults.twice(at / SOURCES, "source", pages),
        *faults.twice(at / LEFT_OUT, "source", unused),
        *faults.unaccounted(at, rows, pages, unused),
    ]
    if problems:
        raise BadFile(*problems)
    by_id = {row.id: row for _, row in rows}
    parts, ends = cycles.load(at / cycles.FILE, by_id)
    ends = {**{id: cycle.ends for id, cycle in parts.items()}, **ends}
    found = tuple(by_id.values())
    return Chronology(
        rows=found,
        pages=known,
        left_out=tuple(row for _, row in unused),
        events=pd.DataFrame([tables.event(r) for r in found if r.kind in ("attack", "strike")], dtype=object),
        truces=pd.DataFrame([tables.truce(r) for r in found if r.kind == "truce"], dtype=object),
        totals=pd.DataFrame([tables.total(r) for r in found if r.kind == "total"], dtype=object),
        sources=pd.DataFrame([page.model_dump(mode="json") for page in known.values()], dtype=object),
        parts=parts,
        cycles=cycles.table(parts, by_id),
        cycle_ends=cycles.ends(ends, by_id),
        free=free.load(at / free.FILE, by_id),
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
