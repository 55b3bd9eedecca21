"""Page chrome: exactly what isn't the article's, in the five articles, in invented pages and line by line."""

from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis import articles, chrome
from analysis.folding import fold

EXPECTED = Path(__file__).parent / "expected" / "machine"
EXAMPLES = yaml.safe_load((EXPECTED / "chrome.yml").read_text("utf-8"))
INVENTED = sorted((EXPECTED / "articles").glob("*.yml"))

ABOVE = "عنوان الخبر كما نشره الموقع"
FIRST = "قال مصدر أمني إن القوات العراقية فتحت تحقيقاً في ما جرى صباح اليوم."
LAST = "وأضاف المصدر أن الحركة على الطريق عادت إلى طبيعتها بعد ساعة واحدة."


def pieces(text: str) -> list[tuple[str, str]]:
    return [(found.why, text[found.start : found.end]) for found in chrome.find(text)]


def place(line: str, at: str) -> str:
    """The line on a page of its own, with a headline and two paragraphs."""
    before = {"above": [ABOVE], "within": [ABOVE, FIRST], "below": [ABOVE, FIRST, LAST]}[at]
    after = {"above": [FIRST, LAST], "within": [LAST], "below": []}[at]
    return "\n".join((*before, line, *after))


@pytest.mark.parametrize("example", EXAMPLES["lines"], ids=lambda e: e["line"])
def test_a_line(example: dict[str, Any]) -> None:
    line, why = example["line"], example["why"]
    assert pieces(place(line, example["at"])) == ([(why, line)] if why else [])


@pytest.mark.parametrize("page", EXAMPLES["pages"], ids=lambda p: p["name"])
def test_a_page(page: dict[str, Any]) -> None:
    assert [f"{why}: {words}" for why, words in pieces(page["text"])] == page["chrome"]


@pytest.mark.parametrize("article", articles.load(), ids=lambda a: a.number)
def test_the_five_articles(article: articles.Article) -> None:
    found = {(piece.start, piece.end) for piece in chrome.find(article.text)}
    assert found == {(piece.start, piece.end) for piece in article.chrome}


@pytest.mark.parametrize("path", INVENTED, ids=lambda p: p.stem)
def test_the_invented_articles(path: Path) -> None:
    article = yaml.safe_load(path.read_text("utf-8"))
    assert [words for _, words in pieces(article["text"])] == [
        piece if isinstance(piece, str) else piece["words"] for piece in article["chrome"]
    ]


@pytest.mark.parametrize("path", INVENTED, ids=lambda p: p.stem)
def test_what_tells_of_an_event_is_never_chrome(path: Path) -> None:
    article = yaml.safe_load(path.read_text("utf-8"))
    found = chrome.find(article["text"])
    for words in (event["words"] for event in article["events"]):
        start = article["text"].index(words)
        assert not any(c.start < start + len(words) and start < c.end for c in found), words


def test_the_spelling_makes_no_difference() -> None:
    for written in ("اقرأ أيضا", "إقرأ أيضًا", "اقـرأ أيضـاً", "\u200fاقرا\u00a0ايضا"):
        text = place(f"{written}: هدنة جديدة", "within")
        assert [why for why, _ in pieces(text)] == ["related"]


def test_line_ends_and_empty_lines_make_no_difference() -> None:
    page = EXAMPLES["pages"][0]
    for end in ("\r\n", "\n\n"):
        found = [piece.why for piece in chrome.find(page["text"].replace("\n", end))]
        assert found == [piece.partition(":")[0] for piece in page["chrome"]]


SIGNS = [":", "/", " - ", "\n", "\n\n", " ", ".", "©", "12", "ـ", "    "]
ODD_SIGNS = ["\u064b", "\u200f", "\ufdfa", "\ud800", "\r", "\u2028"]
FURNITURE = [
    "عاجل",
    "logo",
    "اقرأ أيضا",
    "المصدر: رويترز",
    "(أ ف ب)",
    "الجزيرة",
    "بغداد",
    "الكلمات المفتاحية",
]
FURNITURE += [
    "#هدنة_جديدة",
    "شفق نيوز/",
    "لم تشترك بعد",
    "قصص مقترحة",
    "نهاية",
    "آخر تحديث",
    "عاجل |",
    "© 2031",
]
PARTS = [*SIGNS, *ODD_SIGNS, *FURNITURE, ABOVE, FIRST, LAST]
PAGE = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@given(st.one_of(st.text(), PAGE))
def test_any_text(text: str) -> None:
    found = chrome.find(text)
    ends = 0
    for piece in found:
        assert ends <= piece.start < piece.end <= len(text), "out of order, overlapping or outside the text"
        assert text[piece.start : piece.end].strip() and piece.why
        ends = piece.end
    assert found == chrome.find_folded(fold(text))


@pytest.mark.timing
@pytest.mark.parametrize(
    "text",
    [
        "خ" * 300_000,
        "هجوم " * 60_000,
        "1" * 300_000,
        "-" * 300_000 + "ا",
        "( " * 150_000,
        "عاجل\n" * 60_000,
        "هدنة جديدة في بغداد اليوم\n" * 12_000,
        "".join(f"هدنة جديدة رقم {n}\n" for n in range(6_000)) * 2,
        "قصص مقترحة\n" * 30_000,
        "اقرأ أيضا: " * 30_000,
        "#ا" * 150_000,
        "\n" * 300_000,
        "المصدر: " * 40_000,
        f"{FIRST}\n" * 4_000,
    ],
    ids=lambda t: t[:12].strip(),
)
def test_time_grows_with_the_text_alone(text: str) -> None:
    """Four times the text takes about four times as long: far less than the sixteen of a square."""
    once = min(_seconds(text) for _ in range(3))
    assert _seconds(text * 4) < 10 * once + 0.05


def _seconds(text: str) -> float:
    start = process_time()
    chrome.find(text)
    return process_time() - start
