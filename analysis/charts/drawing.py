"""A chart by its name, given what it draws."""

import inspect
from collections.abc import Callable

from analysis import chronology
from analysis import corpus as reader
from analysis.chronology import Chronology
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


def drawn(
    chart: Callable[..., Exhibit], corpus: Corpus | None = None, record: Chronology | None = None
) -> Exhibit | None:
    """What a chart makes of the articles and of the public record; None for one that needs more than these.

    A chart says by the names of its parameters what it draws: `corpus` or `book` the articles, `record` the
    public record. What isn't given is the book's own.
    """
    book = corpus or reader.load()
    given = {"corpus": book, "book": book, "record": record or chronology.load()}
    needed = [name for name, p in inspect.signature(chart).parameters.items() if p.default is p.empty]
    if not set(needed) <= set(given):
        return None
    return chart(**{name: given[name] for name in needed})
