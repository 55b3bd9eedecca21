"""The public record: every row can be true, leads to its sources, and fits what the articles say.

The ids of the pages it was made from stand in tests/expected/chronology.txt.
"""

import csv
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis import chronology, export, lexicon
from analysis.chronology import FOLDER, LEFT_OUT, ROWS, SOURCES, Chronology
from analysis.corpus import Corpus
from analysis.datapackage import codebook, schema

EXPECTED = Path(__file__).parent / "expected" / "chronology.txt"
RECORD = FOLDER.parents[2] / "shared" / "data" / "public_record.csv"
FILES = (ROWS, SOURCES, LEFT_OUT)
Refused = Callable[[Callable[[], object]], list[str]]


def cells(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rewrite(folder: Path, name: str, of: str, **changed: str) -> int:
    """Changes cells of the row of that id, and returns its line."""
    rows = cells(folder, name)
    key = next(iter(rows[0]))
    line = next(n for n, row in enumerate(rows, start=2) if row[key] == of)
    rows[line - 2].update(changed)
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return line


def test_the_files_have_their_form() -> None:
    for name in FILES:
        raw = (FOLDER / name).read_bytes()
        assert b"\r" not in raw and raw.endswith(b"\n") and not raw.startswith(b"\xef\xbb\xbf"), name
        raw.decode("utf-8")
        assert not {"None", "nan", "NaT"} & {cell for row in cells(FOLDER, name) for cell in row.values()}


def test_every_page_that_was_read_is_used_or_left_out(record: Chronology) -> None:
    expected = EXPECTED.read_text(encoding="utf-8").split()
    if RECORD.exists():
        given = cells(RECORD.parent, RECORD.name)
        assert [row["row_id"] for row in given] == expected
        told = [(r["source_title"], r["publisher"], r["source_date"], r["url"]) for r in given]
        assert [(r["title"], r["publisher"], r["date"], r["url"]) for r in cells(FOLDER, SOURCES)] == told
    assert list(record.sources["source"]) == expected
    used = {source for row in record.rows for source in row.sources}
    out = {row.source for row in record.left_out}
    assert used | out == set(expected) and not used & out


def test_what_it_says_is_not_its_sources_words() -> None:
    """No sentence of ours is a title, and none of the words that take sides stands in one."""
    titles = {row["title"].rstrip(".").lower() for row in cells(FOLDER, SOURCES)}
    sides = re.compile(r"\b(terrorist|militia|martyr|proxy|proxies|regime|aggression)")
    for row in cells(FOLDER, ROWS):
        assert row["what"].rstrip(".").lower() not in titles, row["id"]
        assert row["what"].endswith(".") and not re.search(r"[.!?] [A-Z]", row["what"]), row["id"]
        assert not sides.search(row["what"]), row["id"]


def test_cycles_and_events_are_known(record: Chronology, corpus: Corpus) -> None:
    assert not set(record.parts) & set(corpus.parts)
    assert {row.cycle for row in record.rows if row.cycle} <= {*corpus.parts, *record.parts}
    assert set(record.parts) <= {row.cycle for row in record.rows}
    assert set(record.cycle_ends["cycle"]) <= {*corpus.parts, *record.parts}
    assert {part.may_be.cycle for part in record.parts.values() if part.may_be} <= set(corpus.parts)
    named = [row.event for row in record.rows if row.event]
    assert len(named) == len(set(named)) and set(named) <= set(corpus.events["event"])


def test_an_event_of_the_articles_agrees_with_the_record(record: Chronology, corpus: Corpus) -> None:
    """The same kind, a day in common, and a place that is the same or left open by the article."""
    for row in record.rows:
        if row.event:
            same = corpus.event(row.event)
            assert same["kind"] == row.kind and same["scope"] == row.scope and not same["aggregate"], row.id
            assert same["first"] <= row.last and row.first <= same["last"], row.id
            assert same["site"] in (row.site, None), row.id
            weapons = {w.type for w in same["weapons"]}
            assert weapons <= {w.type for w in row.weapons}, row.id


def test_ids_that_the_disputes_name_exist(record: Chronology, corpus: Corpus) -> None:
    known = {*corpus.events["event"], *corpus.parts}
    named = [id for row in record.rows for id in re.findall(r"\(([a-z]+-[a-z0-9-]+)\)", row.disputed or "")]
    assert named and set(named) <= known


def test_ranges_are_named_in_the_dispute(record: Chronology) -> None:
    """Numbers that compete are told with both sides: low and high differ and there is no best."""
    for row in record.rows:
        counts = [*map(row.count, ("killed", "wounded", "count")), *row.weapons]
        if any(c.low is not None and c.high is not None and c.low < c.high for c in counts):
            assert row.disputed, row.id


def test_parts_of_a_total_make_the_whole(record: Chronology) -> None:
    by_id = {row.id: row for row in record.rows}
    split = [id for id in by_id if id.startswith("total-pentagon-iraq-")]
    assert split
    for id in split:
        parts = [by_id[id], by_id[id.replace("iraq", "syria")]]
        whole = by_id[id.replace("iraq-", "")]
        assert sum(part.count_best or 0 for part in parts) == whole.count_best
        assert {(part.period_last, part.sources) for part in parts} == {(whole.period_last, whole.sources)}


def test_a_cumulative_count_never_falls(record: Chronology) -> None:
    for name in ("iraq;syria", "iraq", "syria"):
        series = [row for row in record.rows if row.counter == "Pentagon" and ";".join(row.counts) == name
                  and row.period_first == dt.date(2023, 10, 17)]  # fmt: skip
        steps = [row.count_best for row in sorted(series, key=lambda row: row.last)]
        assert len(steps) > 5 and None not in steps and steps == sorted(steps, key=lambda n: n or 0)


def test_tables(record: Chronology, corpus: Corpus) -> None:
    columns = list(record.events.columns)
    assert columns[: len(corpus.events.columns)] == list(corpus.events.columns)
    assert columns[len(corpus.events.columns) :] == ["sources", "disputed", "grade", "what", "act", "same_as"]
    assert len(record.events) + len(record.truces) + len(record.totals) == len(record.rows)
    taji = record.events.set_index("event").loc["taji-2020-03-11"]
    assert (taji["killed_best"], taji["munitions_low"], taji["munitions_high"]) == (3, 10, 30)
    assert taji["munitions_best"] is None and taji["site_name"] == "Camp Taji" and taji["latitude"] > 33
    assert taji["sources"] == ("X005", "X006", "X008", "X009") and taji["same_as"] == "rocket-attack-2020-03"
    tower = record.events.set_index("event").loc["tower-22-2024-01-28"]
    assert (tower["country"], tower["wounded_low"], tower["wounded_high"]) == ("JO", 41, None)


def test_an_id_of_both_means_one_event(record: Chronology, corpus: Corpus) -> None:
    theirs = set(corpus.events["event"])
    assert all(row.event == row.id for row in record.rows if row.id in theirs)


def test_nothing_of_it_is_in_the_articles_counts(corpus: Corpus) -> None:
    """None of the modules that count what the articles say reads it; it is exported in tables of its own."""
    for name in ("corpus", "events", "cycles", "facts", "reviews", "choices"):
        module = FOLDER.parent / f"{name}.py"
        assert "chronology" not in module.read_text(encoding="utf-8"), name
    written = export.files(corpus)
    for name in (ROWS, SOURCES):
        assert written[name] == (FOLDER / name).read_text(encoding="utf-8")
    ours = [row for row in csv.DictReader(written["cycles.csv"].splitlines()) if row["source"] != "record"]
    assert [row["cycle"] for row in ours] == list(corpus.parts) and all(row["statements"] for row in ours)
    for name in ("statements.csv", "events.csv", "totals.csv", "facts.json"):
        assert not re.search(r"\bX\d{3}\b|record\.", written[name]), name


@pytest.mark.parametrize("name", FILES)
def test_the_codebook_tells_every_column(name: str) -> None:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        assert export.columns(name) == next(csv.reader(stream))
    described = {field["name"]: field for field in schema(name, codebook())["fields"]}
    for row in cells(FOLDER, name):
        for column, value in row.items():
            limits = described[column].get("constraints", {})
            assert value or not limits.get("required"), (row, column)
            assert not value or value in map(str, limits.get("enum", [value])), (row, column)


ASAD = "ain-al-asad-2024-07-16"
BROKEN: list[tuple[str, str, dict[str, str], str, str]] = [
    (ROWS, ASAD, {"first": "2024-07-17"}, "first", "expected a day not after 2024-07-16, found 2024-07-17"),
    (ROWS, ASAD, {"first": "16 July"}, "first", "invalid isoformat string: '16 July', found '16 July'"),
    (ROWS, ASAD, {"precision": "2"}, "precision", "expected 1, found 2"),
    (ROWS, ASAD, {"what": "On a Friday."}, "what",
     "expected a weekday of 2024-07-16 to 2024-07-16, found Friday"),
    (ROWS, ASAD, {"site": "nowhere"}, "site",
     "expected an id of sites.yml, convoy: or other:, found 'nowhere'"),
    (ROWS, ASAD, {"country": "SY"}, "country", "expected IQ as of the site, found SY"),
    (ROWS, ASAD, {"by": "iran;nobody"}, "by", "expected an id of actors.yml, found 'nobody'"),
    (ROWS, ASAD, {"weapons": "drone:2"}, "weapons",
     "expected type:low:best:high joined by ;, found 'drone:2'"),
    (ROWS, ASAD, {"weapons": "drone:3:2:3"}, "weapons",
     "expected low, best, high in rising order, found 'drone:3:2:3'"),
    (ROWS, ASAD, {"killed_low": "1"}, "killed_low", "expected low, best, high in rising order"),
    (ROWS, ASAD, {"killed_low": "-1"}, "killed_low",
     "input should be greater than or equal to 0, found '-1'"),
    (ROWS, ASAD, {"act": "ended"}, "act", "expected violated or nothing for attack, found ended"),
    (ROWS, ASAD, {"counter": "afp"}, "counter", "expected nothing for attack"),
    (ROWS, ASAD, {"sources": "X999"}, "sources", "expected sources of chronology_sources.csv, found 'X999'"),
    (ROWS, ASAD, {"grade": "unsure"}, "grade",
     "expected the best of its sources, wire-or-official, found unsure"),
    (ROWS, "total-centcom-2023-03-23", {"counts": ""}, "counts", "expected a value for total"),
    (ROWS, "total-centcom-2023-03-23", {"period_last": "2023-03-25"}, "period_last",
     "expected a day not after 2023-03-23, found 2023-03-25"),
    (ROWS, "truce-2021-09", {"act": ""}, "act", "expected a value for truce"),
    (ROWS, "truce-2021-09", {"speaker": "somebody"}, "speaker",
     "expected an id of actors.yml or outlets.yml, or words, found 'somebody'"),
    (SOURCES, "X097", {"date": "2024-13"}, "date", "bad month number 13; must be 1-12"),
    (SOURCES, "X097", {"url": "nowhere"}, "url",
     "input should be a valid URL, relative URL without a base, found 'nowhere'"),
    (LEFT_OUT, "X002", {"why": ""}, "why", "string should have at least 1 character, found ''"),
]  # fmt: skip


@pytest.mark.parametrize("name, id, changed, field, message", BROKEN)
def test_a_broken_file_is_refused(
    copy: Path, refused: Refused, name: str, id: str, changed: dict[str, str], field: str, message: str
) -> None:
    line = rewrite(copy, name, id, **changed)
    assert f"{copy / name}:{line}: {field}: {message}" in refused(lambda: chronology.load(copy))


def test_a_source_older_than_its_event_is_refused(copy: Path, refused: Refused) -> None:
    rewrite(copy, SOURCES, "X097", date="2024-07-15")
    line = next(n for n, row in enumerate(cells(copy, ROWS), start=2) if row["id"] == ASAD)
    message = "expected a day before its source X097 of 2024-07-15, found 2024-07-16"
    assert refused(lambda: chronology.load(copy)) == [f"{copy / ROWS}:{line}: first: {message}"]


def test_a_page_without_an_account_is_refused(copy: Path, refused: Refused) -> None:
    line = rewrite(copy, LEFT_OUT, "X002", source="X999")
    page = next(n for n, row in enumerate(cells(copy, SOURCES), start=2) if row["source"] == "X002")
    assert refused(lambda: chronology.load(copy)) == [
        f"{copy / SOURCES}:{page}: source: expected in {ROWS} or {LEFT_OUT}: 'X002'",
        f"{copy / LEFT_OUT}:{line}: source: expected a source of {SOURCES} that no row of {ROWS} uses, "
        "found 'X999'",
    ]


def test_an_id_that_stands_twice_is_refused(copy: Path, refused: Refused) -> None:
    lines = [rewrite(copy, ROWS, "ain-al-asad-2024-07-25", id=ASAD),
             next(n for n, row in enumerate(cells(FOLDER, ROWS), start=2) if row["id"] == ASAD)]  # fmt: skip
    assert refused(lambda: chronology.load(copy)) == [
        f"{copy / ROWS}:{line}: id: expected once in the file, found 2 times: {ASAD!r}"
        for line in sorted(lines)
    ]


def test_other_columns_and_torn_files_are_refused(copy: Path, refused: Refused) -> None:
    text = (copy / LEFT_OUT).read_text(encoding="utf-8")
    (copy / LEFT_OUT).write_text(text.replace("source,why", "source,reason"), encoding="utf-8")
    assert refused(lambda: chronology.load(copy)) == [f"{copy / LEFT_OUT}:1: (head): expected source,why"]
    (copy / LEFT_OUT).write_text(text + "X003\n", encoding="utf-8")
    line = text.count("\n") + 1
    assert refused(lambda: chronology.load(copy)) == [
        f"{copy / LEFT_OUT}:{line}: (row): expected 2 columns, found 1"
    ]
    (copy / LEFT_OUT).write_text(text + 'X003,"torn', encoding="utf-8")
    assert refused(lambda: chronology.load(copy)) == [
        f"{copy / LEFT_OUT}:{line}: (row): expected CSV: unexpected end of data"
    ]
    (copy / LEFT_OUT).write_bytes(text.encode() + b"X003,\xff\n")
    assert refused(lambda: chronology.load(copy)) == [
        f"{copy / LEFT_OUT}:{line}: (file): expected UTF-8, found byte 0xff"
    ]


def test_every_place_has_its_country(record: Chronology) -> None:
    """A force row names a country, but for the border and for strikes whose place no source tells."""
    without = {row.id for row in record.rows if row.kind in ("attack", "strike") and not row.country}
    assert without == {"border-2021-06-27", "syria-2023-03-23", "kataib-hezbollah-2023-12-25"}
    assert all(lexicon.site(row.site) for row in record.rows if row.site)


def test_days_are_in_the_years_of_the_book(record: Chronology) -> None:
    force: list[Any] = [row for row in record.rows if row.kind != "total"]
    assert all(dt.date(2020, 1, 1) <= row.first <= row.last <= dt.date(2024, 12, 31) for row in force)
