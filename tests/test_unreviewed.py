"""An article that nobody has reviewed: in the book as machine-read, named so, and in no number of prose."""

import inspect
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis import (
    annotate,
    beside,
    cards,
    charts,
    chronology,
    codings,
    export,
    facts,
    invented,
    proposal,
    scores,
)
from analysis import corpus as reader
from analysis.articles import SEEDS
from analysis.charts import attacks
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from tests.unreviewed import ID, SIDECAR, add, filled

CHARTS = [draw for draw in vars(charts).values() if callable(draw)]


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The five articles, and a sixth without a review."""
    seeds = Path(shutil.copytree(SEEDS, tmp_path_factory.mktemp("six") / "seeds"))
    add(seeds)
    return reader.load(seeds)


@pytest.fixture(scope="module")
def completed(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The same, its review proposed and filled in."""
    seeds = Path(shutil.copytree(SEEDS, tmp_path_factory.mktemp("reviewed") / "seeds"))
    review = add(seeds)
    proposal.write(proposal.make(ID, seeds))
    review.write_text(filled(review.read_text(encoding="utf-8")), encoding="utf-8")
    return reader.load(seeds)


def drawn(draw: Callable[..., Exhibit], of: Corpus) -> Exhibit | None:
    """The chart of that corpus, as the book draws it of its own."""
    given = {"corpus": of, "book": of, "record": chronology.load()}
    needed = [name for name, p in inspect.signature(draw).parameters.items() if p.default is p.empty]
    return draw(**{name: given[name] for name in needed}) if set(needed) <= set(given) else None


def test_its_statements_are_the_machines(six: Corpus, corpus: Corpus) -> None:
    own = [s for s in six.statements if s.article == ID]
    assert [s.kind for s in own].count("attack") >= 2 and "truce" in [s.kind for s in own]
    assert {(s.coder, s.translation, s.event, s.cycle) for s in own} == {("machine", None, None, None)}
    assert tuple(s for s in six.statements if s.article != ID) == corpus.statements


def test_no_event_or_cycle_of_the_reviewed_articles_changes(six: Corpus, corpus: Corpus) -> None:
    alone = [id.startswith("s-005-") for id in six.events["event"]]
    pd.testing.assert_frame_equal(
        six.events[[not a for a in alone]].reset_index(drop=True), corpus.events)
    pd.testing.assert_frame_equal(six.cycles, corpus.cycles)
    for _, row in six.events[alone].iterrows():
        assert row["statements"] == (row["event"],) and row["cycle"] == ()


def test_numbers_in_prose_count_what_was_reviewed(six: Corpus, corpus: Corpus) -> None:
    before, after = facts.compute(corpus), facts.compute(six)
    assert {name: fact for name, fact in after.items() if name in before} == before
    assert set(after) - set(before) == {
        "articles-unreviewed", "statements-unreviewed", "attacks-unreviewed",
        "article-005.published", "article-005.outlet", "article-005.statements"}
    own = [s.id for s in six.statements if s.article == ID]
    assert after["statements-unreviewed"].value == len(own)
    assert set(after["statements-unreviewed"].statements) == set(own)
    assert "machine" in after["article-005.statements"].how


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_every_chart_is_drawn_and_says_what_is_machine_read(draw, six: Corpus, corpus: Corpus) -> None:
    before, after = drawn(draw, corpus), drawn(draw, six)
    if before is None or after is None:
        pytest.skip("it needs a reader's own data")
    assert after.figure is None or after.svg()
    if "record" in inspect.signature(draw).parameters and draw is not charts.together:
        pd.testing.assert_frame_equal(after.table, before.table)  # the record beside what was reviewed
        return
    assert "Read by machine and reviewed by nobody" in after.caption and "machine" not in before.caption
    rows = after.table.to_dict("records")
    new = [row for row in rows if any(id.startswith("s-005-") for id in row["statements"])]
    if draw.__name__ in ("choices", "durations", "matrix"):
        pd.testing.assert_frame_equal(after.table, before.table)  # they rest on what was reviewed
    else:
        assert new and "achine-read" in after.alt
    for row in new:
        assert "Told as" not in row or row["Told as"].endswith("machine-read, unreviewed")


def test_its_marks_are_hollow_and_its_panel_says_so(six: Corpus) -> None:
    own = [s for s in six.statements if s.article == ID]
    assert all(attacks.unsure(six, (s.id,)) for s in own)
    strip = charts.strip(six).figure
    assert strip
    written = [text.get_text() for axes in strip.axes for text in axes.texts]
    assert "16–18 July 2024, machine-read, unreviewed" in written
    assert "claimed, alleged or machine-read" in written
    timeline = charts.timeline(six).figure
    assert timeline and "Invented, machine-read, unreviewed" in [
        text.get_text() for axes in timeline.axes for text in axes.texts]


def test_its_card_and_row_say_so(six: Corpus) -> None:
    card = BeautifulSoup(cards.cards(six).html, "html.parser").select_one("#a-005")
    assert card
    told = {dt.get_text(): dd.get_text() for dt, dd in zip(card.select("dt"), card.select("dd"), strict=True)}
    assert told["Coding"] == "Machine-read, unreviewed" and "nobody has decided it" in told["Speaks about"]
    assert "attacks" in told["Says, as the machine reads it"]
    assert told["Truce cycles"] == "none before it is reviewed"
    assert cards.coverage(six).table.iloc[-1]["Article"] == "005 Invented, machine-read, unreviewed"


def test_the_data_set_says_so(six: Corpus, tmp_path: Path) -> None:
    export.write(six, tmp_path / "data")
    table = pd.read_csv(tmp_path / "data" / "articles.csv", dtype=str)
    assert dict(zip(table["article"], table["reviewed"], strict=True))[ID] == "false"
    table = pd.read_csv(tmp_path / "data" / "statements.csv", dtype=str, keep_default_na=False)
    own = table[table["article"] == ID]
    assert len(own) and set(own["coder"]) == {"machine"} and set(own["translation"]) == {""}
    line = (tmp_path / "data" / "statements.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert {s["coder"] for s in json.loads(line)["statements"]} == {"machine"}


def test_the_scores_and_the_codings_are_as_before(six: Corpus, completed: Corpus, corpus: Corpus) -> None:
    for table in (scores.layers, scores.statements, scores.fields, scores.misses, codings.agreement_by_kind):
        for other in (six, completed):
            pd.testing.assert_frame_equal(table(other).table, table(corpus).table)
    shown = BeautifulSoup(beside.beside(six.article(ID), six.statements).html, "html.parser")
    assert {who.get_text() for who in shown.select(".by-review .beside-who")} == {"machine-read, unreviewed"}


def test_with_a_review_it_is_reviewed(completed: Corpus) -> None:
    own = [s for s in completed.statements if s.article == ID]
    assert own and {s.coder for s in own} == {"NN"} and not completed.unreviewed
    assert completed.reviewed is completed
    found = facts.compute(completed)
    assert found["articles"].value == 6 and "articles-unreviewed" not in found
    for draw in CHARTS:
        exhibit = drawn(draw, completed)
        assert exhibit is None or "machine" not in exhibit.caption + exhibit.alt
    assert "achine" not in cards.cards(completed).plain


def test_reviewed_articles_are_not_read_by_machine(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def annotated(article, explain=False):
        read.append(article.id)
        return annotate.Reading((), (), (), None)

    monkeypatch.setattr(annotate, "annotate", annotated)
    reader.load(seeds)
    assert read == []
    other = Path(shutil.copytree(seeds, seeds.parent / "other"))
    add(other)
    reader.load(other)
    assert read == [ID]


def test_two_articles_of_one_outlet_have_panels_of_their_own(seeds: Path) -> None:
    add(seeds), add(seeds, id="006_fictional")
    table = charts.strip(reader.load(seeds)).table
    assert {"Invented (005)", "Invented (006)"} <= set(table["Article"])


def test_every_invented_article_can_stand_unreviewed(seeds: Path) -> None:
    """Whatever the machine reads, in whatever country, nothing that draws or lists falls over it."""
    for n, one in enumerate(invented.load()[::6]):
        day = one.article.published
        path = add(seeds, one.article.text, f"{n + 100}_invented")
        sidecar = path.with_name(f"{n + 100}_invented.yml")
        if day:
            dated = f"published: {{first: {day.first}, last: {day.last}, basis"
            text = sidecar.read_text(encoding="utf-8")
            undated = "published: {first: 2024-07-18, last: 2024-07-18, basis"
            sidecar.write_text(text.replace(undated, dated), "utf-8")
    found = reader.load(seeds)
    assert len(found.unreviewed) > 25 and "published: {first: 2024-07-18" in SIDECAR
    for draw in CHARTS:
        exhibit = drawn(draw, found)
        assert exhibit is None or exhibit.payload()
    assert cards.cards(found).plain and export.files(found)
