"""A row of an ACLED export as an event.

Terms of use: credit ACLED wherever its data are used, say what was changed, give nobody else access to the
raw rows. The label `terms of acled` says what was read of them, and where; sets.yml has the sources.

ACLED's two actors are taken in their order: the first used force against the second. ACLED itself says
that the order need not mean this; for who is in scope it makes no difference. Fatalities are one number,
so there is a best count of the killed and no least or greatest.
"""

import calendar
import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any, Literal

from analysis.record import cells, parties, scope
from analysis.record.sets import FOLDER
from analysis.statements import Munitions
from analysis.yamlfile import Record, Source

ID = "event_id_cnty"
"""The column of the event's id: ACLED's dyadic files name one event in several rows."""


class _Time(Record):
    precision: int
    days: Literal["day", "week", "month"]


class _File(Record):
    force: list[str]
    time: dict[str, _Time]
    where: dict[str, int]
    actors: dict[str, Literal["state", "armed", "external", "unarmed"]]
    weapons: dict[Literal["attack", "strike"], dict[str, str]]


@functools.cache
def _file() -> _File:
    return Source(FOLDER / "acled.yml").parse(_File)


def days(row: Mapping[str, str]) -> tuple[dt.date, dt.date]:
    """The day that the row gives, twice. Raises Wrong when it gives none."""
    day = cells.day("event_date", row["event_date"])
    if day is None:
        raise cells.expected("event_date", "a day", "")
    return day, day


def country(row: Mapping[str, str]) -> str | None:
    """The code of the row's country, if it is one of those kept."""
    return parties.country(row["country"])


def forceful(row: Mapping[str, str]) -> bool:
    """Whether force was used: demonstrations and strategic developments are none."""
    return row["event_type"] in _file().force


def event(row: Mapping[str, str]) -> tuple[dict[str, Any], str | None]:
    """What the row tells in columns of events.csv, and why it is out of scope, if it is."""
    time = cells.code("time_precision", row["time_precision"], _file().time)
    by = parties.side(row["actor1"], row["assoc_actor_1"])
    against = parties.side(row["actor2"], row["assoc_actor_2"])
    type = _file().actors.get(row["inter1"])
    state = type == "state" or (type in ("external", None) and by.state)
    verdict = scope.judge(by, against, state, type in ("armed", "external"))
    first, last = _span(days(row)[0], time.days if time else "day")
    weapon = _file().weapons["strike" if verdict.kind == "strike" else "attack"].get(row["sub_event_type"])
    return {
        "event": row[ID], "source_id": row[ID],
        "kind": verdict.kind,
        "first": first, "last": last, "precision": time.precision if time else None,
        **cells.place(row, "location", "admin1"),
        "where_precision": cells.code("geo_precision", row["geo_precision"], _file().where),
        "by": by.ids, "target": next(iter(against.ids), None),
        "weapons": (Munitions(weapon, None, None, None),) if weapon else (),
        "killed_best": cells.whole("fatalities", row["fatalities"]),
        "source": row["source"] or None,
    }, verdict.why  # fmt: skip


def _span(day: dt.date, days: str) -> tuple[dt.date, dt.date]:
    if days == "week":
        return day - dt.timedelta(days=3), day + dt.timedelta(days=3)
    if days == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day
