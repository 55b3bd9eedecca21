"""What the charts' tests share: expected tables, marks that lead to evidence, a corpus of nothing."""

import csv
import dataclasses
import re
from collections.abc import Callable

import expected
import pytest
from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.patches import Patch

from analysis import chronology, cycles, events
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="session")
def nothing(corpus: Corpus) -> Corpus:
    """A corpus without articles."""
    return dataclasses.replace(
        corpus, articles=(), reviews={}, statements=(), events=events.merge([]), parts={},
        cycles=cycles.table({}, []), cycle_ends=cycles.ends({}, []),
    )  # fmt: skip


@pytest.fixture(scope="session")
def blank(record: Chronology) -> Chronology:
    """A record without rows."""
    return dataclasses.replace(
        record, rows=(), events=record.events[:0], truces=record.truces[:0], totals=record.totals[:0],
        parts={}, cycles=record.cycles[:0], cycle_ends=record.cycle_ends[:0], free={},
    )  # fmt: skip


@pytest.fixture(scope="session")
def same_table() -> Callable[[Exhibit], None]:
    """Compares an exhibit's table, cell by cell, with the one in its file; expected.py rewrites the files."""

    def compare(exhibit: Exhibit) -> None:
        with expected.path(exhibit).open(encoding="utf-8", newline="") as file:
            assert expected.rows(exhibit) == list(csv.reader(file))

    return compare


@pytest.fixture(scope="session")
def marks() -> Callable[[Exhibit], list[Artist]]:
    """The parts of a figure that lead to statements or to rows of the record, in the order drawn."""

    def find(exhibit: Exhibit) -> list[Artist]:
        assert exhibit.figure is not None
        return [artist for artist in exhibit.figure.findobj() if artist.get_url()]

    return find


@pytest.fixture(scope="session")
def shape() -> Callable[[Artist], str]:
    """What a mark looks like: "full" or "hollow", and "hatched" before it where it is."""

    def look(artist: Artist) -> str:
        assert isinstance(artist, Patch)
        filling = "hollow" if to_hex(artist.get_facecolor()) == "#ffffff" else "full"
        return f"hatched {artist.get_linestyle()}" if artist.get_hatch() else filling

    return look


@pytest.fixture(scope="session")
def sound(marks: Callable[[Exhibit], list[Artist]]) -> Callable[[Exhibit, Corpus], None]:
    """What holds for every chart: every mark's statements, or rows of the record, exist and are in the table,
    ids stand once, the bytes are the same twice, words in the caption hold no digit."""

    def check(exhibit: Exhibit, corpus: Corpus) -> None:
        record = chronology.load()
        told = {id for ids in exhibit.table["statements"] for id in ids}
        found = marks(exhibit)
        assert found
        for mark in found:
            url = mark.get_url() or ""
            assert url.startswith("#")
            ids = url[1:].split("_")
            assert len(set(ids)) == len(ids) and set(ids) <= told
            assert all(record.row(id) if id.startswith("r-") else corpus.statement(id) for id in ids)
        ids = [mark.get_gid() or "" for mark in found]
        assert len(set(ids)) == len(ids) and all(id.startswith(("link-s-", "link-r-")) for id in ids)
        svg = exhibit.svg()
        assert svg.count("<a xlink:href=") == len(found)
        assert svg == exhibit.svg()
        assert not re.search(r"\d", exhibit.caption)
        assert "<text" not in svg, "all words are outlines"

    return check


@pytest.fixture(scope="session")
def written() -> Callable[[Exhibit], list[str]]:
    """Every run of words in a figure, as given to matplotlib."""

    def find(exhibit: Exhibit) -> list[str]:
        assert exhibit.figure is not None
        return [text.get_text() for axes in exhibit.figure.axes for text in axes.texts]

    return find
