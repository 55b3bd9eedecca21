"""Record and articles together: truces and dated attacks of both on one axis, to be reused by itself."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import citation, labels, licence, wording
from analysis.charts import attacks, days, marks, overview, recorded, style, truces
from analysis.charts.key import key
from analysis.chronology import Chronology
from analysis.chronology.free import Stretch
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit

FIRST, LAST = dt.date(2020, 1, 1), dt.date(2024, 12, 31)
TALL = 30.0  # more than is ever needed; cut at the end
ROOM = style.WIDTH - 0.1
GUTTER = 0.56  # inches for the names of the lanes
ROW = 0.14
ENTRIES = ("attack", "record attack", "both attack", "hollow", "strike", "record strike", "both strike",
           "several attacks", "alleged truce", "talks", "open", "no article")  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An attack, a strike or an aggregate: as the articles tell it, as the record does, or both."""

    articles: pd.Series | None
    record: pd.Series | None

    @property
    def known(self) -> pd.Series:
        """The articles' row where there is one."""
        found = self.articles if self.articles is not None else self.record
        assert found is not None
        return found

    @property
    def both(self) -> bool:
        return self.articles is not None and self.record is not None

    @property
    def several(self) -> bool:
        return bool(self.known["aggregate"])

    @property
    def country(self) -> str | None:
        code = next((row["country"] for row in (self.articles, self.record)
                     if row is not None and row["country"]), None)  # fmt: skip
        return None if code is None else str(code)

    @property
    def source(self) -> str:
        return "both" if self.both else "record" if self.articles is None else "articles"

    @property
    def evidence(self) -> tuple[str, ...]:
        own = self.articles["statements"] if self.articles is not None else ()
        return (*own, *(recorded.evidence(self.record["event"]) if self.record is not None else ()))


def together(book: Corpus, record: Chronology) -> Exhibit:
    """Truces and dated attacks of articles and record from 2020 to 2024, each named as whose it is.

    What both tell of is one mark. Articles without a review have no events and no window.
    """
    told = events(book, record)
    alt = _alt(told) + attacks.aside(book)
    return Exhibit("together", attacks.caption("together", book), _table(book, record, told), alt,
                   lambda: _figure(book, record, told))  # fmt: skip


def events(book: Corpus, record: Chronology) -> list[Told]:
    """All events that count: first those of the articles, with the record's row of the same event."""
    theirs = {row["event"]: row for _, row in recorded.in_scope(record, "attack", "strike").iterrows()}
    same = {row["same_as"]: id for id, row in theirs.items() if row["same_as"]}
    found = []
    for _, own in attacks.in_scope(book, "attack", "strike").iterrows():
        found.append(Told(own, theirs.pop(same[own["event"]], None) if own["event"] in same else None))
    return [*found, *(Told(None, row) for row in theirs.values())]


def _table(book: Corpus, record: Chronology, told: Sequence[Told]) -> pd.DataFrame:
    rows: list[Sequence[object]] = []
    articles = labels.word("told by articles")
    for article, window in attacks.in_order(book):
        about = wording.span(window.first, window.last)
        rows.append((labels.word("window"), articles, attacks.called(book, article), about, "", ()))
    for _, cycle in book.cycles.iterrows():
        rows.append((truces.kind(cycle), articles, cycle["name"], truces.told(book, cycle), "",
                     truces.evidence(book, cycle)))  # fmt: skip
    for _, cycle in recorded.cycles(record).iterrows():
        rows.append((labels.word("cycle"), labels.word("told by record"), cycle["name"],
                     recorded.told(record, cycle), "", recorded.evidence(*cycle["record"])))  # fmt: skip
    for one in told:
        rows.append((labels.word("key several attacks" if one.several else one.known["kind"]),
                     labels.word(f"told by {one.source}"), attacks.place(one.known), _days(one),
                     attacks.country(one.country), one.evidence))  # fmt: skip
    for stretch in record.free.values():
        where = ", ".join(map(attacks.country, stretch.countries))
        rows.append((labels.word("key record none"), labels.word("told by record"), "",
                     wording.span(stretch.first, stretch.last), where,
                     recorded.evidence(stretch.row)))  # fmt: skip
    keys = ("Kind", "Told by", "Name or site", "field days", "Country")
    return pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)


def _days(one: Told) -> str:
    """The event's days, by whom they are told where both tell them and differ."""
    if one.articles is None or one.record is None:
        return wording.span(one.known["first"], one.known["last"])
    own, theirs = (wording.span(row["first"], row["last"]) for row in (one.articles, one.record))
    return own if own == theirs else labels.word("together days").format(articles=own, record=theirs)


def _alt(told: Sequence[Told]) -> str:
    parts = [labels.word("together title").format(first=FIRST.year, last=LAST.year) + "."]
    for code in attacks.COUNTRIES:
        here = [one for one in told if one.country == code]
        if not here:
            continue
        many = [sum(one.known["kind"] == kind and one.source == source and not one.several for one in here)
                for kind in ("attack", "strike") for source in ("articles", "both", "record")]  # fmt: skip
        parts.append(labels.word("together alt").format(
            *many, sum(one.several for one in here),
            country=attacks.headed(attacks.country(code))))  # fmt: skip
    return " ".join([*parts, labels.word("together not zero")])


def _figure(book: Corpus, record: Chronology, told: Sequence[Told]) -> Figure:
    drawn = style.figure(style.WIDTH, TALL)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, TALL - 0.1)
    left, right = days.span(FIRST, LAST)
    per_inch = (right - left + 2 * overview.MARGIN) / (ROOM - GUTTER)
    axes.set_xlim(left - overview.MARGIN - GUTTER * per_inch, right + overview.MARGIN)
    gutter = axes.get_xlim()[0], left - overview.MARGIN
    top = _headed(axes)
    y = _truces(axes, book, record, top + 0.22)
    for code in attacks.COUNTRIES:
        here = [one for one in told if one.country == code and one.known["first"] is not None]
        if here or recorded.free_in(record, code):
            y = _country(axes, book, record, code, here, y + 0.06)
    days.shade(axes, [gutter, *overview.spans(book)], top, y)
    overview.years(axes, FIRST.year, LAST.year, top, y)
    style.trim(axes, y)
    y += 0.15
    y += key(drawn, y, ENTRIES) + 0.1
    return style.finish(drawn, y + _signed(drawn, y))


def _headed(axes: Axes) -> float:
    """The title and what the figure is made from; returns where they end."""
    x = axes.get_xlim()[0]
    title = labels.word("together title").format(first=FIRST.year, last=LAST.year)
    style.write(axes, x, 0.1, title, size=style.TEXT, bold=True)
    style.write(axes, x, 0.29, labels.word("together from"), colour=style.QUIET)
    style.write(axes, x, 0.47, labels.word("together not zero"), colour=style.QUIET)
    return 0.62


def _truces(axes: Axes, book: Corpus, record: Chronology, y: float) -> float:
    y = overview.section(axes, y, labels.word("truces of the articles"))
    for _, cycle in book.cycles.iterrows():
        y += overview.cycle(axes, book, cycle, y, short=True)
    y = overview.section(axes, y + 0.06, labels.word("truces of the record"))
    for _, cycle in recorded.cycles(record).iterrows():
        y += overview.recorded_cycle(axes, record, cycle, y)
    return y


def _country(axes: Axes, book: Corpus, record: Chronology, code: str | None, here: Sequence[Told],
             y: float) -> float:  # fmt: skip
    """The country's name and days said to be free of attacks, then a lane each for whose marks they are."""
    axes.plot(axes.get_xlim(), (y, y), color=style.RULE, lw=0.8, zorder=0.6)
    _free(axes, recorded.free_in(record, code), y + 0.1)
    y = overview.section(axes, y + 0.02, attacks.headed(attacks.country(code)))
    for lane, own in _lanes(here):
        if own:
            y = _lane(axes, book, lane, own, y)
    return y


def _free(axes: Axes, free: Sequence[Stretch], y: float) -> None:
    """The lines over days said to be free of attacks, and before the first what they mean."""
    spans = [days.span(stretch.first, stretch.last) for stretch in free]
    for stretch, span in zip(free, spans, strict=True):
        style.link(recorded.free(axes, span, y), recorded.evidence(stretch.row))
    if spans:
        x, side = overview.beside(axes, min(spans))
        style.write(axes, x, y, labels.word("key record none"), colour=style.RECORD, ha=side)


def _lanes(here: Sequence[Told]) -> Iterator[tuple[str, list[Told]]]:
    """Each lane's name and what is drawn in it; phrases about several attacks before the attacks."""
    raids = [one for one in here if one.known["kind"] == "attack"]
    own = [one for one in raids if one.articles is not None]
    yield "together articles", sorted(own, key=lambda one: not one.several)
    yield "together record", [one for one in raids if one.articles is None]
    yield "together strikes", [one for one in here if one.known["kind"] == "strike"]


def _lane(axes: Axes, book: Corpus, name: str, own: Sequence[Told], y: float) -> float:
    """The lane's name, its marks on as few levels as they need; returns where the lane ends."""
    _named(axes, name, y)
    gap = 0.03 / style.inches_per_unit(axes)
    wide = [_widest(axes, one) for one in own]
    levels = days.levels([(left - gap, right + gap) for left, right in wide])
    for one, level in zip(own, levels, strict=True):
        style.link(_mark(axes, book, one, y + (level + 0.5) * ROW), one.evidence)
    return y + (max(levels) + 1) * ROW + 0.03


def _named(axes: Axes, name: str, y: float) -> None:
    x = axes.get_xlim()[0] + 0.04 / style.inches_per_unit(axes)
    style.write(axes, x, y + ROW / 2, labels.word(name), colour=style.QUIET)


def _spans(one: Told) -> list[days.Span]:
    """The stretches of the articles' days and of the record's, those there are."""
    return [days.span(row["first"], row["last"]) for row in (one.articles, one.record) if row is not None]


def _widest(axes: Axes, one: Told) -> days.Span:
    found = [days.widened(axes, stretch) for stretch in _spans(one)]
    return min(left for left, _ in found), max(right for _, right in found)


def _mark(axes: Axes, book: Corpus, one: Told, y: float) -> Artist:
    """The articles' mark, the record's, or the articles' with the record's square around it.

    What is linked covers both: an unseen face where there are two.
    """
    first, *other = _spans(one)
    strike = one.known["kind"] == "strike"
    if one.articles is None:
        return (recorded.strike if strike else recorded.attack)(axes, first, y)
    shape: Callable[[Axes, days.Span, float, bool], Artist] = (
        marks.several if one.several else marks.strike if strike else marks.attack
    )
    mark = shape(axes, first, y, attacks.unsure(book, one.articles["statements"]))
    if not other:
        return mark
    recorded.around(axes, other[0], y)
    return truces.target(axes, _widest(axes, one), y - ROW / 2, ROW)


def _signed(drawn: Figure, top: float) -> float:
    """The book and the licence, in as many lines as they need; returns their height."""
    book = citation.load()
    words = labels.word("together signed").format(
        title=book.title, version=book.version, licence=licence.read().title)  # fmt: skip
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if style.breadth(longer) > ROOM - 0.05:
            lines.append(word)
        else:
            lines[-1] = longer
    axes = style.panel(drawn, 0.05, top, ROOM, 0.18 * len(lines) + 0.05)
    axes.set_xlim(0, ROOM)
    for n, line in enumerate(lines):
        style.write(axes, 0, 0.1 + 0.18 * n, line, colour=style.QUIET)
    return 0.18 * len(lines) + 0.05
