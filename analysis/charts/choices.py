"""The choices: how the number of attacks moves with each way of counting."""

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis import labels, wording
from analysis.charts import attacks, naming, scale, style
from analysis.choices import count_choices
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit

ROOM = style.WIDTH - 0.1
ROW = 0.5
BAR = 0.11
LEAST = 10.0  # attacks that the scale shows at the least


def choices(corpus: Corpus) -> Exhibit:
    """One row a coding choice: the number of attacks, and what is left out or added against those listed.

    After the choices comes the least and the most over all combinations, then what tells no number and
    moves nothing. A row rests on the statements of what it moves; the first on those of every attack listed.
    What nobody reviewed is not counted.
    """
    caption, corpus = attacks.caption("choices", corpus), corpus.reviewed
    counted = count_choices(corpus)
    base = counted.iloc[0]
    rows = [_row(corpus, choice, base) for _, choice in counted.iterrows() if not corpus.events.empty]
    rows += [_untold(corpus, name) for name in counted.iloc[-1]["untold"]]
    keys = ("choices Choice", "Attacks", "choices Change", "choices Moved")
    table = pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)
    return Exhibit("choices", caption, table, _alt(corpus, counted),
                   lambda: style.empty() if corpus.events.empty else _figure(corpus, counted))  # fmt: skip


def _row(corpus: Corpus, choice: pd.Series, base: pd.Series) -> list[Any]:
    return [
        labels.word(f"choice {choice['choice']}"),
        _number(choice),
        _change(choice, base),
        _moved(corpus, choice),
        _evidence(corpus, choice),
    ]


def _moved(corpus: Corpus, choice: pd.Series) -> str:
    if choice["choice"] == "all":
        return labels.word("choices above")
    return naming.events(corpus.event(name) for name in choice["moved"])


def _untold(corpus: Corpus, name: str) -> list[Any]:
    event = corpus.event(name)
    what = labels.word("choices Untold")
    return [what, labels.word("number not told"), "", naming.events([event]), event["statements"]]


def _number(choice: pd.Series) -> str:
    """The count in words: "9", "108 or more", "7 to 108 or more"."""
    number = str(choice["high"])
    if choice["low"] != choice["high"]:
        number = labels.word("choices range").format(low=choice["low"], high=choice["high"])
    return labels.word("choices open").format(n=number) if choice["open_high"] else number


def _change(choice: pd.Series, base: pd.Series) -> str:
    """Against the listed attacks: "−2", "+18"; nothing where the number stays or is a range."""
    change = choice["high"] - base["high"]
    if choice["low"] != choice["high"] or not change:
        return ""
    return f"+{change}" if change > 0 else f"\N{MINUS SIGN}{-change}"


def _evidence(corpus: Corpus, choice: pd.Series) -> tuple[str, ...]:
    moved = (id for name in choice["moved"] for id in corpus.event(name)["statements"])
    return tuple(dict.fromkeys(moved)) or tuple(choice["statements"])


def _alt(corpus: Corpus, counted: pd.DataFrame) -> str:
    if corpus.events.empty:
        return labels.word("nothing to draw")
    told = [
        labels.word("choices alt").format(choice=labels.word(f"choice {c['choice']}"), number=_number(c))
        for _, c in counted.iterrows()
    ]
    return " ".join(told)


def _figure(corpus: Corpus, counted: pd.DataFrame) -> Figure:
    drawn = style.figure(style.WIDTH, ROW * len(counted) + 3.0)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, ROW * len(counted) + 2.9)
    axes.set_xlim(0, max(LEAST, *(counted["high"] * 1.16)))
    y = 0.0
    for _, choice in counted.iterrows():
        y += _choice(axes, corpus, choice, counted.iloc[0], y)
    scale.numbers(axes, y, labels.word("several attack"))
    style.trim(axes, y + 0.4)
    return style.finish(drawn, y + 0.5)


def _choice(axes: Axes, corpus: Corpus, choice: pd.Series, base: pd.Series, top: float) -> float:
    """Draws one choice under its name and its number; returns how many inches high it is."""
    bold = choice["choice"] in ("listed", "all")
    change = _change(choice, base)
    number = f"{_number(choice)} ({change})" if change else _number(choice)
    style.write(axes, 0, top + 0.1, labels.word(f"choice {choice['choice']}"), bold=bold)
    style.write(axes, axes.get_xlim()[1], top + 0.1, number, size=style.TEXT, bold=bold, ha="right")
    scale.lines(axes, top + 0.22, top + 0.38)
    axes.plot([base["high"]] * 2, [top + 0.2, top + 0.4], color=style.INK, lw=1.1, ls=(0, (1, 1)), zorder=1)
    y = top + 0.3
    style.link(_mark(axes, choice, base, y), _evidence(corpus, choice))
    if choice["open_high"]:
        scale.arrow(axes, choice["high"], choice["high"] + 0.35 / style.inches_per_unit(axes), y)
    if not choice["untold"] or bold:
        return ROW
    words = labels.word("choices untold").format(n=wording.number(len(choice["untold"])))
    style.write(axes, 0, top + 0.48, words, colour=style.QUIET)
    return ROW + 0.2


def _mark(axes: Axes, choice: pd.Series, base: pd.Series, y: float) -> Artist:
    """A disc at the number and a line to it from the listed attacks; a hatched bar where it adds to them."""
    low, high = choice["low"], choice["high"]
    start = low if low != high else base["high"]
    if high > base["high"]:
        bar = Rectangle((start, y - BAR / 2), high - start, BAR, hatch=style.HATCH, lw=0.9, zorder=3)
        bar.set(facecolor=style.GROUND, edgecolor=style.ATTACK)
        return axes.add_patch(bar)
    axes.plot([start, low], [y, y], color=style.ATTACK, lw=1.6, zorder=3)
    [disc] = axes.plot([low], [y], "o", color=style.ATTACK, markersize=7, zorder=4)
    return disc
