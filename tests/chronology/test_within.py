import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis import chronology
from analysis.chronology import within
from analysis.chronology.within import Days
from analysis.corpus import Corpus

DAY = dt.timedelta(1)
TALLY = {
    # cycle: attacks surely within, possibly within
    "2020-spring": (0, 1),
    "2020-october": (1, 5),
    "2021-winter": (0, 1),
    "2021-march": (0, 1),
    "2021-autumn": (0, 1),
    "2022-2023": (1, 0),
    "2023-gaza-pause": (0, 0),
    "2024-february": (2, 4),
}

a_day = some.dates(dt.date(2023, 12, 1), dt.date(2024, 3, 1))


@some.composite
def spans(draw: some.DrawFn) -> tuple[dt.date, dt.date]:
    first, last = sorted((draw(a_day), draw(a_day)))
    return first, last


@some.composite
def cycles(draw: some.DrawFn) -> Days:
    a, b, c, d = sorted(draw(some.lists(a_day, min_size=4, max_size=4)))
    ended = draw(some.sampled_from([(c, d), (None, None)]))
    found = within.of((a, b), ended, open_start=draw(some.booleans()))
    assert found is not None
    return found


def each(span: tuple[dt.date, dt.date]) -> list[dt.date]:
    return [span[0] + n * DAY for n in range((span[1] - span[0]).days + 1)]


@given(spans(), cycles())
def test_a_span_is_judged_as_all_its_days_are(span: tuple[dt.date, dt.date], days: Days) -> None:
    singly = {within.verdict(day, day, days) for day in each(span)}
    whole = within.verdict(*span, days)
    if whole == "out":
        assert singly == {"out"}
    elif whole == "in":
        assert singly == {"in"}
    else:
        assert singly not in ({"in"}, {"out"})


@given(spans(), cycles())
def test_what_is_sure_is_possible(span: tuple[dt.date, dt.date], days: Days) -> None:
    if days.sure:
        assert days.possible[0] < days.sure[0] <= days.sure[1] <= days.possible[1]
    wider = within.verdict(span[0] - DAY, span[1] + DAY, days)
    allowed = {"in": {"in", "maybe"}, "maybe": {"maybe"}, "out": {"out", "maybe"}}
    assert wider in allowed[within.verdict(*span, days)]


def d(month: int, day: int) -> dt.date:
    return dt.date(2024, month, day)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (d(1, 31), d(1, 31), "out"),  # the day before it may have begun
        (d(2, 1), d(2, 1), "maybe"),
        (d(2, 5), d(2, 5), "maybe"),  # the last day on which it may have begun
        (d(2, 6), d(2, 19), "in"),
        (d(2, 6), d(2, 20), "maybe"),  # the first claim of its end
        (d(2, 25), d(3, 2), "maybe"),
        (d(2, 26), d(2, 26), "out"),
        (d(1, 1), d(4, 1), "maybe"),
    ],
)
def test_edges(first: dt.date, last: dt.date, expected: str) -> None:
    days = within.of((d(2, 1), d(2, 5)), (d(2, 20), d(2, 25)))
    assert days is not None and within.verdict(first, last, days) == expected


def test_a_day_on_which_it_still_held_counts_where_no_end_is_told() -> None:
    days = within.of((d(2, 1), d(2, 1)), (None, None), d(2, 10))
    assert days == Days((d(2, 1), d(2, 10)), (d(2, 2), d(2, 10)), open_start=False, open_end=True)


def test_an_untold_beginning_leaves_nothing_sure() -> None:
    days = within.of((None, None), (d(2, 1), d(2, 3)))
    assert days == Days((d(2, 1), d(2, 3)), None, open_start=True, open_end=False)
    assert within.of((None, None), (None, None)) is None


def test_ends_that_overlap_the_beginning_leave_nothing_sure() -> None:
    days = within.of((d(2, 1), d(2, 9)), (d(2, 5), d(2, 7)))
    assert days is not None and days.sure is None and days.possible == (d(2, 1), d(2, 9))


def test_the_record_cycle_by_cycle(corpus: Corpus) -> None:
    record = chronology.load()
    days = within.cycle_days(corpus, record)
    found = within.verdicts(within.attacks(record), days)
    assert list(days) == list(TALLY)
    for name, (sure, possible) in TALLY.items():
        assert ((found[name] == "in").sum(), (found[name] == "maybe").sum()) == (sure, possible), name
    assert days["2024-february"].possible == (d(2, 11), d(8, 20)), "the record's claims of its end count too"


def test_beyond_says_on_which_untold_side() -> None:
    days = {
        "first": Days((d(1, 1), d(1, 5)), None, open_start=True, open_end=True),
        "second": Days((d(2, 1), d(3, 1)), (d(2, 2), d(2, 9)), open_start=False, open_end=False),
        "third": Days((d(5, 1), d(5, 1)), None, open_start=True, open_end=False),
    }
    assert within.beyond(d(1, 9), d(1, 9), days) == "first"
    assert within.beyond(d(3, 9), d(3, 9), days) == "third"
    assert within.beyond(d(6, 1), d(6, 1), days) is None
    assert within.beyond(dt.date(2023, 1, 1), dt.date(2023, 1, 2), days) == "first"
