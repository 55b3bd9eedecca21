"""Placing labels beside marks so that they hide neither marks nor one another. All in inches, y downwards."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.textpath import TextPath

from analysis.arabic import draw, is_arabic
from analysis.charts import style

GAP = 0.04
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Spot:
    """A round mark: its middle and radius."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


def width(words: str, size: float = style.SMALL) -> float:
    """How wide words are when they are written."""
    shape = TextPath((0, 0), draw(words), size=size * (1.15 if is_arabic(words) else 1),
                     prop=style.font(arabic=is_arabic(words)))  # fmt: skip
    return float(shape.get_extents().width) / 72


def apart(spots: Sequence[Spot]) -> list[Spot]:
    """The same marks, each moved to the right until it hides none before it."""
    placed: list[Spot] = []
    for spot in spots:
        while hidden := next((p for p in placed if _touch(p, spot)), None):
            reach = hidden.radius + spot.radius + GAP / 2
            across = math.sqrt(reach**2 - (spot.y - hidden.y) ** 2)
            spot = Spot(hidden.x + across + 0.001, spot.y, spot.radius)
        placed.append(spot)
    return placed


def beside(spot: Spot, wide: float, high: float, taken: Sequence[Box], room: Box) -> Box:
    """Where a label of that size fits beside a mark: right, left, below, above or aslant of it.

    The first place that is free, or the one where it hides least. A mark without a radius takes its label
    on itself.
    """
    r, x, y = spot.radius + GAP, spot.x, spot.y
    lefts = {"right": x + r, "left": x - r - wide, "middle": x - wide / 2, "aslant": x + r / 2}
    lefts["aslant left"] = x - r / 2 - wide
    tops = {"level": y - high / 2, "below": y + r, "above": y - r - high}
    corners = [(lefts["right"], tops["level"]), (lefts["left"], tops["level"])]
    sides = itertools.product(("middle", "aslant", "aslant left"), ("below", "above"))
    corners += [(lefts[side], tops[end]) for side, end in sides]
    if not spot.radius:
        corners.insert(0, (lefts["middle"], tops["level"]))
    boxes = [(left, top, left + wide, top + high) for left, top in corners]
    return min(boxes, key=lambda box: sum(_shared(box, other) for other in taken) + 2 * _outside(box, room))


def _touch(one: Spot, other: Spot) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius + GAP / 2


def _shared(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box, room: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) - _shared(box, room)
