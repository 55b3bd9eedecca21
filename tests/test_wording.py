"""How numbers, days and lists are worded: nothing of a range is lost on the way into a sentence."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import wording
from analysis.statements import Count

D = dt.date
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]  # fmt: skip


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "no"), (1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six"), (7, "seven"),
     (8, "eight"), (9, "nine"), (10, "ten"), (11, "11"), (2500, "2,500"), (-1, "-1")],
)  # fmt: skip
def test_numbers(n: int, words: str) -> None:
    assert wording.number(n) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (D(2024, 7, 26), D(2024, 7, 26), "26 July 2024"),
        (D(2021, 3, 3), D(2021, 3, 7), "3–7 March 2021"),
        (D(2024, 2, 11), D(2024, 7, 26), "11 February – 26 July 2024"),
        (D(2023, 3, 3), D(2024, 3, 3), "3 March 2023 – 3 March 2024"),
        (D(2021, 12, 29), D(2022, 1, 12), "29 December 2021 – 12 January 2022"),
        (None, None, "not told"),
        (D(2024, 7, 26), None, "not told"),
        (None, D(2024, 7, 26), "not told"),
    ],
)
def test_spans(first: D | None, last: D | None, words: str) -> None:
    assert wording.span(first, last) == words


def read_back(words: str) -> tuple[D, D]:
    """The days that a reader takes from a worded span: what one side leaves out stands on the other."""
    sides = [re.fullmatch(r"(\d+)(?: (\w+))?(?: (\d+))?", side.strip()) for side in words.split("–")]
    assert all(sides)
    last = sides[-1]
    assert last is not None and last[2] and last[3]
    days = [D(int(m[3] or last[3]), MONTHS.index(m[2] or last[2]) + 1, int(m[1])) for m in sides if m]
    return days[0], days[-1]


@given(st.dates(D(1990, 1, 1), D(2040, 1, 1)), st.integers(0, 800))
def test_a_reader_gets_both_days_back(first: D, length: int) -> None:
    last = first + dt.timedelta(days=length)
    assert read_back(wording.span(first, last)) == (first, last)


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (None, "not told"),
        (Count(), "not told"),
        (Count(0, 0, 0), "0"),
        (Count(4, 4, 4), "4"),
        (Count(4, None, 4), "4"),
        (Count(None, 14, None), "about 14"),
        (Count(3, None, None), "at least 3"),
        (Count(0, None, None), "at least 0"),
        (Count(None, None, 9), "at most 9"),
        (Count(None, None, 0), "at most 0"),
        (Count(20, None, 99), "20 to 99"),
        (Count(0, None, 9), "0 to 9"),
        (Count(3, 5, 9), "3 to 9"),
    ],
)
def test_counts(counted: Count | None, words: str) -> None:
    assert wording.count(counted) == words


numbers = st.none() | st.integers(0, 30)


@given(numbers, numbers, numbers)
def test_a_count_keeps_both_its_ends(low: int | None, best: int | None, high: int | None) -> None:
    given = [n for n in (low, best, high) if n is not None]
    if given != sorted(given):
        given.sort()
        low, best, high = (given.pop(0) if n is not None else None for n in (low, best, high))
    words = wording.count(Count(low, best, high))
    shown = {int(n) for n in re.findall(r"\d+", words)}
    assert "None" not in words
    assert shown == ({low, high} - {None} or {best} - {None})
    assert (words == "not told") == (not shown)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "not told"),
        (7, 7, "7"),
        (0, 0, "0"),
        (156, 166, "156 to 166"),
        (0, 4, "0 to 4"),
        (20, None, "20 or more"),
        (0, None, "0 or more"),
        (None, 9, "at most 9"),
    ],
)
def test_ranges_of_two_numbers(low: int | None, high: int | None, words: str) -> None:
    assert wording.both(low, high) == words


def test_lists() -> None:
    assert wording.listing([]) == "none"
    assert wording.listing(["a"]) == "a"
    assert wording.listing(["a", "b"]) == "a and b"
    assert wording.listing(("a", "b", "c")) == "a, b and c"
