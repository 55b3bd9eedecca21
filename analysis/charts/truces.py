"""How a truce cycle lies on an axis of days: in force, beginning or ending at an uncertain time, open.

A bar is full where the articles tell that the truce was in force, grows from the earliest to the latest day
on which it may have begun, shrinks from the earliest to the latest claim about its end, and trails off on a
side that no article tells.
"""

import datetime as dt
from dataclasses import dataclass

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis import labels, wording
from analysis.charts import days, style
from analysis.charts.attacks import unsure
from analysis.corpus import Corpus

QUESTION = 0.1
"""Inches: the question mark where a bar trails off."""


@dataclass(frozen=True)
class Bar:
    """One cycle on the axis of days. Each stretch may be empty; `rise` and `fall` are the uncertain ends.

    `open_start`, `open_end`: no article tells that side, and the stretch trails off by the axis's reach.
    """

    rise: days.Span
    full: days.Span
    fall: days.Span
    open_start: bool
    open_end: bool

    @property
    def whole(self) -> days.Span:
        return self.rise[0], self.fall[1]


def bar(cycle: pd.Series, reach: float, held: dt.date | None = None) -> Bar | None:
    """The cycle's bar, or None when it never came into force or no article tells when it was.

    `reach` is how many days an open side trails off: a matter of drawing, not of what is known. `held` is
    a day on which it was still in force; it counts where no end is told.
    """
    effect = _span(cycle["effect_first"], cycle["effect_last"])
    ended = _span(cycle["ended_first"], cycle["ended_last"])
    if cycle["form"] == "talks" or not (effect or ended):
        return None
    if effect and ended and effect[1] >= ended[0]:
        effect, ended = (min(effect[0], ended[0]), ended[0]), (ended[0], max(effect[1], ended[1]))
    start = effect[1] if effect else ended[0]  # type: ignore[index]
    stop = ended[0] if ended else max(start, days.span(held, held)[1]) if held else start
    return Bar(
        rise=effect or (start - reach, start),
        full=(start, stop),
        fall=ended or (stop, stop + reach),
        open_start=bool(cycle["open_start"]) or not effect,
        open_end=bool(cycle["open_end"]) or not ended,
    )


def talks(corpus: Corpus, cycle: pd.Series) -> tuple[dt.date, dt.date] | None:
    """The days of which the articles tell talks that no truce came of; None for a truce, or when untold."""
    dates = [corpus.statement(id).date for id in cycle["statements"]]
    firsts = [d.first for d in dates if d.first]
    lasts = [d.last for d in dates if d.last]
    return (min(firsts), max(lasts)) if cycle["form"] == "talks" and firsts else None


def evidence(corpus: Corpus, cycle: pd.Series) -> tuple[str, ...]:
    """The cycle's statements, those that tell of its coming into force first, then those of its end."""
    part = corpus.parts[cycle["cycle"]]
    ends = [end.statement for end in part.ends]
    return tuple(dict.fromkeys([*part.effect, *part.declared, *ends, *part.statements]))


def room(axes: Axes, corpus: Corpus, cycle: pd.Series, reach: float) -> days.Span | None:
    """The stretch that `draw` takes up, with its question marks; None when nothing can be drawn."""
    found, talked = bar(cycle, reach), talks(corpus, cycle)
    if talked:
        return days.widened(axes, days.span(*talked))
    if found is None:
        return None
    return taken(axes, found)


def taken(axes: Axes, found: Bar) -> days.Span:
    """The stretch that a bar takes up with its question marks."""
    left, right = days.widened(axes, found.whole)
    mark = QUESTION / style.inches_per_unit(axes)
    return left - mark * found.open_start, right + mark * found.open_end


def draw(axes: Axes, corpus: Corpus, cycle: pd.Series, y: float, height: float, reach: float) -> None:
    """Draws what `room` gives the stretch of: `height` inches high, from y downwards."""
    found, talked = bar(cycle, reach), talks(corpus, cycle)
    if talked:
        style.link(outline(axes, days.span(*talked), y, height), evidence(corpus, cycle))
    if talked or found is None:
        return
    part = corpus.parts[cycle["cycle"]]
    began = tuple(part.effect or part.declared or part.statements)
    style.link(lay(axes, found, y, height, unsure(corpus, began)), evidence(corpus, cycle))


def lay(
    axes: Axes, found: Bar, y: float, height: float, hollow: bool = False, colour: str = style.TRUCE
) -> Artist:
    """Draws a bar with its fading ends and question marks; returns the face over it, to be linked."""
    for stretch, ends in ((found.rise, (0.0, 1.0)), (found.full, (1.0, 1.0)), (found.fall, (1.0, 0.0))):
        if stretch[0] < stretch[1]:
            fade(axes, stretch, y, height, ends, hollow, colour)
    if found.open_start:
        question(axes, found.whole[0], y + height / 2, "right", colour)
    if found.open_end:
        question(axes, found.whole[1], y + height / 2, "left", colour)
    return target(axes, found.whole, y, height)


def question(axes: Axes, x: float, y: float, side: str, colour: str = style.TRUCE) -> None:
    """Stands where a bar trails off: on that side nobody tells when."""
    style.write(axes, x, y, "?", colour=colour, bold=True, ha=side)


def told(corpus: Corpus, cycle: pd.Series) -> str:
    """The cycle's days in words, for a table and for those who don't see the chart."""
    days_of_talks = talks(corpus, cycle)
    if cycle["form"] == "talks":
        return labels.word("talks on").format(days=wording.span(*(days_of_talks or (None, None))))
    sides = (("began", cycle["effect_first"], cycle["effect_last"]),
             ("ended", cycle["ended_first"], cycle["ended_last"]))  # fmt: skip
    if cycle["open_start"] and cycle["effect_first"]:  # it held on some of these days, from an untold one
        began = wording.span(cycle["effect_first"], cycle["effect_last"])
        return "; ".join([labels.word("held within").format(days=began), side(*sides[1])])
    return "; ".join(side(*one) for one in sides)


def side(name: str, first: dt.date | None, last: dt.date | None) -> str:
    """One side of a truce in words; `name` is "began" or "ended"."""
    if first is None or last is None:
        return labels.word(f"{name}, not told")
    told = labels.word(f"{name} on" if first == last else f"{name} within")
    return told.format(days=wording.span(first, last))


def kind(cycle: pd.Series) -> str:
    """What the cycle is called in a table's column of kinds: a truce, or talks that none came of."""
    return labels.word("talks" if cycle["form"] == "talks" else "cycle")


def outline(axes: Axes, stretch: days.Span, y: float, height: float) -> Artist:
    """A box with a broken outline over the days of talks that no truce came of."""
    left, right = days.widened(axes, stretch)
    box = Rectangle((left, y), right - left, height, facecolor=style.GROUND, edgecolor=style.TRUCE,
                         lw=1.2, ls=(0, (2, 1.2)), zorder=3)  # fmt: skip
    return axes.add_patch(box)


def fade(
    axes: Axes, stretch: days.Span, y: float, height: float, ends: days.Span, hollow: bool,
    colour: str = style.TRUCE,
) -> None:  # fmt: skip
    """A truce's bar over one stretch, its strength going evenly from one end's to the other's (0 to 1).

    Hollow, it is drawn as its upper and lower edge alone.
    """
    left, right = stretch
    steps = 1 if ends[0] == ends[1] else 20
    for n in range(steps):
        a, b = (left + (right - left) * (n + k) / steps for k in (0, 1))
        alpha = ends[0] + (ends[1] - ends[0]) * (n + 0.5) / steps
        for top, thick in [(y, 0.02), (y + height - 0.02, 0.02)] if hollow else [(y, height)]:
            piece = Rectangle((a, top), b - a, thick, facecolor=colour, alpha=alpha, lw=0, zorder=2)
            axes.add_patch(piece)


def target(axes: Axes, stretch: days.Span, y: float, height: float) -> Artist:
    """An unseen face over a mark made of many pieces, so that it is one link."""
    left, right = days.widened(axes, stretch)
    face = Rectangle((left, y), right - left, height, facecolor=(1, 1, 1, 0.01), lw=0, zorder=5)
    return axes.add_patch(face)


def _span(first: dt.date | None, last: dt.date | None) -> days.Span | None:
    return days.span(first, last) if first and last else None
