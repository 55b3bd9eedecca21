"""The page of changes in small books: of the articles as released, and of a copy with one article more."""

import posixpath
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from analysis import releases
from tests import added
from tests.book import small

ROOT = small.ROOT
EXTENSIONS = ["arabic", "changes", "citing", "exhibits", "facts", "panels", "prose", "registers"]
INDEX = """
# Home

The articles list {fact}`attacks-listed` attacks.

```{exhibit} timeline
```

```{toctree}
book/evidence
book/events
book/numbers
book/comparison
book/changes
```
"""
PAGES = {
    "book/evidence.md": "# Evidence\n\n```{evidence}\n```\n",
    "book/events.md": "# Events\n\n```{events}\n```\n",
    "book/numbers.md": "# Numbers\n\n```{numbers}\n```\n",
    "book/comparison.md": "# Cycles\n\n```{cycles}\n```\n",
    "book/changes.md": "# What changed\n\n```{changes}\n```\n\n## Versions\n\n```{releases}\n```\n",
}


def build(folder: Path, project: Path, builder: str = "html") -> Path:
    """The small book of a project."""
    small.write(folder, {"index.md": INDEX, **PAGES}, EXTENSIONS, root=project)
    done = (small.build if project == ROOT else small.build_apart)(folder, builder)
    assert done.returncode == 0, done.stderr
    return folder / "_build" / builder


def page(out: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((out / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a small book is made from, with the sixth article."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("analysis", "seeds", "book/_ext"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("CITATION.cff", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    added.add(copy / "seeds")
    return copy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("grown")


@pytest.fixture(scope="module", params=["html", "singlehtml"])
def grown(request, folder: Path, project: Path) -> tuple[str, Path]:
    return request.param, build(folder, project, request.param)


def part(soup: BeautifulSoup, name: str) -> Tag:
    [found] = soup.find_all(id=f"changes-005-{name}")
    return found


def test_without_an_added_article_one_line_and_the_changelog(tmp_path: Path) -> None:
    soup = page(build(tmp_path, ROOT), "book/changes")
    head = soup.select_one(".changes .head").get_text()
    assert head.startswith("No article was added since version ") and "004 · Al Jazeera" in head
    assert not soup.select("table") and not soup.select("[id^=changes-]")
    held = releases.load()
    words = soup.get_text()
    for note in [*held.since, *(n for release in held.releases for n in release.notes)]:
        assert note.en in words


def test_old_values_stand_beside_new(grown: tuple[str, Path]) -> None:
    builder, out = grown
    soup = page(out, "index" if builder == "singlehtml" else "book/changes")
    rows = [[cell.get_text(strip=True) for cell in row.select("td")]
            for row in part(soup, "events").select("tbody tr")]  # fmt: skip
    assert ["Ain al-Asad, 6–8 July 2021: Weapons", "rockets: about 14", "rockets: 12 to 14"] in rows
    numbers = [[cell.get_text(strip=True) for cell in row.select("td")]
               for row in part(soup, "facts").select("tbody tr")]  # fmt: skip
    assert ["attacks-listed", "11", "12"] in numbers
    assert "in no truce cycle" in part(soup, "statements").get_text()
    assert (
        soup.find(id="changes-005").find(["h2", "h3"]).get_text().startswith("005 · Al Jazeera, 10 May 2022")
    )


def test_every_link_leads_to_what_it_names(grown: tuple[str, Path]) -> None:
    """A chart and a number are links where the book has them; the caption states one number more."""
    builder, out = grown
    here = "index" if builder == "singlehtml" else "book/changes"
    links = page(out, here).find(id="changes-005").select("a:not(.headerlink)")
    reached = set()
    for link in links:
        name, _, anchor = link["href"].partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(here), name)) if name else f"{here}.html"
        if anchor.startswith("a-"):
            continue  # the card of an article is a notebook's
        assert page(out, there.removesuffix(".html")).find(id=anchor) is not None, link["href"]
        reached.add(anchor)
    assert {"s-005-aaaaaa", "e-victoria-2022-05-03", "e-ain-al-asad-2021-07"} <= reached
    assert {a for a in reached if a.startswith(("n-", "fig-"))} == {
        "n-articles", "n-attacks-listed", "fig-timeline",
    }  # fmt: skip
    assert "on one axis of days (rows added: " in part(page(out, here), "exhibits").get_text()
