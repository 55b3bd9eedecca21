"""Likeness: which events or truce cycles a statement may be about, and in words why. Offered, never decided.

A statement is like an event of its own kind and scope whose days overlap its own, at the same site or, where
one of them names none, in the same country within a week, and whose weapons don't differ. A truce act
is like a cycle that has an act within a month of its own days.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.cycles import Cycle
from analysis.statements import Statement

WEEK = 3
"""The precision of days within a week: vaguer days, without a site in common, say nothing."""


MONTH = dt.timedelta(days=31)
"""Acts of one truce come in quick succession; what is told longer after it is as likely of the next one."""


class Like(NamedTuple):
    """What a statement may be about, an event or a cycle, why, and who tells of it: articles or statements.

    All are given by id.
    """

    id: str
    by: tuple[str, ...]
    reasons: tuple[str, ...]


def events(statement: Statement, table: pd.DataFrame, untold: bool = False) -> list[Like]:
    """The events of the table that the statement may be about, those at the same site first.

    With `untold`, at the same site too where one of the two has no days: a headline tells none.
    """
    found = [
        (not _same_site(statement, row), Like(row.event, row.articles, _reasons(statement, row)))
        for row in table.itertuples()
        if _like(statement, row, untold)
    ]
    return [like for _, like in sorted(found, key=lambda pair: pair[0])]


def cycles(act: Statement, known: Mapping[str, Cycle], acts: Iterable[Statement]) -> list[Like]:
    """The cycles that a truce act may belong to, nearest days first. `acts` are those that may be theirs."""
    first, last = act.date.first, act.date.last
    if act.kind != "truce" or act.scope != "in" or first is None or last is None or last - first > MONTH:
        return []
    dated = {s.id: s for s in acts if s.date.first}
    found = []
    for id, cycle in known.items():
        own = [dated[name] for name in cycle.statements if name in dated]
        gaps = [(_gap(act, other), n) for n, other in enumerate(own)]
        if gaps and min(gaps)[0] <= MONTH:
            gap, n = min(gaps)
            found.append((gap, Like(id, tuple(sorted({s.article for s in own})), _act_reasons(act, own[n]))))
    return [like for _, like in sorted(found)]


def _gap(s: Statement, other: Statement) -> dt.timedelta:
    """The time between the days of two dated statements; none when they overlap."""
    assert s.date.first and s.date.last and other.date.first and other.date.last
    return max(s.date.first - other.date.last, other.date.first - s.date.last, dt.timedelta())


def _act_reasons(act: Statement, nearest: Statement) -> tuple[str, ...]:
    """The days of the act and of the cycle's act nearest to them, and the parties in common."""
    here = wording.span(act.date.first, act.date.last)
    there = wording.span(nearest.date.first, nearest.date.last)
    days = labels.word("like act").format(here=here, act=labels.word(nearest.act or ""), there=there)
    shared = sorted(set(act.parties) & set(nearest.parties))
    if not shared:
        return (days,)
    names = wording.listing([lexicon.name(id) for id in shared])
    return days, labels.word("like parties").format(parties=names)


def _like(s: Statement, row: Any, untold: bool) -> bool:
    if (s.kind, s.scope) != (row.kind, row.scope) or row.aggregate:
        return False
    if None in (s.date.first, s.date.last, row.first, row.last):
        if not (untold and _same_site(s, row)):
            return False
    elif s.date.first > row.last or row.first > s.date.last:
        return False
    ours, theirs = _types(s.weapons), _types(row.weapons)
    if ours and theirs and not ours & theirs:
        return False
    return _same_site(s, row) or _may_be_there(s, row)


def _same_site(s: Statement, row: Any) -> bool:
    return bool(s.site and s.site.id and s.site.id == row.site)


def _may_be_there(s: Statement, row: Any) -> bool:
    """Whether one of them names no site, both are in one country, and both are dated to a week."""
    if s.site and s.site.id and row.site:
        return False
    country = s.site.country if s.site else None
    exact = all(p is not None and p <= WEEK for p in (s.date.precision, row.precision))
    return bool(country and country == row.country and exact)


def _types(weapons: Iterable[Any]) -> set[str]:
    return {weapon.type for weapon in weapons if weapon.type != "unknown"}


def _reasons(s: Statement, row: Any) -> tuple[str, ...]:
    """Site, days, weapons: what they have in common, and what one of them leaves open."""
    if _same_site(s, row):
        site = labels.word("like site").format(site=lexicon.name(row.site))
    else:
        site = labels.word("like country").format(country=lexicon.country(row.country))
    here, there = wording.span(s.date.first, s.date.last), wording.span(row.first, row.last)
    dated = None not in (s.date.first, row.first)
    key = "like untold days" if not dated else "like same days" if here == there else "like days"
    days = labels.word(key).format(here=here, there=there)
    shared = _types(s.weapons) & _types(row.weapons)
    names = wording.listing([labels.word(type) for type in sorted(shared)])
    weapons = labels.word("like weapons" if shared else "like no weapons").format(weapons=names)
    return site, days, weapons
