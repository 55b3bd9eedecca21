"""The strip: what each article tells of attacks, day by day, on an axis of its own."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import events, labels, wording
from analysis.articles import Article
from analysis.charts import attacks, days, labelling, marks, style, truces
from analysis.charts.key import key
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.reviews import Window

ENTRIES = ("attack", "hollow", "several attacks", "talks", "truce", "alleged truce")
TALL = 40.0  # inches, more than a few articles need; cut at the end
ROOM = style.WIDTH - 0.1
LANE = 0.19  # an attack's name beside its mark
DOWN = 0.15  # further down to a mark that leaves its name no room beside it
TWO = 0.312  # an attack's name over its mark
GAP = 0.07  # between a mark and its name
BESIDE = 0.06  # how much of a window's length is shown on both sides of it


def strip(corpus: Corpus) -> Exhibit:
    """Attacks by article: a panel an article with its own axis, a lane an attack, as wide as it is uncertain.

    The truces that the article tells of stand above its attacks. An attack without days is named without
    a mark.
    """
    table = _table(corpus)
    alt = _alt(table) + attacks.aside(corpus)
    return Exhibit("strip", attacks.caption("strip", corpus), table, alt,
                   lambda: _figure(corpus) if len(table) else style.empty())  # fmt: skip


def named(corpus: Corpus, article: Article) -> pd.DataFrame:
    """The attacks in scope as this article alone tells them: by country, the listed first, then by day."""
    told = events.merge(s for s in corpus.statements if s.article == article.id)
    own = told[(told["scope"] == "in") & (told["kind"] == "attack")]
    rank = [
        (attacks.rank(code), bool(several), n)
        for n, (code, several) in enumerate(zip(own["country"], own["aggregate"], strict=True))
    ]
    return own.iloc[[n for _, _, n in sorted(rank)]]


def _table(corpus: Corpus) -> pd.DataFrame:
    rows: list[Sequence[object]] = []
    for article, _ in attacks.in_order(corpus):
        called = attacks.called(corpus, article)
        for _, cycle in _told_by(corpus, article).iterrows():
            evidence = truces.evidence(corpus, cycle)
            rows.append((called, truces.kind(cycle), cycle["name"], "",
                         truces.told(corpus, cycle), "", attacks.told_as(corpus, evidence),
                         evidence))  # fmt: skip
        for _, event in named(corpus, article).iterrows():
            rows.append((
                called,
                labels.word("key several attacks" if event["aggregate"] else "attack"),
                attacks.place(event),
                attacks.country(event["country"]),
                wording.span(event["first"], event["last"]),
                attacks.many(event) if event["aggregate"] else "1",
                attacks.told_as(corpus, event["statements"]),
                event["statements"],
            ))  # fmt: skip
    keys = ("Article", "Kind", "Name or site", "Country", "field days", "How many", "Told as")
    return pd.DataFrame(rows, columns=[*map(labels.word, keys), "statements"], dtype=object)


def _alt(table: pd.DataFrame) -> str:
    if table.empty:
        return labels.word("nothing to draw")
    parts = []
    for outlet, own in table.groupby(labels.word("Article"), sort=False):
        listed = own[own[labels.word("Kind")] == labels.word("attack")]
        several = own[own[labels.word("Kind")] == labels.word("key several attacks")]
        sites = listed[labels.word("Name or site")] + ", " + listed[labels.word("field days")]
        parts.append(labels.word("strip alt").format(
            outlet=outlet, n=len(listed), attacks="; ".join(sites) or labels.word("none"),
            several=len(several)))  # fmt: skip
    return " ".join(parts)


def _figure(corpus: Corpus) -> Figure:
    lanes = len(corpus.articles) * (len(corpus.parts) + 3) + len(corpus.statements)
    tall = max(TALL, TWO * lanes)
    drawn = style.figure(style.WIDTH, tall)
    entries = tuple(attacks.hollow(corpus) if entry == "hollow" else entry for entry in ENTRIES)
    top = 0.05 + key(drawn, 0.05, entries) + 0.12
    for article, window in attacks.in_order(corpus):
        top += _panel(drawn, corpus, article, window, top) + 0.11
    return style.finish(drawn, top)


def _panel(drawn: Figure, corpus: Corpus, article: Article, window: Window, top: float) -> float:
    """One article's window, and a little on both sides of which it doesn't speak. Returns its height."""
    inside = days.span(window.first, window.last)
    reach = BESIDE * (inside[1] - inside[0])
    axes = style.panel(drawn, 0.05, top, ROOM, drawn.get_figheight() - top)
    axes.set_xlim(inside[0] - reach, inside[1] + reach)
    left, right = axes.get_xlim()
    outlet, standing = attacks.called(corpus, article), attacks.standing(corpus, article)
    style.write(axes, left, 0.09, outlet, size=style.TEXT, bold=True)
    style.write(axes, right, 0.09, article.outlet_ar or "", size=style.TEXT, bold=True, ha="right")
    beside = left + (style.breadth(outlet, style.TEXT, bold=True) + 0.12) / style.inches_per_unit(axes)
    told = ", ".join(filter(None, [wording.span(window.first, window.last), standing]))
    style.write(axes, beside, 0.09, told, colour=style.QUIET)
    begin = y = 0.2
    for _, cycle in _told_by(corpus, article).iterrows():
        y += _truce(axes, corpus, cycle, y, inside, reach * 0.8)
    for _, event in named(corpus, article).iterrows():
        y += _attack(axes, corpus, event, y, inside)
    days.shade(axes, [inside], begin, y + 0.03)
    days.ticks(axes, y + 0.03, window.first, window.last)
    style.trim(axes, y + 0.215)
    return y + 0.215


def _truce(axes: Axes, corpus: Corpus, cycle: pd.Series, y: float, inside: days.Span, reach: float) -> float:
    stretch = truces.room(axes, corpus, cycle, reach)
    if stretch is None:
        return 0.0
    down = _names(axes, inside, y, cycle["name"], corpus.parts[cycle["cycle"]].name.ar, stretch)
    truces.draw(axes, corpus, cycle, y + LANE / 2 + down - 0.05, 0.1, reach)
    return TWO if down else LANE


def _attack(axes: Axes, corpus: Corpus, event: pd.Series, y: float, inside: days.Span) -> float:
    """An attack's lane: its site in both languages, its country where that isn't Iraq, its mark if dated."""
    english, arabic = attacks.label(event)
    if event["aggregate"] and event["aggregate_low"] is not None:
        english = f"{english}: {attacks.many(event)}"
    if event["first"] is None:
        english = labels.word("undated").format(name=english)
    elif event["last"].toordinal() < inside[0] or event["first"].toordinal() >= inside[1]:
        english = f"{english}: {wording.span(event['first'], event['last'])}"
    else:
        stretch = days.span(event["first"], event["last"])
        down = _names(axes, inside, y, english, arabic, days.widened(axes, stretch))
        marks.draw(axes, corpus, event, stretch, y + LANE / 2 + down)
        return TWO if down else LANE
    style.link(_apart(axes, inside, y, english, arabic), event["statements"])
    return LANE


def _names(axes: Axes, inside: days.Span, y: float, english: str, arabic: str, mark: days.Span) -> float:
    """Writes a name beside its mark, on the side with more room, or above it where it doesn't fit.

    Returns how many inches further down the mark has to stand.
    """
    inch = style.inches_per_unit(axes)
    before, after = mark[0] - inside[0], inside[1] - mark[1]
    if labelling.pair_width(english, arabic) + GAP > max(before, after) * inch:
        _apart(axes, inside, y, english, arabic)
        return DOWN
    x, side = (mark[0] - GAP / inch, "right") if before > after else (mark[1] + GAP / inch, "left")
    labelling.pair(axes, x, y + LANE / 2, english, arabic, side)
    return 0.0


def _apart(axes: Axes, inside: days.Span, y: float, english: str, arabic: str) -> Text:
    """A name in both languages, at both ends of the window. Returns the English."""
    style.write(axes, inside[1], y + LANE / 2, arabic, ha="right", colour=style.QUIET)
    return style.write(axes, inside[0], y + LANE / 2, english)


def _told_by(corpus: Corpus, article: Article) -> pd.DataFrame:
    """The cycles of which the article tells something."""
    own = {s.id for s in corpus.statements if s.article == article.id}
    return corpus.cycles[[not own.isdisjoint(corpus.parts[id].statements) for id in corpus.parts]]
