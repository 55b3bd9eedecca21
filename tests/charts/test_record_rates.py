import dataclasses
from collections.abc import Callable

import of_record
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from analysis import charts
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(record: Chronology, corpus: Corpus) -> Exhibit:
    return charts.rates(record, corpus)


def dots(made: Exhibit) -> list[Rectangle]:
    drawn = made.figure.axes[0].patches  # type: ignore[union-attr]
    return [patch for patch in drawn if isinstance(patch, Rectangle) and patch.get_url()]


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_sound(made: Exhibit, record: Chronology) -> None:
    of_record.sound(made, record)


def test_each_dot_stands_at_its_rate_within_its_interval(made: Exhibit) -> None:
    rates = [round(dot.get_x() + dot.get_width() / 2, 1) for dot in dots(made)]
    assert rates == [48.8, 50.0, 120.0, 55.0, 63.8, 70.0, 30.0, 39.5, 36.0, 42.4, 0.0, 0.0]
    axes = made.figure.axes[0]  # type: ignore[union-attr]
    ends = [tuple(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 1.5]
    assert len(ends) == len(rates)
    assert all(low <= rate <= high for rate, (low, high) in zip(rates, ends, strict=True))
    assert max(high for _, high in ends) <= axes.get_xlim()[1]


def test_hollow_where_some_days_lie_in_a_truce(made: Exhibit) -> None:
    hollow = [to_hex(dot.get_facecolor()) == "#ffffff" for dot in dots(made)]
    assert hollow == [False] * 8 + [True] * 2 + [False] * 2


def test_an_interval_beyond_the_axis_is_an_arrow(made: Exhibit) -> None:
    arrows = [text for text in made.figure.axes[0].texts if getattr(text, "arrow_patch", None)]  # type: ignore[union-attr]
    assert len(arrows) == 1 and "31 October 2023: 4 in one day, 120 (33 to 307)" in made.alt


def test_nought_is_drawn_only_where_it_is_told(made: Exhibit) -> None:
    free = [dot.get_url() for dot in dots(made) if round(dot.get_x() + dot.get_width() / 2, 6) == 0]
    assert free == ["#r-lull-2023-11", "#r-total-pentagon-2024-04-23"]


def test_the_figure_is_one_counters(made: Exhibit, record: Chronology) -> None:
    rows = {id for dot in dots(made) for id in dot.get_url().removeprefix("#").split("_")}
    assert {record.row(id).counter for id in rows if record.row(id).kind == "total"} == {"Pentagon"}


def test_what_gives_no_rate_says_why(made: Exhibit) -> None:
    table = made.table
    afp = table[(table["Counter"] == "Agence France-Presse")]
    assert set(afp["Per 30 days"]) == {"no rate"} and set(afp["Exact 95 % interval"]) == {""}
    assert afp.iloc[0]["Rests on"] == "no rate: the totals count from different days"


def test_no_total_draws_an_empty_frame(record: Chronology, corpus: Corpus, written: Callable) -> None:
    made = charts.rates(dataclasses.replace(record, rows=()), corpus)
    assert made.table.empty and written(made) == [made.alt]
