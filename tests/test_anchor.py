"""Quotations are found where they stand, once, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import anchor

TEXT = "هدنة جديدة، ثم هجوم. ثم هدنة أخرى"


def test_words_that_stand_once_are_found_in_code_points() -> None:
    assert anchor.find(TEXT, "هجوم") == (15, 19)
    assert anchor.find("أ\U0001f54a\u0301ب", "ب") == (3, 4), "a sign beyond the first plane is one code point"


def test_words_that_are_not_there() -> None:
    with pytest.raises(anchor.NotAnchored, match=r"^the words are not in the article$"):
        anchor.find(TEXT, "هجومم")


@pytest.mark.parametrize("quote", ["", None])
def test_no_words_at_all(quote: str) -> None:
    with pytest.raises(anchor.NotAnchored, match="found none"):
        anchor.find(TEXT, quote)


def test_words_that_stand_twice_need_a_prefix_or_a_suffix() -> None:
    with pytest.raises(anchor.NotAnchored, match="stand in the article 2 times: give a prefix or a suffix"):
        anchor.find(TEXT, "هدنة")
    assert anchor.find(TEXT, "هدنة", suffix=" جديدة") == (0, 4)
    assert anchor.find(TEXT, "هدنة", prefix="ثم ") == (24, 28)
    assert anchor.find(TEXT, "ثم ", prefix=". ", suffix="هدنة") == (21, 24)


def test_a_prefix_or_suffix_must_be_right_even_where_the_words_stand_once() -> None:
    # The third stands in the text, but not right before the words, and the fourth not right after them.
    for beside in ({"prefix": "لا "}, {"suffix": "لا"}, {"prefix": "هدنة"}, {"suffix": "ثم"}):
        with pytest.raises(anchor.NotAnchored, match="with that prefix and suffix"):
            anchor.find(TEXT, "هجوم", **beside)


def test_a_prefix_that_fits_both_places_does_not_choose() -> None:
    with pytest.raises(anchor.NotAnchored, match="2 times"):
        anchor.find("a b, a b", "b", prefix="a ")


def test_places_that_overlap_all_count() -> None:
    assert anchor.places("ababa", "aba") == [0, 2]
    with pytest.raises(anchor.NotAnchored, match="2 times"):
        anchor.find("ababa", "aba")


def test_the_nearest_place_is_measured_to_the_passage() -> None:
    text = "Friday ...... Friday quote .... Friday"
    start = text.index("quote")
    assert anchor.nearest(text, "Friday", start, start + 5) == (14, 20)
    assert anchor.nearest(text, "Friday", 0, 3) == (0, 6)
    assert anchor.nearest(text, "Friday", 35, 36) == (32, 38)
    assert anchor.nearest(text, "Friday", 21, 31) == (14, 20)
    assert anchor.nearest(text, "Friday", 22, 32) == (32, 38), "from its end on, not from its beginning"
    for nothing in ("Monday", ""):
        with pytest.raises(anchor.NotAnchored):
            anchor.nearest(text, nothing, 0, 3)


texts = st.text("ab \nهد\u064e", min_size=1, max_size=30)


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(slices())
def test_a_slice_is_found_exactly_where_it_is_unique(cut: tuple[str, int, int]) -> None:
    text, start, end = cut
    quote = text[start:end]
    unique = [at for at in range(len(text)) if text[at : at + len(quote)] == quote]
    assert anchor.places(text, quote) == unique
    if len(unique) == 1:
        assert anchor.find(text, quote) == (start, end)
    else:
        with pytest.raises(anchor.NotAnchored, match=f"{len(unique)} times"):
            anchor.find(text, quote)


@given(slices())
def test_all_that_stands_around_a_slice_always_settles_where_it_is(cut: tuple[str, int, int]) -> None:
    text, start, end = cut
    assert anchor.find(text, text[start:end], prefix=text[:start], suffix=text[end:]) == (start, end)


@given(slices(), texts)
def test_what_is_found_holds_the_words(cut: tuple[str, int, int], quote: str) -> None:
    text, start, end = cut
    try:
        found = anchor.nearest(text, quote, start, end)
    except anchor.NotAnchored:
        assert quote not in text
        return
    assert text[slice(*found)] == quote

    def gap(at: int) -> int:
        return max(0, start - (at + len(quote)), at - end)

    assert gap(found[0]) == min(gap(at) for at in range(len(text)) if text.startswith(quote, at))
