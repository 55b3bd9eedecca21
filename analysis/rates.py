"""Rates of attacks over days, each with its exposure and an exact interval, within one counter's line only.

A count is taken as Poisson: attacks that fall independently at an even pace. They do neither, so the interval
is the least doubt there is, not all of it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from scipy.special import gammaincinv

from analysis.chronology import Chronology, cycles, lines
from analysis.chronology.lines import Line
from analysis.chronology.rows import Row
from analysis.corpus import Corpus

MONTH = 30
"""Days that a rate is given for."""

LEVEL = 0.95

Place = Literal["in", "partly", "none told"]
"""How a stretch lies to truces: all its days in one, some of them, or no truce is told of any."""


class NotComparable(ValueError):
    """Two totals whose difference would count nothing."""


class Interval(NamedTuple):
    """The lower and the upper end of an interval."""

    low: float
    high: float


class Force(NamedTuple):
    """A cycle's days, both counted: from the first on which it may have begun to the last of its end."""

    cycle: str
    name: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Stretch:
    """Days, both counted, and how many attacks one counter says fell on them.

    `rows` are the totals or the row it rests on; `origin`: the difference of two totals, the first total of a
    line, or a row's word that there was none.
    """

    first: dt.date
    last: dt.date
    count: int
    rows: tuple[Row, ...]
    origin: Literal["difference", "first total", "told free"]

    @property
    def days(self) -> int:
        """Exposure days."""
        return (self.last - self.first).days + 1

    @property
    def rate(self) -> float:
        """Attacks per MONTH days."""
        return self.count * MONTH / self.days

    @property
    def interval(self) -> Interval:
        """The exact interval of the rate."""
        return Interval(*(end * MONTH / self.days for end in poisson(self.count)))


def poisson(count: int, level: float = LEVEL) -> Interval:
    """The exact (Garwood) interval of the mean of a Poisson count, two-sided.

    Raises ValueError for a count below nought or a level outside 0 to 1.
    """
    if count < 0 or not 0 < level < 1:
        raise ValueError(f"expected a count from 0 and a level between 0 and 1, found {count} and {level}")
    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(low, float(gammaincinv(count + 1, 1 - tail)))


def worded(rate: float) -> str:
    """A rate in figures, with one place below ten and none above; nought as "0"."""
    return f"{rate:.1f}" if 0 < rate < 9.95 else f"{rate:.0f}"


def difference(before: Row, after: Row) -> Stretch:
    """The attacks that fell after the day of one total, to the day of the other.

    Raises NotComparable, with each reason that there is, for totals whose difference would count nothing.
    """
    reasons = list(obstacles(before, after))
    if reasons:
        raise NotComparable(f"{before.id}, {after.id}: {', '.join(reasons)}")
    low, high = lines.exact(before), lines.exact(after)
    assert low is not None and high is not None and before.period_last and after.period_last
    return Stretch(before.period_last + dt.timedelta(1), after.period_last, high - low, (before, after),
                   "difference")  # fmt: skip


def obstacles(before: Row, after: Row) -> Iterator[str]:
    """Why two totals can't be taken from one another, each as the key of a label; nothing where they can."""
    if before.counter != after.counter:
        yield "other counter"
    if before.counts != after.counts:
        yield "other scope"
    if before.period_first is None or after.period_first is None:
        yield "start untold"
    elif before.period_first != after.period_first:
        yield "other start"
    if before.period_last is None or after.period_last is None or before.period_last >= after.period_last:
        yield "not later"
    low, high = lines.exact(before), lines.exact(after)
    if low is None or high is None:
        yield "not exact"
    elif low > high and before.period_first == after.period_first:
        yield "falling"


def stretches(line: Line, record: Chronology) -> list[Stretch]:
    """The line's stretches: from its start to its first exact total, between those that follow, told free.

    A total that is about or at least so many ends no stretch: the next exact one is taken from the
    last that was exact.
    """
    told = [row for row in line.totals if lines.exact(row) is not None]
    if line.start is None or not told:
        return []
    begun = told[0].period_last, lines.exact(told[0])
    assert begun[0] and begun[1] is not None
    found = [Stretch(line.start, begun[0], begun[1], (told[0],), "first total")]
    found += [difference(one, other) for one, other in zip(told, told[1:], strict=False)]
    names = {row.id for row in line.totals}
    found += [Stretch(free.first, free.last, 0, (record.row(free.row),), "told free")
              for free in record.free.values() if free.line in names]  # fmt: skip
    return sorted(found, key=lambda s: (s.last, s.first))


class Refused(NamedTuple):
    """Totals of one counter that give no rate, and why: keys of labels."""

    totals: tuple[Row, ...]
    reasons: tuple[str, ...]


def refused(record: Chronology) -> list[Refused]:
    """Every total that no stretch rests on, with the earlier total of its counter that it fits best.

    A counter that published only one total is `one total`.
    """
    used = {row.id for line in rated(record) for s in stretches(line, record) for row in s.rows}
    ordered = sorted(lines.totals(record), key=lambda row: row.period_last or row.last)
    found = []
    for n, row in enumerate(ordered):
        earlier = [other for other in ordered[:n] if other.counter == row.counter]
        if row.id in used and not (row.period_last and lines.exact(row) is None):
            continue
        if earlier:
            fit = min(reversed(earlier), key=lambda other: len(list(obstacles(other, row))))
            found.append(Refused((fit, row), tuple(obstacles(fit, row))))
        elif sum(other.counter == row.counter for other in ordered) == 1:
            found.append(Refused((row,), ("one total",)))
    return found


def rated(record: Chronology) -> list[Line]:
    """The lines that have stretches: those with two exact totals or more, the longest first."""
    found = [x for x in lines.lines(record) if sum(lines.exact(row) is not None for row in x.totals) > 1]
    return sorted(found, key=lambda x: (-len(x.totals), x.counts))


def series(record: Chronology) -> Line:
    """The line with the most totals."""
    return rated(record)[0]


def in_force(corpus: Corpus, record: Chronology) -> list[Force]:
    """The days of each cycle, at their widest, by the articles and the record together.

    Where the end isn't told they stop at the last day for which the cycle is told to have held. Talks that
    no truce came of have none.
    """
    joined, ends = cycles.joined(corpus, record), cycles.joined_ends(corpus, record)
    found = []
    for cycle in joined[(joined["form"] != "talks") & joined["form"].notna()].itertuples():
        acts = [
            r for r in cycles.acts(cycle.cycle, record.rows) if r.act in ("declared", "renewed", "observed")
        ]
        claims = ends[ends["cycle"] == cycle.cycle]
        held = record.parts[cycle.cycle].held if cycle.cycle in record.parts else None
        firsts = [cycle.effect_first, *(row.first for row in acts)]
        lasts = [cycle.effect_last, cycle.ended_last, *(row.last for row in acts), *claims["last"],
                 held and held.last]  # fmt: skip
        told = [day for day in firsts if day] or [day for day in (cycle.ended_first,) if day]
        if told:
            found.append(Force(cycle.cycle, cycle.name, min(told), max(day for day in lasts if day)))
    return found


def place(stretch: Stretch, force: list[Force]) -> tuple[Place, tuple[Force, ...]]:
    """How a stretch lies to the truces, and which they are."""
    touched = tuple(f for f in force if f.first <= stretch.last and stretch.first <= f.last)
    if not touched:
        return "none told", ()
    inside = tuple(f for f in touched if f.first <= stretch.first and stretch.last <= f.last)
    return ("in", inside) if inside else ("partly", touched)
