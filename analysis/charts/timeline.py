"""The timeline: the days that the articles speak about, truces, attacks and strikes on one axis."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from analysis import chronology, labels, wording
from analysis.articles import Article
from analysis.charts import attacks, days, marks, overview, recorded, style, truces
from analysis.charts.key import EVENTS, TRUCES, key
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit

TALL = 12.0  # inches, more than a few articles need; cut at the end
ROOM = style.WIDTH - 0.1


def timeline(corpus: Corpus) -> Exhibit:
    """The articles' windows, truce cycles, attacks and strikes on one axis, and the record's own truces.

    The window of an article that nobody reviewed is an outline, as it is only proposed.
    """
    record = chronology.load()
    table = _table(corpus, record)
    alt = _alt(corpus, record) + attacks.aside(corpus)
    return Exhibit("timeline", attacks.caption("timeline", corpus), table, alt,
                   lambda: _figure(corpus, record) if attacks.in_order(corpus)
                   else style.empty())  # fmt: skip


def _table(corpus: Corpus, record: Chronology) -> pd.DataFrame:
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
    for _, cycle in (recorded.cycles(record) if rows else record.cycles[:0]).iterrows():
        rows.append((labels.word("record cycle"), cycle["name"], recorded.told(record, cycle), "",
                     labels.word("told by record"), recorded.evidence(*cycle["record"])))  # fmt: skip
    for _, event in attacks.in_scope(corpus, "attack", "strike").iterrows():
        kind = "key several attacks" if event["aggregate"] else event["kind"]
        rows.append((labels.word(kind), attacks.place(event), wording.span(event["first"], event["last"]),
                     attacks.country(event["country"]), attacks.told_as(corpus, event["statements"]),
                     event["statements"]))  # fmt: skip
    headings = [labels.word(key) for key in ("Kind", "Name or site", "field days", "Country", "Told as")]
    return pd.DataFrame(rows, columns=[*headings, "statements"], dtype=object)


def _alt(corpus: Corpus, record: Chronology) -> str:
    windows = [window for _, window in attacks.in_order(corpus)]
    if not windows:
        return labels.word("nothing to draw")
    first, last = windows[0].first, max(w.last for w in windows)
    events = attacks.in_scope(corpus, "attack", "strike")
    parts = [labels.word("timeline alt windows").format(
        n=attacks.headed(wording.number(len(windows))),
        first=wording.span(first, first), last=wording.span(last, last))]  # fmt: skip
    parts += [f"{c['name']}: {truces.told(corpus, c)}." for _, c in corpus.cycles.iterrows()]
    alone = [f"{c['name']}: {recorded.told(record, c)}." for _, c in recorded.cycles(record).iterrows()]
    parts += [labels.word("timeline alt record"), *alone]
    for code in attacks.countries(events):
        here = overview.within(events, code)
        if not here.empty:
            parts.append(labels.word("timeline alt country").format(
                country=attacks.headed(attacks.country(code)), attacks=_count(here, "attack", False),
                several=_count(here, "attack", True), strikes=_count(here, "strike", False)))  # fmt: skip
    untold = int(events["first"].isna().sum())
    return " ".join([*parts, labels.word("timeline alt untold").format(n=untold)])


def _count(events: pd.DataFrame, kind: str, aggregate: bool) -> int:
    found = events[(events["kind"] == kind) & (events["aggregate"].astype(bool) == aggregate)]
    return len(found)


def _figure(corpus: Corpus, record: Chronology) -> Figure:
    """All years on one axis, and the key. What isn't dated stands in the table alone."""
    lanes = len(corpus.articles) + 2 * len(corpus.parts) + len(corpus.events)
    drawn = style.figure(style.WIDTH, max(TALL, 8 + overview.LANE * lanes))
    top = _axis(drawn, corpus, record) + 0.12
    entries = tuple(attacks.hollow(corpus) if entry == "hollow" else entry for entry in EVENTS + TRUCES)
    entries += ("window unreviewed",) if corpus.unreviewed else ()
    return style.finish(drawn, top + key(drawn, top, entries))


def _axis(drawn: Figure, corpus: Corpus, record: Chronology) -> float:
    """The windows, the truces, then the events country by country. Returns where it ends, in inches."""
    windows = [window for _, window in attacks.in_order(corpus)]
    spans = overview.spans(corpus)
    axes = style.panel(drawn, 0.05, 0.05, ROOM, drawn.get_figheight() - 0.1)
    first, last = min(w.first for w in windows).year, max(w.last for w in windows).year
    left, right = days.span(dt.date(first, 1, 1), dt.date(last, 12, 31))
    axes.set_xlim(left - overview.MARGIN, right + overview.MARGIN)
    y = overview.section(axes, 0.24, labels.word("days the articles speak about"))
    gap = sum(_widest_gap(spans)) / 2
    style.write(axes, gap, y - 0.12, labels.word("key no source"), colour=style.QUIET, ha="center")
    for article, window in attacks.in_order(corpus):
        overview.window(axes, corpus, article, window, y)
        y += overview.LANE
    y = overview.section(axes, y + 0.06, labels.word("truces"))
    for _, cycle in corpus.cycles.iterrows():
        y += overview.cycle(axes, corpus, cycle, y)
    y = overview.section(axes, y + 0.06, labels.word("truces of the record"))
    for _, cycle in recorded.cycles(record).iterrows():
        y += overview.recorded_cycle(axes, record, cycle, y)
    events = _dated(corpus)
    for code in attacks.countries(events):
        here = overview.within(events, code)
        if not here.empty:
            y = overview.section(axes, y + 0.06, attacks.headed(attacks.country(code)))
            y += marks.rows(axes, corpus, here, y)
    days.shade(axes, spans, 0.0, y)
    overview.years(axes, first, last, 0.0, y)
    style.trim(axes, y)
    return y + 0.05


def _widest_gap(windows: list[days.Span]) -> days.Span:
    """The longest stretch between the windows that none of them covers; the end of the last if none."""
    ends = [max(end for _, end in windows[: n + 1]) for n in range(len(windows))]
    gaps = [(end, start) for end, (start, _) in zip(ends, windows[1:], strict=False) if start > end]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=(ends[-1], ends[-1]))


def _dated(corpus: Corpus) -> pd.DataFrame:
    events = attacks.in_scope(corpus, "attack", "strike")
    return events[events["first"].notna()]


def _published(article: Article) -> str:
    if article.published is None:
        return labels.word("not told")
    when = wording.span(article.published.first, article.published.last)
    return f"{when} ({labels.word('inferred')})" if article.published.basis == "inferred" else when
