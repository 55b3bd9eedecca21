"""What an article brought to statements, events and cycles."""

from typing import Any

from analysis import events, labels, lexicon, wording
from analysis.articles import Article
from analysis.changes.lines import Line, differences
from analysis.corpus import Corpus
from analysis.statements import Count, Munitions, Statement

_WHO = ("by", "claimed_by", "blamed_on", "denied_by")
_COUNTED = ("killed", "wounded")


def statements(book: Corpus, article: Article) -> tuple[Line, ...]:
    """The article's statements in the order of the text."""
    return tuple(Line(_said(s), s.id) for s in book.statements if s.article == article.id)


def new_events(before: Corpus, after: Corpus) -> tuple[Line, ...]:
    """The events of which nobody told before."""
    known = set(before.events["event"])
    rows = [row for row in after.events.itertuples() if row.event not in known]
    return tuple(Line(_titled(row), f"e-{row.event}") for row in rows)


def events_changed(before: Corpus, after: Corpus) -> tuple[Line, ...]:
    """The events that were told of before, and what of each is told otherwise now."""
    known = {row.event: row for row in before.events.itertuples()}
    found: list[Line] = []
    for row in after.events.itertuples():
        if row.event in known:
            old = known[row.event]
            found += differences(events.title(old), f"e-{row.event}", _event(before, old), _event(after, row))
    return tuple(found)


def new_cycles(before: Corpus, after: Corpus) -> tuple[Line, ...]:
    """The truce cycles of which nobody told before."""
    return tuple(
        Line(cycle.name.en, f"c-{id}") for id, cycle in after.parts.items() if id not in before.parts
    )


def cycles_changed(before: Corpus, after: Corpus) -> tuple[Line, ...]:
    """The truce cycles that were told of before, and what of each is told otherwise now."""
    known = {row.cycle: row for row in before.cycles.itertuples()}
    found: list[Line] = []
    for row in after.cycles.itertuples():
        if row.cycle in known:
            old = _cycle(before, known[row.cycle])
            found += differences(row.name, f"c-{row.cycle}", old, _cycle(after, row))
    return tuple(found)


def _said(s: Statement) -> str:
    """A statement's coding in a few words, and what it says; in Arabic where nobody has translated it."""
    days = s.period if s.kind == "total" else s.date
    marks = [
        labels.word(s.kind),
        *([labels.word(s.status)] if s.status != "reported" else []),
        *([labels.word(s.act)] if s.act else []),
        *([labels.word("out of scope")] if s.scope == "out" else []),
        wording.span(days.first, days.last) if days.first else labels.word("days not told"),
        *([labels.word("in no cycle")] if s.kind == "truce" and not s.cycle else []),
    ]
    return f"{', '.join(marks)}: {s.translation or s.quote}"


def _titled(row: Any) -> str:
    marks = [labels.word("key several attacks" if row.aggregate else row.kind)]
    marks += [labels.word("out of scope")] if row.scope == "out" else []
    return f"{', '.join(marks)}: {events.title(row)}"


def _event(book: Corpus, row: Any) -> dict[str, str]:
    """What is told of an event, by the names of the fields."""
    told = {
        "days": wording.span(row.first, row.last),
        "site": row.site_name or labels.word(row.country or "place not told"),
        **{name: _names(getattr(row, name)) for name in _WHO},
        "target": lexicon.name(row.target) if row.target else "",
        "weapons": ", ".join(map(_munition, row.weapons)),
        **{name: _count(row, name) for name in _COUNTED},
        "count": wording.both(row.aggregate_low, row.aggregate_high) if row.aggregate else "",
        "cycle": ", ".join(row.cycle or ()),
        "articles": ", ".join(book.article(id).number for id in row.articles),
        "statements": str(len(row.statements)),
    }
    return _named(told)


def _cycle(book: Corpus, row: Any) -> dict[str, str]:
    """What is told of a cycle, by the names of the fields; what was decided by hand is left aside."""
    part = book.parts[row.cycle]
    spans = ("declared", "effect", "ended")
    told = {
        **{name: wording.span(getattr(row, f"{name}_first"), getattr(row, f"{name}_last")) for name in spans},
        "duration": wording.both(row.duration_low, row.duration_high),
        **{name: _names(getattr(row, name)) for name in ("mediators", "guarantors", "denied_by")},
        "terms": "; ".join(row.conditions),
        "deadline_days": "" if row.deadline_days is None else str(row.deadline_days),
        "ends": "; ".join(_end(c) for c in book.cycle_ends.itertuples() if c.cycle == row.cycle),
        **{name: ", ".join(getattr(part, name)) for name in ("before", "violations", "after")},
        "articles": ", ".join(dict.fromkeys(book.article(book.statement(id).article).number
                                            for id in row.statements)),
        "statements": str(len(row.statements)),
    }  # fmt: skip
    return _named(told)


def _named(told: dict[str, str]) -> dict[str, str]:
    return {labels.word(f"field {name}"): words for name, words in told.items()}


def _names(ids: tuple[str, ...]) -> str:
    return ", ".join(map(lexicon.name, ids))


def _munition(w: Munitions) -> str:
    counted = Count(w.low, w.best, w.high)
    return f"{labels.word(w.type)}: {wording.count(counted)}" if counted.known else labels.word(w.type)


def _count(row: Any, name: str) -> str:
    counted = Count(*(getattr(row, f"{name}_{end}") for end in ("low", "best", "high")))
    return wording.count(counted) if counted.known else ""


def _end(claim: Any) -> str:
    speaker = lexicon.name(claim.speaker) if claim.speaker else labels.word("the article")
    return f"{labels.word(claim.mode)}, {wording.span(claim.first, claim.last)}, {speaker}"
