"""Facts about the public record for the prose: named as the record's, each tied to its rows."""

from collections.abc import Iterator, Sequence

from analysis import wording
from analysis.chronology import Chronology, count_facts, coverage_facts
from analysis.corpus import Corpus
from analysis.facts import Fact


def compute(record: Chronology, corpus: Corpus) -> dict[str, Fact]:
    """Every fact about the record by its name, `record.…`. Raises ValueError when two have one name."""
    found: dict[str, Fact] = {}
    families = [family(record) for family in (_counts, _rows, _cycles, *count_facts.families(corpus))]
    families.append(coverage_facts.facts(record, corpus))
    for family in families:
        for fact in family:
            if fact.name in found:
                raise ValueError(f"two facts are named {fact.name!r}")
            found[fact.name] = fact
    return found


def tally(name: str, ids: Sequence[str], unit: str, how: str) -> Fact:
    """How many rows of the record there are of a kind."""
    return Fact(f"record.{name}", len(ids), wording.number(len(ids)), unit, how, (), tuple(ids))


def _counts(record: Chronology) -> Iterator[Fact]:
    inside = record.events[record.events["scope"] == "in"]
    for kind in ("attack", "strike"):
        ids = tuple(inside[inside["kind"] == kind]["event"])
        yield tally(f"{kind}s", ids, f"{kind}s", f"Rows of the record that are a dated {kind} in scope.")
    yield tally("truce-acts", tuple(record.truces["id"]), "truce acts", "Rows of the record on a truce.")
    yield tally("totals", tuple(record.totals["id"]), "totals", "Rows of the record that give a count.")


def _rows(record: Chronology) -> Iterator[Fact]:
    """The days of each row, and what a total counts."""
    for row in record.rows:
        yield Fact(f"record.{row.id}.days", [row.first.isoformat(), row.last.isoformat()],
                   wording.span(row.first, row.last), "days", "The days that its sources give.", (),
                   (row.id,))  # fmt: skip
        for end in ("first", "last"):
            day = getattr(row, f"period_{end}")
            if day:
                name = f"record.{row.id}.{'from' if end == 'first' else 'to'}"
                yield Fact(name, day.isoformat(), wording.span(day, day), "day",
                           f"The {end} day that the total covers.", (), (row.id,))  # fmt: skip
        for what in ("count", "killed", "wounded"):
            counted = row.count(what)
            if counted.known:
                yield Fact(f"record.{row.id}.{what}", [counted.low, counted.best, counted.high],
                           wording.count(counted), what, "By the codebook's rule for the source's words.",
                           (), (row.id,))  # fmt: skip


def _cycles(record: Chronology) -> Iterator[Fact]:
    for cycle in record.cycles.itertuples():
        name, own = f"record.{cycle.cycle}", tuple(cycle.record)
        yield Fact(f"{name}.name", cycle.name, cycle.name[:1].lower() + cycle.name[1:], "name",
                   "What the book calls it.", (), own)  # fmt: skip
        for side in ("declared", "effect", "ended"):
            first, last = getattr(cycle, f"{side}_first"), getattr(cycle, f"{side}_last")
            if first is not None:
                yield Fact(f"{name}.{side}", [first.isoformat(), last.isoformat()], wording.span(first, last),
                           "days", "From the earliest to the latest day that the record gives.", (),
                           own)  # fmt: skip
        if cycle.duration_low is not None:
            both = f"{wording.both(cycle.duration_low, cycle.duration_high)} days"
            yield Fact(f"{name}.duration", [cycle.duration_low, cycle.duration_high], both, "days",
                       "From coming into force to the earliest and the latest claim about its end.", (),
                       own)  # fmt: skip
