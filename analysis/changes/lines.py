"""A line of the report, and how two tellings of one thing become lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing that is new or changed: its words, and its address in the book where it has one.

    `old` and `new` are None for what is only new; else they say what was and what is, and are empty where
    nothing was or is told. `detail` says how it changed where that can't be told by two values.
    """

    what: str
    anchor: str | None = None
    old: str | None = None
    new: str | None = None
    detail: str = ""


def differences(what: str, anchor: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Line]:
    """A line for each field of one thing that says something else now, named `what: field`."""
    for field, value in new.items():
        if value != old[field]:
            yield Line(f"{what}: {field}", anchor, old[field], value)
