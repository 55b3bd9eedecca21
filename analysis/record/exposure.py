"""What is told of each day from 2020 to 2024: a truce was in force, none is told, or it can't be said.

A cycle's truce was surely in force from its latest day of coming into force to the day before its earliest
told end; where no end is told, to the last day on which a source says that it held. The days around those,
up to the earliest beginning and the latest end, can't be said. An open side reaches to the first told day
of the cycle next to it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

FIRST, LAST = dt.date(2020, 1, 1), dt.date(2024, 12, 31)
"""The days that the book is about."""
UNTOLD = "not told"
NONE = "no truce told"


class Truce(NamedTuple):
    """A cycle's days: `sure` may be empty (its last before its first), `possible` holds them all."""

    cycle: str
    sure: tuple[dt.date, dt.date]
    possible: tuple[dt.date, dt.date]


def standing(cycles: pd.DataFrame, held: Mapping[str, dt.date]) -> dict[dt.date, str]:
    """For each day the id of the cycle whose truce was surely in force, or UNTOLD, or NONE.

    `cycles` has the columns of cycles.csv; `held` says on which day, at the latest, a cycle still held.
    """
    days = [FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1)]
    found = dict.fromkeys(days, NONE)
    truces = list(_truces(cycles, held))
    for truce in truces:
        found |= {day: UNTOLD for day in days if truce.possible[0] <= day <= truce.possible[1]}
    for truce in truces:
        found |= {day: truce.cycle for day in days if truce.sure[0] <= day <= truce.sure[1]}
    return found


def _truces(cycles: pd.DataFrame, held: Mapping[str, dt.date]) -> Iterator[Truce]:
    """The truces of which any day is told, in the order of their first told day."""
    told = [
        (first, row) for row in cycles.to_dict("records") if row["form"] != "talks" and (first := _first(row))
    ]
    told.sort(key=lambda one: one[0])
    starts = [first for first, _ in told]
    for n, (_, row) in enumerate(told):
        before = starts[n - 1] if n else FIRST
        after = starts[n + 1] if n + 1 < len(starts) else LAST
        yield _truce(row, before, after, held.get(row["cycle"]))


def _first(row: Mapping[str, Any]) -> dt.date | None:
    found: dt.date | None = row["effect_first"] or row["ended_first"]
    return found


def _truce(row: Mapping[str, Any], before: dt.date, after: dt.date, held: dt.date | None) -> Truce:
    day = dt.timedelta(1)
    begins, over = row["effect_first"] or before, row["ended_last"] or after
    begun = dt.date.max if row["open_start"] or row["effect_last"] is None else row["effect_last"]
    stands = row["ended_first"] - day if row["ended_first"] else held or dt.date.min
    return Truce(row["cycle"], (begun, stands), (begins, over - day if over < LAST else over))
