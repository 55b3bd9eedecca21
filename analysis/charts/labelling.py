"""Placing labels beside marks so that they hide neither marks nor one another. All in inches, y downwards."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.text import Text

from analysis.charts import style

GAP = 0.04
HIGH = 0.36  # a name in two lines, the Arabic far enough down for its hamza
ROUNDS = 3
BETWEEN = 0.1  # between a name's two languages on one line
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


@dataclass(frozen=True)
class Name:
    """What a mark is called in English and in Arabic, a line each, and room that this name alone avoids."""

    lines: tuple[str, str]
    spot: Spot
    avoid: Sequence[Box] = ()

    @property
    def width(self) -> float:
        """How wide the longer line is."""
        return max(map(width, self.lines))


def width(words: str, size: float = style.SMALL) -> float:
    """How wide words are when they are written."""
    start, end = style.reach(words, size)
    return end - start


def pair_width(english: str, arabic: str) -> float:
    """How wide a name is that is written in both languages on one line."""
    return width(english) + BETWEEN + width(arabic)


def pair(axes: Axes, x: float, y: float, english: str, arabic: str, ha: str) -> Text:
    """Writes a name in both languages on one line, English first, and returns the English.

    `ha`: whether the line begins at x ("left") or ends there ("right").
    """
    inch = 1 / style.inches_per_unit(axes)
    left = x if ha == "left" else x - pair_width(english, arabic) * inch
    style.write(axes, left + pair_width(english, arabic) * inch, y, arabic, colour=style.QUIET, ha="right")
    return style.write(axes, left, y, english)


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
    """Where a label of that size fits beside a mark: right or left, below, above or aslant of it.

    The first place that is free, or the one where it hides least. A mark without a radius takes its label
    on itself.
    """
    r, x, y = spot.radius + GAP, spot.x, spot.y
    if not spot.radius:
        return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
    lefts = {"right": x + r, "left": x - r - wide, "middle": x - wide / 2, "aslant": x + r / 2}
    lefts["aslant left"] = x - r / 2 - wide
    level = [y - share * high for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)]
    corners = [(lefts[side], top) for top in level for side in ("right", "left")]
    sides = ("middle", "aslant", "aslant left")
    corners += [(lefts[side], top) for side in sides for top in (y + r, y - r - high)]
    boxes = [(left, top, left + wide, top + high) for left, top in corners]
    return min(boxes, key=lambda box: sum(_shared(box, other) for other in taken) + 2 * _outside(box, room))


def settled(names: Sequence[Name], taken: Sequence[Box], room: Box) -> list[Box]:
    """Where each name fits: placed one after another, then each again now that the others stand somewhere."""
    boxes: dict[int, Box] = {}
    for _ in range(ROUNDS):
        for n, name in enumerate(names):
            others = [_padded(box) for other, box in boxes.items() if other != n]
            boxes[n] = beside(name.spot, name.width, HIGH, [*taken, *name.avoid, *others], room)
    return list(boxes.values())


def _padded(box: Box) -> Box:
    """The room with a little above and below it, so that the lines of two names aren't read as one."""
    return box[0], box[1] - GAP, box[2], box[3] + GAP


def _touch(one: Spot, other: Spot) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius + GAP / 2


def _shared(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box, room: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) - _shared(box, room)
