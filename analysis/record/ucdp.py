"""A row of a UCDP GED file as an event.

Terms of use: the label `terms of ucdp-ged` says what was read of them, and where; sets.yml has the sources.

GED holds only events in which somebody was killed. Its side a and side b are an order of names, not of who
used force, but for violence against civilians. Elsewhere the dead tell: where only one side has dead, the
other side used force. Where both or neither have, it is not told, and the row is out of scope; its kind is
then that of side a.
"""

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any

from analysis.record import cells, parties, scope
from analysis.record.parties import Side
from analysis.record.sets import FOLDER
from analysis.yamlfile import Record, Source

ID = "id"
"""The column of the event's id."""


class _Violence(Record):
    directed: bool


class _File(Record):
    time: dict[str, int]
    where: dict[str, int | None]
    violence: dict[str, _Violence]
    clarity: dict[str, bool]


@functools.cache
def _file() -> _File:
    return Source(FOLDER / "ucdp.yml").parse(_File)


def days(row: Mapping[str, str]) -> tuple[dt.date, dt.date]:
    """The first and last day of the row. Raises Wrong when there is none, or the last is before the first."""
    first = cells.day("date_start", row["date_start"])
    if first is None:
        raise cells.expected("date_start", "a day", "")
    return first, cells.last_day("date_end", row["date_end"], first)


def country(row: Mapping[str, str]) -> str | None:
    """The code of the row's country, if it is one of those kept."""
    return parties.country(row["country"])


def forceful(row: Mapping[str, str]) -> bool:
    """Every event of GED is one of force."""
    return True


def event(row: Mapping[str, str]) -> tuple[dict[str, Any], str | None]:
    """What the row tells in columns of events.csv, and why it is out of scope, if it is."""
    a, b = _parties(row["side_a"]), _parties(row["side_b"])
    violence = cells.code("type_of_violence", row["type_of_violence"], _file().violence)
    by, against, told = _order(row, a, b, violence is not None and violence.directed)
    verdict = scope.judge(by, against, by.state, armed=not by.state)
    why = verdict.why or (None if told else scope.UNTOLD)
    first, last = days(row)
    return {
        "event": row["relid"] or row[ID], "source_id": row[ID],
        "kind": verdict.kind,
        "first": first, "last": last, "precision": cells.code("date_prec", row["date_prec"], _file().time),
        **cells.place(row, "where_coordinates", "adm_1"),
        "where_precision": cells.code("where_prec", row["where_prec"], _file().where),
        "by": by.ids, "target": next(iter(against.ids), None),
        "killed_low": cells.whole("low", row["low"]),
        "killed_best": cells.whole("best", row["best"]),
        "killed_high": cells.whole("high", row["high"]),
        "aggregate": bool(cells.code("event_clarity", row["event_clarity"], _file().clarity)),
        "source": row["source_article"] or None,
    }, why  # fmt: skip


def _parties(names: str) -> Side:
    """A side; several governments on one side stand in one cell with commas between them."""
    first, *beside = names.split(", ")
    return parties.side(first, ";".join(beside))


def _order(row: Mapping[str, str], a: Side, b: Side, directed: bool) -> tuple[Side, Side, bool]:
    """Who used force, against whom, and whether the row tells that."""
    if directed:
        return a, b, True
    dead_a, dead_b = (cells.whole(name, row[name]) for name in ("deaths_a", "deaths_b"))
    if dead_a and not dead_b:
        return b, a, True
    return a, b, bool(dead_b and not dead_a)
