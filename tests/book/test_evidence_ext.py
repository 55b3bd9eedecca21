"""Facts, exhibits, registers and the check on typed numbers, in small books built for the purpose."""

import json
import posixpath
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis import corpus, facts
from tests.book import small

EXTENSIONS = ["addresses", "arabic", "citing", "exhibits", "facts", "panels", "prose", "registers"]
EXHIBIT = {
    "name": "toy",
    "caption": "A toy with {fact}`attacks-listed` marks.",
    "alt": 'Says "two" <things>',
    "svg": '<svg width="10" height="10"><a xlink:href="#s-003-de71d7" target="_self"><rect/></a></svg>',
    "columns": ["Site", "Count"],
    "rows": [["عين الأسد", "2"], ["<b>x</b>", ""]],
    "evidence": [["s-003-de71d7", "s-003-fc2746"], []],
}

IDS = ["s-003-de71d7", "s-003-fc2746", "s-003-509743"]
GRID = {
    "name": "grid",
    "caption": "Who \"said\" {fact}`attacks-listed`.",
    "alt": "",
    "svg": None,
    "columns": ["Question", "عين الأسد", "Other"],
    "rows": [
        ["Broken <by>", {"text": "<i>rockets</i>", "statements": IDS}, {"text": "none", "statements": []}],
        ["Ended", {"text": "not told", "statements": []}, {"text": "drones", "statements": IDS[:1]}],
    ],
    "evidence": [IDS, IDS[:1]],
}

INDEX = """
# Home

The articles list {fact}`attacks-listed` attacks; in all they list {fact}`attacks-listed`.

```{quotation} s-003-de71d7
```

````{exhibit} toy
EXHIBIT
````

````{exhibit} grid
GRID
````

```{toctree}
book/evidence
book/events
book/numbers
book/comparison
```
"""

PAGES = {
    "book/evidence.md": "# Evidence\n\n```{evidence}\n```\n",
    "book/events.md": "# Events\n\n```{events}\n```\n",
    "book/numbers.md": "# Numbers\n\n```{numbers}\n```\n",
    "book/comparison.md": "# Cycles\n\n```{cycles}\n```\n",
}


def written(folder: Path, index: str, **more: str) -> Path:
    """A small book with that first page, and more pages."""
    text = index.replace("EXHIBIT", json.dumps(EXHIBIT)).replace("GRID", json.dumps(GRID))
    return small.write(folder, {"index.md": text, **PAGES, **more}, EXTENSIONS,
                       'myst_enable_extensions = ["colon_fence"]')  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, Path]:
    """The small book in both formats."""
    found, folder = {}, written(tmp_path_factory.mktemp("evidence"), INDEX)
    for builder in ("html", "singlehtml"):
        done, found[builder] = small.build(folder, builder), folder / "_build" / builder
        assert done.returncode == 0, done.stderr
    return found


@pytest.fixture(scope="module")
def html(built) -> Path:
    return built["html"]


@pytest.fixture(scope="module", params=["html", "singlehtml"])
def pages(request, built) -> tuple[str, dict[str, BeautifulSoup]]:
    out = built[request.param]
    names = ["index"] if request.param == "singlehtml" else ["index", *(n.removesuffix(".md") for n in PAGES)]
    soup = {n: BeautifulSoup((out / f"{n}.html").read_text(encoding="utf-8"), "html.parser") for n in names}
    return request.param, soup


def target(pages, page: str, href: str):
    """The element that a link on a page leads to."""
    builder, soup = pages
    name, _, anchor = href.partition("#")
    if builder == "singlehtml":
        page = "index"
    elif name:
        page = posixpath.normpath(posixpath.join(posixpath.dirname(page), name)).removesuffix(".html")
    return soup[page].find(id=anchor)


def test_a_fact_says_its_value_name_and_statements_and_leads_to_its_note(pages):
    book, (_, soup) = corpus.load(), pages
    fact = facts.compute(book)["attacks-listed"]
    found = soup["index"].select("a.fact[data-fact='attacks-listed']")
    assert len(found) == 4, "two in the prose, two in captions"
    for link in found:
        assert link.get_text() == fact.text
        assert link["data-statements"].split() == list(fact.statements)
        note = target(pages, "index", link["href"])
        assert note is not None and fact.how in note.get_text()


def test_a_note_leads_to_every_statement_and_back_to_each_page_that_uses_it(pages):
    builder, soup = pages
    page = "index" if builder == "singlehtml" else "book/numbers"
    notes = soup[page].select("ol.numbers > li")
    assert len(notes) == 1, "a fact used several times has one note"
    links = [link["href"] for link in notes[0].select("a")]
    reached = [target(pages, "book/numbers", href) for href in links]
    assert all(element is not None for element in reached), links
    statements = facts.compute(corpus.load())["attacks-listed"].statements
    assert [e["id"] for e in reached[: len(statements)]] == list(statements)
    assert all(e.name == "a" and "fact" in e["class"] for e in reached[len(statements) :])
    assert len(reached) == len(statements) + 1, "all its uses are on one page"


def test_every_statement_and_event_and_cycle_has_its_address(pages):
    builder, soup = pages
    book = corpus.load()
    homes = {"book/evidence": [s.id for s in book.statements],
             "book/events": [f"e-{name}" for name in book.events["event"]],
             "book/comparison": [f"c-{name}" for name in book.cycles["cycle"]]}
    for page, ids in homes.items():
        home = soup["index" if builder == "singlehtml" else page]
        for id in ids:
            assert len(home.find_all(id=id)) == 1, id


def test_an_entry_shows_the_arabic_as_arabic_and_the_english(pages):
    builder, soup = pages
    statement = corpus.load().statement("s-003-de71d7")
    entry = soup["index" if builder == "singlehtml" else "book/evidence"].find(id=statement.id)
    quote = entry.select_one("blockquote[lang=ar][dir=rtl]")
    assert quote.get_text(strip=True) == statement.quote
    assert statement.translation in entry.get_text()
    assert statement.date.conflict in entry.get_text()


def test_a_mark_in_a_chart_leads_to_its_evidence_and_has_a_name(pages):
    builder, soup = pages
    link = soup["index"].select_one("figure svg a")
    panel = "panel-" if builder == "html" else ""
    assert target(pages, "index", link["href"])["id"] == f"{panel}s-003-de71d7"
    assert link["aria-label"] == corpus.load().statement("s-003-de71d7").translation
    assert soup["index"].select_one("figure svg")["aria-label"] == EXHIBIT["alt"]


def test_rows_of_a_chart_lead_to_their_evidence_and_markup_in_a_cell_is_text(pages):
    _, soup = pages
    table = soup["index"].select_one("details.exhibit-data table")
    assert table.find("b") is None
    assert "<b>x</b>" in table.get_text()
    reached = [target(pages, "index", a["href"])["id"] for a in table.select("td.evidence a")]
    assert reached == EXHIBIT["evidence"][0]
    assert table.select_one("td span[lang=ar]").get_text() == "عين الأسد"


def test_a_cell_with_evidence_of_its_own_leads_to_each_of_its_statements(pages):
    builder, soup = pages
    book = corpus.load()
    table = soup["index"].select_one("table#fig-grid")
    cell, silent = table.select("tbody tr")[0].select("td")
    first, *others = cell.select("a")
    assert first.get_text() == "<i>rockets</i>" and table.find("i") is None, "words are never markup"
    assert silent.get_text(strip=True) == "none" and not silent.select("a") and "untold" in silent["class"]
    if builder == "html":
        assert not others, "one panel has them all"
        panel = target(pages, "index", first["href"])
        permalinks = panel.select(".panel-statement > .panel-source > a")
        assert [a["href"].partition("#")[2] for a in permalinks] == IDS
        return
    assert [target(pages, "index", a["href"])["id"] for a in (first, *others)] == IDS
    assert [a.get_text() for a in others] == ["2", "3"] and all(a.parent.name == "sup" for a in others)
    names = [book.statement(id).translation for id in IDS]
    assert [a["title"] for a in (first, *others)] == names
    assert [a["aria-label"] for a in others] == [f"2: {names[1]}", f"3: {names[2]}"]


def test_a_matrix_has_its_own_box_and_no_column_of_evidence(pages):
    _, soup = pages
    box = soup["index"].select_one("div.matrix")
    assert (box["tabindex"], box["role"]) == ("0", "region")
    value = facts.compute(corpus.load())["attacks-listed"].text
    assert box["aria-label"] == f'Who "said" {value}.'
    table = box.select_one("table")
    assert table["id"] == "fig-grid" and len(soup["index"].select("div.matrix table")) == 1
    assert [th.get_text(strip=True) for th in table.select("thead th")] == GRID["columns"]
    assert [th.get_text(strip=True) for th in table.select("tbody th")] == ["Broken <by>", "Ended"]
    assert not table.select("td.evidence")


def test_a_panel_shows_the_sentence_with_the_quotation_marked_and_its_source(html):
    book = corpus.load()
    soup = BeautifulSoup((html / "index.html").read_text(encoding="utf-8"), "html.parser")
    panel = soup.find(id="panel-s-003-de71d7")
    statement = book.statement("s-003-de71d7")
    article = book.article(statement.article)
    quotation = panel.select_one("blockquote[lang=ar][dir=rtl]")
    assert quotation.select_one("mark").get_text() == statement.quote
    assert quotation.get_text().strip() in article.text and len(quotation.get_text()) > len(statement.quote)
    words = panel.get_text()
    for told in (statement.translation, article.outlet, "26 July 2024", article.published.evidence):
        assert told in words, told
    assert statement.date.conflict in panel.select_one(".panel-against").get_text()
    assert "Reviewed" in words and statement.id.removeprefix("s-") in words


def test_a_panel_of_many_statements_lists_their_words_each_opening_its_card(html):
    soup = BeautifulSoup((html / "index.html").read_text(encoding="utf-8"), "html.parser")
    fact = facts.compute(corpus.load())["attacks-listed"]
    panel = soup.find(id="panel-n-attacks-listed")
    listed = panel.select(".panel-list a[lang=ar][dir=rtl]")
    assert len(listed) == min(len(fact.statements), 24)
    for id, link in zip(fact.statements, listed, strict=False):
        assert link.get_text() == corpus.load().statement(id).quote
        assert soup.find(id=link["href"][1:]) is not None


def test_only_pages_have_panels_and_controls(built):
    single = BeautifulSoup((built["singlehtml"] / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert not single.select(".panel, .cite, .exhibit-tools, a[href^='#panel-']")
    page = BeautifulSoup((built["html"] / "index.html").read_text(encoding="utf-8"), "html.parser")
    ids = [element["id"] for element in page.select(".panel")]
    assert ids and len(ids) == len(set(ids))
    for link in page.select("a[href^='#panel-']"):
        assert page.find(id=link["href"][1:]) is not None, link


def test_everything_cited_has_its_reference_in_every_form(html):
    for page, css in (("index", ".exhibit-tools .cite"), ("book/evidence", ".statement-head .cite"),
                      ("book/events", ".statement-head .cite"), ("book/comparison", ".statement-head .cite")):
        soup = BeautifulSoup((html / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
        links = [*soup.select(css), soup.select_one(".page-foot .cite")]
        assert len(links) > 2
        for link in links:
            texts = soup.find(id=link["href"][1:]).select("pre.cite-text")
            assert [text["data-format"] for text in texts] == ["Chicago", "APA", "BibTeX", "RIS"]
            anchor = link["href"].removeprefix("#panel-cite-")
            address = f"{page}.html" if anchor == "page" else f"{page}.html#{anchor}"
            assert all(address in text.get_text().replace("\\", "") for text in texts), anchor
            assert anchor == "page" or soup.find(id=anchor) is not None


def test_exhibits_have_their_data_files_with_the_words_alone(html):
    toy, grid = (
        (html / "_static" / "exhibits" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        for name in ("toy", "grid")
    )
    assert toy == ["Site,Count,statements", "عين الأسد,2,s-003-de71d7;s-003-fc2746", "<b>x</b>,,"]
    assert grid == [
        "Question,عين الأسد,Other,statements",
        f"Broken <by>,<i>rockets</i>,none,{';'.join(IDS)}",
        f"Ended,not told,drones,{IDS[0]}",
    ]


BAD = {
    "{fact}`no-such-fact`": "unknown fact",
    "There were 14 rockets.": "14 rockets",
    "There were fourteen rockets.": "fourteen rockets",
    "Dozens of attacks followed.": "Dozens",
    "It ended in 2024.": "2024",
    "Only one attack was claimed.": "one attack",
    "- twice, in a list": "twice",
    "```{quotation} s-000-000000\n```": "unknown statement",
    "{article}`article 999`": "no article is numbered",
}

GOOD = [
    "## The truce of 2024",
    "> In 2024 there were 14 of them, says the quotation.",
    'It says "in 2024", and the words are its own.',
    "The file `annotate-2.py` is code.",
    "On the one hand; no one said so; this one does not.",
    "[A page](https://example.org/2024/07/26) of others.",
    "| Code | Meaning |\n|---|---|\n| 1 | one day |",
    "As {article}`article 003` says.",
]


def build_each(folder: Path, prose: list[str]) -> subprocess.CompletedProcess[str]:
    """Builds one book with a page for each piece of prose: page-0, page-1 and so on."""
    pages = {f"page-{n}.md": f"# A page\n\n{text}\n" for n, text in enumerate(prose)}
    listed = "\n".join(name.removesuffix(".md") for name in pages)
    return small.build(written(folder, f"{INDEX}\n```{{toctree}}\n{listed}\n```\n", **pages))


def test_a_typed_number_or_an_unknown_name_fails_the_build_and_names_its_page(tmp_path):
    done = build_each(tmp_path, list(BAD))
    assert done.returncode != 0
    for n, named in enumerate(BAD.values()):
        complaints = [line for line in done.stderr.splitlines() if f"page-{n}.md:" in line]
        assert any(named in line for line in complaints), (named, done.stderr)


def test_headings_quotations_code_addresses_and_tables_may_have_numbers(tmp_path):
    done = build_each(tmp_path, GOOD)
    assert done.returncode == 0, done.stderr
