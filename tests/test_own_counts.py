"""A reader's own data set as counts: what is counted where, and that nothing else of a row is left.

Every row is made up, as in test_record.
"""

import datetime as dt
import itertools
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from analysis import chronology, corpus, record
from analysis.chronology import cycles
from analysis.record import counts, exposure
from analysis.record.counts import ACROSS, Counts
from analysis.record.exposure import NONE, UNTOLD
from tests.test_record import ACLED, OWN, UCDP, several, text

ROOT = Path(__file__).parent.parent
SECRET = {
    "acled": ACLED | {"location": "Zzyzx Fort", "actor1": "Zzyzx Brigade", "notes": "Zzyzx note",
                      "source": "Zzyzx News", "event_id_cnty": "ZZYZX1", "admin1": "Zzyzx Province",
                      "latitude": "33.7171"},
    "own": OWN | {"event": "zzyzx-1", "site": "other:Zzyzx", "by": "zzyzx-brigade", "source": "Zzyzx News",
                  "claimed_by": "zzyzx-company", "latitude": "33.7171"},
    "ucdp-ged": UCDP | {"relid": "ZZYZX-1", "where_coordinates": "Zzyzx Fort", "side_b": "Zzyzx Brigade",
                        "source_article": "Zzyzx News", "source_headline": "Zzyzx", "latitude": "33.7171"},
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "zzyzx-secret.csv"


def counted(file: Path, *changes: dict[str, str]) -> Counts:
    """The counts of rows in our own columns, each with what it changes."""
    file.write_text(text(several("own", *changes)), encoding="utf-8")
    return record.counted(file)


def days(first: str, last: str) -> dict[str, str]:
    return {"first": first, "last": last}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python` with arguments, from the project's root."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RECORD")}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=kept | environment,
                          capture_output=True, text=True)  # fmt: skip


# ---- the days of truces


@pytest.fixture(scope="module")
def standing() -> dict[dt.date, str]:
    told = chronology.load()
    held = {id: cycle.held.last for id, cycle in told.parts.items() if cycle.held}
    return exposure.standing(cycles.joined(corpus.load(), told), held)


def test_each_day_has_a_standing(standing: dict[dt.date, str]) -> None:
    grouped = ((key, list(group)) for key, group in itertools.groupby(standing, key=standing.__getitem__))
    found = [f"{key} {these[0]} to {these[-1]}, {len(these)}" for key, these in grouped]
    assert found == [
        "no truce told 2020-01-01 to 2020-03-11, 71",
        "not told 2020-03-12 to 2020-10-10, 213",
        "2020-october 2020-10-11 to 2020-11-18, 39",
        "not told 2020-11-19 to 2022-10-30, 711",
        "2022-2023 2022-10-31 to 2023-04-28, 180",
        "not told 2023-04-29 to 2023-11-24, 210",
        "2023-gaza-pause 2023-11-25 to 2023-11-27, 3",
        "not told 2023-11-28 to 2024-02-19, 84",
        "2024-february 2024-02-20 to 2024-07-24, 156",
        "not told 2024-07-25 to 2024-07-25, 1",
        "no truce told 2024-07-26 to 2024-12-31, 159",
    ]


def test_a_truce_of_two_told_ends_has_the_days_of_its_duration(standing: dict[dt.date, str]) -> None:
    told = cycles.joined(corpus.load(), chronology.load()).set_index("cycle")["duration_low"]
    for cycle in ("2020-october", "2024-february"):
        assert sum(key == cycle for key in standing.values()) == told[cycle]


def test_a_cycle_without_an_end_and_held_day_is_never_surely_in_force() -> None:
    table = cycles.joined(corpus.load(), chronology.load())
    found = Counter(exposure.standing(table, {}).values())
    assert "2022-2023" not in found and "2023-gaza-pause" not in found


# ---- what is counted


def test_attacks_are_counted_by_month_country_kind_and_scope(file: Path) -> None:
    march, other = days("2021-03-27", "2021-03-28"), days("2021-03-31", "2021-04-01")
    found = counted(file, march, march, other, march | {"country": "SY"}, march | {"scope": "out"},
                    march | {"kind": "strike"}, march | {"aggregate": "true"})  # fmt: skip
    assert [tuple(m.model_dump().values()) for m in found.months] == [
        ("2021-03", "2021-03", "IQ", "attack", "in", 2), ("2021-03", "2021-03", "IQ", "attack", "out", 1),
        ("2021-03", "2021-03", "IQ", "strike", "in", 1), ("2021-03", "2021-03", "SY", "attack", "in", 1),
        ("2021-03", "2021-04", "IQ", "attack", "in", 1),
    ]  # fmt: skip
    assert (found.rows, found.kept, found.together) == (7, 7, 1)


def test_attacks_are_counted_by_the_standing_of_all_their_days(file: Path) -> None:
    found = counted(
        file, days("2024-03-01", "2024-03-02"), days("2024-02-19", "2024-02-20"),
        days("2024-08-01", "2024-08-01"), days("2024-02-18", "2024-02-19"),
        days("2024-03-01", "2024-03-02") | {"scope": "out"},
    )  # fmt: skip
    assert {s.standing: s.count for s in found.standings} == {
        "2024-february": 1, ACROSS: 1, NONE: 1, UNTOLD: 1
    }  # fmt: skip


def test_a_day_outside_the_books_years_is_of_no_standing(file: Path) -> None:
    found = counted(file, days("2019-12-31", "2020-01-01"))
    assert [s.standing for s in found.standings] == [ACROSS]
    assert found.days == {NONE: 31}, "and only January is covered"


def test_exposure_days_are_those_of_the_files_months(file: Path) -> None:
    found = counted(
        file, days("2024-02-25", "2024-02-25"), days("2024-03-01", "2024-03-01") | {"scope": "out"}
    )
    assert found.days == {UNTOLD: 19, "2024-february": 41}


def test_a_file_of_nothing_that_is_kept_has_no_days(file: Path) -> None:
    found = counted(file, days("2018-01-01", "2018-01-01"))
    assert (found.days, found.months, found.standings, found.left_out) == (
        {}, (), (), {record.EARLIER_LATER: 1}
    )  # fmt: skip


@pytest.mark.parametrize("format", SECRET)
def test_no_value_of_a_row_is_left_in_the_counts(file: Path, format: str) -> None:
    file.write_text(text([SECRET[format]]), encoding="utf-8")
    assert "Zzyzx" in record.load(file).to_string() or format == "own"
    found = record.counted(file)
    assert found.kept == 1
    told = found.model_dump_json().lower()
    assert "zzyzx" not in told and "33.7171" not in told and str(file.parent) not in told
    assert "2021-03-2" not in told, "a month is told, no day"


# ---- which file, and when it is read


def test_a_notebook_reads_the_file_named_or_the_counts_made(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(record.COUNTED, raising=False)
    monkeypatch.setenv(record.FILE, "")
    assert record.beside() is None
    found = counted(file, days("2021-03-27", "2021-03-28"))
    monkeypatch.setenv(record.FILE, str(file))
    assert record.beside() == found
    made = file.with_suffix(".json")
    made.write_text(found.model_dump_json(), encoding="utf-8")
    file.unlink()
    monkeypatch.setenv(record.COUNTED, str(made))
    assert record.beside() == found


def test_the_command_prints_the_counts_and_nothing_else(file: Path) -> None:
    found = counted(file, days("2021-03-27", "2021-03-28"))
    done = run("-m", "analysis.record", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert Counts.model_validate_json(done.stdout) == found


def test_the_command_says_in_one_line_what_is_wrong(file: Path) -> None:
    whole = text([OWN])
    for content, said in (
        (whole.replace("2021-03-27", "2021-03-37"), f"{file}:2: first: expected a day"),
        (whole[: whole.index("\n") + 40], f"{file}:2: "),
        ("a,b\n1,2\n", f"{file}:1: event_id_cnty: expected the columns of an accepted set"),
    ):
        file.write_text(content, encoding="utf-8")
        done = run("-m", "analysis.record", str(file))
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith(said)


def test_the_note_names_the_command() -> None:
    shown = counts.note()
    assert "make book RECORD=path" in shown.plain and "<code>make book RECORD=path</code>" in shown.html
