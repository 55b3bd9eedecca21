"""The record's own truce cycles, and what the record says about the end of the articles' cycles.

They are put together by hand in data/record_cycles.yml from rows of the record. They share no table with the
articles' cycles but the one that is exported, where the column `source` keeps them apart.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from analysis import lexicon
from analysis.chronology.rows import Row
from analysis.corpus import Corpus
from analysis.cycles import Mode, Name, Wording, duration
from analysis.yamlfile import BadFile, Location, Problem, Record, Source

if TYPE_CHECKING:
    from analysis.chronology import Chronology

FILE = "record_cycles.yml"


class Told(Record):
    """Days of which a row of the record tells."""

    row: str
    first: dt.date
    last: dt.date


class End(Record):
    """One claim about a cycle's end: the row that makes it, and how it says it ended."""

    row: str
    mode: Mode


class Detail(Wording):
    """What a row says of one point, in few words."""

    row: str


class Resemblance(Record):
    """A cycle of the articles that may be the same, and why it isn't taken as the same."""

    cycle: str
    why: str


class Cycle(Record):
    """One truce cycle of the record as it was put together; the file's head says what each field means."""

    name: Name
    declared: list[str]
    effect: list[Told]
    held: Told | None
    ends: list[End]
    side: Literal["one-sided", "two-sided", "many-sided"] | None
    form: Literal["statement", "leak", "tacit", "talks"] | None
    open_start: bool
    open_end: bool
    addressee: list[str]
    bound: list[str]
    refused: list[str]
    mediators: list[str]
    denied_by: list[str]
    in_return: list[Detail]
    deadline: list[Detail]
    excluded: list[Detail]
    may_be: Resemblance | None


class _File(Record):
    cycles: dict[str, Cycle]
    ends: dict[str, list[End]]


def load(path: Path, rows: Mapping[str, Row]) -> tuple[dict[str, Cycle], dict[str, list[End]]]:
    """The record's cycles by id, and the ends it tells of cycles of the articles, by theirs.

    Raises BadFile, by line and field, for a row or an actor that doesn't exist, and for a row of another
    cycle.
    """
    source = Source(path)
    found = source.parse(_File)
    problems = [
        *(p for id, cycle in found.cycles.items() for p in _faults(source, id, cycle, rows)),
        *(p for id, ends in found.ends.items() for n, end in enumerate(ends)
          for p in _row_faults(source, ("ends", id, n, "row"), id, end.row, rows)),
    ]  # fmt: skip
    if problems:
        raise BadFile(*problems)
    return found.cycles, found.ends


def acts(id: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The record's truce acts of a cycle, in their order."""
    return tuple(row for row in rows if row.kind == "truce" and row.scope == "in" and row.cycle == id)


def table(cycles: Mapping[str, Cycle], rows: Mapping[str, Row]) -> pd.DataFrame:
    """One row a cycle in the columns of cycles.csv, and `record` (ids of rows). Durations are days."""
    return pd.DataFrame([_cycle(id, cycle, rows) for id, cycle in cycles.items()], dtype=object)


def ends(told: Mapping[str, list[End]], rows: Mapping[str, Row]) -> pd.DataFrame:
    """One row a claim about a cycle's end in the columns of cycle_ends.csv, and `record`."""
    found = [
        {"cycle": id, "first": rows[end.row].first, "last": rows[end.row].last, "mode": end.mode,
         "speaker": rows[end.row].speaker, "statements": (), "record": (end.row,)}
        for id, claims in told.items() for end in claims
    ]  # fmt: skip
    return pd.DataFrame(found, dtype=object)


def joined(corpus: Corpus, record: "Chronology") -> pd.DataFrame:
    """The articles' cycles, then the record's, in the columns of cycles.csv.

    A cycle of the articles that rows of the record tell of too is `both`; its columns still hold what the
    articles tell. Which rows of the record tell of a cycle stands in the record's own table.
    """
    told = corpus.cycles.copy()
    told["source"] = ["both" if acts(id, record.rows) else "corpus" for id in told["cycle"]]
    return pd.concat([told, record.cycles.drop(columns="record")], ignore_index=True)


def joined_ends(corpus: Corpus, record: "Chronology") -> pd.DataFrame:
    """The claims about ends by the articles, then by the record, in the columns of cycle_ends.csv."""
    return pd.concat([corpus.cycle_ends, record.cycle_ends.drop(columns="record")], ignore_index=True)


def _faults(source: Source, id: str, cycle: Cycle, rows: Mapping[str, Row]) -> Iterable[Problem]:
    told: list[tuple[Location, str]] = [(("declared", n), row) for n, row in enumerate(cycle.declared)]
    for field in ("effect", "ends", "in_return", "deadline", "excluded"):
        told += [((field, n, "row"), given.row) for n, given in enumerate(getattr(cycle, field))]
    if cycle.held:
        told.append((("held", "row"), cycle.held.row))
    for where, row in told:
        yield from _row_faults(source, ("cycles", id, *where), id, row, rows)
    actors = lexicon.actors()
    for field in ("addressee", "bound", "refused", "mediators", "denied_by"):
        for n, actor in enumerate(getattr(cycle, field)):
            if actor not in actors:
                what = f"expected an id of actors.yml, found {actor!r}"
                yield source.problem(("cycles", id, field, n), what)


def _row_faults(
    source: Source, where: Location, cycle: str, id: str, rows: Mapping[str, Row]
) -> Iterable[Problem]:
    row = rows.get(id)
    if row is None or row.kind != "truce" or row.cycle != cycle:
        yield source.problem(where, f"expected a truce act of {cycle} in chronology.csv, found {id!r}")


def _cycle(id: str, cycle: Cycle, rows: Mapping[str, Row]) -> dict[str, Any]:
    declared = [rows[name] for name in cycle.declared]
    ended = [rows[end.row] for end in cycle.ends]
    effect, over = _span(cycle.effect), _span(ended)
    low, high = duration(effect, over)
    return {
        "cycle": id, "name": cycle.name.en, "source": "record",
        **_days("declared", _span(declared)), **_days("effect", effect),
        "open_start": cycle.open_start, "side": cycle.side, "form": cycle.form,
        **{field: tuple(getattr(cycle, field)) for field in ("addressee", "bound", "refused")},
        "conditions": tuple(given.en for given in cycle.in_return), "deadline_days": None,
        "excluded": tuple(given.en for given in cycle.excluded),
        "mediators": tuple(cycle.mediators), "guarantors": (), "denied_by": tuple(cycle.denied_by),
        "violations": tuple(r.id for r in rows.values() if r.kind == "attack" and r.act and r.cycle == id),
        **_days("ended", over), "open_end": cycle.open_end, "duration_low": low, "duration_high": high,
        "statements": (), "record": tuple(row.id for row in acts(id, rows.values())),
    }  # fmt: skip


def _span(told: Iterable[Told | Row]) -> tuple[dt.date | None, dt.date | None]:
    """From the first to the last of the days told."""
    found = list(told)
    return min((t.first for t in found), default=None), max((t.last for t in found), default=None)


def _days(name: str, span: tuple[dt.date | None, dt.date | None]) -> dict[str, dt.date | None]:
    return {f"{name}_first": span[0], f"{name}_last": span[1]}
