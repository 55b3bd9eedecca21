from collections.abc import Callable

import pytest

from analysis import charts
from analysis.charts.matrix import QUESTIONS as ASKED
from analysis.charts.record_matrix import QUESTIONS
from analysis.chronology import PREFIX, Chronology
from analysis.exhibits import Exhibit, Told
from analysis.labels import word

SILENT = {word("none named"), word("not told"), word("no truce told")}


@pytest.fixture(scope="module")
def made(record: Chronology) -> Exhibit:
    return charts.record_matrix(record)


def cells(made: Exhibit) -> list[tuple[str, str, Told]]:
    """Question, cycle and answer of each cell."""
    headings = list(made.table.columns)[1:-1]
    return [(row["Question"], head, row[head]) for _, row in made.table.iterrows() for head in headings]


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_the_articles_questions_are_asked_in_their_order() -> None:
    assert [question for question in QUESTIONS if question in ASKED] == list(ASKED)


def test_every_answer_rests_on_rows_of_its_cycle(made: Exhibit, record: Chronology) -> None:
    ids = dict(zip(list(made.table.columns)[1:-1], record.parts, strict=True))
    for question, heading, told in cells(made):
        assert told.statements or told.text in SILENT, (question, heading, told.text)
        for id in told.statements:
            assert id.startswith(PREFIX) and record.row(id).cycle == ids[heading], (question, heading, id)


def test_nothing_is_said_to_be_a_breach_that_no_source_calls_one(made: Exhibit, record: Chronology) -> None:
    [row] = [row for _, row in made.table.iterrows() if row["Question"] == word("field violations")]
    for heading in list(made.table.columns)[1:-1]:
        before, _, _ = row[heading].text.partition(word("not called a breach"))
        called = sum(record.row(id).act == "violated" for id in row[heading].statements)
        assert before.count("attack, ") == called or word("no truce told") in before, heading
