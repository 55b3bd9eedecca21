"""The Frictionless description: the validator takes the data set, and each kind of broken data it refuses."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from analysis import citation, datapackage, export, labels, statements
from analysis.corpus import Corpus


@pytest.fixture(scope="module")
def written(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "data"
    export.write(corpus, folder)
    return folder


@pytest.fixture(scope="module")
def described(written: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((written / "datapackage.json").read_text("utf-8"))
    return found


def complaints(folder: Path) -> set[tuple[str, str]]:
    """The kinds of error that the validator finds, each with its file."""
    report = Package(str(folder / "datapackage.json")).validate()
    return {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_the_validator_accepts_it(written: Path) -> None:
    report = Package(str(written / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    counted = {task.name: task.stats["rows"] for task in report.tasks if task.type == "table"}
    assert counted == {path.name: rows_of(path) for path in written.glob("*.csv")}, "all rows were looked at"
    assert {task.name for task in report.tasks} == {p.name for p in written.iterdir()} - {"datapackage.json"}


def rows_of(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as stream:
        return len(list(csv.DictReader(stream)))


def row(file: str, column: str, value: str) -> Callable[[Path], None]:
    """Puts a value into a column of a table's last row."""

    def change(folder: Path) -> None:
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        rows[-1][column] = value
        with (folder / file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return change


BROKEN = {
    "a word that is no choice": (row("statements.csv", "kind", "raid"), "constraint-error"),
    "a day that is none": (row("events.csv", "first", "July 2024"), "type-error"),
    "a number below nought": (row("statements.csv", "start", "-1"), "constraint-error"),
    "weapons in another form": (row("events.csv", "weapons", "drone=2"), "constraint-error"),
    "an article that isn't there": (row("statements.csv", "article", "009_x"), "foreign-key"),
    "a cycle that isn't there": (row("cycle_ends.csv", "cycle", "2030-may"), "foreign-key"),
    "a required cell left empty": (row("cycles.csv", "name", ""), "constraint-error"),
    "an event twice": (row("events.csv", "event", "erbil-2021-03"), "primary-key"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_validator_refuses(written: Path, tmp_path: Path, what: str) -> None:
    change, kind = BROKEN[what]
    folder = Path(shutil.copytree(written, tmp_path / "data"))
    change(folder)
    package = folder / "datapackage.json"
    found = json.loads(package.read_text("utf-8"))
    for resource in found["resources"]:  # what is to be refused is the cell, not the file's hash
        del resource["hash"], resource["bytes"]
    package.write_text(json.dumps(found), encoding="utf-8")
    assert kind in {error for _, error in complaints(folder)}


def test_a_file_that_was_changed_is_noticed(written: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(written, tmp_path / "data"))
    (folder / "totals.csv").write_bytes((folder / "totals.csv").read_bytes().replace(b"attacks", b"attackz"))
    assert ("totals.csv", "hash-count") in complaints(folder)


def test_head(described: dict[str, Any], corpus: Corpus) -> None:
    about = citation.load()
    assert (described["title"], described["version"]) == (about.title, about.version)
    assert [licence["name"] for licence in described["licenses"]] == [about.license]
    assert about.abstract in described["description"] and "no licence to them" in described["description"]
    assert len(described["sources"]) == len(corpus.articles)
    assert all(article.outlet in source["title"]
               for article, source in zip(corpus.articles, described["sources"], strict=True))  # fmt: skip


def test_every_column_is_described_as_in_the_codebook(described: dict[str, Any]) -> None:
    book = datapackage.codebook()
    for resource in described["resources"]:
        assert resource["description"] == labels.word(f"file {resource['path']}")
        if "schema" not in resource:
            continue
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == export.columns(resource["path"])
        rows = [r for r in book if r["table"] == resource["path"]]
        assert all(f["description"].startswith(r["meaning"]) for f, r in zip(fields, rows, strict=True))


def test_choices_are_those_of_the_code() -> None:
    rows = datapackage.codebook()
    fields = {f["name"]: f for f in datapackage.schema("statements.csv", rows)["fields"]}
    choices = {"kind": statements.KINDS, "status": statements.STATUSES, "act": statements.ACTS}
    for name, allowed in choices.items():
        assert tuple(fields[name]["constraints"]["enum"]) == allowed
    assert fields["precision"]["constraints"]["enum"] == [1, 2, 3, 4, 5]
    assert [fields[name]["type"] for name in ("start", "first", "by")] == ["integer", "date", "string"]
    ends = {f["name"]: f for f in datapackage.schema("cycle_ends.csv", rows)["fields"]}
    assert "declared over" in ends["mode"]["constraints"]["enum"]
    assert ends["speaker"]["type"] == "string" and "required" not in ends["speaker"].get("constraints", {})


@pytest.mark.parametrize("values", ["about so many", "Yes, No", "red (a colour)"])
def test_values_that_are_not_understood_are_refused(values: str) -> None:
    unknown = {"table": "events.csv", "column": "mood", "meaning": "Mood", "values": values, "from": "ours"}
    with pytest.raises(ValueError, match=r"codebook\.csv: events\.csv, mood: values: expected"):
        datapackage.field(unknown, [])
