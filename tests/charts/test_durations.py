import dataclasses
from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.patches import Patch, Polygon, Rectangle

from analysis import charts
from analysis.arabic import is_arabic
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.durations(corpus)


def patches(made: Exhibit) -> list[Patch]:
    """The marks that lead to evidence."""
    assert made.figure is not None
    return [patch for patch in made.figure.axes[0].patches if patch.get_url()]


def bars(made: Exhibit) -> list[float]:
    """Where the bar of each cycle ends, in days, in the order drawn."""
    found = [patch for patch in patches(made) if isinstance(patch, Rectangle)]
    return [round(bar.get_x() + bar.get_width(), 1) for bar in found]


def changed(corpus: Corpus, cycle: str, **values: object) -> Corpus:
    """The corpus with other values in one cycle's row."""
    table = corpus.cycles.copy()
    for column, value in values.items():
        table[column] = pd.Series(
            [value if id == cycle else old for id, old in zip(table["cycle"], table[column], strict=True)],
            dtype=object,
        )
    return dataclasses.replace(corpus, cycles=table)


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_only_a_told_length_is_drawn_to_scale(made: Exhibit) -> None:
    *stubs, told = bars(made)
    assert told == 166 and len(stubs) == 5
    assert len(set(stubs)) == 1 and stubs[0] < 0, "left of the axis, and alike whatever they stand for"


def test_no_scale_behind_what_has_no_length(made: Exhibit) -> None:
    axes = made.figure.axes[0]  # type: ignore[union-attr]
    names = {text.get_text(): text.get_position()[1] for text in axes.texts}
    lines = [sorted(line.get_ydata()) for line in axes.lines]
    row = names["talks only; no truce came of them"]
    assert not any(top <= row <= bottom for top, bottom in lines)
    row = names["156 to 166 days"]
    assert any(top <= row <= bottom for top, bottom in lines)


def test_untold_sides_are_said(made: Exhibit, written: Callable) -> None:
    words = written(made)
    assert {"start and end not told", "start not told", "end not told"} <= set(words)
    assert words.count("talks only; no truce came of them") == 2


def test_an_open_side_has_no_length_even_with_days(corpus: Corpus, written: Callable) -> None:
    made = charts.durations(changed(corpus, "2024-february", open_end=True))
    assert "156 to 166 days" not in written(made) and written(made).count("end not told") == 2
    assert len(set(bars(made))) == 1 and bars(made)[0] < 0


def test_the_terms_set_a_time_hollow_where_alleged(made: Exhibit, shape: Callable) -> None:
    diamonds = [patch for patch in patches(made) if isinstance(patch, Polygon)]
    found = [(round(p.get_xy()[1][0]), shape(p), p.get_url().partition("_")[0]) for p in diamonds]
    assert found == [(365, "hollow", "#s-002-132aa0"), (120, "full", "#s-003-531f5f")]


def test_alt_tells_each_length(made: Exhibit) -> None:
    assert "The truce of February to July 2024: 156 to 166 days." in made.alt
    assert "The leaked truce of March 2021: its terms set 365 days." in made.alt


def test_arabic_names_stand_beside(corpus: Corpus, made: Exhibit) -> None:
    arabic = [text for text in made.figure.axes[0].texts if is_arabic(text.get_text())]  # type: ignore[union-attr]
    assert len(arabic) == len(corpus.parts)


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.durations(nothing)
    assert made.table.empty and written(made) == [made.alt]
