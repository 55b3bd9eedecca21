"""How the number of attacks moves with each coding choice: no number is quoted without its range."""

import itertools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis import events
from analysis.corpus import Corpus

Event = Mapping[str, Any]
"""One row of the events table."""

SPOKEN = frozenset({"claimed", "alleged"})
"""The statuses of a statement that repeats a claim or an accusation and does not report in its own voice."""

COLUMNS = ["choice", "low", "high", "open_high", "moved", "untold", "statements"]


@dataclass(frozen=True)
class Tally:
    """One count of attacks: the number, whether it is open upwards, and what it rests on.

    `events` are the names of the listed attacks and of the aggregates that were counted. `untold` are the
    aggregates that belong to the count and whose number no article tells: they add nothing to it.
    """

    number: int
    open_high: bool
    events: tuple[str, ...]
    untold: tuple[str, ...]


def rests_on_claims(corpus: Corpus, event: Event) -> bool:
    """Whether every statement of the event repeats a claim or an accusation."""
    return all(corpus.statement(id).status in SPOKEN for id in event["statements"])


def covers(aggregate: Event, event: Event) -> bool:
    """Whether a listed attack is already inside an aggregate.

    It is when its days lie within the aggregate's, it is in the same country where the aggregate tells
    one, and it has the same kind of target where the aggregate speaks of bases or of convoys.
    """
    ends = (aggregate["first"], aggregate["last"], event["first"], event["last"])
    if None in ends or event["first"] < aggregate["first"] or event["last"] > aggregate["last"]:
        return False
    if aggregate["country"] is not None and aggregate["country"] != event["country"]:
        return False
    target = aggregate["target_type"]
    return target not in ("base", "convoy") or target == event["target_type"]


def tally(corpus: Corpus, without: Collection[str] = (), end: Literal["low", "high"] | None = None) -> Tally:
    """Counts the attacks under some choices.

    `without` names what is left out: convoys, syria, claims. `end` adds each aggregate at its low or its
    high end, less the listed attacks that it covers, whether or not they are left out: they are not among
    what it adds. An aggregate that doesn't tell what is left out stays in whole. A high end that is not
    told leaves the count open and adds the low end. Two aggregates over the same days both add.
    """
    every: list[Event] = events.listed(corpus.events).to_dict("records")
    kept = [event for event in every if not _left_out(corpus, event, without)]
    names = [event["event"] for event in kept]
    number, open_high, untold = len(kept), False, []
    for aggregate in events.aggregates(corpus.events).to_dict("records") if end else []:
        if _left_out(corpus, aggregate, without):
            continue
        low, high = aggregate["aggregate_low"], aggregate["aggregate_high"]
        told = low if end == "low" or high is None else high
        open_high = open_high or (end == "high" and high is None)
        if low is None and high is None:
            untold.append(aggregate["event"])
        if told is not None:
            number += max(0, told - sum(covers(aggregate, event) for event in every))
            names.append(aggregate["event"])
    return Tally(number, open_high, tuple(names), tuple(untold))


def count_choices(corpus: Corpus) -> pd.DataFrame:
    """One row a choice: the number of attacks that it gives.

    `choice` is listed (every attack listed, the base), without_convoys, without_syria, without_claims,
    aggregates_low, aggregates_high or all (the least and the most over all combinations). `low` and `high`
    differ in the last row only. `open_high` is true where the number has no upper end. `moved` names the
    events that the choice leaves out or adds, `untold` the aggregates that belong to it and tell no
    number. `statements` are those of the events counted.
    """
    base = tally(corpus)
    rows = [_row(corpus, "listed", base, base)]
    rows += [_row(corpus, f"without_{name}", tally(corpus, (name,)), base) for name in LEFT_OUT]
    rows += [_row(corpus, "aggregates_low", tally(corpus, end="low"), base)]
    rows += [_row(corpus, "aggregates_high", tally(corpus, end="high"), base)]
    return pd.DataFrame([*rows, _over_all(corpus, base)], columns=COLUMNS, dtype=object)


def combinations(corpus: Corpus) -> list[Tally]:
    """The count under every combination of the choices."""
    ends: tuple[Literal["low", "high"] | None, ...] = (None, "low", "high")
    sizes = range(len(LEFT_OUT) + 1)
    sets = itertools.chain.from_iterable(itertools.combinations(LEFT_OUT, size) for size in sizes)
    return [tally(corpus, without, end) for without in sets for end in ends]


def _over_all(corpus: Corpus, base: Tally) -> dict[str, Any]:
    every = combinations(corpus)
    least, most = (pick(every, key=lambda counted: counted.number) for pick in (min, max))
    row = _row(corpus, "all", most, base)
    moved = {*row["moved"], *(set(base.events) - set(least.events))}
    open_high = any(counted.open_high for counted in every)
    return {**row, "low": least.number, "open_high": open_high, "moved": _in_order(corpus, moved)}


def _row(corpus: Corpus, choice: str, counted: Tally, base: Tally) -> dict[str, Any]:
    moved = set(base.events) ^ set(counted.events)
    statements = (id for name in counted.events for id in corpus.event(name)["statements"])
    return {
        "choice": choice,
        "low": counted.number, "high": counted.number, "open_high": counted.open_high,
        "moved": _in_order(corpus, moved), "untold": counted.untold,
        "statements": tuple(dict.fromkeys(statements)),
    }  # fmt: skip


def _in_order(corpus: Corpus, names: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in corpus.events["event"] if name in names)


LEFT_OUT: dict[str, Callable[[Corpus, Event], bool]] = {
    "convoys": lambda _, event: event["target_type"] == "convoy",
    "syria": lambda _, event: event["country"] == "SY",
    "claims": rests_on_claims,
}
"""What each choice leaves out, by the choice's name."""


def _left_out(corpus: Corpus, event: Event, without: Collection[str]) -> bool:
    return any(LEFT_OUT[name](corpus, event) for name in without)
