"""The matrix of the truce cycles: question by question, narrow enough for a telephone."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from analysis import cycles, lexicon, wording
from analysis.charts import naming
from analysis.choices import SPOKEN
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit
from analysis.labels import word
from analysis.statements import Statement

Answer = tuple[str, tuple[str, ...]]
"""What is said of one cycle, and the statements that say it: none where nobody says anything."""


def matrix(corpus: Corpus) -> Exhibit:
    """What the articles tell of each cycle: who declared it, on what terms, who refused, how it ended.

    One row a question and an answer, so that all answers to a question stand under one another; cycles of
    which the same is told share a row.
    """
    rows = [row for question, answer in QUESTIONS.items() for row in _rows(corpus, question, answer)]
    columns = [word("Question"), word("Cycle"), word("Answer"), EVIDENCE]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return Exhibit("matrix", word("matrix caption"), table)


def _rows(corpus: Corpus, question: str, answer: Callable[[Corpus, str], Answer]) -> list[list[Any]]:
    """The answers to a question: what is told first, then of which cycles nothing is."""
    same: dict[str, tuple[list[str], list[str]]] = {}
    for id in corpus.parts:
        text, statements = answer(corpus, id)
        names, evidence = same.setdefault(text, ([], []))
        names.append(naming.cycle(id))
        evidence += statements
    rows = [[word(question), ", ".join(names), text, tuple(ids)] for text, (names, ids) in same.items()]
    return sorted(rows, key=lambda row: not row[3])


def _name(corpus: Corpus, id: str) -> Answer:
    """The name that this project gives it: no statement says it."""
    name = corpus.parts[id].name
    return f"{name.en} ({name.ar})", ()


def _declared(corpus: Corpus, id: str) -> Answer:
    """Who declared it and when, and who tells of it: the two are not the same."""
    acts = _acts(corpus, corpus.parts[id].declared)
    if not acts:
        return _silence(corpus, id), ()
    row = _row(corpus, id)
    known = row["declared_first"] is not None
    when = wording.span(row["declared_first"], row["declared_last"]) if known else word("days not told")
    who = naming.people(dict.fromkeys(party for act in acts for party in act.parties))
    return f"{who}{_hedge(acts)}, {when}; {word('told by')} {_speakers(acts)}", _ids(acts)


def _in_force(corpus: Corpus, id: str) -> Answer:
    row = _row(corpus, id)
    acts = _acts(corpus, corpus.parts[id].effect)
    if row["effect_first"] is None:
        return _silence(corpus, id), ()
    span = wording.span(row["effect_first"], row["effect_last"]) + _hedge(acts)
    return f"{word('start not told, in force within')} {span}" if row["open_start"] else span, _ids(acts)


def _end(corpus: Corpus, id: str) -> Answer:
    ends = corpus.parts[id].ends
    told = [_claim(end, corpus.statement(end.statement)) for end in ends]
    if not ends:
        return _silence(corpus, id), ()
    return "; ".join(told), tuple(end.statement for end in ends)


def _claim(end: cycles.End, statement: Statement) -> str:
    days = wording.span(statement.date.first, statement.date.last)
    return f"{word(end.mode)}{_hedge([statement])}, {days}; {word('told by')} {_speakers([statement])}"


def _form(corpus: Corpus, id: str) -> Answer:
    told = [value for value in (corpus.parts[id].form, corpus.parts[id].side) if value]
    return (", ".join(map(word, told)), _ids(_core(corpus, id))) if told else (_silence(corpus, id), ())


def _actors(field: str) -> Callable[[Corpus, str], Answer]:
    """A question that the cycle's entry answers with actors."""

    def answer(corpus: Corpus, id: str) -> Answer:
        return _people(getattr(corpus.parts[id], field), _core(corpus, id))

    return answer


def _refused(corpus: Corpus, id: str) -> Answer:
    rejected = [act for act in _acts(corpus, corpus.parts[id].statements) if act.act == "rejected"]
    return _people(corpus.parts[id].refused, rejected or _core(corpus, id))


def _of_acts(field: str) -> Callable[[Corpus, str], Answer]:
    """A question that the acts answer with actors; who denies that someone mediated doesn't say who did."""

    def answer(corpus: Corpus, id: str) -> Answer:
        acts = [a for a in _acts(corpus, corpus.parts[id].statements) if getattr(a, field)]
        if field == "mediators":
            acts = [a for a in acts if a.act != "denied"]
        return _people((who for act in acts for who in getattr(act, field)), acts)

    return answer


def _conditions(corpus: Corpus, id: str) -> Answer:
    acts = [act for act in _acts(corpus, corpus.parts[id].statements) if act.terms]
    terms = dict.fromkeys(term for act in acts for term in act.terms)
    return ("; ".join(terms) + _hedge(acts), _ids(acts)) if acts else (word("none named"), ())


def _deadline(corpus: Corpus, id: str) -> Answer:
    acts = [a for a in _acts(corpus, corpus.parts[id].statements) if a.deadline_days is not None]
    days = dict.fromkeys(f"{act.deadline_days} {word('days')}" for act in acts)
    return (wording.listing(list(days)) + _hedge(acts), _ids(acts)) if acts else (word("none named"), ())


def _events(field: str) -> Callable[[Corpus, str], Answer]:
    """A question that the cycle's entry answers with attacks and strikes."""

    def answer(corpus: Corpus, id: str) -> Answer:
        rows = [corpus.event(name) for name in getattr(corpus.parts[id], field)]
        told = "; ".join(map(naming.event, rows))
        statements = tuple(statement for row in rows for statement in row["statements"])
        return (told, statements) if rows else (word("none named"), ())

    return answer


QUESTIONS: dict[str, Callable[[Corpus, str], Answer]] = {
    "Full name": _name,
    "Came before": _events("before"),
    "Form and sides": _form,
    "Declared by": _declared,
    "In force from": _in_force,
    "Addressed to": _actors("addressee"),
    "Who is bound": _actors("bound"),
    "Who refused": _refused,
    "Conditions": _conditions,
    "Deadline": _deadline,
    "Left out of it": _actors("excluded"),
    "Mediators": _of_acts("mediators"),
    "Guarantors": _of_acts("guarantors"),
    "Mediation denied by": _of_acts("denied_by"),
    "Broken by": _events("violations"),
    "How it ended": _end,
    "Came after": _events("after"),
}
"""The questions in the order of a cycle's life, by their wording's key."""


def _people(who: Iterable[str], acts: Sequence[Statement]) -> Answer:
    names = tuple(dict.fromkeys(who))
    return (naming.people(names) + _hedge(acts), _ids(acts)) if names else (word("none named"), ())


def _silence(corpus: Corpus, id: str) -> str:
    """What to print where nothing is told: of talks that no truce came of, that there was none."""
    return word("no truce came" if corpus.parts[id].form == "talks" else "not told")


def _hedge(acts: Sequence[Statement]) -> str:
    """Says so where every statement only repeats a claim or an accusation."""
    statuses = dict.fromkeys(act.status for act in acts)
    if not SPOKEN.issuperset(statuses):
        return ""
    return f" ({wording.listing([word(status) for status in statuses])})" if statuses else ""


def _speakers(acts: Iterable[Statement]) -> str:
    """Who says it: a name, the article's words for one who has none, or the article itself."""
    told = dict.fromkeys(lexicon.name(act.speaker) if act.speaker else word("the article") for act in acts)
    return wording.listing(list(told))


def _core(corpus: Corpus, id: str) -> list[Statement]:
    """The statements that tell of the truce itself; all of the cycle's where none tells of its beginning."""
    cycle = corpus.parts[id]
    return _acts(corpus, dict.fromkeys((*cycle.declared, *cycle.effect)) or cycle.statements)


def _acts(corpus: Corpus, ids: Iterable[str]) -> list[Statement]:
    return [corpus.statement(id) for id in ids]


def _ids(acts: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(act.id for act in acts)


def _row(corpus: Corpus, id: str) -> pd.Series:
    return corpus.cycles[corpus.cycles["cycle"] == id].iloc[0]
