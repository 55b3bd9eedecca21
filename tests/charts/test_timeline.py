import dataclasses
import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis import charts
from analysis.arabic import draw
from analysis.charts import days, style, truces
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.timeline(corpus)


def test_table(made: Exhibit, same_table: Callable[[Exhibit], None]) -> None:
    same_table(made)


def test_every_dated_event_and_cycle_is_one_mark(made: Exhibit, corpus: Corpus, marks: Callable) -> None:
    dated = corpus.events[(corpus.events["scope"] == "in") & corpus.events["first"].notna()]
    alone = [mark for mark in marks(made) if mark.get_url().startswith("#r-")]
    assert len(marks(made)) - len(alone) == len(dated) + len(corpus.cycles) == 27


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_two_calls_give_the_same_bytes(made: Exhibit, corpus: Corpus) -> None:
    assert charts.timeline(corpus).svg() == made.svg()


def test_alt_says_the_extremes_and_what_is_not_told(made: Exhibit) -> None:
    assert "between 11 March 2020 and 26 July 2024" in made.alt
    assert "Iraq: listed attacks 10" in made.alt and "Syria: listed attacks 1," in made.alt
    assert "days are not told: 1." in made.alt


def test_what_has_no_days_is_in_the_table_without_a_mark(made: Exhibit, marks: Callable) -> None:
    untold = made.table[made.table["Days"] == "not told"]
    assert list(untold["statements"]) == [("s-004-f83e18",)]
    assert "#s-004-f83e18" not in [mark.get_url().partition("_")[0] for mark in marks(made)]


def test_claimed_is_hollow_several_hatched(made: Exhibit, marks: Callable, shape: Callable) -> None:
    looks = {mark.get_url().partition("_")[0]: shape(mark) for mark in marks(made)}
    assert looks["#s-001-670418"] == looks["#s-001-2647c8"] == "hollow"  # claimed
    assert looks["#s-004-573acc"] == looks["#s-003-9ff163"] == "full"  # reported
    assert looks["#s-000-198753"] == "hatched -"
    assert looks["#s-000-622585"].startswith("hatched") and looks["#s-000-622585"] != "hatched -"  # alleged


def test_no_source_is_grey_and_said_once(made: Exhibit, written: Callable) -> None:
    assert made.figure is not None
    grey = [p for p in made.figure.axes[0].patches if to_hex(p.get_facecolor()) == style.SHADE]
    covered = [(p.get_x(), p.get_x() + p.get_width()) for p in grey]
    inside = [(2020, 3, 11), (2020, 4, 30), (2021, 5, 1), (2022, 1, 1), (2024, 7, 26)]
    outside = [(2020, 3, 10), (2020, 5, 1), (2021, 9, 1), (2023, 1, 1), (2024, 7, 27)]
    assert not any(a <= dt.date(*day).toordinal() < b for day in inside for a, b in covered)
    assert all(any(a <= dt.date(*day).toordinal() < b for a, b in covered) for day in outside)
    assert written(made).count("no source") == 2  # in the widest gap and in the key


def test_cycles_are_named_in_both_languages(made: Exhibit, corpus: Corpus, written: Callable) -> None:
    for id, cycle in corpus.parts.items():
        assert cycle.name.en in written(made)
        bare = cycle.name.ar.translate(dict.fromkeys(range(0x64B, 0x653)))
        assert draw(bare) in written(made), id


def test_truces_that_the_record_alone_tells_of_stand_apart(
    made: Exhibit, record: Chronology, marks: Callable, written: Callable
) -> None:
    own = made.table[made.table["Kind"] == "truce, public record alone"]
    dated = record.cycles[record.cycles["effect_first"].notna()]
    assert list(own["Name or site"]) == list(dated["name"]) and len(own) == 4
    assert set(own["Told as"]) == {"public record"}
    linked = [mark.get_url() for mark in marks(made) if mark.get_url().startswith("#r-")]
    assert linked == ["#" + "_".join(ids) for ids in own["statements"]]
    assert "Truces that the public record alone tells of" in written(made)
    for cycle in dated["cycle"]:
        assert record.parts[cycle].name.short.en in written(made)
    told = {id for ids in made.table["statements"] for id in ids}
    assert not told & {f"r-{event}" for event in record.events["event"]}, "none of the record's attacks"


def test_a_truce_of_the_record_is_full_until_it_is_last_told_to_hold() -> None:
    told = _cycle(effect_first=_day(1), effect_last=_day(1), open_end=True)
    bar = truces.bar(told, 9, held=_day(20))
    start = _day(1).toordinal()
    assert bar is not None and bar.full == (start + 1, start + 20) and bar.fall == (start + 20, start + 29)


def test_leaves_room_for_text_on_its_page(made: Exhibit) -> None:
    assert made.figure is not None and made.figure.get_size_inches()[1] <= 7.4


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.timeline(nothing)
    assert made.table.empty and written(made) == [made.alt]
    made.svg()


def test_reviews_without_statements(corpus: Corpus, nothing: Corpus, written: Callable) -> None:
    bare = dataclasses.replace(nothing, articles=corpus.articles, reviews=corpus.reviews)
    made = charts.timeline(bare)
    assert len(made.table) == len(corpus.articles) + 4 and "Al Jazeera" in written(made)


def _cycle(**given: object) -> pd.Series:
    empty = dict.fromkeys(("effect_first", "effect_last", "ended_first", "ended_last", "form"))
    return pd.Series({**empty, "open_start": False, "open_end": False, **given}, dtype=object)


def _day(day: int) -> dt.date:
    return dt.date(2024, 1, day)


def test_a_bar_rises_over_its_uncertain_beginning_and_falls_over_the_claims_of_its_end() -> None:
    told = _cycle(effect_first=_day(1), effect_last=_day(4), ended_first=_day(20), ended_last=_day(22))
    bar = truces.bar(told, 9)
    start = _day(1).toordinal()
    assert bar is not None
    assert bar.rise == (start, start + 4) and bar.full == (start + 4, start + 19)
    assert bar.fall == (start + 19, start + 22)
    assert not bar.open_start and not bar.open_end


def test_a_side_that_is_not_told_trails_off() -> None:
    start = _day(1).toordinal()
    open_end = truces.bar(_cycle(effect_first=_day(1), effect_last=_day(1), open_end=True), 9)
    assert open_end is not None and open_end.open_end and open_end.fall == (start + 1, start + 10)
    open_start = truces.bar(_cycle(ended_first=_day(10), ended_last=_day(12), open_start=True), 9)
    assert open_start is not None and open_start.open_start and open_start.rise == (start, start + 9)
    assert open_start.full[0] == open_start.full[1]


def test_talks_and_the_untold_have_no_bar() -> None:
    assert truces.bar(_cycle(form="talks", effect_first=_day(1), effect_last=_day(2)), 9) is None
    assert truces.bar(_cycle(open_start=True, open_end=True), 9) is None


def test_ends_that_overlap_leave_nothing_certain() -> None:
    told = _cycle(effect_first=_day(1), effect_last=_day(9), ended_first=_day(5), ended_last=_day(7))
    bar = truces.bar(told, 9)
    assert bar is not None and bar.full[0] == bar.full[1]
    assert bar.rise[0] <= bar.rise[1] == bar.full[0] <= bar.fall[0] <= bar.fall[1]


def test_marks_are_as_wide_as_their_days_and_never_narrower_than_a_symbol() -> None:
    axes = style.panel(style.figure(4, 1), 0, 0, 4, 1)
    axes.set_xlim(0, 40)  # ten days an inch
    assert days.widened(axes, (10, 20)) == (10, 20)
    assert days.widened(axes, (10, 10)) == pytest.approx((10 - days.SYMBOL * 5, 10 + days.SYMBOL * 5))


def test_marks_that_touch_go_to_levels_of_their_own() -> None:
    assert days.levels([(0, 5), (5, 6), (4, 7), (1, 5), (8, 9)]) == [0, 0, 1, 2, 0]
