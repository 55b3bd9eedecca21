"""Agreement: who is whose partner, what counts as one, and the arithmetic."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import agreement, reviews
from analysis.agreement import Pair
from analysis.corpus import Corpus
from analysis.statements import FIELDS, KINDS, Count, Days, Munitions, Site, Statement


def said(start: int, end: int, kind: str = "attack", article: str = "009", **fields: Any) -> Statement:
    given: dict[str, Any] = {"status": "reported", "scope": "in", "quote": "ه" * (end - start)} | fields
    return Statement(id=f"s-{start}-{end}", article=article, kind=kind, start=start, end=end, **given)


@pytest.mark.parametrize(
    ("one", "other", "paired"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (5, 15), True),  # half of both
        ((0, 10), (6, 16), False),  # one sign less
        ((0, 100), (98, 102), True),  # half of the shorter, which is what counts
        ((0, 100), (99, 102), False),
        ((0, 100), (40, 42), True),
        ((0, 10), (10, 20), False),
        ((0, 3), (1, 4), True),
        ((0, 3), (2, 5), False),
    ],
)
def test_half_of_the_shorter_makes_a_pair(one: tuple[int, int], other: tuple[int, int], paired: bool) -> None:
    a, b = said(*one), said(*other)
    expected = [(a, b)] if paired else [(a, None), (None, b)]
    assert agreement.pairs([a], [b]) == expected
    swapped = agreement.pairs([b], [a])
    assert sorted(map(str, ((y, x) for x, y in swapped))) == sorted(map(str, expected))


def test_another_article_or_kind_is_no_partner() -> None:
    a = said(0, 10)
    for b in (said(0, 10, kind="strike"), said(0, 10, article="008")):
        assert set(agreement.pairs([a], [b])) == {(a, None), (None, b)}


def test_each_statement_has_one_partner_and_the_widest_overlap_comes_first() -> None:
    a = said(0, 10)
    far, near = said(5, 15), said(1, 11)
    assert agreement.pairs([a], [far, near]) == [(a, near), (None, far)]
    assert agreement.pairs([far, near], [a]) == [(near, a), (far, None)]


def test_of_statements_on_the_same_words_those_that_say_the_same_pair() -> None:
    babil = said(0, 10, target="iran", site=Site("convoy:Babil", None, "IQ", None, None))
    muthanna = said(0, 10, target="iran", site=Site("convoy:Muthanna", None, "IQ", None, None))
    one, other = [babil, muthanna], [replace(muthanna, id="m"), replace(babil, id="b")]
    found = agreement.pairs(one, other)
    assert {(p.one.id if p.one else "", p.other.site if p.other else None) for p in found} == {
        (babil.id, babil.site), (muthanna.id, muthanna.site)
    }  # fmt: skip
    assert all(p.one and p.other and p.one.site == p.other.site for p in found)


spans = st.tuples(
    st.integers(0, 20), st.integers(1, 12), st.sampled_from(KINDS), st.sampled_from(("008", "009"))
).map(lambda t: said(t[0], t[0] + t[1], t[2], t[3]))
codings = st.lists(spans, max_size=6)


def half(a: Statement, b: Statement) -> bool:
    shared = len({*range(a.start, a.end)} & {*range(b.start, b.end)})
    same = (a.article, a.kind) == (b.article, b.kind)
    return same and 2 * shared >= min(a.end - a.start, b.end - b.start)


@given(codings, codings)
def test_every_statement_is_in_one_pair_and_every_pair_may_be_one(
    one: list[Statement], other: list[Statement]
) -> None:
    found = agreement.pairs(one, other)
    assert sorted(map(repr, one)) == sorted(repr(p.one) for p in found if p.one)
    assert sorted(map(repr, other)) == sorted(repr(p.other) for p in found if p.other)
    assert all(half(p.one, p.other) for p in found if p.one and p.other)
    alone = [p.one for p in found if p.one and not p.other], [p.other for p in found if p.other and not p.one]
    assert not any(half(a, b) for a in alone[0] for b in alone[1]), "two left alone could have paired"
    places = [(s.article, s.start, s.end) for s in ((p.one or p.other) for p in found) if s]
    assert places == sorted(places)


@given(codings)
def test_a_coding_agrees_with_itself(one: list[Statement]) -> None:
    found = agreement.pairs(one, one)
    assert all(p.one and p.other for p in found)
    assert agreement.differences(found).empty
    everything = agreement.by_kind(found).iloc[-1]
    assert everything["f1"] == 1 if one else everything["f1"] is None


def test_precision_recall_and_f1() -> None:
    a, b, c, d = said(0, 10), said(20, 30), said(40, 50), said(60, 70, kind="truce")
    table = agreement.by_kind(agreement.pairs([a, b, c], [a, d])).set_index("kind")
    assert list(table.index) == [*KINDS, "all"]
    attack = table.loc["attack"]
    assert (attack["first"], attack["second"], attack["both"]) == (3, 1, 1)
    assert (attack["precision"], attack["recall"], attack["f1"]) == (1 / 3, 1, 0.5)
    truce = table.loc["truce"]
    assert (truce["first"], truce["second"], truce["both"], truce["recall"], truce["f1"]) == (0, 1, 0, 0, 0)
    everything = table.loc["all"]
    assert (everything["first"], everything["second"], everything["both"]) == (3, 2, 1)
    assert everything["f1"] == 2 * 1 / (3 + 2)
    low, high = sorted((everything["precision"], everything["recall"]))
    assert everything["f1"] == pytest.approx(2 * low * high / (low + high)), "the harmonic mean"


def test_what_neither_coding_has_is_not_scored() -> None:
    table = agreement.by_kind([])
    assert len(table) == len(KINDS) + 1
    assert table[["precision", "recall", "f1"]].isna().all().all()
    assert (table[["first", "second", "both"]] == 0).all().all()


DAYS = Days(dt.date(2024, 7, 25), dt.date(2024, 7, 26))
SAME = said(
    0,
    10,
    date=DAYS,
    by=("a", "b"),
    weapons=(Munitions("rocket", 1, 1, 1), Munitions("drone", 2, 2, 2)),
    site=Site("erbil", "Erbil", "IQ", "Erbil", "x"),
    killed=Count(1, 1, 1),
)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"by": ("b", "a")}, []),
        ({"weapons": tuple(reversed(SAME.weapons))}, []),
        ({"translation": "other words", "note": "x", "coder": "y", "event": "z"}, []),
        ({"site": Site("erbil", None, None, None, "other words")}, []),
        ({"site": Site("taji", None, "IQ", None, "x")}, ["site"]),
        ({"site": None}, ["site"]),
        ({"by": ("a",)}, ["by"]),
        ({"killed": None}, ["killed"]),
        ({"killed": Count(1, None, 1)}, ["killed"]),
        ({"date": Days(DAYS.first, DAYS.first)}, ["last"]),
        ({"date": Days()}, ["first", "last"]),
        ({"weapons": (Munitions("rocket", 1, 1, 1),)}, ["weapons"]),
        ({"scope": "out", "status": "claimed"}, ["status", "scope"]),
    ],
)
def test_what_counts_as_a_difference(changes: dict[str, Any], fields: list[str]) -> None:
    found = agreement.pairs([SAME], [replace(SAME, **changes)])
    assert list(agreement.differences(found)["field"]) == fields
    table = agreement.by_field(found)
    attacks = table[table["kind"] == "attack"]
    assert list(attacks[attacks["same"] < attacks["pairs"]]["field"]) == fields
    assert set(attacks["pairs"]) == {1} and set(attacks["field"]) == set(agreement.COMPARED["attack"])


def test_a_place_without_an_id_is_compared_by_its_country() -> None:
    iraq, syria = (said(0, 9, site=Site(None, None, country, None, None)) for country in ("IQ", "SY"))
    assert agreement.value(iraq, "site") == "IQ"
    assert list(agreement.differences(agreement.pairs([iraq], [syria]))["field"]) == ["site"]


def test_differences_say_who_has_a_statement_that_the_other_lacks() -> None:
    a, b = said(0, 10), said(20, 30)
    rows = agreement.differences(agreement.pairs([a], [b])).to_dict("records")
    assert [(r["quote"], r["field"], r["one"], r["other"]) for r in rows] == [
        (a.quote, "(statement)", True, False), (b.quote, "(statement)", False, True)
    ]  # fmt: skip


def test_every_kind_is_compared_on_fields_that_it_has() -> None:
    assert agreement.COMPARED.keys() == set(KINDS)
    for kind, fields in agreement.COMPARED.items():
        assert set(fields) - {"first", "last"} <= set(FIELDS[kind])


def compared(corpus: Corpus) -> list[Pair]:
    """The pairs of the two codings of all the articles."""
    found: list[Pair] = []
    for article in corpus.articles:
        one, other = (reviews.load(article, coding) for coding in reviews.CODINGS)
        assert one and other
        found += agreement.pairs(one.statements, other.statements)
    return found


def test_the_codings_of_the_corpus_are_compared_whole(corpus: Corpus) -> None:
    found = compared(corpus)
    table = agreement.by_kind(found).set_index("kind")
    for coding in reviews.CODINGS:
        each = [reviews.load(a, coding) for a in corpus.articles]
        assert table.loc["all", coding] == sum(len(r.statements) for r in each if r)
        assert table.loc[list(KINDS), coding].sum() == table.loc["all", coding]
    assert table.loc[list(KINDS), "both"].sum() == table.loc["all", "both"]
    assert 0 < table.loc["all", "both"] < min(table.loc["all", "first"], table.loc["all", "second"])
    assert 0 < table.loc["all", "f1"] < 1, "two people who agreed wholly did not work apart"


def test_what_the_codings_differ_on_was_settled(corpus: Corpus) -> None:
    """Each article whose codings differ has points that were settled, each with a reason."""
    differing = set(agreement.differences(compared(corpus))["article"])
    assert differing
    for article in differing:
        settled = corpus.reviews[article].settled
        assert settled and all(point.why and point.first != point.second for point in settled)
