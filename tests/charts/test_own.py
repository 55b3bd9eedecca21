"""A reader's own data set drawn: counts beside the record, its name and terms, and nothing of a row."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from analysis import charts, chronology, labels, record
from analysis.charts import style
from analysis.charts.own_months import BARS
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.record import Counts
from tests.test_own_counts import SECRET
from tests.test_record import several, text


@pytest.fixture(scope="module")
def told() -> Chronology:
    return chronology.load()


def of(folder: Path, *changes: dict[str, str], format: str = "acled") -> Counts:
    file = folder / "zzyzx-secret.csv"
    file.write_text(text(several(format, *changes)), encoding="utf-8")
    return record.counted(file)


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Counts:
    """Iraq: 4 attacks, one in March or April 2024; Syria: one, in a truce; Jordan: a row out of scope."""
    day = [{"event_date": d} for d in ("2024-03-02", "2024-03-09", "2024-08-01")]
    return of(
        tmp_path_factory.mktemp("some"), *day, {"event_date": "2024-03-31", "time_precision": "2"},
        {"event_date": "2024-03-02", "country": "Syria"},
        {"event_date": "2024-12-30", "country": "Jordan", "actor2": "Fictional Company"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def months(told: Chronology, some: Counts) -> Exhibit:
    return charts.own_months(told, some)


@pytest.fixture(scope="module")
def rates(corpus: Corpus, told: Chronology, some: Counts) -> Exhibit:
    return charts.own_cycles(corpus, told, some)


def row(made: Exhibit, *begins: str) -> list[str]:
    """The one row of a table that begins so, without its evidence."""
    (found,) = [r for r in made.table.astype(str).to_numpy().tolist() if r[: len(begins)] == list(begins)]
    return list(found[len(begins) : 6])


def test_a_month_counts_what_lies_in_it_and_what_may(months: Exhibit) -> None:
    assert row(months, "March 2024", "Iraq")[0] == "2 to 3"
    assert row(months, "April 2024", "Iraq")[0] == "0 to 1"
    assert row(months, "August 2024", "Iraq")[:2] == ["1", "1"], "the attack of 5 August is the record's"
    assert row(months, "January 2024", "Jordan")[:2] == ["0", "1"]
    assert "December 2024 Jordan" not in {f"{m} {c}" for m, c, *_ in months.table.itertuples(index=False)}


def test_every_attack_of_the_record_is_a_square_that_leads_to_its_row(
    months: Exhibit, told: Chronology, marks: Callable
) -> None:
    events = told.events[(told.events["scope"] == "in") & (told.events["kind"] == "attack")]
    expected = {f"#r-{id}" for id in events["event"]}
    found = marks(months)
    assert len(found) == len(expected) and {mark.get_url() for mark in found} == expected
    assert {to_hex(mark.get_facecolor()) for mark in found} == {style.RECORD}
    assert {id for ids in months.table["statements"] for id in ids} == {url[1:] for url in expected}


def test_bars_are_as_high_as_their_counts(months: Exhibit) -> None:
    assert months.figure is not None
    march = float(dt.date(2024, 3, 1).toordinal())
    bars = [p for p in months.figure.axes[0].patches if isinstance(p, Rectangle) and p.get_x() == march]
    drawn = [(to_hex(p.get_facecolor()) == style.OWN, round(p.get_height() / BARS * 3, 3)) for p in bars]
    iraq, syria = drawn[:2], drawn[2:]
    assert iraq == [(False, 3.0), (True, 2.0)] and syria == [(False, 3.0), (True, 3.0)]


def test_a_country_without_attacks_is_told_as_such(months: Exhibit, written: Callable) -> None:
    assert written(months).count(labels.word("own none")) == 1


def test_rates_have_exposure_days_and_exact_intervals(rates: Exhibit) -> None:
    truce = "The truce of February to July 2024"
    assert row(rates, "Iraq", truce) == ["146", "3", "0.6", "0.1–1.8"]
    assert row(rates, "Syria", truce) == ["146", "1", "0.2", "0.0–1.1"]
    assert row(rates, "Jordan", truce) == ["146", "0", "0.0", "0.0–0.8"]
    assert row(rates, "Iraq", "no truce told") == ["159", "1", "0.2", "0.0–1.1"]
    assert not rates.table["Days of"].str.contains("2020").any(), "days before the file's first month"


def test_a_country_without_rows_has_no_rate(corpus: Corpus, told: Chronology, tmp_path: Path) -> None:
    made = charts.own_cycles(corpus, told, of(tmp_path, {}))
    assert set(made.table["Country"]) == {"Iraq"}


def test_nothing_kept_draws_no_rate(
    corpus: Corpus, told: Chronology, tmp_path: Path, written: Callable
) -> None:
    made = charts.own_cycles(corpus, told, of(tmp_path, {"country": "Fictionland"}))
    assert made.table.empty and written(made) == [labels.word("nothing to draw")]
    assert written(charts.own_months(told, of(tmp_path, {"country": "Fictionland"}))).count(
        labels.word("own none")) == 3  # fmt: skip


def test_the_set_and_its_terms_are_named(
    months: Exhibit, rates: Exhibit, written: Callable, some: Counts
) -> None:
    for made in (months, rates):
        assert some.version in written(made) and some.version in made.caption and some.version in made.alt
        assert made.caption.endswith(some.licence) and "https://" in some.licence


@pytest.mark.parametrize("format", SECRET)
def test_no_value_of_a_row_reaches_a_figure(
    corpus: Corpus, told: Chronology, tmp_path: Path, written: Callable, format: str
) -> None:
    file = tmp_path / "zzyzx-secret.csv"
    file.write_text(text([SECRET[format]]), encoding="utf-8")
    counts = record.counted(file)
    for made in (charts.own_months(told, counts), charts.own_cycles(corpus, told, counts)):
        everything = " ".join([*written(made), str(made.payload()), made.name]).lower()
        assert "zzyzx" not in everything and "33.7171" not in everything
        assert "27 march" not in everything and "2021-03-27" not in everything


def test_the_same_bytes_twice(told: Chronology, months: Exhibit, some: Counts) -> None:
    assert months.svg() == charts.own_months(told, some).svg()
    assert "<text" not in months.svg()
