"""The matrix of the cycles that only the public record tells of: the same questions, put to the record."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from analysis import lexicon, wording
from analysis.charts import naming
from analysis.chronology import PREFIX, Chronology
from analysis.exhibits import EVIDENCE, Exhibit, Told
from analysis.labels import word


def record_matrix(record: Chronology) -> Exhibit:
    """What the record tells of each cycle that no article mentions.

    One row a question and one column a cycle, as in the articles' matrix. A cell is Told: the answer in few
    words, and the rows of the record that it rests on, none where nothing is told.
    """
    rows = [_row(record, question) for question in QUESTIONS if record.parts]
    columns = [word("Question"), *(cycle.name.short.en for cycle in record.parts.values()), EVIDENCE]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return Exhibit("record-matrix", word("record matrix caption"), table)


def _row(record: Chronology, question: str) -> list[Any]:
    answers = [_answer(record, question, id) for id in record.parts]
    ids = dict.fromkeys(id for answer in answers for id in answer.statements)
    return [word(question), *answers, tuple(ids)]


def _answer(record: Chronology, question: str, id: str) -> Told:
    """A cycle without a truce has nothing to answer but what was attacked."""
    if record.parts[id].form is None and question != "field violations":
        return Told(word("no truce told"))
    return QUESTIONS[question](record, id)


def _declared(record: Chronology, id: str) -> Told:
    rows = [record.row(name) for name in record.parts[id].declared]
    said = [f"{lexicon.name(row.speaker or '')}, {wording.span(row.first, row.last)}" for row in rows]
    return _told("; ".join(said), record.parts[id].declared)


def _of_entry(field: str) -> Callable[[Chronology, str], Told]:
    """A question that the cycle's entry answers with one of the words it may use."""

    def answer(record: Chronology, id: str) -> Told:
        value = getattr(record.parts[id], field)
        return _told(word(value) if value else "", _core(record, id))

    return answer


def _actors(field: str) -> Callable[[Chronology, str], Told]:
    """A question that the cycle's entry answers with actors."""

    def answer(record: Chronology, id: str) -> Told:
        names = [naming.short(who) for who in getattr(record.parts[id], field)]
        return _told(wording.listing(names), _core(record, id)) if names else Told(word("none named"))

    return answer


def _details(field: str) -> Callable[[Chronology, str], Told]:
    """A question that the entry answers in few words, each with its row."""

    def answer(record: Chronology, id: str) -> Told:
        given = getattr(record.parts[id], field)
        if not given:
            return Told(word("none named"))
        return _told("; ".join(one.en for one in given), [one.row for one in given])

    return answer


def _unnamed(record: Chronology, id: str) -> Told:
    return Told(word("none named"))


def _attacked(record: Chronology, id: str) -> Told:
    """Attacks that a source sets against the truce, and those that none does; without a truce, all."""
    events = record.events[(record.events["kind"] == "attack") & (record.events["scope"] == "in")]
    own = events[[id in cycles for cycles in events["cycle"]]]
    if own.empty:
        return Told(word("none named"))
    against = own[own["act"] == "violated"]
    beside = own[own["act"] != "violated"]
    key = "no truce told" if record.parts[id].form is None else "not called a breach"
    told = [naming.events(row for _, row in against.iterrows())] if len(against) else []
    told += [f"{word(key)}: {naming.events(row for _, row in beside.iterrows())}"] if len(beside) else []
    return _told(". ".join(told), [*against["event"], *beside["event"]])


def _ended(record: Chronology, id: str) -> Told:
    """Each claim about the end: who says so, how and when."""
    claims = record.cycle_ends[record.cycle_ends["cycle"] == id]
    told = [
        f"{lexicon.name(claim.speaker)}: {word(claim.mode)}, {wording.span(claim.first, claim.last)}"
        for claim in claims.itertuples()
    ]
    return _told("; ".join(told), [name for names in claims["record"] for name in names])


def _duration(record: Chronology, id: str) -> Told:
    row = record.cycles[record.cycles["cycle"] == id].iloc[0]
    if row["duration_low"] is None:
        return Told(word("not told"))
    part = record.parts[id]
    rows = [*(told.row for told in part.effect), *(end.row for end in part.ends)]
    return _told(wording.both(row["duration_low"], row["duration_high"]), rows)


QUESTIONS: dict[str, Callable[[Chronology, str], Told]] = {
    "field declared": _declared,
    "field form": _of_entry("form"),
    "field side": _of_entry("side"),
    "field addressee": _actors("addressee"),
    "field bound": _actors("bound"),
    "field refused": _actors("refused"),
    "field in_return": _details("in_return"),
    "field deadline": _details("deadline"),
    "field excluded": _details("excluded"),
    "field mediators": _actors("mediators"),
    "field guarantors": _unnamed,
    "field denied_by": _actors("denied_by"),
    "field violations": _attacked,
    "field ended": _ended,
    "field duration": _duration,
}
"""The questions in the order of a cycle's life, by the key of their wording."""


def _core(record: Chronology, id: str) -> list[str]:
    """The rows that tell of the truce's beginning."""
    part = record.parts[id]
    return list(dict.fromkeys((*part.declared, *(told.row for told in part.effect))))


def _told(words: str, rows: Iterable[str] | Sequence[str]) -> Told:
    """Words with the rows they rest on; "not told" for no words."""
    ids = tuple(PREFIX + id for id in dict.fromkeys(rows))
    return Told(words, ids) if words else Told(word("not told"))
