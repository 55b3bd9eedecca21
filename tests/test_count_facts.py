"""Facts about the published totals: each rests on rows, and the prose can count on these names."""

from pathlib import Path

import pytest

from analysis.chronology import Chronology, count_facts
from analysis.corpus import Corpus
from analysis.facts import Fact

EXPECTED = Path(__file__).parent / "expected" / "count_facts.txt"


@pytest.fixture(scope="module")
def facts(record: Chronology, corpus: Corpus) -> list[Fact]:
    return [fact for family in count_facts.families(corpus) for fact in family(record)]


def test_the_facts(facts: list[Fact]) -> None:
    told = [f"{fact.name}: {fact.text}" for fact in facts]
    assert told == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_each_rests_on_rows(facts: list[Fact], record: Chronology) -> None:
    for fact in facts:
        assert fact.record and all(record.row(id) for id in fact.record), fact.name
        assert len(set(fact.record)) == len(fact.record)
    assert len({fact.name for fact in facts}) == len(facts)
