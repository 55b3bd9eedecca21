"""What stands against a statement: what its own article contradicts, who denies it, who tells it otherwise.

A reader who opens the evidence of a number sees these beside it. Nothing is weighed; both sides stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis import labels, lexicon, wording
from analysis.corpus import Corpus
from analysis.statements import Count, Days, Munitions, Statement

AGAINST = ("denied", "rejected")
"""The truce acts that say no to a truce."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One thing that stands against a statement, in words, and the statements that say so, if others do."""

    words: str
    statements: tuple[str, ...] = ()


def of(statement: Statement, corpus: Corpus) -> list[Dispute]:
    """All that stands against a statement, its own article's contradictions first; often nothing."""
    return [
        *_within(statement),
        *_on_the_event(statement, [s for s in corpus.statements if _same_event(s, statement)]),
        *_on_the_truce(statement, [s for s in corpus.statements if _same_cycle(s, statement)]),
        *_on_the_end(statement, corpus),
    ]


def _within(s: Statement) -> Iterator[Dispute]:
    conflict = (s.period if s.kind == "total" else s.date).conflict
    if conflict:
        yield Dispute(conflict)
    if s.denied_by:
        yield Dispute(labels.word("dispute denied").format(who=_names(s.denied_by)))


def _on_the_event(s: Statement, others: Sequence[Statement]) -> Iterator[Dispute]:
    """Days and numbers that cannot both be true, and denials of what it tells."""
    for other in others:
        if _days_apart(s.date, other.date):
            days = wording.span(other.date.first, other.date.last)
            yield Dispute(labels.word("dispute days").format(days=days), (other.id,))
        for what, mine, theirs in _numbers(s, other):
            if _counts_apart(mine, theirs):
                said = f"{wording.count(theirs)} ({labels.word(what)})"
                yield Dispute(labels.word("dispute number").format(number=said), (other.id,))
        if other.status == "denied" != s.status:
            yield Dispute(labels.word("dispute denied").format(who=_speaker(other)), (other.id,))


def _on_the_truce(s: Statement, others: Sequence[Statement]) -> Iterator[Dispute]:
    """Who denies or rejects the truce that it tells of; of a denial, who tells of the truce all the same."""
    against = [o for o in others if (o.act in AGAINST) != (s.act in AGAINST)]
    told = "dispute told" if s.act in AGAINST else "dispute refused"
    if against:
        acts = dict.fromkeys(f"{labels.word(o.act or '')} ({_speaker(o)})" for o in against)
        words = labels.word(told).format(acts=wording.listing(list(acts)))
        yield Dispute(words, tuple(o.id for o in against))


def _on_the_end(s: Statement, corpus: Corpus) -> Iterator[Dispute]:
    """Other claims about the end of its cycle."""
    claims = [claim for claim in corpus.cycle_ends.itertuples() if claim.cycle == s.cycle]
    if not any(s.id in claim.statements for claim in claims):
        return
    for claim in claims:
        if s.id not in claim.statements:
            days = wording.span(claim.first, claim.last)
            said = labels.word("dispute end").format(mode=labels.word(claim.mode), days=days)
            yield Dispute(said, tuple(claim.statements))


def _numbers(a: Statement, b: Statement) -> Iterator[tuple[str, Count | None, Count | None]]:
    """What both may count, by its label: the killed, the wounded, the munitions of one type."""
    yield "field killed", a.killed, b.killed
    yield "field wounded", a.wounded, b.wounded
    for mine in a.weapons:
        for theirs in b.weapons:
            if mine.type == theirs.type:
                yield mine.type, _count(mine), _count(theirs)


def _count(weapon: Munitions) -> Count:
    return Count(weapon.low, weapon.best, weapon.high)


def _same_event(other: Statement, s: Statement) -> bool:
    return other.id != s.id and s.event is not None and other.event == s.event


def _same_cycle(other: Statement, s: Statement) -> bool:
    both = other.kind == s.kind == "truce"
    return both and other.id != s.id and s.cycle is not None and other.cycle == s.cycle


def _days_apart(a: Days, b: Days) -> bool:
    if not (a.first and a.last and b.first and b.last):
        return False
    return a.last < b.first or b.last < a.first


def _counts_apart(a: Count | None, b: Count | None) -> bool:
    """Whether two counts share no number; what one of them leaves open can't part them."""
    if a is None or b is None:
        return False
    return _under(a, b) or _under(b, a)


def _under(a: Count, b: Count) -> bool:
    high = a.best if a.high is None and a.low is None else a.high
    low = b.best if b.low is None and b.high is None else b.low
    return high is not None and low is not None and high < low


def _speaker(s: Statement) -> str:
    return lexicon.name(s.speaker) if s.speaker else labels.word("the article")


def _names(ids: Sequence[str]) -> str:
    return wording.listing([lexicon.name(id) for id in ids])
