"""The two tables of the record's totals: where counters disagree, and what adds up."""

import dataclasses
from collections.abc import Callable

import of_record
import pytest

from analysis import charts, chronology
from analysis.chronology import Chronology, lines
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def record() -> Chronology:
    return chronology.load()


@pytest.fixture(scope="module", params=["counters", "reconciled"])
def made(request: pytest.FixtureRequest, record: Chronology) -> Exhibit:
    return getattr(charts, request.param)(record)  # type: ignore[no-any-return]


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_sound(made: Exhibit, record: Chronology) -> None:
    of_record.sound(made, record)


def test_what_is_not_explained_says_so_and_comes_first(record: Chronology) -> None:
    why = list(charts.counters(record).table["What explains it"])
    assert why[0] == "both say they count the same: not explained"
    told = ["not explained" in words for words in why]
    assert told == sorted(told, reverse=True) and 0 < sum(told) < len(told)


def test_every_total_stands_beside_the_record(record: Chronology) -> None:
    table = charts.reconciled(record).table
    beside = table[table["Beside it"].str.contains("listed")]
    assert [ids[0] for ids in beside["statements"]] == [f"r-{t.id}" for t in lines.totals(record)]


def test_a_sum_that_fails_is_shown(record: Chronology) -> None:
    wrong = {"count_low": 28, "count_best": 28, "count_high": 28}
    rows = tuple(row.model_copy(update=wrong) if row.id == "total-pentagon-iraq-2023-11-14" else row
                 for row in record.rows)  # fmt: skip
    table = charts.reconciled(dataclasses.replace(record, rows=rows)).table
    failed = table[table["What it shows"].str.startswith("does not hold")]
    assert failed.iloc[0].tolist()[:5] == [
        "Pentagon, by 14 November 2023: the whole and its parts by country", "55", "28 + 28", "-1",
        "does not hold, by -1"]  # fmt: skip


def test_no_total_makes_an_empty_table(record: Chronology) -> None:
    none = dataclasses.replace(record, rows=())
    assert charts.counters(none).table.empty and charts.reconciled(none).table.empty
