"""Published totals as lines, and the file of periods."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.chronology import Chronology, lines
from analysis.statements import Count

Refused = Callable[[Callable[[], object]], list[str]]


def test_a_line_is_one_counter_one_scope_one_start(record: Chronology) -> None:
    found = lines.lines(record)
    for line in found:
        assert {(t.counter, t.counts, t.period_first) for t in line.totals} == {
            (line.counter, line.counts, line.start)
        }
        days = [t.period_last for t in line.totals]
        assert days == sorted(set(days))  # type: ignore[type-var]
    told = sorted(t.id for line in found for t in line.totals)
    assert told == sorted(t.id for t in lines.totals(record))


def test_what_the_agency_counts_never_is_one_line(record: Chronology) -> None:
    own = [line for line in lines.lines(record) if line.counter == "afp"]
    assert [len(line.totals) for line in own] == [1, 1, 1, 1, 1]


def test_each_total_is_in_one_period(record: Chronology) -> None:
    for total in lines.totals(record):
        day = total.period_last
        assert day and sum(p.first <= day <= p.last for p in lines.load().periods) == 1, total.id


def test_in_words() -> None:
    assert lines.counted(("iraq", "syria", "bases")) == "attacks in Iraq and Syria, on bases only"
    assert lines.counted(("claims",)) == "claims, not attacks that others confirm"
    kinds = [Count(3, 3, 3), Count(None, 3, None), Count(3, None, None)]
    assert [lines.kind(count) for count in kinds] == ["exact", "about", "at least"]
    assert [lines.value(count) for count in kinds] == [3, 3, 3]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [("last: 2020-12-31", "last: 2019-12-31",
      "9: periods.0.first: expected a day not after 2019-12-31, found 2020-01-01"),
     ("last: 2020-12-31", "last: 2021-02-01",
      "10: periods.1.first: expected a day after 2021-02-01, found 2021-01-01")],
)  # fmt: skip
def test_days_that_do_not_follow(copy: Path, change: Callable, refused: Refused, old: str, new: str,
                                 problem: str) -> None:  # fmt: skip
    change(copy / lines.FILE, old, new)
    found = refused(lambda: lines.load(copy))
    assert [p.removeprefix(f"{copy / lines.FILE}:") for p in found] == [problem]
