import dataclasses
from collections.abc import Callable

import pytest

from analysis import charts
from analysis.charts.matrix import QUESTIONS
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.labels import word


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.matrix(corpus)


def answer(made: Exhibit, question: str, cycle: str) -> str:
    rows = made.table[made.table["Question"] == question]
    [told] = [row["What is told"] for _, row in rows.iterrows() if cycle in row["Cycle"].split(", ")]
    return str(told)


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_every_question_has_one_answer_of_every_cycle(made: Exhibit, corpus: Corpus) -> None:
    for question in QUESTIONS:
        rows = made.table[made.table["Question"] == word(question)]
        named = [cycle for cell in rows["Cycle"] for cycle in cell.split(", ")]
        assert len(named) == len(set(named)) == len(corpus.parts)


def test_every_statement_belongs_to_the_corpus_and_answers_rest_on_some(
    made: Exhibit, corpus: Corpus
) -> None:
    silent = {"none named", "not told", "talks only; no truce came of them"}
    for _, row in made.table.iterrows():
        assert all(corpus.statement(id) for id in row["statements"])
        if row["Question"] != "Full name":
            assert bool(row["statements"]) == (row["What is told"] not in silent)


def test_unknown_none_and_no_truce_are_told_apart(made: Exhibit) -> None:
    assert answer(made, "How it ended", "March 2021") == "not told"
    assert answer(made, "How it ended", "July 2021").startswith("talks only")
    assert answer(made, "Who refused", "March 2021") == "none named"


def test_who_denies_a_mediation_does_not_confirm_it(made: Exhibit) -> None:
    assert answer(made, "Mediators", "March 2021").endswith("(alleged)")
    assert answer(made, "Mediation denied by", "March 2021") == "Iraqi government"
    rows = made.table[made.table["Question"] == "Mediators"]
    assert not {"s-002-6ce725", "s-002-7eb803"} & {id for ids in rows["statements"] for id in ids}


def test_one_report_takes_the_hedge_away(corpus: Corpus) -> None:
    changed = tuple(
        dataclasses.replace(s, status="reported") if s.id == "s-002-132aa0" else s for s in corpus.statements
    )
    made = charts.matrix(dataclasses.replace(corpus, statements=changed))
    assert answer(made, "Guarantors", "March 2021") == "Iranian parties and Lebanese parties"


def test_narrow_enough_for_a_telephone(made: Exhibit) -> None:
    assert list(made.table.columns) == ["Question", "Cycle", "What is told", "statements"]
    assert max(map(len, made.table["Question"])) < 22


def test_without_cycles_no_rows(nothing: Corpus) -> None:
    made = charts.matrix(nothing)
    assert made.table.empty and made.figure is None
