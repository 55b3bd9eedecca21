"""The column sets of the files that can be put beside the book, from sets.yml."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from analysis import labels
from analysis.yamlfile import Record, Source

FOLDER = Path(__file__).resolve().parent
Format = Literal["acled", "ucdp-ged", "own"]


class Columns(Record):
    """One accepted set: a file is of it when it has every column that is `needed`."""

    format: Format
    name: str
    needed: list[str]
    known: list[str]


class _File(Record):
    terms: dict[Format, str | None]
    sets: list[Columns]


@functools.cache
def _file() -> _File:
    return Source(FOLDER / "sets.yml").parse(_File)


def accepted() -> list[dict[str, Any]]:
    """The accepted column sets as plain data: format, name, needed, known, terms (words), address.

    `needed` columns must be in the file, `known` ones may be. `address` is None where the terms are the
    owner's own affair.
    """
    return [
        {**given.model_dump(), "terms": labels.word(f"terms of {given.format}"),
         "address": _file().terms[given.format]}
        for given in _file().sets
    ]  # fmt: skip


def licence(format: Format) -> str:
    """The terms of use of a format in words, with the address where its owner states them."""
    address = _file().terms[format]
    return labels.word(f"terms of {format}") + (f" {address}" if address else "")


def plain(name: str) -> str:
    """A column's name as the sets have it: `SOURCE SCALE` is source_scale."""
    return name.strip().lower().replace(" ", "_")


def of(header: Sequence[str]) -> Columns | None:
    """The set that a file's columns are of, or None."""
    return next((given for given in _file().sets if set(given.needed) <= set(header)), None)


def nearest(header: Sequence[str]) -> tuple[Columns, list[str]]:
    """The set of which the smallest part is missing, and its missing columns."""
    lacks = [(given, [name for name in given.needed if name not in header]) for given in _file().sets]
    return min(lacks, key=lambda found: len(found[1]) / len(found[0].needed))
