import dataclasses
import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis import charts
from analysis.charts import style
from analysis.charts.months import cells
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(record: Chronology) -> Exhibit:
    return charts.months(record)


def attacks(record: Chronology) -> pd.DataFrame:
    events = record.events
    return events[(events["kind"] == "attack") & (events["scope"] == "in")]


def test_table(made: Exhibit, same_table: Callable[[Exhibit], None]) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_each_attack_is_one_square_and_each_stretch_a_line_in_each_country_and_year(
    made: Exhibit, record: Chronology, marks: Callable
) -> None:
    found = [mark.get_url().removeprefix("#r-") for mark in marks(made)]
    lines = [s.row for s in record.free.values() for _ in s.countries
             for _ in range(s.last.year - s.first.year + 1)]  # fmt: skip
    assert sorted(found) == sorted([*attacks(record)["event"], *lines])


def test_months_without_a_row_are_no_zero(made: Exhibit, record: Chronology) -> None:
    counted = made.table[made.table["Attacks dated in it"] != ""]
    assert "0" not in set(counted["Attacks dated in it"])
    blank = made.table[made.table["What it means"] == "not told, which isn't zero"]
    told = counted.groupby("Country").size()
    assert list(blank["Month or days"]) == [
        f"months without a row: {60 - told[country]} of 60" for country in ("Iraq", "Syria", "Jordan")
    ]
    assert "that isn't zero" in made.alt


def test_what_another_source_dates_on_days_said_to_be_free_is_told(made: Exhibit) -> None:
    said = made.table[made.table["statements"] == ("r-total-pentagon-2024-04-23",)]
    words = dict(zip(said["Country"], said["What it means"], strict=True))
    assert words["Syria"] == "a source says none (another source: Rumaylan, 21 April 2024)"
    assert words["Iraq"] == words["Jordan"] == "a source says none"


@pytest.mark.parametrize(
    ("first", "last", "precision", "in_months", "sure"),
    [
        ((2020, 1, 12), (2020, 1, 26), 4, [(2020, 1)], True),
        ((2020, 1, 31), (2020, 2, 1), 2, [(2020, 1), (2020, 2)], False),
        ((2021, 11, 1), (2022, 2, 28), 5, [(2021, 11), (2021, 12), (2022, 1), (2022, 2)], False),
        ((2022, 3, 1), (2022, 3, 31), 5, [(2022, 3)], False),
        ((2019, 12, 31), (2020, 1, 1), 2, [(2020, 1)], False),
    ],
)
def test_an_unsure_month(
    record: Chronology, marks: Callable, first: tuple[int, int, int], last: tuple[int, int, int],
    precision: int, in_months: list[tuple[int, int]], sure: bool,
) -> None:  # fmt: skip
    changed = {"first": dt.date(*first), "last": dt.date(*last), "precision": precision}
    event = pd.DataFrame([{**attacks(record).iloc[0], **changed}], dtype=object)
    found = cells(event)
    assert [cell.month for cell in found] == in_months
    assert all(bool(cell.sure) == sure and bool(cell.unsure) != sure for cell in found)
    alone = charts.months(dataclasses.replace(record, events=event, free={}))
    looks = [to_hex(mark.get_facecolor()) for mark in marks(alone)]
    assert looks == [style.RECORD if sure else style.GROUND] * len(in_months)


def test_countries_stand_apart(made: Exhibit, record: Chronology) -> None:
    counted = made.table[made.table["Attacks dated in it"] != ""]
    for _, row in counted.iterrows():
        assert {record.row(id).country for id in row["statements"]} == {
            {"Iraq": "IQ", "Syria": "SY", "Jordan": "JO"}[row["Country"]]
        }


def test_fits_a_phone(made: Exhibit) -> None:
    assert made.figure is not None and list(made.figure.get_size_inches() <= (5.2, 6.4)) == [True, True]


def test_nothing_told_draws_an_empty_frame(blank: Chronology, written: Callable) -> None:
    made = charts.months(blank)
    assert written(made) == [made.alt]
    assert all(count == "" for count in made.table["Attacks dated in it"])
