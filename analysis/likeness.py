"""Likeness: which events a statement may be about, and in words why. It is offered, never decided.

A statement is like an event of its own kind and scope whose days overlap its own, at the same site or, where
one of them names none, in the same country within a week, and whose weapons don't differ.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.statements import Statement

WEEK = 3
"""The precision of days within a week: vaguer days, without a site in common, say nothing."""


class Like(NamedTuple):
    """An event that a statement may be about, why, and who tells of it: articles or statements, by id."""

    event: str
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
