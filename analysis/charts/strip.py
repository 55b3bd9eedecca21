"""The strip: what each article tells of attacks, day by day, on an axis of its own."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import events, labels, wording
from analysis.articles import Article
from analysis.charts import attacks, days, marks, style, truces
from analysis.charts.key import key
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit

ENTRIES = ("attack", "hollow", "several attacks", "talks", "truce", "alleged truce", "open", "no source")
TALL = 40.0  # more than is ever needed; cut at the end
ROOM = style.WIDTH - 0.1
LANE = 0.33  # an attack's name over its mark
MARK = 0.26  # where the mark is in it
BESIDE = 0.06  # how much of a window's length is shown on both sides of it


def strip(corpus: Corpus) -> Exhibit:
    """Attacks by article: a panel an article with its own axis, a lane an attack, as wide as it is uncertain.

    The truces that the article tells of stand above its attacks. An attack without days is named without
    a mark.
    """
    table = _table(corpus)
    drawn = _figure(corpus) if len(table) else style.empty()
    return Exhibit("strip", labels.word("strip caption"), table, _alt(table), drawn)


def named(corpus: Corpus, article: Article) -> pd.DataFrame:
    """The attacks in scope as this article alone tells them: by country, the listed first, then by day."""
    told = events.merge(s for s in corpus.statements if s.article == article.id)
    own = told[(told["scope"] == "in") & (told["kind"] == "attack")]
    rank = [(attacks.COUNTRIES.index(code), bool(several), n)
            for n, (code, several) in enumerate(zip(own["country"], own["aggregate"], strict=True))]
    return own.iloc[[n for _, _, n in sorted(rank)]]


def _table(corpus: Corpus) -> pd.DataFrame:
    rows: list[Sequence[object]] = []
    for article in attacks.in_order(corpus):
        for _, cycle in _told_by(corpus, article).iterrows():
            evidence = truces.evidence(corpus, cycle)
            rows.append((article.outlet or article.id, truces.kind(cycle), cycle["name"], "",
                         truces.told(corpus, cycle), "", attacks.told_as(corpus, evidence),
                         evidence))  # fmt: skip
        for _, event in named(corpus, article).iterrows():
            rows.append((
                article.outlet or article.id,
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
    drawn = style.figure(style.WIDTH, TALL)
    top = 0.05 + key(drawn, 0.05, ENTRIES) + 0.14
    for article in attacks.in_order(corpus):
        top += _panel(drawn, corpus, article, top) + 0.2
    return style.finish(drawn, top)


def _panel(drawn: Figure, corpus: Corpus, article: Article, top: float) -> float:
    """One article's window, and a little on both sides of which it doesn't speak. Returns its height."""
    window = corpus.reviews[article.id].window
    inside = days.span(window.first, window.last)
    reach = BESIDE * (inside[1] - inside[0])
    axes = style.panel(drawn, 0.05, top, ROOM, TALL - top)
    axes.set_xlim(inside[0] - reach, inside[1] + reach)
    left, right = axes.get_xlim()
    outlet = article.outlet or article.id
    style.write(axes, left, 0.09, outlet, size=style.TEXT, bold=True)
    style.write(axes, right, 0.09, article.outlet_ar or "", size=style.TEXT, bold=True, ha="right")
    beside = left + (style.breadth(outlet, style.TEXT, bold=True) + 0.12) / style.inches_per_unit(axes)
    style.write(axes, beside, 0.09, wording.span(window.first, window.last), colour=style.QUIET)
    begin = y = 0.23
    for _, cycle in _told_by(corpus, article).iterrows():
        y += _truce(axes, corpus, cycle, y, inside, reach * 0.8)
    for _, event in named(corpus, article).iterrows():
        y += _attack(axes, corpus, event, y, inside)
    days.shade(axes, [inside], begin, y + 0.04)
    days.ticks(axes, y + 0.04, window.first, window.last)
    style.trim(axes, y + 0.26)
    return y + 0.26


def _truce(axes: Axes, corpus: Corpus, cycle: pd.Series, y: float, inside: days.Span, reach: float) -> float:
    if truces.draw(axes, corpus, cycle, y + MARK - 0.05, 0.1, reach) is None:
        return 0.0
    _names(axes, inside, y, cycle["name"], corpus.parts[cycle["cycle"]].name.ar)
    return LANE


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
        marks.draw(axes, corpus, event, days.span(event["first"], event["last"]), y + MARK)
        _names(axes, inside, y, english, arabic)
        return LANE
    style.link(_names(axes, inside, y, english, arabic), event["statements"][0])
    return LANE / 2


def _names(axes: Axes, inside: days.Span, y: float, english: str, arabic: str) -> Text:
    style.write(axes, inside[1], y + 0.1, arabic, ha="right", colour=style.QUIET)
    return style.write(axes, inside[0], y + 0.1, english)


def _told_by(corpus: Corpus, article: Article) -> pd.DataFrame:
    """The cycles of which the article tells something."""
    own = {s.id for s in corpus.statements if s.article == article.id}
    return corpus.cycles[[not own.isdisjoint(corpus.parts[id].statements) for id in corpus.parts]]
