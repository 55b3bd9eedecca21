"""What the articles mention of the record, and what they alone tell: each event checked by hand."""

import dataclasses
from collections import Counter

import pytest

from analysis import events
from analysis.chronology import Chronology, coverage, coverage_facts
from analysis.chronology.coverage import Alone, Covered
from analysis.corpus import Corpus

HOW = {
    "baghdad-airport-2020-01-03": "mentioned",  # looked back on, before every window
    "taji-2020-03-14": "missed-inside",  # the second salvo, in article 004's days
    "kataib-hezbollah-stores-2020-03-12": "missed-inside",
    "green-zone-2020-05-18": "missed-outside",  # after article 004 came out
    "convoy-2020-10-11": "missed-outside",
    "erbil-2021-02-15": "perhaps",  # article 000's dozens
    "bukamal-2021-02-25": "missed-inside",  # a strike; the dozens are attacks
    "us-embassy-2021-07-05": "perhaps",  # the dozens name no kind of target
    "green-village-2022-01-05": "missed-inside",  # in Syria; article 001 speaks of Iraq
    "us-embassy-2023-12-08": "perhaps",  # article 003 names the embassy in passing
    "tanf-2023-10-18": "missed-inside",
    "tower-22-2024-01-28": "missed-inside",
    "ain-al-asad-2024-04-22": "missed-inside",  # after the aggregate's last day
    "conoco-2024-07-26": "mentioned",
    "jurf-al-sakhar-2024-07-30": "missed-outside",
}


@pytest.fixture(scope="module")
def covered(record: Chronology, corpus: Corpus) -> dict[str, Covered]:
    return {one.row.id: one for one in coverage.covered(record, corpus)}


@pytest.fixture(scope="module")
def alone(record: Chronology, corpus: Corpus) -> dict[str, Alone]:
    return {one.id: one for one in coverage.alone(record, corpus)}


def test_each_event_in_scope_stands_once(record: Chronology, covered: dict[str, Covered]) -> None:
    inside = record.events[record.events["scope"] == "in"]
    assert list(covered) == list(inside["event"])
    assert {one.group for one in covered.values()} <= set(coverage.GROUPS)
    assert {one.status for one in covered.values()} == set(coverage.STATUSES)


@pytest.mark.parametrize("id", HOW)
def test_how_an_event_is_covered(id: str, covered: dict[str, Covered]) -> None:
    assert covered[id].status == HOW[id]


def test_who_speaks_of_the_days(covered: dict[str, Covered]) -> None:
    assert covered["ain-al-asad-2021-03-03"].articles == ("000", "002")
    for one in covered.values():
        if one.status.startswith("missed"):
            assert bool(one.articles) == (one.status == "missed-inside") and not one.statements
        else:
            assert one.statements


def test_a_strike_is_never_among_several_attacks(covered: dict[str, Covered]) -> None:
    assert {one.row.kind for one in covered.values() if one.status == "perhaps"} == {"attack"}


def test_the_articles_list_no_attack_on_the_embassy(corpus: Corpus, covered: dict[str, Covered]) -> None:
    """What the page's prose says."""
    assert "embassy" not in set(events.listed(corpus.events)["target_type"])
    assert not [one for one in covered.values() if one.group == "embassy" and one.status == "mentioned"]


def test_without_articles_nothing_is_mentioned_but_by_name(record: Chronology, corpus: Corpus) -> None:
    listed = corpus.events[~corpus.events["aggregate"].astype(bool)]
    bare = dataclasses.replace(corpus, articles=(), events=listed)
    found = Counter(one.status for one in coverage.covered(record, bare))
    assert set(found) == {"mentioned", "missed-outside"}


def test_what_no_independent_page_tells(alone: dict[str, Alone]) -> None:
    kinds = {kind: [id for id, one in alone.items() if one.kind == kind] for kind in
             ("event", "several", "cycle", "act")}  # fmt: skip
    assert kinds["event"] == ["erbil-2021-03", "anbar-2021-07", "ain-al-asad-2022-01", "convoy-babil-2022-01",
                              "convoy-muthanna-2022-01", "deir-ez-zor-2024-07-26"]  # fmt: skip
    assert kinds["several"] == ["convoy-attacks-2022-01"]
    assert kinds["cycle"] == ["2020-spring", "2021-winter", "2021-march", "2022-january"]
    assert kinds["act"] == ["s-000-89d1f6", "s-003-26eeaa", "s-003-60a3c4", "s-003-531f5f"]


def test_what_the_record_has_near_it(alone: dict[str, Alone]) -> None:
    assert alone["erbil-2021-03"].instead == ("erbil-2021-02-15",)
    assert "truce-ended-2020-11-19" in alone["2021-winter"].instead
    assert alone["s-003-26eeaa"].instead == ("truce-ended-2024-06-19", "truce-ended-2024-08-20")
    assert alone["2022-january"].instead == alone["convoy-babil-2022-01"].instead == ()


def test_a_copy_is_no_second_voice(record: Chronology, corpus: Corpus) -> None:
    lull = record.row("lull-2020-04-21")
    assert not coverage.independent(record, lull, ["004"])
    assert coverage.independent(record, lull, ["002"])
    assert coverage.independent(record, record.row("taji-2020-03-11"), ["004"])


def test_the_notes_name_what_exists(record: Chronology, corpus: Corpus) -> None:
    notes = coverage.notes()
    copies = [(copy.source, copy.article) for copy in notes.not_independent]
    assert ("X039", "002") in copies and len(set(copies)) == len(copies)
    for copy in notes.not_independent:
        assert copy.source in record.pages and corpus.article(copy.article).number == copy.article
        assert copy.why.endswith(".")
    several = set(events.aggregates(corpus.events)["event"])
    for given in notes.target_types:
        assert given.event in several and corpus.event(given.event)["target_type"] in given.types


def test_a_row_that_calls_itself_a_copy_is_noted(record: Chronology) -> None:
    """Where a row's dispute says that the article is the same voice, its pages are noted."""
    noted = {copy.source for copy in coverage.notes().not_independent}
    for row in record.rows:
        if row.disputed and ("one voice" in row.disputed or "corroborates the article" in row.disputed):
            assert set(row.sources) <= noted, row.id


def test_facts_add_up(record: Chronology, corpus: Corpus) -> None:
    facts = coverage_facts.facts(record, corpus)
    found = {fact.name.removeprefix("record.coverage."): fact for fact in facts}
    parts = ("mentioned", "perhaps", "missed-inside", "missed-outside")
    for kind in ("", "attacks-", "strikes-", *(f"{name}-" for name in coverage.GROUPS)):
        whole = found[kind.rstrip("-") or "events"].value
        assert whole == sum(found[kind + part].value for part in parts)
        assert found[f"{kind}missed"].value == sum(found[kind + part].value for part in parts[2:])
    assert found["events"].value == found["attacks"].value + found["strikes"].value
    assert found["events"].value == sum(found[name].value for name in coverage.GROUPS)
    assert all(fact.record or fact.statements for fact in found.values())
    assert found["ain-al-asad-2021-07-07.rocket"].text == "14 to 30"
    within = set(found["in-pentagon-count"].record)
    assert {"tanf-2023-10-18", "omar-field-2024-02-04"} <= within
    assert not {"tower-22-2024-01-28", "rumaylan-2024-04-21", "baghdad-2024-01-04"} & within
