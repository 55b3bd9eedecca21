"""Events: what one or more statements are about, merged.

A salvo is one attack, not fourteen. Two articles on one attack are one event with two sources. Several
attacks that an article counts or mentions without listing them are one row marked `aggregate`; they are
never exploded into invented rows.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import Any

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.statements import Count, Munitions, Site, Statement, precision

ATTACKS = "attacks"
"""The word in a total's `what` that makes it a count of attacks."""

Range = tuple[float, float]


def merge(statements: Iterable[Statement], copies: Mapping[str, str] | None = None) -> pd.DataFrame:
    """One row an event, in the columns of events.csv, earliest first; undated events come last.

    Statements of one `event` name are one event; a statement without a name is an event by itself,
    named by its id. Days and counts that are compatible narrow each other; where they disagree, the
    row covers them all and `best` is empty. `copies` names the article that another one repeats: what a
    copy says in the same words is the same event, and of an article and its copies only the first that tells
    of an event stands in its `articles`.
    """
    copies = copies or {}
    told = [s for s in statements if s.kind in ("attack", "strike") or _counts_attacks(s)]
    first = {(s.article, s.kind, s.quote): s.event or s.id for s in reversed(told)}
    groups: dict[str, list[Statement]] = {}
    for s in told:
        name = s.event or first.get((copies.get(s.article, ""), s.kind, s.quote), s.id)
        groups.setdefault(name, []).append(s)
    rows = [_row(name, group, copies) for name, group in groups.items()]
    rows.sort(key=lambda row: (row["first"] is None, row["first"] or dt.date.max, row["last"] or dt.date.max,
                               row["event"]))  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def title(row: Any) -> str:
    """What a reader calls an event, given its row: its place and its days."""
    country = lexicon.country(row.country) if row.country else labels.word("place not told")
    place = row.site_name or country
    days = wording.span(row.first, row.last) if row.first else labels.word("days not told")
    return f"{place[:1].upper()}{place[1:]}, {days}"


def listed(table: pd.DataFrame, kind: str = "attack") -> pd.DataFrame:
    """The events of a kind, in scope, that the articles list one by one: what "attacks named" counts."""
    return table[(table["kind"] == kind) & (table["scope"] == "in") & ~table["aggregate"].astype(bool)]


def aggregates(table: pd.DataFrame) -> pd.DataFrame:
    """The aggregates in scope: several attacks that an article speaks of without listing them."""
    return table[(table["scope"] == "in") & table["aggregate"].astype(bool)]


def days(statements: Sequence[Statement]) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day on which all of the statements can be true; else the days that cover them."""
    told = [(s.date.first, s.date.last) for s in statements if s.date.first and s.date.last]
    if not told:
        return None, None
    ranges: list[Range] = [(first.toordinal(), last.toordinal()) for first, last in told]
    first, last = _shared(ranges) if _agree(ranges) else _cover(ranges)
    return dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last))


def count(counts: Iterable[Count | None]) -> Count:
    """One count from several: what all of them allow; else from the least to the most that they say.

    They disagree where their ranges share nothing, where two numbers are said to be the best, or where
    the best is outside what the others allow.
    """
    told = [c for c in counts if c is not None and c.known]
    if not told:
        return Count()
    ranges: list[Range] = [
        (-inf if c.low is None else c.low, inf if c.high is None else c.high) for c in told
    ]
    bests = [c.best for c in told if c.best is not None]
    agreed = _agree([*ranges, *((n, n) for n in bests)])
    low, high = _shared(ranges) if agreed else _cover([_said(c) for c in told])
    best = bests[0] if agreed and bests else None
    return Count(int(low) if low > -inf else None, best, int(high) if high < inf else None)


def _row(name: str, group: list[Statement], copies: Mapping[str, str]) -> dict[str, Any]:
    kind = group[0].kind
    first, last = days(group)
    site = _site(group)
    place = lexicon.site(site.id) if site and site.id else None
    weapons = _weapons(group)
    total = count(s.count for s in group) if kind == "total" else Count()
    return {
        "event": name,
        "kind": "attack" if kind == "total" else kind,
        "scope": group[0].scope,
        "first": first, "last": last, "precision": precision(first, last),
        "site": site.id if site else None,
        "site_name": site.name if site else None,
        "country": site.country if site else None,
        "admin1": site.admin1 if site else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "where_precision": place.where_precision if place else None,
        "by": _union(group, lambda s: s.by),
        "target": _first(s.target for s in group),
        "target_type": _first(s.target_type for s in group),
        "weapons": weapons,
        **_numbers("munitions", munitions(weapons)),
        **_numbers("killed", count(s.killed for s in group)),
        **_numbers("wounded", count(s.wounded for s in group)),
        "claimed_by": _union(group, lambda s: s.claimed_by),
        "blamed_on": _union(group, lambda s: s.blamed_on),
        "denied_by": _union(group, lambda s: s.denied_by),
        "aggregate": kind == "total",
        "aggregate_low": total.low, "aggregate_high": total.high,
        "articles": _independent((s.article for s in group), copies),
        "statements": tuple(s.id for s in group),
        "cycle": None,
    }  # fmt: skip


_NUMBERED = [f"{n}_{end}" for n in ("munitions", "killed", "wounded") for end in ("low", "best", "high")]
COLUMNS = [
    "event", "kind", "scope", "first", "last", "precision", "site", "site_name", "country", "admin1",
    "latitude", "longitude", "where_precision", "by", "target", "target_type", "weapons", *_NUMBERED,
    "claimed_by", "blamed_on", "denied_by", "aggregate", "aggregate_low", "aggregate_high", "articles",
    "statements", "cycle",
]  # fmt: skip
"""The columns of events.csv, in their order."""


def munitions(weapons: Sequence[Munitions]) -> Count:
    """How many munitions in all: each end is known only where it is known of every weapon named."""
    ends = [[getattr(w, end) for w in weapons] for end in ("low", "best", "high")]
    return Count(*(sum(values) if values and None not in values else None for values in ends))


def _counts_attacks(statement: Statement) -> bool:
    return statement.kind == "total" and statement.what == ATTACKS


def _weapons(group: list[Statement]) -> tuple[Munitions, ...]:
    types = dict.fromkeys(w.type for s in group for w in s.weapons)
    merged = []
    for type in types:
        of_type = count(Count(w.low, w.best, w.high) for s in group for w in s.weapons if w.type == type)
        merged.append(Munitions(type, of_type.low, of_type.best, of_type.high))
    return tuple(merged)


def _site(group: list[Statement]) -> Site | None:
    """The most exact site that the statements name; of several, only the country they share."""
    sites = [s.site for s in group if s.site]
    exact = [site for site in sites if _vagueness(site) == min(map(_vagueness, sites))]
    if len({site.id or site.country for site in exact}) < 2:
        return exact[0] if exact else None
    countries = {site.country for site in exact if site.country}
    return Site(None, None, countries.pop() if len(countries) == 1 else None, None, None)


def _vagueness(site: Site) -> int:
    place = lexicon.site(site.id) if site.id else None
    return place.where_precision if place else 9


def _said(counted: Count) -> Range:
    """From the least to the most that a count says; "about 14" says 14, "at least 3" has no most."""
    low = counted.best if counted.low is None else counted.low
    high = counted.best if counted.high is None else counted.high
    return -inf if low is None else low, inf if high is None else high


def _shared(ranges: Sequence[Range]) -> Range:
    return max(low for low, _ in ranges), min(high for _, high in ranges)


def _agree(ranges: Sequence[Range]) -> bool:
    low, high = _shared(ranges)
    return low <= high


def _cover(ranges: Sequence[Range]) -> Range:
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def _independent(articles: Iterable[str], copies: Mapping[str, str]) -> tuple[str, ...]:
    """The articles, each once; of an article and its copies the first."""
    found: dict[str, str] = {}
    for id in articles:
        found.setdefault(copies.get(id, id), id)
    return tuple(found.values())


def _union(group: list[Statement], of: Callable[[Statement], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for s in group for id in of(s)))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)


def _numbers(name: str, counted: Count) -> dict[str, int | None]:
    return {f"{name}_{end}": getattr(counted, end) for end in ("low", "best", "high")}
