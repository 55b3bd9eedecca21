"""Which attacks of the record fall within a truce cycle's days: surely, possibly, or not.

Only days decide: a cycle's from its coming into force to its end, and an attack's own. A cycle surely holds
between the last day on which it may have begun and the first on which it may have ended; both edges, and the
days between competing claims, are possible. Where no source tells an end, the days that are told are all
there is: what lies beyond them is out, and `beyond` says on which untold side.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.chronology import Chronology
from analysis.corpus import Corpus

Verdict = Literal["in", "maybe", "out"]
_DAY = dt.timedelta(1)


@dataclass(frozen=True)
class Days:
    """The days of one cycle: on which it may have held, and, unless None, on which it surely did.

    `open_start`, `open_end`: no source tells that side.
    """

    possible: tuple[dt.date, dt.date]
    sure: tuple[dt.date, dt.date] | None
    open_start: bool
    open_end: bool


def cycle_days(corpus: Corpus, record: Chronology) -> dict[str, Days]:
    """The days of each cycle of articles and record that came into force, the earliest first.

    Its end is what articles and record claim of it, all together. Talks, and what no source dates, are left
    out.
    """
    claims = [row for table in (corpus.cycle_ends, record.cycle_ends) for _, row in table.iterrows()]
    found = {}
    for cycle in (row for table in (corpus.cycles, record.cycles) for _, row in table.iterrows()):
        own = [claim for claim in claims if claim["cycle"] == cycle["cycle"]]
        part = record.parts.get(cycle["cycle"])
        days = of(
            (cycle["effect_first"], cycle["effect_last"]),
            (min((c["first"] for c in own), default=None), max((c["last"] for c in own), default=None)),
            part.held.first if part and part.held else None,
            open_start=bool(cycle["open_start"]),
        )
        if days and cycle["form"] != "talks":
            found[str(cycle["cycle"])] = days
    return dict(sorted(found.items(), key=lambda item: item[1].possible))


def of(
    effect: tuple[dt.date | None, dt.date | None], ended: tuple[dt.date | None, dt.date | None],
    held: dt.date | None = None, *, open_start: bool = False,
) -> Days | None:  # fmt: skip
    """A cycle's days by the first and last day of its beginning and of its end; None where neither is told.

    `held` is a day on which it still held, and counts where no end is told.
    """
    told = [day for day in (*effect, *ended, held) if day]
    if not told:
        return None
    sure = None
    if effect[1] and (ended[0] or held):
        stop = ended[0] - _DAY if ended[0] else held
        assert stop is not None
        sure = (effect[1] + _DAY, stop) if effect[1] < stop else None
    return Days((min(told), max(told)), sure, open_start or not effect[0], not ended[0])


def verdict(first: dt.date, last: dt.date, days: Days) -> Verdict:
    """Whether what happened on one of the days from first to last fell within the cycle's."""
    if days.sure and days.sure[0] <= first and last <= days.sure[1]:
        return "in"
    return "out" if last < days.possible[0] or days.possible[1] < first else "maybe"


def attacks(record: Chronology) -> pd.DataFrame:
    """The record's attacks that count: those in scope."""
    events = record.events
    return events[(events["kind"] == "attack") & (events["scope"] == "in")]


def verdicts(events: pd.DataFrame, days: Mapping[str, Days]) -> pd.DataFrame:
    """A row an event, by its id, and a column a cycle, each cell a verdict."""
    rows = [
        {cycle: verdict(event["first"], event["last"], own) for cycle, own in days.items()}
        for _, event in events.iterrows()
    ]
    return pd.DataFrame(rows, index=list(events["event"]), columns=list(days), dtype=object)


def beyond(first: dt.date, last: dt.date, days: Mapping[str, Days]) -> str | None:
    """The cycle on whose untold side an event lies that is in no cycle's days; None where its sides are told.

    That is the last to begin before the event if no source tells its end, or else the first to come after it
    if no source tells its beginning.
    """
    before = [name for name, own in days.items() if own.possible[1] < first]
    after = [name for name, own in days.items() if last < own.possible[0]]
    latest = max(before, key=lambda name: days[name].possible, default=None)
    if latest and days[latest].open_end:
        return latest
    return after[0] if after and days[after[0]].open_start else None
