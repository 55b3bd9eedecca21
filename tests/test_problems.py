"""`problems.find`: everything that is wrong, of one file with another too, in one pass."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import lexicon, problems


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the lexicon that the package reads in place of its own."""
    folder = Path(shutil.copytree(lexicon.FOLDER, tmp_path / "lexicon"))
    reads = [getattr(lexicon, name) for name in problems.NAMES]
    monkeypatch.setattr(lexicon, "FOLDER", folder)
    for read in reads:
        read.cache_clear()
    yield folder
    monkeypatch.undo()
    for read in reads:
        read.cache_clear()


def found(folder: Path) -> list[str]:
    return [str(problem) for problem in problems.find(folder)]


def file(folder: Path, number: str, ending: str) -> Path:
    return next(folder.glob(f"{number}_{'?' * 16}.{ending}"))


def test_nothing_is_wrong(seeds: Path) -> None:
    assert found(seeds) == []


def test_a_folder_without_articles(tmp_path: Path) -> None:
    assert found(tmp_path) == [f"{tmp_path}:1: (folder): expected articles, there are none"]


def test_one_event_of_two_kinds(seeds: Path, change) -> None:
    review = file(seeds, "003", "review.yml")
    line = change(review, "kind: strike", "kind: attack", after="id: s-003-509743")
    message = "strike, but s-003-509743 has the event 'deir-ez-zor-2024-07-26' as attack"
    (problem,) = found(seeds)
    assert problem.startswith(f"{review}:") and problem.endswith(f".kind: {message}")
    assert int(problem.split(":")[1]) > line


def test_one_event_in_and_out_of_scope(seeds: Path, change) -> None:
    line = change(file(seeds, "003", "review.yml"), "scope: in", "scope: out", after="id: s-003-8a5a12")
    (problem,) = found(seeds)
    assert f":{line}: " in problem
    assert problem.endswith(".scope: out, but s-003-509743 has the event 'deir-ez-zor-2024-07-26' as in")


def test_a_term_that_the_data_set_could_not_keep_apart(seeds: Path, change) -> None:
    second = file(seeds, "003", "review.yml")
    line = change(second, "the prime minister reaches", "the prime minister; then reaches")
    (problem,) = found(seeds)
    assert problem.startswith(f"{second}:{line}: statements.") and problem.endswith(
        ".terms.0: a term may not hold a semicolon"
    )


def test_a_cycle_of_a_statement_that_is_gone(seeds: Path, change) -> None:
    change(file(seeds, "003", "review.yml"), "id: s-003-26eeaa", "id: s-003-000000")
    reported = found(seeds)
    assert reported and all("cycles.yml:" in problem and "'s-003-26eeaa'" in problem for problem in reported)


def test_a_coding_of_no_article(seeds: Path) -> None:
    stray = seeds / "999_missing.review.yml"
    shutil.copy(file(seeds, "000", "review.yml"), stray)
    (problem,) = found(seeds)
    assert problem.startswith(f"{stray}:1: (file): ")


def test_problems_of_several_files_come_together(seeds: Path, change) -> None:
    changes = [
        (file(seeds, "001", "review.yml"), "id: ain-al-asad", "id: ain-al-assad", "site.id"),
        (file(seeds, "003", "first.yml"), "scope: in", "scope: inside", "scope"),
        (file(seeds, "002", "yml"), "basis: stated", "basis: guessed", "published.basis"),
    ]
    places = [(f"{path}:{change(path, old, new)}: ", field) for path, old, new, field in changes]
    reported = found(seeds)
    assert len(reported) == 3
    for place, field in places:
        assert any(problem.startswith(place) and f"{field}: " in problem for problem in reported), place


@pytest.mark.parametrize(
    "name, old, new, said",
    [
        ("sites.yml", "admin1: Anbar", "admin1: Anbarr", "ain-al-asad.admin1: unknown province 'Anbarr'"),
        ("sites.yml", "admin1: Anbar", "admin1: Homs", "ain-al-asad.country: Homs is in SY, found 'IQ'"),
        ("sites.yml", "latitude: 33.786", "latitude: 133.786", "ain-al-asad.latitude: "),
        ("actors.yml", "faction, note", "fraction, note", "iraqi-factions.kind: "),
        ("provinces.yml", "country: IQ", "nation: IQ", "Anbar.country: "),
    ],
)
def test_lexicon(words: Path, seeds: Path, change, name: str, old: str, new: str, said: str) -> None:
    line = change(words / name, old, new)
    reported = found(seeds)
    assert any(problem.startswith(f"{words / name}:{line}: {said}") for problem in reported), reported


@pytest.mark.parametrize(
    "name, old, new, said",
    [
        ("ambiguous.yml", "{id: balad,", "{id: ballad,", "unknown id 'ballad'"),
        ("ambiguous.yml", "words: [حرير]", "words: [بلد]", "'بلد' stands in balad too"),
        ("ambiguous.yml", "mostly: [IQ]", "mostly: [QI]", "unknown id 'QI'"),
        ("countries.yml", "actor: us-forces", "actor: us-force", "US.actor: unknown id 'us-force'"),
        ("outlets.yml", "ar: رويترز", "ar: داعش", "'داعش' means islamic-state and reuters, and no rule"),
        ("weapons.yml", "rocket:", "base:", "base: the id stands in "),
        ("targets.yml", "type: base", "type: bases", "base.type: "),
    ],
)
def test_names(words: Path, seeds: Path, change, name: str, old: str, new: str, said: str) -> None:
    change(words / name, old, new)
    assert any(said in problem for problem in found(seeds)), found(seeds)
