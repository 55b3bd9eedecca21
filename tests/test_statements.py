"""The statement: its ids, how exact its days are, and the object that stands in statements.jsonl."""

import dataclasses
import datetime as dt
import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import reviews
from analysis.corpus import Corpus
from analysis.statements import (
    ACTS,
    FIELDS,
    KINDS,
    STATUSES,
    WEAPONS,
    Count,
    Days,
    Munitions,
    Site,
    Statement,
    make_id,
    precision,
    to_json,
)

DAY = dt.date(2024, 7, 26)


@pytest.mark.parametrize(
    ("days", "step"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (400, 5)]
)
def test_precision_has_five_steps(days: int, step: int) -> None:
    last = DAY + dt.timedelta(days=days - 1)
    assert precision(DAY, last) == Days(DAY, last).precision == step


def test_precision_of_days_untold() -> None:
    assert precision(None, None) is Days().precision is None
    assert precision(DAY, None) == precision(None, DAY) == 5


def test_an_id_names_its_article_and_ends_with_six_signs_of_a_hash() -> None:
    assert re.fullmatch(r"s-003-[0-9a-f]{6}", make_id("003_44ffeb11cd31c30c", "attack", "قصف", 0))
    assert make_id("new-article_1", "attack", "قصف", 0).startswith("s-new-article-")
    digest = hashlib.sha256("003_a\nattack\nقصف\n1".encode()).hexdigest()
    assert make_id("003_a", "attack", "قصف", 1) == f"s-003-{digest[:6]}"


@given(st.text(min_size=1, max_size=20), st.integers(0, 9))
def test_the_same_words_make_the_same_id_and_others_another(quote: str, ordinal: int) -> None:
    made = make_id("003_a", "attack", quote, ordinal)
    assert made == make_id("003_a", "attack", quote, ordinal)
    others = {
        make_id("003_b", "attack", quote, ordinal),
        make_id("003_a", "strike", quote, ordinal),
        make_id("003_a", "attack", quote + ".", ordinal),
        make_id("003_a", "attack", quote, ordinal + 1),
    }
    assert made not in others and len(others) == 4


def test_ids_of_the_corpus_are_unique_over_all_articles(corpus: Corpus) -> None:
    ids = [s.id for s in corpus.statements]
    assert len(ids) == len(set(ids))
    for s in corpus.statements:
        assert re.fullmatch(rf"s-{s.article.partition('_')[0]}-[0-9a-f]{{6}}", s.id)


def test_whether_a_count_is_known() -> None:
    assert not Count().known
    assert Count(low=0).known and Count(best=0).known and Count(high=0).known


ATTACK = Statement(
    id="s-003-1f0a9c", article="003_44ffeb11cd31c30c", kind="attack", status="reported", scope="in",
    start=1167, end=1304, quote="قصف",
    date=Days(dt.date(2024, 7, 25), DAY, "relative", "ليلة الجمعة", 1105, 1116, None),
    site=Site("ain-al-asad", "Ain al-Asad", "IQ", "Anbar", "عين الأسد"),
    by=("iraqi-factions",), target="us-forces", target_type="base",
    weapons=(Munitions("drone", 1, 1, 1), Munitions("rocket", None, 14, None)), killed=Count(0, 0, 0),
)  # fmt: skip


def test_an_attack_as_json() -> None:
    count = {"low": 0, "best": 0, "high": 0}
    assert to_json(ATTACK) == {
        "id": "s-003-1f0a9c", "kind": "attack", "status": "reported", "scope": "in",
        "start": 1167, "end": 1304, "quote": "قصف", "translation": None, "note": None,
        "date": {"first": "2024-07-25", "last": "2024-07-26", "precision": 2, "basis": "relative",
                 "words": "ليلة الجمعة", "start": 1105, "end": 1116, "conflict": None},
        "site": {"id": "ain-al-asad", "name": "Ain al-Asad", "country": "IQ", "admin1": "Anbar",
                 "words": "عين الأسد"},
        "by": ["iraqi-factions"], "target": "us-forces", "target_type": "base",
        "weapons": [{"type": "drone", "low": 1, "best": 1, "high": 1},
                    {"type": "rocket", "low": None, "best": 14, "high": None}],
        "killed": count, "wounded": None, "claimed_by": [], "blamed_on": [], "denied_by": [],
        "speaker": None, "event": None, "coder": "machine",
    }  # fmt: skip


def test_the_fields_of_json_are_in_the_order_of_the_design() -> None:
    assert list(to_json(ATTACK)) == [
        "id", "kind", "status", "scope", "start", "end", "quote", "translation", "note", "date", "site", "by",
        "target", "target_type", "weapons", "killed", "wounded", "claimed_by", "blamed_on", "denied_by",
        "speaker", "event", "coder",
    ]  # fmt: skip
    assert list(to_json(ATTACK)["date"]) == [
        "first", "last", "precision", "basis", "words", "start", "end", "conflict"
    ]  # fmt: skip


def test_a_truce_and_a_total_as_json() -> None:
    truce = dataclasses.replace(
        ATTACK, kind="truce", act="declared", terms=("Rockets stop",), deadline_days=120
    )
    found = to_json(truce)
    assert (found["act"], found["terms"], found["deadline_days"]) == ("declared", ["Rockets stop"], 120)
    assert not {"site", "weapons", "killed", "count", "period"} & found.keys()
    total = dataclasses.replace(
        ATTACK, kind="total", what="attacks", count=Count(20, None, 99), period=ATTACK.date
    )
    found = to_json(total)
    assert found["count"] == {"low": 20, "best": None, "high": 99}
    assert found["period"] == {"first": "2024-07-25", "last": "2024-07-26"}
    assert not {"act", "parties", "cycle"} & found.keys()


def test_every_field_of_a_statement_is_in_the_json_of_some_kind() -> None:
    assert FIELDS.keys() == set(KINDS)
    named = {name for fields in FIELDS.values() for name in fields}
    assert named == {field.name for field in dataclasses.fields(Statement)} - {"article"}
    assert all(len(fields) == len(set(fields)) for fields in FIELDS.values())


def test_every_statement_of_the_corpus_is_json_with_the_known_values(corpus: Corpus) -> None:
    for s in corpus.statements:
        found = json.loads(json.dumps(to_json(s), allow_nan=False))
        assert tuple(found) == FIELDS[s.kind]
        assert s.kind in KINDS and s.status in STATUSES and s.scope in ("in", "out")
        assert s.kind != "truce" or s.act in ACTS
        assert all(w.type in WEAPONS for w in s.weapons)


def test_the_values_here_are_those_that_a_review_may_have() -> None:
    """The lists in statements.py and in the review's records are written twice; they must be one."""
    fields = {name: reviews._Truce.model_fields[name].annotation.__args__ for name in ("act", "status")}
    assert fields == {"act": ACTS, "status": STATUSES}
    assert reviews._Weapon.model_fields["type"].annotation.__args__ == WEAPONS
    kinds = [reviews._Attack, reviews._Truce, reviews._Total]
    assert tuple(k for r in kinds for k in r.model_fields["kind"].annotation.__args__) == KINDS


def test_a_statement_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ATTACK.kind = "strike"  # type: ignore[misc]
