"""What opens over a page: the evidence of a number, a cell of the matrix or a mark in a chart.

A link to `#panel-<key>` opens the panel of that key, which is put at the end of the page that has the link.
A key says what the panel shows: `n-…` a fact, by the anchor of its note; `s-…` and `r-…` statements and rows
of the public record, by their ids joined by `_`; `cite-…` a reference. Without scripts a panel is shown
because it is the page's target; with `panels.js` it is a popover, with all that keyboards and screen readers
expect of one. Only the html builder has panels.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import addresses
import facts
from markupsafe import Markup
from sphinx.application import Sphinx

from analysis import chronology, codings, corpus, disputes, labels, reviews, sentences, wording
from analysis.block import arabic, mixed
from analysis.chronology.rows import Page as RecordPage
from analysis.chronology.rows import Row
from analysis.corpus import Corpus
from analysis.marked import name
from analysis.statements import MACHINE, Statement

WHOLE = 3
"""Up to so many statements stand in a panel as they are; more stand as their words, each opening its own."""
LISTED = 24
"""So many at most are listed behind a number; the note on it has them all."""
OPENS = re.compile(r'href="#panel-([A-Za-z0-9_-]+)"')


class Page(NamedTuple):
    """The page that a panel is made for."""

    app: Sphinx
    name: str

    def link(self, anchor: str) -> str:
        """The address of an anchor as seen from the page."""
        return addresses.uri(self.app, self.name, anchor)


Maker = Callable[[str, Page], tuple[str, Markup]]
MAKERS: dict[str, Maker] = {}
"""What makes the panel of a key, by the key's first part: its title and what stands below."""


def key(ids: Sequence[str]) -> str:
    """The key of the panel with these statements."""
    return "_".join(ids)


def add(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Put at the end of a page every panel that a link on it opens."""
    if app.builder.name != "html" or "body" not in context:
        return

    page = Page(app, pagename)
    shown: dict[str, Markup] = {}
    waiting = OPENS.findall(context["body"])
    while waiting:
        wanted = waiting.pop(0)
        if wanted not in shown:
            shown[wanted] = made(wanted, page)
            waiting += OPENS.findall(shown[wanted])
    if shown:
        panels = Markup('<div class="panels"><span id="closed" hidden></span>{}</div>')
        context["body"] += str(panels.format(Markup("\n").join(shown.values())))


def made(wanted: str, page: Page) -> Markup:
    """The panel of a key. Raises KeyError for a key of nothing."""
    maker = MAKERS[wanted.partition("-")[0]]
    title, body = maker(wanted, page)
    return Markup(
        '<div id="panel-{key}" class="panel" popover tabindex="-1" role="dialog" aria-label="{title}">'
        '<div class="panel-head"><p class="panel-title">{title}</p>'
        '<a class="panel-close" href="#closed">{close}</a></div>{body}</div>'
    ).format(key=wanted, title=title, close=labels.word("panel close"), body=body)


def of_fact(wanted: str, page: Page) -> tuple[str, Markup]:
    """A number or phrase of the prose: how it was computed and what it rests on."""
    fact = next(f for f in facts.known().values() if addresses.anchor_of(f.name, "n") == wanted)
    note = Markup('<p class="panel-note"><a href="{}">{}</a></p>').format(
        page.link(wanted), labels.word("panel note")
    )
    how = Markup('<p class="panel-how">{}</p>').format(mixed(fact.how))
    none = Markup("<p>{}</p>").format(labels.word("panel none"))
    evidence = [*fact.statements, *(chronology.PREFIX + id for id in fact.record)]
    rests = told(evidence[:LISTED], page) if evidence else none
    if len(evidence) > LISTED:
        rests += Markup("<p>{}</p>").format(labels.word("panel more").format(n=len(evidence)))
    return labels.word("panel of").format(what=fact.text), how + rests + note


def of_statements(wanted: str, page: Page) -> tuple[str, Markup]:
    """What a cell or a mark rests on."""
    ids = wanted.split("_")
    if len(ids) == 1 and wanted.startswith(chronology.PREFIX):
        return labels.word("panel record"), told(ids, page)
    if len(ids) == 1:
        return name(corpus.load().statement(ids[0])).partition(":")[0], told(ids, page)
    return labels.word("panel evidence").format(n=len(ids)), told(ids, page)


def told(ids: Sequence[str], page: Page) -> Markup:
    """Statements and rows of the record: a few as cards, many as a list, each opening its card."""
    found, record = corpus.load(), chronology.load()
    whole, shown = len(ids) <= WHOLE, []
    for id in ids:
        if id.startswith(chronology.PREFIX):
            row = record.row(id)
            shown.append(record_card(row, page) if whole else record_line(row))
        else:
            statement = found.statement(id)
            shown.append(card(statement, found, page) if whole else line(statement, found))
    inside = Markup("").join(shown)
    return inside if whole else Markup('<ul class="panel-list">{}</ul>').format(inside)


def record_line(row: Row) -> Markup:
    """What one row of the public record says, which opens its card."""
    return Markup('<li><a href="#panel-{}{}">{}</a></li>').format(chronology.PREFIX, row.id, mixed(row.what))


def record_card(row: Row, page: Page) -> Markup:
    """One row of the public record: what happened, who published it, what is disputed, its address."""
    pages = chronology.load().pages
    sources = Markup("").join(record_source(pages[source]) for source in row.sources)
    against = Markup('<div class="panel-against"><p>{}</p><p>{}</p></div>').format(
        labels.word("field disputed"), mixed(row.disputed)) if row.disputed else Markup("")  # fmt: skip
    return Markup(
        '<div class="panel-statement panel-record"><p class="panel-source">{kind}</p><p>{what}</p>'
        '<ul class="panel-sources">{sources}</ul>{against}'
        '<p class="panel-source"><a href="{address}">{words} {id}</a></p></div>'
    ).format(
        kind=labels.word("panel of the record"), what=mixed(row.what), sources=sources, against=against,
        address=page.link(chronology.PREFIX + row.id), words=labels.word("panel permalink"), id=row.id,
    )  # fmt: skip


def record_source(source: RecordPage) -> Markup:
    """Who published a page that the record rests on, with its address and what kind of source it is."""
    day = f", {source.date}" if source.date else ""
    return Markup('<li><a href="{}">{}</a>{}. {}.</li>').format(
        str(source.url), mixed(source.publisher), day, labels.word(f"grade {source.grade}")
    )


def line(s: Statement, found: Corpus) -> Markup:
    """The words of one statement, which open its card."""
    article = found.article(s.article)
    outlet = article.outlet or article.id
    outlet += f", {labels.word('unreviewed')}" if s.coder == MACHINE else ""
    return Markup(
        '<li><span class="panel-outlet">{}</span> <a href="#panel-{}" lang="ar" dir="rtl">{}</a></li>'
    ).format(outlet, s.id, s.quote)


def card(s: Statement, found: Corpus, page: Page) -> Markup:
    """One statement: its sentence with the quoted words marked, its meaning, its source, what disputes it."""
    return Markup(
        '<div class="panel-statement"><blockquote lang="ar" dir="rtl"><p>{sentence}</p></blockquote>'
        '<p class="translation">{translation}</p><p class="panel-source">{source}</p>{against}{record}'
        '<p class="panel-source">{reviewed} <a href="{address}">{words} {id}</a></p></div>'
    ).format(
        sentence=sentence(s, found),
        translation=mixed(s.translation or labels.word("not translated")),
        source=source(s, found),
        against=against(s, found, page),
        record=beside(s, page),
        reviewed=reviewed(s),
        address=page.link(s.id),
        words=labels.word("panel permalink"),
        id=s.id.removeprefix("s-"),
    )


def sentence(s: Statement, found: Corpus) -> Markup:
    """The sentence or sentences that the quotation is part of, with its words marked."""
    text = found.article(s.article).text
    around = [(a, b) for a, b in sentences.split(text) if a < s.end and s.start < b]
    start, end = min([s.start, *(a for a, _ in around)]), max([s.end, *(b for _, b in around)])
    return Markup("{}<mark>{}</mark>{}").format(text[start : s.start], s.quote, text[s.end : end])


def source(s: Statement, found: Corpus) -> Markup:
    """Who published it, when, and how that is known."""
    article = found.article(s.article)
    outlet = Markup("{} {}").format(article.outlet or article.id, arabic(article.outlet_ar or ""))
    day = article.published
    if day is None:
        return Markup("{}, {}.").format(outlet, labels.word("date unknown"))
    days = f"{labels.word('panel published')} {wording.span(day.first, day.last)}, {labels.word(day.basis)}"
    return Markup("{}, {}. {}").format(outlet, days, mixed(day.evidence or ""))


def against(s: Statement, found: Corpus, page: Page) -> Markup:
    """What contradicts the statement, each with a way to the statement that does."""
    lines = Markup("").join(
        Markup("<li>{}{}</li>").format(mixed(dispute.words), doors(dispute.statements, page))
        for dispute in disputes.of(s, found)
    )
    if not lines:
        return Markup("")
    return Markup('<div class="panel-against"><p>{}</p><ul>{}</ul></div>').format(
        labels.word("panel against"), lines
    )


def beside(s: Statement, page: Page) -> Markup:
    """What the public record says of the same event, each with the way to its row."""
    rows = [row for row in chronology.load().rows if s.event and row.event == s.event]
    door = Markup('<li>{} <a href="{}">{}</a></li>')
    lines = Markup("").join(
        door.format(mixed(row.what), page.link(chronology.PREFIX + row.id), labels.word("panel row"))
        for row in rows
    )
    if not lines:
        return Markup("")
    return Markup('<div class="panel-against"><p>{}</p><ul>{}</ul></div>').format(
        labels.word("panel beside"), lines
    )


def doors(ids: Sequence[str], page: Page) -> Markup:
    """Links to statements, by their ids."""
    door = Markup(' <a href="{}">{}</a>')
    return Markup("").join(door.format(page.link(id), id.removeprefix("s-")) for id in ids)


def reviewed(s: Statement) -> str:
    """Whether a person decided what the statement says."""
    if s.coder == MACHINE:
        return labels.word("panel unreviewed")
    found = corpus.load()
    if not codings.both(found.article(s.article), found.folder):
        return labels.word("panel reviewed once")
    return labels.word("panel reviewed").format(n=wording.number(len(reviews.CODINGS)))


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("facts")
    MAKERS.update(n=of_fact, s=of_statements, r=of_statements)
    app.add_js_file("panels.js", loading_method="defer")
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
