"""Truce cycles: sequences of truce acts, with every competing claim about how each began and ended.

A cycle is put together by hand in data/cycles.yml from statement ids. What follows from the statements
(days, terms, who mediated, who denies) is computed here; what the articles don't tell stays open.
"""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from analysis import events, lexicon
from analysis.statements import Statement
from analysis.yamlfile import SLUG, BadFile, Location, Problem, Record, Source

FILE = Path(__file__).resolve().parent / "data" / "cycles.yml"
Reference = tuple[Location, str, set[str]]
Mode = Literal["declared over", "attack", "deadline passed", "superseded"]


class Wording(Record):
    en: str
    ar: str


class Name(Wording):
    """What a cycle is called, and the same in few words for the head of a narrow column."""

    short: Wording


class End(Record):
    """One claim about a cycle's end: the statement that makes it, and how it says it ended."""

    statement: str
    mode: Mode


class Return(Record):
    """What one statement says the attacks stop for, in few words."""

    statement: str
    en: str
    ar: str


class Cycle(Record):
    """One truce cycle as it was put together; the file's head says what each field means."""

    name: Name
    declared: list[str]
    effect: list[str]
    ends: list[End]
    statements: list[str]
    side: Literal["one-sided", "two-sided", "many-sided"] | None
    form: Literal["statement", "leak", "tacit", "talks"] | None
    addressee: list[str]
    bound: list[str]
    refused: list[str]
    in_return: list[Return]
    excluded: list[str]
    open_start: bool
    open_end: bool
    before: list[str]
    violations: list[str]
    after: list[str]


def load(statements: Sequence[Statement], table: pd.DataFrame, file: Path = FILE) -> dict[str, Cycle]:
    """The cycles by id. `table` holds the events they may name.

    Raises BadFile, by line and field, for a statement, event or actor that doesn't exist.
    """
    source = Source(file)
    found = source.parse_each(Cycle)
    known = {s.id for s in statements if s.kind == "truce"}
    problems: list[Problem] = []
    for name, cycle in found.items():
        if not re.fullmatch(SLUG, name):
            problems.append(source.problem((name,), f"expected an id such as 2021-march, found {name!r}"))
        for where, id, allowed in _references(cycle, known, set(table["event"])):
            if id not in allowed:
                problems.append(source.problem((name, *where), f"unknown id {id!r}"))
    if problems:
        raise BadFile(*problems)
    return found


def told(cycles: dict[str, Cycle], statements: Sequence[Statement], table: pd.DataFrame) -> dict[str, Cycle]:
    """The cycles as far as these statements and events tell of them, without those of which none tells."""
    acts, named = {s.id for s in statements}, set(table["event"])
    kept = {}
    for id, cycle in cycles.items():
        left: dict[str, list[Any]] = {
            **{f: [a for a in getattr(cycle, f) if a in acts] for f in ("declared", "effect", "statements")},
            **{f: [c for c in getattr(cycle, f) if c.statement in acts] for f in ("ends", "in_return")},
            **{f: [e for e in getattr(cycle, f) if e in named] for f in ("before", "violations", "after")},
        }
        if left["statements"]:
            kept[id] = cycle.model_copy(update=left)
    return kept


def table(cycles: dict[str, Cycle], statements: Sequence[Statement]) -> pd.DataFrame:
    """One row a cycle, in the columns of cycles.csv, earliest first. Durations are days."""
    by_id = {s.id: s for s in statements}
    return pd.DataFrame([_row(id, cycle, by_id) for id, cycle in cycles.items()], dtype=object)


def ends(cycles: dict[str, Cycle], statements: Sequence[Statement]) -> pd.DataFrame:
    """One row a claim about a cycle's end: its days, who says it, how it is said to have ended."""
    by_id = {s.id: s for s in statements}
    rows = [
        {
            "cycle": id,
            "first": by_id[end.statement].date.first,
            "last": by_id[end.statement].date.last,
            "speaker": by_id[end.statement].speaker,
            "mode": end.mode,
            "statements": (end.statement,),
        }
        for id, cycle in cycles.items()
        for end in cycle.ends
    ]
    columns = ["cycle", "first", "last", "speaker", "mode", "statements"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def of_event(cycles: dict[str, Cycle], event: str) -> tuple[str, ...]:
    """The cycles that an event stands before, within or after."""
    return tuple(id for id, c in cycles.items() if event in (*c.before, *c.violations, *c.after))


def of_statement(cycles: dict[str, Cycle], statement: str) -> str | None:
    """The cycle that a truce act belongs to."""
    return next((id for id, cycle in cycles.items() if statement in cycle.statements), None)


def _references(cycle: Cycle, statements: set[str], events: set[str]) -> list[Reference]:
    """Every id that a cycle names: the field below the cycle, the id, and those it may be."""
    actors = set(lexicon.actors())
    lists = [
        *((field, statements) for field in ("declared", "effect", "statements")),
        *((field, actors) for field in ("addressee", "bound", "refused", "excluded")),
        *((field, events) for field in ("before", "violations", "after")),
    ]
    found: list[Reference] = []
    for field, allowed in lists:
        found += [((field, n), id, allowed) for n, id in enumerate(getattr(cycle, field))]
    claims = [*(("ends", n, end.statement) for n, end in enumerate(cycle.ends)),
              *(("in_return", n, given.statement) for n, given in enumerate(cycle.in_return))]  # fmt: skip
    return found + [((field, n, "statement"), id, statements) for field, n, id in claims]


def _row(id: str, cycle: Cycle, by_id: dict[str, Statement]) -> dict[str, Any]:
    acts = [by_id[name] for name in cycle.statements]
    declared = events.days([by_id[name] for name in cycle.declared])
    effect = events.days([by_id[name] for name in cycle.effect])
    claims = [by_id[end.statement].date for end in cycle.ends]
    ended = (
        min((c.first for c in claims if c.first), default=None),
        max((c.last for c in claims if c.last), default=None),
    )
    low, high = duration(effect, ended)
    return {
        "cycle": id,
        "name": cycle.name.en,
        "source": "corpus",
        "declared_first": declared[0], "declared_last": declared[1],
        "effect_first": effect[0], "effect_last": effect[1],
        "open_start": cycle.open_start,
        "side": cycle.side, "form": cycle.form,
        "addressee": tuple(cycle.addressee), "bound": tuple(cycle.bound), "refused": tuple(cycle.refused),
        "conditions": _all(acts, "terms"),
        "deadline_days": max((a.deadline_days for a in acts if a.deadline_days is not None), default=None),
        "excluded": tuple(cycle.excluded),
        "mediators": _all([a for a in acts if a.act != "denied"], "mediators"),
        "guarantors": _all([a for a in acts if a.act != "denied"], "guarantors"),
        "denied_by": _all(acts, "denied_by"),
        "violations": tuple(cycle.violations),
        "ended_first": ended[0], "ended_last": ended[1],
        "open_end": cycle.open_end,
        "duration_low": low, "duration_high": high,
        "statements": tuple(cycle.statements),
    }  # fmt: skip


def duration(
    effect: tuple[dt.date | None, dt.date | None], ended: tuple[dt.date | None, dt.date | None]
) -> tuple[int | None, int | None]:
    """Fewest and most days from coming into force to the end, each given by its first and last day.

    None where either isn't told.
    """
    if not (effect[0] and effect[1] and ended[0] and ended[1]):
        return None, None
    return max((ended[0] - effect[1]).days, 0), (ended[1] - effect[0]).days


def _all(acts: Sequence[Statement], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for act in acts for value in getattr(act, field)))
