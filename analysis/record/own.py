"""A row of a CSV in the columns of this book's events.csv as an event.

Its terms of use are its owner's affair. Columns that the file lacks are empty; lists are joined by `;`.
Ids are taken as they are: an analyst may name actors and sites that this book has never met.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from analysis import lexicon
from analysis.record import cells
from analysis.statements import MUNITIONS, Munitions

ID = "event"
"""The column of the event's name."""
OWNERS = "out of scope by the file itself"
_KINDS = {kind: kind for kind in ("attack", "strike")}
_SCOPES = {scope: scope for scope in ("in", "out")}
_TRUTHS = {"true": True, "false": False}


def days(row: Mapping[str, str]) -> tuple[dt.date, dt.date] | None:
    """The first and last day of the row; None for neither. Raises Wrong for only one."""
    first = cells.day("first", row["first"])
    if first is not None:
        return first, cells.last_day("last", row["last"], first)
    if cells.day("last", row["last"]) is not None:
        raise cells.expected("first", "a day, because there is a last one", "")
    return None


def country(row: Mapping[str, str]) -> str | None:
    """The code of the row's country, if it is one of those kept."""
    code = row["country"]
    if code and not re.fullmatch("[A-Z]{2}", code):
        raise cells.expected("country", "an ISO 3166 code such as IQ", code)
    return code if code in get_args(lexicon.Country) else None


def forceful(row: Mapping[str, str]) -> bool:
    """Every event of ours is one of force."""
    return True


def event(row: Mapping[str, str]) -> tuple[dict[str, Any], str | None]:
    """The row's cells as values, and why it is out of scope, if it is."""
    found = {name: read(name, row.get(name, "")) for name, read in _COLUMNS.items()}
    for name in ("kind", "scope"):
        if not found[name]:
            raise cells.expected(name, "a value", "")
    return found | {"source_id": found["source_id"] or found["event"]}, _why(found["scope"])


def _why(scope: str) -> str | None:
    return OWNERS if scope == "out" else None


def _text(column: str, cell: str) -> str | None:
    return cell or None


def _list(column: str, cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _rank(most: int) -> Callable[[str, str], int | None]:
    codes = {str(n): n for n in range(1, most + 1)}
    return lambda column, cell: cells.code(column, cell, codes)


def _truth(column: str, cell: str) -> bool:
    return bool(cells.code(column, cell.lower(), _TRUTHS))


def _weapons(column: str, cell: str) -> tuple[Munitions, ...]:
    if cell and not re.fullmatch(MUNITIONS, cell):
        raise cells.expected(column, "weapons such as drone:1:1:1;rocket:::", cell)
    parts = (one.split(":") for one in _list(column, cell))
    return tuple(Munitions(type, *(cells.whole(column, n) for n in ends)) for type, *ends in parts)


_COLUMNS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(("event", "site", "site_name", "admin1", "target", "target_type"), _text),
    **dict.fromkeys(("source", "source_id"), _text),
    **dict.fromkeys(("by", "claimed_by", "blamed_on", "denied_by"), _list),
    **dict.fromkeys(("articles", "statements", "cycle"), _list),
    **dict.fromkeys([f"{what}_{end}" for what in ("munitions", "killed", "wounded")
                     for end in ("low", "best", "high")], cells.whole),
    **dict.fromkeys(("first", "last"), cells.day),
    "kind": lambda column, cell: cells.code(column, cell, _KINDS),
    "scope": lambda column, cell: cells.code(column, cell, _SCOPES),
    "precision": _rank(5), "where_precision": _rank(3),
    "latitude": lambda column, cell: cells.degrees(column, cell, 90),
    "longitude": lambda column, cell: cells.degrees(column, cell, 180),
    "weapons": _weapons,
    "aggregate": _truth, "aggregate_low": cells.whole, "aggregate_high": cells.whole,
}  # fmt: skip
