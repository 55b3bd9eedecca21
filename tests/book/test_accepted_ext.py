"""The list of files that are taken: every column of every set, and the terms of use with their address."""

import sys
from pathlib import Path

import pytest
from docutils import nodes

from analysis import record

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "book" / "_ext"))
import accepted  # noqa: E402


@pytest.mark.parametrize("given", record.accepted(), ids=lambda given: given["name"])
def test_an_entry_tells_columns_and_terms(given: dict) -> None:
    made = accepted.entry(given)
    needed, known, terms = made.findall(nodes.field_body)
    assert [one.astext() for one in needed.findall(nodes.literal)] == given["needed"]
    assert [one.astext() for one in known.findall(nodes.literal)] == given["known"]
    assert terms.astext().startswith(given["terms"])
    assert [link["refuri"] for link in terms.findall(nodes.reference)] == [given["address"]] * bool(
        given["address"]
    )
    assert next(iter(made.findall(nodes.strong))).astext() == given["name"]
