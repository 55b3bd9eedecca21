"""Web annotations: what another tool changes comes back, found by quotation or offsets; faults are named."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis import reviews
from analysis.articles import Article
from analysis.exchange import coding, desk

ID = "003_44ffeb11cd31c30c"
Refused = Callable[[Callable[[], object]], list[str]]


@pytest.fixture
def article(seeds: Path) -> Article:
    return coding.find_article(ID, seeds)


@pytest.fixture
def file(seeds: Path, tmp_path: Path) -> Path:
    desk.hand_out("w3c", ["003"], tmp_path / "w3c", seeds)
    return tmp_path / "w3c" / f"{ID}.jsonld"


def taken(file: Path, article: Article, seeds: Path) -> dict[str, dict[str, Any]]:
    back = seeds / f"{ID}.second.yml"
    back.unlink(missing_ok=True)
    desk.write_new(back, desk.take_back("w3c", file, seeds))
    review = reviews.plain(article, "second", seeds)
    assert review is not None
    return {s["id"]: s for s in review["statements"]}


def tag(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def items(file: Path) -> list[Any]:
    found: list[Any] = json.loads(file.read_text("utf-8"))["first"]["items"]
    return found


@pytest.mark.parametrize("form", ["collection", "page", "list"])
def test_what_another_tool_adds_comes_back(form: str, file: Path, article: Article, seeds: Path) -> None:
    before = taken(file, article, seeds)
    quote = "أغضب إيران"
    new = {
        "type": "Annotation",
        "body": [*map(tag, ["kind: attack", "status: alleged", "scope: out", "by: us-forces", "by: iran"]),
                 {"type": "TextualBody", "purpose": "describing", "value": "Iran: angry"}],
        "target": {"selector": {"type": "TextQuoteSelector", "exact": quote, "prefix": None}},
    }  # fmt: skip
    whole = json.loads(file.read_text("utf-8"))
    whole["first"]["items"].append(new)
    given = {"collection": whole, "page": whole["first"], "list": whole["first"]["items"]}[form]
    file.write_text(json.dumps(given), encoding="utf-8")
    after = taken(file, article, seeds)
    (added,) = (after[id] for id in after.keys() - before.keys())
    assert (added["quote"], added["by"]) == (quote, ["us-forces", "iran"])
    assert added["translation"] == "Iran: angry"
    assert all(after[id] == before[id] for id in before)


def test_a_file_holds_an_annotation_a_line(file: Path) -> None:
    found = items(file)
    assert len(file.read_text("utf-8").strip().split("\n")) == len(found) + 2
    assert "selector" not in found[0]["target"] and tag("kind: review") in found[0]["body"]
    for item in found[1:]:
        types = [selector["type"] for selector in item["target"]["selector"]]
        assert types == ["TextQuoteSelector", "TextPositionSelector"]


def place(item: Any) -> Any:
    return item["target"]["selector"][1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda i: i.update(body=[tag("kind: raid")]), "unknown kind 'raid'"),
        (lambda i: i.update(body=[]), "unknown kind ''"),
        (lambda i: i["body"].append(tag("kind: strike")), "unknown kind"),
        (lambda i: i["body"].append(tag("seen")), "expected a tag `field: value`, found 'seen'"),
        (lambda i: i["body"].append(tag("colour: red")), "items.1.colour: .* has no such field"),
        (lambda i: i["body"].append({"value": 3}), "expected bodies with a text"),
        (lambda i: i.update(body="x"), "expected bodies with a text"),
        (lambda i: i.update(target="http://example.org"), "expected one target"),
        (lambda i: i["target"].update(selector=[]), "expected a TextQuoteSelector or a TextPositionSelector"),
        (lambda i: i["target"]["source"].update({"schema:sha256": "0"}), "text unchanged"),
        (lambda i: place(i).update(end=99999), "expected offsets between 0 and"),
        (lambda i: place(i).update(start=True), "expected offsets between 0 and"),
        (lambda i: place(i).update(start=place(i)["start"] + 1), "expected the words that the text has at"),
        (lambda i: i["target"].update(selector={"type": "TextQuoteSelector", "exact": "xyz"}), "not in the"),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_annotation(
    change: Callable[[Any], object], said: str, file: Path, seeds: Path, refused: Refused
) -> None:
    lines = file.read_text("utf-8").split("\n")
    item = json.loads(lines[2].rstrip(","))
    change(item)
    lines[2] = json.dumps(item, ensure_ascii=False) + ","
    file.write_text("\n".join(lines), encoding="utf-8")
    (problem,) = refused(lambda: desk.take_back("w3c", file, seeds))
    assert re.match(rf"{re.escape(str(file))}:3: items\.1\S*: ", problem) and re.search(said, problem)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected JSON"),
        ("{", "expected JSON"),
        ("[" * 100_000, "expected JSON"),
        ("3", "expected a collection, a page or a list"),
        ('{"first": "http://127.0.0.1/page"}', "expected a collection, a page or a list"),
        ("[3]", "items.0: expected an annotation"),
    ],
)
def test_what_is_no_collection_is_refused(
    text: str, said: str, file: Path, seeds: Path, refused: Refused
) -> None:
    file.write_text(text, encoding="utf-8")
    (problem,) = refused(lambda: desk.take_back("w3c", file, seeds))
    assert said in problem and problem.startswith(f"{file}:1: ")
