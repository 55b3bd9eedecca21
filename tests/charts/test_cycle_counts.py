from collections import Counter
from collections.abc import Callable

import pytest

from analysis import charts
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(record: Chronology, corpus: Corpus) -> Exhibit:
    return charts.record_cycles(record, corpus)


def test_table(made: Exhibit, same_table: Callable[[Exhibit], None]) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_every_attack_is_drawn_and_outside_only_where_in_no_truce(
    made: Exhibit, record: Chronology, marks: Callable
) -> None:
    events = record.events
    counted = {f"r-{id}" for id in events[(events["kind"] == "attack") & (events["scope"] == "in")]["event"]}
    drawn = Counter(mark.get_url()[1:] for mark in marks(made))
    assert set(drawn) & counted == counted
    outside = made.table[made.table["Told by"] == ""]
    assert all(drawn[id] == 1 for ids in outside["statements"] for id in ids)
    assert drawn["r-ain-al-asad-2021-03-03"] == 3, "possible in three truces at once"


def test_only_days_decide_not_the_cycle_that_a_row_names(made: Exhibit, record: Chronology) -> None:
    assert record.row("green-zone-2020-06-10").cycle == "2020-spring"
    outside = made.table[made.table["Truce"] == "Beside a truce whose end or beginning is untold"]
    assert "r-green-zone-2020-06-10" in {id for ids in outside["statements"] for id in ids}


def test_possible_is_hollow(made: Exhibit, marks: Callable, shape: Callable) -> None:
    looks = {mark.get_url(): shape(mark) for mark in marks(made) if mark.get_linewidth()}
    assert looks["#r-green-zone-2020-11-17"] == "full"  # between all claims of October's truce
    assert looks["#r-us-embassy-2020-12-20"] == "hollow"  # after the first claim of its end
    assert (
        looks["#r-ain-al-asad-2024-07-16"] == "hollow"  # between two claims of its end
    )  # after the committee's word, before the articles' end


def test_no_rate_is_said(made: Exhibit) -> None:
    assert "no rate follows" in made.alt and "no rate follows" in made.caption


def test_talks_and_the_undated_are_no_truce(made: Exhibit) -> None:
    names = set(made.table["Truce"])
    assert "The renewal that failed in July 2021" not in names and "The months after July 2024" not in names


def test_nothing_told(blank: Chronology, nothing: Corpus, corpus: Corpus) -> None:
    assert charts.record_cycles(blank, nothing).table.empty
    alone = charts.record_cycles(blank, corpus)
    assert set(alone.table["Surely within"]) == {"0"}
    assert alone.alt == "The record tells of nothing to draw here."
    alone.svg()
