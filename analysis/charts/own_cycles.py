"""Attacks of a reader's own data set on the days of a truce and on others, with what that allows to say."""

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis import labels, rates
from analysis.charts import attacks, own, scale, style
from analysis.chronology import Chronology, cycles
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.record import Counts
from analysis.record.counts import ACROSS
from analysis.record.exposure import NONE, UNTOLD

ROOM = style.WIDTH - 0.1
TALL = 20.0  # more than is ever needed; cut at the end
ROW = 0.5
ARROW = 0.3  # inches of an arrow at the edge
PER = 30
"""Days that a rate is given for."""
ENOUGH = 30
"""Days from which on a row has a say in how far the axis reaches."""


class Row(NamedTuple):
    """Attacks on the days of one standing in one country; `low` and `high` are the ends of the rate."""

    country: str
    standing: str
    days: int
    number: int

    @property
    def rate(self) -> tuple[float, float, float]:
        """Attacks in PER days: as counted, and the ends of the exact 95 % interval."""
        low, high = rates.poisson(self.number)
        return self.number * PER / self.days, low * PER / self.days, high * PER / self.days


def own_cycles(corpus: Corpus, record: Chronology, counts: Counts) -> Exhibit:
    """Attacks in scope on the days of each truce, on days of which it isn't told, and on days without.

    Days are those between the first and last month of which the file has a row. A country of which it has
    no row is left out. An attack whose days are of several standings is counted apart, without a rate.
    """
    order = [*cycles.joined(corpus, record).sort_values("effect_first")["cycle"], UNTOLD, NONE]
    found = rows(counts, order)
    table = pd.DataFrame(
        [_cells(corpus, record, row) for row in found] + _across(counts), dtype=object,
        columns=[labels.word(key) for key in ("Country", "own days", "field days", "own attacks",
                                              "own rate", "own interval")],
    )  # fmt: skip
    alt = " ".join([_title(counts), *(_spoken(corpus, record, row) for row in found), own.kept(counts)])
    return Exhibit("own-cycles", own.caption("own cycles", counts), table, alt,
                   lambda: _figure(corpus, record, counts, found) if found else style.empty())  # fmt: skip


def rows(counts: Counts, order: list[str]) -> list[Row]:
    """A row a country of which the file has rows, and standing of which there are days."""
    told = {(s.country, s.standing): s.count for s in counts.standings}
    here = [c for c in own.COUNTRIES if any(m.country == c for m in counts.months)]
    return [Row(c, s, counts.days[s], told.get((c, s), 0)) for c in here for s in order if s in counts.days]


def name(corpus: Corpus, record: Chronology, standing: str) -> tuple[str, str]:
    """What a standing is called in English and Arabic: the cycle's name, or that none or nothing is told."""
    part = corpus.parts.get(standing) or record.parts.get(standing)
    if part is not None:
        return part.name.en, part.name.ar
    return labels.word(f"standing {standing}"), labels.word_ar(f"standing {standing}")


def _cells(corpus: Corpus, record: Chronology, row: Row) -> list[str]:
    rate, low, high = row.rate
    told = labels.word(row.country), name(corpus, record, row.standing)[0]
    return [*told, f"{row.days:,}", f"{row.number:,}", f"{rate:.1f}", f"{low:.1f}–{high:.1f}"]


def _across(counts: Counts) -> list[list[str]]:
    return [[labels.word(s.country), labels.word("standing across"), "", f"{s.count:,}", "", ""]
            for s in counts.standings if s.standing == ACROSS]  # fmt: skip


def _title(counts: Counts) -> str:
    return labels.word("own cycles title").format(set=counts.version, per=PER)


def _spoken(corpus: Corpus, record: Chronology, row: Row) -> str:
    rate, low, high = row.rate
    return labels.word("own cycles alt row").format(
        country=attacks.headed(labels.word(row.country)), standing=name(corpus, record, row.standing)[0],
        n=f"{row.number:,}", days=f"{row.days:,}", rate=f"{rate:.1f}", low=f"{low:.1f}", high=f"{high:.1f}",
    )  # fmt: skip


def _figure(corpus: Corpus, record: Chronology, counts: Counts, found: list[Row]) -> Figure:
    drawn = style.figure(style.WIDTH, TALL)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, TALL - 0.1)
    firm = [row.rate[2] for row in found if row.days >= ENOUGH] or [row.rate[2] for row in found]
    axes.set_xlim(0, max(*firm, 1.0) * 1.08)
    style.write(axes, 0, 0.1, labels.word("own cycles head").format(per=PER), size=style.TEXT, bold=True)
    style.write(axes, 0, 0.29, counts.version, colour=style.QUIET)
    y = 0.46
    for country in own.COUNTRIES:
        here = [row for row in found if row.country == country]
        if here:
            axes.plot(axes.get_xlim(), [y, y], color=style.RULE, lw=0.8)
            style.write(axes, 0, y + 0.13, attacks.headed(labels.word(country)), bold=True)
            style.write(axes, axes.get_xlim()[1], y + 0.13, labels.word_ar(country), colour=style.QUIET,
                        ha="right")  # fmt: skip
            y += 0.26
            for row in here:
                _row(axes, corpus, record, row, y)
                y += ROW
    scale.numbers(axes, y + 0.04, labels.word("own rate"))
    style.trim(axes, y + 0.44)
    return style.finish(drawn, y + 0.54)


def _row(axes: Axes, corpus: Corpus, record: Chronology, row: Row, y: float) -> None:
    """Its name in both languages; under it the rate as a bar across the interval's line, and the counts."""
    rate, low, high = row.rate
    reach, unit = axes.get_xlim()[1], style.inches_per_unit(axes)
    english, arabic = name(corpus, record, row.standing)
    style.write(axes, 0, y + 0.1, english)
    style.write(axes, reach, y + 0.1, arabic, colour=style.QUIET, ha="right")
    middle = y + 0.31
    scale.lines(axes, middle - 0.08, middle + 0.08)
    if high > reach:
        style_of = {"arrowstyle": "->", "color": style.OWN, "lw": 1.6, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (reach, middle), (min(low, reach - ARROW / unit), middle), arrowprops=style_of)
    else:
        axes.plot([low, high], [middle, middle], color=style.OWN, lw=1.6, solid_capstyle="butt", zorder=2)
    if rate <= reach:
        axes.add_patch(Rectangle((rate - 0.025 / unit, middle - 0.065), 0.05 / unit, 0.13, lw=0,
                                 facecolor=style.OWN, zorder=3))  # fmt: skip
    _counted(axes, row, middle)


def _counted(axes: Axes, row: Row, y: float) -> None:
    """The counts behind the line, before it where there is no room, else on it."""
    _, low, high = row.rate
    words = labels.word("own in days").format(n=f"{row.number:,}", days=f"{row.days:,}")
    reach, unit = axes.get_xlim()[1], style.inches_per_unit(axes)
    room, gap = style.breadth(words) / unit, 0.09 / unit
    if high + gap + room <= reach:
        scale.write(axes, high + gap, y, words)
    else:
        at = low - gap if gap + room <= low <= reach - ARROW / unit else reach - ARROW / unit - gap
        scale.write(axes, at, y, words, ha="right")
