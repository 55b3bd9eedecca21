"""How charts draw and tell the public record: squares, diamonds and edged bars in a colour of its own."""

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis import labels, wording
from analysis.charts import days, marks, style, truces
from analysis.chronology import PREFIX, Chronology
from analysis.chronology.free import Stretch

THIN = 1.6  # points: the line over days said to be free of attacks


def in_scope(record: Chronology, *kinds: str) -> pd.DataFrame:
    """The record's events that count: those of these kinds that are in scope."""
    events = record.events
    return events[(events["scope"] == "in") & events["kind"].isin(kinds)]


def evidence(*rows: str) -> tuple[str, ...]:
    """The addresses of rows, for an exhibit's column of evidence."""
    return tuple(PREFIX + row for row in rows)


def attack(axes: Axes, stretch: days.Span, y: float, hollow: bool = False) -> Artist:
    """An upright square, drawn out to a bar where the days are uncertain."""
    return _box(axes, stretch, y, style.GROUND if hollow else style.RECORD)


def strike(axes: Axes, stretch: days.Span, y: float) -> Artist:
    """The diamond of strikes, in the record's colour."""
    return marks.strike(axes, stretch, y, False, style.RECORD)


def around(axes: Axes, stretch: days.Span, y: float) -> Artist:
    """A square's outline around the mark of an article: the record tells of the same event, on these days."""
    edge = 0.015 / style.inches_per_unit(axes)
    left, right = days.widened(axes, stretch)
    return _box(axes, (left - edge, right + edge), y, "none", days.SYMBOL + 0.03)


def _box(axes: Axes, stretch: days.Span, y: float, face: str, height: float = days.SYMBOL) -> Artist:
    left, right = days.widened(axes, stretch)
    return axes.add_patch(Rectangle((left, y - height / 2), right - left, height, facecolor=face,
                                    edgecolor=style.RECORD, lw=1.1, zorder=5, clip_on=False))  # fmt: skip


def free(axes: Axes, stretch: days.Span, y: float) -> Artist:
    """A thin line with ends: of these days a source says that there were no attacks.

    Returns the unseen face over it, to be linked.
    """
    axes.plot(stretch, (y, y), color=style.RECORD, lw=THIN, solid_capstyle="butt", zorder=2.5)
    for x in stretch:
        axes.plot((x, x), (y - 0.03, y + 0.03), color=style.RECORD, lw=1.0, zorder=2.5)
    return truces.target(axes, stretch, y - 0.05, 0.1)


def free_in(record: Chronology, country: str | None) -> list[Stretch]:
    """The stretches said to be free of attacks in a country."""
    return [stretch for stretch in record.free.values() if country in stretch.countries]


def cycles(record: Chronology) -> pd.DataFrame:
    """The record's own cycles that came into force on days that it tells."""
    return record.cycles[[_bar(record, cycle, 1) is not None for _, cycle in record.cycles.iterrows()]]


def cycle_room(axes: Axes, record: Chronology, cycle: pd.Series, reach: float) -> days.Span:
    """The stretch that `draw_cycle` takes up."""
    found = _bar(record, cycle, reach)
    assert found is not None
    return truces.taken(axes, found)


def draw_cycle(axes: Axes, record: Chronology, cycle: pd.Series, y: float, height: float,
               reach: float) -> None:  # fmt: skip
    """Draws one of `cycles` as a bar with an edge, from y downwards, linked to its rows."""
    found = _bar(record, cycle, reach)
    assert found is not None
    edge(axes, found.whole, y, height)
    face = truces.lay(axes, found, y, height, colour=style.RECORD)
    style.link(face, evidence(*cycle["record"]))


def edge(axes: Axes, stretch: days.Span, y: float, height: float) -> None:
    """The thin outline of the record's bars, by which they are known without their colour."""
    left, right = days.widened(axes, stretch)
    axes.add_patch(Rectangle((left, y), right - left, height, facecolor=style.GROUND,
                             edgecolor=style.RECORD, lw=0.7, zorder=1.9))  # fmt: skip


def told(record: Chronology, cycle: pd.Series) -> str:
    """The cycle's days in words, with the last day on which it is told to have held."""
    began, ended = (truces.side(name, cycle[f"{column}_first"], cycle[f"{column}_last"])
                    for name, column in (("began", "effect"), ("ended", "ended")))  # fmt: skip
    held = record.parts[cycle["cycle"]].held
    still = [labels.word("held on").format(days=wording.span(held.first, held.last))] if held else []
    return "; ".join([began, *still, ended])


def _bar(record: Chronology, cycle: pd.Series, reach: float) -> truces.Bar | None:
    held = record.parts[cycle["cycle"]].held
    return truces.bar(cycle, reach, held.last if held else None)
