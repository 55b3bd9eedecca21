"""Two coders of one article: the figures worked out by hand, and every difference with its place."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from analysis import alpha, reliability, reviews
from analysis.articles import Article, Chrome
from analysis.corpus import Corpus
from analysis.statements import Site, Statement

TEXT = "قصفت الفصائل قاعدة عين الأسد ثم أعلنت هدنة مع واشنطن بوساطة الحكومة"
ARTICLE = Article("009", TEXT, chrome=(Chrome(len(TEXT) - 8, len(TEXT), "footer"),))
CHARACTERS = len(TEXT) - 8


def said(start: int, end: int, kind: str = "attack", **fields: Any) -> Statement:
    given: dict[str, Any] = {"status": "reported", "scope": "in"} | fields
    return Statement(f"s-009-{start:06}", "009", kind, start=start, end=end, quote=TEXT[start:end], **given)


ATTACK, TRUCE = said(0, 28, by=("iraqi-factions",)), said(29, 52, kind="truce", act="declared")


def layers(one: list[Statement], other: list[Statement]) -> pd.DataFrame:
    return reliability.layers(ARTICLE, one, other).set_index("layer")


def test_f1_and_alpha_of_a_kind_by_hand() -> None:
    """One coder marked 28 characters as an attack, the other 18 of them; of 59 outside page chrome."""
    table = layers([ATTACK, TRUCE], [said(0, 18)])
    attack, truce, everything = table.loc["attack"], table.loc["truce"], table.loc["all"]
    assert (attack["first"], attack["second"], attack["both"], attack["f1"]) == (1, 1, 1, 1)
    assert (truce["first"], truce["second"], truce["both"], truce["f1"]) == (1, 0, 0, 0)
    assert everything["f1"] == pytest.approx(2 / 3)
    # Ten characters differ. Of 118 values 46 are attack and 72 are not.
    assert CHARACTERS == attack["units"] == 59
    assert attack["alpha"] == pytest.approx(1 - 117 * (2 * 10) / (2 * 46 * 72))
    # Nobody but the first coder saw a truce: 23 characters differ.
    assert truce["alpha"] == pytest.approx(1 - 117 * (2 * 23) / (2 * 23 * 95)) and truce["alpha"] < 0
    assert pd.isna(table.loc["strike", "f1"]) and pd.isna(table.loc["strike", "alpha"])
    assert table.loc["strike", "alpha_undefined"] == "only one value occurs"


def test_f1_and_alpha_of_a_field_by_hand() -> None:
    """Three pairs: both gave the same actor, both gave others, one gave none."""
    given = ((0, ("a",)), (10, ("a",)), (20, ("b",)))
    first = [replace(ATTACK, start=n, end=n + 8, by=by) for n, by in given]
    second = [replace(s, by=by) for s, by in zip(first, (("a",), ("b",), ()), strict=True)]
    by = layers(first, second).loc["by"]
    assert (by["first"], by["second"], by["both"], by["units"]) == (3, 2, 1, 3)
    assert by["f1"] == pytest.approx(2 * 1 / (3 + 2))
    # Values: a three times, b twice, none once; two of three pairs differ.
    assert by["alpha"] == pytest.approx(1 - 5 * 4 / (36 - 9 - 4 - 1))


def test_silence_counts_for_alpha_and_not_for_f1() -> None:
    row = layers([ATTACK], [ATTACK]).loc["killed"]
    assert (row["first"], row["second"], row["both"]) == (0, 0, 0) and pd.isna(row["f1"])
    assert pd.isna(row["alpha"]) and row["alpha_undefined"] == "fewer than two units that both coded"


def test_page_chrome_is_nothing_to_agree_on() -> None:
    without = reliability.layers(replace(ARTICLE, chrome=()), [ATTACK], [said(0, 18)]).set_index("layer")
    assert without.loc["attack", "units"] == len(TEXT)
    assert without.loc["attack", "alpha"] > layers([ATTACK], [said(0, 18)]).loc["attack", "alpha"]


def test_overlapping_statements_of_one_kind_are_one_stretch() -> None:
    whole, parts = [said(0, 28)], [said(0, 15), said(10, 28)]
    assert layers(whole, parts).loc["attack", "alpha"] == 1
    assert layers(whole, parts).loc["attack", "f1"] == pytest.approx(2 / 3)


def test_a_coding_agrees_with_itself(corpus: Corpus) -> None:
    for article in corpus.articles:
        review = reviews.load(article)
        assert review is not None
        table = reliability.layers(article, review.statements, review.statements)
        assert set(table["f1"].dropna()) == {1} and set(table["alpha"].dropna()) == {1}
        assert (table["alpha"].isna() == table["alpha_undefined"].notna()).all()
        assert reliability.differences(article, review.statements, review.statements).empty


def test_every_difference_has_its_words_and_both_values() -> None:
    other = replace(
        ATTACK, end=18, quote=TEXT[:18], by=("us-forces",), site=Site("erbil", None, "IQ", None, None)
    )
    rows = reliability.differences(ARTICLE, [ATTACK, TRUCE], [other]).to_dict("records")
    assert [(r["kind"], r["field"], r["start"], r["end"], r["first"], r["second"]) for r in rows] == [
        ("attack", "words", 0, 28, "0 to 28", "0 to 18"),
        ("attack", "site", 0, 28, "none", "erbil"),
        ("attack", "by", 0, 28, "iraqi-factions", "us-forces"),
        ("truce", "statement", 29, 52, "there", "not there"),
    ]
    assert all(row["words"] == TEXT[row["start"] : row["end"]] and row["article"] == "009" for row in rows)


def test_the_codings_of_the_corpus(corpus: Corpus) -> None:
    for article in corpus.articles:
        one, other = reliability.pair(article, reviews.CODINGS)
        found = reliability.differences(article, one.statements, other.statements)
        assert not found.empty
        for row in found.to_dict("records"):
            assert row["words"] == article.text[row["start"] : row["end"]] and row["first"] != row["second"]
        table = reliability.layers(article, one.statements, other.statements)
        assert (table["alpha"].dropna() <= 1).all() and table["f1"].dropna().between(0, 1).all()


def test_alpha_over_characters_is_alpha_over_runs() -> None:
    """The same figure character by character, the slow way."""
    one, other = [ATTACK, TRUCE, said(25, 40)], [said(3, 18), said(20, 33, kind="truce")]
    units = [tuple(any(s.start <= at < s.end and s.kind == "attack" for s in own) for own in (one, other))
             for at in range(CHARACTERS)]  # fmt: skip
    slow = alpha.nominal({unit: units.count(unit) for unit in set(units)})
    assert layers(one, other).loc["attack", "alpha"] == pytest.approx(slow.value)
