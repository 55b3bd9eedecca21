"""Published totals of the record as steps, a line for each counter, a panel for each period."""

import datetime as dt
import string
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextPath

from analysis import chronology, labels, wording
from analysis.charts import labelling, style
from analysis.chronology import Chronology, lines
from analysis.chronology.lines import Line, Period
from analysis.chronology.rows import Row
from analysis.exhibits import EVIDENCE, Exhibit
from analysis.statements import Count

ROOM = style.WIDTH - 0.1
TALL = 30.0  # more than is ever needed; cut at the end
LEFT, RIGHT = 0.34, ROOM - 0.22  # inches: the numbers of the scale, a letter after the last total
PLOT = 1.75  # inches: how high the most attacks of a panel are
BAR, THICK = 0.1, 0.05  # inches: the mark of a total
PART = 0.06  # inches: how long the mark of a part by country is
UP = 0.16  # inches: the arrow of a total that is at least so many
LINE = 0.165
INDENT = 0.16
KINDS = ("exact", "about", "at least", "start")


class Plot(NamedTuple):
    """Where days and numbers stand in a panel whose x and y are inches."""

    first: dt.date
    last: dt.date
    most: int
    top: float

    @property
    def bottom(self) -> float:
        return self.top + PLOT

    def x(self, day: dt.date) -> float:
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / max((self.last - self.first).days, 1)

    def y(self, number: float) -> float:
        return self.bottom - PLOT * number / self.most


def totals(record: Chronology) -> Exhibit:
    """Every published total in scope: a bar at the day it was reached, hollow where it is only about so many.

    An arrow stands on a total that is at least so many. A line joins the totals that one counter gives of one
    thing from one day, and no others; parts by country are thin lines of their own.
    """
    found = lines.lines(record)
    rows = [_row(line, total) for line in found for total in line.totals]
    keys = ("total Counter", "total What", "total From", "total To", "total Total", "field disputed")
    table = pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)
    return Exhibit("record-totals", labels.word("record-totals caption"), table, _alt(found),
                   lambda: _figure(found) if found else style.empty())  # fmt: skip


def _row(line: Line, total: Row) -> tuple[object, ...]:
    return (line.name, lines.counted(line.counts), _day(line.start), _day(total.period_last),
            wording.count(total.count("count")), total.disputed or "", evidence(total))  # fmt: skip


def evidence(*rows: Row) -> tuple[str, ...]:
    """The addresses of rows, each once."""
    return tuple(dict.fromkeys(chronology.PREFIX + row.id for row in rows))


def _day(day: dt.date | None) -> str:
    return wording.span(day, day)


def _panels(found: list[Line]) -> Iterator[tuple[Period, dict[str, Line]]]:
    """The lines of each period, by a letter that no other line has."""
    letters = iter(string.ascii_uppercase)
    for period in lines.load().periods:
        own = [
            x for x in found if period.first <= (x.totals[-1].period_last or x.totals[-1].last) <= period.last
        ]
        if own:
            yield period, {next(letters): line for line in own}


def _entry(line: Line) -> str:
    """ "Pentagon from 17 October 2023: 13 to 168; attacks in Iraq and Syria"."""
    first, last = (wording.count(line.totals[n].count("count")) for n in (0, -1))
    told = labels.word("record-totals run").format(first=first, last=last) if len(line.totals) > 1 else last
    key = "record-totals entry" if line.start else "record-totals entry unstarted"
    return labels.word(key).format(counter=line.name, start=_day(line.start), totals=told,
                                   what=lines.counted(line.counts))  # fmt: skip


def _alt(found: list[Line]) -> str:
    if not found:
        return labels.word("nothing to draw")
    told = []
    for period, own in _panels(found):
        each = [labels.word("record-totals alt end").format(
            entry=_entry(line), day=_day(line.totals[-1].period_last)) for line in own.values()]  # fmt: skip
        told.append(labels.word("record-totals alt").format(period=period.name.en, entries="; ".join(each)))
    return " ".join(told)


def _figure(found: list[Line]) -> Figure:
    drawn = style.figure(style.WIDTH, TALL)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, TALL - 0.1)
    axes.set_xlim(0, ROOM)
    y = 0.0
    for period, own in _panels(found):
        title = labels.word("record-totals title").format(period=period.name.en)
        style.write(axes, 0, y + 0.1, title, size=style.TEXT, bold=True)
        plot = _plot(own, y + 0.42)
        _scale(axes, plot)
        _draw(axes, plot, own, [line for line in own.values() if _is_part(line, found)])
        y = _list(axes, own, plot.bottom + 0.42) + 0.14
    y = _key(axes, y)
    style.trim(axes, y)
    return style.finish(drawn, y + 0.1)


def _plot(own: dict[str, Line], top: float) -> Plot:
    ends = [total.period_last for line in own.values() for total in line.totals if total.period_last]
    starts = [line.start for line in own.values() if line.start]
    most = max(lines.value(total.count("count")) for line in own.values() for total in line.totals)
    return Plot(min([*starts, *ends]), max(ends), most, top)


def _is_part(line: Line, found: list[Line]) -> bool:
    """Whether the counter gives it on the same days as a total over more countries."""
    ends = {total.period_last for total in line.totals}
    return any(
        (other.counter, other.start) == (line.counter, line.start) and set(line.counts) < set(other.counts)
        and ends & {total.period_last for total in other.totals}
        for other in found
    )  # fmt: skip


def _scale(axes: Axes, plot: Plot) -> None:
    """Lines at round numbers, and the months under the axis."""
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if plot.most / n <= 5)
    for number in range(0, plot.most + 1, step):
        y = plot.y(number)
        axes.plot([LEFT, RIGHT], [y, y], color=style.RULE, lw=0.6, zorder=0.5)
        style.write(axes, LEFT - 0.06, y, f"{number}", colour=style.QUIET, ha="right")
    months = (plot.last.year - plot.first.year) * 12 + plot.last.month - plot.first.month
    starts = [dt.date(plot.first.year + n // 12, n % 12 + 1, 1)
              for n in range(plot.first.month - 1, plot.first.month + months)]  # fmt: skip
    starts = [day for day in starts if day >= plot.first]
    for day in starts[:: -(-len(starts) // 6)]:
        x = plot.x(day)
        if x < RIGHT - 0.3:
            axes.plot([x, x], [plot.bottom, plot.bottom + 0.05], color=style.QUIET, lw=0.7, zorder=1)
            style.write(axes, x, plot.bottom + 0.14, f"{day:%b %Y}", colour=style.QUIET)


def _draw(axes: Axes, plot: Plot, own: dict[str, Line], parts: list[Line]) -> None:
    taken = [_box(plot, total) for line in own.values() for total in line.totals]
    room = (LEFT, plot.top - 0.25, ROOM, plot.bottom)
    for letter, line in own.items():
        _steps(axes, plot, line, 0.7 if line in parts else 1.5)
        for total in line.totals:
            assert total.period_last is not None
            at = plot.x(total.period_last), plot.y(lines.value(total.count("count")))
            wide = PART if line in parts else BAR
            style.link(mark(axes, *at, total.count("count"), wide), evidence(total))
        spot = labelling.Spot(*at, BAR / 2)
        box = labelling.beside(spot, 0.1, 0.13, taken, room)
        taken.append(box)
        style.write(axes, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, letter, bold=True, ha="center")


def _box(plot: Plot, total: Row) -> labelling.Box:
    """The room that the mark of a total takes up, its arrow too."""
    count = total.count("count")
    x, y = plot.x(total.period_last or total.last), plot.y(lines.value(count))
    up = UP if lines.kind(count) == "at least" else THICK / 2
    return x - BAR / 2, y - up, x + BAR / 2, y + THICK / 2


def _steps(axes: Axes, plot: Plot, line: Line, thick: float) -> None:
    """From total to total at the height of the last that was told, and dotted from the start to the first."""
    points = [(plot.x(total.period_last), plot.y(lines.value(total.count("count"))))
              for total in line.totals if total.period_last]  # fmt: skip
    axes.plot(*zip(*points, strict=True), color=style.RECORD, lw=thick, drawstyle="steps-post", zorder=2)
    if line.start:
        begun = [(plot.x(line.start), plot.y(0)), points[0]]
        axes.plot(*zip(*begun, strict=True), color=style.RECORD, lw=0.8, ls=(0, (1, 2)), zorder=1.5)


def mark(axes: Axes, x: float, y: float, count: Count, wide: float = BAR) -> Artist:
    """A short bar at a total, hollow where it is about so many, with an arrow up where it is at least."""
    face = style.GROUND if lines.kind(count) == "about" else style.RECORD
    if lines.kind(count) == "at least":
        how = {"arrowstyle": "->", "color": style.RECORD, "lw": 1.1, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (x, y - UP), (x, y), arrowprops=how)
    bar = Rectangle((x - wide / 2, y - THICK / 2), wide, THICK, facecolor=face, edgecolor=style.RECORD,
                    lw=1.0, zorder=4)  # fmt: skip
    return axes.add_patch(bar)


def _list(axes: Axes, own: dict[str, Line], y: float) -> float:
    """What each letter of a panel stands for, on as many lines as it needs; returns where it ends."""
    for letter, line in own.items():
        style.write(axes, 0, y, letter, bold=True)
        for words in wrapped(_entry(line), ROOM - INDENT):
            style.write(axes, INDENT, y, words)
            y += LINE
    return y


def wrapped(words: str, wide: float) -> list[str]:
    """Latin words on lines that are at most so many inches wide."""
    found = [""]
    for word in words.split():
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and _wide(longer) > wide:
            found.append(word)
        else:
            found[-1] = longer
    return found


def _wide(words: str) -> float:
    """How many inches Latin words take up, by the corners of their outlines, which are quick to find."""
    shape = TextPath((0, 0), words, size=style.SMALL, prop=style.font())
    return float(shape.vertices[:, 0].max()) / 72


def _key(axes: Axes, y: float) -> float:
    """What the marks mean, two to a line; returns where it ends."""
    counts = {"exact": Count(1, 1, 1), "about": Count(None, 1, None), "at least": Count(1, None, None)}
    for n, name in enumerate(KINDS):
        x, at = (0.1, 2.6)[n % 2], y + 0.12 + 0.24 * (n // 2)
        if name == "start":
            axes.plot([x - 0.07, x + 0.15], [at, at], color=style.RECORD, lw=0.8, ls=(0, (1, 2)))
        else:
            mark(axes, x, at + 0.04 * (name == "at least"), counts[name])
        style.write(axes, x + 0.22, at, labels.word(f"key total {name}"))
    return y + 0.5
