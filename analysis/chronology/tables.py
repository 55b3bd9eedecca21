"""The record's rows as tables: events in the columns of events.csv, truce acts, totals."""

from typing import Any

from analysis import events, lexicon
from analysis.chronology.rows import Row
from analysis.statements import Count

_SHARED = ("first", "last", "precision", "sources", "disputed", "grade", "scope")
_FORCE = ("site", "country", "admin1", "by", "target", "target_type", "weapons", "claimed_by", "blamed_on",
          "event")  # fmt: skip


def event(row: Row) -> dict[str, Any]:
    place = lexicon.site(row.site) if row.site else None
    own = {
        **{name: getattr(row, name) for name in (*_SHARED, *_FORCE, "kind", "denied_by")},
        **{name: getattr(place, name, None) for name in ("latitude", "longitude", "where_precision")},
        **_ends("munitions", events.munitions(row.weapons)),
        **_ends("killed", row.count("killed")),
        **_ends("wounded", row.count("wounded")),
        "event": row.id, "site_name": place.en if place else None, "aggregate": False,
        "articles": (), "statements": (), "cycle": (row.cycle,) if row.cycle else (),
    }  # fmt: skip
    columns = (*events.COLUMNS, "sources", "disputed", "grade")
    return {name: own.get(name) for name in columns} | {
        "what": row.what, "act": row.act, "same_as": row.event,
    }  # fmt: skip


def truce(row: Row) -> dict[str, Any]:
    names = ("id", "what", *_SHARED, "cycle", "act", "speaker", "denied_by")
    return {name: getattr(row, name) for name in names}


def total(row: Row) -> dict[str, Any]:
    names = ("id", "what", *_SHARED, "counter", "counts", "period_first", "period_last")
    found = {name: getattr(row, name) for name in names}
    return found | _ends("count", row.count("count")) | _ends("wounded", row.count("wounded"))


def _ends(name: str, count: Count) -> dict[str, int | None]:
    return {f"{name}_{end}": getattr(count, end) for end in ("low", "best", "high")}
