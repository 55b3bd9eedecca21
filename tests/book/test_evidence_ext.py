"""Facts, exhibits, registers and the check on typed numbers, in small books built for the purpose."""

import json
import posixpath
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis import corpus, facts

ROOT = Path(__file__).parent.parent.parent

CONF = """
import sys
sys.path[:0] = [{root!r}, {extensions!r}]
extensions = ["myst_nb", "addresses", "arabic", "exhibits", "facts", "prose", "registers"]
nb_execution_mode = "off"
numfig = True
myst_enable_extensions = ["colon_fence"]
"""

EXHIBIT = {
    "name": "toy",
    "caption": "A toy with {fact}`attacks-listed` marks.",
    "alt": 'Says "two" <things>',
    "svg": '<svg width="10" height="10"><a xlink:href="#s-003-de71d7" target="_self"><rect/></a></svg>',
    "columns": ["Site", "Count"],
    "rows": [["عين الأسد", "2"], ["<b>x</b>", ""]],
    "evidence": [["s-003-de71d7", "s-003-fc2746"], []],
}

INDEX = """
# Home

The articles list {fact}`attacks-listed` attacks; in all they list {fact}`attacks-listed`.

```{quotation} s-003-de71d7
```

````{exhibit} toy
EXHIBIT
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


def build(folder: Path, index: str, builder: str = "html") -> tuple[subprocess.CompletedProcess[str], Path]:
    """Builds a small book with warnings as errors."""
    (folder / "book").mkdir(parents=True, exist_ok=True)
    conf = CONF.format(root=str(ROOT), extensions=str(ROOT / "book" / "_ext"))
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    text = index.replace("EXHIBIT", json.dumps(EXHIBIT))
    (folder / "index.md").write_text(text, encoding="utf-8")
    for name, page in PAGES.items():
        (folder / name).write_text(page, encoding="utf-8")
    out = folder / "_build" / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-b", builder, str(folder), str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False), out


@pytest.fixture(scope="module", params=["html", "singlehtml"])
def pages(request, tmp_path_factory) -> tuple[str, dict[str, BeautifulSoup]]:
    done, out = build(tmp_path_factory.mktemp("book"), INDEX, request.param)
    assert done.returncode == 0, done.stderr
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
    assert len(found) == 3, "two in the prose, one in the caption"
    for link in found:
        assert link.get_text() == fact.text
        assert link["data-statements"].split() == list(fact.statements)
        note = target(pages, "index", link["href"])
        assert note is not None and fact.how in note.get_text()


def test_a_note_leads_to_every_statement_and_back_to_every_use(pages):
    builder, soup = pages
    page = "index" if builder == "singlehtml" else "book/numbers"
    notes = soup[page].select("ol.numbers > li")
    assert len(notes) == 1, "a fact used thrice has one note"
    links = [link["href"] for link in notes[0].select("a")]
    reached = [target(pages, "book/numbers", href) for href in links]
    assert all(element is not None for element in reached), links
    statements = facts.compute(corpus.load())["attacks-listed"].statements
    assert [e["id"] for e in reached[: len(statements)]] == list(statements)
    assert all(e.name == "a" and "fact" in e["class"] for e in reached[len(statements) :])
    assert len(reached) == len(statements) + 3


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
    _, soup = pages
    link = soup["index"].select_one("figure svg a")
    assert target(pages, "index", link["href"])["id"] == "s-003-de71d7"
    assert link["aria-label"] == corpus.load().statement("s-003-de71d7").translation
    assert soup["index"].select_one("figure svg")["aria-label"] == EXHIBIT["alt"]


def test_rows_of_a_chart_lead_to_their_evidence_and_markup_in_a_cell_is_text(pages):
    _, soup = pages
    table = soup["index"].select_one("details.exhibit-data table")
    assert table.find("b") is None
    assert "<b>x</b>" in table.get_text()
    assert [target(pages, "index", a["href"])["id"] for a in table.select("td.evidence a")] == EXHIBIT["evidence"][0]
    assert table.select_one("td span[lang=ar]").get_text() == "عين الأسد"


def test_a_chart_has_its_data_file(tmp_path):
    done, out = build(tmp_path, INDEX)
    assert done.returncode == 0, done.stderr
    lines = (out / "_static" / "exhibits" / "toy.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["Site,Count,statements", "عين الأسد,2,s-003-de71d7;s-003-fc2746", "<b>x</b>,,"]


@pytest.mark.parametrize(
    "prose, named",
    [
        ("{fact}`no-such-fact`", "unknown fact"),
        ("There were 14 rockets.", "14 rockets"),
        ("There were fourteen rockets.", "fourteen rockets"),
        ("Dozens of attacks followed.", "Dozens"),
        ("It ended in 2024.", "2024"),
        ("Only one attack was claimed.", "one attack"),
        ("- twice, in a list", "twice"),
        ("```{quotation} s-000-000000\n```", "unknown statement"),
    ],
)
def test_a_typed_number_or_an_unknown_name_fails_the_build(tmp_path, prose, named):
    done, _ = build(tmp_path, f"{INDEX}\n{prose}\n")
    assert done.returncode != 0
    assert named in done.stderr


@pytest.mark.parametrize(
    "prose",
    [
        "## The truce of 2024",
        "> In 2024 there were 14 of them, says the quotation.",
        "The file `annotate-2.py` is code.",
        "On the one hand; no one said so; this one does not.",
        "[A page](https://example.org/2024/07/26) of others.",
        "| Code | Meaning |\n|---|---|\n| 1 | one day |",
    ],
)
def test_headings_quotations_code_addresses_and_tables_may_have_numbers(tmp_path, prose):
    done, _ = build(tmp_path, f"{INDEX}\n{prose}\n")
    assert done.returncode == 0, done.stderr
