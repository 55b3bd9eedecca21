import dataclasses
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.colors import to_hex

from analysis import charts
from analysis.charts import style
from analysis.charts.eth_prio import FILE, lines, verdict
from analysis.chronology import PREFIX, Chronology, coverage
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit, Told


@pytest.fixture(scope="module")
def made(corpus: Corpus, record: Chronology) -> Exhibit:
    return charts.coverage(corpus, record)


@pytest.fixture(scope="module")
def theirs(record: Chronology) -> Exhibit:
    return charts.eth_prio(record)


def test_tables(
    made: Exhibit, theirs: Exhibit, corpus: Corpus, record: Chronology, same_table: Callable
) -> None:
    for exhibit in (made, theirs, charts.missed(corpus, record), charts.uncorroborated(corpus, record)):
        same_table(exhibit)
        assert not re.search(r"\d", exhibit.caption)


def test_each_mark_leads_to_its_row_and_what_the_articles_say(
    made: Exhibit, corpus: Corpus, record: Chronology, marks: Callable
) -> None:
    found = [mark.get_url().removeprefix("#").split("_") for mark in marks(made)]
    assert found == [list(ids) for ids in made.table["statements"]]
    for row, *statements in found:
        assert record.row(row).scope == "in" and all(corpus.statement(id) for id in statements)
    ids = [mark.get_gid() for mark in marks(made)]
    assert len(set(ids)) == len(ids) == len(coverage.covered(record, corpus))
    assert made.svg() == made.svg() and "<text" not in made.svg()


def test_shape_tells_what_colour_tells(made: Exhibit, marks: Callable, record: Chronology) -> None:
    """Filled, hatched, hollow or small; square for an attack, diamond for a strike."""
    looks: dict[str, set[tuple[object, ...]]] = {}
    for mark, (_, row) in zip(marks(made), made.table.iterrows(), strict=True):
        xs = sorted({round(x, 4) for x, _ in mark.get_xy()})
        kind = "attack" if len(xs) == 2 else "strike"
        assert kind == record.row(row["statements"][0]).kind
        look = (to_hex(mark.get_facecolor()), bool(mark.get_hatch()), round(xs[-1] - xs[0], 3), kind)
        looks.setdefault(row["In the articles"], set()).add(look)
    attacks = {status: [x[:3] for x in found if x[3] == "attack"] for status, found in looks.items()}
    assert all(len(found) == 1 for found in attacks.values()) and len(attacks) == 4
    assert attacks["mentioned"] == [(style.RECORD, False, 0.1)]
    assert attacks["perhaps"] == [(style.GROUND, True, 0.1)]
    assert attacks["not named, days spoken of"] == [(style.GROUND, False, 0.1)]
    assert attacks["no article on those days"][0][2] < 0.1


def test_alt_counts_what_is_drawn(made: Exhibit) -> None:
    said = Counter(made.table["In the articles"])
    counted = f"{said['mentioned']} of {len(made.table)} mentioned."
    assert made.alt.startswith(f"Events of the public record: {counted}")
    for status, n in said.items():
        assert sum(int(x) for x in re.findall(rf"(\d+) {status}", made.alt.partition(".")[2])) == n


def test_without_a_record_an_empty_frame(corpus: Corpus, record: Chronology, written: Callable) -> None:
    made = charts.coverage(corpus, dataclasses.replace(record, rows=()))
    assert made.table.empty and written(made) == [made.alt]


def test_missed_is_what_the_chart_draws_hollow(made: Exhibit, corpus: Corpus, record: Chronology) -> None:
    hollow = made.table[made.table["In the articles"] == "not named, days spoken of"]["statements"]
    assert sorted(charts.missed(corpus, record).table["statements"]) == sorted(hollow)


def test_uncorroborated_leads_to_both_sides(corpus: Corpus, record: Chronology) -> None:
    table = charts.uncorroborated(corpus, record).table
    for _, told, near, every in table.itertuples(index=False):
        assert isinstance(told, Told) and isinstance(near, Told)
        assert (*told.statements, *near.statements) == every
        assert all(corpus.statement(id) for id in told.statements)
        assert all(record.row(id) for id in near.statements)
        assert bool(near.statements) == (near.text != "nothing")


def test_ours_is_the_records_cycle(theirs: Exhibit, record: Chronology) -> None:
    cycle = record.parts["2020-october"]
    by = {row["Variable"].partition(":")[0]: row for _, row in theirs.table.iterrows()}
    declared = by["cf_dec_yr, cf_dec_month, cf_dec_day"]
    assert declared["Public record"].statements == tuple(PREFIX + row for row in cycle.declared)
    assert declared["ETH/PRIO"] == "2020-10-12" and declared["Compared"] == "differs"
    assert by["side"]["Compared"] == by["mediator_nego"]["Compared"] == "agrees"  # as the page says
    assert by["actor_name"]["Compared"] == "differs"
    assert by["end_yr, end_month, end_day"]["Compared"] == "not comparable"
    for row in by.values():
        assert row["Why"] or row["Compared"] == "agrees"


def test_a_value_in_our_terms_is_compared() -> None:
    line = {"as_ours": "one-sided"}
    assert verdict(line, frozenset({"one-sided"})) == "agrees"
    assert verdict(line, frozenset({"two-sided"})) == "differs"
    assert verdict({"as_ours": ""}, frozenset({"one-sided"})) == "not comparable"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",rows,side,", ",rows,sides,", "rule: expected one of bound, declared,"),
        (",rows,side,", ",hearsay,side,", "known: expected one of name, code, rows, unseen"),
        ("variable,value", "name,value", "(head): expected variable,value,"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, refused: Callable, old: str, new: str, says: str) -> None:
    file = tmp_path / "eth_prio.csv"
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    [problem] = refused(lambda: lines(file))
    assert says in problem
