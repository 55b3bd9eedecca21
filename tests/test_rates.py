"""Rates: exact intervals against published ones, exposure, and what must not be taken from one another."""

import dataclasses
import datetime as dt

import pytest

from analysis import rates
from analysis.chronology import Chronology, lines
from analysis.chronology.rows import Row
from analysis.corpus import Corpus
from analysis.rates import Force, NotComparable, Stretch

FIRST = dt.date(2023, 11, 1)


def total(record: Chronology, **changed: object) -> Row:
    """A total of the record, changed."""
    return record.row("total-pentagon-2023-10-30").model_copy(update=changed)


def stretch(first: dt.date, days: int, count: int = 0) -> Stretch:
    return Stretch(first, first + dt.timedelta(days - 1), count, (), "told free")


# Garwood's limits for the mean of a Poisson count at 95 %, as printed in tables of epidemiology.
@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.69), (1, 0.03, 5.57), (2, 0.24, 7.22), (5, 1.62, 11.67), (10, 4.80, 18.39), (20, 12.22, 30.89),
     (50, 37.11, 65.92), (100, 81.36, 121.63)],
)  # fmt: skip
def test_the_exact_interval_is_the_published_one(count: int, low: float, high: float) -> None:
    assert [round(end, 2) for end in rates.poisson(count)] == [low, high]


def test_another_level() -> None:
    assert round(rates.poisson(0, 0.90).high, 2) == 3.00
    assert rates.poisson(7, 0.99).low < rates.poisson(7).low < 7 < rates.poisson(7).high


@pytest.mark.parametrize(("count", "level"), [(-1, 0.95), (3, 0), (3, 1), (3, 95)])
def test_no_interval_of_nonsense(count: int, level: float) -> None:
    with pytest.raises(ValueError, match="expected a count from 0 and a level between 0 and 1"):
        rates.poisson(count, level)


def test_no_attack_in_a_truce_of_38_days_allows_almost_three_a_month() -> None:
    assert 2.9 < stretch(FIRST, 38).interval.high < 3
    assert stretch(FIRST, 38).rate == 0 and stretch(FIRST, 38).interval.low == 0


def test_a_rate_is_over_both_its_days() -> None:
    one = stretch(FIRST, 1, 4)
    assert (one.days, one.rate) == (1, 120)
    assert stretch(FIRST, 15, 4).rate == 8


def test_the_difference_begins_the_day_after(record: Chronology) -> None:
    found = rates.difference(record.row("total-pentagon-2023-10-24"), record.row("total-pentagon-2023-10-30"))
    assert (str(found.first), str(found.last), found.days, found.count) == ("2023-10-25", "2023-10-30", 6, 10)


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [("total-afp-2020-03-12", "total-afp-2020-05-19", ["other start"]),
     ("total-afp-2020-05-19", "total-afp-2020-10-16", ["other scope", "other start", "not exact"]),
     ("total-pentagon-2023-11-21", "total-pentagon-2023-12-07", ["not exact"]),
     ("total-pentagon-2023-10-24", "total-pentagon-iraq-2023-10-30", ["other scope"]),
     ("total-pentagon-2023-11-21", "total-islamic-resistance-2023-11-25",
      ["other counter", "other scope", "start untold", "not exact"]),
     ("total-pentagon-2024-01-09", "total-abc-news-2024-01-20", ["other counter", "not exact"]),
     ("total-fdd-2020-10-22", "total-fdd-since-2019-05", ["other start", "not later", "not exact"])],
)  # fmt: skip
def test_totals_that_count_otherwise_are_refused(
    record: Chronology, before: str, after: str, reasons: list[str]
) -> None:
    with pytest.raises(NotComparable) as caught:
        rates.difference(record.row(before), record.row(after))
    assert str(caught.value) == f"{before}, {after}: {', '.join(reasons)}"


def test_a_line_that_falls_is_refused(record: Chronology) -> None:
    later = total(record, count_low=12, count_best=12, count_high=12)
    with pytest.raises(NotComparable, match="falling"):
        rates.difference(record.row("total-pentagon-2023-10-24"), later)


def test_the_stretches_add_up_to_the_last_total(record: Chronology) -> None:
    for line in rates.rated(record):
        found = [s for s in rates.stretches(line, record) if s.origin != "told free"]
        exact = [n for row in line.totals if (n := lines.exact(row)) is not None]
        assert sum(s.count for s in found) == exact[-1]
        assert line.start and sum(s.days for s in found) == (found[-1].last - line.start).days + 1
        assert all(a.last + dt.timedelta(1) == b.first for a, b in zip(found, found[1:], strict=False))


def test_every_total_gives_a_rate_or_a_reason(record: Chronology) -> None:
    used = {row.id for line in rates.rated(record) for s in rates.stretches(line, record) for row in s.rows}
    refused = {row.id for none in rates.refused(record) for row in none.totals}
    assert {row.id for row in lines.totals(record)} <= used | refused
    assert all(none.reasons for none in rates.refused(record))


def test_only_told_days_are_free(record: Chronology) -> None:
    found = [s for s in rates.stretches(rates.series(record), record) if not s.count]
    assert [(str(s.first), str(s.last), s.rows[0].id, s.origin) for s in found] == [
        ("2023-11-24", "2023-11-27", "lull-2023-11", "told free"),
        ("2024-02-11", "2024-04-21", "total-pentagon-2024-04-23", "told free"),
    ]


def test_where_a_stretch_lies() -> None:
    force = [Force("a", "A", dt.date(2023, 11, 5), dt.date(2023, 11, 9))]
    told = {days: rates.place(stretch(dt.date(2023, 11, days[0]), days[1] - days[0] + 1), force)[0]
            for days in ((1, 4), (4, 5), (5, 9), (6, 7), (9, 10), (10, 12), (1, 20))}  # fmt: skip
    assert list(told.values()) == ["none told", "partly", "in", "in", "partly", "none told", "partly"]


def test_the_days_of_the_truces(corpus: Corpus, record: Chronology) -> None:
    found = {f.cycle: f"{f.first} {f.last}" for f in rates.in_force(corpus, record)}
    assert found["2024-february"] == "2024-01-30 2024-08-20", "from both, at the widest"
    assert found["2023-gaza-pause"] == "2023-11-23 2023-11-27", "no end told: the last day it is told to hold"
    assert not {"2021-july", "2022-january", "after-2024-07"} & set(found), "no truce came into force"


def test_no_total_no_stretch(record: Chronology) -> None:
    none = dataclasses.replace(record, rows=())
    assert rates.rated(none) == [] and rates.refused(none) == []
