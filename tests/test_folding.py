"""Folding: what is written alike, and that every sign's way back is exact."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis import articles
from analysis.folding import fold

ARABIC = (
    "ابةىئؤأإآٱيكکگیهڤـ\u064b\u0651\u0654\u0670٠٥۵٪«»“”‘’ \t\u00a0_\n\u2028"
    "\u200f\u200c\ufeff\u00adﻻﷲﷺﻋﹰﱠ１ＡAİß#.،\ud800\U0001ee00＿"
)
texts = st.one_of(st.text(), st.text(alphabet=ARABIC), st.text(st.characters(exclude_categories=())))


@pytest.mark.parametrize(
    "text, folded",
    [
        ("أربيل إربيل آربيل ٱربيل", "اربيل اربيل اربيل اربيل"),
        ("مسؤول رئيس هيئة مستشفى", "مسوول رييس هييه مستشفي"),
        ("مُسَيَّرَة", "مسيره"),
        ("منظومـة دفـــاع", "منظومه دفاع"),
        ("١٤ صاروخاً و۲۵ طائرة ٪٢٫٥", "14 صاروخا و25 طايره %2.5"),
        ("#المقاومة_الإسلامية_في_العراق", "#المقاومه الاسلاميه في العراق"),
        ("ﻋﻴﻦ ﺍﻷﺳﺪ", "عين الاسد"),
        ("ﷲ ﻻ", "الله لا"),
        ("حزب‌الله «عین‌الاسد» گولان", 'حزبالله "عينالاسد" كولان'),
        ("ڤيكتوريا پارك", "فيكتوريا بارك"),
        ("“غراد” ‘غراد’ „غراد‟", '"غراد" \'غراد\' "غراد"'),
        ("عين\u00a0 \u200f الأسد\u2028ثم", "عين الاسد\nثم"),
        ("عين  الأسد", "عين الاسد"),
        ("CENTCOM İran ＵＳ", "centcom iran us"),
        ("ا\u0654 و\u0654 ي\u0654", "ا و ي"),
        ("", ""),
        ("\u064b", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded
    assert fold(unicodedata.normalize("NFD", text)).text == folded, "apart or together, marks are marks"


@pytest.mark.parametrize(
    "text, words, expected",
    [
        ("قاعدةُ عَيْنِ الأسدِ، غرباً", "عين الاسد", "عَيْنِ الأسدِ"),
        ("منظومـة دفـــاع", "دفاع", "دفـــاع"),
        ("في «أربيلـ»\u200f", "اربيل", "أربيلـ"),
        ("في أربيل\u200f، اليوم", "اربيل", "أربيل"),
        ("قال حزب ﷲ.", "حزب الله", "حزب ﷲ"),
        ("قال حزب ﷲ.", "حزب ال", "حزب ﷲ"),
        ("عين \u00a0 الأسد", "عين الاسد", "عين \u00a0 الأسد"),
        ("ألف ﻻف", "لا", "ﻻ"),
    ],
)
def test_span(text: str, words: str, expected: str) -> None:
    folded = fold(text)
    at = folded.text.index(words)
    start, end = folded.span(at, at + len(words))
    assert text[start:end] == expected


@given(texts)
@example(" \u200f ")
@example(" ﹰ ﱠ ")
def test_every_sign_comes_from_where_it_says(text: str) -> None:
    folded = fold(text)
    assert folded.original == text
    assert len(folded.starts) == len(folded.text) + 1
    assert folded.starts[-1] == len(text)
    assert all(a <= b for a, b in zip(folded.starts, folded.starts[1:], strict=False))
    for sign, start in zip(folded.text, folded.starts, strict=False):
        assert sign in fold(text[start]).text


@given(texts)
@example(" ﹰ ﱠ ")
def test_a_fold_is_already_folded(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert "  " not in once


@given(texts, st.data())
def test_a_part_folds_to_its_part(text: str, data: st.DataObject) -> None:
    """Unless it begins or ends inside one sign that stands for several."""
    folded = fold(text)
    cuts = [n for n in range(len(folded.text)) if n == 0 or folded.starts[n] != folded.starts[n - 1]]
    cuts.append(len(folded.text))
    a, b = sorted((data.draw(st.sampled_from(cuts)), data.draw(st.sampled_from(cuts))))
    start, end = folded.span(a, b)
    assert 0 <= start <= end <= len(text)
    assert fold(text[start:end]).text == folded.text[a:b]


@given(texts)
def test_nothing_of_use_is_lost(text: str) -> None:
    """What is not in any span is marks, signs that nobody sees, or spaces beside a space."""
    folded = fold(text)
    covered = {at for n in range(len(folded.text)) for at in range(*folded.span(n, n + 1))}
    for at, sign in enumerate(text):
        if at not in covered:
            assert fold(sign).text in ("", " ")


@pytest.mark.parametrize("article", articles.load(), ids=lambda article: article.number)
def test_the_seeds_word_by_word(article: articles.Article) -> None:
    folded = fold(article.text)
    at = 0
    for word in article.text.split():
        if not (plain := fold(word).text):
            continue
        at = folded.text.index(plain, at)
        start, end = folded.span(at, at + len(plain))
        assert plain == fold(article.text[start:end]).text
        assert article.text[start:end].strip("\u200f\u200e\ufe0f") in word
        at += len(plain)


@pytest.mark.timing
@pytest.mark.parametrize("sign", ["\u064e", " ", "ب", "ﷺ", "ب\u0651", " \u200f", "9", "\ud800", "字"])
def test_takes_time_in_proportion(sign: str) -> None:
    def seconds(length: int) -> float:
        text = sign * (length // len(sign))
        before = time.process_time()
        fold(text)
        return time.process_time() - before

    seconds(10_000)
    assert seconds(1_000_000) < 4
