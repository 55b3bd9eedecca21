"""Attacks by month from a reader's own data set, over the dated attacks of the public record."""

import datetime as dt
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis import labels, wording
from analysis.charts import attacks, days, own, style
from analysis.chronology import PREFIX, Chronology
from analysis.exhibits import EVIDENCE, Exhibit
from analysis.record import Counts
from analysis.record.exposure import FIRST, LAST

ROOM = style.WIDTH - 0.1
GUTTER = 0.38  # inches left of the axis, for its numbers
BARS = 0.8  # inches that the highest bar is high
LEVEL = 0.125  # from one level of the record's marks to the next
TALL = 16.0  # more than is ever needed; cut at the end
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


class Month(NamedTuple):
    """What both tell of a country's month: `low` attacks lie within it, `high` may; and the record's rows."""

    country: str
    first: dt.date
    low: int
    high: int
    rows: tuple[str, ...]


def own_months(record: Chronology, counts: Counts) -> Exhibit:
    """Attacks in scope by month and country in a data set, the record's own on the same axis under them.

    An attack whose days are of several months is only possible in each. A month without a mark has no row:
    neither the file nor the record says that nothing happened.
    """
    found = months(record, counts)
    rows = [
        (_named(m), labels.word(m.country), wording.both(m.low, m.high), str(len(m.rows)), m.rows)
        for m in found
    ]
    keys = ("Month", "Country", "own attacks", "record attacks dated")
    table = pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)
    return Exhibit("own-months", own.caption("own months", counts), table, _alt(counts, found),
                   lambda: _figure(record, counts, found))  # fmt: skip


def months(record: Chronology, counts: Counts) -> list[Month]:
    """The months of which either tells an attack, country by country."""
    told = [m for m in counts.months if m.kind == "attack" and m.scope == "in"]
    of_record = _dated(record)
    found = []
    for country in own.COUNTRIES:
        for first in _firsts():
            name = f"{first:%Y-%m}"
            here = [m for m in told if m.country == country and m.first <= name <= m.last]
            low = sum(m.count for m in here if m.first == m.last)
            rows = tuple(
                PREFIX + e["event"] for e in of_record
                if e["country"] == country and f"{e['first']:%Y-%m}" <= name <= f"{e['last']:%Y-%m}"
            )  # fmt: skip
            if here or rows:
                found.append(Month(country, first, low, sum(m.count for m in here), rows))
    return found


def _named(month: Month) -> str:
    return f"{month.first:%B %Y}"


def _firsts() -> list[dt.date]:
    """The first day of each month that the book is about."""
    return [dt.date(year, n, 1) for year in range(FIRST.year, LAST.year + 1) for n in range(1, 13)]


def _dated(record: Chronology) -> list[dict[str, Any]]:
    events = record.events
    return list(events[(events["scope"] == "in") & (events["kind"] == "attack")].to_dict("records"))


def _alt(counts: Counts, found: list[Month]) -> str:
    parts = [labels.word("own months title").format(set=counts.version) + "."]
    for country in own.COUNTRIES:
        here = [m for m in found if m.country == country]
        total = sum(m.count for m in counts.months
                    if (m.country, m.kind, m.scope) == (country, "attack", "in"))  # fmt: skip
        rows = len({row for m in here for row in m.rows})
        parts.append(labels.word("own months alt country").format(
            country=attacks.headed(labels.word(country)), n=f"{total:,}", record=rows))  # fmt: skip
        most = max(here, key=lambda m: m.low, default=None)
        if most and most.low:
            parts.append(labels.word("own months alt most").format(month=_named(most), n=f"{most.low:,}"))
    return " ".join([*parts, own.kept(counts)])


def _figure(record: Chronology, counts: Counts, found: list[Month]) -> Figure:
    drawn = style.figure(style.WIDTH, TALL)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, TALL - 0.1)
    left, right = days.span(FIRST, LAST)
    wide = (right - left) * ROOM / (ROOM - GUTTER)
    axes.set_xlim(right - wide, right)
    style.write(axes, right - wide, 0.1, labels.word("own months head"), size=style.TEXT, bold=True)
    style.write(axes, right - wide, 0.29, counts.version, colour=style.QUIET)
    y = 0.46
    for country in own.COUNTRIES:
        here = [m for m in found if m.country == country]
        y = _country(axes, record, counts, country, here, y)
    _key(axes, y + 0.02)
    style.trim(axes, y + 0.42)
    return style.finish(drawn, y + 0.52)


def _country(
    axes: Axes, record: Chronology, counts: Counts, country: str, here: list[Month], top: float
) -> float:
    """One country: its name, the bars, the record's marks under them, the years. Returns where it ends."""
    edge, right = axes.get_xlim()[0], axes.get_xlim()[1]
    axes.plot([edge, right], [top, top], color=style.RULE, lw=0.8)
    style.write(axes, edge, top + 0.13, attacks.headed(labels.word(country)), bold=True)
    style.write(axes, right, top + 0.13, labels.word_ar(country), colour=style.QUIET, ha="right")
    base = top + 0.34 + (BARS if any(m.high for m in here) else 0.2)
    if any(m.high for m in here):
        _bars(axes, here, base)
    else:
        start = days.span(FIRST, FIRST)[0]
        style.write(axes, start, base - 0.12, labels.word("own none"), colour=style.QUIET)
    bottom = base + 0.04 + _squares(axes, record, country, base + 0.04)
    _years(axes, base, bottom)
    return bottom + 0.3


def _bars(axes: Axes, here: list[Month], base: float) -> None:
    """A bar a month: full as high as its attacks, pale above for those that may be of another month."""
    most = max(m.high for m in here)
    step = next(s for s in STEPS if most / s <= 4 or s == STEPS[-1])
    scale = BARS / most
    left, right = days.span(FIRST, LAST)
    for n in range(0, most + 1, step):
        axes.plot([left, right], [base - n * scale] * 2, color=style.RULE, lw=0.6, zorder=0.5)
        gap = 0.05 / style.inches_per_unit(axes)
        style.write(axes, left - gap, base - n * scale, f"{n:,}", colour=style.QUIET, ha="right")
    for month in here:
        start = float(month.first.toordinal())
        end = float((month.first.replace(day=28) + dt.timedelta(4)).replace(day=1).toordinal())
        wide = (end - start) * 0.84
        for n, colour in ((month.high, style.pale(style.OWN)), (month.low, style.OWN)):
            axes.add_patch(Rectangle((start, base - n * scale), wide, n * scale, facecolor=colour,
                                     edgecolor=style.OWN, lw=0.5, zorder=2))  # fmt: skip


def _squares(axes: Axes, record: Chronology, country: str, y: float) -> float:
    """The record's attacks, each as wide as its days and a link to its row; returns the height in inches."""
    here = [e for e in _dated(record) if e["country"] == country]
    spans = [days.widened(axes, days.span(e["first"], e["last"])) for e in here]
    placed = days.levels(spans)
    for event, (left, right), level in zip(here, spans, placed, strict=True):
        top = y + level * LEVEL + 0.01
        mark = Rectangle((left, top), right - left, days.SYMBOL, facecolor=style.RECORD,
                         edgecolor=style.GROUND, lw=0.5, zorder=3)  # fmt: skip
        style.link(axes.add_patch(mark), (f"{PREFIX}{event['event']}",))
    return (max(placed, default=-1) + 1) * LEVEL + 0.03


def _years(axes: Axes, base: float, bottom: float) -> None:
    left, right = days.span(FIRST, LAST)
    axes.plot([left, right], [base, base], color=style.QUIET, lw=0.8, zorder=2.5)
    for year in range(FIRST.year, LAST.year + 1):
        start, end = days.span(dt.date(year, 1, 1), dt.date(year, 12, 31))
        axes.plot([start, start], [base, bottom + 0.06], color=style.RULE, lw=0.6, zorder=0.5)
        style.write(axes, (start + end) / 2, bottom + 0.12, str(year), colour=style.QUIET, ha="center")


def _key(axes: Axes, y: float) -> None:
    """What a bar, its pale part and a square mean."""
    edge, unit = axes.get_xlim()[0], style.inches_per_unit(axes)
    for n, (key, face, line) in enumerate((
        ("key own", style.OWN, style.OWN), ("key own possible", style.pale(style.OWN), style.OWN),
        ("key record attack square", style.RECORD, style.GROUND),
    )):  # fmt: skip
        at, down = (0.05, 2.6, 0.05)[n], y + 0.1 + 0.19 * (n // 2)
        axes.add_patch(Rectangle((edge + at / unit, down - 0.0525), days.SYMBOL / unit, days.SYMBOL,
                                 facecolor=face, edgecolor=line, lw=0.5))  # fmt: skip
        style.write(axes, edge + (at + 0.2) / unit, down, labels.word(key))
