"""What the articles mention of the record's events, and what they tell that no page of the record does.

Nothing is guessed: an event of the record is mentioned where its row names the articles' event; where only
words for several attacks could stand for it, it is perhaps mentioned. Rows out of scope are left aside.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis import events
from analysis.chronology import FOLDER, Chronology, cycles
from analysis.chronology.rows import COUNTRIES, Row
from analysis.corpus import Corpus
from analysis.statements import Statement
from analysis.yamlfile import Record, Source

FILE = "coverage.yml"

Status = Literal["mentioned", "perhaps", "missed-inside", "missed-outside"]
STATUSES: tuple[Status, ...] = ("mentioned", "perhaps", "missed-inside", "missed-outside")
"""Mentioned; perhaps; not named by an article that speaks of its days; on days that no article speaks of."""

GROUPS = ("bases", "embassy", "airports", "convoys", "untold", "syria", "jordan",
          "strikes-iraq", "strikes-syria", "strikes-untold")  # fmt: skip
"""Attacks in Iraq by target, attacks in Syria and in Jordan, strikes by country."""

_TARGETS = {"base": "bases", "embassy": "embassy", "airport": "airports", "convoy": "convoys"}
_COUNTRIES = {code: word for word, code in COUNTRIES.items()}


class Copy(Record):
    """A page that carries an article's own text or words, and how."""

    source: str
    article: str
    why: str


class Targets(Record):
    """An aggregate whose words name several kinds of target."""

    event: str
    types: list[Literal["base", "embassy", "airport", "convoy", "other"]]
    why: str


class Notes(Record):
    """The file of this comparison; its head says what each part holds."""

    not_independent: list[Copy]
    target_types: list[Targets]


@dataclass(frozen=True)
class Covered:
    """An event of the record beside the articles.

    `statements` are the articles' where it is mentioned, or those of the words that could stand for it.
    `articles` are the numbers of those that speak of its days.
    """

    row: Row
    group: str
    status: Status
    statements: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Alone:
    """What an article tells and no independent page of the record does; `id` is that of the articles.

    `instead` are rows that tell of something near it.
    """

    kind: Literal["event", "several", "cycle", "act"]
    id: str
    statements: tuple[str, ...]
    instead: tuple[str, ...]


@functools.cache
def notes(folder: Path = FOLDER) -> Notes:
    """What the file of this comparison says. Raises BadFile."""
    return Source(folder / FILE).parse(Notes)


def covered(record: Chronology, corpus: Corpus) -> list[Covered]:
    """Each attack and strike of the record in scope, in its order, and how the articles have it."""
    found = []
    for row in record.rows:
        if row.kind in ("attack", "strike") and row.scope == "in":
            articles = _speaking(row, corpus)
            status, statements = _status(row, corpus, bool(articles))
            found.append(Covered(row, group(row), status, statements, articles))
    return found


def alone(record: Chronology, corpus: Corpus) -> list[Alone]:
    """What the articles tell of attacks, strikes and truces that no independent page tells of.

    Events first, then cycles, then acts of those cycles of which the record does tell. Words for several
    attacks count where no event of the record could be among them; such words without days can't be compared.
    """
    return [*_events(record, corpus), *_cycles(record, corpus), *_acts(record, corpus)]


def group(row: Row) -> str:
    """Under what an event of the record is counted."""
    country = _COUNTRIES[row.country] if row.country else "untold"
    if row.kind == "strike":
        return f"strikes-{country}"
    return _TARGETS.get(row.target_type or "", "untold") if country == "iraq" else country


def could_be(row: Row, aggregate: Any) -> bool:
    """Whether words for several attacks could stand for a row: days in common, place and target not at odds.

    What either leaves open isn't at odds with anything. Weapons aren't asked for.
    """
    if row.kind != aggregate["kind"] or aggregate["first"] is None:
        return False
    types = _types(aggregate)
    return (
        _meet(row, aggregate["first"], aggregate["last"])
        and (not row.country or aggregate["country"] in (None, row.country))
        and (not row.target_type or not types or row.target_type in types)
    )


def independent(record: Chronology, row: Row, articles: Iterable[str]) -> bool:
    """Whether a row rests on a page that is none of these articles over again, by their numbers."""
    copies = {copy.source for copy in notes().not_independent if copy.article in set(articles)}
    return bool(set(row.sources) - copies)


def _status(row: Row, corpus: Corpus, spoken_of: bool) -> tuple[Status, tuple[str, ...]]:
    if row.event:
        return "mentioned", corpus.event(row.event)["statements"]
    words = [a for _, a in events.aggregates(corpus.reviewed.events).iterrows() if could_be(row, a)]
    if words:
        return "perhaps", tuple(dict.fromkeys(id for a in words for id in a["statements"]))
    return ("missed-inside" if spoken_of else "missed-outside"), ()


def _speaking(row: Row, corpus: Corpus) -> tuple[str, ...]:
    windows = [(a.number, corpus.reviews[a.id].window) for a in corpus.articles if a.id in corpus.reviews]
    return tuple(number for number, w in windows if _meet(row, w.first, w.last))


def _events(record: Chronology, corpus: Corpus) -> Iterator[Alone]:
    inside = [r for r in record.rows if r.scope == "in"]
    for _, event in corpus.reviewed.events.query("scope == 'in'").iterrows():
        if event["aggregate"] and event["first"] is None:
            continue
        several = bool(event["aggregate"])
        same = [row for row in inside if (could_be(row, event) if several else row.event == event["event"])]
        articles = _numbers(corpus, event["articles"])
        if not any(independent(record, row, articles) for row in same):
            near = _near(record, event["event"])
            yield Alone("several" if several else "event", event["event"], event["statements"], near)


def _cycles(record: Chronology, corpus: Corpus) -> Iterator[Alone]:
    for id, cycle in corpus.parts.items():
        if not _told(record, corpus, id):
            rows = [row.id for row in cycles.acts(id, record.rows)]
            rows += [row for own in record.parts.values() if own.may_be and own.may_be.cycle == id
                     for row in (*own.declared, *(end.row for end in own.ends))]  # fmt: skip
            near = dict.fromkeys((*rows, *_near(record, id)))
            yield Alone("cycle", id, tuple(cycle.statements), tuple(near))


def _acts(record: Chronology, corpus: Corpus) -> Iterator[Alone]:
    """Acts of which no row of the same cycle tells: the same act, on days in common where both have days."""
    for id, cycle in corpus.parts.items():
        rows = _told(record, corpus, id)
        for act in (corpus.statement(s) for s in cycle.statements if rows):
            same = [row for row in rows if row.act == act.act]
            if act.scope == "in" and not any(_same_days(row, act) for row in same):
                yield Alone("act", act.id, (act.id,), tuple(row.id for row in same))


def _told(record: Chronology, corpus: Corpus, cycle: str) -> list[Row]:
    """The record's acts of an article's cycle that rest on a page other than those articles."""
    told = (corpus.statement(id).article for id in corpus.parts[cycle].statements)
    articles = _numbers(corpus, told)
    return [row for row in cycles.acts(cycle, record.rows) if independent(record, row, articles)]


def _near(record: Chronology, id: str) -> tuple[str, ...]:
    """Rows whose dispute names an event or a cycle of the articles."""
    named = re.compile(rf"\({re.escape(id)}\)")
    return tuple(row.id for row in record.rows if row.disputed and named.search(row.disputed))


def _numbers(corpus: Corpus, articles: Iterable[str]) -> set[str]:
    return {corpus.article(id).number for id in articles}


def _types(aggregate: Any) -> tuple[str, ...]:
    named = {given.event: tuple(given.types) for given in notes().target_types}
    own = (aggregate["target_type"],) if aggregate["target_type"] else ()
    return named.get(aggregate["event"], own)


def _same_days(row: Row, act: Statement) -> bool:
    return act.date.first is None or act.date.last is None or _meet(row, act.date.first, act.date.last)


def _meet(row: Row, first: dt.date, last: dt.date) -> bool:
    return row.first <= last and first <= row.last
