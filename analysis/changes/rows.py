"""What changed from one table of an exhibit to another: rows and columns that came, went or say otherwise."""

from typing import NamedTuple

import pandas as pd

from analysis.exhibits import Told, cell

Row = tuple[tuple[str, tuple[str, ...]], ...]
"""The words of each cell with the ids of the statements behind them."""


class RowChanges(NamedTuple):
    """How many rows were added, removed and changed, and the columns that came and went."""

    added: int
    removed: int
    changed: int
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]


def compare(old: pd.DataFrame, new: pd.DataFrame) -> RowChanges:
    """What changed, in the columns that both tables have.

    A row that went and one that came count as one that changed where their first cells are the same; of
    several such rows, those pair that share the most cells. Where rows only moved, nothing changed.
    """
    columns = [str(c) for c in new.columns if c in set(old.columns)]
    went, came = _rows(old, columns), _rows(new, columns)
    for row in list(went):
        if row in came:
            went.remove(row)
            came.remove(row)
    pairs = sorted(
        ((-_shared(a, b), i, j) for i, a in enumerate(went) for j, b in enumerate(came) if a[:1] == b[:1])
    )
    left, right, changed = set(range(len(went))), set(range(len(came))), 0
    for _, i, j in pairs:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            changed += 1
    return RowChanges(
        len(right),
        len(left),
        changed,
        tuple(str(c) for c in new.columns if c not in set(old.columns)),
        tuple(str(c) for c in old.columns if c not in set(new.columns)),
    )


def _rows(table: pd.DataFrame, columns: list[str]) -> list[Row]:
    named = [dict(zip(map(str, table.columns), row, strict=True)) for row in table.itertuples(index=False)]
    return [tuple(_said(row[column]) for column in columns) for row in named]


def _said(value: object) -> tuple[str, tuple[str, ...]]:
    return cell(value), value.statements if isinstance(value, Told) else ()


def _shared(one: Row, other: Row) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))
