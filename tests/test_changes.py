"""What an added article changed: the old values are those of the articles before it, and nothing is left out.

After a change that is right: python -m tests.test_changes > tests/expected/changes/added.txt
"""

import dataclasses
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from analysis import changes, facts, releases, reviews
from analysis import corpus as reader
from analysis.articles import SEEDS
from analysis.changes import Report, text
from analysis.corpus import Corpus
from tests import added

EXPECTED = Path(__file__).parent / "expected" / "changes" / "added.txt"
TABLES = ("events", "cycles", "cycle_ends")
LATEST = releases.load().releases[0]


def without(*numbers: str) -> releases.Release:
    """The last release as if it had not had these articles."""
    held = [a for a in LATEST.articles if a.id.partition("_")[0] not in numbers]
    return LATEST.model_copy(update={"articles": held})


def command(seeds: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "analysis", "changes", "--seeds", str(seeds)]
    return subprocess.run(words, cwd=SEEDS.parent, capture_output=True, encoding="utf-8", check=False)


def test_without_an_added_article_one_line_names_the_release_and_its_articles(seeds: Path) -> None:
    done = command(seeds)
    assert (done.returncode, done.stderr) == (0, "")
    [line] = done.stdout.splitlines()
    assert line.startswith(f"No article was added since version {LATEST.version} of ")
    assert re.findall(r"\b(\d{3}) · ", line) == ["000", "001", "002", "003", "004"]


def test_an_added_article_is_told_whole(seeds: Path) -> None:
    added.add(seeds)
    done = command(seeds)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == EXPECTED.read_text("utf-8").splitlines()


def test_a_corpus_of_all_its_articles_is_the_corpus(corpus: Corpus) -> None:
    same = reader.only(corpus, {article.id for article in corpus.articles})
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(same, name), getattr(corpus, name))
    assert (same.statements, same.parts, same.reviews) == (corpus.statements, corpus.parts, corpus.reviews)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_any_of_the_articles_can_be_the_one_that_was_added(corpus: Corpus, number: str) -> None:
    """Old and new values are those of two corpora that know nothing of each other."""
    [change] = changes.report(corpus, without(number)).changes
    own = {s.id for s in corpus.statements if s.article == change.article.id}
    assert {line.anchor for line in change.parts["statements"]} == own
    fresh = {row.event for row in corpus.events.itertuples() if own.issuperset(row.statements)}
    assert {line.anchor for line in change.parts["new events"]} == {f"e-{event}" for event in fresh}
    alone = {id for id, cycle in corpus.parts.items() if own.issuperset(cycle.statements)}
    told = {line.anchor for line in change.parts.get("new cycles", ())}
    assert told == {f"c-{id}" for id in alone}
    old, new = (
        facts.compute(reader.only(corpus, {a.id for a in corpus.articles} - {change.article.id})),
        (facts.compute(corpus)),
    )
    listed = {line.what: (line.old, line.new) for line in change.parts["facts"] if "record." not in line.what}
    assert listed == {
        name: (old[name].text, new[name].text) for name in old if old[name].text != new[name].text
    }


def test_each_of_several_is_compared_with_those_before_it(corpus: Corpus) -> None:
    first, second = changes.report(corpus, without("001", "003")).changes
    assert (first.article.number, second.article.number) == ("001", "003")
    counted = [line for one in (first, second) for line in one.parts["facts"] if line.what == "articles"]
    assert [(line.old, line.new) for line in counted] == [("three", "four"), ("four", "five")]


def test_an_article_without_a_review_says_so(seeds: Path) -> None:
    added.add(seeds, reviewed=False)
    [change] = changes.report(reader.load(seeds)).changes
    assert change.unreviewed and text.title(change).endswith("(machine-read, unreviewed)")


def test_what_was_released_and_is_not_as_it_was_is_named(seeds: Path, change) -> None:
    of = {path.name[:3]: path for path in seeds.glob("*.txt")}
    change(reviews.path(reader.load().article("002"), folder=seeds), "note: null", 'note: "Seen again."')
    book = reader.load(seeds)
    held = [a.model_copy(update={"review": None}) if a.id == of["003"].stem else a for a in LATEST.articles]
    held = [a.model_copy(update={"text": "0" * 64}) if a.id == of["004"].stem else a for a in held]
    held.append(held[0].model_copy(update={"id": "009_gone"}))
    release = LATEST.model_copy(update={"articles": held})
    assert text.head(changes.report(book, release))[1:] == [
        "002 · Ultra Iraq: its review was changed after the release. What that changed is not compared.",
        "003 · Erem News: it was reviewed after the release. What that changed is not compared.",
        "004 · Al Jazeera: its text is not the one that was released.",
        "009_gone was released and is not among the articles any more.",
    ]


def test_a_sign_that_a_terminal_might_obey_is_shown_by_its_number(corpus: Corpus) -> None:
    hostile = [dataclasses.replace(a, outlet="A\u202eB\x1b[2J") for a in corpus.articles]
    report = Report(dataclasses.replace(corpus, articles=tuple(hostile)), LATEST,
                    releases.standing(corpus, LATEST), ())  # fmt: skip
    assert "000 · A\\u202eB\\u001b[2J" in text.whole(report)


if __name__ == "__main__":
    import shutil

    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(SEEDS, Path(folder) / "seeds"))
        added.add(copied)
        sys.stdout.write(text.whole(changes.report(reader.load(copied))))
