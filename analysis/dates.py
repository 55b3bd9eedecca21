"""Dates in Arabic news text: where they stand, and which days they mean.

The rules are the codebook's "Dates in words". News looks back: what has no year, and no word that says
otherwise, is the last such day on or before publication. The words are in lexicon/dates.yml, the phrases they
make in dating/grammar.py, the days they mean in dating/days.py.
"""

import datetime as dt
from dataclasses import dataclass

from analysis.articles import Published
from analysis.dating import dateline
from analysis.dating.days import Span, resolve
from analysis.dating.grammar import Phrase, phrases
from analysis.dating.words import Line
from analysis.folding import Folded, fold
from analysis.statements import precision as precision_of
from analysis.tokens import Tokens, split

Given = dt.date | tuple[dt.date, dt.date] | None


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date at [start, end) of a text, and its days from `first` to `last`, both included.

    A day is None where the words give no means to tell: a relative date with nothing to count from, "the
    same day". `precision` is 1 one day, 2 two to six, 3 seven, 4 eight to thirty-one, 5 more; `basis` is
    `stated` where a year is printed and `relative` where the date is counted from publication; `conflict`
    says in English what disagrees.
    """

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    precision: int | None
    basis: str
    words: str
    conflict: str | None


def find(text: str, published: Given = None) -> list[DateSpan]:
    """Every date in a text, in order, counted from the day or the first and last day of publication."""
    return find_in(split(fold(text)), published)


def find_in(tokens: Tokens, published: Given = None) -> list[DateSpan]:
    """As find, for a text that is cut already."""
    days = (published, published) if isinstance(published, dt.date) else published
    line = Line(tokens)
    return [_span(tokens.folded, line, phrase, days) for phrase in phrases(line)]


def publication(text: str) -> Published | None:
    """The date of publication that the text prints, or None."""
    return publication_folded(fold(text))


def publication_folded(folded: Folded) -> Published | None:
    """As publication, for a text that is folded already."""
    line = dateline.find(folded.text)
    if line is None:
        return None
    read = line.words.at(None)
    if read.first is None or read.last is None:
        return None
    start, end = folded.span(line.start, line.end)
    evidence = _EVIDENCE[line.how]
    return Published(read.first, read.last, "stated", folded.original[start:end], start, end, evidence)


_EVIDENCE = {
    "called": "The text calls it the date of publication.",
    "alone": "Printed on a line of its own.",
    "dateline": "Printed before the first words of the story.",
}


def _span(folded: Folded, line: Line, phrase: Phrase, published: Span | None) -> DateSpan:
    first, last = line.extent(phrase.start, phrase.end)
    start, end = folded.span(first, last)
    read = resolve(phrase.words, published)
    return DateSpan(
        start=start,
        end=end,
        first=read.first,
        last=read.last,
        precision=precision_of(read.first, read.last),
        basis="stated" if phrase.words.stated else "relative",
        words=folded.original[start:end],
        conflict="; ".join(read.conflicts) or None,
    )
