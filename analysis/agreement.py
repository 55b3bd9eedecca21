"""How far two codings of the same articles agree.

Statements are paired one to one: same article, same kind, spans that overlap by at least half of the
shorter. Precision, recall and F1 say how many find a partner; each field is then compared on the
pairs, and stands apart from F1.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.statements import KINDS, Statement

COMPARED = {
    "attack": ("status", "scope", "first", "last", "site", "by", "target", "target_type", "weapons",
               "killed", "wounded", "claimed_by", "blamed_on"),
    "truce": ("status", "scope", "first", "last", "act", "parties", "mediators", "guarantors",
              "deadline_days", "denied_by", "speaker"),
    "total": ("status", "scope", "first", "last", "site", "by", "target", "count", "counter",
              "claimed_by", "blamed_on"),
}  # fmt: skip
COMPARED["strike"] = COMPARED["attack"]


class Pair(NamedTuple):
    """A statement of one coding and its partner in the other; one of them is None where there is none."""

    one: Statement | None
    other: Statement | None


def pairs(one: Iterable[Statement], other: Iterable[Statement]) -> list[Pair]:
    """Every statement of both codings once, with its partner. The widest overlaps pair first."""
    ones, others = list(one), list(other)
    candidates = sorted(
        ((_overlap(a, b), _alike(a, b), -i, -j) for i, a in enumerate(ones) for j, b in enumerate(others)
         if _overlap(a, b) >= 0.5),
        reverse=True,
    )  # fmt: skip
    left, right, found = set(range(len(ones))), set(range(len(others))), []
    for _, _, i, j in candidates:
        if -i in left and -j in right:
            left.discard(-i)
            right.discard(-j)
            found.append(Pair(ones[-i], others[-j]))
    found += [Pair(ones[i], None) for i in left] + [Pair(None, others[j]) for j in right]
    return sorted(found, key=_place)


def by_kind(found: Sequence[Pair]) -> pd.DataFrame:
    """One row a kind: how many statements each coding has, how many pair, precision, recall and F1.

    Precision is the share of the first coding's statements that pair, recall that of the second's.
    """
    rows = [_row(kind, [p for p in found if kind in ("all", *_kinds(p))]) for kind in (*KINDS, "all")]
    return pd.DataFrame(rows)


def by_field(found: Sequence[Pair]) -> pd.DataFrame:
    """One row a kind and field: on how many pairs both codings have the same value."""
    rows = []
    for kind, fields in COMPARED.items():
        both = [(p.one, p.other) for p in found if p.one and p.other and p.one.kind == kind]
        rows += [
            {"kind": kind, "field": field, "pairs": len(both),
             "same": sum(value(a, field) == value(b, field) for a, b in both)}
            for field in fields
        ]  # fmt: skip
    return pd.DataFrame(rows)


def differences(found: Sequence[Pair]) -> pd.DataFrame:
    """One row a difference: the quotation, the field, and what each coding has."""
    rows: list[dict[str, Any]] = []
    for one, other in found:
        either = one or other
        assert either is not None
        about = {"article": either.article, "kind": either.kind, "quote": either.quote}
        if one is None or other is None:
            rows.append({**about, "field": "(statement)", "one": bool(one), "other": bool(other)})
            continue
        rows += [
            {**about, "field": field, "one": value(one, field), "other": value(other, field)}
            for field in COMPARED[one.kind]
            if value(one, field) != value(other, field)
        ]
    return pd.DataFrame(rows, columns=["article", "kind", "quote", "field", "one", "other"])


def value(statement: Statement, field: str) -> Any:
    """What a field says, in a form that can be compared: lists as sets, a site as its id or country."""
    if field in ("first", "last"):
        return getattr(statement.date, field)
    if field == "site":
        return (statement.site.id or statement.site.country) if statement.site else None
    found = getattr(statement, field)
    return frozenset(found) if isinstance(found, tuple) else found


def _overlap(a: Statement, b: Statement) -> float:
    """The shared length as a share of the shorter span; 0 for other articles or kinds."""
    if (a.article, a.kind) != (b.article, b.kind):
        return 0.0
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(shared, 0) / min(a.end - a.start, b.end - b.start)


def _alike(a: Statement, b: Statement) -> int:
    """How many fields agree: of two statements on one quotation, it says which is whose partner."""
    return sum(value(a, field) == value(b, field) for field in COMPARED[a.kind])


def _kinds(pair: Pair) -> tuple[str, ...]:
    return tuple(s.kind for s in pair if s)


def _place(pair: Pair) -> tuple[str, int, int]:
    either = pair.one or pair.other
    assert either is not None
    return either.article, either.start, either.end


def _row(kind: str, found: Sequence[Pair]) -> dict[str, Any]:
    ones, others = sum(bool(p.one) for p in found), sum(bool(p.other) for p in found)
    both = sum(bool(p.one and p.other) for p in found)
    return {
        "kind": kind, "first": ones, "second": others, "both": both,
        "precision": both / ones if ones else None,
        "recall": both / others if others else None,
        "f1": 2 * both / (ones + others) if ones + others else None,
    }  # fmt: skip
