from collections.abc import Callable

import pytest

from analysis import charts, events
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.claims(corpus)


def test_table(made: Exhibit, same_table: Callable[[Exhibit], None]) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_title_and_caption_say_what_is_counted_by(made: Exhibit, written: Callable) -> None:
    assert "Listed attacks by who is named for them: 11 in five articles" in written(made)
    assert made.caption.startswith("Listed attacks by who is named for them.")


def test_claimed_and_blamed_stay_apart(made: Exhibit) -> None:
    who = list(made.table["Who is named"])
    assert "Claimed by Qasim al-Jabbarin" in who and "Blamed on Kataib Hezbollah" in who
    assert not any("Qasim" in name and "lamed on" in name for name in who)


def test_only_what_names_nobody_is_under_nobody(made: Exhibit, corpus: Corpus) -> None:
    row = made.table[made.table["Who is named"] == "Nobody named"].iloc[0]
    listed = events.listed(corpus.events)
    silent = listed[[not (e["by"] or e["claimed_by"] or e["blamed_on"]) for _, e in listed.iterrows()]]
    assert row["Attacks"] == str(len(silent)) == "2"
    assert row["statements"] == tuple(id for ids in silent["statements"] for id in ids)


def test_alt_says_which_has_the_most(made: Exhibit) -> None:
    assert "Most: By Iraqi armed factions, 4." in made.alt
    assert "Nobody named 2." in made.alt


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.claims(nothing)
    assert made.table.empty and written(made) == [made.alt]
