"""Rows of two tables: which came, went, or say otherwise."""

import pandas as pd
import pytest

from analysis.changes.rows import RowChanges, compare
from analysis.exhibits import Told


def table(
    *rows: tuple[object, ...], columns: tuple[str, ...] = ("Where", "When", "statements")
) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


A, B = ("Erbil", "May", ("s-1",)), ("Harir", "June", ("s-2",))


@pytest.mark.parametrize(
    ("old", "new", "counted"),
    [
        ([A, B], [A, B], (0, 0, 0)),
        ([A, B], [B, A], (0, 0, 0)),
        ([A], [A, B], (1, 0, 0)),
        ([A, B], [A], (0, 1, 0)),
        ([A, A], [A], (0, 1, 0)),
        ([A], [("Erbil", "July", ("s-1",))], (0, 0, 1)),
        ([A], [("Erbil", "May", ("s-1", "s-3"))], (0, 0, 1)),
        ([A], [("Taji", "May", ("s-1",))], (1, 1, 0)),
        ([A], [("Erbil", "July", ("s-9",)), ("Erbil", "May", ("s-1", "s-3"))], (1, 0, 1)),
        ([], [A], (1, 0, 0)),
    ],
)
def test_rows(old: list[tuple[object, ...]], new: list[tuple[object, ...]], counted: tuple[int, ...]) -> None:
    assert compare(table(*old), table(*new)) == RowChanges(*counted, (), ())


def test_a_new_column_is_no_change_of_the_rows() -> None:
    wide = table(("Erbil", "May", "x"), columns=("Where", "When", "Who"))
    narrow = table(("Erbil", "May"), columns=("Where", "When"))
    assert compare(narrow, wide) == RowChanges(0, 0, 0, ("Who",), ())
    assert compare(wide, narrow) == RowChanges(0, 0, 0, (), ("Who",))


def test_the_evidence_of_a_cell_counts() -> None:
    one, other = (table(("Erbil", Told("May", ids), ())) for ids in (("s-1",), ("s-1", "s-2")))
    assert compare(one, other) == RowChanges(0, 0, 1, (), ())
    assert not any(compare(one, one))
