"""What the articles tell and no independent page of the record does."""

import pandas as pd

from analysis import wording
from analysis.charts import naming
from analysis.chronology import PREFIX, Chronology
from analysis.chronology.coverage import Alone, alone
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit, Told
from analysis.labels import word


def uncorroborated(book: Corpus, record: Chronology) -> Exhibit:
    """One row an event, a truce cycle or a truce act of the articles that nobody else tells of.

    The articles' side leads to their statements, the last column to rows of the record that tell of
    something near it, where there are any.
    """
    rows = [_row(book, one) for one in alone(record, book)]
    keys = ("Kind", "uncorroborated told", "uncorroborated near")
    table = pd.DataFrame(rows, columns=[*map(word, keys), EVIDENCE], dtype=object)
    return Exhibit("uncorroborated", word("uncorroborated caption"), table)


def _row(book: Corpus, one: Alone) -> tuple[object, ...]:
    near = tuple(PREFIX + id for id in one.instead)
    count = word("uncorroborated row" if len(near) == 1 else "uncorroborated rows").format(n=len(near))
    told = Told(count if near else word("uncorroborated nothing"), near)
    return _kind(book, one), Told(_said(book, one), one.statements), told, (*one.statements, *near)


def _kind(book: Corpus, one: Alone) -> str:
    if one.kind == "event":
        return word(book.event(one.id)["kind"])
    return word(f"uncorroborated kind {one.kind}")


def _said(book: Corpus, one: Alone) -> str:
    """What the articles tell, in few words: a place and days, a cycle's name, an act and its days."""
    if one.kind == "cycle":
        return book.parts[one.id].name.en
    if one.kind == "act":
        act = book.statement(one.id)
        days = wording.span(act.date.first, act.date.last)
        return f"{word(act.act or 'not told')}, {days}: {act.translation}"
    event = book.event(one.id)
    where = f"{naming.place(event)}, {naming.days(event)}"
    return f"{where}: {book.statement(one.statements[-1]).translation}"
