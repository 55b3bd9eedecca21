"""The data set: its bytes, its columns, and that every offset in it holds in the texts as stored."""

import csv
import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string

from analysis import articles, bibliography, corpus, export, facts, lexicon, statements

EXPECTED = Path(__file__).parent / "expected" / "export"
SEEDS = articles.SEEDS

# The public contract: a column that is renamed, moved or dropped here breaks somebody's program.
COLUMNS = {
    "articles.csv": "article, outlet, outlet_ar, headline, headline_ar, published_first, published_last,"
    " published_basis, published_words, language, url, sha256, characters, sentences, reviewed",
    "statements.csv": "id, article, kind, status, scope, start, end, quote, translation, first, last,"
    " precision, basis, words, conflict, site, site_name, country, admin1, by, target, target_type, weapons,"
    " killed_low, killed_best, killed_high, wounded_low, wounded_best, wounded_high, claimed_by, blamed_on,"
    " denied_by, speaker, act, parties, mediators, guarantors, terms, deadline_days, what, count_low,"
    " count_best, count_high, period_first, period_last, counter, event, cycle, coder",
    "events.csv": "event, kind, scope, first, last, precision, site, site_name, country, admin1, latitude,"
    " longitude, where_precision, by, target, target_type, weapons, munitions_low, munitions_best,"
    " munitions_high, killed_low, killed_best, killed_high, wounded_low, wounded_best, wounded_high,"
    " claimed_by, blamed_on, denied_by, aggregate, aggregate_low, aggregate_high, articles, statements,"
    " cycle",
    "cycles.csv": "cycle, name, source, declared_first, declared_last, effect_first, effect_last, open_start,"
    " side, form, addressee, bound, refused, conditions, deadline_days, excluded, mediators, guarantors,"
    " denied_by, violations, ended_first, ended_last, open_end, duration_low, duration_high, statements",
    "cycle_ends.csv": "cycle, first, last, speaker, mode, statements",
    "totals.csv": "id, article, what, count_low, count_best, count_high, period_first, period_last, counter",
    "codebook.csv": "table, column, meaning, values, from",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "data"
    export.write(corpus.load(), folder)
    return folder


@pytest.fixture(scope="module")
def objects(written: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (written / "statements.jsonl").read_text("utf-8").splitlines()]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def text_of(id: str) -> str:
    """The article's text read anew, not as the package reads it."""
    return (SEEDS / f"{id}.txt").read_bytes().decode("utf-8")


def test_expected(written: Path) -> None:
    """A change to the results shows in the repository as a change to these files."""
    refresh = "if that is meant, run: python -m analysis export tests/expected/export"
    names = {path.name for path in written.iterdir()}
    assert {path.name for path in EXPECTED.iterdir()} == names, refresh
    for name in sorted(names):
        found, expected = ((folder / name).read_text("utf-8").split("\n") for folder in (written, EXPECTED))
        changed = [n for n, lines in enumerate(zip(found, expected, strict=False), 1) if lines[0] != lines[1]]
        same = found == expected
        assert same, f"{name} is not as expected, first in line {(changed or [len(expected)])[0]}; {refresh}"


def test_same_bytes_in_another_process(written: Path, tmp_path: Path) -> None:
    settings = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "analysis", "export", str(tmp_path / "again")]
    subprocess.run(command, env=settings, check=True, cwd=SEEDS.parent)
    for path in written.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(written: Path, name: str) -> None:
    header = (written / name).read_text("utf-8").partition("\n")[0]
    assert header.split(",") == COLUMNS[name].split(", ")


def test_codebook_has_every_column_and_says_what_it_means(written: Path) -> None:
    book = rows(written, "codebook.csv")
    for name, header in COLUMNS.items():
        assert [row["column"] for row in book if row["table"] == name] == header.split(", ")
    assert all(row["meaning"] and row["values"] and row["from"] for row in book)
    assert len({(row["table"], row["column"]) for row in book}) == len(book)


def test_form_of_the_files(written: Path) -> None:
    for path in written.iterdir():
        raw = path.read_bytes()
        assert b"\r" not in raw and raw.endswith(b"\n") and not raw.startswith(b"\xef\xbb\xbf"), path.name
        raw.decode("utf-8")
    tables = [name for name in COLUMNS if name != "codebook.csv"]
    cells = {cell for name in tables for row in rows(written, name) for cell in row.values()}
    assert not {"None", "nan", "NaT", "True", "False"} & cells


def test_quotations_and_words_stand_where_the_offsets_say(objects: list[dict[str, Any]]) -> None:
    assert len(objects) == 5
    for article in objects:
        text = text_of(article["article"])
        published = article["published"]
        spans = [(s["start"], s["end"], s["quote"]) for s in article["statements"]]
        spans += [(m["start"], m["end"], m["words"]) for m in article["mentions"]]
        dates = [published, *(s["date"] for s in article["statements"])]
        spans += [(d["start"], d["end"], d["words"]) for d in dates]
        for start, end, words in spans:
            assert (start is None) == (words is None)
            assert start is None or text[start:end] == words != ""


def test_objects_have_the_fields_of_their_kind(objects: list[dict[str, Any]]) -> None:
    for article in objects:
        assert list(article) == ["article", "published", "statements", "mentions", "chrome"]
        for s in article["statements"]:
            assert tuple(s) == statements.FIELDS[s["kind"]]


def test_mentions(objects: list[dict[str, Any]]) -> None:
    """Each date and each site of a statement is mentioned once, outside page chrome, in text order."""
    for article in objects:
        found = article["mentions"]
        places = [(m["start"], m["end"], m["type"], m["id"] or "") for m in found]
        assert places == sorted(set(places))
        assert all(m["start"] >= c["end"] or m["end"] <= c["start"] for m in found for c in article["chrome"])
        dates = {(m["start"], m["end"]) for m in found if m["type"] == "date"}
        assert dates == {(s["date"]["start"], s["date"]["end"]) for s in article["statements"]
                         if s["date"]["words"]}  # fmt: skip
        told = {(s["site"]["id"], s["site"]["words"]) for s in article["statements"]
                if s.get("site") and s["site"]["id"] and s["site"]["words"]}  # fmt: skip
        assert {(m["id"], m["words"]) for m in found if m["type"] == "site"} == told
        assert all(lexicon.site(m["id"]) for m in found if m["type"] == "site")
    assert {m["type"] for article in objects for m in article["mentions"]} == {"date", "site"}


def test_mention_is_the_one_nearest_to_the_quotation() -> None:
    text = "في أربيل أولاً. ثم جاء الهجوم على أربيل ليلاً."
    start = text.index("الهجوم")
    site = statements.Site("erbil", "Erbil", "IQ", "Erbil", "أربيل")
    place = (start, len(text), text[start:])
    one = statements.Statement("s-9-000000", "9", "attack", "reported", "in", *place, site=site)
    at = text.rindex("أربيل")
    assert export.mentions(articles.read(text, "9"), [one, one]) == [
        {"start": at, "end": at + 5, "type": "site", "id": "erbil", "words": "أربيل"}
    ]


def test_tables_and_objects_tell_the_same(written: Path, objects: list[dict[str, Any]]) -> None:
    table = {row["id"]: row for row in rows(written, "statements.csv")}
    told = {s["id"]: s for article in objects for s in article["statements"]}
    assert list(table) == list(told)
    for id, s in told.items():
        row = table[id]
        assert (row["quote"], int(row["start"]), int(row["end"])) == (s["quote"], s["start"], s["end"])
        assert row["first"] == (s["date"]["first"] or "")
        assert row["by"] == ";".join(s.get("by", []))
        for count in ("killed", "wounded", "count"):
            for end in ("low", "best", "high"):
                number = (s.get(count) or {}).get(end)
                assert row[f"{count}_{end}"] == ("" if number is None else str(number))
    totals = [id for id, s in told.items() if s["kind"] == "total"]
    assert [row["id"] for row in rows(written, "totals.csv")] == totals


def test_every_reference_leads_somewhere(written: Path) -> None:
    ids = {row["id"] for row in rows(written, "statements.csv")}
    events = {row["event"] for row in rows(written, "events.csv")}
    cycles = {row["cycle"] for row in rows(written, "cycles.csv")}
    record = rows(written, "chronology.csv")
    of_record = {row["cycle"] for row in rows(written, "cycles.csv") if row["source"] == "record"}
    assert of_record <= {row["cycle"] for row in record}
    for name in ("events.csv", "cycles.csv", "cycle_ends.csv"):
        for row in rows(written, name):
            if row["statements"]:
                assert set(row["statements"].split(";")) <= ids
            else:
                told = [r for r in record if r["kind"] == "truce" and r["cycle"] == row["cycle"]]
                assert told or row["cycle"] in of_record, row
    for row in rows(written, "events.csv"):
        assert set(filter(None, row["cycle"].split(";"))) <= cycles
    for row in rows(written, "cycles.csv"):
        known = {row["id"] for row in record} if row["source"] == "record" else events
        assert set(filter(None, row["violations"].split(";"))) <= known
    for fact in json.loads((written / "facts.json").read_text("utf-8")).values():
        assert set(fact["statements"]) <= ids


def test_what_the_articles_say(written: Path) -> None:
    """Cells read off the articles by hand."""
    events = {row["event"]: row for row in rows(written, "events.csv")}
    night = events["ain-al-asad-2024-07-25"]
    assert night["weapons"] == "drone:1:1:1;rocket:4:4:4"
    assert (night["munitions_low"], night["killed_best"], night["killed_high"]) == ("5", "0", "0")
    assert events["ain-al-asad-2021-07"]["weapons"] == "rocket::14:"
    assert events["erbil-2021-03"]["weapons"] == "" and events["erbil-2021-03"]["killed_low"] == ""
    dozens = events["attacks-2021"]
    assert (dozens["aggregate"], dozens["aggregate_low"], dozens["aggregate_high"]) == ("true", "20", "99")
    basis = [row["published_basis"] for row in rows(written, "articles.csv")]
    assert basis == ["inferred", "inferred", "stated", "stated", "inferred"]
    assert {row["reviewed"] for row in rows(written, "articles.csv")} == {"true"}


def test_facts_file_is_every_fact(written: Path) -> None:
    found = json.loads((written / "facts.json").read_text("utf-8"))
    known = facts.compute(corpus.load())
    assert list(found) == list(known)
    for name, fact in found.items():
        assert list(fact) == ["value", "text", "unit", "how", "statements"]
        assert fact == json.loads(json.dumps({key: getattr(known[name], key) for key in fact}))


def test_failure_leaves_the_old_files(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "events.csv").write_text("the old table\n")

    write_text = Path.write_text

    def fill(path: Path, *words: Any, **how: Any) -> int:
        if path.name == "events.csv":  # the files before it are written by then
            raise OSError("no space left")
        return write_text(path, *words, **how)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "write_text", fill)
        with pytest.raises(OSError, match="no space left"):
            export.write(corpus.load(), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert [path.name for path in folder.iterdir()] == ["events.csv"]
    assert (folder / "events.csv").read_text() == "the old table\n"
    export.write(corpus.load(), folder)
    assert (folder / "events.csv").read_bytes() == (written / "events.csv").read_bytes()


def test_a_column_that_the_codebook_lacks_is_refused(tmp_path: Path) -> None:
    found = corpus.load()
    wider = dataclasses.replace(found, cycle_ends=found.cycle_ends.assign(mood="tense"))
    with pytest.raises(ValueError, match=r"cycle_ends\.csv.*mood"):
        export.write(wider, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_list_that_cannot_be_joined_is_refused(tmp_path: Path) -> None:
    found = corpus.load()
    first = dataclasses.replace(found.statements[0], terms=("stop; then talk",))
    with pytest.raises(ValueError, match=r"statements\.csv: terms.*stop; then talk"):
        export.write(dataclasses.replace(found, statements=(first, *found.statements[1:])), tmp_path / "data")


def test_quotation_survives_csv(tmp_path: Path) -> None:
    """Commas, quotation marks, line breaks and formula signs come back as they went in."""
    found = corpus.load()
    odd = '=1+1, "قال"\nثم\tعاد'
    first = dataclasses.replace(found.statements[0], quote=odd)
    export.write(dataclasses.replace(found, statements=(first, *found.statements[1:])), tmp_path)
    assert rows(tmp_path, "statements.csv")[0]["quote"] == odd


def test_bibliography(written: Path) -> None:
    ends = (dt.date(2021, 12, 30), dt.date(2022, 1, 2))
    spanning = articles.read("نص", "9_x", ends)
    entries = parse_string((written / "articles.bib").read_text("utf-8"), "bibtex").entries
    assert sorted(entries) == [f"article-00{n}" for n in range(5)]
    third = entries["article-003"].fields
    assert third["title"] == "{ليلة مشتعلة تنذر بنسف الهدنة بين القوات الأمريكية والميليشيات}"
    assert third["year"] == "2024" and "inferred" not in third["note"]
    assert third["usera"].startswith("{Layla mushtaila") and "Layla mushtaila" in third["note"]
    assert third["userb"].startswith("{A night ablaze") and "A night ablaze" in third["note"]
    assert (third["month"], third["langid"]) == ("July", "arabic")
    assert "al-Sharq al-Awsat" in (written / "articles.bib").read_text("utf-8")
    assert "month" not in bibliography.entry(spanning) and "2021/2022" in bibliography.entry(spanning)
    assert entries["article-004"].fields["title"].startswith("{[يشهد العراق منذ أسابيع")
    assert "inferred" in entries["article-004"].fields["note"]


def test_bibliography_of_untrusted_words() -> None:
    odd = articles.Article("9_x", "نص", headline_ar=r"100% {أكيد} & \input{file} #1_2", outlet="A}, url={http://b")
    entry = parse_string(bibliography.entry(odd), "bibtex").entries["article-9"]
    assert list(entry.fields) == ["title"], "the words of a headline open no field"
    assert r"\input" not in entry.fields["title"] and r"100\%" in entry.fields["title"]
