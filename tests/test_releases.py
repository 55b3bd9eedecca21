"""The releases: the last one is what CITATION.cff says, and what is wrong is told by line and field."""

from pathlib import Path

import pytest

from analysis import citation, problems, releases
from analysis.arabic import is_arabic
from analysis.articles import SEEDS
from analysis.corpus import Corpus

HASH = "a" * 64
GOOD = f"""since: []
releases:
- version: 0.2.0
  day: 2020-02-02
  articles:
  - {{id: 000_a, text: {HASH}, review: null}}
  - {{id: 001_b, text: {HASH}, review: {HASH}}}
  notes:
  - {{en: More., ar: المزيد.}}
- version: 0.1.0
  day: 2020-01-01
  articles:
  - {{id: 000_a, text: {HASH}, review: null}}
  notes: []
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "releases.yml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_the_last_release_is_the_version_that_is_cited() -> None:
    latest, about = releases.load().releases[0], citation.load()
    assert (latest.version, latest.day) == (about.version, about.released)


def test_the_articles_stand_as_they_were_released(corpus: Corpus) -> None:
    """Fails as soon as a text of the release is changed. A review may be: the page then says so."""
    standing = releases.standing(corpus, releases.load().releases[0])
    assert not standing.gone and "text changed" not in [c for _, all in standing.changed for c in all]


def test_the_changelog_is_in_both_languages() -> None:
    held = releases.load()
    notes = [*held.since, *(note for release in held.releases for note in release.notes)]
    assert notes and all(is_arabic(note.ar) and not is_arabic(note.en) for note in notes)


def test_what_is_read(file: Path) -> None:
    later, first = releases.load(file).releases
    assert (later.version, [a.id for a in later.articles]) == ("0.2.0", ["000_a", "001_b"])
    assert (first.articles[0].review, later.notes[0].en) == (None, "More.")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("version: 0.2.0", "version: 0.2", 3, "releases.0.version: Input should be a valid string"),
        ("version: 0.2.0", "version: 0.1.0", 10, "releases.1.version: expected one before 0.1.0"),
        ("day: 2020-02-02", "day: 2019-02-02", 11, "releases.1.day: expected no later day"),
        ("day: 2020-02-02", "day: soon", 4, "releases.0.day: Input should be a valid date"),
        ("{id: 001_b", "{id: 000_a", 7, "releases.0.articles.1.id: 000_a stands twice"),
        (HASH, "abc", 6, "releases.0.articles.0.text: String should match pattern"),
        (", review: null", "", 6, "releases.0.articles.0.review: the field is missing"),
        ("ar: المزيد.", "fr: Plus.", 9, "releases.0.notes.0."),
        ("since: []\n", "", 1, "since: the field is missing"),
    ],
)
def test_what_is_wrong(file: Path, refused, old: str, new: str, line: int, said: str) -> None:
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    assert refused(lambda: releases.load(file))[0].startswith(f"{file}:{line}: {said}")


def test_check_looks_at_the_releases(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(GOOD.replace("0.2.0", "next"), encoding="utf-8")
    read = releases.load
    monkeypatch.setattr(releases, "load", lambda: read(file))
    [problem] = problems.find(SEEDS)
    assert str(problem).startswith(f"{file}:3: releases.0.version: ")
