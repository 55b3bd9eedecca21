"""The timeline: the days that the articles speak about, truces, attacks and strikes on one axis."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis import labels, wording
from analysis.articles import Article
from analysis.charts import attacks, days, labelling, marks, style, truces
from analysis.charts.key import EVENTS, TRUCES, key
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.reviews import Window

TALL = 12.0  # inches, more than a few articles need; cut at the end
ROOM = style.WIDTH - 0.1
MARGIN = 30.0  # days at both edges, so that a mark on New Year's Day is whole
LANE = 0.19
UNDER = 0.185  # from a name to its Arabic line under it, where both don't fit on one line
REACH = 60.0  # days that a side open in the overview trails off


def timeline(corpus: Corpus) -> Exhibit:
    """The articles' windows, truce cycles, attacks and strikes on one axis.

    The window of an article that nobody reviewed is an outline, as it is only proposed.
    """
    table = _table(corpus)
    drawn = _figure(corpus) if attacks.in_order(corpus) else style.empty()
    alt = _alt(corpus) + attacks.aside(corpus)
    return Exhibit("timeline", attacks.caption("timeline", corpus), table, alt, drawn)


def _table(corpus: Corpus) -> pd.DataFrame:
    rows: list[Sequence[object]] = []
    for article, window in attacks.in_order(corpus):
        out = labels.word("published on").format(days=_published(article))
        told = ", ".join(filter(None, [out, attacks.standing(corpus, article)]))
        rows.append((labels.word("window"), attacks.called(corpus, article),
                     wording.span(window.first, window.last), "", told, ()))  # fmt: skip
    for _, cycle in corpus.cycles.iterrows():
        evidence = truces.evidence(corpus, cycle)
        rows.append((truces.kind(cycle), cycle["name"], truces.told(corpus, cycle), "",
                     attacks.told_as(corpus, evidence), evidence))  # fmt: skip
    for _, event in attacks.in_scope(corpus, "attack", "strike").iterrows():
        kind = "key several attacks" if event["aggregate"] else event["kind"]
        rows.append((labels.word(kind), attacks.place(event), wording.span(event["first"], event["last"]),
                     attacks.country(event["country"]), attacks.told_as(corpus, event["statements"]),
                     event["statements"]))  # fmt: skip
    headings = [labels.word(key) for key in ("Kind", "Name or site", "field days", "Country", "Told as")]
    return pd.DataFrame(rows, columns=[*headings, "statements"], dtype=object)


def _alt(corpus: Corpus) -> str:
    windows = [window for _, window in attacks.in_order(corpus)]
    if not windows:
        return labels.word("nothing to draw")
    first, last = windows[0].first, max(w.last for w in windows)
    events = attacks.in_scope(corpus, "attack", "strike")
    parts = [labels.word("timeline alt windows").format(
        n=attacks.headed(wording.number(len(windows))),
        first=wording.span(first, first), last=wording.span(last, last))]  # fmt: skip
    parts += [f"{c['name']}: {truces.told(corpus, c)}." for _, c in corpus.cycles.iterrows()]
    for code in attacks.countries(events):
        here = _within(events, code)
        if not here.empty:
            parts.append(labels.word("timeline alt country").format(
                country=attacks.headed(attacks.country(code)), attacks=_count(here, "attack", False),
                several=_count(here, "attack", True), strikes=_count(here, "strike", False)))  # fmt: skip
    untold = int(events["first"].isna().sum())
    return " ".join([*parts, labels.word("timeline alt untold").format(n=untold)])


def _count(events: pd.DataFrame, kind: str, aggregate: bool) -> int:
    found = events[(events["kind"] == kind) & (events["aggregate"].astype(bool) == aggregate)]
    return len(found)


def _figure(corpus: Corpus) -> Figure:
    """All years on one axis, and the key. What isn't dated stands in the table alone."""
    lanes = len(corpus.articles) + 2 * len(corpus.parts) + len(corpus.events)
    drawn = style.figure(style.WIDTH, max(TALL, 6 + LANE * lanes))
    top = _axis(drawn, corpus) + 0.12
    entries = tuple(attacks.hollow(corpus) if entry == "hollow" else entry for entry in EVENTS + TRUCES)
    entries += ("window unreviewed",) if corpus.unreviewed else ()
    return style.finish(drawn, top + key(drawn, top, entries))


def _axis(drawn: Figure, corpus: Corpus) -> float:
    """The windows, the truces, then the events country by country. Returns where it ends, in inches."""
    windows = [window for _, window in attacks.in_order(corpus)]
    spans = [days.span(w.first, w.last) for w in windows]
    axes = style.panel(drawn, 0.05, 0.05, ROOM, drawn.get_figheight() - 0.1)
    first, last = min(w.first for w in windows).year, max(w.last for w in windows).year
    left, right = days.span(dt.date(first, 1, 1), dt.date(last, 12, 31))
    axes.set_xlim(left - MARGIN, right + MARGIN)
    y = _section(axes, 0.24, labels.word("days the articles speak about"))
    gap = sum(_widest_gap(spans)) / 2
    style.write(axes, gap, y - 0.12, labels.word("key no source"), colour=style.QUIET, ha="center")
    for article, window in attacks.in_order(corpus):
        _window(axes, corpus, article, window, y)
        y += LANE
    y = _section(axes, y + 0.06, labels.word("truces"))
    for _, cycle in corpus.cycles.iterrows():
        y += _named_cycle(axes, corpus, cycle, y)
    events = _dated(corpus)
    for code in attacks.countries(events):
        here = _within(events, code)
        if not here.empty:
            y = _section(axes, y + 0.06, attacks.headed(attacks.country(code)))
            y += marks.rows(axes, corpus, here, y)
    days.shade(axes, spans, 0.0, y)
    _years(axes, first, last, y)
    style.trim(axes, y)
    return y + 0.05


def _widest_gap(windows: list[days.Span]) -> days.Span:
    """The longest stretch between the windows that none of them covers; the end of the last if none."""
    ends = [max(end for _, end in windows[: n + 1]) for n in range(len(windows))]
    gaps = [(end, start) for end, (start, _) in zip(ends, windows[1:], strict=False) if start > end]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=(ends[-1], ends[-1]))


def _years(axes: Axes, first: int, last: int, bottom: float) -> None:
    for year in range(first, last + 1):
        left, right = days.span(dt.date(year, 1, 1), dt.date(year, 12, 31))
        style.write(axes, (left + right) / 2, 0.1, str(year), size=style.TEXT, colour=style.INK, ha="center")
        if year > first:
            axes.plot([left, left], [0, bottom], color=style.RULE, lw=0.6, zorder=0.5)


def _section(axes: Axes, y: float, words: str) -> float:
    style.write(axes, axes.get_xlim()[0] + 0.04 / style.inches_per_unit(axes), y + 0.08, words, bold=True)
    return y + 0.2


def _beside(axes: Axes, stretch: days.Span) -> tuple[float, str]:
    """Where a mark's label begins and which side it grows to: away from the nearer edge."""
    left, right = axes.get_xlim()
    gap = 0.07 / style.inches_per_unit(axes)
    if stretch[0] - left > right - stretch[1]:
        return stretch[0] - gap, "right"
    return stretch[1] + gap, "left"


def _window(axes: Axes, corpus: Corpus, article: Article, window: Window, y: float) -> None:
    standing = attacks.standing(corpus, article)
    stretch = days.span(window.first, window.last)
    wide = stretch[1] - stretch[0]
    axes.add_patch(Rectangle((stretch[0], y + 0.11), wide, 0.06, edgecolor=style.QUIET,
                             facecolor=style.GROUND if standing else style.QUIET,
                             lw=0.8 if standing else 0))  # fmt: skip
    taken = stretch
    if article.published:
        out = days.span(article.published.first, article.published.last)
        marks.published(axes, out, y + 0.06, article.published.basis)
        taken = stretch[0], max(stretch[1], days.widened(axes, out)[1])
    x, side = _beside(axes, taken)
    words = ", ".join(filter(None, [attacks.called(corpus, article), standing]))
    style.write(axes, x, y + 0.11, words, ha=side)


def _named_cycle(axes: Axes, corpus: Corpus, cycle: pd.Series, y: float) -> float:
    """Draws the cycle with its name in both languages; returns how high it is, nothing when undated."""
    stretch = truces.room(axes, corpus, cycle, REACH)
    if stretch is None:
        return 0.0
    truces.draw(axes, corpus, cycle, y + 0.04, 0.12, REACH)
    x, side = _beside(axes, stretch)
    english, arabic = cycle["name"], corpus.parts[cycle["cycle"]].name.ar
    edge = axes.get_xlim()[side == "left"]
    if labelling.pair_width(english, arabic) < abs(edge - x) * style.inches_per_unit(axes):
        labelling.pair(axes, x, y + 0.1, english, arabic, side)
        return LANE
    style.write(axes, x, y + 0.1, english, ha=side)
    style.write(axes, x, y + 0.1 + UNDER, arabic, ha=side, colour=style.QUIET)
    return LANE + UNDER


def _within(events: pd.DataFrame, country: str | None) -> pd.DataFrame:
    return events[events["country"].isna() if country is None else events["country"] == country]


def _dated(corpus: Corpus) -> pd.DataFrame:
    events = attacks.in_scope(corpus, "attack", "strike")
    return events[events["first"].notna()]


def _published(article: Article) -> str:
    if article.published is None:
        return labels.word("not told")
    when = wording.span(article.published.first, article.published.last)
    return f"{when} ({labels.word('inferred')})" if article.published.basis == "inferred" else when
