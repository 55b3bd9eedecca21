from collections.abc import Callable

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from analysis import charts
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.choices(corpus)


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_a_disc_for_what_is_listed_a_hatched_bar_for_what_is_not(made: Exhibit, marks: Callable) -> None:
    found = marks(made)
    discs = [mark.get_xdata()[0] for mark in found if isinstance(mark, Line2D)]
    bars = [
        (b.get_x(), b.get_x() + b.get_width(), bool(b.get_hatch())) for b in found if isinstance(b, Rectangle)
    ]
    assert discs == [11, 9, 10, 8]
    assert bars == [(11, 29, True), (11, 108, True), (7, 108, True)]


def test_an_open_end_is_an_arrow(made: Exhibit) -> None:
    arrows = [text for text in made.figure.axes[0].texts if getattr(text, "arrow_patch", None)]  # type: ignore[union-attr]
    assert [arrow.xyann[0] for arrow in arrows] == [108, 108]


def test_the_scale_begins_at_nought(made: Exhibit) -> None:
    assert made.figure.axes[0].get_xlim()[0] == 0  # type: ignore[union-attr]


def test_what_tells_no_number_is_named_and_adds_nothing(made: Exhibit, written: Callable) -> None:
    untold = made.table[made.table["Attacks"] == "number not told"]
    assert len(untold) == 5 and set(untold["Change"]) == {""}
    assert written(made).count("phrases that tell no number and add nothing: five") == 2


def test_alt_gives_the_whole_range(made: Exhibit) -> None:
    assert "All listed attacks: 11." in made.alt
    assert made.alt.endswith("Over all combinations, least to most: 7 to 108 or more.")


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.choices(nothing)
    assert made.table.empty and written(made) == [made.alt]
