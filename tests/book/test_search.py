"""The search box: what is folded alike, in Python and in a browser, and what a reader finds in the book."""

import functools
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.audit.browser import BOOK

ROOT = Path(__file__).parent.parent.parent

sys.path.append(str(ROOT / "book" / "_ext"))

import search  # noqa: E402

# How Arabic is written: letters, marks, digits, forms and what joins or stretches them.
ARABIC = st.text(
    st.sampled_from("ابتةثجحخدذرزسشصضطظعغفقكلمنهويىأإآٱؤئءپچڤگکیـًٌٍَُِّْٰ٠١٢۳٤٫ﷺﻻﻼﺍ\u200c\u200f_ 24x'"), min_size=1
)
WORD = st.text(st.sampled_from("ابتجدرسعفقكلمنهوي"), min_size=3, max_size=8)
ARTICLE = st.sampled_from(["ال", "وال", "بال", "فال", "كال", "لل", "ولل", "فبال"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أُعلنت الهدنة", "اعلنت هدنه"),
        ("عَيْنُ الأَسَدِ", "عين اسد"),
        ("منظومـة إلى علی", "منظومه الي علي"),
        ("الفصائل والفصائل بالفصائل للفصائل وللفصائل فصائل", " ".join(["فصايل"] * 6)),
        ("بالعراق العراق والعراق", "عراق عراق عراق"),
        ("ألوية الألوية", "ويه ويه"),
        ("حزب الله واللـه", "حزب الله والله"),
        ("٢٠٢٤ ۲۰۲۴ 2024", "2024 2024 2024"),
        ("#الفصائل_العراقية", "فصايل عراقيه"),
        ("ﻻ ﷺ", "لا صلي الله عليه وسلم"),
        ("attacks where_precision", "attack where_precis"),
        ("Kata'ib Katāʾib Ḥizb", "kata ib kataib hizb"),
        ("\u200f ـ", ""),
    ],
)
def test_words_that_are_looked_for(text: str, expected: str) -> None:
    box = search.Search({})
    assert " ".join(map(box.stem, search.words(text))) == expected


def test_the_index_has_a_word_also_without_its_particle() -> None:
    assert search.Search({}).split("وبهدنة") == ["وبهدنه", "بهدنه", "هدنه"]
    assert search.bare("الفصايل") == [] and search.bare("wbl") == []


@given(WORD, ARTICLE)
def test_the_article_makes_no_difference(word: str, article: str) -> None:
    assert search.without_article(article + word) == search.without_article(word)


def test_blocks_of_raw_html_are_parted() -> None:
    assert search.parted("<p>machine</p><div><p>هجوم") == "<p>machine</p>\n<div>\n<p>هجوم"
    assert search.parted("ل<mark>لفصائل</mark>") == "ل<mark>لفصائل</mark>"


@pytest.fixture(scope="module")
def script(chromium: Browser) -> Iterator[Callable[[str], list[list[str]]]]:
    """What the reader's half makes of each line of a text."""
    page = chromium.new_page()
    page.add_script_tag(content=search.Search({}).js_stemmer_code)
    page.evaluate("stemmer = new Stemmer()")
    yield lambda text: page.evaluate(  # type: ignore[no-any-return]
        "text => text.split('\\n').map(l => splitQuery(l).map(w => stemmer.stemWord(w.toLowerCase())))", text
    )
    page.close()


def stems(line: str) -> list[str]:
    box = search.Search({})
    return [box.stem(word) for word in search.words(line)]


def test_the_browser_does_the_same_to_the_articles(script: Callable[[str], list[list[str]]]) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    assert len(set(re.findall(r"\w+", text))) > 1000
    assert script(text) == [stems(line) for line in text.split("\n")]


def test_the_browser_does_the_same_to_english(script: Callable[[str], list[list[str]]]) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "book").glob("*.md")))
    assert script(text) == [stems(line) for line in text.split("\n")]


def test_the_browser_does_the_same_to_any_arabic(script: Callable[[str], list[list[str]]]) -> None:
    line = ARABIC | st.tuples(ARTICLE, ARTICLE, ARABIC).map("".join)

    @given(st.lists(line, min_size=50, max_size=50))
    def check(lines: list[str]) -> None:
        assert script("\n".join(lines)) == [stems(line) for line in lines]

    check()


class Reader:
    """Someone who has the built book as files and no network, and asks the search page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def ask(self, query: str) -> list[str]:
        """The addresses of what is found, in order."""
        self.page.goto(f"{(BOOK / 'search.html').as_uri()}?q={quote(query)}")
        self.page.wait_for_function("document.querySelector('.search-summary')?.innerText")
        links = self.page.eval_on_selector_all("ul.search a", "all => all.map(a => a.getAttribute('href'))")
        return [str(link) for link in links]


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Reader]:
    assert (BOOK / "search.html").is_file(), "no _build/html: run `make book` first"
    page = chromium.new_page()
    someone = Reader(page)
    yield someone
    page.close()
    assert someone.errors == []
    assert [url for url in someone.requests if not url.startswith("file://")] == []


def pages_with(pattern: str) -> set[str]:
    """The pages of the book with a match in their main part, tags taken away.

    What a panel repeats is found where it comes from.
    """
    return {page for page, text in texts().items() if re.search(pattern, text)}


@functools.cache
def texts() -> dict[str, str]:
    """The words of each page."""
    found = {}
    for path in [BOOK / "index.html", *(BOOK / "book").glob("*.html")]:
        main = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("article")
        assert main is not None
        for panels in main.select(".panels"):
            panels.decompose()
        found[path.relative_to(BOOK).as_posix()] = main.get_text()
    return found


def test_a_name_is_found_without_its_hamza(reader: Reader) -> None:
    found = reader.ask("عين الاسد")
    assert pages_with("عين الأسد") <= set(found)
    assert {"book/evidence.html", "book/annotation.html", "book/glossary.html"} <= set(found)
    assert any(page.startswith("book/cycle-") for page in found)
    assert reader.ask("عَيْن الأَسَد") == found


@pytest.mark.parametrize(
    "alike",
    [
        ["فصائل", "الفصائل", "والفصائل", "للفصائل", "بالفصائل", "فصايل", "الفصـائل", "وفصائل"],
        ["هدنة", "هدنه", "الهدنه", "هُدْنَة", "لهدنة", "للهدنة", "وبالهدنة"],
        ["العراق", "بالعراق", "عراق", "للعراق"],
        ["مصطفى الكاظمي", "مصطفي كاظمي"],
        ["2024", "٢٠٢٤", "۲۰۲۴"],
        ["Ain al-Asad", "Ayn al-Asad", "Ayn Al Assad", "ain al asad"],
        ["Kataib Hezbollah", "Kata'ib Hizballah", "Kata’ib Hizbullah", "kataeb hezbollah"],
        ["Erbil", "Arbil", "Irbil"],
        ["Abu Mahdi al-Muhandis", "Mohandes"],
    ],
)
def test_what_is_found_alike(reader: Reader, alike: list[str]) -> None:
    found = [reader.ask(query) for query in alike]
    assert found[0] and all(others == found[0] for others in found[1:])


def test_a_word_that_was_written_with_marks_is_found(reader: Reader) -> None:
    """The articles have المسلّحة and المسيّرة; a mark must not cut a word in two."""
    assert pages_with("المسلّحة") <= set(reader.ask("المسلحة"))
    assert set(reader.ask("المسيرة")) == set(reader.ask("المسيّرة")) >= pages_with("المسيّرة")


def test_a_cell_of_a_notebook_is_found(reader: Reader) -> None:
    """Headlines stand in the cards alone, which a notebook prints as HTML."""
    assert "book/corpus.html" in reader.ask("الجيل الثاني الحرب المفتوحة")


def test_a_transliterated_name_leads_to_its_entry_first(reader: Reader) -> None:
    assert reader.ask("Ayn Al Assad")[0] == "book/glossary.html#g-ain-al-asad"
    assert reader.ask("attacks in Irbil") == reader.ask("attacks in Erbil") != []
    assert "book/glossary.html" in reader.ask("Muhandis")


def test_english_is_found_as_before(reader: Reader) -> None:
    assert reader.ask("What not to conclude")[0] == "book/limits.html"
    assert reader.ask("mediation") == reader.ask("mediations") != []
    assert "book/codebook.html" in reader.ask("where_precision")
    assert reader.ask("US") != []


def test_each_result_is_shown_once(reader: Reader) -> None:
    found = reader.ask("evidence")
    assert len(found) == len(set(found))


def test_nothing_found_says_so(reader: Reader) -> None:
    assert reader.ask("زنجبيل") == []
    assert "did not match any documents" in reader.page.inner_text(".search-summary")


def test_what_was_looked_for_is_marked_on_the_page(reader: Reader) -> None:
    page = reader.page
    reader.ask("للفصائل المسلحه")
    page.click("ul.search li > a[href='book/evidence.html']")
    page.wait_for_selector("span.highlighted")
    marked = page.eval_on_selector_all("span.highlighted", "all => all.map(s => s.textContent)")
    assert {"الفصائل", "المسلحة", "المسلّحة"} <= set(marked)
    assert {search.without_article(word) for text in marked for word in search.words(text)} <= {
        "فصايل", "مسلحه", "وفصايل",
    }  # fmt: skip
    page.reload()
    page.wait_for_load_state()
    assert page.query_selector("span.highlighted") is None


def test_a_snippet_shows_the_words_and_marks_arabic(chromium: Browser, reader: Reader) -> None:
    reader.ask("عين الاسد")
    summary = reader.page.evaluate(
        """() => Search.makeSearchSummary(
            `<main role="main">${"Plain. ".repeat(80)}<p>قاعدة «عين الأسد» &lt;b&gt; at night</p></main>`,
            new Set(["عين", "اسد"]), "").outerHTML"""
    )
    shown = BeautifulSoup(summary, "html.parser")
    assert shown.p is not None and shown.p["dir"] == "auto" and shown.p.find("b") is None
    assert "<b> at night" in shown.p.get_text() and shown.p.get_text().startswith("…")
    run = shown.select_one("span[lang=ar][dir=rtl]")
    assert run is not None and run.get_text() == "قاعدة «عين الأسد»"
    assert [mark.get_text() for mark in shown.select(".highlighted")] == ["عين", "الأسد"]
