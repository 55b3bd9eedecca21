"""An axis of days: where no article speaks, ticks, and how wide a mark is on it.

A day is the stretch from its ordinal number to the next, so a range of days ends one past its last.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts import style

SYMBOL = 0.105
"""Inches: how high a mark is, and how wide at the least, so that one day can be seen."""

Span = tuple[float, float]


def span(first: dt.date, last: dt.date) -> Span:
    """A range of days as the stretch of the axis that it covers."""
    return float(first.toordinal()), float(last.toordinal() + 1)


def shade(axes: Axes, windows: Iterable[Span], top: float, bottom: float) -> None:
    """Greys the axes outside the windows: no article speaks of those days, whatever happened on them."""
    left, right = axes.get_xlim()
    at = left
    for first, last in [*sorted(windows), (right, right)]:
        if first > at:
            wide, tall = min(first, right) - at, bottom - top
            axes.add_patch(Rectangle((at, top), wide, tall, color=style.SHADE, lw=0, zorder=0))
        at = max(at, last)


def ticks(axes: Axes, y: float, first: dt.date, last: dt.date) -> None:
    """Names months under an axis of months, days under an axis of days, and draws where they begin."""
    months = (last - first).days > 75
    for day in _months(first, last) if months else _single(first, last):
        x = float(day.toordinal())
        axes.plot([x, x], [y, y + 0.05], color=style.QUIET, lw=0.7, zorder=1)
        words = f"{day:%b}" if months else f"{day.day} {day:%b}"
        style.write(axes, x, y + 0.12, words, colour=style.QUIET, ha="left" if months else "center")


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    starts = [dt.date(first.year + n // 12, n % 12 + 1, 1) for n in range(first.month - 1, first.month + 60)]
    inside = [day for day in starts if first <= day <= last]
    return inside[:: max(1, math.ceil(len(inside) / 9))]


def _single(first: dt.date, last: dt.date) -> list[dt.date]:
    length = (last - first).days
    return [first + dt.timedelta(n) for n in range(0, length + 1, max(1, math.ceil(length / 6)))]


def widened(axes: Axes, stretch: Span) -> Span:
    """The stretch, made as wide as a symbol about its middle where it is narrower."""
    least = SYMBOL / style.inches_per_unit(axes)
    middle, half = sum(stretch) / 2, max(stretch[1] - stretch[0], least) / 2
    return middle - half, middle + half


def levels(stretches: Sequence[Span]) -> list[int]:
    """A level for each stretch, the lowest on which it touches none before it."""
    ends: list[list[Span]] = []
    found = []
    for left, right in stretches:
        free = (n for n, row in enumerate(ends) if all(right <= a or b <= left for a, b in row))
        level = next(free, len(ends))
        if level == len(ends):
            ends.append([])
        ends[level].append((left, right))
        found.append(level)
    return found
