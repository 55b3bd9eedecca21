"""What opens over a page: the evidence of a number, a cell of the matrix or a mark in a chart.

A link to `#panel-<key>` opens the panel of that key, which is put at the end of the page that has the link.
A key says what the panel shows: `n-…` a fact, by the anchor of its note; `s-…` statements, by their ids
joined by `_`; `cite-…` a reference. Without scripts a panel is shown because it is the page's target; with
`panels.js` it is a popover, with all that keyboards and screen readers expect of one. Only the html builder
has panels.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import addresses
import facts
from markupsafe import Markup
from sphinx.application import Sphinx

from analysis import corpus, disputes, labels, reviews, sentences, wording
from analysis.block import arabic, mixed
from analysis.corpus import Corpus
from analysis.marked import name
from analysis.statements import Statement

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
    rests = told(fact.statements[:LISTED], page) if fact.statements else none
    if len(fact.statements) > LISTED:
        rests += Markup("<p>{}</p>").format(labels.word("panel more").format(n=len(fact.statements)))
    return labels.word("panel of").format(what=fact.text), how + rests + note


def of_statements(wanted: str, page: Page) -> tuple[str, Markup]:
    """What a cell or a mark rests on."""
    ids = wanted.split("_")
    if len(ids) == 1:
        return name(corpus.load().statement(ids[0])).partition(":")[0], told(ids, page)
    return labels.word("panel evidence").format(n=len(ids)), told(ids, page)


def told(ids: Sequence[str], page: Page) -> Markup:
    """Statements: a few as cards, many as a list of the words they rest on."""
    found = corpus.load()
    given = [found.statement(id) for id in ids]
    if len(given) <= WHOLE:
        return Markup("").join(card(s, found, page) for s in given)
    lines = Markup("").join(line(s, found) for s in given)
    return Markup('<ul class="panel-list">{}</ul>').format(lines)


def line(s: Statement, found: Corpus) -> Markup:
    """The words of one statement, which open its card."""
    article = found.article(s.article)
    return Markup(
        '<li><span class="panel-outlet">{}</span> <a href="#panel-{}" lang="ar" dir="rtl">{}</a></li>'
    ).format(article.outlet or article.id, s.id, s.quote)


def card(s: Statement, found: Corpus, page: Page) -> Markup:
    """One statement: its sentence with the quoted words marked, its meaning, its source, what disputes it."""
    return Markup(
        '<div class="panel-statement"><blockquote lang="ar" dir="rtl"><p>{sentence}</p></blockquote>'
        '<p class="translation">{translation}</p><p class="panel-source">{source}</p>{against}'
        '<p class="panel-source">{reviewed} <a href="{address}">{words} {id}</a></p></div>'
    ).format(
        sentence=sentence(s, found),
        translation=mixed(s.translation or labels.word("not translated")),
        source=source(s, found),
        against=against(s, found, page),
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


def doors(ids: Sequence[str], page: Page) -> Markup:
    """Links to statements, by their ids."""
    door = Markup(' <a href="{}">{}</a>')
    return Markup("").join(door.format(page.link(id), id.removeprefix("s-")) for id in ids)


def reviewed(s: Statement) -> str:
    """Whether a person decided what the statement says."""
    if s.coder == "machine":
        return labels.word("panel unreviewed")
    return labels.word("panel reviewed").format(n=wording.number(len(reviews.CODINGS)))


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("facts")
    MAKERS.update(n=of_fact, s=of_statements)
    app.add_js_file("panels.js", loading_method="defer")
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
