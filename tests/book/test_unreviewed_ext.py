"""The registers, panels and numbers of a small book with an article that nobody has reviewed."""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis import corpus as reader
from analysis import facts, proposal
from analysis.articles import SEEDS
from analysis.corpus import Corpus
from tests.book import small
from tests.unreviewed import ID, add

EXTENSIONS = ["addresses", "arabic", "citing", "exhibits", "facts", "panels", "registers", "glossary"]
CONF = """
from pathlib import Path
from analysis import corpus
corpus.load.__defaults__ = (Path({seeds!r}),)
"""
INDEX = """
# Home

The articles list {{fact}}`attacks-listed` attacks; besides, {{fact}}`attacks-unreviewed`.

```{{quotation}} {id}
```

{chart}

```{{toctree}}
book/evidence
book/events
book/numbers
book/comparison
book/glossary
```
"""
PAGES = {"evidence": "evidence", "events": "events", "numbers": "numbers", "comparison": "cycles",
         "glossary": "glossary"}  # fmt: skip
SAID = "machine-read, unreviewed"

Built = tuple[dict[str, BeautifulSoup], Corpus]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    from analysis import charts

    folder = tmp_path_factory.mktemp("unreviewed")
    seeds = Path(shutil.copytree(SEEDS, folder / "seeds"))
    add(seeds)
    found = reader.load(seeds)
    pages = {f"book/{name}.md": f"# {name}\n\n```{{{directive}}}\n```\n" for name, directive in PAGES.items()}
    chart = charts.sites(found)._repr_mimebundle_()["text/markdown"]
    pages["index.md"] = INDEX.format(id=own(found)[0], chart=chart)
    done = small.build(small.write(folder / "book", pages, EXTENSIONS, CONF.format(seeds=str(seeds))))
    assert done.returncode == 0, done.stderr
    out = folder / "book" / "_build" / "html"
    names = ["index", *(f"book/{name}" for name in PAGES)]
    return {name: BeautifulSoup((out / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
            for name in names}, found  # fmt: skip


def own(found: Corpus) -> list[str]:
    return [s.id for s in found.statements if s.article == ID]


def test_a_half_done_review_is_told_of_and_not_the_cells_that_fail(tmp_path: Path) -> None:
    from book import rendering

    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    assert rendering.wrong(tmp_path) == [], "a folder without the package has nothing to ask"
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis" / "problems.py").touch()
    assert rendering.wrong(tmp_path) == []
    review = add(seeds)
    proposal.write(proposal.make(ID, seeds))
    said = rendering.wrong(tmp_path)
    assert said[0].startswith(f"{review}:4: coder: not filled in yet") and len(said) > 3


def test_each_entry_of_the_register_says_so_and_no_other(built: Built) -> None:
    pages, found = built
    for s in found.statements:
        [entry] = pages["book/evidence"].find_all(id=s.id)
        assert (SAID in entry.select_one(".statement-head").get_text()) == (s.article == ID), s.id
        assert (s.translation or "Not translated").lower() in entry.get_text().lower()
    assert pages["book/evidence"].select_one("#article-005 h2").get_text().startswith("005 · Invented")
    assert SAID in pages["book/evidence"].select_one("#article-005 h2").get_text()


def test_each_event_of_it_says_so_and_no_other(built: Built) -> None:
    pages, found = built
    for row in found.events.itertuples():
        [entry] = pages["book/events"].find_all(id=f"e-{row.event}")
        said = SAID in entry.select_one(".statement-head").get_text()
        assert said == (row.statements[0] in own(found)), row.event


def test_a_panel_and_a_quotation_say_that_nobody_reviewed_it(built: Built) -> None:
    pages, found = built
    for id in own(found)[:1]:
        panel = pages["index"].find(id=f"panel-{id}")
        assert panel and "Machine-read; nobody has reviewed it." in panel.get_text()
    assert "Machine-read; nobody has reviewed it." in pages["index"].select_one(".quotation").get_text()
    reviewed = [p for p in pages["index"].select(".panel-statement") if "Reviewed: settled" in p.get_text()]
    assert reviewed


def test_numbers_in_prose_keep_apart_what_nobody_reviewed(built: Built) -> None:
    pages, found = built
    counted = facts.compute(found)
    shown = {a["data-fact"]: a.get_text() for a in pages["index"].select("a.fact")}
    assert shown["attacks-listed"] == counted["attacks-listed"].text
    assert shown["attacks-unreviewed"] == counted["attacks-unreviewed"].text
    assert not set(counted["attacks-listed"].statements) & set(own(found))
    caption = pages["index"].select_one("figure figcaption").get_text()
    assert "Read by machine and reviewed by nobody" in caption and shown["attacks-unreviewed"] in caption


def test_a_mark_of_it_is_named_for_who_does_not_see_it(built: Built) -> None:
    pages, found = built
    names = [a["aria-label"] for a in pages["index"].select("figure svg a")]
    attacks = [id for id in own(found) if found.statement(id).kind == "attack"]
    assert attacks and sum(SAID in name for name in names) == len(attacks)
