"""The bibliography page, in a small book built for the purpose."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis import bibliography, corpus
from analysis.datapackage import CODEBOOK, codebook
from tests.book import small

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "book" / "_ext"))

EXTENSIONS = ["addresses", "arabic", "bibliography", "dataset", "prose"]
INDEX = "# Home\n\n```{reports}\n```\n\n```{works}\n```\n\n{datafile}`articles.bib`\n"


def build(folder: Path, index: str, builder: str = "html") -> tuple[subprocess.CompletedProcess[str], Path]:
    """A book of that one page."""
    small.write(folder, {"index.md": index}, EXTENSIONS)
    return small.build(folder, builder), folder / "_build" / builder


@pytest.fixture(scope="module", params=["html", "singlehtml"])
def page(request, tmp_path_factory) -> tuple[str, BeautifulSoup]:
    done, out = build(tmp_path_factory.mktemp(request.param), INDEX, request.param)
    assert done.returncode == 0, done.stderr
    return request.param, BeautifulSoup((out / "index.html").read_text("utf-8"), "html.parser")


def test_an_entry_an_article_with_its_titles_and_date(page) -> None:
    _, soup = page
    for article in corpus.load().articles:
        entry = soup.find(id=f"b-{article.number}").select_one(".reference")
        words = entry.get_text()
        arabic = [span.get_text() for span in entry.select("span[lang=ar][dir=rtl]")]
        assert article.outlet in words and article.outlet_ar in arabic
        assert bibliography.published(article) in words
        assert ("inferred" in words) == (article.published.basis == "inferred")
        if article.headline_ar:
            assert article.headline_ar in arabic
            assert f"[{article.headline}]" in words
            assert article.headline_latin.split()[0] in words
        else:
            assert any(article.text.startswith(opening.removesuffix("…")) for opening in arabic)


def test_an_entry_leads_to_its_card(page) -> None:
    builder, soup = page
    for article in corpus.load().articles:
        home = "#" if builder == "singlehtml" else "book/corpus.html#"
        link = soup.find(id=f"b-{article.number}").select_one(f"a[href='{home}a-{article.number}']")
        assert article.number in link.get_text()


def test_bibtex_to_copy_on_the_screen_and_none_in_print(page) -> None:
    builder, soup = page
    shown = [details.select_one("pre").get_text() for details in soup.select("details.bibtex")]
    expected = [bibliography.entry(article) for article in corpus.load().articles]
    assert shown == ([] if builder == "singlehtml" else expected)
    names = [details.summary.get_text() for details in soup.select("details.bibtex")]
    assert len(set(names)) == len(names)


def test_titles_quotation_marks_stand_inside_others(page) -> None:
    _, soup = page
    assert "“Fasail ‘al-jil al-thani’ fi al-Iraq" in soup.find(id="b-000").get_text()


def test_works_are_those_that_the_codebook_refers_to(page) -> None:
    import bibliography

    _, soup = page
    works = bibliography.works()
    with (CODEBOOK.parent / "crosswalk.csv").open(encoding="utf-8", newline="") as stream:
        columns = next(csv.reader(stream))[1:]
    named = {name for work in works.values() for name in work.named}
    sources = " ".join(row["from"] for row in codebook())
    assert set(columns) <= named
    assert all(name in columns or name in sources for name in named)
    links = {a["href"] for a in soup.select(".cited a.external")}
    assert {work.url for work in works.values()} <= links


def test_words_of_an_article_are_never_markup() -> None:
    import bibliography

    from analysis.articles import Article

    bad = "<b>x</b> [y](z) {fact}`w`"
    named = dict.fromkeys(("outlet", "outlet_ar", "headline", "headline_ar", "headline_latin"), bad)
    hostile = Article("9_x", bad, **named)
    assert bibliography.report(hostile).astext().count(bad) >= 4
