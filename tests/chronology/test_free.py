"""Days said to be free of attacks: only a row that says so, of the days and countries it speaks of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import chronology
from analysis.chronology import free

Refused = Callable[[Callable[[], object]], list[str]]


def test_each_stretch_lies_in_what_its_row_speaks_of() -> None:
    record = chronology.load()
    assert {name: s.row for name, s in record.free.items()} == {
        "2020-october": "green-zone-2020-11-17", "2022-2023": "lull-2022-10", "gaza-pause": "lull-2023-11",
        "2024-winter": "lull-2024-02", "2024-february": "total-pentagon-2024-04-23",
    }  # fmt: skip
    for stretch in record.free.values():
        assert stretch.first <= stretch.last <= record.row(stretch.row).last
        if stretch.line:
            told = record.row(stretch.line)
            assert told.kind == "total" and told.period_first and told.period_first < stretch.first


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("row: lull-2023-11", "row: taji-2020-03-11", "free.gaza-pause.row",
         "expected a total, an observed truce act or a violation, found 'taji-2020-03-11'"),
        ("row: lull-2023-11", "row: nothing", "free.gaza-pause.row",
         "expected a total, an observed truce act or a violation, found 'nothing'"),
        ("last: 2023-11-27", "last: 2023-11-28", "free.gaza-pause.first",
         "expected days within 2023-11-23 to 2023-11-27, found 2023-11-24 to 2023-11-28"),
        ("first: 2024-02-11", "first: 2024-02-10", "free.2024-february.first",
         "expected days within 2024-02-11 to 2024-04-23, found 2024-02-10 to 2024-04-21"),
        ("row: total-pentagon-2024-04-23", "row: total-pentagon-2023-10-24", "free.2024-february.first",
         "expected days within 2023-10-25 to 2023-10-24, found 2024-02-11 to 2024-04-21"),
        ("row: total-pentagon-2024-04-23", "row: total-pentagon-2023-10-24", "free.2024-february.countries",
         "expected countries that the total counts, found IQ, SY, JO"),
        ("last: 2020-11-16", "last: 2020-11-17", "free.2020-october.first",
         "expected days within 0001-01-01 to 2020-11-16, found 2020-10-10 to 2020-11-17"),
        ("line: total-pentagon-2024-02-07", "line: lull-2024-02", "free.2024-february.line",
         "expected a total of chronology.csv, found 'lull-2024-02'"),
        ("  truce-limit-2020-10-14:", "  lull-2022-10:", "passed_over.lull-2022-10",
         "expected an observed truce act that stands in no stretch, found 'lull-2022-10'"),
        ("  truce-limit-2020-10-14:", "  lull-2022-10:", "free",
         "expected 'truce-limit-2020-10-14' here or under passed_over"),
        ("countries: [IQ, SY]", "countries: []", "free.gaza-pause.countries",
         "Tuple should have at least 1 item"),
    ],
)  # fmt: skip
def test_what_no_row_says_is_refused(
    copy: Path, change: Callable[..., int], refused: Refused, old: str, new: str, field: str, message: str
) -> None:
    change(copy / free.FILE, old, new)
    said = refused(lambda: chronology.load(copy))
    assert any(f": {field}: {message}" in line and line.startswith(str(copy / free.FILE)) for line in said)
