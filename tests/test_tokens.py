"""Words, numbers and signs: each stands where it is said to, and nothing but space is left between."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.folding import fold
from analysis.tokens import Tokens, split


def cut(text: str) -> Tokens:
    return split(fold(text))


def test_a_sentence() -> None:
    t = cut("استهدفت 14 صاروخاً «عين الأسد»، في 26/7/2024.")
    assert list(t.words) == [
        "استهدفت", "14", "صاروخا", '"', "عين", "الاسد", '"', "،", "في", "26/7/2024", "."
    ]  # fmt: skip
    assert [t.folded.text[s : s + 3] for s in t.starts[:3]] == ["است", "14 ", "صار"]


def test_digits_are_cut_from_letters_and_a_word_within_a_word_is_not_found() -> None:
    t = cut("و26 ول و")
    assert list(zip(t.words, t.starts, strict=True)) == [("و", 0), ("26", 1), ("ول", 4), ("و", 7)]


@given(
    st.text(alphabet=st.sampled_from('ابتولa1٢ ,،./-_\n\t"«»()\u200f\u0640\u064b\u00a0²߁'), max_size=60)
    | st.text()
)
def test_every_token_stands_where_it_is_said_to(text: str) -> None:
    t = cut(text)
    end = 0
    for word, start in zip(t.words, t.starts, strict=True):
        assert t.folded.text[start : start + len(word)] == word
        assert not t.folded.text[end:start].strip().strip("_ \t")
        end = start + len(word)
    assert not t.folded.text[end:].strip().strip("_ \t")
