"""The matrix of the truce cycles: a question a row, a cycle a column, every answer with its evidence."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from analysis import wording
from analysis.charts import attacks, naming
from analysis.choices import SPOKEN
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit, Told
from analysis.labels import word
from analysis.statements import Statement


def matrix(corpus: Corpus) -> Exhibit:
    """What the articles tell of each cycle: who declared it, on what terms, who refused, how it ended.

    One row a question and one column a cycle. A cell is Told: the answer in few words, and the statements
    it rests on, none where nothing is told. `statements` are those of all cells of the row.
    """
    rows = [_row(corpus, question) for question in QUESTIONS if corpus.parts]
    columns = [word("Question"), *(cycle.name.short.en for cycle in corpus.parts.values()), EVIDENCE]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return Exhibit("matrix", attacks.caption("matrix", corpus), table)


def _row(corpus: Corpus, question: str) -> list[Any]:
    answers = [QUESTIONS[question](corpus, id) for id in corpus.parts]
    statements = dict.fromkeys(id for answer in answers for id in answer.statements)
    return [word(question), *answers, tuple(statements)]


def _declared(corpus: Corpus, id: str) -> Told:
    acts = _acts(corpus, corpus.parts[id].declared)
    days = _computed(corpus, id)
    when = wording.span(days["declared_first"], days["declared_last"])
    if days["declared_first"] is None:
        when = word("days not told")
    return Told(f"{_parties(acts)}{_hedge(acts)}, {when}", _ids(acts)) if acts else _silence(corpus, id)


def _of_entry(field: str) -> Callable[[Corpus, str], Told]:
    """A question that the cycle's entry answers with one of the words it may use."""

    def answer(corpus: Corpus, id: str) -> Told:
        value = getattr(corpus.parts[id], field)
        return Told(word(value), _ids(_core(corpus, id))) if value else _silence(corpus, id)

    return answer


def _actors(field: str) -> Callable[[Corpus, str], Told]:
    """A question that the cycle's entry answers with actors."""

    def answer(corpus: Corpus, id: str) -> Told:
        return _people(getattr(corpus.parts[id], field), _core(corpus, id))

    return answer


def _refused(corpus: Corpus, id: str) -> Told:
    rejected = [act for act in _acts(corpus, corpus.parts[id].statements) if act.act == "rejected"]
    return _people(corpus.parts[id].refused, rejected or _core(corpus, id))


def _in_return(corpus: Corpus, id: str) -> Told:
    found = corpus.parts[id].in_return
    told = [given.en + _hedge([corpus.statement(given.statement)]) for given in found]
    return Told("; ".join(told), tuple(given.statement for given in found)) if found else _none()


def _deadline(corpus: Corpus, id: str) -> Told:
    acts = [a for a in _acts(corpus, corpus.parts[id].statements) if a.deadline_days is not None]
    days = dict.fromkeys(f"{act.deadline_days} {word('days')}" for act in acts)
    return Told(wording.listing(list(days)) + _hedge(acts), _ids(acts)) if acts else _none()


def _of_acts(field: str) -> Callable[[Corpus, str], Told]:
    """A question that the acts answer with actors; who denies that someone mediated doesn't say who did."""

    def answer(corpus: Corpus, id: str) -> Told:
        acts = [a for a in _acts(corpus, corpus.parts[id].statements) if getattr(a, field)]
        if field != "denied_by":
            acts = [a for a in acts if a.act != "denied"]
        return _people((who for act in acts for who in getattr(act, field)), acts)

    return answer


def _attacked(corpus: Corpus, id: str) -> Told:
    rows = [corpus.event(name) for name in corpus.parts[id].violations]
    acts = _acts(corpus, (statement for row in rows for statement in row["statements"]))
    return Told(naming.events(rows) + _hedge(acts), _ids(acts)) if rows else _none()


def _ended(corpus: Corpus, id: str) -> Told:
    """Each claim about the end: who is said to have ended it, how and when."""
    told = []
    for end in corpus.parts[id].ends:
        act = corpus.statement(end.statement)
        days = wording.span(act.date.first, act.date.last)
        told.append(f"{_parties([act])}: {word(end.mode)}{_hedge([act])}, {days}")
    statements = tuple(end.statement for end in corpus.parts[id].ends)
    return Told("; ".join(told), statements) if told else _silence(corpus, id)


def _duration(corpus: Corpus, id: str) -> Told:
    low, high = (_computed(corpus, id)[f"duration_{end}"] for end in ("low", "high"))
    if low is None:
        return _silence(corpus, id)
    acts = _acts(corpus, (*corpus.parts[id].effect, *(end.statement for end in corpus.parts[id].ends)))
    return Told(wording.both(low, high) + _hedge(acts), _ids(acts))


QUESTIONS: dict[str, Callable[[Corpus, str], Told]] = {
    "field declared": _declared,
    "field form": _of_entry("form"),
    "field side": _of_entry("side"),
    "field addressee": _actors("addressee"),
    "field bound": _actors("bound"),
    "field refused": _refused,
    "field in_return": _in_return,
    "field deadline": _deadline,
    "field mediators": _of_acts("mediators"),
    "field guarantors": _of_acts("guarantors"),
    "field denied_by": _of_acts("denied_by"),
    "field violations": _attacked,
    "field ended": _ended,
    "field duration": _duration,
}
"""The questions in the order of a cycle's life, by the key of their wording."""


def _people(who: Iterable[str], acts: Sequence[Statement]) -> Told:
    names = list(dict.fromkeys(map(naming.short, who)))
    return Told(wording.listing(names) + _hedge(acts), _ids(acts)) if names else _none()


def _parties(acts: Sequence[Statement]) -> str:
    return wording.listing(list(dict.fromkeys(naming.short(who) for act in acts for who in act.parties)))


def _silence(corpus: Corpus, id: str) -> Told:
    """What to print where nothing is told: of talks that no truce came of, that there were only talks."""
    return Told(word("talks" if corpus.parts[id].form == "talks" else "not told"))


def _none() -> Told:
    return Told(word("none named"))


def _hedge(acts: Sequence[Statement]) -> str:
    """Says so where every statement only repeats a claim or an accusation."""
    statuses = dict.fromkeys(act.status for act in acts)
    if not statuses or not SPOKEN.issuperset(statuses):
        return ""
    return f" ({wording.listing([word(status) for status in statuses])})"


def _core(corpus: Corpus, id: str) -> list[Statement]:
    """The statements that tell of the truce itself; all of the cycle's where none tells of its beginning."""
    cycle = corpus.parts[id]
    terms = [act.id for act in _acts(corpus, cycle.statements) if act.act == "declared"]
    return _acts(corpus, dict.fromkeys((*cycle.declared, *cycle.effect, *terms)) or cycle.statements)


def _acts(corpus: Corpus, ids: Iterable[str]) -> list[Statement]:
    return [corpus.statement(id) for id in ids]


def _ids(acts: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(act.id for act in acts)


def _computed(corpus: Corpus, id: str) -> pd.Series:
    return corpus.cycles[corpus.cycles["cycle"] == id].iloc[0]
