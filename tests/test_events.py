"""Events: one salvo is one, two articles on one attack are one, and what is not listed is not invented.

After a change that is right: python -m tests.test_events > tests/expected/events.txt
"""

import datetime as dt
import itertools
from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis import corpus as reader
from analysis import events
from analysis.corpus import Corpus
from analysis.statements import Count, Days, Munitions, Site, Statement, precision

EXPECTED = Path(__file__).parent / "expected" / "events.txt"
IRAQ, SYRIA = Site(None, None, "IQ", None, "العراق"), Site(None, None, "SY", None, "سوريا")
ASAD = Site("ain-al-asad", "Ain al-Asad", "IQ", "Anbar", "عين الأسد")
ERBIL = Site("erbil", "Erbil", "IQ", "Erbil", "أربيل")
AIRPORT = Site("erbil-airport", "Erbil airport", "IQ", "Erbil", "مطار أربيل")
CONOCO = Site("conoco", "Conoco field", "SY", "Deir ez-Zor", "كونيكو")


def said(id: str = "s-009-000000", **fields: Any) -> Statement:
    """An attack, with what a test says of it."""
    given: dict[str, Any] = {
        "article": "009",
        "kind": "attack",
        "status": "reported",
        "scope": "in",
        "start": 0,
        "end": 1,
        "quote": "ه",
    }
    return Statement(id=id, **(given | fields))


def on(first: str, last: str | None = None) -> Days:
    return Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), "stated")


def only(table: pd.DataFrame) -> dict[str, Any]:
    assert len(table) == 1
    row: dict[str, Any] = table.to_dict("records")[0]
    return row


def rendered(table: pd.DataFrame) -> str:
    """The table as text to read and to compare, an event a paragraph; a dash is unknown or none."""
    return "\n".join(_paragraph(row) for row in table.to_dict("records"))


def _paragraph(row: dict[str, Any]) -> str:
    def shown(*names: str) -> str:
        return " ".join("-" if row[n] is None else str(row[n]) for n in names)

    def listed(name: str) -> str:
        return " ".join(row[name]) or "-"

    def numbers(name: str) -> str:
        return f"{name} {shown(f'{name}_low', f'{name}_best', f'{name}_high')}"

    weapons = " ".join(w.type for w in row["weapons"]) or "-"
    several = f", several: {shown('aggregate_low')} to {shown('aggregate_high')}" if row["aggregate"] else ""
    return f"""{row["event"]}
  {row["kind"]}, {row["scope"]}{several}
  days      {shown("first", "last")}, precision {shown("precision")}
  where     {shown("site", "admin1", "country")}, precision {shown("where_precision")}
  who       by {listed("by")}; at {shown("target", "target_type")}
  claimed   {listed("claimed_by")}; blamed on {listed("blamed_on")}; denied by {listed("denied_by")}
  with      {weapons}; {numbers("munitions")}; {numbers("killed")}; {numbers("wounded")}
  from      {" ".join(a.partition("_")[0] for a in row["articles"])}: {listed("statements")}
  cycle     {listed("cycle")}
"""


def test_the_events_of_the_corpus(corpus: Corpus) -> None:
    assert rendered(corpus.events).splitlines() == EXPECTED.read_text("utf-8").splitlines()


def test_the_columns_are_those_of_the_data_set(corpus: Corpus) -> None:
    columns = [
        "event", "kind", "scope", "first", "last", "precision", "site", "site_name", "country",
        "admin1", "latitude", "longitude", "where_precision", "by", "target", "target_type", "weapons",
        "munitions_low", "munitions_best", "munitions_high", "killed_low", "killed_best", "killed_high",
        "wounded_low", "wounded_best", "wounded_high", "claimed_by", "blamed_on", "denied_by",
        "aggregate", "aggregate_low", "aggregate_high", "articles", "statements", "cycle",
    ]  # fmt: skip
    assert list(corpus.events) == columns
    assert list(events.merge([])) == columns and events.merge([]).empty


def test_a_salvo_is_one_attack_however_often_it_is_named(corpus: Corpus) -> None:
    salvo = corpus.event("ain-al-asad-2021-07")
    assert len(salvo["statements"]) > 1 and salvo["munitions_best"] == 14
    rows = corpus.events[
        (corpus.events["site"] == "ain-al-asad") & (corpus.events["first"] == salvo["first"])
    ]
    assert list(rows["event"]) == ["ain-al-asad-2021-07"]


def test_no_two_events_of_one_kind_share_site_and_days(corpus: Corpus) -> None:
    """Two rows on one site at one time would be one attack counted twice."""
    single = corpus.events[~corpus.events["aggregate"].astype(bool)].to_dict("records")
    for one, other in itertools.combinations(single, 2):
        if one["site"] is None or (one["kind"], one["site"]) != (other["kind"], other["site"]):
            continue
        assert one["last"] < other["first"] or other["last"] < one["first"], (one["event"], other["event"])


def test_three_articles_on_one_strike_are_one_event(corpus: Corpus) -> None:
    strike = corpus.event("baghdad-airport-2020-01-03")
    assert [a[:3] for a in strike["articles"]] == ["000", "001", "004"]
    assert strike["first"] == strike["last"] == dt.date(2020, 1, 3), (
        "one article dates it; the others allow it"
    )
    assert (strike["killed_low"], strike["killed_best"], strike["killed_high"]) == (2, None, None)
    assert strike["by"] == ("us-forces",) and strike["site"] == "baghdad-airport"


def test_every_statement_of_force_is_in_one_event_and_no_other_is(corpus: Corpus) -> None:
    listed = [id for ids in corpus.events["statements"] for id in ids]
    assert len(listed) == len(set(listed))
    force = {s.id for s in corpus.statements if s.kind in ("attack", "strike")}
    attacks = {s.id for s in corpus.statements if s.kind == "total" and s.what == "attacks"}
    assert set(listed) == force | attacks


def test_the_statements_of_an_event_are_of_one_kind_and_scope(corpus: Corpus) -> None:
    """An event has one kind and one scope: a name given to two would hide one of them."""
    for row in corpus.events.to_dict("records"):
        parts = [corpus.statement(id) for id in row["statements"]]
        assert len({s.kind for s in parts}) == len({s.scope for s in parts}) == 1, row["event"]
        assert row["scope"] == parts[0].scope
        assert row["kind"] == ("attack" if parts[0].kind == "total" else parts[0].kind)


def test_attacks_that_an_article_only_counts_are_one_row_each_and_never_more(corpus: Corpus) -> None:
    totals = [s for s in corpus.statements if s.kind == "total" and s.what == "attacks"]
    rows = corpus.events[corpus.events["aggregate"].astype(bool)]
    assert set(rows["event"]) == {s.event or s.id for s in totals}
    dozens = corpus.event("attacks-2021")
    assert (dozens["aggregate_low"], dozens["aggregate_high"], len(dozens["statements"])) == (20, 99, 1)
    single = corpus.events[~corpus.events["aggregate"].astype(bool)]
    assert single["aggregate_low"].isna().all() and single["aggregate_high"].isna().all()
    # As many rows as there are names, so no row was made up.
    named = {s.event or s.id for s in corpus.statements if s.kind in ("attack", "strike") or s in totals}
    assert len(corpus.events) == len(named)


def test_what_is_out_of_scope_never_gets_among_the_events_that_count(corpus: Corpus) -> None:
    out = {s.id for s in corpus.statements if s.scope == "out"}
    assert out
    counted = corpus.events[corpus.events["scope"] == "in"]
    assert not out & {id for ids in counted["statements"] for id in ids}
    kept = corpus.events[corpus.events["scope"] == "out"]
    assert all(cycle == () for cycle in kept["cycle"])
    assert not kept["aggregate"].any(), "a total out of scope is no event at all"


def test_a_row_never_says_more_than_its_statements(corpus: Corpus) -> None:
    for row in corpus.events.to_dict("records"):
        parts = [corpus.statement(id) for id in row["statements"]]
        for field in ("by", "claimed_by", "blamed_on", "denied_by"):
            assert set(row[field]) == {id for s in parts for id in getattr(s, field)}
        assert {w.type for w in row["weapons"]} == {w.type for s in parts for w in s.weapons}
        assert row["target"] in {s.target for s in parts}
        assert row["site"] in {s.site.id if s.site else None for s in parts}
        assert row["precision"] == precision(row["first"], row["last"])
        told = [s.date for s in parts if s.date.first and s.date.last]
        assert (row["first"] is None) == (not told)
        for name in ("munitions", "killed", "wounded"):
            low, best, high = (row[f"{name}_{end}"] for end in ("low", "best", "high"))
            assert [n for n in (low, best, high) if n is not None] == sorted(
                n for n in (low, best, high) if n is not None
            )


def test_rows_are_in_the_order_of_their_days_and_undated_ones_last(corpus: Corpus) -> None:
    dated = [row for row in corpus.events["first"] if row is not None]
    assert dated == sorted(dated)
    assert all(day is None for day in corpus.events["first"][len(dated) :])


def test_a_statement_without_a_name_is_an_event_by_itself() -> None:
    table = events.merge([said("s-009-00000a"), said("s-009-00000b"), said("s-009-00000c", kind="truce")])
    assert list(table["event"]) == ["s-009-00000a", "s-009-00000b"]


def test_two_articles_on_one_attack_narrow_each_other() -> None:
    one = said(
        "a",
        article="1",
        event="e",
        date=on("2024-07-10", "2024-07-20"),
        site=IRAQ,
        by=("iran",),
        weapons=(Munitions("rocket", 3, None, None),),
        killed=Count(1, None, None),
    )
    other = said(
        "b",
        article="2",
        event="e",
        date=on("2024-07-15", "2024-07-25"),
        site=ASAD,
        by=("iran", "houthis"),
        target="us-forces",
        weapons=(Munitions("rocket", None, 5, None), Munitions("drone", 1, 1, 1)),
        killed=Count(None, None, 4),
    )
    row = only(events.merge([one, other]))
    assert (row["first"], row["last"]) == (dt.date(2024, 7, 15), dt.date(2024, 7, 20))
    assert (row["site"], row["where_precision"], row["latitude"]) == ("ain-al-asad", 1, 33.786)
    assert row["by"] == ("iran", "houthis") and row["target"] == "us-forces"
    assert row["weapons"] == (Munitions("rocket", 3, 5, None), Munitions("drone", 1, 1, 1))
    assert (row["munitions_low"], row["munitions_best"], row["munitions_high"]) == (4, 6, None)
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (1, None, 4)
    assert (row["articles"], row["statements"]) == (("1", "2"), ("a", "b"))


@pytest.mark.parametrize(
    ("sites", "id", "country"),
    [
        ([], None, None),
        ([IRAQ], None, "IQ"),
        ([IRAQ, ASAD], "ain-al-asad", "IQ"),
        ([ERBIL, AIRPORT], "erbil-airport", "IQ"),
        ([ASAD, AIRPORT], None, "IQ"),
        ([ASAD, CONOCO], None, None),
        ([IRAQ, SYRIA], None, None),
        ([IRAQ, Site(None, None, None, None, "هناك")], None, "IQ"),
    ],
)
def test_where_statements_that_name_several_places_are(sites: list[Site], id: str, country: str) -> None:
    for order in itertools.permutations(sites):
        row = only(
            events.merge([said(str(n), event="e", site=site) for n, site in enumerate([None, *order])])
        )
        assert (row["site"], row["country"]) == (id, country)


def test_a_total_of_attacks_is_a_row_and_another_total_is_not() -> None:
    attacks = said(kind="total", what="attacks", count=Count(20, None, 99))
    row = only(events.merge([attacks, said("b", kind="total", what="arrests", count=Count(3, 3, 3))]))
    assert (row["kind"], row["aggregate"], row["aggregate_low"], row["aggregate_high"]) == (
        "attack",
        True,
        20,
        99,
    )


@pytest.mark.parametrize(
    ("counts", "merged"),
    [
        ([], Count()),
        ([None, Count()], Count()),
        ([Count(4, 4, 4), None], Count(4, 4, 4)),
        ([Count(None, 14, None)], Count(None, 14, None)),
        ([Count(3, None, None), Count(None, 14, None)], Count(3, 14, None)),
        ([Count(3, None, None), Count(None, None, 9)], Count(3, None, 9)),
        ([Count(20, None, 99), Count(3, None, None)], Count(20, None, 99)),
        # They disagree: the least, the most, and no best.
        ([Count(4, 4, 4), Count(5, 5, 5)], Count(4, None, 5)),
        ([Count(4, 4, 4), Count(None, 5, None)], Count(4, None, 5)),
        ([Count(None, 14, None), Count(20, None, 99)], Count(14, None, 99)),
        ([Count(4, 4, 4), Count(5, 5, 5), Count(None, 4, None)], Count(4, None, 5)),
        ([Count(5, None, None), Count(None, None, 4)], Count()),
    ],
)
def test_counts_merged(counts: list[Count | None], merged: Count) -> None:
    assert events.count(counts) == merged


def test_munitions_are_summed_only_where_each_weapon_has_a_number() -> None:
    assert events.munitions([]) == Count()
    rockets, drones = Munitions("rocket", None, 14, None), Munitions("drone", 1, 1, 2)
    assert events.munitions([rockets, drones]) == Count(None, 15, None)
    assert events.munitions([rockets, Munitions("mortar", None, None, None)]) == Count()


ordinals = st.integers(dt.date(2020, 1, 1).toordinal(), dt.date(2020, 3, 1).toordinal())


@st.composite
def dated(draw: st.DrawFn) -> Statement:
    if draw(st.booleans()) and draw(st.booleans()):
        return said()
    first, last = sorted((draw(ordinals), draw(ordinals)))
    return said(date=Days(dt.date.fromordinal(first), dt.date.fromordinal(last)))


@st.composite
def counts(draw: st.DrawFn) -> Count:
    low, best, high = sorted(draw(st.lists(st.integers(0, 12), min_size=3, max_size=3)))
    keep = st.booleans()
    return Count(low if draw(keep) else None, best if draw(keep) else None, high if draw(keep) else None)


@given(st.lists(dated(), min_size=1, max_size=5))
def test_merged_days_are_within_every_input_or_cover_them_all(statements: list[Statement]) -> None:
    told = [(s.date.first, s.date.last) for s in statements if s.date.first and s.date.last]
    first, last = events.days(statements)
    if not told:
        assert (first, last) == (None, None)
        return
    assert first is not None and last is not None and first <= last
    shared = set.intersection(*(set(range(a.toordinal(), b.toordinal() + 1)) for a, b in told))
    if shared:
        assert (first.toordinal(), last.toordinal()) == (min(shared), max(shared))
    else:
        assert (first, last) == (min(a for a, _ in told), max(b for _, b in told))


def _ends(counted: Count) -> tuple[float, float]:
    return -inf if counted.low is None else counted.low, inf if counted.high is None else counted.high


def _allows(counted: Count, n: int) -> bool:
    low, high = _ends(counted)
    return low <= n <= high and (counted.best is None or counted.best == n)


@given(st.lists(counts(), min_size=1, max_size=5))
def test_a_merged_count_is_within_every_input_or_covers_them_all(given: list[Count]) -> None:
    merged = events.count(given)
    low, high = _ends(merged)
    assert low <= high
    assert merged.best is None or low <= merged.best <= high
    within = all(_ends(c)[0] <= low and high <= _ends(c)[1] for c in given)
    numbers = [n for c in given for n in (c.low, c.best, c.high) if n is not None]
    covers = all(low <= n <= high for n in numbers)
    assert within or covers
    if any(all(_allows(c, n) for c in given) for n in range(13)):
        assert within, "some number suits them all, so they narrow each other"
        assert merged.best == next((c.best for c in given if c.best is not None), None)
    elif any(c.best is not None for c in given):
        assert merged.best is None
    assert (merged.low is None) or merged.low in numbers, "no end is made up"
    assert (merged.high is None) or merged.high in numbers, "no end is made up"


@given(st.lists(counts(), max_size=4), st.lists(dated(), max_size=4), st.randoms(use_true_random=False))
def test_merging_does_not_depend_on_the_order(
    given: list[Count], statements: list[Statement], random: Any
) -> None:
    merged, days = events.count(given), events.days(statements)
    random.shuffle(given)
    random.shuffle(statements)
    assert (events.count(given), events.days(statements)) == (merged, days)


@given(st.lists(counts(), max_size=4), st.lists(dated(), max_size=4))
def test_merging_what_was_merged_changes_nothing(given: list[Count], statements: list[Statement]) -> None:
    merged = events.count(given)
    assert events.count([merged]) == events.count([merged, merged]) == merged
    assert events.count([*given, merged]) == merged
    first, last = events.days(statements)
    again = said(date=Days(first, last))
    assert events.days([again]) == events.days([*statements, again]) == (first, last)


@given(st.lists(st.sampled_from("abc"), max_size=8), st.randoms(use_true_random=False))
def test_the_table_has_a_row_a_name_whatever_the_order(names: Sequence[str], random: Any) -> None:
    assume(names)
    statements = [said(f"s{n}", event=name, date=on(f"2024-07-0{n + 1}")) for n, name in enumerate(names)]
    table = events.merge(statements)
    assert set(table["event"]) == set(names) and len(table) == len(set(names))
    assert sorted(id for ids in table["statements"] for id in ids) == [s.id for s in statements]
    random.shuffle(statements)
    days = ["event", "first", "last", "precision", "munitions_low", "killed_low"]
    pd.testing.assert_frame_equal(events.merge(statements)[days], table[days])


if __name__ == "__main__":
    print(rendered(reader.load().events), end="")
