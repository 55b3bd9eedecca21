import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Patch

from analysis import charts, events
from analysis.charts import days
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.strip(corpus)


def test_table(made: Exhibit, same_table: Callable[[Exhibit], None]) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_two_calls_give_the_same_bytes(made: Exhibit, corpus: Corpus) -> None:
    assert charts.strip(corpus).svg() == made.svg()


def test_a_panel_an_article_with_a_little_of_both_sides(made: Exhibit, corpus: Corpus) -> None:
    assert made.figure is not None
    _, *panels = made.figure.axes
    assert len(panels) == len(corpus.reviews)
    windows = sorted((r.window for r in corpus.reviews.values()), key=lambda w: w.first)
    for axes, window in zip(panels, windows, strict=True):
        left, right = axes.get_xlim()
        first, last = days.span(window.first, window.last)
        assert first - left == right - last > 0


def test_a_bar_is_as_wide_as_its_days(made: Exhibit, marks: Callable) -> None:
    by_url = {mark.get_url().partition("_")[0]: mark for mark in marks(made)}
    erbil = by_url["#s-002-0ab052"].get_xy()  # 3 to 13 March 2021
    assert min(erbil[:, 0]) == dt.date(2021, 3, 3).toordinal()
    assert max(erbil[:, 0]) == dt.date(2021, 3, 14).toordinal()
    dozens = by_url["#s-000-198753"]  # 1 January to 8 July 2021
    assert dozens.get_width() == 189


def test_no_name_stands_on_a_mark(made: Exhibit, marks: Callable) -> None:
    assert made.figure is not None
    page = FigureCanvasAgg(made.figure).get_renderer()
    bars = [mark.get_window_extent(page) for mark in marks(made) if isinstance(mark, Patch)]
    assert len(bars) == 23
    names = [text for axes in made.figure.axes[1:] for text in axes.texts if len(text.get_text()) > 1]
    for name in names:
        box = name.get_window_extent(page).expanded(0.95, 0.5)
        assert not any(box.overlaps(bar.expanded(0.95, 0.8)) for bar in bars), name.get_text()


def test_low_enough_for_a_page(made: Exhibit) -> None:
    assert made.figure is not None and made.figure.get_size_inches()[1] <= 9.4


def test_claimed_is_hollow_and_an_aggregate_is_one_hatched_bar(
    made: Exhibit, marks: Callable, shape: Callable
) -> None:
    table = made.table
    several = table[table["Kind"] == "several attacks, not listed"]
    drawn = {mark.get_url()[1:].partition("_")[0]: mark for mark in marks(made)}
    dated = [ids[0] for ids in several[several["Days"] != "not told"]["statements"]]
    assert len(dated) == 6 and all(shape(drawn[id]).startswith("hatched") for id in dated)
    listed = table[table["Kind"] == "attack"]
    for ids, told in zip(listed["statements"], listed["Told as"], strict=True):
        assert shape(drawn[ids[0]]) == ("hollow" if told == "claimed" else "full")


def test_an_attack_without_days_is_named_and_not_drawn(made: Exhibit, written: Callable) -> None:
    assert "Several attacks: days not told" in written(made)


def test_nobody_reviewed_it_so_it_is_hollow(corpus: Corpus, marks: Callable, shape: Callable) -> None:
    machine = tuple(dataclasses.replace(s, coder="machine") for s in corpus.statements)
    unread = dataclasses.replace(corpus, statements=machine, events=events.merge(machine))
    made = charts.strip(unread)
    urls = {"#s-002-0ab052", "#s-003-9ff163"}
    assert {shape(m) for m in marks(made) if (m.get_url() or "").partition("_")[0] in urls} == {"hollow"}
    attacks = made.table[made.table["Kind"].str.contains("attack")]
    assert attacks["Told as"].str.contains("unreviewed").all()


def test_an_attack_out_of_scope_is_not_counted(corpus: Corpus) -> None:
    out = [dataclasses.replace(s, scope="out") for s in corpus.statements if s.event == "erbil-2021-03"]
    told = (*out, *(s for s in corpus.statements if s.event != "erbil-2021-03"))
    made = charts.strip(dataclasses.replace(corpus, statements=told, events=events.merge(told)))
    assert "Ain al-Asad" in set(made.table["Name or site"])
    assert "Erbil" not in set(made.table["Name or site"])


def test_alt_names_each_article_with_its_numbers(made: Exhibit) -> None:
    assert "Ultra Iraq, attacks listed: 2 (Ain al-Asad, 3–7 March 2021; Erbil, 3–13 March 2021)" in made.alt
    assert made.alt.count("attacks listed:") == 5


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.strip(nothing)
    assert made.table.empty and written(made) == [made.alt]
