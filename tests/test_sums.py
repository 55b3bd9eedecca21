"""Whether the record's sums hold, and that one which doesn't is seen."""

import dataclasses
import datetime as dt

import pytest

from analysis.chronology import Chronology, sums
from analysis.chronology.sums import Check


def changed(record: Chronology, id: str, **values: object) -> Chronology:
    """The record with other values in one row, of which no sum was checked."""
    rows = tuple(row.model_copy(update=values) if row.id == id else row for row in record.rows)
    return dataclasses.replace(record, rows=rows)


def exactly(n: int) -> dict[str, object]:
    return {"count_low": n, "count_best": n, "count_high": n}


def failed(record: Chronology) -> list[tuple[str, int]]:
    return [(check.kind, check.by) for check in sums.checks(record) if not check.holds]


def test_the_sums_of_the_record_hold(record: Chronology) -> None:
    found = sums.checks(record)
    kinds = [check.kind for check in found]
    assert {kind: kinds.count(kind) for kind in kinds} == {"parts": 8, "rises": 3, "since": 1, "wider": 2}
    assert failed(record) == []


def test_parts_that_do_not_make_the_whole(record: Chronology) -> None:
    assert failed(changed(record, "total-pentagon-iraq-2023-11-14", **exactly(28))) == [("parts", -1)]


def test_a_part_that_is_not_told_makes_no_sum(record: Chronology) -> None:
    rows = tuple(row for row in record.rows if row.id != "total-pentagon-iraq-2023-11-14")
    found = [check for check in sums.checks(dataclasses.replace(record, rows=rows)) if check.kind == "parts"]
    assert len(found) == 7


def test_a_line_that_falls(record: Chronology) -> None:
    assert failed(changed(record, "total-pentagon-2023-12-07", count_best=60)) == [("rises", 6)]


def test_a_later_count_that_leaves_too_many(record: Chronology) -> None:
    assert failed(changed(record, "total-pentagon-since-2024-01-04", **exactly(30))) == [("since", -5)]


def test_a_later_count_beside_the_total_of_its_eve(record: Chronology) -> None:
    """Where a total was published for the day before, the difference must be exact."""
    later = dt.date(2023, 12, 22)
    eve = changed(record, "total-pentagon-since-2024-01-04", period_first=later, **exactly(25))
    [check] = [check for check in sums.checks(eve) if check.kind == "since"]
    assert (check.said, check.low, check.high, check.holds) == (102, 102, 102, True)


def test_a_wider_total_that_is_smaller(record: Chronology) -> None:
    assert failed(changed(record, "total-pentagon-2024-04-23", count_best=160)) == [("wider", -8)]


def test_how_far_a_check_is_off() -> None:
    assert [Check("since", (), n, 5, 8).by for n in (3, 5, 8, 11)] == [-2, 0, 0, 3]
    assert Check("wider", (), 11, 5, None).holds


def test_what_a_total_counts_of_the_record(record: Chronology) -> None:
    found = sums.listed(record.row("total-jerusalem-post-drones-2021-07-07"), record)
    assert [row.id for row in found.sure] == [
        "erbil-airport-2021-04-14", "baghdad-airport-2021-06-10", "erbil-airport-2021-07-06"]  # fmt: skip
    assert [row.id for row in found.possible] == ["us-embassy-2021-07-05"], "are embassies counted?"
    assert found.apart == (9, 10) and not found.exceeds


def test_countries_targets_and_days_are_kept_apart(record: Chronology) -> None:
    def ids(total: str) -> set[str]:
        found = sums.listed(record.row(total), record)
        return {row.id for row in (*found.sure, *found.possible)}

    assert ids("total-pentagon-iraq-2023-10-24") == {"ain-al-asad-2023-10-18"}
    assert ids("total-pentagon-syria-2023-10-24") == {"tanf-2023-10-18"}
    assert "tower-22-2024-01-28" in ids("total-pentagon-2024-04-23") - ids("total-pentagon-2024-02-07")
    assert not any("embassy" in id for id in ids("total-rudaw-2021"))
    assert ids("total-southfront-convoys-2021-07-06") == set()


def test_an_attack_out_of_scope_is_never_listed(record: Chronology) -> None:
    total = record.row("total-afp-2020-03-12")
    assert [row.id for row in sums.listed(total, record).sure] == ["us-embassy-2020-01", "taji-2020-03-11"]
    out = changed(record, "taji-2020-03-11", scope="out")
    assert [row.id for row in sums.listed(total, out).sure] == ["us-embassy-2020-01"]


def test_a_record_that_lists_more_is_seen(record: Chronology) -> None:
    few = changed(record, "total-pentagon-2023-10-24", **exactly(1))
    assert sums.listed(few.row("total-pentagon-2023-10-24"), few).exceeds
    about = changed(record, "total-pentagon-2023-10-24", count_low=None, count_best=1, count_high=None)
    assert not sums.listed(about.row("total-pentagon-2023-10-24"), about).exceeds, "about so many may be more"


def test_unexplained_pairs_come_first(record: Chronology) -> None:
    found = [(pair.larger.id, pair.smaller.id, pair.reasons) for pair in sums.rivals(record)]
    assert found[0] == ("total-afp-2020-10-16", "total-fdd-2020-10-22", ())
    explained = [pair.explained for pair in sums.rivals(record)]
    assert explained == sorted(explained) and explained.count(False) == 4


def test_one_counter_is_no_rival_of_its_own(record: Chronology) -> None:
    assert all(pair.larger.counter != pair.smaller.counter for pair in sums.rivals(record))


def test_a_rising_count_is_no_disagreement(record: Chronology) -> None:
    """ABC's count lies between two of the Pentagon's, eleven days after the one before it."""
    assert not any("total-abc-news-2024-01-20" in (p.larger.id, p.smaller.id) for p in sums.rivals(record))


def test_longer_days_with_fewer_attacks(record: Chronology) -> None:
    found = {(p.larger.id, p.smaller.id) for p in sums.rivals(record) if p.longer}
    assert ("total-afp-2020-10-16", "total-fdd-since-2019-05") in found
    assert ("total-afp-2021-07-07", "total-rudaw-2021") in found


@pytest.mark.parametrize(
    ("pair", "difference", "ratio"),
    [(("total-afp-2020-10-16", "total-fdd-2020-10-22"), "at most about 35", "at most about 1.6"),
     (("total-islamic-resistance-2023-11-25", "total-pentagon-2023-11-21"), "at least 7", "at least 1.1"),
     (("total-afp-2021-07-07", "total-focus-washington-2021-07-06"), "about 3", "about 1.1")],
)  # fmt: skip
def test_a_difference_is_as_sure_as_its_totals(
    record: Chronology, pair: tuple[str, str], difference: str, ratio: str
) -> None:
    [found] = [p for p in sums.rivals(record) if (p.larger.id, p.smaller.id) == pair]
    assert (sums.difference(found), sums.ratio(found)) == (difference, ratio)
