"""How the articles cover the record's events: a mark an event, by kind of target and country."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from analysis import labels, wording
from analysis.charts import style
from analysis.chronology import PREFIX, Chronology
from analysis.chronology.coverage import GROUPS, STATUSES, Covered, Status, covered
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit

TALL = 9.0  # more than is ever needed; cut at the end
ROOM = style.WIDTH - 0.1
NAMES = 1.72  # inches for what is counted
STEP = 0.138  # from mark to mark
SIDE = 0.1
LANE = 0.44
UNDER = 0.285  # where the line under a name has its middle
LINE = 0.2


def coverage(book: Corpus, record: Chronology) -> Exhibit:
    """The record's attacks and strikes in scope, by whether the articles mention them.

    The table has a row an event; a mark leads to its row of the record and to the articles' statements.
    """
    found = covered(record, book)
    return Exhibit("covered", labels.word("covered caption"), _table(found), _alt(found),
                   lambda: _figure(found) if found else style.empty())  # fmt: skip


def lanes(found: Sequence[Covered]) -> dict[str, list[Covered]]:
    """The events of each group that has any, those mentioned first."""
    order = sorted(found, key=lambda one: (STATUSES.index(one.status), one.row.first))
    grouped = {name: [one for one in order if one.group == name] for name in GROUPS}
    return {name: own for name, own in grouped.items() if own}


def _table(found: Sequence[Covered]) -> pd.DataFrame:
    rows = [
        (labels.word(f"covered group {name}"), wording.span(one.row.first, one.row.last), one.row.what,
         labels.word(f"covered {one.status}"), _evidence(one))
        for name, own in lanes(found).items() for one in own
    ]  # fmt: skip
    keys = ("Kind", "field days", "covered record tells", "covered by articles")
    return pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)


def _evidence(one: Covered) -> tuple[str, ...]:
    return (PREFIX + one.row.id, *one.statements)


def _title(found: Sequence[Covered]) -> str:
    mentioned = sum(one.status == "mentioned" for one in found)
    return labels.word("covered title").format(n=mentioned, all=len(found))


def _alt(found: Sequence[Covered]) -> str:
    if not found:
        return labels.word("nothing to draw")
    parts = [f"{_title(found)}."]
    for name, own in lanes(found).items():
        told = [f"{n} {labels.word(f'covered {status}')}" for status in STATUSES
                if (n := sum(one.status == status for one in own))]  # fmt: skip
        parts.append(f"{labels.word(f'covered group {name}')}: {', '.join(told)}.")
    return " ".join(parts)


def _figure(found: Sequence[Covered]) -> Figure:
    drawn = style.figure(style.WIDTH, TALL)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, TALL - 0.1)
    axes.set_xlim(0, ROOM)
    style.write(axes, 0, 0.1, _title(found), size=style.TEXT, bold=True)
    y = _key(axes, 0.34)
    for name, own in lanes(found).items():
        axes.plot([0, ROOM], [y, y], color=style.RULE, lw=0.8)
        style.write(axes, 0, y + 0.14, labels.word(f"covered group {name}"))
        style.write(axes, 0, y + 0.04 + UNDER, labels.word_ar(f"covered group {name}"), colour=style.QUIET)
        for n, one in enumerate(own):
            mark = _mark(axes, NAMES + (n + 0.5) * STEP, y + 0.15, one.row.kind, one.status)
            style.link(mark, _evidence(one))
        mentioned = sum(one.status == "mentioned" for one in own)
        words = labels.word("covered of").format(n=mentioned, all=len(own))
        style.write(axes, NAMES, y + 0.04 + UNDER, words, colour=style.QUIET)
        y += LANE
    style.trim(axes, y)
    return style.finish(drawn, y + 0.1)


def _key(axes: Axes, y: float) -> float:
    """What the fillings and the shapes mean; returns where the first lane begins."""
    entries: list[tuple[str, Status, str]] = [("attack", status, f"covered {status}") for status in STATUSES]
    entries += [("attack", "mentioned", "covered key attack"), ("strike", "mentioned", "covered key strike")]
    for n, (kind, status, key) in enumerate(entries):
        x, at = (0.06, 2.6)[n % 2], y + LINE * (n // 2)
        _mark(axes, x, at, kind, status)
        style.write(axes, x + 0.14, at, labels.word(key))
    return y + LINE * (len(entries) / 2) - 0.02


def _mark(axes: Axes, x: float, y: float, kind: str, status: Status) -> Artist:
    """A square for an attack, a diamond for a strike; filled, hatched, hollow, or small and grey."""
    outside = status == "missed-outside"
    half = SIDE / 2 * (0.62 if outside else 1) * (1.3 if kind == "strike" else 1)
    square = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    corners = [(0, -1), (1, 0), (0, 1), (-1, 0)] if kind == "strike" else square
    face = {"mentioned": style.RECORD, "missed-outside": style.RULE}.get(status, style.GROUND)
    return axes.add_patch(
        Polygon([(x + dx * half, y + dy * half) for dx, dy in corners], facecolor=face,
                edgecolor=style.QUIET if outside else style.RECORD, lw=0.8 if outside else 1.1,
                hatch=style.HATCH * 2 if status == "perhaps" else None, zorder=3)
    )  # fmt: skip
