import dataclasses
from collections.abc import Callable

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from analysis import charts, events
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.statements import Munitions, Statement


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.munitions(corpus)


def told(corpus: Corpus, *weapons: Munitions, **fields: object) -> Exhibit:
    """The chart of one attack with these weapons."""
    [one] = [s for s in corpus.statements if s.id == "s-003-de71d7"]
    changed: tuple[Statement, ...] = (dataclasses.replace(one, weapons=weapons, **fields),)  # type: ignore[arg-type]
    return charts.munitions(dataclasses.replace(corpus, statements=changed, events=events.merge(changed)))


def shapes(made: Exhibit, marks: Callable) -> list[tuple[float, str, str]]:
    """Where each weapon's mark stands, its marker and its filling."""
    lines = [mark for mark in marks(made) if isinstance(mark, Line2D)]
    return [(line.get_xdata()[0], line.get_marker(), to_hex(line.get_markerfacecolor())) for line in lines]


def strokes(made: Exhibit) -> list[float]:
    """Where the strokes of told ends stand."""
    assert made.figure is not None
    lines = [line for line in made.figure.axes[0].lines if line.get_linewidth() == 1.3]
    return sorted({line.get_xdata()[0] for line in lines})


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_every_attack_and_weapon_leads_to_evidence(made: Exhibit, marks: Callable) -> None:
    assert len(marks(made)) == len(made.table) == 12


def test_drones_and_rockets_differ_by_shape(made: Exhibit, marks: Callable) -> None:
    found = [(x, marker) for x, marker, _ in shapes(made, marks)]
    assert found == [(14, "^"), (1, "o"), (2, "o"), (1, "o"), (4, "^"), (3, "^")]


def test_about_has_no_certain_end(corpus: Corpus, made: Exhibit, marks: Callable) -> None:
    assert strokes(made) == [1, 2, 3, 4]
    about = told(corpus, Munitions("rocket", None, 14, None))
    assert strokes(about) == [] and shapes(about, marks)[0][:2] == (14, "^")


def test_a_range_has_two_ends_and_no_best(corpus: Corpus, marks: Callable, written: Callable) -> None:
    made = told(corpus, Munitions("drone", 3, None, 9))
    assert strokes(made) == [3, 9] and "drones: 3 to 9" in written(made)
    assert all(line.get_markersize() == 0 for line in marks(made) if isinstance(line, Line2D))


def test_a_low_end_alone_is_an_arrow(corpus: Corpus, written: Callable) -> None:
    made = told(corpus, Munitions("drone", 3, None, None))
    arrows = [text for text in made.figure.axes[0].texts if getattr(text, "arrow_patch", None)]  # type: ignore[union-attr]
    assert strokes(made) == [3] and len(arrows) == 1 and "drones: at least 3" in written(made)


def test_unknown_is_said_and_never_nought(made: Exhibit, written: Callable, marks: Callable) -> None:
    words = written(made)
    assert words.count("rockets: number not told") == 2
    assert words.count("rockets: number not told (claimed)") == 1
    assert words.count("weapon not told") == 1 and words.count("weapon not told (claimed)") == 2
    assert all(x > 0 for x, _, _ in shapes(made, marks))
    assert "0" not in set(made.table[["Low", "Best", "High"]].to_numpy().ravel())


def test_what_is_only_claimed_is_hollow(corpus: Corpus, marks: Callable) -> None:
    rockets = Munitions("rocket", 3, 3, 3)
    assert shapes(told(corpus, rockets), marks) == [(3, "^", "#1f5a7a")]
    assert shapes(told(corpus, rockets, status="claimed"), marks) == [(3, "^", "#ffffff")]
    assert shapes(told(corpus, rockets, status="alleged"), marks) == [(3, "^", "#ffffff")]


def test_iraq_and_syria_apart(written: Callable, made: Exhibit) -> None:
    words = written(made)
    assert words.index("Iraq") < words.index("Syria") < words.index("Conoco field")


def test_alt_names_the_extremes(made: Exhibit) -> None:
    assert "The most is Ain al-Asad, 6–8 July 2021, rockets: about 14." in made.alt
    assert "The least is Erbil airport, 6–8 July 2021, drones: 1." in made.alt
    assert "11 listed attacks. For five of them" in made.alt


def test_aggregates_and_strikes_are_not_drawn(corpus: Corpus, made: Exhibit) -> None:
    used = {id for ids in made.table["statements"] for id in ids}
    assert not any(corpus.statement(id).kind in ("total", "strike") for id in used)


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.munitions(nothing)
    assert made.table.empty and written(made) == [made.alt]
