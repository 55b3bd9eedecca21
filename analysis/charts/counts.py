"""Counts of attacks that the articles name: a dot an attack, and aggregates apart, never turned into dots."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import events, labels, wording
from analysis.charts import attacks, marks, style
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit

TALL = 20.0  # inches, more than a few articles need; cut at the end
ROOM = style.WIDTH - 0.1
NAMES = 2.05  # inches for what is counted
SWATCH = 3.35  # inches to the swatch of an aggregate, whose names are longer
STEP = 0.19  # from dot to dot
LANE = 0.44
UNDER = 0.285  # where the line under a name has its middle: an Arabic hamza needs that much room

Group = tuple[str, str, str]
"""What an attack is counted under: a role, or none, and a name in English and in Arabic."""


@dataclass(frozen=True)
class Lane:
    """The attacks of one country that are counted under one group, in the order of the events."""

    country: str | None
    role: str
    name: str
    name_ar: str
    events: tuple[pd.Series, ...]

    @property
    def heading(self) -> str:
        """What is counted, in English, with the role in which it is named."""
        return attacks.headed(f"{self.role} {self.name}".strip())


@dataclass(frozen=True)
class Apart:
    """An aggregate: its row, and what the articles tell of the thing that the chart counts by."""

    event: pd.Series
    detail: str


def exhibit(name: str, corpus: Corpus, groups: Callable[[pd.Series], Sequence[Group]]) -> Exhibit:
    """The chart of that name. `groups` says under what an event counts: several, or nothing where untold.

    The labels `<name> caption`, `<name> title`, `<name> heading` and `<name> untold` word it.
    """
    untold = ("", labels.word(f"{name} untold"), labels.word_ar(f"{name} untold"))
    counted = lanes(events.listed(corpus.events), groups, untold)
    apart = []
    for _, event in events.aggregates(corpus.events).iterrows():
        told = [f"{role} {called}".strip() for role, called, _ in groups(event) or [untold]]
        apart.append(Apart(event, attacks.headed(wording.listing(told))))
    table = _table(name, corpus, counted, apart)
    alt = _alt(name, corpus, counted, apart)
    return Exhibit(name, attacks.caption(name, corpus), table, alt,
                   lambda: _figure(name, corpus, counted, apart) if len(table)
                   else style.empty())  # fmt: skip


def lanes(events: pd.DataFrame, groups: Callable[[pd.Series], Sequence[Group]], untold: Group) -> list[Lane]:
    """One lane a country and group: countries in their order, the most attacks first, `untold` last."""
    found: dict[tuple[str | None, Group], list[pd.Series]] = {}
    for _, event in events.iterrows():
        for group in groups(event) or [untold]:
            found.setdefault((event["country"], group), []).append(event)
    made = [Lane(country, *group, tuple(own)) for (country, group), own in found.items()]
    return sorted(made, key=lambda x: (attacks.rank(x.country), x.name == untold[1],
                                       -len(x.events), x.role, x.name))  # fmt: skip


def _table(name: str, corpus: Corpus, counted: list[Lane], apart: list[Apart]) -> pd.DataFrame:
    rows = [
        (attacks.country(x.country), x.heading, str(len(x.events)), str(_claimed(corpus, x)),
         tuple(id for event in x.events for id in event["statements"]))
        for x in counted
    ]  # fmt: skip
    rows += [
        (attacks.country(x.event["country"]), f"{attacks.label(x.event)[0]}, {_days(x.event)}. {x.detail}",
         attacks.many(x.event),
         labels.word("all" if attacks.unsure(corpus, x.event["statements"]) else "none of them"),
         x.event["statements"])
        for x in apart
    ]  # fmt: skip
    hollow = "of these hollow" if corpus.unreviewed else "of these only claimed or alleged"
    keys = ("Country", f"{name} heading", "Attacks", hollow)
    return pd.DataFrame(rows, columns=[*map(labels.word, keys), "statements"], dtype=object)


def _claimed(corpus: Corpus, lane: Lane) -> int:
    return sum(attacks.unsure(corpus, event["statements"]) for event in lane.events)


def title(name: str, corpus: Corpus) -> str:
    """ "Listed attacks by place: 11 in five articles", counted anew each time."""
    listed = events.listed(corpus.events)
    articles = wording.number(len(corpus.independent))
    words = labels.word(f"{name} title").format(articles=articles, n=len(listed))
    alone = len(listed) - len(events.listed(corpus.reviewed.events))
    return f"{words}, {labels.word('title unreviewed').format(n=alone)}" if corpus.unreviewed else words


def _alt(name: str, corpus: Corpus, counted: list[Lane], apart: list[Apart]) -> str:
    if not counted and not apart:
        return labels.word("nothing to draw")
    parts = [f"{title(name, corpus)}."]
    for code in attacks.countries(events.listed(corpus.events)):
        own = [x for x in counted if x.country == code]
        if own:
            each = ", ".join(f"{x.heading} {len(x.events)}" for x in own)
            parts.append(f"{attacks.headed(attacks.country(code))}: {each}.")
    most = max((len(x.events) for x in counted), default=0)
    top = [x.heading for x in counted if len(x.events) == most]
    if top:
        parts.append(labels.word("counts alt most").format(names=wording.listing(top), n=most))
    numbers = "; ".join(attacks.many(x.event) for x in apart)
    if apart:
        parts.append(labels.word("counts alt apart").format(n=wording.number(len(apart)), numbers=numbers))
    return " ".join(parts)


def _figure(name: str, corpus: Corpus, counted: list[Lane], apart: list[Apart]) -> Figure:
    drawn = style.figure(style.WIDTH, max(TALL, 4 + LANE * (len(counted) + len(apart))))
    axes = style.panel(drawn, 0.05, 0.05, ROOM, drawn.get_figheight() - 0.1)
    axes.set_xlim(0, ROOM)
    style.write(axes, 0, 0.1, title(name, corpus), size=style.TEXT, bold=True)
    y = 0.3
    for n, lane in enumerate(counted):
        if n == 0 or counted[n - 1].country != lane.country:
            y = _heading(axes, y + 0.02, attacks.headed(attacks.country(lane.country)))
        _lane(axes, corpus, lane, y)
        y += LANE
    if apart:
        y = _heading(axes, y + 0.04, labels.word("spoken of together"))
        for one in apart:
            _apart(axes, corpus, one, y)
            y += LANE
    style.trim(axes, y)
    return style.finish(drawn, y + 0.1)


def _heading(axes: Axes, y: float, words: str) -> float:
    axes.plot([0, ROOM], [y, y], color=style.RULE, lw=0.8)
    style.write(axes, 0, y + 0.14, words, bold=True)
    return y + 0.26


def _lane(axes: Axes, corpus: Corpus, lane: Lane, y: float) -> None:
    """The name in both languages, a dot an attack, the number after the last."""
    style.write(axes, 0, y + 0.1, lane.heading)
    style.write(axes, 0, y + UNDER, lane.name_ar, colour=style.QUIET)
    step = min(STEP, (ROOM - NAMES - 0.4) / len(lane.events))
    for n, event in enumerate(lane.events):
        x = NAMES + (n + 0.5) * step
        marks.draw(axes, corpus, event, (x, x), y + 0.12)
    style.write(axes, NAMES + len(lane.events) * step + 0.06, y + 0.12, str(len(lane.events)), bold=True)


def _apart(axes: Axes, corpus: Corpus, apart: Apart, y: float) -> None:
    """An aggregate: one hatched swatch, whatever its number, with the number in words, and its days."""
    style.write(axes, 0, y + 0.1, attacks.label(apart.event)[0])
    style.write(axes, 0, y + UNDER, apart.detail, colour=style.QUIET)
    marks.draw(axes, corpus, apart.event, (SWATCH, SWATCH + 0.32), y + 0.1)
    style.write(axes, SWATCH + 0.4, y + 0.1, attacks.many(apart.event))
    style.write(axes, ROOM, y + UNDER, _days(apart.event), colour=style.QUIET, ha="right")


def _days(event: pd.Series) -> str:
    told = event["first"] is not None
    return wording.span(event["first"], event["last"]) if told else labels.word("days not told")
