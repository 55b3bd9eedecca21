"""A table put together row by row in little memory, in the columns of events.csv and two more."""

import math
from array import array
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis import export

MORE = ("source", "source_id")
_DEGREES = ("latitude", "longitude")
_OWN = ("event", "source_id")
"""Columns in which hardly any two cells are alike."""
_NONE_TOLD: dict[str, Any] = {
    **dict.fromkeys(("by", "weapons", "claimed_by", "blamed_on", "denied_by"), ()),
    **dict.fromkeys(("articles", "statements", "cycle"), ()),
    "aggregate": False,
}


def order() -> list[str]:
    """The columns of the table."""
    return [*export.columns("events.csv"), *MORE]


class Table:
    """Rows that are added one by one, all with the same columns.

    A cell is kept as the number of its value, because nearly all values stand in many rows: four bytes
    instead of a whole object. What no row tells, or all rows alike, takes nothing at all.
    """

    def __init__(self) -> None:
        self._rows = 0
        self._numbers: dict[str, array[int]] = {}
        self._values: dict[str, dict[Any, int]] = defaultdict(dict)
        self._degrees = {name: array("d") for name in _DEGREES}
        self._own: dict[str, list[Any]] = {name: [] for name in _OWN}

    def add(self, row: Mapping[str, Any]) -> None:
        """Adds a row. The first row's columns are those of all."""
        for name, value in row.items():
            if name in _DEGREES:
                self._degrees[name].append(math.nan if value is None else value)
            elif name in _OWN:
                self._own[name].append(value)
            else:
                values = self._values[name]
                number = values.setdefault(value, len(values))
                if number and name not in self._numbers:
                    self._numbers[name] = array("i", [0]) * self._rows
                if name in self._numbers:
                    self._numbers[name].append(number)
        self._rows += 1

    def frame(self) -> pd.DataFrame:
        """The rows as a table, in the order in which they came. The rows are given away: add no more."""
        made = {name: pd.Series(self._column(name), dtype=None, copy=False) for name in _DEGREES}
        for name in order():
            if name not in made:
                made[name] = pd.Series(self._column(name), dtype=object, copy=False)
        return pd.DataFrame({name: made[name] for name in order()}, copy=False)

    def _column(self, name: str) -> Any:
        if name in _DEGREES:
            return _degrees(np.array(self._degrees.pop(name), dtype=float))
        if name in _OWN:
            return _objects(self._own.pop(name))
        if name not in self._numbers:
            alike = list(self._values.get(name, [_NONE_TOLD.get(name)]))
            return np.broadcast_to(_objects(alike), self._rows)
        numbers = np.frombuffer(self._numbers.pop(name), dtype=np.intc)
        return _objects(list(self._values.pop(name)))[numbers]


def _degrees(found: Any) -> Any:
    """Numbers; if any is unknown, objects, so that unknown is None as everywhere else."""
    unknown = np.isnan(found)
    if not unknown.any():
        return found
    objects = found.astype(object)
    objects[unknown] = None
    return objects


def _objects(values: list[Any]) -> Any:
    """An array of the very objects: numpy would make a table out of tuples of one length."""
    made = np.empty(len(values), dtype=object)
    for n, value in enumerate(values):
        made[n] = value
    return made
