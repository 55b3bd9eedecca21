"""Exhibits: what a table's cell says, and what the book and JupyterLab are given."""

import json

import pandas as pd

from analysis.exhibits import EVIDENCE, Exhibit, Told, cell

TABLE = pd.DataFrame(
    [["Broken by", Told("<i>rockets</i>", ("s-1", "s-2")), Told("none named"), ("s-1", "s-2")],
     ["Days", 7, None, ()]],
    columns=["Question", "A", "B", EVIDENCE], dtype=object,
)  # fmt: skip
MADE = Exhibit("toy", "A caption", TABLE)


def test_a_cell_as_text() -> None:
    assert cell(Told("rockets", ("s-1",))) == "rockets"
    assert [cell(value) for value in (None, float("nan"), 7, ("a", "b"), "a")] == ["", "", "7", "a, b", "a"]


def test_the_book_gets_each_cells_own_evidence() -> None:
    given = MADE.payload()
    assert given["columns"] == ["Question", "A", "B"]
    assert given["rows"] == [
        ["Broken by", {"text": "<i>rockets</i>", "statements": ["s-1", "s-2"]},
         {"text": "none named", "statements": []}],
        ["Days", "7", ""],
    ]  # fmt: skip
    assert given["evidence"] == [["s-1", "s-2"], []]
    directive = MADE._repr_mimebundle_()["text/markdown"]
    assert json.loads(directive.split("\n")[1]) == given


def test_jupyterlab_gets_the_words_and_no_markup() -> None:
    shown = MADE._repr_mimebundle_()
    assert "<td>&lt;i&gt;rockets&lt;/i&gt;</td>" in shown["text/html"] and "Told(" not in shown["text/html"]
    assert "<td>7</td>" in shown["text/html"] and "None" not in shown["text/html"]
    assert "none named" in shown["text/plain"] and "Told(" not in shown["text/plain"]


def test_a_table_without_evidence() -> None:
    bare = Exhibit("bare", "A caption", TABLE.drop(columns=[EVIDENCE]))
    assert bare.payload()["evidence"] == []
    assert Exhibit("empty", "A caption", TABLE.iloc[:0]).payload()["rows"] == []
