"""An article read twice, paragraph by paragraph: by the review, and beside it by the machine."""

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from analysis import evaluation, labels, lexicon, marked, wording
from analysis.articles import Article
from analysis.block import Block
from analysis.marked import Framed
from analysis.statements import MACHINE, Count, Statement

if TYPE_CHECKING:
    from analysis.annotate import Reading


def beside(article: Article, statements: Iterable[Statement], reading: "Reading | None" = None) -> Block:
    """The article from right to left, once with the review's statements and once with the machine's.

    The machine's side frames besides the names, dates and quantities that it found. Without a `reading` the
    machine reads the article now, without being told what is page chrome. Where nobody reviewed it, the first
    side has the statements that the book has of it, which are the machine's.
    """
    reading = reading or evaluation.read(article)
    own = marked.own_of(article, statements)
    who = labels.word("unreviewed" if any(s.coder == MACHINE for s in own) else "the review")
    alone = dataclasses.replace(article, chrome=reading.chrome)
    framed = mentions(reading)
    machines = marked.own_of(alone, reading.statements)
    ours = marked.paragraphs(marked.segments(article, own), marked.lanes(own))
    theirs = marked.paragraphs(marked.segments(alone, machines, framed), marked.lanes(machines), linked=False)
    html = Markup(
        '<div class="marked beside" id="m-{number}">{head}{legend}<div class="beside-rows">{rows}</div></div>'
    ).format(
        number=article.number,
        head=marked.head(article, own),
        legend=marked.legend([*own, *machines], bool(article.chrome or reading.chrome), framed),
        rows=Markup("").join(_row(who, *pair) for pair in zip(ours, theirs, strict=True)),
    )
    return Block(html, "\n".join([marked.title(article), article.text, *_listed(who, own, machines)]))


def mentions(reading: "Reading") -> list[Framed]:
    """The names, dates and quantities of a reading, with what the machine takes each for."""
    found = [Framed(m.start, m.end, "name", lexicon.name(m.id)) for m in reading.mentions]
    found += [Framed(d.start, d.end, "date", wording.span(d.first, d.last)) for d in reading.days]
    return found + [Framed(q.start, q.end, "quantity", _count(q)) for q in reading.quantities]


def _count(quantity: Any) -> str:
    return wording.count(Count(quantity.low, quantity.best, quantity.high))


def _row(who: str, ours: Markup, theirs: Markup) -> Markup:
    """A paragraph as both read it. Who reads is told by a word, not only by the side."""
    side = Markup(
        '<div class="beside-side {css}"><p class="beside-who">{who}</p>'
        '<div class="marked-text" lang="ar" dir="rtl">{words}</div></div>'
    )
    return Markup('<div class="beside-row">{}{}</div>').format(
        side.format(css="by-review", who=who, words=ours),
        side.format(css="by-machine", who=labels.word("the machine"), words=theirs),
    )


def _listed(who: str, own: Iterable[Statement], machines: Iterable[Statement]) -> list[str]:
    """The statements of both in plain text, in the order of the article."""
    both = [(s.start, who, marked.SIGNS[s.kind], marked.name(s)) for s in own]
    both += [(s.start, labels.word("the machine"), marked.SIGNS[s.kind], marked.gist(s)) for s in machines]
    return [f"{sign} {who}: {told}" for _, who, sign, told in sorted(both)]
