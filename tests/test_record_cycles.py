"""The record's cycles: put together from its own rows, and refused by file, line and field where not."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import chronology
from analysis.chronology import Chronology, cycles
from analysis.corpus import Corpus

Refused = Callable[[Callable[[], object]], list[str]]


def test_days_come_from_the_rows(record: Chronology) -> None:
    october = record.cycles[record.cycles["cycle"] == "2020-october"].iloc[0]
    declared = (dt.date(2020, 10, 10), dt.date(2020, 10, 11))
    assert (october["declared_first"], october["declared_last"]) == declared
    assert (october["ended_first"], october["ended_last"]) == (dt.date(2020, 11, 19), dt.date(2021, 5, 24))
    assert (october["duration_low"], october["duration_high"]) == (39, 226)  # 11 Oct–19 Nov, 10 Oct–24 May


def test_every_truce_act_stands_in_the_cycle_that_it_names(record: Chronology, corpus: Corpus) -> None:
    told = {id for ids in record.cycles["record"] for id in ids}
    for row in record.rows:
        if row.kind == "truce" and row.scope == "in":
            assert row.id in told or row.cycle in corpus.parts, row.id


def test_the_articles_cycles_keep_what_the_articles_tell(record: Chronology, corpus: Corpus) -> None:
    joined = cycles.joined(corpus, record)
    ours = joined[joined["source"] != "record"].reset_index(drop=True)
    same = [name for name in corpus.cycles.columns if name != "source"]
    assert ours[same].equals(corpus.cycles[same].reset_index(drop=True))
    both = set(ours[ours["source"] == "both"]["cycle"])
    assert both == {row.cycle for row in record.rows if row.kind == "truce"} & set(corpus.parts)


def test_a_cycle_that_names_no_truce_has_no_days(record: Chronology) -> None:
    after = record.cycles[record.cycles["cycle"] == "after-2024-07"].iloc[0]
    assert after["form"] is None and after["record"] == ()
    untold = ("declared_first", "effect_first", "ended_last", "duration_low")
    assert all(after[name] is None for name in untold)


BROKEN = [
    ("row: lull-2023-11, first: 2023-11-23", "row: lull-2022-10, first: 2023-11-23",
     "cycles.2023-gaza-pause.effect.0.row", "expected a truce act of 2023-gaza-pause in chronology.csv, found"
     " 'lull-2022-10'"),
    ("declared: [truce-2021-09]", "declared: [erbil-airport-2021-09-11]", "cycles.2021-autumn.declared.0",
     "expected a truce act of 2021-autumn in chronology.csv, found 'erbil-airport-2021-09-11'"),
    ("bound: [kataib-hezbollah]", "bound: [nobody]", "cycles.2023-gaza-pause.bound.0",
     "expected an id of actors.yml, found 'nobody'"),
    ("row: truce-ended-2024-08-20", "row: truce-ended-2020-11-19", "ends.2024-february.1.row",
     "expected a truce act of 2024-february in chronology.csv, found 'truce-ended-2020-11-19'"),
    ("    form: tacit\n", "    form: secret\n", "cycles.2022-2023.form",
     "Input should be 'statement', 'leak', 'tacit' or 'talks', found 'secret'"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "instead", "field", "expected"), BROKEN)
def test_a_fault_is_named_by_line_and_field(
    copy: Path, refused: Refused, given: str, instead: str, field: str, expected: str
) -> None:
    file = copy / cycles.FILE
    text = file.read_text(encoding="utf-8")
    assert given in text
    file.write_text(text.replace(given, instead, 1), encoding="utf-8")
    [line] = refused(lambda: chronology.load(copy))
    number = text[: text.index(given)].count("\n") + 1
    assert line.startswith(f"{file}:") and f" {field}: " in line and expected in line, line
    assert abs(int(line[len(str(file)) + 1 :].partition(":")[0]) - number) <= 2, line
