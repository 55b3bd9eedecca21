"""Truce cycles: what the articles leave open stays open, and every claim about an end is kept.

After a change that is right: python -m tests.test_cycles > tests/expected/cycles.txt
"""

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import corpus as reader
from analysis import cycles
from analysis.corpus import Corpus
from analysis.statements import Days, Statement

EXPECTED = Path(__file__).parent / "expected" / "cycles.txt"
TRUCE = "2024-february"


def row(corpus: Corpus, cycle: str) -> dict[str, Any]:
    return next(r for r in corpus.cycles.to_dict("records") if r["cycle"] == cycle)


def rendered(corpus: Corpus) -> str:
    """The tables as text to read and to compare, a cycle a paragraph; a dash is unknown or none."""
    ends = corpus.cycle_ends.to_dict("records")
    return "\n".join(
        _paragraph(r, [e for e in ends if e["cycle"] == r["cycle"]]) for r in corpus.cycles.to_dict("records")
    )


def _paragraph(row: dict[str, Any], ends: list[dict[str, Any]]) -> str:
    def shown(*names: str) -> str:
        return " ".join("-" if row[n] is None else str(row[n]) for n in names)

    def listed(name: str) -> str:
        return " ".join(row[name]) or "-"

    claims = [f"{e['first']} {e['last']} {e['mode']}, says {e['speaker'] or 'the article'}" for e in ends]
    return f"""{row["cycle"]}: {row["name"]}
  source      {row["source"]}
  declared    {shown("declared_first", "declared_last")}
  in effect   {shown("effect_first", "effect_last")}{", open before" if row["open_start"] else ""}
  ended       {shown("ended_first", "ended_last")}{", open after" if row["open_end"] else ""}
  ends        {"; ".join(claims) or "-"}
  days        {shown("duration_low", "duration_high")}; deadline {shown("deadline_days")}
  form        {shown("side", "form")}; addressed to {listed("addressee")}
  bound       {listed("bound")}; refused {listed("refused")}; excluded {listed("excluded")}
  mediators   {listed("mediators")}; guarantors {listed("guarantors")}; denied by {listed("denied_by")}
  conditions  {"; ".join(row["conditions"]) or "-"}
  violations  {listed("violations")}
  from        {listed("statements")}
"""


def test_the_cycles_of_the_corpus(corpus: Corpus) -> None:
    assert rendered(corpus).splitlines() == EXPECTED.read_text("utf-8").splitlines()


def test_the_columns_are_those_of_the_data_set(corpus: Corpus) -> None:
    assert list(corpus.cycles) == [
        "cycle", "name", "source", "declared_first", "declared_last", "effect_first", "effect_last",
        "open_start", "side", "form", "addressee", "bound", "refused", "conditions", "deadline_days",
        "excluded", "mediators", "guarantors", "denied_by", "violations", "ended_first", "ended_last",
        "open_end", "duration_low", "duration_high", "statements",
    ]  # fmt: skip
    assert list(corpus.cycle_ends) == ["cycle", "first", "last", "speaker", "mode", "statements"]


def test_the_truce_of_2024_lasted_as_long_as_its_own_statements_say(corpus: Corpus) -> None:
    """The last day it may have begun to the first it may have ended, and the other way round."""
    part = corpus.parts[TRUCE]
    began = [corpus.statement(id).date for id in part.effect]
    ended = [corpus.statement(end.statement).date for end in part.ends]
    assert all(d.first and d.last for d in (*began, *ended)) and began and ended
    low = min(d.first for d in ended) - min(d.last for d in began)  # type: ignore[type-var, operator]
    high = max(d.last for d in ended) - max(d.first for d in began)  # type: ignore[type-var, operator]
    truce = row(corpus, TRUCE)
    assert (truce["duration_low"], truce["duration_high"]) == (low.days, high.days)
    # The article says five months; by its own days it was longer, whichever of them are taken.
    assert low > dt.timedelta(days=5 * 31)


def test_the_deadline_of_2024_passed_before_the_truce_ended(corpus: Corpus) -> None:
    truce = row(corpus, TRUCE)
    given = [s.deadline_days for s in corpus.statements if s.cycle == TRUCE and s.deadline_days is not None]
    assert given and truce["deadline_days"] == max(given)
    assert truce["effect_last"] + dt.timedelta(days=truce["deadline_days"]) < truce["ended_first"]


def test_deadlines_are_those_of_the_statements_and_else_unknown(corpus: Corpus) -> None:
    for cycle in corpus.cycles.to_dict("records"):
        given = {corpus.statement(id).deadline_days for id in cycle["statements"]} - {None}
        assert {cycle["deadline_days"]} - {None} == given, "one deadline at most is given of each"


def test_a_cycle_whose_end_is_open_has_no_end_and_no_duration(corpus: Corpus) -> None:
    some = corpus.cycles[corpus.cycles["open_end"].astype(bool)].to_dict("records")
    assert some
    claimed = set(corpus.cycle_ends["cycle"])
    for cycle in some:
        assert cycle["cycle"] not in claimed
        assert [cycle[f] for f in ("ended_first", "ended_last", "duration_low", "duration_high")] == [
            None
        ] * 4


def test_a_cycle_whose_beginning_is_open_has_no_duration(corpus: Corpus) -> None:
    some = corpus.cycles[corpus.cycles["open_start"].astype(bool)].to_dict("records")
    assert some
    assert all(cycle["duration_low"] is None and cycle["duration_high"] is None for cycle in some)


def test_a_truce_that_came_about_has_an_end_or_is_open_and_talks_have_neither(corpus: Corpus) -> None:
    for cycle in corpus.cycles.to_dict("records"):
        begun = cycle["effect_first"] is not None or cycle["open_start"]
        over = cycle["ended_first"] is not None or cycle["open_end"]
        assert begun == over == (cycle["form"] != "talks"), cycle["cycle"]
        assert cycle["form"] != "talks" or not cycle["bound"], "nobody is bound by what was not agreed"


def test_no_cycle_ends_before_it_begins(corpus: Corpus) -> None:
    for cycle in corpus.cycles.to_dict("records"):
        if cycle["effect_first"] and cycle["ended_last"]:
            assert cycle["effect_first"] <= cycle["ended_last"]
            assert 0 <= cycle["duration_low"] <= cycle["duration_high"]


def test_the_guarantee_of_march_2021_is_kept_beside_its_denial(corpus: Corpus) -> None:
    leaked = row(corpus, "2021-march")
    assert set(leaked["guarantors"]) == set(leaked["mediators"]) == {"iranian-parties", "lebanese-parties"}
    assert leaked["denied_by"] == ("iraqi-government",)


def test_a_cycle_rests_on_its_own_truce_acts(corpus: Corpus) -> None:
    for id, part in corpus.parts.items():
        assert {*part.declared, *part.effect, *(end.statement for end in part.ends)} <= set(part.statements)
        assert len(part.statements) == len(set(part.statements))
        assert all(corpus.statement(s).cycle == id for s in part.statements)


def test_no_truce_act_belongs_to_two_cycles_and_one_to_none(corpus: Corpus) -> None:
    listed = [s for part in corpus.parts.values() for s in part.statements]
    assert len(listed) == len(set(listed))
    acts = {s.id for s in corpus.statements if s.kind == "truce"}
    # Kamal al-Hasnawi's "sufficient time" names no truce of the articles.
    assert acts - set(listed) == {"s-001-064333"}


def test_events_know_their_cycles(corpus: Corpus) -> None:
    for event, found in zip(corpus.events["event"], corpus.events["cycle"], strict=True):
        named = [id for id, p in corpus.parts.items() if event in {*p.before, *p.violations, *p.after}]
        assert found == tuple(named) == cycles.of_event(corpus.parts, event)
    truce = corpus.parts[TRUCE]
    [violation] = [corpus.event(name) for name in truce.violations]
    assert row(corpus, TRUCE)["effect_last"] < violation["first"]
    assert violation["last"] < row(corpus, TRUCE)["ended_first"], "a violation comes before the end"


def test_each_claim_about_an_end_is_a_row(corpus: Corpus) -> None:
    claims = [(id, end.statement, end.mode) for id, part in corpus.parts.items() for end in part.ends]
    rows = corpus.cycle_ends.to_dict("records")
    assert [(r["cycle"], *r["statements"], r["mode"]) for r in rows] == claims
    for r in rows:
        [id] = r["statements"]
        told = corpus.statement(id)
        assert (r["first"], r["last"], r["speaker"]) == (told.date.first, told.date.last, told.speaker)


def act(id: str, first: str | None = None, last: str | None = None, **fields: Any) -> Statement:
    day = dt.date.fromisoformat
    days = Days(day(first), day(last or first)) if first else Days()
    given: dict[str, Any] = {"act": "declared"} | fields
    return Statement(
        id=id,
        article="009",
        kind="truce",
        status="reported",
        scope="in",
        start=0,
        end=1,
        quote="ه",
        date=days,
        **given,
    )


def made(statements: list[Statement], **fields: Any) -> tuple[dict[str, Any], pd.DataFrame]:
    """The row and the claims of a cycle that is put together from these statements."""
    given: dict[str, Any] = {
        name: []
        for name in (
            "declared",
            "effect",
            "ends",
            "addressee",
            "bound",
            "refused",
            "in_return",
            "excluded",
            "before",
            "violations",
            "after",
        )
    }
    given |= {
        "name": {"en": "A", "ar": "أ", "short": {"en": "A", "ar": "أ"}},
        "side": None,
        "form": None,
        "open_start": False,
        "open_end": False,
    }
    given |= {"statements": [s.id for s in statements]} | fields
    parts = {"c": cycles.Cycle.model_validate(given)}
    return cycles.table(parts, statements).to_dict("records")[0], cycles.ends(parts, statements)


def test_competing_claims_about_the_end_all_stand() -> None:
    statements = [
        act("begin", "2024-02-01", "2024-02-03"),
        act("over", "2024-07-10", speaker="iran"),
        act("hit", "2024-07-20", "2024-07-22"),
        act("undated"),
    ]
    modes = ("declared over", "attack", "superseded")
    claims = [{"statement": s.id, "mode": mode} for s, mode in zip(statements[1:], modes, strict=True)]
    cycle, ends = made(statements, effect=["begin"], ends=claims)
    assert (cycle["ended_first"], cycle["ended_last"]) == (dt.date(2024, 7, 10), dt.date(2024, 7, 22))
    assert cycle["duration_low"] == (dt.date(2024, 7, 10) - dt.date(2024, 2, 3)).days
    assert cycle["duration_high"] == (dt.date(2024, 7, 22) - dt.date(2024, 2, 1)).days
    assert list(ends["mode"]) == list(modes) and list(ends["speaker"]) == ["iran", None, None]


def test_a_truce_that_may_have_ended_as_it_began_lasted_no_days_or_more() -> None:
    statements = [act("begin", "2024-02-01", "2024-02-10"), act("end", "2024-02-05")]
    cycle, _ = made(statements, effect=["begin"], ends=[{"statement": "end", "mode": "attack"}])
    assert (cycle["duration_low"], cycle["duration_high"]) == (0, 4)


def test_without_dated_ends_there_is_no_duration() -> None:
    for statements in ([act("begin", "2024-02-01"), act("end")], [act("begin"), act("end", "2024-02-05")]):
        cycle, _ = made(statements, effect=["begin"], ends=[{"statement": "end", "mode": "attack"}])
        assert cycle["duration_low"] is cycle["duration_high"] is None


def test_a_denial_makes_nobody_a_mediator_or_a_guarantor() -> None:
    denied = act(
        "b", act="denied", mediators=("iran",), guarantors=("iran",), denied_by=("iraqi-government",)
    )
    cycle, _ = made([act("a", mediators=("israel",), guarantors=("turkey",)), denied])
    assert (cycle["mediators"], cycle["guarantors"]) == (("israel",), ("turkey",))
    assert cycle["denied_by"] == ("iraqi-government",)


def test_terms_are_listed_once_and_the_longest_deadline_holds() -> None:
    acts = [
        act("a", terms=("x", "y"), deadline_days=30),
        act("b", terms=("y", "z"), deadline_days=120),
        act("c"),
    ]
    cycle, _ = made(acts)
    assert (cycle["conditions"], cycle["deadline_days"]) == (("x", "y", "z"), 120)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(cycles.FILE, tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ("declared: []", "declared: [s-003-000000]", "declared.0", "unknown id 's-003-000000'"),
        ("effect: [s-003-696627]", "effect: [s-003-000000]", "effect.0", "unknown id 's-003-000000'"),
        ("statements: [s-003-26eeaa", "statements: [s-003-d85218", "statements.0",
         "unknown id 's-003-d85218'"),
        ("{statement: s-003-26eeaa", "{statement: s-003-000000", "ends.0.statement",
         "unknown id 's-003-000000'"),
        ("before: [attacks-2023-10]", "before: [attacks-2022-10]", "before.0",
         "unknown id 'attacks-2022-10'"),
        ("violations: [ain", "violations: [conoco-2024-07-26, nain", "violations.1",
         "unknown id 'nain-al-asad-2024-07-16'"),
        ("after: [ain", "after: [nain", "after.0", "unknown id 'nain-al-asad-2024-07-25'"),
        ("bound: [iraqi-factions]", "bound: [iraqi-faction]", "bound.0", "unknown id 'iraqi-faction'"),
        ("addressee: [iraqi-government]", "addressee: [nobody]", "addressee.0", "unknown id 'nobody'"),
        ("refused: []", "refused: [nobody]", "refused.0", "unknown id 'nobody'"),
        ("s-003-531f5f, en:", "s-003-000000, en:", "in_return.0.statement", "unknown id 's-003-000000'"),
        ("excluded: []", "excluded: [nobody]", "excluded.0", "unknown id 'nobody'"),
        ("mode: attack", "mode: rain", "ends.0.mode", "Input should be 'declared over', 'attack'"),
        ("side: one-sided", "side: no-sided", "side", "Input should be 'one-sided', 'two-sided'"),
        ("form: tacit", "form: letter", "form", "Input should be 'statement', 'leak', 'tacit' or 'talks'"),
        ("open_end: false", "open_end: perhaps", "open_end", "Input should be a valid boolean"),
        ("bound: [", "bond: [", "bond", "unknown field"),
        ("form: tacit", "form: tacit\n  form: leak", "form", "the field stands twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_cycle(
    corpus: Corpus, file: Path, change, refused, old: str, new: str, field: str, said: str
) -> None:
    line = change(file, old, new, after=f"\n{TRUCE}:\n") + new.count("\n")
    problems = refused(lambda: cycles.load(corpus.statements, corpus.events, file))
    expected = f"{file}:{line}: {TRUCE}.{field}: {said}"
    assert any(problem.startswith(expected) for problem in problems), problems
    if "field" not in said:
        assert len(problems) == 1


@pytest.mark.parametrize("field", cycles.Cycle.model_fields)
def test_no_field_of_a_cycle_may_be_missing(corpus: Corpus, file: Path, change, refused, field: str) -> None:
    top = file.read_text("utf-8").split("\n").index(f"{TRUCE}:") + 1
    line = change(file, f"  {field}:", f"  x{field}:", after=f"\n{TRUCE}:\n")
    assert refused(lambda: cycles.load(corpus.statements, corpus.events, file)) == [
        f"{file}:{top}: {TRUCE}.{field}: the field is missing",
        f"{file}:{line}: {TRUCE}.x{field}: unknown field",
    ]


@pytest.mark.parametrize("id", ["2021 march", "March", "../x", "a--b"])
def test_an_id_that_is_no_part_of_an_address(corpus: Corpus, file: Path, change, refused, id: str) -> None:
    line = change(file, f"\n{TRUCE}:\n", f'\n"{id}":\n') + 1
    [problem] = refused(lambda: cycles.load(corpus.statements, corpus.events, file))
    assert problem.startswith(f"{file}:{line}: {id}: expected an id such as 2021-march, found ")


def test_all_unknown_ids_are_told_and_a_list_over_lines_tells_the_line(
    corpus: Corpus, file: Path, change, refused
) -> None:
    line = change(
        file, "bound: [iraqi-factions]", "bound:\n  - iraqi-factions\n  - one\n  - two", f"\n{TRUCE}:\n"
    )
    assert refused(lambda: cycles.load(corpus.statements, corpus.events, file)) == [
        f"{file}:{line + 2}: {TRUCE}.bound.1: unknown id 'one'",
        f"{file}:{line + 3}: {TRUCE}.bound.2: unknown id 'two'",
    ]


def test_an_alias_in_cycles_is_refused(corpus: Corpus, file: Path, change, refused) -> None:
    change(file, "bound: [", "bound: &them [")
    line = change(file, "refused: []", "refused: *them")
    said = f"{file}:{line}: (file): expected a value, found the alias *them"
    assert refused(lambda: cycles.load(corpus.statements, corpus.events, file)) == [said]


def test_names_of_cycles_are_the_ids_in_addresses(corpus: Corpus) -> None:
    assert all(re.fullmatch(r"\d{4}-[a-z]+", id) for id in corpus.parts)
    assert list(corpus.cycles["cycle"]) == list(corpus.parts) == sorted(corpus.parts, key=lambda id: id[:4])


if __name__ == "__main__":
    print(rendered(reader.load()), end="")
