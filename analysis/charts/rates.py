"""Rates of attacks in and out of truces by one counter's totals, with exposure and exact intervals."""

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis import labels, wording
from analysis import rates as computed
from analysis.charts import attacks, scale, style
from analysis.charts.totals import evidence
from analysis.chronology import Chronology, lines
from analysis.chronology.lines import Line
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit
from analysis.rates import Force, Refused, Stretch

ROOM = style.WIDTH - 0.1
TALL = 20.0  # more than is ever needed; cut at the end
LANE = 0.4
SIDE = 0.1  # inches: a dot
MARGIN = 0.1  # inches left of nought
PLACES: tuple[computed.Place, ...] = ("none told", "partly", "in")


def rates(record: Chronology, corpus: Corpus) -> Exhibit:
    """The stretches of the longest line of totals: attacks per 30 days, by how they lie to truces.

    The table has the counter's parts by country too, and every total that gives no rate, with the reason.
    The corpus gives the days of the truces that the articles tell of.
    """
    force, found = computed.in_force(corpus, record), computed.rated(record)
    rows = [_row(line, s, force) for line in found for s in computed.stretches(line, record)]
    rows += [_none(refused) for refused in computed.refused(record)]
    keys = ("total Counter", "total What", "field days", "rates Exposure", "Attacks", "rates Rate",
            "rates Interval", "rates Truces", "rates Origin")  # fmt: skip
    table = pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)
    caption = labels.word("record-rates caption")
    if not found:
        return Exhibit("record-rates", caption, table, labels.word("nothing to draw"), style.empty)
    groups = _groups(computed.stretches(found[0], record), force)
    return Exhibit("record-rates", caption, table, _alt(found[0], groups), lambda: _figure(found[0], groups))


def _row(line: Line, stretch: Stretch, force: list[Force]) -> tuple[object, ...]:
    place, cycles = computed.place(stretch, force)
    truces = labels.word(f"rate {place}")
    if cycles:
        truces = labels.word("rate place").format(
            place=truces, names=wording.listing([_called(c) for c in cycles]))  # fmt: skip
    return (line.name, lines.counted(line.counts), wording.span(stretch.first, stretch.last), stretch.days,
            stretch.count, computed.worded(stretch.rate), _interval("rate interval", stretch), truces,
            labels.word(f"rate {stretch.origin}"), evidence(*stretch.rows))  # fmt: skip


def _called(cycle: Force) -> str:
    return cycle.name[:1].lower() + cycle.name[1:]


def _none(refused: Refused) -> tuple[object, ...]:
    last = refused.totals[-1]
    reasons = wording.listing([labels.word(f"rate {reason}") for reason in refused.reasons])
    told = [wording.count(total.count("count")) for total in refused.totals]
    words = labels.word("rate totals").format(first=told[0], last=told[-1]) if len(told) > 1 else told[0]
    scopes = dict.fromkeys(lines.counted(total.counts) for total in refused.totals)
    days = dict.fromkeys(wording.span(t.period_last, t.period_last) for t in refused.totals)
    name = Line(last.counter or "", last.counts, last.period_first, (last,)).name
    return (name, "; ".join(scopes), "; ".join(days), "", words, labels.word("rate none"), "", "",
            labels.word("rate none because").format(reasons=reasons), evidence(*refused.totals))  # fmt: skip


def _interval(key: str, stretch: Stretch) -> str:
    rate, low, high = map(computed.worded, (stretch.rate, *stretch.interval))
    return labels.word(key).format(rate=rate, low=low, high=high)


def _groups(stretches: list[Stretch], force: list[Force]) -> dict[computed.Place, list[Stretch]]:
    found: dict[computed.Place, list[Stretch]] = {place: [] for place in PLACES}
    for stretch in stretches:
        found[computed.place(stretch, force)[0]].append(stretch)
    return {place: own for place, own in found.items() if own}


def _lane(stretch: Stretch) -> str:
    """ "18–21 November 2023: 4 in 4 days"."""
    return labels.word("rate lane one" if stretch.days == 1 else "rate lane").format(
        days=wording.span(stretch.first, stretch.last), count=stretch.count, exposure=stretch.days
    )


def _title(line: Line) -> str:
    return labels.word("record-rates title").format(
        counter=line.name, what=lines.counted(line.counts), month=computed.MONTH)  # fmt: skip


def _alt(line: Line, groups: dict[computed.Place, list[Stretch]]) -> str:
    told = [f"{_title(line)}."]
    for place, own in groups.items():
        each = "; ".join(f"{_lane(s)}, {_interval('rate number', s)}" for s in own)
        told.append(labels.word("rates alt").format(place=_heading(place), stretches=each))
    return " ".join(told)


def _heading(place: computed.Place) -> str:
    return attacks.headed(labels.word(f"rate {place}"))


def _figure(line: Line, groups: dict[computed.Place, list[Stretch]]) -> Figure:
    drawn = style.figure(style.WIDTH, TALL)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, TALL - 0.1)
    reach = 1.22 * max(1.0, *(s.rate for own in groups.values() for s in own))
    axes.set_xlim(-reach * MARGIN / (ROOM - MARGIN), reach)
    left = axes.get_xlim()[0]
    style.write(axes, left, 0.1, _title(line), size=style.TEXT, bold=True)
    y = 0.3
    for place, own in groups.items():
        axes.plot([left, reach], [y, y], color=style.RULE, lw=0.8)
        style.write(axes, left, y + 0.14, _heading(place), bold=True)
        y += 0.26
        for stretch in own:
            _draw(axes, stretch, y, hollow=place == "partly")
            y += LANE
    scale.numbers(axes, y + 0.04, labels.word("rates Rate"))
    style.trim(axes, y + 0.44)
    return style.finish(drawn, y + 0.54)


def _draw(axes: Axes, stretch: Stretch, top: float, hollow: bool) -> None:
    """A stretch's days and numbers, and under them its dot on the line of its interval."""
    left, reach = axes.get_xlim()
    style.write(axes, left, top + 0.1, _lane(stretch))
    style.write(axes, reach, top + 0.1, _interval("rate number", stretch), ha="right")
    scale.lines(axes, top + 0.2, top + 0.36)
    y = top + 0.28
    low, high = stretch.interval
    axes.plot([low, min(high, reach)], [y, y], color=style.RECORD, lw=1.5, zorder=3)
    if high > reach:
        how = {"arrowstyle": "->", "color": style.RECORD, "lw": 1.3, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (reach, y), (reach * 0.96, y), arrowprops=how)
    style.link(_dot(axes, stretch.rate, y, hollow), evidence(*stretch.rows))


def _dot(axes: Axes, x: float, y: float, hollow: bool) -> Artist:
    """A small upright square, hollow where only some of the days lie in a truce."""
    wide = SIDE / style.inches_per_unit(axes)
    square = Rectangle((x - wide / 2, y - SIDE / 2), wide, SIDE, edgecolor=style.RECORD, lw=1.1, zorder=4,
                       facecolor=style.GROUND if hollow else style.RECORD)  # fmt: skip
    return axes.add_patch(square)
