"""What stands in one cell of a file: a day, a number, degrees. Empty is None; anything else is refused."""

import datetime as dt
import functools
import math
import re
from collections.abc import Mapping
from typing import TypeVar

Value = TypeVar("Value")

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T][\d:.]*Z?)?", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?", re.ASCII)


class Wrong(Exception):
    """A cell is not what its column holds. `column` and `message` say which and what was expected."""

    def __init__(self, column: str, message: str) -> None:
        self.column, self.message = column, message
        super().__init__(column, message)


def expected(column: str, what: str, found: str) -> Wrong:
    """The error for a cell that holds something else than was expected."""
    shown = found if len(found) <= 60 else found[:60] + "…"
    return Wrong(column, f"expected {what}, found {shown!r}" if found else f"expected {what}, found nothing")


def day(column: str, cell: str) -> dt.date | None:
    """A day such as 2021-03-27, 2021-03-27 00:00:00.000, 27 March 2021 or 27-Mar-2021."""
    if not cell:
        return None
    found = _day(cell)
    if found is None:
        raise expected(column, "a day such as 2021-03-27 or 27 March 2021", cell)
    return found


def last_day(column: str, cell: str, first: dt.date) -> dt.date:
    """The last day of a row that began on `first`: it is there, and not before that."""
    found = day(column, cell)
    if found is None or found < first:
        raise expected(column, f"a day not before {first}", cell)
    return found


@functools.lru_cache(maxsize=50_000)
def _day(cell: str) -> dt.date | None:
    try:
        if iso := _ISO.fullmatch(cell):
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if words := _WORDS.fullmatch(cell):
            return dt.date(int(words[3]), _MONTHS.index(words[2][:3].lower()) + 1, int(words[1]))
    except ValueError:
        pass
    return None


def whole(column: str, cell: str) -> int | None:
    """A whole number from 0."""
    if not cell:
        return None
    if not (found := _WHOLE.fullmatch(cell)):
        raise expected(column, "a whole number from 0", cell)
    return int(found[1])


def degrees(column: str, cell: str, most: float) -> float | None:
    """Degrees from -most to most, with a point before the decimals."""
    if not cell:
        return None
    try:
        found = float(cell)
    except ValueError:
        found = math.nan
    # Python reads ٣٣ and 3_3 as numbers too; no data set means them.
    if not -most <= found <= most or not cell.isascii() or "_" in cell:
        raise expected(column, f"degrees from -{most:g} to {most:g}", cell)
    return found


def code(column: str, cell: str, codes: Mapping[str, Value]) -> Value | None:
    """What a code stands for, of those that a mapping knows."""
    if not cell:
        return None
    if cell not in codes:
        raise expected(column, f"one of {', '.join(codes)}", cell)
    return codes[cell]


def place(row: Mapping[str, str], name: str, province: str) -> dict[str, str | float | None]:
    """Where a row says it happened, in columns of events.csv, from its columns `name` and `province`."""
    return {
        "site_name": row[name] or None,
        "admin1": row[province] or None,
        "latitude": degrees("latitude", row["latitude"], 90),
        "longitude": degrees("longitude", row["longitude"], 180),
    }
