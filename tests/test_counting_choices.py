import dataclasses
import datetime as dt
from typing import Any

import pytest

from analysis import choices, events
from analysis.corpus import Corpus
from analysis.statements import Count, Days, Site, Statement

COUNTED = {
    "listed": (11, 11, False),
    "without_convoys": (9, 9, False),
    "without_syria": (10, 10, False),
    "without_claims": (8, 8, False),
    # attacks-2021 tells 20 to 99 and covers four listed attacks; base-attacks-2022-01 tells 3 or more and
    # covers one: 11 + 16 + 2, and 11 + 95 + 2 with no upper end.
    "aggregates_low": (29, 29, False),
    "aggregates_high": (108, 108, True),
    "all": (7, 108, True),
}

IRAQ = Site(None, None, "IQ", None, None)
SYRIA = Site(None, None, "SY", None, None)


def said(name: str, day: int, **fields: Any) -> Statement:
    """A reported attack on a base in Iraq on a day of January 2021, or what `fields` make of it."""
    when = Days(dt.date(2021, 1, day), dt.date(2021, 1, day))
    made = Statement(
        id=f"s-{name}", article="a", kind="attack", status="reported", scope="in", start=0, end=1,
        quote="x", event=name, date=when, site=IRAQ, target_type="base",
    )  # fmt: skip
    return dataclasses.replace(made, **fields)


def several(name: str, low: int | None, high: int | None, **fields: Any) -> Statement:
    """A count of attacks in Iraq in the whole of January 2021."""
    month = Days(dt.date(2021, 1, 1), dt.date(2021, 1, 31))
    made = said(
        name, 1, kind="total", what=events.ATTACKS, count=Count(low, None, high), date=month, target_type=None
    )
    return dataclasses.replace(made, **fields)


def of(corpus: Corpus, *statements: Statement) -> Corpus:
    return dataclasses.replace(corpus, statements=statements, events=events.merge(statements))


def counts(corpus: Corpus) -> dict[str, tuple[int, int, bool]]:
    table = choices.count_choices(corpus)
    return {row["choice"]: (row["low"], row["high"], row["open_high"]) for _, row in table.iterrows()}


def test_the_five_articles(corpus: Corpus) -> None:
    assert counts(corpus) == COUNTED


def test_what_moves_and_what_tells_no_number(corpus: Corpus) -> None:
    table = choices.count_choices(corpus).set_index("choice")
    assert table.loc["without_syria", "moved"] == ("conoco-2024-07-26",)
    assert table.loc["without_claims", "moved"] == (
        "ain-al-asad-2022-01", "convoy-babil-2022-01", "convoy-muthanna-2022-01")  # fmt: skip
    assert table.loc["aggregates_low", "moved"] == ("attacks-2021", "base-attacks-2022-01")
    assert set(table.loc["aggregates_high", "untold"]) == {
        "latest-attacks-2021-07", "convoy-attacks-2022-01", "attacks-2023-10", "resumption-2024-07",
        "rocket-attacks-2020"}  # fmt: skip
    assert table.loc["listed", "untold"] == ()


def test_statements_are_those_counted(corpus: Corpus) -> None:
    table = choices.count_choices(corpus).set_index("choice")
    assert "s-003-de71d7" in table.loc["listed", "statements"]
    assert "s-003-de71d7" not in table.loc["without_syria", "statements"]
    assert "s-000-198753" in table.loc["aggregates_low", "statements"]
    assert "s-000-198753" not in table.loc["listed", "statements"]


def test_what_an_aggregate_covers_is_not_added_again(corpus: Corpus) -> None:
    february = Days(dt.date(2021, 2, 1), dt.date(2021, 2, 1))
    later = said("later", 5, date=february)
    made = of(corpus, said("one", 3), said("two", 4), later, several("many", 5, 8))
    assert counts(made)["aggregates_low"] == (6, 6, False)  # three listed, of the five two are listed
    assert counts(made)["aggregates_high"] == (9, 9, False)


def test_an_aggregate_smaller_than_what_it_covers_takes_nothing_away(corpus: Corpus) -> None:
    made = of(corpus, said("one", 3), said("two", 4), said("three", 5), several("few", 2, 2))
    assert counts(made)["aggregates_low"] == counts(made)["aggregates_high"] == (3, 3, False)


@pytest.mark.parametrize(
    ("kind", "number"), [("convoy", 3 + 4), ("base", 3 + 3), ("airport", 3 + 2), (None, 3 + 2)]
)
def test_an_aggregate_of_convoys_or_bases_covers_these_alone(
    corpus: Corpus, kind: str | None, number: int
) -> None:
    listed = (said("base", 3), said("base too", 4), said("convoy", 5, target_type="convoy"))
    made = of(corpus, *listed, several("many", 5, 5, target_type=kind))
    assert counts(made)["aggregates_low"][0] == number


def test_an_aggregate_of_one_country_does_not_cover_another(corpus: Corpus) -> None:
    listed = (said("one", 3, site=SYRIA), said("two", 4))
    assert counts(of(corpus, *listed, several("in Iraq", 5, 5)))["aggregates_low"][0] == 2 + 4
    assert counts(of(corpus, *listed, several("somewhere", 5, 5, site=None)))["aggregates_low"][0] == 2 + 3


def test_a_day_outside_or_untold_is_not_covered(corpus: Corpus) -> None:
    long = said("long", 3, date=Days(dt.date(2020, 12, 31), dt.date(2021, 1, 2)))
    undated = said("undated", 3, date=Days())
    assert counts(of(corpus, long, undated, several("many", 5, 5)))["aggregates_low"][0] == 2 + 5
    assert (
        counts(of(corpus, said("one", 3), several("many", 5, 5, date=Days())))["aggregates_low"][0] == 1 + 5
    )


def test_an_untold_number_adds_nothing_and_opens_the_upper_end(corpus: Corpus) -> None:
    made = of(corpus, said("one", 3), several("some", None, None))
    assert counts(made)["aggregates_low"] == (1, 1, False)
    assert counts(made)["aggregates_high"] == (1, 1, True)
    assert choices.tally(made, end="low").untold == ("some",)


def test_an_upper_end_alone_adds_to_the_high_count_only(corpus: Corpus) -> None:
    made = of(corpus, said("one", 3), several("at most", None, 9))
    assert counts(made)["aggregates_low"] == (1, 1, False)
    assert counts(made)["aggregates_high"] == (9, 9, False)
    assert choices.tally(made, end="low").untold == ()


def test_what_is_left_out_is_not_added_back_by_an_aggregate(corpus: Corpus) -> None:
    made = of(corpus, said("convoy", 3, target_type="convoy"), said("base", 4), several("many", 5, 5))
    assert choices.tally(made, ("convoys",), "low").number == 4  # of the five, one is the listed convoy


def test_an_aggregate_is_left_out_as_an_attack_is(corpus: Corpus) -> None:
    made = of(corpus, several("convoys", 5, 5, target_type="convoy"), several("Syria", 7, 7, site=SYRIA),
              several("said", 9, 9, status="alleged"))  # fmt: skip
    assert choices.tally(made, (), "low").number == 21
    assert choices.tally(made, ("convoys",), "low").number == 16
    assert choices.tally(made, ("syria",), "low").number == 14
    assert choices.tally(made, ("claims",), "low").number == 12
    assert choices.tally(made, ("convoys", "syria", "claims"), "low").number == 0


def test_one_report_is_enough_to_rest_on_more_than_claims(corpus: Corpus) -> None:
    claim = said("one", 3, status="claimed")
    report = dataclasses.replace(said("one", 3), id="s-report")
    assert counts(of(corpus, claim))["without_claims"][0] == 0
    assert counts(of(corpus, claim, report))["without_claims"][0] == 1


def test_out_of_scope_and_strikes_never_count(corpus: Corpus) -> None:
    made = of(corpus, said("out", 3, scope="out"), said("strike", 4, kind="strike"), said("in", 5))
    assert counts(made)["listed"] == (1, 1, False)


def test_all_is_the_least_and_the_most_over_every_combination(corpus: Corpus) -> None:
    numbers = [counted.number for counted in choices.combinations(corpus)]
    assert len(numbers) == 24 and (min(numbers), max(numbers)) == (7, 108)


def test_of_nothing_everything_is_none(corpus: Corpus) -> None:
    assert set(counts(of(corpus)).values()) == {(0, 0, False)}
