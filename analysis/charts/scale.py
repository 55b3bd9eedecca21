"""A scale of whole numbers from nought: where its lines stand, and words that its lines don't run through."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.text import Text

from analysis.charts import style

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def steps(axes: Axes) -> range:
    """The numbers to show on the axes' x: nought and at most seven more."""
    reach = int(axes.get_xlim()[1])
    return range(0, reach + 1, next((step for step in _STEPS if reach / step <= 7), reach))


def lines(axes: Axes, top: float, bottom: float) -> None:
    """A line at each number, drawn only behind what can be read off it."""
    for n in steps(axes):
        axes.plot([n, n], [top, bottom], color=style.RULE, lw=0.6, zorder=0.5)


def numbers(axes: Axes, y: float, unit: str) -> None:
    """The numbers under the lines, and under them what they count."""
    lines(axes, y - 0.06, y)
    for n in steps(axes):
        style.write(axes, n, y + 0.1, f"{n:,}", colour=style.QUIET, ha="center")
    style.write(axes, axes.get_xlim()[1], y + 0.28, unit, colour=style.QUIET, ha="right")


def arrow(axes: Axes, start: float, end: float, y: float) -> None:
    """An arrow to the right: there may be more, and no article tells how much."""
    style_of = {"arrowstyle": "->", "color": style.ATTACK, "lw": 1.3, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (end, y), (start, y), arrowprops=style_of)


def write(axes: Axes, x: float, y: float, words: str, **how: Any) -> Text:
    """Words on a white ground; `how` as of style.write."""
    text = style.write(axes, x, y, words, **how)
    text.set_bbox({"facecolor": style.GROUND, "edgecolor": "none", "pad": 0.5})
    return text
