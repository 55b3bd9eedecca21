"""How to cite: a control on each page, exhibit, statement, event and cycle, and the edition in the footer.

A control opens a panel with the reference in every form; its key is `cite-` and the anchor of what it cites,
or `cite-page`. ```{citation}``` sets the references to the whole book into a page.
"""

from typing import Any

import addresses
import panels
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from analysis import chronology, corpus, events, labels, references, wording
from analysis.references import Part
from analysis.statements import MACHINE
from book import edition


class control(nodes.inline):
    """Where a reader finds the reference to `anchor`; only where pages have panels."""


class Citation(SphinxDirective):
    """The references to the whole book, as text."""

    def run(self) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for form, text in references.every(Part(None, "index.html")).items():
            found += [nodes.rubric("", form), nodes.literal_block(text, text, language="text")]
        return found


def panel(wanted: str, page: panels.Page) -> tuple[str, Markup]:
    """The reference to a page or to what has an anchor on it, in every form."""
    part = whole(page) if wanted == "cite-page" else of_anchor(wanted.removeprefix("cite-"), page)
    title = labels.word("cite panel").format(what=part.title or labels.word("cite book"))
    texts = Markup("").join(
        Markup(
            '<div class="cite-form"><p>{form}</p><pre class="cite-text" tabindex="0" data-format="{form}" '
            'data-copy="{copy}" data-copied="{copied}">{text}</pre></div>'
        ).format(form=form, text=text, copy=labels.word("cite copy"), copied=labels.word("cite copied"))
        for form, text in references.every(part).items()
    )
    return title, texts


def whole(page: panels.Page) -> Part:
    """A page as a part of the book; the home page is the book."""
    env = page.app.env
    home = page.name == env.config.root_doc
    title = None if home else env.titles[page.name].astext() if page.name in env.titles else page.name
    return Part(title, f"{page.name}.html")


def of_anchor(anchor: str, page: panels.Page) -> Part:
    """What has an anchor, as a part of the book. Raises KeyError for an anchor of nothing that is cited."""
    home = addresses.page_of(page.app.env, anchor)
    if home is None:
        raise KeyError(anchor)
    return Part(TITLES[anchor.partition("-")[0]](anchor, page), f"{home}.html#{anchor}")


def statement_title(anchor: str, page: panels.Page) -> str:
    found = corpus.load()
    statement = found.statement(anchor)
    article = found.article(statement.article)
    days = wording.span(article.published.first, article.published.last) if article.published else ""
    read = labels.word("unreviewed") if statement.coder == MACHINE else ""
    told = ", ".join(filter(None, (article.outlet or article.id, days, read)))
    return labels.word("cite statement").format(id=anchor.removeprefix("s-"), article=told)


def event_title(anchor: str, page: panels.Page) -> str:
    row = next(row for row in corpus.load().events.itertuples() if f"e-{row.event}" == anchor)
    kind = labels.word(f"several {row.kind}" if row.aggregate else row.kind)
    return f"{kind[:1].upper()}{kind[1:]}: {events.title(row)}"


def cycle_title(anchor: str, page: panels.Page) -> str:
    id, record = anchor.removeprefix("c-"), chronology.load().parts
    name = record[id].name.en if id in record else corpus.load().parts[id].name.en
    return f"{name[:1].upper()}{name[1:]}"


def record_title(anchor: str, page: panels.Page) -> str:
    return labels.word("cite record").format(what=chronology.load().row(anchor).what.rstrip("."))


def exhibit_title(anchor: str, page: panels.Page) -> str:
    """The first sentence of the caption."""
    titles: dict[str, str] = getattr(page.app.env, "book_captions", {})
    return titles[anchor].partition(". ")[0].rstrip(".")


TITLES = {"s": statement_title, "e": event_title, "c": cycle_title, "r": record_title, "fig": exhibit_title}


def open_control(self: Any, node: nodes.Element) -> None:
    if self.builder.name == "html":
        self.body.append(link(node["anchor"]))
    raise nodes.SkipNode


def link(anchor: str) -> Markup:
    """What opens the reference to an anchor."""
    return Markup('<a class="cite" href="#panel-cite-{anchor}" aria-label="{name}">{words}</a>').format(
        anchor=anchor, name=labels.word("cite anchor").format(anchor=anchor), words=labels.word("cite")
    )


def cite_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """At the foot of each page, the way to its reference and to its notebook."""
    if app.builder.name != "html" or doctree is None:
        return
    ways = [Markup('<a class="cite" href="#panel-cite-page">{}</a>').format(labels.word("cite page"))]
    source = app.env.doc2path(pagename)
    if source.endswith(".ipynb"):
        address = f"{addresses.above(pagename)}_sources/{pagename}.ipynb"
        ways.append(Markup('<a href="{}" download>{}</a>').format(address, labels.word("page notebook")))
    context["body"] += str(Markup('<p class="page-foot">{}</p>').format(Markup(" · ").join(ways)))


def name_edition(app: Sphinx, config: Any) -> None:
    """Put the licences and the edition into the footer of every page."""
    if config.html_theme != "sphinx_book_theme":
        return
    options = dict(config.html_theme_options)
    said = Markup('<p>{}.</p><p class="edition">{}</p>').format(labels.word("licences"), edition.words())
    config.html_theme_options = options | {"extra_footer": str(said)}


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("panels")
    panels.MAKERS["cite"] = panel
    app.add_node(control, html=(open_control, None))
    app.add_directive("citation", Citation)
    app.connect("config-inited", name_edition)
    app.connect("html-page-context", cite_page, priority=400)  # before panels, which it asks for one
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
