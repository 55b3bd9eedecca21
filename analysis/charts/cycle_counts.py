"""The record's dated attacks by truce cycle: surely within its days, possibly, or outside of any.

The record is what was found, not all attacks: the numbers say where its attacks fall, and no rate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis import labels, wording
from analysis.charts import attacks, recorded, style
from analysis.charts.key import LINE, key
from analysis.chronology import Chronology, within
from analysis.chronology.free import Stretch
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit

TALL = 20.0  # more than is ever needed; cut at the end
ROOM = style.WIDTH - 0.1
COUNTRIES = 0.75  # inches to the first square, after the country's name
STEP = 0.145
ACROSS = 22  # squares in a line
ENTRIES = ("record attack", "record possibly", "articles truce", "record truce")


@dataclass(frozen=True)
class Lane:
    """One cycle, or what lies outside of all: its names, who tells of it, its days in words, its attacks.

    `free` holds stretches among its days that a source calls free of attacks.
    `source` is "articles", "record" or "both", None for what is outside of all cycles.
    """

    name: str
    name_ar: str
    source: str | None
    days: str
    sure: tuple[pd.Series, ...]
    maybe: tuple[pd.Series, ...] = ()
    free: tuple[Stretch, ...] = ()

    def of(self, country: str | None) -> tuple[list[pd.Series], list[pd.Series]]:
        """The attacks in one country, the sure ones and the possible ones."""
        sure, maybe = ([e for e in own if e["country"] == country] for own in (self.sure, self.maybe))
        return sure, maybe

    def none_in(self, country: str | None) -> str:
        """The days among the cycle's of which a source says that the country had no attack, in words."""
        return "; ".join(wording.span(s.first, s.last) for s in self.free if country in s.countries)


def record_cycles(record: Chronology, book: Corpus) -> Exhibit:
    """How many of the record's dated attacks fall within each truce of articles and record, by days alone."""
    found = list(lanes(record, book))
    table = _table(found)
    return Exhibit("record-cycles", labels.word("cycles caption"), table, _alt(found),
                   lambda: _figure(found) if len(table)
                   else style.empty("record nothing to draw"))  # fmt: skip


def lanes(record: Chronology, book: Corpus) -> Iterator[Lane]:
    """A lane a cycle that was in force, the earliest first, then what is in none."""
    days = within.cycle_days(book, record)
    events = recorded.in_scope(record, "attack")
    found = within.verdicts(events, days)
    for cycle, own in days.items():
        sure, maybe = (_those(events, found[cycle] == verdict) for verdict in ("in", "maybe"))
        part = book.parts.get(cycle) or record.parts[cycle]
        source = "record" if cycle in record.parts else "both" if _told(record, cycle) else "articles"
        first, last = own.possible
        free = tuple(s for s in record.free.values() if first <= s.last and s.first <= last)
        yield Lane(part.name.en, part.name.ar, source, _days(own), sure, maybe, free)
    outside = events[(found == "out").all(axis=1).to_numpy()] if len(events) else events
    sides = [within.beyond(e["first"], e["last"], days) for _, e in outside.iterrows()]
    for name, untold in (("cycles beyond", True), ("cycles outside", False)):
        own_events = _those(outside, pd.Series([(side is not None) == untold for side in sides], dtype=bool))
        yield Lane(labels.word(name), labels.word_ar(name), None, "", own_events)


def _those(events: pd.DataFrame, chosen: pd.Series) -> tuple[pd.Series, ...]:
    return tuple(event for _, event in events[chosen.to_numpy()].iterrows())


def _told(record: Chronology, cycle: str) -> bool:
    """Whether the record tells of a cycle of the articles too."""
    return any(row.kind == "truce" and row.scope == "in" and row.cycle == cycle for row in record.rows)


def _days(own: within.Days) -> str:
    sure = wording.span(*own.sure) if own.sure else labels.word("no days")
    parts = [labels.word("cycles days").format(possible=wording.span(*own.possible), sure=sure)]
    parts += [labels.word(f"{side}, not told") for side, untold in
              (("began", own.open_start), ("ended", own.open_end)) if untold]  # fmt: skip
    return "; ".join(parts)


def _table(found: Sequence[Lane]) -> pd.DataFrame:
    rows = []
    for lane in found:
        for country in attacks.COUNTRIES:
            sure, maybe = lane.of(country)
            if sure or maybe or lane.none_in(country) or (country == "IQ" and lane.source):
                rows.append((
                    lane.name, labels.word(f"told by {lane.source}") if lane.source else "", lane.days,
                    attacks.country(country), str(len(sure)), str(len(maybe)),
                    lane.none_in(country),
                    recorded.evidence(*(event["event"] for event in (*sure, *maybe)),
                                      *(s.row for s in lane.free if country in s.countries)),
                ))  # fmt: skip
    keys = ("Truce", "Told by", "field days", "Country", "cycles sure", "cycles maybe", "cycles free")
    return pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)


def _alt(found: Sequence[Lane]) -> str:
    if not any(lane.sure or lane.maybe for lane in found):
        return labels.word("record nothing to draw")
    return " ".join([
        *(labels.word("cycles alt" if lane.source else "cycles alt outside").format(
            name=lane.name, sure=len(lane.sure), maybe=len(lane.maybe)) for lane in found),
        labels.word("cycles no rate"),
    ])  # fmt: skip


def _figure(found: Sequence[Lane]) -> Figure:
    drawn = style.figure(style.WIDTH, TALL)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, TALL - 0.1)
    axes.set_xlim(0, ROOM)
    total = {event["event"] for lane in found for event in (*lane.sure, *lane.maybe)}
    title = labels.word("cycles title").format(n=len(total))
    style.write(axes, 0, 0.1, title, size=style.TEXT, bold=True)
    style.write(axes, 0, 0.1 + LINE, labels.word("cycles no rate"), colour=style.QUIET)
    y = 0.46
    for lane in found:
        y = _lane(axes, lane, y)
    style.trim(axes, y)
    return style.finish(drawn, y + 0.1 + key(drawn, y + 0.1, ENTRIES) + 0.05)


def _lane(axes: Axes, lane: Lane, y: float) -> float:
    """The names, then a line a country; returns where the lane ends."""
    axes.plot([0, ROOM], [y, y], color=style.RULE, lw=0.8)
    left = 0.0
    for source in ("articles", "record"):
        if lane.source in (source, "both"):
            _sample(axes, source, left, y + 0.15)
            left += 0.2
    style.write(axes, left, y + 0.15, lane.name, bold=True)
    style.write(axes, ROOM, y + 0.15, lane.name_ar, colour=style.QUIET, ha="right")
    y += 0.29
    told = [code for code in attacks.COUNTRIES if any(lane.of(code)) or lane.none_in(code)]
    for code in told:
        y = _country(axes, lane, code, y)
    if not told:
        style.write(axes, 0.02, y + 0.08, labels.word("cycles none"), colour=style.QUIET)
    return y + (0.04 if told else 0.2)


def _country(axes: Axes, lane: Lane, code: str | None, y: float) -> float:
    """The country's name, its squares in as many lines as they need, their number after the last."""
    sure, maybe = lane.of(code)
    style.write(axes, 0.02, y + 0.08, attacks.headed(attacks.country(code)))
    for n, event in enumerate([*sure, *maybe]):
        x, down = COUNTRIES + STEP * (n % ACROSS), y + 0.08 + STEP * (n // ACROSS)
        mark = recorded.attack(axes, (x, x), down, hollow=n >= len(sure))
        style.link(mark, recorded.evidence(event["event"]))
    count = len(sure) + len(maybe)
    if not count:
        _none(axes, lane, code, y + 0.08)
        return y + 0.19
    last = y + 0.08 + STEP * ((count - 1) // ACROSS)
    words = labels.word("cycles number" if lane.source else "cycles number outside")
    style.write(axes, COUNTRIES + STEP * ((count - 1) % ACROSS + 1) + 0.02, last,
                words.format(sure=len(sure), maybe=len(maybe)))  # fmt: skip
    return last + 0.11


def _none(axes: Axes, lane: Lane, code: str | None, y: float) -> None:
    """A line instead of squares: days of which a source says that there were none."""
    rows = [stretch.row for stretch in lane.free if code in stretch.countries]
    style.link(recorded.free(axes, (COUNTRIES - 0.05, COUNTRIES + 0.3), y), recorded.evidence(*rows))
    words = labels.word("cycles source none").format(days=lane.none_in(code))
    style.write(axes, COUNTRIES + 0.38, y, words)


def _sample(axes: Axes, source: str, x: float, y: float) -> None:
    """A short bar before a truce's name: whose it is."""
    colour = {"articles": style.TRUCE, "record": style.RECORD}[source]
    if source == "record":
        recorded.edge(axes, (x, x + 0.14), y - 0.05, 0.1)
    axes.add_patch(Rectangle((x, y - 0.05), 0.14, 0.1, facecolor=colour, lw=0, zorder=2))
