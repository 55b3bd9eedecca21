"""Whether a row counts: force between the US or the Coalition and somebody else, and by whom it was used."""

from typing import NamedTuple

from analysis.record.parties import Side

NEITHER = "neither side is the US or the Coalition"
BOTH = "both sides are the US or the Coalition"
WAR = "another war"
STATE = "force by another state"
UNARMED = "not by an armed faction"
UNTOLD = "who used force is not told"


class Verdict(NamedTuple):
    """`kind`, and `why` the row is out of scope, or None if it is in."""

    kind: str
    why: str | None


def judge(by: Side, against: Side, state: bool, armed: bool) -> Verdict:
    """The kind and scope of force by one side against another.

    `state` says that who used force is a state, `armed` that it is an armed group. In scope is a strike by
    the US or the Coalition, or an attack by an armed group on either. Out of scope: force among others,
    another war, force by another state, and whatever is by neither a state nor an armed group.
    """
    kind = "strike" if state or by.ours else "attack"
    return Verdict(kind, _why(by, against, kind, armed))


def _why(by: Side, against: Side, kind: str, armed: bool) -> str | None:
    if by.ours == against.ours:
        return BOTH if by.ours else NEITHER
    if by.war or against.war:
        return WAR
    if by.ours:
        return None
    if kind == "strike":
        return STATE
    return None if armed else UNARMED
