"""The glossary page of the built book."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from analysis import glossary
from analysis.corpus import Corpus

PAGES = Path(__file__).parent.parent.parent / "_build" / "html" / "book"


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    path = PAGES / "glossary.html"
    assert path.is_file(), "no _build/html: run `make book` first"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def entry(page: BeautifulSoup, id: str) -> Tag:
    found = page.select_one(f"section#g-{id}")
    assert found is not None, id
    return found


def test_each_name_is_a_section_without_a_number(page: BeautifulSoup, corpus: Corpus) -> None:
    ids = [f"g-{found.id}" for found in glossary.entries(corpus)]
    assert [section["id"] for section in page.select("section.glossary-entry")] == ids
    assert not page.select(".glossary-entry .section-number")
    contents = page.select('.bd-sidebar-secondary a[href^="#g-"]')
    assert contents and not any(link.get_text(strip=True)[0].isdigit() for link in contents)


def test_an_entry_has_both_names_and_leads_to_its_statements(page: BeautifulSoup) -> None:
    found = entry(page, "kataib-hezbollah")
    name = found.select_one(".glossary-name [lang=ar][dir=rtl]")
    assert name is not None and name.get_text() == "كتائب حزب الله"
    terms = [term.get_text(strip=True).rstrip(":") for term in found.select("dt")]
    assert terms == ["Also in the articles", "Also written", "Evidence"]
    links = [str(link["href"]) for link in found.select("a.statement-link")]
    assert links == ["evidence.html#s-004-1ef543", "evidence.html#s-004-971271"]


def test_every_link_leads_somewhere(page: BeautifulSoup) -> None:
    targets = {
        name: {
            element["id"]
            for element in BeautifulSoup((PAGES / name).read_text("utf-8"), "html.parser").select("[id]")
        }
        for name in ("evidence.html", "corpus.html")
    }
    links = page.select(".glossary-entry a.statement-link")
    assert len(links) > 100
    for link in links:
        name, _, anchor = str(link["href"]).partition("#")
        assert anchor in targets[name], link["href"]
