"""Facts about what the articles mention of the record, and what they alone tell: `record.coverage.…`."""

from collections.abc import Iterator, Sequence

from analysis import wording
from analysis.chronology import Chronology, coverage
from analysis.chronology.coverage import Alone, Covered
from analysis.corpus import Corpus
from analysis.facts import Fact
from analysis.statements import Count

COUNT = "total-pentagon-2024-02-07"
"""The published total beside which the record's own attacks are counted."""

_WORDS = {
    "mentioned": "that the articles mention",
    "perhaps": "that only their words for several attacks could stand for",
    "missed-inside": "that they do not name though one of them speaks of those days",
    "missed-outside": "on days of which none of them speaks",
    "missed": "that none of them mentions, nor any words for several attacks",
}


def facts(record: Chronology, corpus: Corpus) -> Iterator[Fact]:
    """Every fact of this family."""
    found = coverage.covered(record, corpus)
    yield from _tallies(found)
    yield from _munitions(found)
    yield from _alone(coverage.alone(record, corpus))
    yield _counted(record, found)


def _tallies(found: Sequence[Covered]) -> Iterator[Fact]:
    """How many events of each group and status: `record.coverage.syria`, `record.coverage.syria-missed`."""
    kinds = {
        "events": found,
        **{f"{kind}s": [one for one in found if one.row.kind == kind] for kind in ("attack", "strike")},
        **{name: [one for one in found if one.group == name] for name in coverage.GROUPS},
    }
    for kind, own in kinds.items():
        yield _tally(kind, own, own, f"Events of the record in scope ({kind}).")
        for status, words in _WORDS.items():
            some = [one for one in own if one.status.startswith(status)]
            name = status if kind == "events" else f"{kind}-{status}"
            yield _tally(name, some, own, f"Events of the record in scope ({kind}) {words}.")


def _tally(name: str, counted: Sequence[Covered], among: Sequence[Covered], how: str) -> Fact:
    """A count with its rows, or with those that were looked through where there is nothing to count."""
    rows = tuple(one.row.id for one in counted or among)
    words = wording.number(len(counted))
    return Fact(f"record.coverage.{name}", len(counted), words, "events", how, (), rows)


def _munitions(found: Sequence[Covered]) -> Iterator[Fact]:
    """The rockets, drones and so on of the events that the articles mention too."""
    for one in found:
        for weapon in one.row.weapons if one.status == "mentioned" else ():
            given = Count(weapon.low, weapon.best, weapon.high)
            if given.known:
                yield Fact(f"record.coverage.{one.row.id}.{weapon.type}", [given.low, given.best, given.high],
                           wording.count(given), weapon.type, "From the least to the most that is told.",
                           one.statements, (one.row.id,))  # fmt: skip


def _counted(record: Chronology, found: Sequence[Covered]) -> Fact:
    """The record's attacks of the months and countries of which the last count of the Pentagon is."""
    total = record.row(COUNT)
    assert total.period_first and total.period_last
    inside = [one for one in found if one.row.kind == "attack" and one.row.country in ("IQ", "SY")
              and total.period_first <= one.row.first and one.row.last <= total.period_last]  # fmt: skip
    how = "Dated attacks of the record in Iraq and Syria within the period of that count."
    return _tally("in-pentagon-count", inside, found, how)


def _alone(found: Sequence[Alone]) -> Iterator[Fact]:
    for kind in ("event", "several", "cycle", "act"):
        own = [one for one in found if one.kind == kind]
        yield Fact(f"record.coverage.alone-{kind}", len(own), wording.number(len(own)), kind,
                   "Told by an article and by no independent page of the record.",
                   tuple(id for one in own for id in one.statements))  # fmt: skip
