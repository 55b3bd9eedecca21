"""What stands against a statement."""

import datetime as dt

import pandas as pd
import pytest

from analysis import corpus, disputes, labels
from analysis.statements import Count, Days, Munitions, Statement


def made(id: str, kind: str = "attack", **fields: object) -> Statement:
    return Statement(id, "a_1", kind, fields.pop("status", "reported"), "in", 0, 1, "x", **fields)  # type: ignore[arg-type]


def on(first: int, last: int) -> Days:
    return Days(dt.date(2024, 7, first), dt.date(2024, 7, last), "stated", "x")


class Told:
    """A corpus of nothing but statements and claims about ends."""

    def __init__(self, *statements: Statement, ends: list[dict[str, object]] | None = None) -> None:
        self.statements = statements
        self.cycle_ends = pd.DataFrame(ends or [], columns=["cycle", "first", "last", "mode", "statements"])


def words(*statements: Statement, ends: list[dict[str, object]] | None = None) -> list[str]:
    return [d.words for d in disputes.of(statements[0], Told(*statements, ends=ends))]  # type: ignore[arg-type]


def test_days_that_cannot_both_be_true_stand_against_each_other() -> None:
    first, second = made("s-1", event="e", date=on(3, 4)), made("s-2", event="e", date=on(5, 6))
    assert words(first, second) == ["Told elsewhere of other days: 5–6 July 2024."]
    assert disputes.of(first, Told(first, second))[0].statements == ("s-2",)  # type: ignore[arg-type]
    assert words(first, made("s-3", event="e", date=on(4, 9))) == [], "they share a day"
    assert words(first, made("s-3", event="other", date=on(5, 6))) == []
    assert words(made("s-1", date=on(3, 4)), made("s-3", date=on(5, 6))) == [], "no event joins them"


@pytest.mark.parametrize(
    ("mine", "theirs", "apart"),
    [
        (Count(2, 2, 2), Count(3, 3, 3), True),
        (Count(0, 0, 0), Count(1, None, None), True),
        (Count(2, None, None), Count(3, 3, 3), False),
        (Count(None, 14, None), Count(20, None, None), True),
        (Count(None, None, 9), Count(4, 4, 4), False),
        (Count(), Count(4, 4, 4), False),
    ],
)
def test_numbers_that_share_none_stand_against_each_other(mine: Count, theirs: Count, apart: bool) -> None:
    for a, b in ((mine, theirs), (theirs, mine)):
        found = words(made("s-1", event="e", killed=a), made("s-2", event="e", killed=b))
        assert bool(found) is apart
    a, b = (Munitions("rocket", n.low, n.best, n.high) for n in (mine, theirs))
    found = words(made("s-1", event="e", weapons=(a,)), made("s-2", event="e", weapons=(b,)))
    assert bool(found) is apart


def test_a_denial_of_the_event_is_shown_beside_the_report() -> None:
    denial = made("s-2", event="e", status="denied", speaker="centcom")
    assert words(made("s-1", event="e"), denial) == ["Denied by: US Central Command."]
    assert words(made("s-1", denied_by=("iran",))) == ["Denied by: Iran."]


def test_a_truce_and_its_denial_stand_beside_each_other() -> None:
    told = made("s-1", "truce", act="declared", cycle="c", speaker="kataib-hezbollah")
    denial = made("s-2", "truce", act="denied", cycle="c", speaker="iraqi-government")
    assert words(told, denial) == ["Said against the truce: denied (Iraqi government)."]
    assert words(denial, told) == ["The truce is told of all the same: declared (Kataib Hezbollah)."]
    assert words(told, made("s-3", "truce", act="denied", cycle="another")) == []


def test_other_claims_about_the_end_are_shown() -> None:
    ends = [
        {"cycle": "c", "first": dt.date(2024, 7, 1), "last": dt.date(2024, 7, 2), "mode": "declared over",
         "statements": ("s-1",)},
        {"cycle": "c", "first": dt.date(2024, 7, 9), "last": dt.date(2024, 7, 9), "mode": "attack",
         "statements": ("s-2",)},
    ]  # fmt: skip
    first = made("s-1", "truce", act="ended", cycle="c")
    assert words(first, ends=ends) == ["Another claim about the end: attack, 9 July 2024."]
    assert words(made("s-9", "truce", act="observed", cycle="c"), ends=ends) == []


def test_the_articles_own_contradictions_come_first() -> None:
    found = corpus.load()
    for s in found.statements:
        if s.date.conflict:
            assert disputes.of(s, found)[0].words == s.date.conflict


def test_every_dispute_of_the_book_names_known_statements() -> None:
    found = corpus.load()
    told = [d for s in found.statements for d in disputes.of(s, found)]
    assert any(labels.word("dispute refused").partition("{")[0] in d.words for d in told)
    assert all(found.statement(id) for d in told for id in d.statements)
