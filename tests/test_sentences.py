"""Sentences of Arabic news text: where they end, and that no letter is lost between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import articles, sentences


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.split(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        (" \n ", []),
        ("قال ذلك. ثم عاد", ["قال ذلك.", "ثم عاد"]),
        ("هل عاد؟ نعم! ربما… لا", ["هل عاد؟", "نعم!", "ربما…", "لا"]),
        ("قال «انتهى.» ثم عاد.", ["قال «انتهى.»", "ثم عاد."]),
        ('قال "انتهى". ثم عاد', ['قال "انتهى".', "ثم عاد"]),
        ("هل أنتم معنا أم ضدنا؟”.\nالجزيرة", ["هل أنتم معنا أم ضدنا؟”.", "الجزيرة"]),
        ("سيستمر لأعوام.. وندرب قواته", ["سيستمر لأعوام..", "وندرب قواته"]),
        ("كلفتها 2.5 مليون. انتهى", ["كلفتها 2.5 مليون.", "انتهى"]),
        ("كلفتها ٢.٥ مليون", ["كلفتها ٢.٥ مليون"]),
        ("في موقع example.org أمس", ["في موقع example.org أمس"]),
        ("في عام 2021.ثم عاد", ["في عام 2021.", "ثم عاد"]),
        ("عنوان بلا نقطة\r\nنص. * * *", ["عنوان بلا نقطة", "نص."]),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@given(st.text(alphabet="اب7a .!؟…»\"()\n\r،٣"))
def test_every_letter_is_in_one_sentence(text: str) -> None:
    spans = sentences.split(text)
    covered = [at for start, end in spans for at in range(start, end)]
    assert covered == sorted(set(covered)), "they overlap or stand out of order"
    assert all(at in covered for at, sign in enumerate(text) if sign.isalnum())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@given(st.text(alphabet="اب7a .!؟…»\"()\n،٣"))
def test_a_sentence_alone_is_one_sentence(text: str) -> None:
    for part in parts(text):
        assert parts(part) == [part]


@pytest.mark.parametrize(
    "number, count, first, last",
    [
        ("000", 14, "فشلت مفاوضات", "«مقبولة» معها."),  # its headlines stand below the text, as page chrome
        ("002", 14, "هل تنجو", "تحركًا من هذا النوع."),
        ("003", 27, "ليلة مشتعلة", "كامل قواتها من العراق."),
        ("004", 26, "يشهد العراق", "أم ضدنا؟”."),
    ],
)
def test_chrome_is_left_out(number: str, count: int, first: str, last: str) -> None:
    article = next(a for a in articles.load() if a.number == number)
    spans = sentences.of(article)
    assert len(spans) == count
    assert article.text[slice(*spans[0])].startswith(first)
    assert article.text[slice(*spans[-1])].endswith(last)
