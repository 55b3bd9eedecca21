"""A reader's own data set as counts: of a row nothing is left but that it was counted.

This is all of a file that a build hands on. The months, countries and truce cycles are the book's own; no
place, name, day or id of the file is among them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis import labels
from analysis.block import Block
from analysis.record.sets import Format
from analysis.yamlfile import Record

ACROSS = "across"
"""Stands for the standing of an attack whose days are of several."""


class Months(Record):
    """Events of one country, kind and scope that took place between two months, or within one: YYYY-MM."""

    first: str
    last: str
    country: str
    kind: str
    scope: str
    count: int


class Standing(Record):
    """Attacks in scope of one country on the days of one truce, or on those without."""

    standing: str
    country: str
    count: int


class Counts(Record):
    """A data set's counts. Events that stand for several together are in `together` alone.

    `days` are the days of each standing between the first and the last month of which the file has a row.
    """

    format: Format
    version: str
    licence: str
    rows: int
    kept: int
    left_out: dict[str, int]
    out_of_scope: dict[str, int]
    together: int
    months: tuple[Months, ...]
    days: dict[str, int]
    standings: tuple[Standing, ...]


def of(events: pd.DataFrame, standing: Mapping[dt.date, str]) -> Counts:
    """The counts of a table that `record.load` gave; `standing` is that of each day, see exposure."""
    columns = ("first", "last", "country", "kind", "scope", "aggregate")
    found = Counter(zip(*(events[name] for name in columns), strict=True))
    months, standings, together = Counter[tuple[str, ...]](), Counter[tuple[str, str]](), 0
    for (first, last, country, kind, scope, several), n in found.items():
        if several:
            together += n
            continue
        months[_month(first), _month(last), country, kind, scope] += n
        if kind == "attack" and scope == "in":
            standings[_stands(first, last, standing), country] += n
    told = events.attrs
    return Counts(
        format=told["format"], version=told["version"], licence=told["licence"], rows=told["rows"],
        kept=len(events), left_out=told["left_out"], out_of_scope=told["out_of_scope"], together=together,
        months=tuple(Months(first=a, last=z, country=c, kind=k, scope=s, count=n)
                     for (a, z, c, k, s), n in sorted(months.items())),
        days=dict(Counter(standing[day] for day in _covered(found, standing))),
        standings=tuple(Standing(standing=s, country=c, count=n)
                        for (s, c), n in sorted(standings.items())),
    )  # fmt: skip


def note() -> Block:
    """What stands in the book where no data set was given."""
    before, command, after = labels.word("no own data").split("`")
    return Block(
        Markup("<p>{}<code>{}</code>{}</p>").format(before, command, after), before + command + after
    )


def _month(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def _stands(first: dt.date, last: dt.date, standing: Mapping[dt.date, str]) -> str:
    """The standing of all the days of a row; a row of more than a year is always of several."""
    days = (first + dt.timedelta(n) for n in range((last - first).days + 1))
    found = {standing.get(day, ACROSS) for day in days}
    return found.pop() if len(found) == 1 else ACROSS


def _covered(found: Iterable[tuple[Any, ...]], standing: Mapping[dt.date, str]) -> list[dt.date]:
    """The book's days from the first to the last month of which the file has a row, whatever its scope."""
    spans = [(_month(first), _month(last)) for first, last, *_ in found]
    first, last = min((a for a, _ in spans), default=""), max((z for _, z in spans), default="")
    return [day for day in standing if first <= _month(day) <= last]
