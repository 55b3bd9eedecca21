"""The codebook's files: what the published page is made from."""

import csv
import re
from typing import Any

import yaml

from analysis import articles, datapackage

DATA = datapackage.CODEBOOK.parent
QUOTED = re.compile(r'"(?P<words>.+)" in (?P<number>\d{3})\b')


def rules() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((DATA / "rules.yml").read_text("utf-8"))
    return found


def test_rules_are_whole() -> None:
    assert len({rule["id"] for rule in rules()}) == len(rules()) > 0
    for rule in rules():
        assert list(rule) == ["id", "words", "rule", "example"], rule["id"]
        assert rule["rule"] and rule["example"], rule["id"]
        assert rule["words"] is None or re.search("[؀-ۿ]", rule["words"]), rule["id"]


def test_examples_quote_the_articles() -> None:
    texts = {article.number: article.text for article in articles.load()}
    quoted = [(rule["id"], found) for rule in rules() if (found := QUOTED.match(rule["example"]))]
    assert len(quoted) > len(rules()) / 2
    for id, found in quoted:
        assert found["words"] in texts[found["number"]], id


def test_crosswalk_is_a_table() -> None:
    with (DATA / "crosswalk.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert head == ["ours", "acled", "ucdp_ged", "plover_cameo", "eth_prio"]
    assert rows and all(len(row) == len(head) and row[0] and any(row[1:]) for row in rows)
