"""What the marks of a chart mean, drawn under it."""

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis import labels
from analysis.charts import marks, recorded, style, truces

EVENTS = ("attack", "strike", "hollow", "several attacks")
TRUCES = ("truce", "alleged truce", "talks", "open", "published", "no source")
RECORD = ("record attack", "record strike", "record truce", "record none", "record month unsure",
          "record possibly", "both attack", "both strike")  # fmt: skip
LINE = 0.19


def key(drawn: Figure, top: float, entries: tuple[str, ...]) -> float:
    """Draws a sample and its meaning for each entry, two to a line; returns the height in inches."""
    axes = style.panel(drawn, 0.05, top, style.WIDTH - 0.1, 2.0)
    axes.set_xlim(0, style.WIDTH - 0.1)
    for n, entry in enumerate(entries):
        x, y = (0.05, 2.6)[n % 2], 0.1 + LINE * (n // 2)
        _sample(axes, entry, x, y)
        style.write(axes, x + 0.42, y, labels.word(f"key {entry}"))
    height = LINE * math.ceil(len(entries) / 2)
    style.trim(axes, height)
    return height


def _sample(axes: Axes, entry: str, x: float, y: float) -> None:
    short, long = (x + 0.1, x + 0.22), (x, x + 0.32)
    if entry in RECORD:
        _of_record(axes, entry, x, y)
    elif entry in ("attack", "hollow", "hollow unreviewed"):
        marks.attack(axes, short, y, entry != "attack")
    elif entry == "strike":
        marks.strike(axes, short, y, False)
    elif entry == "several attacks":
        marks.several(axes, long, y, False)
    elif entry == "talks":
        truces.outline(axes, long, y - 0.06, 0.12)
    elif entry in ("no source", "no article"):
        axes.add_patch(Rectangle((x, y - 0.06), 0.32, 0.12, facecolor=style.SHADE, lw=0))
    elif entry == "window unreviewed":
        box = Rectangle((x, y - 0.03), 0.32, 0.06, facecolor=style.GROUND, edgecolor=style.QUIET, lw=0.8)
        axes.add_patch(box)
    elif entry == "open":
        truces.question(axes, x + 0.14, y, "left")
    elif entry == "published":
        marks.published(axes, short, y, "stated")
    else:
        truces.fade(axes, (x, x + 0.16), y - 0.06, 0.12, (1.0, 1.0), entry == "alleged truce")
        truces.fade(axes, (x + 0.16, x + 0.32), y - 0.06, 0.12, (1.0, 0.0), entry == "alleged truce")


def _of_record(axes: Axes, entry: str, x: float, y: float) -> None:
    short, long = (x + 0.1, x + 0.22), (x, x + 0.32)
    if entry == "record truce":
        recorded.edge(axes, long, y - 0.06, 0.12)
        truces.fade(axes, (x, x + 0.16), y - 0.06, 0.12, (1.0, 1.0), False, style.RECORD)
        truces.fade(axes, (x + 0.16, x + 0.32), y - 0.06, 0.12, (1.0, 0.0), False, style.RECORD)
    elif entry == "record none":
        recorded.free(axes, long, y)
    elif entry == "record strike":
        recorded.strike(axes, short, y)
    elif entry.startswith("both"):
        (marks.attack if entry == "both attack" else marks.strike)(axes, short, y, False)
        recorded.around(axes, short, y)
    else:
        recorded.attack(axes, short, y, entry in ("record month unsure", "record possibly"))
