import dataclasses
from collections.abc import Callable

import of_record
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from analysis import charts
from analysis.charts import style
from analysis.chronology import Chronology, lines
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(record: Chronology) -> Exhibit:
    return charts.totals(record)


def steps(made: Exhibit) -> list[Line2D]:
    """The lines that join totals."""
    drawn = made.figure.axes[0].lines  # type: ignore[union-attr]
    return [line for line in drawn if line.get_drawstyle() == "steps-post"]


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_sound(made: Exhibit, record: Chronology) -> None:
    of_record.sound(made, record)


def test_every_total_has_one_mark_and_one_row(made: Exhibit, record: Chronology, marks: Callable) -> None:
    ids = sorted(f"#r-{total.id}" for total in lines.totals(record))
    assert sorted(mark.get_url() for mark in marks(made)) == ids
    assert len(made.table) == len(ids)


def test_totals_of_different_scope_are_never_joined(made: Exhibit, record: Chronology) -> None:
    assert [len(line.get_xdata()) for line in steps(made)] == [len(x.totals) for x in lines.lines(record)]


def test_a_total_holds_until_the_next(made: Exhibit) -> None:
    """A line between totals would tell of days of which nobody published a number."""
    assert sum(len(line.get_xdata()) > 1 for line in steps(made)) == 3


def test_parts_by_country_are_thin(made: Exhibit) -> None:
    wide = [line.get_linewidth() for line in steps(made) if len(line.get_xdata()) > 1]
    assert wide[0] > wide[1] == wide[2]


def test_hollow_where_it_is_about_and_an_arrow_where_it_is_at_least(
    made: Exhibit, record: Chronology, marks: Callable
) -> None:
    hollow = {m.get_url() for m in marks(made) if isinstance(m, Rectangle)
              and to_hex(m.get_facecolor()) == style.GROUND}  # fmt: skip
    kinds = {f"#r-{t.id}": lines.kind(t.count("count")) for t in lines.totals(record)}
    assert hollow == {url for url, kind in kinds.items() if kind == "about"}
    arrows = [text for text in made.figure.axes[0].texts if getattr(text, "arrow_patch", None)]  # type: ignore[union-attr]
    assert len(arrows) == list(kinds.values()).count("at least") + 1, "one more in the key"
    assert all(arrow.xy[1] < arrow.xyann[1] for arrow in arrows), "upwards: y runs down"


def test_a_count_without_a_start_is_a_lone_mark_and_says_so(made: Exhibit, written: Callable) -> None:
    dotted = [line for line in made.figure.axes[0].lines if line.get_linestyle() != "-"]  # type: ignore[union-attr]
    assert len(dotted) == len(steps(made)) - 1 + 1, "each line but that one, and the key"
    assert any("Islamic Resistance in Iraq, start not told: at least 73" in words for words in written(made))


def test_each_period_has_axes_of_its_own(made: Exhibit, written: Callable) -> None:
    words = written(made)
    titles = [w for w in words if w.startswith("Published totals, public record: ")]
    assert [title.rpartition(": ")[2] for title in titles] == [
        "2020", "2021 to March 2023", "October 2023 to July 2024"]  # fmt: skip
    assert words.count("0") == 3


def test_letters_lead_to_what_is_counted(made: Exhibit, written: Callable, record: Chronology) -> None:
    letters = [w for w in written(made) if len(w) == 1 and w.isalpha()]
    assert len(set(letters)) == len(lines.lines(record)) and len(letters) == 2 * len(set(letters))


def test_alt_tells_each_line(made: Exhibit) -> None:
    assert "Pentagon from 17 October 2023: 13 to 168; attacks in Iraq and Syria, by 7 Febr" in made.alt
    assert "about 90; attacks in Iraq, with rockets only, by 15 October 2020" in made.alt


def test_no_total_draws_an_empty_frame(record: Chronology, written: Callable) -> None:
    made = charts.totals(dataclasses.replace(record, rows=()))
    assert made.table.empty and written(made) == [made.alt]
