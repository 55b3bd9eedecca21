import datetime as dt
from collections.abc import Callable

import pytest
from matplotlib.colors import to_hex

from analysis import charts, citation
from analysis.charts import days, style
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(record: Chronology, corpus: Corpus) -> Exhibit:
    return charts.together(corpus, record)


def test_table(made: Exhibit, same_table: Callable[[Exhibit], None]) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_every_dated_event_truce_and_stretch_is_one_mark(
    made: Exhibit, corpus: Corpus, record: Chronology, marks: Callable
) -> None:
    own = corpus.events[(corpus.events["scope"] == "in") & corpus.events["first"].notna()]
    theirs = record.events[record.events["scope"] == "in"]
    same = theirs["same_as"].isin(own["event"]).sum()
    stretches = sum(len(stretch.countries) for stretch in record.free.values())
    cycles = len(corpus.cycles) + record.cycles["effect_first"].notna().sum()
    assert same == 9
    assert len(marks(made)) == len(own) + len(theirs) - same + cycles + stretches


def test_what_both_tell_is_one_mark_with_a_square_on_the_records_days(made: Exhibit, marks: Callable) -> None:
    urls = [mark.get_url() for mark in marks(made) if "r-taji-2020-03-11" in mark.get_url()]
    assert urls == ["#s-004-573acc_s-004-1ef543_r-taji-2020-03-11"]
    assert made.figure is not None
    boxes = [p for p in made.figure.axes[0].patches
             if to_hex(p.get_edgecolor()) == style.RECORD and p.get_facecolor()[3] == 0]  # fmt: skip
    assert len(boxes) == 9
    middle = days.span(dt.date(2020, 3, 11), dt.date(2020, 3, 11))[0] + 0.5
    assert any(box.get_x() + box.get_width() / 2 == pytest.approx(middle) for box in boxes)


def test_whose_it_is_stands_in_the_table(made: Exhibit, record: Chronology) -> None:
    for _, row in made.table.iterrows():
        kinds = {id[:2] for id in row["statements"]}
        assert kinds in (set(), {"s-"}, {"r-"}, {"s-", "r-"})
        if kinds:
            whose = {"s-": "articles", "r-": "public record"}
            both = "articles and public record"
            assert row["Told by"] == (both if len(kinds) == 2 else whose[kinds.pop()])
    taji = next(row for _, row in made.table.iterrows() if "r-taji-2020-03-11" in row["statements"])
    assert taji["Days"] == "11–20 March 2020 (articles); 11 March 2020 (public record)"


def test_articles_and_record_are_told_apart_without_colour(made: Exhibit, marks: Callable) -> None:
    shapes: dict[str, set[int]] = {"s": set(), "r": set()}
    for mark in marks(made):
        if mark.get_linewidth() and "_r-" not in mark.get_url() and not mark.get_hatch():
            shapes[mark.get_url()[1]].add(len(mark.get_path().vertices))
    discs, diamonds, boxes = 26, 6, 5
    assert shapes["s"] == {discs, diamonds, boxes}  # the boxes are talks
    assert shapes["r"] == {diamonds, boxes}


def test_stands_alone(made: Exhibit, written: Callable) -> None:
    words = " ".join(written(made))
    book = citation.load()
    assert book.title in words and f"Version {book.version}." in words
    assert "Creative Commons Attribution 4.0 International (CC BY 4.0)." in words
    assert "Truces and attacks on US and Coalition forces, 2020–2024" in words


def test_grey_where_no_article_speaks(made: Exhibit) -> None:
    assert made.figure is not None
    grey = [p for p in made.figure.axes[0].patches if to_hex(p.get_facecolor()) == style.SHADE]
    first = min(p.get_x() for p in grey)
    assert first >= dt.date(2020, 1, 1).toordinal() - 31, "the names of the lanes stand on white"


def test_nothing_told(blank: Chronology, nothing: Corpus) -> None:
    made = charts.together(nothing, blank)
    assert made.table.empty
    made.svg()
