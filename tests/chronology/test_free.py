"""Days said to be free of attacks: only a row that says so, of the days and countries it speaks of."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import chronology
from analysis.chronology import FOLDER, free

Refused = Callable[[Callable[[], object]], list[str]]
ALL = (*(chronology.ROWS, chronology.SOURCES, chronology.LEFT_OUT), "record_cycles.yml", free.FILE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ALL:
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_each_stretch_lies_in_what_its_row_speaks_of() -> None:
    record = chronology.load()
    assert [s.row for s in record.free] == ["lull-2022-10", "lull-2023-11", "lull-2024-02",
                                            "total-pentagon-2024-04-23"]  # fmt: skip
    for stretch in record.free:
        assert stretch.first <= stretch.last <= record.row(stretch.row).last


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("row: lull-2023-11", "row: taji-2020-03-11", "free.1.row",
         "expected a total or an observed truce act of chronology.csv, found 'taji-2020-03-11'"),
        ("row: lull-2023-11", "row: nothing", "free.1.row",
         "expected a total or an observed truce act of chronology.csv, found 'nothing'"),
        ("last: 2023-11-27", "last: 2023-11-28", "free.1.first",
         "expected days within 2023-11-23 to 2023-11-27, found 2023-11-24 to 2023-11-28"),
        ("first: 2024-02-11", "first: 2024-02-10", "free.3.first",
         "expected days within 2024-02-11 to 2024-04-23, found 2024-02-10 to 2024-04-21"),
        ("row: total-pentagon-2024-04-23", "row: total-pentagon-2023-10-24", "free.3.first",
         "expected days within 2023-10-25 to 2023-10-24, found 2024-02-11 to 2024-04-21"),
        ("row: total-pentagon-2024-04-23", "row: total-pentagon-2023-10-24", "free.3.countries",
         "expected countries that the total counts, found IQ, SY, JO"),
        ("  truce-limit-2020-10-14:", "  lull-2022-10:", "passed_over.lull-2022-10",
         "expected an observed truce act that stands in no stretch, found 'lull-2022-10'"),
        ("  truce-limit-2020-10-14:", "  lull-2022-10:", "free",
         "expected 'truce-limit-2020-10-14' here or under passed_over"),
        ("countries: [IQ, SY]", "countries: []", "free.1.countries", "Tuple should have at least 1 item"),
    ],
)  # fmt: skip
def test_what_no_row_says_is_refused(
    copy: Path, change: Callable[..., int], refused: Refused, old: str, new: str, field: str, message: str
) -> None:
    change(copy / free.FILE, old, new)
    said = refused(lambda: chronology.load(copy))
    assert any(f": {field}: {message}" in line and line.startswith(str(copy / free.FILE)) for line in said)
