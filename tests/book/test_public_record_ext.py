"""The public record in small books built for the purpose: its register, its rows in prose, its facts."""

import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from analysis import chronology, corpus
from analysis.chronology import PREFIX, facts
from tests.book import small

EXTENSIONS = ["arabic", "citing", "exhibits", "facts", "panels", "prose", "public_record"]
INDEX = """
# Home

A truce was {row}`declared aloud <truce-kataib-hezbollah-2020-10-11>` on {fact}`record.2020-october.declared`.

```{row} bukamal-2021-02-25
```

```{toctree}
book/chronology
book/numbers
book/comparison
book/evidence
book/events
```
"""
PAGES = {
    "book/chronology.md": "# Record\n\n```{chronology}\n```\n",
    "book/numbers.md": "# Numbers\n\n```{numbers}\n```\n",
    "book/comparison.md": "# Cycles\n\n```{cycles}\n```\n",
    "book/evidence.md": "# Evidence\n\n```{evidence}\n```\n",
    "book/events.md": "# Events\n\n```{events}\n```\n",
}


def build(folder: Path, index: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The small book with that first page."""
    small.write(folder, {"index.md": index, **PAGES}, EXTENSIONS)
    return small.build(folder), folder / "_build" / "html"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    done, out = build(tmp_path_factory.mktemp("record"), INDEX)
    assert done.returncode == 0, done.stderr
    names = ["index", *(name.removesuffix(".md") for name in PAGES)]
    return {n: BeautifulSoup((out / f"{n}.html").read_text(encoding="utf-8"), "html.parser") for n in names}


def of_id(soup: BeautifulSoup, id: str) -> Tag:
    [found] = soup.find_all(id=id)
    assert isinstance(found, Tag)
    return found


def test_every_row_has_its_address_and_leads_to_its_sources(pages: dict[str, BeautifulSoup]) -> None:
    record = chronology.load()
    for row in record.rows:
        entry = of_id(pages["book/chronology"], PREFIX + row.id)
        words = " ".join(entry.get_text().split())
        assert " ".join(row.what.split()) in words
        assert not row.disputed or " ".join(row.disputed.split()) in words
        outside = {a["href"] for a in entry.select("a.external")}
        assert outside == {str(record.pages[name].url) for name in row.sources}, row.id


def test_what_was_left_out_says_why(pages: dict[str, BeautifulSoup]) -> None:
    told = of_id(pages["book/chronology"], "record-left-out").get_text()
    for unused in chronology.load().left_out:
        assert unused.source in told and unused.why in told


def test_words_of_the_prose_open_the_row_and_name_it_as_the_records(pages: dict[str, BeautifulSoup]) -> None:
    [link] = pages["index"].select("a.record-link")
    assert link.get_text() == "declared aloud"
    panel = of_id(pages["index"], str(link["href"]).removeprefix("#"))
    row = chronology.load().row("truce-kataib-hezbollah-2020-10-11")
    assert "not an article" in panel.get_text() and row.what in panel.get_text()
    [address] = [a for a in panel.select("a") if str(a["href"]).endswith(f"#{PREFIX}{row.id}")]
    assert str(address["href"]).startswith("book/chronology.html")


def test_a_number_of_the_record_opens_its_rows_and_rests_on_no_sentence(
    pages: dict[str, BeautifulSoup],
) -> None:
    fact = facts.compute(chronology.load(), corpus.load())["record.2020-october.declared"]
    [link] = pages["index"].select("a.fact")
    assert (link.get_text(), link["data-statements"], link["data-record"]) == (
        fact.text, "", " ".join(fact.record),
    )  # fmt: skip
    panel = of_id(pages["index"], str(link["href"]).removeprefix("#"))
    for id in fact.record:
        assert chronology.load().row(id).what in panel.get_text(), id
    [note] = pages["book/numbers"].select("ol.numbers > li")
    reached = {str(a["href"]).partition("#")[2] for a in note.select("a.statement-link")}
    assert reached == {PREFIX + id for id in fact.record}


def test_a_row_about_an_event_of_the_articles_leads_to_it(pages: dict[str, BeautifulSoup]) -> None:
    rows = {row.event: row for row in chronology.load().rows if row.event}
    assert rows, "some row is about an event of the articles"
    for event, row in rows.items():
        entry = of_id(pages["book/chronology"], PREFIX + row.id)
        assert [a for a in entry.select("a") if str(a["href"]).endswith(f"#e-{event}")], row.id


def test_cycles_of_the_record_stand_behind_the_articles_and_are_named_as_its(
    pages: dict[str, BeautifulSoup],
) -> None:
    record, book = chronology.load(), corpus.load()
    entries = pages["book/comparison"].select("div.statement")
    assert [e["id"] for e in entries] == [f"c-{id}" for id in (*book.parts, *record.parts)]
    for entry in entries:
        of_record = str(entry["id"]).removeprefix("c-") in record.parts
        assert ("from the public record alone" in entry.get_text()) == of_record
        assert ("of-record" in entry["class"]) == of_record


def test_a_row_that_is_not_there_fails_the_build(tmp_path: Path) -> None:
    index = "# Home\n\n{row}`x <nothing>`\n\n```{row} nothing-either\n```\n"
    done, _ = build(tmp_path, index + INDEX.partition("# Home")[2])
    assert done.returncode != 0
    assert "the record has no row 'nothing'" in done.stderr
    assert "the record has no row 'nothing-either'" in done.stderr
