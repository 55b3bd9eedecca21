"""Published totals as lines: what one counter says it has counted so far, of one thing and from one day.

data/record_counts.yml says which totals share an axis.
"""

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis import labels, lexicon, wording
from analysis.chronology import FOLDER, Chronology
from analysis.chronology.rows import COUNTRIES, Row
from analysis.cycles import Wording
from analysis.statements import Count
from analysis.yamlfile import BadFile, Problem, Record, Source

FILE = "record_counts.yml"


class Period(Record):
    """Totals that are drawn on one axis: those reached on these days."""

    name: Wording
    first: dt.date
    last: dt.date


class Counts(Record):
    """The file as it was written."""

    begins: dt.date
    periods: list[Period]


@dataclass(frozen=True)
class Line:
    """Totals of one counter that count the same from the same day, in the order in which they were reached.

    `start` is None where the day from which it counts isn't told; such a total is alone on its line.
    """

    counter: str
    counts: tuple[str, ...]
    start: dt.date | None
    totals: tuple[Row, ...]

    @property
    def name(self) -> str:
        """The counter's English name."""
        return lexicon.name(self.counter)


def lines(record: Chronology) -> list[Line]:
    """The totals in scope as lines, in the order of their first totals; the widest of one day first."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in sorted(totals(record), key=lambda r: (r.period_last, -len(countries(r)))):
        alone = row.id if row.period_first is None else ""
        found.setdefault((row.counter, row.counts, row.period_first, alone), []).append(row)
    return [Line(t[0].counter or "", t[0].counts, t[0].period_first, tuple(t)) for t in found.values()]


def totals(record: Chronology) -> list[Row]:
    """The totals in scope, in the order of the file."""
    return [row for row in record.rows if row.kind == "total" and row.scope == "in"]


def countries(total: Row) -> tuple[str, ...]:
    """The codes of the countries that a total counts, none where that isn't told."""
    return tuple(COUNTRIES[what] for what in total.counts if what in COUNTRIES)


def exact(total: Row) -> int | None:
    """The number of a total that is neither about nor at least; None for those."""
    count = total.count("count")
    return count.low if count.low is not None and count.low == count.high else None


def kind(count: Count) -> str:
    """How surely a number is told: "exact", "about" or "at least"."""
    if count.low is not None and count.low == count.high:
        return "exact"
    return "about" if count.low is None else "at least"


def value(count: Count) -> int:
    """Where a count stands on a scale: its best, else the end that is told."""
    found = next(n for n in (count.best, count.low, count.high) if n is not None)
    return int(found)


def counted(counts: tuple[str, ...]) -> str:
    """What a total counts, in words: "attacks in Iraq, on bases only"."""
    places = [what for what in counts if what in COUNTRIES]
    parts = [labels.word(f"counts {what}") for what in counts if what not in COUNTRIES]
    if places:
        named = wording.listing([labels.word(COUNTRIES[what]) for what in places])
        parts.insert(0, labels.word("counted in").format(countries=named))
    return ", ".join(parts)


@functools.cache
def load(folder: Path = FOLDER) -> Counts:
    """The periods. Raises BadFile, by line and field, for days that don't follow."""
    source = Source(folder / FILE)
    found = source.parse(Counts)
    problems = list(_faults(source, found))
    if problems:
        raise BadFile(*problems)
    return found


def _faults(source: Source, found: Counts) -> Iterator[Problem]:
    for n, period in enumerate(found.periods):
        if period.first > period.last:
            what = f"expected a day not after {period.last}, found {period.first}"
            yield source.problem(("periods", n, "first"), what)
    for n, (before, after) in enumerate(zip(found.periods, found.periods[1:], strict=False), start=1):
        if after.first <= before.last:
            what = f"expected a day after {before.last}, found {after.first}"
            yield source.problem(("periods", n, "first"), what)
