import dataclasses
from collections.abc import Callable

import pytest

from analysis import charts, events
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.weapons(corpus)


def test_table(made: Exhibit, same_table: Callable[[Exhibit], None]) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_an_attack_with_two_weapons_stands_under_both(made: Exhibit, marks: Callable) -> None:
    links = [mark.get_url().partition("_")[0] for mark in marks(made)]
    assert links.count("#s-003-9ff163") == 2  # a drone and four rockets
    assert links.count("#s-000-863aae") == 1  # about fourteen rockets are one attack


def test_more_dots_than_attacks_and_the_caption_says_why(
    made: Exhibit, marks: Callable, shape: Callable
) -> None:
    looks = [shape(mark) for mark in marks(made)]
    assert looks.count("full") + looks.count("hollow") == 12
    assert made.alt.startswith("Listed attacks by weapon: 11 in five articles.")
    assert made.caption.startswith("Listed attacks by weapon.") and "stands under each" in made.caption


def test_unnamed_weapons_come_last_and_are_said(made: Exhibit) -> None:
    iraq = made.table[(made.table["Country"] == "Iraq") & ~made.table["Weapon"].str.startswith("Several")]
    assert list(iraq["Weapon"]) == ["Rockets", "Drones", "Weapon not named"]


def test_a_weapon_of_unknown_type_is_a_weapon_not_named(corpus: Corpus) -> None:
    changed = tuple(
        dataclasses.replace(s, weapons=tuple(dataclasses.replace(w, type="unknown") for w in s.weapons))
        for s in corpus.statements
    )
    made = charts.weapons(dataclasses.replace(corpus, statements=changed, events=events.merge(changed)))
    assert set(made.table["Weapon"][~made.table["Weapon"].str.startswith("Several")]) == {"Weapon not named"}


def test_alt_says_which_has_the_most(made: Exhibit) -> None:
    assert "Iraq: Rockets 5, Drones 3, Weapon not named 3." in made.alt and "Most: Rockets, 5." in made.alt


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.weapons(nothing)
    assert made.table.empty and written(made) == [made.alt]
