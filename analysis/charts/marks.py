"""The marks of attacks, strikes and aggregates, as wide as their days are uncertain."""

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from analysis.charts import attacks, style
from analysis.charts.days import SYMBOL, Span, levels, span, widened
from analysis.corpus import Corpus

ROW = 0.145
"""Inches from one level of marks to the next."""


def rows(axes: Axes, corpus: Corpus, events: pd.DataFrame, y: float) -> float:
    """Draws dated events on as few levels as they need, each a link; returns the height in inches.

    Aggregates come first, then attacks, then strikes.
    """
    order = events["aggregate"].astype(bool).map({True: 0, False: 1}) + (events["kind"] == "strike") * 2
    placed = [event for _, event in events.loc[order.sort_values(kind="stable").index].iterrows()]
    spans = [span(event["first"], event["last"]) for event in placed]
    gap = 0.02 / style.inches_per_unit(axes)
    found = levels([(left - gap, right + gap) for left, right in (widened(axes, s) for s in spans)])
    for event, stretch, level in zip(placed, spans, found, strict=True):
        draw(axes, corpus, event, stretch, y + (level + 0.5) * ROW)
    return (max(found) + 1) * ROW


def draw(axes: Axes, corpus: Corpus, event: pd.Series, stretch: Span, y: float) -> None:
    """Draws one event over its days and links it to its statements."""
    shape = several if event["aggregate"] else strike if event["kind"] == "strike" else attack
    artist = shape(axes, stretch, y, attacks.unsure(corpus, event["statements"]))
    style.link(artist, event["statements"])


def attack(axes: Axes, stretch: Span, y: float, hollow: bool) -> Artist:
    """A disc, drawn out to a bar with round ends where the days are uncertain."""
    turns = [math.pi * n / 12 for n in range(-6, 7)]
    ends = [(math.cos(t), math.sin(t)) for t in turns]
    return _shape(axes, stretch, y, ends, style.ATTACK, hollow)


def strike(axes: Axes, stretch: Span, y: float, hollow: bool, colour: str = style.STRIKE) -> Artist:
    """A diamond, drawn out to a bar with pointed ends where the days are uncertain."""
    return _shape(axes, stretch, y, [(0.0, -1.25), (1.25, 0.0), (0.0, 1.25)], colour, hollow)


def several(axes: Axes, stretch: Span, y: float, hollow: bool) -> Artist:
    """A hatched bar: attacks that an article speaks of without listing them, some time in these days."""
    left, right = widened(axes, stretch)
    bar = Rectangle(
        (left, y - SYMBOL / 2), right - left, SYMBOL, facecolor=style.GROUND, edgecolor=style.ATTACK,
        hatch=style.HATCH, lw=0.9, ls=(0, (2, 1.5)) if hollow else "-", zorder=3,
    )  # fmt: skip
    return axes.add_patch(bar)


def _shape(axes: Axes, stretch: Span, y: float, end: Sequence[Span], colour: str, hollow: bool) -> Artist:
    """A bar whose right end is given in radii about its centre, downwards; its left end is that, turned."""
    left, right = widened(axes, stretch)
    radius = SYMBOL / 2
    across = radius / style.inches_per_unit(axes)
    corners = [(right - across + x * across, y + dy * radius) for x, dy in end]
    corners += [(left + across - x * across, y - dy * radius) for x, dy in end]
    face = style.GROUND if hollow else colour
    return axes.add_patch(Polygon(corners, facecolor=face, edgecolor=colour, lw=1.1, zorder=4, clip_on=False))


def published(axes: Axes, stretch: Span, y: float, basis: str) -> Artist:
    """A triangle standing on the days of publication, hollow where they were inferred."""
    left, right = widened(axes, stretch)
    corners = [(left, y - SYMBOL / 2), (right, y - SYMBOL / 2), ((left + right) / 2, y + SYMBOL / 2)]
    face = style.INK if basis == "stated" else style.GROUND
    return axes.add_patch(Polygon(corners, facecolor=face, edgecolor=style.INK, lw=1.0, zorder=4))
