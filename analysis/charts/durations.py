"""The cycles side by side: how many days each lasted, where that is told."""

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from analysis import labels, wording
from analysis.charts import attacks, scale, style, truces
from analysis.charts.attacks import unsure
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit

ROOM = style.WIDTH - 0.1
BAR = 0.13
STUB = 0.45  # inches that a bar without a known length takes up, left of the axis
GUTTER = STUB + 0.12  # inches left of the axis
LEAST = 30.0  # days that the axis shows at the least


def durations(corpus: Corpus) -> Exhibit:
    """How many days each truce was in force, fewest to most; what has no told length is left of the axis.

    A diamond marks the time that a truce's terms set. Nothing is estimated.
    """
    rows = [_row(corpus, cycle) for _, cycle in corpus.cycles.iterrows()]
    keys = ("Cycle", "field duration", "field effect", "field ended", "Time set in its terms")
    table = pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)
    return Exhibit("durations", attacks.caption("durations", corpus), table, _alt(corpus),
                   lambda: style.empty() if corpus.cycles.empty else _figure(corpus))  # fmt: skip


def _row(corpus: Corpus, cycle: pd.Series) -> list[Any]:
    return [
        cycle["name"],
        _length(cycle),
        _days(cycle, "effect"),
        _days(cycle, "ended"),
        _deadline(cycle) or labels.word("none named"),
        truces.evidence(corpus, cycle),
    ]


def _days(cycle: pd.Series, side: str) -> str:
    if cycle[f"{side}_first"] is None or cycle["form"] == "talks":
        return labels.word("no truce" if cycle["form"] == "talks" else "not told")
    span = wording.span(cycle[f"{side}_first"], cycle[f"{side}_last"])
    return f"{labels.word('within')} {span}" if side == "effect" and cycle["open_start"] else span


def _length(cycle: pd.Series) -> str:
    """How long it lasted, in words: days, or which side isn't told, or that no truce came of the talks."""
    if cycle["form"] == "talks":
        return labels.word("no truce came")
    if _told(cycle):
        return f"{wording.both(cycle['duration_low'], cycle['duration_high'])} {labels.word('days')}"
    sides = {"start": cycle["open_start"], "end": cycle["open_end"]}
    untold = "".join(f" {side}" for side, is_open in sides.items() if is_open)
    return labels.word(f"length untold:{untold}" if untold else "not told")


def _told(cycle: pd.Series) -> bool:
    """Whether the articles tell when it began and when it ended."""
    return cycle["duration_low"] is not None and not (cycle["open_start"] or cycle["open_end"])


def _deadline(cycle: pd.Series) -> str | None:
    days = cycle["deadline_days"]
    return None if days is None else f"{days} {labels.word('days')}"


def _alt(corpus: Corpus) -> str:
    if corpus.cycles.empty:
        return labels.word("nothing to draw")
    told = [f"{cycle['name']}: {_length(cycle)}." for _, cycle in corpus.cycles.iterrows()]
    deadlines = [
        labels.word("durations alt deadline").format(name=cycle["name"], days=_deadline(cycle))
        for _, cycle in corpus.cycles.iterrows()
        if _deadline(cycle)
    ]
    return " ".join(told + deadlines)


def _figure(corpus: Corpus) -> Figure:
    drawn = style.figure(style.WIDTH, 0.6 * len(corpus.cycles) + 2)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, 0.6 * len(corpus.cycles) + 1.9)
    ends = [cycle[key] for key in ("duration_high", "deadline_days") for _, cycle in corpus.cycles.iterrows()]
    reach = max([LEAST, *(end * 1.08 for end in ends if end is not None)])
    axes.set_xlim(-reach * GUTTER / (ROOM - GUTTER), reach)
    bottom = 0.0
    for _, cycle in corpus.cycles.iterrows():
        bottom += _cycle(axes, corpus, cycle, bottom)
    scale.numbers(axes, bottom, labels.word("field duration"))
    style.trim(axes, bottom + 0.4)
    return style.finish(drawn, bottom + 0.5)


def _cycle(axes: Axes, corpus: Corpus, cycle: pd.Series, top: float) -> float:
    """Draws a cycle under its name and returns how many inches high it is."""
    left, right = axes.get_xlim()
    name = corpus.parts[cycle["cycle"]].name
    style.write(axes, left, top + 0.12, cycle["name"], size=style.TEXT, bold=True)
    style.write(axes, right, top + 0.12, name.ar, colour=style.QUIET, ha="right")
    end = _bar(axes, corpus, cycle, top + 0.29)
    gap = 0.07 / style.inches_per_unit(axes)
    scale.write(axes, end + gap, top + 0.29 + BAR / 2, _length(cycle), bold=True)
    if _told(cycle):
        scale.lines(axes, top + 0.26, top + 0.5)
    if cycle["deadline_days"] is None:
        return 0.58
    _diamond(axes, corpus, cycle, top + 0.55)
    scale.lines(axes, top + 0.44, top + 0.66)
    return 0.78


def _bar(axes: Axes, corpus: Corpus, cycle: pd.Series, y: float) -> float:
    """Draws how long a cycle lasted, left of the axis where that isn't told; returns where it ends."""
    start, low, high, ends = 0.0, cycle["duration_low"], cycle["duration_high"], (1.0, 1.0, 0.0)
    if not _told(cycle):
        start = axes.get_xlim()[0]
        high = start + STUB / style.inches_per_unit(axes)
        low = (start + high) / 2
        ends = (0.0 if cycle["open_start"] else 1.0, 1.0, 0.0 if cycle["open_end"] else 1.0)
    whole: Artist = Rectangle((start, y), float(high) - start, BAR, facecolor=(1, 1, 1, 0.01), lw=0, zorder=5)
    if cycle["form"] == "talks":
        whole = truces.outline(axes, (start, float(high)), y, BAR)
    else:
        part = corpus.parts[cycle["cycle"]]
        hollow = unsure(corpus, tuple(part.effect or part.declared or part.statements))
        truces.fade(axes, (start, float(low)), y, BAR, ends[:2], hollow)
        truces.fade(axes, (float(low), float(high)), y, BAR, ends[1:], hollow)
        axes.add_artist(whole)
    style.link(whole, truces.evidence(corpus, cycle))
    return float(high)


def _diamond(axes: Axes, corpus: Corpus, cycle: pd.Series, y: float) -> None:
    """Marks the time that the terms set, hollow where the terms are only claimed or alleged."""
    x, reach = float(cycle["deadline_days"]), axes.get_xlim()[1]
    setting = tuple(id for id in cycle["statements"] if corpus.statement(id).deadline_days is not None)
    face = style.GROUND if unsure(corpus, setting) else style.INK
    dx, dy = 0.07 / style.inches_per_unit(axes), 0.07
    corners = [(x - dx, y), (x, y - dy), (x + dx, y), (x, y + dy)]
    diamond = Polygon(corners, closed=True, facecolor=face, edgecolor=style.INK, lw=1.0, zorder=4)
    style.link(axes.add_patch(diamond), setting)
    words = labels.word("time set").format(days=_deadline(cycle))
    side = "right" if x > reach / 2 else "left"
    scale.write(axes, x - 2 * dx if side == "right" else x + 2 * dx, y, words, ha=side)
