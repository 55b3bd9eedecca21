"""The data set beside the pages and its page, in a small book; and the example on the page, run."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from test_bibliography_ext import build

from analysis import chronology, citation, corpus, export, licence

PAGE = Path(__file__).parent.parent.parent / "book" / "data.md"
INDEX = (
    "# Home\n\n```{datafiles}\n```\n\n{datafile}`data archive` and {datafile}`book archive` "
    "and {datafile}`events.csv`.\n\n```{datamarkup}\n```\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    done, out = build(tmp_path_factory.mktemp("data"), INDEX)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def soup(built: Path) -> BeautifulSoup:
    return BeautifulSoup((built / "index.html").read_text("utf-8"), "html.parser")


def test_the_files_beside_the_pages_are_the_export(built: Path) -> None:
    files = export.files(corpus.load())
    assert {name: (built / "data" / name).read_text("utf-8") for name in files} == files


def test_the_archive_holds_them_with_their_terms(built: Path) -> None:
    name = f"truces-data-{citation.load().version}"
    files = export.files(corpus.load())
    with zipfile.ZipFile(built / "data" / f"{name}.zip") as archive:
        held = {entry.removeprefix(f"{name}/"): archive.read(entry).decode("utf-8")
                for entry in archive.namelist()}  # fmt: skip
    assert {key: held[key] for key in files} == files
    assert held.keys() - files.keys() == {"CITATION.cff", "LICENSE"}
    assert held["LICENSE"] == licence.FILE.read_text("utf-8")


def test_the_table_counts_what_is_in_the_files(built: Path, soup: BeautifulSoup) -> None:
    book = corpus.load()
    rows = {tr.select_one("td").get_text(): [td.get_text() for td in tr.select("td")]
            for tr in soup.select("table.datafiles tbody tr")}  # fmt: skip
    assert list(rows) == list(export.files(book))
    counted = {name: int(cells[2].replace(",", "")) for name, cells in rows.items()}
    assert counted["statements.csv"] == counted["annotations.jsonld"] == len(book.statements)
    assert counted["statements.jsonl"] == counted["articles.csv"] == counted["articles.bib"] == 5
    record = chronology.load()
    assert counted["events.csv"] == len(book.events) and counted["chronology.csv"] == len(record.rows)
    assert counted["cycles.csv"] == len(book.cycles) + len(record.cycles)
    assert counted["datapackage.json"] == len(rows) - 1
    assert counted["facts.json"] == len(json.loads((built / "data" / "facts.json").read_text("utf-8")))
    assert rows["cycle_ends.csv"][3] == f"{(built / 'data' / 'cycle_ends.csv').stat().st_size} bytes"
    assert rows["statements.csv"][3] == f"{(built / 'data' / 'statements.csv').stat().st_size / 1000:.0f} kB"


def test_links_lead_to_files(built: Path, soup: BeautifulSoup) -> None:
    links = [a["href"] for a in soup.select("a[download]")]
    assert len(links) == len(export.files(corpus.load())) + 3
    offline = f"data/truces-book-{citation.load().version}-offline.zip"
    assert [link for link in links if not (built / link).is_file()] == [offline], "made after the whole build"


def test_markup_is_json_whose_addresses_are_there(built: Path, soup: BeautifulSoup) -> None:
    [script] = soup.select("script[type='application/ld+json']")
    assert "<" not in script.string
    found = json.loads(script.string)
    assert found["@type"] == "Dataset"
    for file in found["distribution"]:
        assert (built / file["contentUrl"]).is_file()


def test_a_book_without_files_names_them_only(tmp_path: Path) -> None:
    done, out = build(tmp_path, INDEX, "singlehtml")
    assert done.returncode == 0, done.stderr
    soup = BeautifulSoup((out / "index.html").read_text("utf-8"), "html.parser")
    assert not soup.select("a[download]") and not soup.select("script[type='application/ld+json']")
    assert "events.csv" in soup.get_text() and not (out / "data").exists()


def test_an_unknown_file_fails_the_build(tmp_path: Path) -> None:
    done, _ = build(tmp_path, "# Home\n\n{datafile}`nothing.csv`\n")
    assert done.returncode != 0 and "no file of the data set is 'nothing.csv'" in done.stderr


def test_the_example_on_the_page_runs(built: Path) -> None:
    [example] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=built / "data", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^iraqi-factions +\d+$", done.stdout, re.MULTILINE)
