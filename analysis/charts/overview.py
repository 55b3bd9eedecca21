"""All years on one axis: what the timeline and the figure of record and articles together share."""

import datetime as dt

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.articles import Article
from analysis.charts import attacks, days, labelling, marks, recorded, style, truces
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.reviews import Window

MARGIN = 30.0  # days at both edges, so that a mark on New Year's Day is whole
LANE = 0.19
UNDER = 0.185  # from a name to its Arabic line under it, where both don't fit on one line
REACH = 60.0  # days that a side open in the overview trails off


def years(axes: Axes, first: int, last: int, top: float, bottom: float) -> None:
    """Names the years at the top and draws where they begin."""
    for year in range(first, last + 1):
        left, right = days.span(dt.date(year, 1, 1), dt.date(year, 12, 31))
        style.write(axes, (left + right) / 2, top + 0.1, str(year), size=style.TEXT, colour=style.INK,
                    ha="center")  # fmt: skip
        if year > first:
            axes.plot([left, left], [top, bottom], color=style.RULE, lw=0.6, zorder=0.5)


def section(axes: Axes, y: float, words: str) -> float:
    """Writes a heading at the left edge; returns where what it heads begins."""
    style.write(axes, axes.get_xlim()[0] + 0.04 / style.inches_per_unit(axes), y + 0.08, words, bold=True)
    return y + 0.2


def spans(corpus: Corpus) -> list[days.Span]:
    """The days that the articles speak about, article by article."""
    return [days.span(window.first, window.last) for _, window in attacks.in_order(corpus)]


def window(axes: Axes, corpus: Corpus, article: Article, about: Window, y: float) -> None:
    """The days that an article speaks about, the day it came out, and its outlet's name.

    Of an article that nobody reviewed the days are an outline, as they are only proposed.
    """
    standing = attacks.standing(corpus, article)
    stretch = days.span(about.first, about.last)
    wide = stretch[1] - stretch[0]
    axes.add_patch(Rectangle((stretch[0], y + 0.11), wide, 0.06, edgecolor=style.QUIET,
                             facecolor=style.GROUND if standing else style.QUIET,
                             lw=0.8 if standing else 0))  # fmt: skip
    taken = stretch
    if article.published:
        out = days.span(article.published.first, article.published.last)
        marks.published(axes, out, y + 0.06, article.published.basis)
        taken = stretch[0], max(stretch[1], days.widened(axes, out)[1])
    x, side = beside(axes, taken)
    words = ", ".join(filter(None, [attacks.called(corpus, article), standing]))
    style.write(axes, x, y + 0.11, words, ha=side)


def beside(axes: Axes, stretch: days.Span) -> tuple[float, str]:
    """Where a mark's label begins and which side it grows to: away from the nearer edge."""
    left, right = axes.get_xlim()
    gap = 0.07 / style.inches_per_unit(axes)
    if stretch[0] - left > right - stretch[1]:
        return stretch[0] - gap, "right"
    return stretch[1] + gap, "left"


def cycle(axes: Axes, corpus: Corpus, row: pd.Series, y: float, short: bool = False) -> float:
    """Draws the cycle with its name, or its short name, in both languages.

    Returns how high it is, nothing when undated.
    """
    stretch = truces.room(axes, corpus, row, REACH)
    if stretch is None:
        return 0.0
    truces.draw(axes, corpus, row, y + 0.04, 0.12, REACH)
    name = corpus.parts[row["cycle"]].name
    said = name.short if short else name
    return _name(axes, stretch, y, said.en, said.ar)


def recorded_cycle(axes: Axes, record: Chronology, row: pd.Series, y: float) -> float:
    """The same for a cycle of the record alone, under its short name."""
    recorded.draw_cycle(axes, record, row, y + 0.04, 0.12, REACH)
    stretch = recorded.cycle_room(axes, record, row, REACH)
    short = record.parts[row["cycle"]].name.short
    return _name(axes, stretch, y, short.en, short.ar)


def _name(axes: Axes, stretch: days.Span, y: float, english: str, arabic: str) -> float:
    x, side = beside(axes, stretch)
    edge = axes.get_xlim()[side == "left"]
    if labelling.pair_width(english, arabic) < abs(edge - x) * style.inches_per_unit(axes):
        labelling.pair(axes, x, y + 0.1, english, arabic, side)
        return LANE
    style.write(axes, x, y + 0.1, english, ha=side)
    style.write(axes, x, y + 0.1 + UNDER, arabic, ha=side, colour=style.QUIET)
    return LANE + UNDER


def within(events: pd.DataFrame, country: str | None) -> pd.DataFrame:
    """The events of a country; None for those whose country isn't told."""
    return events[events["country"].isna() if country is None else events["country"] == country]
