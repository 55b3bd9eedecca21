"""What an article brought to what is computed from the tables: facts, exhibits, addresses."""

import dataclasses
import inspect
from collections.abc import Iterator

import pandas as pd

from analysis import cards, charts, chronology, codings, facts, glossary, labels
from analysis.changes import rows
from analysis.changes.lines import Line
from analysis.charts import drawing
from analysis.chronology import Chronology
from analysis.chronology import facts as record_facts
from analysis.corpus import Corpus

_OF_ARTICLES = (cards.coverage, codings.agreement_by_kind, codings.agreement_by_field, codings.settled)
"""The exhibits of the articles that aren't charts."""


def facts_changed(before: Corpus, after: Corpus) -> tuple[Line, ...]:
    """The facts that are worded otherwise now or are there no more."""
    old, new = _facts(before), _facts(after)
    changed = [
        Line(name, None, old[name], words) for name, words in new.items() if old.get(name, words) != words
    ]
    gone = [Line(name, None, words, "") for name, words in old.items() if name not in new]
    return (*changed, *gone)


def exhibits_changed(before: Corpus, after: Corpus) -> tuple[Line, ...]:
    """The charts and tables whose table changed, and how many of its rows and which columns."""
    old, new = _tables(before), _tables(after)
    found = []
    for name, table in new.items():
        changes = rows.compare(old[name], table)
        if any(changes):
            found.append(Line(name, f"fig-{name}", detail="; ".join(_worded(changes))))
    return tuple(found)


def addresses(before: Corpus, after: Corpus) -> tuple[Line, ...]:
    """The addresses that the book has now and hadn't before."""
    known = set(_addresses(before))
    return tuple(Line(anchor, anchor) for anchor in _addresses(after) if anchor not in known)


def _facts(book: Corpus) -> dict[str, str]:
    found = facts.compute(book) | record_facts.compute(_record(book), book)
    return {name: fact.text for name, fact in found.items()}


def _tables(book: Corpus) -> dict[str, pd.DataFrame]:
    record = _record(book)
    drawn = [
        drawing.drawn(chart, book, record) for chart in vars(charts).values() if inspect.isfunction(chart)
    ]
    drawn += [exhibit(book) for exhibit in _OF_ARTICLES]
    return {exhibit.name: exhibit.table for exhibit in drawn if exhibit}


def _record(book: Corpus) -> Chronology:
    """The public record, whose rows name only events that these articles tell of."""
    record, known = chronology.load(), set(book.events["event"])
    return dataclasses.replace(
        record,
        rows=tuple(r if r.event in known else r.model_copy(update={"event": None}) for r in record.rows),
        events=record.events.assign(same_as=[e if e in known else None for e in record.events["same_as"]]),
    )


def _worded(changes: rows.RowChanges) -> Iterator[str]:
    for name in ("added", "removed", "changed"):
        if number := getattr(changes, name):
            yield labels.word(f"rows {name}").format(n=number)
    for name in ("added", "removed"):
        if columns := getattr(changes, f"columns_{name}"):
            yield labels.word(f"columns {name}").format(names=", ".join(columns))


def _addresses(book: Corpus) -> Iterator[str]:
    yield from (f"a-{article.number}" for article in book.articles)
    yield from (s.id for s in book.statements)
    yield from (f"e-{name}" for name in book.events["event"])
    yield from (f"c-{name}" for name in book.parts)
    yield from (f"g-{entry.id}" for entry in glossary.entries(book))
