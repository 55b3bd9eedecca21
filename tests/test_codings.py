"""The two codings: all there, compared as they stand, and every settled point shown."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from analysis import codings, corpus, labels, reviews
from analysis.agreement import COMPARED
from analysis.articles import SEEDS, Article
from analysis.yamlfile import BadFile

CORPUS = corpus.load()


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """A folder in which the second coding of article 004 is a copy of the first, and there are no others."""
    article = CORPUS.article("004")
    for coding in reviews.CODINGS:
        shutil.copy(reviews.path(article, "first"), reviews.path(article, coding, tmp_path))
    return tmp_path


@pytest.mark.parametrize("coding", reviews.CODINGS)
@pytest.mark.parametrize("article", CORPUS.articles, ids=lambda a: a.number)
def test_every_article_has_both_codings_and_they_load(article: Article, coding: str) -> None:
    found = reviews.load(article, coding)
    assert found is not None and found.statements
    assert not found.settled, "what was settled belongs to the review"


def test_the_codings_are_independent() -> None:
    coders = {c: {x.coder for a in CORPUS.articles if (x := reviews.load(a, c))} for c in reviews.CODINGS}
    assert not coders["first"] & coders["second"]


def test_by_kind_counts_each_statement_of_the_codings_once() -> None:
    table = codings.agreement_by_kind(CORPUS).table.set_index("Kind")
    assert list(table.index) == ["attack", "strike", "truce act", "total", "all"]
    for heading, coding in (("First coding", "first"), ("Second coding", "second")):
        listed = [yaml.safe_load(reviews.path(a, coding).read_text())["statements"] for a in CORPUS.articles]
        assert table.loc["all", heading] == sum(map(len, listed)) == table[heading].iloc[:-1].sum()
    assert (table["In both"] <= table[["First coding", "Second coding"]].min(axis=1)).all()
    first, second, both = (int(table.loc["all", h]) for h in ("First coding", "Second coding", "In both"))
    assert table.loc["all", "F1"] == f"{both / ((first + second) / 2):.2f}"


def test_copies_agree_on_everything(alike: Path) -> None:
    by_kind = codings.agreement_by_kind(CORPUS, alike).table
    assert list(by_kind.iloc[-1]) == ["all", 6, 6, 6, "1.00"]
    fields = codings.agreement_by_field(CORPUS, alike).table
    for said in fields["all"]:
        same, pairs = said.split(" of ")
        assert same == pairs != "0"


def test_one_changed_field_is_one_difference(alike: Path) -> None:
    path = reviews.path(CORPUS.article("004"), "second", alike)
    given = yaml.safe_load(path.read_text())
    act = next(s for s in given["statements"] if s["kind"] == "truce")
    act["act"] = "ended" if act["act"] != "ended" else "observed"
    path.write_text(yaml.safe_dump(given, allow_unicode=True))
    exhibit = codings.agreement_by_field(CORPUS, alike)
    first, *others = exhibit.table.to_dict("records")
    truces = sum(s["kind"] == "truce" for s in given["statements"])
    assert first["Field"] == "Truce act" and first["all"] == first["truce act"] == f"{truces - 1} of {truces}"
    assert first["attack"] is None
    assert f"Truce act, {truces - 1} of {truces}" in exhibit.alt
    assert all(len(set(row["all"].split(" of "))) == 1 for row in others)


def test_a_statement_only_one_coding_has(alike: Path) -> None:
    path = reviews.path(CORPUS.article("004"), "second", alike)
    given = yaml.safe_load(path.read_text())
    gone = given["statements"].pop()
    path.write_text(yaml.safe_dump(given, allow_unicode=True))
    table = codings.agreement_by_kind(CORPUS, alike).table.set_index("Kind")
    assert list(table.loc["all"]) == [6, 5, 5, "0.91"]
    kind = {"truce": "truce act"}.get(gone["kind"], gone["kind"])
    assert table.loc[kind, "First coding"] - table.loc[kind, "In both"] == 1


def test_every_compared_field_has_a_name_and_a_row() -> None:
    compared = {field for fields in COMPARED.values() for field in fields}
    table = codings.agreement_by_field(CORPUS).table
    assert sorted(table["Field"]) == sorted(labels.word(f"field {field}") for field in compared)
    shares = [int(same) / int(pairs) for same, pairs in (cell.split(" of ") for cell in table["all"])]
    assert shares == sorted(shares) and shares[0] < 1


def test_no_codings_no_rows(tmp_path: Path) -> None:
    assert codings.pairs(CORPUS, tmp_path) == []
    assert codings.agreement_by_field(CORPUS, tmp_path).table.empty
    assert list(codings.agreement_by_kind(CORPUS, tmp_path).table["F1"]) == [""] * 5


def test_a_wrong_coding_is_named_by_file(alike: Path) -> None:
    path = reviews.path(CORPUS.article("004"), "second", alike)
    path.write_text(path.read_text().replace("kind: truce", "kind: truth", 1))
    with pytest.raises(BadFile, match=r"004_\w+\.second\.yml:\d+: statements"):
        codings.agreement_by_kind(CORPUS, alike)


def test_settled_shows_every_point_as_written() -> None:
    table = codings.settled(CORPUS).table
    written = [
        [a.outlet, *(point[key] for key in ("on", "first", "second", "decided", "why"))]
        for a in CORPUS.articles
        for point in yaml.load((SEEDS / f"{a.id}.review.yml").read_text(), yaml.BaseLoader)["settled"]
    ]
    assert table.to_numpy().tolist() == written and written
    assert codings.settled(CORPUS).alt == f"{len(written)} points settled."


def test_nothing_settled() -> None:
    table = codings.settled(replace(CORPUS, reviews={})).table
    assert table.empty and list(table.columns)[0] == "Article"
