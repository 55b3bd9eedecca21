import dataclasses
from collections.abc import Callable

import pytest

from analysis import charts
from analysis.charts.matrix import QUESTIONS
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit, Told
from analysis.labels import word

SILENT = {"none named", "not told", "talks only"}
MARCH, JULY = "Leaked truce, March 2021", "Renewal failed, July 2021"


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.matrix(corpus)


def answer(made: Exhibit, question: str, cycle: str) -> Told:
    [told] = made.table.loc[made.table["Question"] == question, cycle]
    assert isinstance(told, Told)
    return told


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_a_row_a_question_and_a_column_a_cycle(made: Exhibit) -> None:
    cycles = ["Lull, spring 2020", "Truce ended March 2021", MARCH, JULY, "Mediation refused, January 2022",
              "Truce, February–July 2024"]  # fmt: skip
    assert list(made.table.columns) == ["Question", *cycles, "statements"]
    assert list(made.table["Question"]) == [word(question) for question in QUESTIONS]


def test_every_answer_rests_on_statements_of_its_cycle(made: Exhibit, corpus: Corpus) -> None:
    for cycle, heading in zip(corpus.parts, made.table.columns[1:-1], strict=True):
        part = corpus.parts[cycle]
        around = {id for name in part.violations for id in corpus.event(name)["statements"]}
        for question in made.table["Question"]:
            told = answer(made, question, heading)
            assert set(told.statements) <= {*part.statements, *around}
            assert told.statements or told.text in SILENT, f"{question}, {heading}: {told.text}"


def test_what_is_not_told_has_no_evidence(made: Exhibit) -> None:
    # That there were talks and no truce is told: the one of these answers with evidence is to the form.
    for _, row in made.table[made.table["Question"] != "Form"].iterrows():
        assert not any(told.statements for told in row.iloc[1:-1] if told.text in SILENT)


def test_a_row_holds_the_statements_of_its_cells(made: Exhibit) -> None:
    for _, row in made.table.iterrows():
        of_cells = [id for told in row.iloc[1:-1] for id in told.statements]
        assert row["statements"] == tuple(dict.fromkeys(of_cells))


def test_unknown_none_and_no_truce_are_told_apart(made: Exhibit) -> None:
    assert answer(made, "Ended", MARCH) == Told("not told")
    assert answer(made, "Ended", JULY) == Told("talks only")
    assert answer(made, "Refused by", MARCH) == Told("none named")


def test_who_denies_a_mediation_does_not_confirm_it(made: Exhibit) -> None:
    mediators = answer(made, "Mediators", MARCH)
    assert mediators.text.endswith("(alleged)")
    assert not {"s-002-6ce725", "s-002-7eb803"} & set(mediators.statements)
    denied = answer(made, "Denied by", MARCH)
    assert denied.text == "government" and {"s-002-6ce725", "s-002-7eb803"} <= set(denied.statements)


def test_one_report_takes_the_hedge_away(corpus: Corpus) -> None:
    changed = tuple(
        dataclasses.replace(s, status="reported") if s.id == "s-002-132aa0" else s for s in corpus.statements
    )
    made = charts.matrix(dataclasses.replace(corpus, statements=changed))
    assert answer(made, "Guarantors", MARCH).text == "Iranian parties and Lebanese parties"
    assert "alleged" not in answer(made, "In return for", MARCH).text


def test_what_is_given_in_return_is_short_for_terms_of_its_statement(corpus: Corpus) -> None:
    given = [each for part in corpus.parts.values() for each in part.in_return]
    assert given and all(corpus.statement(each.statement).terms for each in given)
    for cycle in corpus.parts.values():
        assert {each.statement for each in cycle.in_return} <= set(cycle.statements)


def test_narrow_enough_for_a_page(made: Exhibit) -> None:
    heads = [*made.table.columns[:-1], *made.table["Question"]]
    cells = [told.text for _, row in made.table.iterrows() for told in row.iloc[1:-1]]
    assert max(len(word) for text in heads + cells for word in text.split()) <= 14
    assert max(map(len, heads)) <= 32 and max(map(len, cells)) <= 64


def test_without_cycles_no_rows(nothing: Corpus) -> None:
    made = charts.matrix(nothing)
    assert made.table.empty and made.figure is None
