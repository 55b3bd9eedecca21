"""A data set of the reader's own: each format loads, what is wrong is named, and nothing else is raised.

Every row here is made up. Places and groups are fictional, but for the names that decide who is who.
"""

import csv
import datetime as dt
import io
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import export, labels, lexicon, record
from analysis.record import parties, rows, sets, table
from analysis.statements import Munitions

ACLED = {
    "event_id_cnty": "FIC1", "event_date": "2021-03-27", "year": "2021", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike",
    "actor1": "FB: Fictional Brigade (Fictionland)", "assoc_actor_1": "",
    "inter1": "Political militia", "actor2": "Military Forces of the United States (2021-)",
    "assoc_actor_2": "", "inter2": "External/Other forces", "interaction": "", "civilian_targeting": "",
    "iso": "368", "region": "Middle East", "country": "Iraq",
    "admin1": "Al Anbar", "admin2": "", "admin3": "",
    "location": "Fictional Base Alpha", "latitude": "33.5", "longitude": "42.25", "geo_precision": "1",
    "source": "Fictional News", "source_scale": "Other", "notes": 'A note, with "words"\nand a second line.',
    "fatalities": "0", "tags": "", "timestamp": "1616900000",
}  # fmt: skip
OLD = {"data_id": "1", "event_id_no_cnty": "1", "iso3": "FIC"} | {
    name: cell for name, cell in ACLED.items() if name not in ("disorder_type", "civilian_targeting", "tags")
} | {"event_date": "27 March 2021", "inter1": "3", "inter2": "8"}  # fmt: skip
UCDP = dict.fromkeys(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country
    country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob""".split(), ""
) | {
    "id": "900001", "relid": "FIC-2021-1-1", "type_of_violence": "1", "side_b": "Fictional Brigade",
    "side_a": "Government of Fictionland, Government of United States of America",
    "source_article": "Fictional News", "where_prec": "4", "where_coordinates": "Fictional Base Alpha",
    "adm_1": "Anbar governorate", "latitude": "33.5", "longitude": "42.25", "country": "Iraq",
    "event_clarity": "1", "date_prec": "2", "date_start": "2021-03-27 00:00:00.000",
    "date_end": "2021-03-29 00:00:00.000", "deaths_a": "0", "deaths_b": "3", "deaths_civilians": "0",
    "deaths_unknown": "0", "best": "3", "high": "4", "low": "3",
}  # fmt: skip
OWN = dict.fromkeys([*export.columns("events.csv"), "source", "source_id"], "") | {
    "event": "fictional-1", "kind": "attack", "scope": "in", "first": "2021-03-27", "last": "2021-03-28",
    "precision": "2", "site": "other:Fictional Base Alpha", "country": "IQ", "latitude": "33.5",
    "by": "fictional-brigade;fictional-company", "weapons": "drone:1:1:1;rocket:::", "killed_low": "0",
    "aggregate": "false", "source": "Fictional News",
}  # fmt: skip
FORMATS = {"acled": ACLED, "old acled": OLD, "ucdp-ged": UCDP, "own": OWN}
DATED = {"acled": "event_date", "old acled": "event_date", "ucdp-ged": "date_start", "own": "first"}
IDS = {"acled": "event_id_cnty", "old acled": "event_id_cnty", "ucdp-ged": "id", "own": "event"}
every_format = pytest.mark.parametrize("format", FORMATS)


def text(given: Sequence[dict[str, str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(given[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(given)
    return stream.getvalue()


def several(format: str, *changes: dict[str, str]) -> list[dict[str, str]]:
    """Rows of a format, each with an id of its own and what it changes."""
    return [FORMATS[format] | {IDS[format]: str(n)} | change for n, change in enumerate(changes, 1)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "anything.txt"


def load(file: Path, given: Sequence[dict[str, str]] | str | bytes) -> pd.DataFrame:
    content = given if isinstance(given, str | bytes) else text(given)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return record.load(file)


def refused(file: Path, given: Sequence[dict[str, str]] | str | bytes) -> record.BadFile:
    with pytest.raises(record.BadFile) as caught:
        load(file, given)
    error = caught.value
    assert isinstance(error, ValueError)
    assert str(error) == f"{file}:{error.line}: {error.column}: {error.message}"
    return error


def one(file: Path, format: str, **changes: str) -> dict[str, Any]:
    (row,) = load(file, several(format, changes)).to_dict("records")
    return row


# ---- good files


@every_format
def test_a_format_is_known_by_its_columns_alone(file: Path, format: str) -> None:
    found = load(file, [FORMATS[format]])
    assert list(found.columns) == [*export.columns("events.csv"), "source", "source_id"]
    assert found.attrs["format"] == format.removeprefix("old ")
    assert found.attrs["version"] in [s["name"] for s in record.accepted()]
    assert found.attrs["licence"].startswith(labels.word(f"terms of {found.attrs['format']}"))
    assert found.attrs["rows"] == len(found) == 1
    assert (found.attrs["left_out"], found.attrs["out_of_scope"], found.attrs["ignored"]) == ({}, {}, [])


def test_an_acled_row(file: Path) -> None:
    row = one(file, "acled")
    told = {
        "event": "1", "kind": "attack", "scope": "in", "first": dt.date(2021, 3, 27),
        "last": dt.date(2021, 3, 27), "precision": 1, "site": "other:Fictional Base Alpha",
        "site_name": "Fictional Base Alpha", "country": "IQ", "admin1": "Anbar", "latitude": 33.5,
        "longitude": 42.25, "where_precision": 1, "by": ("FB: Fictional Brigade (Fictionland)",),
        "target": "us-forces", "weapons": (Munitions("drone", None, None, None),), "killed_best": 0,
        "aggregate": False, "source": "Fictional News", "source_id": "1",
    }  # fmt: skip
    lists = ("claimed_by", "blamed_on", "denied_by", "articles", "statements", "cycle")
    assert row == dict.fromkeys(row) | dict.fromkeys(lists, ()) | told


def test_the_older_columns_tell_the_same(file: Path) -> None:
    assert one(file, "old acled") == one(file, "acled")


def test_a_ucdp_row(file: Path) -> None:
    row = one(file, "ucdp-ged")
    assert (row["event"], row["source_id"]) == ("FIC-2021-1-1", "1")
    assert (row["first"], row["last"], row["precision"]) == (dt.date(2021, 3, 27), dt.date(2021, 3, 29), 2)
    assert (row["kind"], row["scope"], row["by"], row["target"]) == (
        "strike", "in", ("us-government", "Government of Fictionland"), "Fictional Brigade"
    )  # fmt: skip
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (3, 3, 4)
    assert (row["admin1"], row["where_precision"], row["weapons"]) == ("Anbar", 3, ())


def test_a_row_of_our_own_columns(file: Path) -> None:
    row = one(file, "own")
    assert row["by"] == ("fictional-brigade", "fictional-company")
    assert row["weapons"] == (Munitions("drone", 1, 1, 1), Munitions("rocket", None, None, None))
    assert (row["killed_low"], row["killed_best"]) == (0, None)
    assert (row["latitude"], row["longitude"], row["site_name"]) == (33.5, None, None)
    assert (row["source"], row["source_id"], row["aggregate"]) == ("Fictional News", "1", False)


def test_our_own_event_columns_may_be_few(file: Path) -> None:
    few = {name: OWN[name] for name in ("event", "kind", "scope", "first", "last", "country")}
    (row,) = load(file, [few]).to_dict("records")
    assert (row["weapons"], row["by"], row["killed_best"]) == ((), (), None)


def test_what_the_book_exports_loads_and_says_the_same(tmp_path: Path, corpus: Any) -> None:
    export.write(corpus, tmp_path / "data")
    found = record.load(tmp_path / "data" / "events.csv")
    kept = corpus.events[corpus.events["country"].isin(["IQ", "SY", "JO"]) & corpus.events["first"].notna()]
    columns = ["event", "kind", "scope", "first", "last", "country", "by", "weapons", "killed_best", "cycle"]
    assert found[columns].to_dict("records") == kept[columns].to_dict("records")
    assert len(found) + sum(found.attrs["left_out"].values()) == len(corpus.events)


@pytest.mark.parametrize("day", ["27 March 2021", "27 Mar 2021", "27-Mar-2021", "2021-03-27T00:00:00Z"])
def test_a_day_may_be_written_in_several_ways(file: Path, day: str) -> None:
    assert one(file, "acled", event_date=day)["first"] == dt.date(2021, 3, 27)


@pytest.mark.parametrize(("code", "first", "last", "precision"), [
    ("1", "2024-02-10", "2024-02-10", 1), ("2", "2024-02-07", "2024-02-13", 3),
    ("3", "2024-02-01", "2024-02-29", 4), ("", "2024-02-10", "2024-02-10", None),
])  # fmt: skip
def test_an_inexact_day_of_acled_is_a_span(
    file: Path, code: str, first: str, last: str, precision: int | None
) -> None:
    row = one(file, "acled", event_date="2024-02-10", time_precision=code)
    assert (str(row["first"]), str(row["last"]), row["precision"]) == (first, last, precision)


def test_signs_that_change_nothing(file: Path) -> None:
    plain = load(file, [ACLED])
    for odd in (
        text([ACLED], ";"), "\ufeff" + text([ACLED]), text([ACLED]).rstrip("\n"), text([ACLED]) + "\n\n",
        text([{name.upper().replace("_", " "): cell for name, cell in ACLED.items()}]),
        text([{name: f" {cell} " for name, cell in ACLED.items()}]), text([dict(reversed(ACLED.items()))]),
        "\r\n".join(text([ACLED | {"notes": ""}]).split("\n")),
    ):  # fmt: skip
        pd.testing.assert_frame_equal(load(file, odd), plain)


def test_a_column_that_no_set_has_is_ignored_and_named(file: Path) -> None:
    found = load(file, [{"fictional_rank": "1"} | ACLED | {"Our Note": "x"}])
    assert found.attrs["ignored"] == ["fictional_rank", "our_note"]
    assert len(found) == 1


# ---- what is kept, and what counts


def test_what_is_left_out_is_counted_by_reason(file: Path) -> None:
    found = load(file, several(
        "acled", {}, {"country": "Fictionland"}, {"country": "Fictionland"}, {"event_date": "2019-12-31"},
        {"event_date": "2025-01-01"}, {"event_type": "Protests"}, {"event_id_cnty": "1"},
        {"country": "Syria"}, {"country": "Jordan", "event_date": "2020-01-01"}, {"event_date": "2024-12-31"},
    ))  # fmt: skip
    assert list(found["country"]) == ["IQ", "SY", "JO", "IQ"]
    assert found.attrs["left_out"] == {
        record.ELSEWHERE: 2, record.EARLIER_LATER: 2, record.PEACEFUL: 1, record.REPEATED: 1
    }  # fmt: skip
    assert found.attrs["rows"] == 10


def test_a_span_that_touches_the_years_is_kept(file: Path) -> None:
    days = [("2019-12-30", "2020-01-01"), ("2024-12-31", "2025-01-02"), ("2019-12-30", "2019-12-31")]
    found = load(file, several("ucdp-ged", *({"date_start": a, "date_end": b} for a, b in days)))
    assert (len(found), found.attrs["left_out"]) == (2, {record.EARLIER_LATER: 1})


def test_an_undated_row_of_our_own_is_left_out(file: Path) -> None:
    assert load(file, [OWN | {"first": "", "last": ""}]).attrs["left_out"] == {record.UNDATED: 1}


US = "Military Forces of the United States (2017-2021)"
CASES = [
    ("Islamic Resistance in Iraq", "3", US, "attack", None),
    ("Unidentified Armed Group (Fictionland)", "3", "Operation Inherent Resolve", "attack", None),
    (US, "8", "Kata'ib Hezbollah", "strike", None),
    ("Global Coalition Against Daesh", "8", "", "strike", None),
    (US, "8", "Islamic State (Fictionland)", "strike", "another war"),
    ("Islamic State (Fictionland)", "2", US, "attack", "another war"),
    ("Military Forces of Iran (1989-)", "8", US, "strike", "force by another state"),
    ("Rioters (Fictionland)", "5", US, "attack", "not by an armed faction"),
    ("Fictional Brigade", "3", "", "attack", "neither side is the US or the Coalition"),
    ("Fictional Brigade", "3", "Military Forces of Turkey (2016-)", "attack",
     "neither side is the US or the Coalition"),
    ("Military Forces of Fictionland (1990-)", "1", "Fictional Brigade", "strike",
     "neither side is the US or the Coalition"),
    (US, "8", "Operation Inherent Resolve", "strike", "both sides are the US or the Coalition"),
]  # fmt: skip


@pytest.mark.parametrize(("actor1", "inter1", "actor2", "kind", "why"), CASES)
def test_who_used_force_against_whom_decides(
    file: Path, actor1: str, inter1: str, actor2: str, kind: str, why: str | None
) -> None:
    found = load(file, [ACLED | {"actor1": actor1, "inter1": inter1, "actor2": actor2}])
    assert (found["kind"][0], found["scope"][0]) == (kind, "out" if why else "in")
    assert found.attrs["out_of_scope"] == ({why: 1} if why else {})


def test_the_us_beside_an_actor_makes_the_side_theirs(file: Path) -> None:
    row = one(file, "acled", actor2="Fictional Company", assoc_actor_2=f"Fictional Staff; {US}")
    assert (row["scope"], row["target"]) == ("in", "us-forces")


@pytest.mark.parametrize(("dead", "kind", "scope"), [
    (("0", "2"), "strike", "in"), (("2", "0"), "attack", "in"), (("1", "1"), "strike", "out"),
    (("0", "0"), "strike", "out"),
])  # fmt: skip
def test_the_dead_tell_who_used_force_in_a_ucdp_row(
    file: Path, dead: tuple[str, str], kind: str, scope: str
) -> None:
    row = one(file, "ucdp-ged", deaths_a=dead[0], deaths_b=dead[1])
    assert (row["kind"], row["scope"]) == (kind, scope)


def test_every_actor_that_the_mapping_names_is_in_the_lexicon() -> None:
    known = parties._file()
    assert {*known.names, *known.ours, *known.another_war} <= lexicon.actors().keys()
    assert parties.side("HHN: Harakat Hezbollah al Nujaba").ids == ("harakat-al-nujaba",)
    assert parties.side("Ansar Allah al-Awfiya").ids == ("ansar-allah-al-awfiya",)
    assert parties.side("Isolated Fictional Group").ids == ("Isolated Fictional Group",)


# ---- broken files


@every_format
def test_a_bad_day_is_named_by_line_and_column(file: Path, format: str) -> None:
    column = DATED[format]
    for bad in ("sometime in March", "2021-02-30", "31 Fictober 2021", "03/04/2021", "٢٠٢١-٠٣-٢٧"):
        error = refused(file, several(format, {}, {column: bad}))
        assert (error.line, error.column) == (3 + text([FORMATS[format]]).count("\n") - 2, column)
        assert "expected a day such as 2021-03-27" in error.message and repr(bad) in error.message


@every_format
@pytest.mark.parametrize("bad", ["north", "91", "nan", "inf", "1e1_0", "33,5", "٣٣"])
def test_a_bad_latitude_is_named(file: Path, format: str, bad: str) -> None:
    error = refused(file, [FORMATS[format] | {"latitude": bad}])
    assert (error.line, error.column) == (2, "latitude")
    assert "expected degrees from -90 to 90" in error.message


@pytest.mark.parametrize(("format", "column", "bad"), [
    ("acled", "fatalities", "-1"), ("acled", "fatalities", "some"), ("acled", "geo_precision", "9"),
    ("acled", "time_precision", "4"), ("acled", "event_date", ""), ("acled", "event_id_cnty", ""),
    ("ucdp-ged", "date_end", "2021-03-26"), ("ucdp-ged", "best", "x"), ("ucdp-ged", "where_prec", "8"),
    ("ucdp-ged", "deaths_b", "many"), ("ucdp-ged", "id", ""), ("ucdp-ged", "type_of_violence", "4"),
    ("own", "kind", "truce"), ("own", "kind", ""), ("own", "scope", "maybe"), ("own", "last", "2021-03-26"),
    ("own", "first", ""), ("own", "country", "Iraq"), ("own", "precision", "6"),
    ("own", "weapons", "catapult:1:1:1"), ("own", "aggregate", "perhaps"), ("own", "wounded_low", "1.5"),
])  # fmt: skip
def test_a_cell_of_the_wrong_type_is_named(file: Path, format: str, column: str, bad: str) -> None:
    error = refused(file, [FORMATS[format] | {column: bad}])
    assert (error.line, error.column) == (2, column)
    assert error.message.startswith("expected ")


@every_format
def test_a_second_header_is_named(file: Path, format: str) -> None:
    whole = text([FORMATS[format]])
    error = refused(file, whole + whole)
    assert error.line == 1 + whole.count("\n")
    assert error.message.startswith("expected one header, found a second one")


def test_columns_of_no_set_are_compared_with_the_nearest(file: Path) -> None:
    lacking = {name: cell for name, cell in ACLED.items() if name not in ("actor2", "latitude")}
    error = refused(file, [lacking])
    assert (error.line, error.column) == (1, "actor2")
    assert "the nearest is ACLED, columns since March 2023" in error.message
    assert error.message.endswith("actor2, latitude")
    assert refused(file, "a,b,c\n1,2,3\n").message.startswith("expected the columns of an accepted set")


def test_a_column_twice_is_named(file: Path) -> None:
    error = refused(file, text([ACLED]).replace("notes", "Event Date", 1))
    assert (error.line, error.column) == (1, "event_date")


@pytest.mark.parametrize("content", [b"", b"\n\n", "\ufeff".encode()])
def test_an_empty_file_is_refused(file: Path, content: bytes) -> None:
    assert "found an empty file" in refused(file, content).message


def test_a_file_that_is_not_utf8_is_refused_with_the_line(file: Path) -> None:
    good = text(several("acled", {"notes": ""}, {"notes": ""})).encode()
    error = refused(file, good.replace(b"Fictional Base Alpha", b"Fictional B\xe4se", 2))
    assert error.line == 2 and "found byte 0xe4" in error.message
    assert refused(file, good + "é".encode()[:1]).line == 4
    assert refused(file, good.decode().encode("utf-16")).line == 1


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(record.BadFile, match="expected a file"):
            record.load(str(path))


@every_format
def test_a_file_cut_off_anywhere_in_its_last_row_is_refused_or_lacks_only_its_end(
    file: Path, format: str
) -> None:
    given = several(format, {}, {"source": "Fictional, quoted"} if format != "ucdp-ged" else {})
    whole = text(given)
    last = len(text(given[:1]))
    for end in range(last + 1, len(whole) - len(whole.rstrip("\n").rpartition(",")[2]) - 1):
        assert refused(file, whole[:end]).line == 1 + text(given[:1]).count("\n")


def test_a_quotation_left_open_is_refused_where_it_begins(file: Path) -> None:
    many = text(several("acled", *[{"notes": ""}] * 2_000))
    error = refused(file, many.replace("Fictional Base Alpha", '"Fictional Base Alpha', 1))
    assert error.line == 2
    lines = text(several("acled", {"notes": ""}, {"notes": ""})).split("\n")
    error = refused(file, "\n".join([*lines[:2], lines[2].replace("Fictional News", '"Fictional News')]))
    assert (error.line, error.column) == (3, "(file)") and "closing quotation mark" in error.message


def test_a_row_of_too_many_cells_is_refused(file: Path) -> None:
    error = refused(file, text([ACLED]).replace("Fictional Base Alpha", "Fictional Base, Alpha"))
    assert error.line == 2 and "expected 31 cells as in the header, found 32" in error.message


def test_a_file_without_line_ends_is_refused_before_it_fills_the_memory(file: Path) -> None:
    assert "expected lines under" in refused(file, "x" * 3_000_000).message


PIECES = st.sampled_from([
    *ACLED, *ACLED.values(), *UCDP, *OWN.values(), ",", ";", '"', "\n", "\r", "\x00", "\ufeff",
    "é", "١", "-", "9" * 400,
])  # fmt: skip


@given(st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES, max_size=60).map(lambda pieces: ",".join(pieces).encode()),
    st.tuples(st.sampled_from(sorted(FORMATS)), st.text(max_size=20), st.integers(0, 60)).map(
        lambda drawn: text([dict(itertools.islice(FORMATS[drawn[0]].items(), drawn[2]))
                            | FORMATS[drawn[0]] | {list(FORMATS[drawn[0]])[drawn[2] % len(FORMATS[drawn[0]])]:
                                                   drawn[1]}]).encode("utf-8", "surrogatepass")),
))  # fmt: skip
def test_whatever_the_bytes_they_load_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "drawn.csv"
    file.write_bytes(content)
    try:
        found = record.load(file)
    except record.BadFile as error:
        assert error.line >= 1 and error.message.startswith("expected")
    else:
        assert list(found.columns) == table.order()


# ---- large files, and what is told about the sets


def test_a_file_is_the_same_however_it_is_cut_into_pieces(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = several("acled", *({"fatalities": str(n % 7), "country": ("Iraq", "Syria", "Fictionland")[n % 3],
                                "latitude": "" if n == 5 else "33.5"} for n in range(400)))  # fmt: skip
    whole = load(file, given)
    for path, part in ((file.with_suffix(f".{n}"), given[n * 100 : n * 100 + 100]) for n in range(4)):
        load(path, part)
    parts = pd.concat([record.load(file.with_suffix(f".{n}")) for n in range(4)], ignore_index=True)
    pd.testing.assert_frame_equal(whole, parts, check_dtype=False)
    monkeypatch.setattr(rows, "_EVERY", 1)
    pd.testing.assert_frame_equal(whole, record.load(file))


def test_a_table_may_be_copied_and_changed(file: Path) -> None:
    found = load(file, several("acled", {}, {})).copy()
    found.loc[0, "target_type"] = "base"
    assert list(found["target_type"]) == ["base", None]


def test_nothing_is_printed_in_a_pipe(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    load(file, [ACLED])
    assert capfd.readouterr() == ("", "")


def test_the_accepted_sets_are_told_as_plain_data() -> None:
    told = record.accepted()
    assert [s["format"] for s in told] == ["acled", "acled", "ucdp-ged", "own"]
    for accepted, rows_of in zip(told, (ACLED, OLD, UCDP, OWN), strict=True):
        assert {*accepted["needed"], *accepted["known"]} == rows_of.keys()
        assert not {*accepted["needed"]} & {*accepted["known"]}
    assert [s["address"] is None for s in told] == [False, False, False, True]
    assert sets.of(table.order()) == sets._file().sets[-1]
