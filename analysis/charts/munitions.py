"""Munitions: how many of each weapon one attack used, from the lowest to the highest number told."""

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import events, labels, lexicon, wording
from analysis.arabic import is_arabic
from analysis.charts import attacks, naming, scale, style
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit
from analysis.statements import Count, Munitions

SHAPES = {
    "rocket": "^", "drone": "o", "missile": "D", "mortar": "s", "ied": "X", "small_arms": "P",
    "airstrike": "v", "artillery": "p", "unknown": "8",
}  # fmt: skip
"""matplotlib's marker for each weapon, so that no weapon is told from another by colour."""

NAMES = 2.3  # inches left of the scale
LINE = 0.24
HEADING = 0.3
ROOM = style.WIDTH - 0.1
LEAST = 5.0  # munitions that the scale shows at the least


def munitions(corpus: Corpus) -> Exhibit:
    """One row a listed attack and weapon: the munitions from low to high, with the best number as a mark.

    A stroke stands at an end that the article tells; a mark without one is an "about". Where a weapon has
    no number, or no weapon is named, words say so.
    """
    listed = events.listed(corpus.events)
    rows = [(event, weapon) for _, event in listed.iterrows() for weapon in _weapons(event)]
    keys = ("munitions Attack", "field days", "Country", "weapons heading", "field count",
            "munitions Low", "munitions Best", "munitions High", "Told as")  # fmt: skip
    columns = [*map(labels.word, keys), EVIDENCE]
    table = pd.DataFrame([_row(corpus, *row) for row in rows], columns=columns, dtype=object)
    alt = _alt(rows) + attacks.aside(corpus)
    return Exhibit("munitions", attacks.caption("munitions", corpus), table, alt,
                   lambda: _figure(corpus) if rows else style.empty())  # fmt: skip


def _weapons(event: pd.Series) -> tuple[Munitions | None, ...]:
    """The weapons named, or one None where none is."""
    return tuple(event["weapons"]) or (None,)


def _row(corpus: Corpus, event: pd.Series, weapon: Munitions | None) -> list[Any]:
    ends = [getattr(weapon, end, None) for end in ("low", "best", "high")]
    return [
        naming.place(event),
        naming.days(event),
        attacks.country(event["country"]),
        labels.word(weapon.type) if weapon else labels.word("not told"),
        wording.count(_count(weapon)),
        *(labels.word("not told") if end is None else f"{end}" for end in ends),
        attacks.told_as(corpus, _evidence(corpus, event, weapon)),
        _evidence(corpus, event, weapon),
    ]


def _count(weapon: Munitions | None) -> Count:
    return Count(weapon.low, weapon.best, weapon.high) if weapon else Count()


def _evidence(corpus: Corpus, event: pd.Series, weapon: Munitions | None) -> tuple[str, ...]:
    """The statements that count the weapon, or else those that name it, or else all of the attack's."""
    named = {id: _of_type(corpus, id, weapon) for id in event["statements"]}
    counting = tuple(id for id, found in named.items() if any(_count(w).known for w in found))
    return counting or tuple(id for id, found in named.items() if found) or tuple(event["statements"])


def _of_type(corpus: Corpus, id: str, weapon: Munitions | None) -> list[Munitions]:
    return [w for w in corpus.statement(id).weapons if weapon and w.type == weapon.type]


def _alt(rows: list[tuple[pd.Series, Munitions | None]]) -> str:
    if not rows:
        return labels.word("nothing to draw")
    states: dict[str, str] = {}
    for event, weapon in rows:
        state = "unnamed" if weapon is None else "told" if _count(weapon).known else "untold"
        states[event["event"]] = "told" if states.get(event["event"]) == "told" else state
    counts = {s: wording.number(list(states.values()).count(s)) for s in ("told", "untold", "unnamed")}
    parts = [labels.word("munitions alt told").format(n=wording.number(len(states)).capitalize(), **counts)]
    told = [(event, weapon) for event, weapon in rows if weapon and _count(weapon).known]
    for key, pick in (("most", max), ("least", min)):
        if told:
            event, weapon = pick(told, key=lambda row: max(_values(row[1])))
            parts.append(labels.word(f"munitions alt {key}").format(
                place=naming.place(event), days=naming.days(event), weapon=labels.word(weapon.type),
                number=wording.count(_count(weapon))))  # fmt: skip
    return " ".join(parts)


def _values(weapon: Munitions) -> list[int]:
    return [end for end in (weapon.low, weapon.best, weapon.high) if end is not None]


def _figure(corpus: Corpus) -> Figure:
    listed = events.listed(corpus.events)
    drawn = style.figure(style.WIDTH, len(listed) + 3.0)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, len(listed) + 2.9)
    highest = [max(_values(w)) for weapons in listed["weapons"] for w in weapons if _count(w).known]
    reach = max([LEAST, *highest]) * 1.06
    axes.set_xlim(-reach * NAMES / (ROOM - NAMES), reach)
    y = 0.0
    for code in attacks.countries(listed):
        here = listed[listed["country"].isna() if code is None else listed["country"] == code]
        if not here.empty:
            style.write(axes, axes.get_xlim()[0], y + 0.1, attacks.country(code), size=style.TEXT, bold=True,
                        colour=style.ACCENT)  # fmt: skip
            y += HEADING
        for _, event in here.iterrows():
            y += _attack(axes, corpus, event, y)
    scale.numbers(axes, y, labels.word("munitions axis"))
    style.trim(axes, y + 0.4)
    return style.finish(drawn, y + 0.5)


def _attack(axes: Axes, corpus: Corpus, event: pd.Series, top: float) -> float:
    """One attack's name, days and weapons; returns how many inches high it is."""
    left, gap = axes.get_xlim()[0], 0.12 / style.inches_per_unit(axes)
    style.write(axes, left, top + 0.09, naming.place(event))
    if event["site_name"] and not is_arabic(event["site_name"]):
        style.write(axes, -gap, top + 0.07, lexicon.name_ar(event["site"]), colour=style.QUIET, ha="right")
    style.write(axes, left, top + 0.27, naming.days(event), colour=style.QUIET)
    weapons = _weapons(event)
    for n, weapon in enumerate(weapons):
        y = top + (0.175 if len(weapons) == 1 else 0.09 + n * LINE)
        if weapon and _count(weapon).known:
            scale.lines(axes, y - LINE / 2, y + LINE / 2)
        style.link(_weapon(axes, corpus, event, weapon, y), _evidence(corpus, event, weapon))
    return max(0.35, 0.11 + len(weapons) * LINE) + 0.13


def _weapon(axes: Axes, corpus: Corpus, event: pd.Series, weapon: Munitions | None, y: float) -> Artist:
    """Draws one weapon's number, or says that it isn't told. Returns what is to lead to the evidence."""
    if weapon is None or not _count(weapon).known:
        words = labels.word("weapon not told")
        if weapon:
            words = f"{labels.word(weapon.type)}: {labels.word('number not told')}"
        told = attacks.told_as(corpus, event["statements"])
        hedge = f" ({told})" if attacks.unsure(corpus, event["statements"]) else ""
        return style.write(axes, 0, y, words + hedge, colour=style.QUIET)
    hollow = attacks.unsure(corpus, _evidence(corpus, event, weapon))
    right = _range(axes, weapon, y)
    middle = weapon.best if weapon.best is not None else sum(_values(weapon)) / len(_values(weapon))
    [mark] = axes.plot([middle], [y], SHAPES[weapon.type], markersize=8 if weapon.best is not None else 0,
                       markerfacecolor=style.GROUND if hollow else style.ATTACK, markeredgecolor=style.ATTACK,
                       markeredgewidth=1.1, zorder=4)  # fmt: skip
    words = f"{labels.word(weapon.type)}: {wording.count(_count(weapon))}"
    gap, before = 0.13 / style.inches_per_unit(axes), right > axes.get_xlim()[1] / 2
    x, side = (min(_values(weapon)) - gap, "right") if before else (right + gap, "left")
    text = scale.write(axes, x, y, words, ha=side)
    return mark if weapon.best is not None else text


def _range(axes: Axes, weapon: Munitions, y: float) -> float:
    """The line between the ends and a stroke at each that is told; returns where it ends.

    Where only the low end is told, an arrow says that there may be more.
    """
    low, high, values = weapon.low, weapon.high, _values(weapon)
    axes.plot([min(values), max(values)], [y, y], color=style.ATTACK, lw=2, zorder=3)
    for end in {end for end in (low, high) if end is not None}:
        axes.plot([end, end], [y - 0.085, y + 0.085], color=style.INK, lw=1.3, zorder=5)
    if low is None or high is not None:
        return float(max(values))
    more = max(values) + 0.35 / style.inches_per_unit(axes)
    scale.arrow(axes, max(values), more, y)
    return float(more)
