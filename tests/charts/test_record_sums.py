"""The two tables of the record's totals: where counters disagree, and what adds up."""

import dataclasses
from collections.abc import Callable

import of_record
import pytest

from analysis import charts
from analysis.chronology import Chronology, lines
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module", params=["counters", "checks", "reconciled"])
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
    told = [total.statements for total in charts.reconciled(record).table["Total"]]
    assert told == [(f"r-{total.id}",) for total in lines.totals(record)]


def test_a_sum_that_fails_is_shown(record: Chronology) -> None:
    wrong = {"count_low": 28, "count_best": 28, "count_high": 28}
    rows = tuple(row.model_copy(update=wrong) if row.id == "total-pentagon-iraq-2023-11-14" else row
                 for row in record.rows)  # fmt: skip
    table = charts.checks(dataclasses.replace(record, rows=rows)).table
    [failed] = table[table["What it shows"].str.startswith("does not hold")].values.tolist()
    assert failed[0].text == "Pentagon, by 14 November 2023: the whole and its parts by country"
    assert failed[1:4] == ["55", "28 + 28", "does not hold, by -1"]


def test_no_total_makes_an_empty_table(record: Chronology) -> None:
    none = dataclasses.replace(record, rows=())
    assert all(chart(none).table.empty for chart in (charts.counters, charts.checks, charts.reconciled))
