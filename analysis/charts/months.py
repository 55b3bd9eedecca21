"""The record's dated attacks month by month: a square an attack, a lane a year and country.

A month without a row is left blank: the record tells nothing of it. Only a source that says that there were
no attacks draws a line.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import labels, wording
from analysis.charts import attacks, recorded, style
from analysis.charts.key import LINE, key
from analysis.chronology import Chronology
from analysis.chronology.free import Stretch
from analysis.exhibits import EVIDENCE, Exhibit

YEARS = range(2020, 2025)
COUNTRIES = ("IQ", "SY", "JO")
TALL = 20.0  # more than is ever needed; cut at the end
ROOM = style.WIDTH - 0.1
GUTTER = 0.62  # inches for the countries' names
STEP = 0.145  # from square to square
ACROSS = 2  # squares beside one another in a month
LEAST = 0.165  # a lane without a square
ENTRIES = ("record attack", "record month unsure", "record none")

Month = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """The attacks of one month and country: those surely in it, and those that may be in another month."""

    month: Month
    country: str | None
    sure: tuple[str, ...]
    unsure: tuple[str, ...]


def months(record: Chronology) -> Exhibit:
    """Dated attacks of the public record by month, January 2020 to December 2024, countries apart."""
    found = cells(recorded.in_scope(record, "attack"))
    table = _table(record, found)
    return Exhibit("record-months", labels.word("months caption"), table, _alt(record, found),
                   lambda: _figure(record, found) if found or record.free
                   else style.empty("record nothing to draw"))  # fmt: skip


def cells(events: pd.DataFrame) -> list[Cell]:
    """A cell a month and country with an attack, in their order.

    An attack whose days cross months, or whose precision is worse than a month, is unsure in each month
    that it may belong to.
    """
    found: dict[tuple[int, Month, str | None], tuple[list[str], list[str]]] = {}
    for _, event in events.iterrows():
        own = touched(event["first"], event["last"])
        for month in own:
            at = (attacks.COUNTRIES.index(event["country"]), month, event["country"])
            sure, unsure = found.setdefault(at, ([], []))
            (unsure if len(own) > 1 or event["precision"] > 4 else sure).append(event["event"])
    ordered = sorted(found, key=lambda at: (at[1], at[0]))
    return [Cell(at[1], at[2], *map(tuple, found[at])) for at in ordered if at[1][0] in YEARS]


def touched(first: dt.date, last: dt.date) -> list[Month]:
    """The months from the first day's to the last day's."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [(first.year + n // 12, n % 12 + 1) for n in range(first.month - 1, first.month - 1 + count)]


def _table(record: Chronology, found: Sequence[Cell]) -> pd.DataFrame:
    rows: list[Sequence[object]] = [
        (_named(cell.month), attacks.country(cell.country), str(len(cell.sure)), str(len(cell.unsure)), "",
         recorded.evidence(*cell.sure, *cell.unsure))
        for cell in found
    ]  # fmt: skip
    for country in COUNTRIES:
        blank = labels.word("months blank").format(n=len(_blank(found, country)), of=12 * len(YEARS))
        rows.append((blank, attacks.country(country), "", "", labels.word("months not zero"), ()))
    for country in COUNTRIES:
        rows += [(wording.span(own.first, own.last), attacks.country(country), "", "",
                  " ".join([labels.word("key record none"), *_against(record, own, country)]).strip(),
                  recorded.evidence(own.row)) for own in recorded.free_in(record, country)]  # fmt: skip
    keys = ("Month or days", "Country", "months sure", "months unsure", "months said")
    return pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)


def _blank(found: Sequence[Cell], country: str) -> list[Month]:
    """The months of which the record has no attack in that country."""
    told = {cell.month for cell in found if cell.country == country}
    return [(year, month) for year in YEARS for month in range(1, 13) if (year, month) not in told]


def _against(record: Chronology, stretch: Stretch, country: str) -> Iterator[str]:
    """The attacks that another source dates on days said to be free of them, in words."""
    for _, event in recorded.in_scope(record, "attack").iterrows():
        inside = stretch.first <= event["first"] and event["last"] <= stretch.last
        if inside and event["country"] == country:
            yield labels.word("months against").format(
                place=attacks.place(event), days=wording.span(event["first"], event["last"]))  # fmt: skip


def _named(month: Month) -> str:
    return f"{calendar.month_name[month[1]]} {month[0]}"


def _total(found: Sequence[Cell], country: str | None = None) -> int:
    return len({id for c in found if country in (None, c.country) for id in (*c.sure, *c.unsure)})


def _title(found: Sequence[Cell]) -> str:
    return labels.word("months title").format(n=_total(found))


def _alt(record: Chronology, found: Sequence[Cell]) -> str:
    if not found and not record.free:
        return labels.word("record nothing to draw")
    parts = [f"{_title(found)}."]
    for country in COUNTRIES:
        own = [cell for cell in found if cell.country == country]
        most = max(own, key=lambda cell: len(cell.sure), default=None)
        parts.append(labels.word("months alt country").format(
            country=attacks.headed(attacks.country(country)), n=_total(own), months=len(own),
            most=_named(most.month) if most else labels.word("none"),
            high=len(most.sure) if most else 0))  # fmt: skip
        free = "; ".join(wording.span(s.first, s.last) for s in recorded.free_in(record, country))
        parts.append(labels.word("months alt free").format(days=free or labels.word("no days")))
    return " ".join([*parts, labels.word("months not zero long")])


def _figure(record: Chronology, found: Sequence[Cell]) -> Figure:
    drawn = style.figure(style.WIDTH, TALL)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, TALL - 0.1)
    axes.set_xlim(0, ROOM)
    style.write(axes, 0, 0.1, _title(found), size=style.TEXT, bold=True)
    style.write(axes, 0, 0.1 + LINE, labels.word("months not zero long"), colour=style.QUIET)
    y = 0.45
    for year in YEARS:
        y = _year(axes, record, found, year, y)
    style.trim(axes, y)
    y += 0.1
    return style.finish(drawn, y + key(drawn, y, ENTRIES) + 0.05)


def _year(axes: Axes, record: Chronology, found: Sequence[Cell], year: int, y: float) -> float:
    """The year's name and months, then a lane a country; returns where the year ends."""
    axes.plot([0, ROOM], [y, y], color=style.RULE, lw=0.8, zorder=0.5)
    style.write(axes, 0, y + 0.12, str(year), size=style.TEXT, bold=True)
    for month in range(1, 13):
        middle = (_month_start(month) + _month_start(month + 1)) / 2
        style.write(axes, middle, y + 0.12, calendar.month_abbr[month], colour=style.QUIET, ha="center")
    top = y = y + 0.24
    for country in COUNTRIES:
        own = [cell for cell in found if cell.month[0] == year and cell.country == country]
        y = _lane(axes, record, own, year, country, y)
    for month in range(1, 13):
        x = _month_start(month)
        axes.plot([x, x], [top, y], color=style.RULE, lw=0.5, zorder=0.5)
    return y + 0.04


def _lane(axes: Axes, record: Chronology, own: Sequence[Cell], year: int, country: str, y: float) -> float:
    """The country's squares, each month's stacked from its left, over the days said to be free of attacks."""
    deep = max((len(cell.sure) + len(cell.unsure) for cell in own), default=0)
    height = max(LEAST, STEP * -(-deep // ACROSS) + 0.02)
    bottom = y + height
    style.write(axes, 0.02, bottom - LEAST / 2, attacks.headed(attacks.country(country)))
    for stretch in recorded.free_in(record, country):
        _free(axes, stretch, year, bottom)
    for cell in own:
        for n, id in enumerate([*cell.sure, *cell.unsure]):
            x = _month_start(cell.month[1]) + 0.115 + STEP * (n % ACROSS)
            mark = recorded.attack(axes, (x, x), bottom - 0.09 - STEP * (n // ACROSS), n >= len(cell.sure))
            style.link(mark, recorded.evidence(id))
    return bottom + 0.035


def _free(axes: Axes, stretch: Stretch, year: int, y: float) -> None:
    """A stretch's part within the year, with words on it where there is room for them."""
    first, last = max(stretch.first, dt.date(year, 1, 1)), min(stretch.last, dt.date(year, 12, 31))
    if first > last:
        return
    span = _place(first, 0), _place(last, 1)
    style.link(recorded.free(axes, span, y), recorded.evidence(stretch.row))
    words = labels.word("key record none")
    if style.breadth(words) + 0.1 < span[1] - span[0]:
        style.write(axes, sum(span) / 2, y - 0.085, words, colour=style.RECORD, ha="center")


def _place(day: dt.date, over: int) -> float:
    """Where a day begins, or, one over, where it ends. Months are equally wide."""
    return _month_start(day.month + (day.day - 1 + over) / calendar.monthrange(day.year, day.month)[1])


def _month_start(month: float) -> float:
    return GUTTER + (month - 1) * (ROOM - GUTTER) / 12
