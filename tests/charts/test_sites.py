from collections.abc import Callable

import pytest

from analysis import charts
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.sites(corpus)


def test_table(made: Exhibit, same_table: Callable[[Exhibit], None]) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_two_calls_give_the_same_bytes(made: Exhibit, corpus: Corpus) -> None:
    assert charts.sites(corpus).svg() == made.svg()


def test_a_dot_an_attack_and_a_swatch_an_aggregate(made: Exhibit, marks: Callable, shape: Callable) -> None:
    looks = [shape(mark) for mark in marks(made)]
    assert looks.count("full") + looks.count("hollow") == 11  # each listed attack has one site
    assert looks.count("hollow") == 3  # claimed by Qasim al-Jabbarin
    assert sum(look.startswith("hatched") for look in looks) == 7


def test_the_title_counts_anew(made: Exhibit, written: Callable) -> None:
    assert "Listed attacks by place: 11 in five articles" in written(made)


def test_unknown_numbers_are_not_zero(made: Exhibit) -> None:
    several = made.table[made.table["Site"].str.startswith("Several attacks")]
    assert sorted(several["Attacks"]) == ["20 to 99", "3 or more", *["number not told"] * 5]


def test_alt_says_which_has_the_most(made: Exhibit) -> None:
    assert "Most: Ain al-Asad, 5." in made.alt and "Syria: Conoco field 1." in made.alt


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.sites(nothing)
    assert made.table.empty and written(made) == [made.alt]
