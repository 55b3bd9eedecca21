"""Whether the record adds up: its totals among themselves and beside the attacks that it lists itself."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from typing import Literal, NamedTuple

from analysis import labels
from analysis.chronology import Chronology, lines
from analysis.chronology.lines import Line
from analysis.chronology.rows import COUNTRIES, Row

ENDS_WITHIN = 7
STARTS_WITHIN = 31
"""Days by which two totals may differ in where they end and begin and still be about nearly the same days."""

Sure = Literal["sure", "possible", "no"]


class Listed(NamedTuple):
    """A total, and the dated attacks of the record that it counts: surely, or as far as is told."""

    total: Row
    sure: tuple[Row, ...]
    possible: tuple[Row, ...]

    @property
    def apart(self) -> tuple[int, int]:
        """How many attacks the total has more than the record, at the least and at the most."""
        stands = lines.value(self.total.count("count"))
        return stands - len(self.sure) - len(self.possible), stands - len(self.sure)

    @property
    def exceeds(self) -> bool:
        """Whether the record surely lists more than a total that is told exactly: one of them is wrong."""
        number = lines.exact(self.total)
        return number is not None and len(self.sure) > number


class Check(NamedTuple):
    """One sum that must hold: what it compares, both sides, and the rows. `kind` is the key of its wording.

    `low` and `high` are what the second side may be; they differ where the record doesn't tell it exactly.
    """

    kind: Literal["parts", "rises", "since", "wider"]
    rows: tuple[Row, ...]
    said: int
    low: int
    high: int | None

    @property
    def holds(self) -> bool:
        return self.low <= self.said and (self.high is None or self.said <= self.high)

    @property
    def by(self) -> int:
        """How far the first side lies outside what it may be; nought where the check holds."""
        if self.said < self.low:
            return self.said - self.low
        return 0 if self.high is None else max(self.said - self.high, 0)


class Rivals(NamedTuple):
    """Totals of two counters over nearly the same days, the larger first.

    `longer`: the smaller counts over all the days of the larger and more.
    """

    larger: Row
    smaller: Row
    longer: bool

    @property
    def apart(self) -> int:
        return lines.value(self.larger.count("count")) - lines.value(self.smaller.count("count"))

    @property
    def ratio(self) -> float:
        return lines.value(self.larger.count("count")) / lines.value(self.smaller.count("count"))

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the totals themselves tell of why they differ, or of why they should differ the other way."""
        larger, smaller = _limits(self.larger), _limits(self.smaller)
        found = {
            "scope": set(self.larger.counts) != set(self.smaller.counts),
            # Claims are no part of the attacks that others count: they may be false.
            "part larger": larger > smaller and "claims" not in larger,
            "start untold": None in (self.larger.period_first, self.smaller.period_first),
            "longer": self.longer,
        }
        return tuple(reason for reason, given in found.items() if given)

    @property
    def explained(self) -> bool:
        """Whether what the two count, or from when, leaves room for the difference."""
        return bool({"scope", "start untold"} & set(self.reasons)) and "part larger" not in self.reasons


def _limits(total: Row) -> set[str]:
    """What narrows a count: bases, rockets and the like; US interests at large narrow nothing."""
    return {what for what in total.counts if what not in COUNTRIES and what != "us-interests"}


def listed(total: Row, record: Chronology) -> Listed:
    """The dated attacks of the record that a total counts by its days, its countries and what it counts."""
    attacks = [row for row in record.rows if row.kind == "attack" and row.scope == "in"]
    how = {row.id: _counted(row, total) for row in attacks}
    return Listed(total, tuple(row for row in attacks if how[row.id] == "sure"),
                  tuple(row for row in attacks if how[row.id] == "possible"))  # fmt: skip


def _counted(attack: Row, total: Row) -> Sure:
    """Whether a total counts an attack: it must on every ground; one that isn't told leaves it possible."""
    grounds = [_in_days(attack, total), _in_countries(attack, total)]
    grounds += [_of_kind(attack, what, total) for what in total.counts if what not in COUNTRIES]
    if "us-interests" not in total.counts and "claims" not in total.counts:
        # A count of attacks on forces may or may not hold those on the embassy or on no target that is told.
        forces = attack.target is not None and attack.target_type != "embassy"
        grounds.append("sure" if forces else "possible")
    if "no" in grounds:
        return "no"
    return "possible" if "possible" in grounds else "sure"


def _in_days(attack: Row, total: Row) -> Sure:
    first, last = total.period_first, total.period_last
    assert last is not None
    if attack.first > last or (first is not None and attack.last < first):
        return "no"
    return "sure" if first is not None and first <= attack.first and attack.last <= last else "possible"


def _in_countries(attack: Row, total: Row) -> Sure:
    told = lines.countries(total)
    if not told or attack.country is None:
        return "possible"
    return "sure" if attack.country in told else "no"


def _of_kind(attack: Row, what: str, total: Row) -> Sure:
    if what in ("bases", "convoys"):
        if attack.target_type is None:
            return "possible"
        return "sure" if attack.target_type == what.removesuffix("s") else "no"
    if what in ("rockets", "drones"):
        return _with(attack, ("rocket", "mortar") if what == "rockets" else ("drone",))
    if what == "without-drones":
        return {"sure": "no", "possible": "possible", "no": "sure"}[_with(attack, ("drone",))]  # type: ignore[return-value]
    if what == "claims":
        return "sure" if total.counter in attack.claimed_by else "no"
    return "sure"


def _with(attack: Row, types: tuple[str, ...]) -> Sure:
    """Whether an attack was made with one of these; a weapon that is unknown or may be none is possible."""
    own = [weapon for weapon in attack.weapons if weapon.type in types]
    if any(weapon.low != 0 for weapon in own):
        return "sure"
    return "possible" if own or any(weapon.type == "unknown" for weapon in attack.weapons) else "no"


def checks(record: Chronology) -> list[Check]:
    """Every sum that the totals must keep among themselves, those that don't hold too."""
    found = lines.lines(record)
    return [*_parts(found), *_rises(found), *_since(found), *_wider(found)]


def _parts(found: list[Line]) -> Iterator[Check]:
    """Where a counter gives a total by country, the countries make the whole."""
    for whole in found:
        split = [line for line in found if _split(line, whole)]
        for total in whole.totals:
            own = [t for line in split for t in line.totals if t.period_last == total.period_last]
            number, sums = lines.exact(total), [lines.exact(part) for part in own]
            covered = sorted(what for part in own for what in part.counts)
            if number is not None and own and None not in sums and covered == sorted(total.counts):
                made = sum(n for n in sums if n is not None)
                yield Check("parts", (total, *own), number, made, made)


def _split(line: Line, whole: Line) -> bool:
    same = (line.counter, line.start) == (whole.counter, whole.start)
    return same and set(line.counts) < set(whole.counts) and len(line.counts) == 1


def _rises(found: list[Line]) -> Iterator[Check]:
    """A line never falls; of a total that isn't exact its value counts."""
    for line in found:
        values = [lines.value(total.count("count")) for total in line.totals]
        if len(values) > 1:
            fall = max(max(values[:n]) - values[n] for n in range(1, len(values)))
            yield Check("rises", line.totals, max(fall, 0), 0, 0)


def _since(found: list[Line]) -> Iterator[Check]:
    """What a counter counts from a later day is the difference of its totals, or lies between two of them."""
    for line in found:
        for total in line.totals:
            for other in (x for x in found if (x.counter, x.counts) == (line.counter, line.counts)):
                whole = next((t for t in other.totals if t.period_last == total.period_last), None)
                if whole is None or not (line.start and other.start and other.start < line.start):
                    continue
                number, all_of = lines.exact(total), lines.exact(whole)
                if number is not None and all_of is not None:
                    yield _left(line.start, other, whole, total, all_of - number)


def _left(start: dt.date, line: Line, whole: Row, total: Row, left: int) -> Check:
    """What the whole leaves for the days before the later count, beside the totals around its first day."""
    exact = [(t, n) for t in line.totals if (n := lines.exact(t)) is not None and t.period_last]
    eve = start - dt.timedelta(1)
    before = [(t, n) for t, n in exact if t.period_last and t.period_last <= eve]
    after = [(t, n) for t, n in exact if t.period_last and t.period_last >= eve]
    rows = (whole, total, *(t for t, _ in before[-1:]))
    return Check("since", rows, left, before[-1][1] if before else 0, after[0][1] if after else None)


def _wider(found: list[Line]) -> Iterator[Check]:
    """A counter's total over more countries, and over no fewer days, isn't smaller."""
    for line, other in ((a, b) for a in found for b in found if a.counter == b.counter and a is not b):
        own = {what for what in line.counts if what not in COUNTRIES}
        wider = own == {w for w in other.counts if w not in COUNTRIES} and set(line.counts) < set(
            other.counts
        )
        if not wider or _split(line, other) or not (line.start and other.start and other.start <= line.start):
            continue
        small, large = line.totals[-1], other.totals[-1]
        if small.period_last and large.period_last and small.period_last <= large.period_last:
            yield Check("wider", (large, small), lines.value(large.count("count")),
                        lines.value(small.count("count")), None)  # fmt: skip


def rivals(record: Chronology) -> list[Rivals]:
    """Totals of different counters over nearly the same days that differ: unexplained first, then by ratio.

    Nearly the same: their countries overlap, and they begin and end within days of one another; what isn't
    told is taken as the same. And totals over longer days that are smaller than one over part of them.
    """
    found = [Rivals(*pair) for one, other in combinations(lines.totals(record), 2)
             if (pair := _rival(one, other))]  # fmt: skip
    return sorted(found, key=lambda pair: (pair.explained, -pair.ratio, pair.larger.id, pair.smaller.id))


def _rival(one: Row, other: Row) -> tuple[Row, Row, bool] | None:
    small, large = sorted((one, other), key=lambda row: lines.value(row.count("count")))
    places = set(lines.countries(one)), set(lines.countries(other))
    if one.counter == other.counter or (all(places) and not places[0] & places[1]):
        return None
    if lines.value(one.count("count")) == lines.value(other.count("count")):
        return None
    if _holds(small, large) and not _near(one, other):
        return large, small, True
    return (large, small, False) if _near(one, other) else None


def _near(one: Row, other: Row) -> bool:
    assert one.period_last and other.period_last
    ends = abs((one.period_last - other.period_last).days) <= ENDS_WITHIN
    untold = one.period_first is None or other.period_first is None
    return ends and (untold or abs((one.period_first - other.period_first).days) <= STARTS_WITHIN)  # type: ignore[operator]


def _holds(longer: Row, shorter: Row) -> bool:
    """Whether one total's days hold all of the other's."""
    firsts = longer.period_first, shorter.period_first
    assert longer.period_last and shorter.period_last
    return (
        bool(firsts[0] and firsts[1] and firsts[0] <= firsts[1]) and longer.period_last >= shorter.period_last
    )


def difference(pair: Rivals) -> str:
    """How far apart two totals are, worded by how surely each is told: "about 5", "at most about 35"."""
    return labels.word(f"counters hedge {hedge(pair)}").format(n=pair.apart)


def ratio(pair: Rivals) -> str:
    """How many times the smaller the larger is, with the same caution; of two open ends the numbers told."""
    return labels.word(f"counters hedge {hedge(pair)}").format(n=f"{pair.ratio:.1f}")


def hedge(pair: Rivals) -> str:
    """How surely a difference is known: a smaller total that is at least so many makes it less, not more."""
    larger, smaller = (lines.kind(row.count("count")) for row in (pair.larger, pair.smaller))
    if larger == smaller == "at least":
        return "open"
    if "at least" in (larger, smaller):
        return "at least" if larger == "at least" else "at most"
    return "about" if "about" in (larger, smaller) else "exact"
