"""A chart by its name, given what it draws."""

import inspect
from collections.abc import Callable

from analysis import chronology, corpus
from analysis.exhibits import Exhibit


def drawn(chart: Callable[..., Exhibit]) -> Exhibit | None:
    """What a chart makes of the articles and of the public record; None for one that needs more than these.

    A chart says by the names of its parameters what it draws: `corpus` or `book` the articles, `record` the
    public record.
    """
    read = {"corpus": corpus.load, "book": corpus.load, "record": chronology.load}
    needed = [name for name, p in inspect.signature(chart).parameters.items() if p.default is p.empty]
    if not set(needed) <= set(read):
        return None
    return chart(**{name: read[name]() for name in needed})
