"""Where things stand in the book, and links to them that hold in every format.

An anchor says by its first part what it is: a statement `s-…`, an event `e-…`, a cycle `c-…`, a fact's note
`n-…`, an article `a-…`, a name `g-…`, a row of the public record `r-…`, an exhibit `fig-…`. A `pointer` names
an anchor; it becomes a link when its page is written, because only then is it known whether the book is many
pages or one.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from analysis import chronology

logger = logging.getLogger(__name__)

PAGES = {
    "s": "book/evidence",
    "e": "book/events",
    "c": "book/comparison",
    "n": "book/numbers",
    "a": "book/corpus",
    "g": "book/glossary",
    "r": "book/chronology",
}


class pointer(nodes.inline):
    """A link to an anchor of the book: `anchor`, and the classes, `data` and `attributes` it shall have.

    `data` are data-… attributes without that beginning. Where pages have panels, a pointer with a `panel`
    opens the one of that key instead.
    """


class link(nodes.reference):
    """A pointer that knows its address."""


def anchor_of(name: str, prefix: str) -> str:
    """The anchor of a fact or event: its name with everything but letters and digits as dashes."""
    return f"{prefix}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"


def above(docname: str) -> str:
    """The way from a page to the book's folder."""
    return "../" * docname.count("/")


def short(id: str) -> str:
    """What a link to a statement or to a row of the record is called where there are many of them."""
    if id.startswith(chronology.PREFIX):
        return ", ".join(chronology.load().row(id).sources)
    return id.removeprefix("s-")


def page_of(env: BuildEnvironment, anchor: str) -> str | None:
    """The page an anchor stands on, or None when no page is for it."""
    exhibits: dict[str, str] = getattr(env, "book_exhibits", {})
    return exhibits.get(anchor) or PAGES.get(anchor.partition("-")[0])


def uri(app: Sphinx, docname: str, anchor: str) -> str:
    """The address of an anchor as seen from a page."""
    page = page_of(app.env, anchor)
    if app.builder.name == "singlehtml" or page is None:
        return f"#{anchor}"
    if page == docname:
        return f"#{anchor}"
    return f"{app.builder.get_relative_uri(docname, page)}#{anchor}"


class ResolvePointers(SphinxPostTransform):
    """Turns pointers into links, and points the links inside raw HTML and pictures the same way."""

    default_priority = 850

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(pointer)):
            anchor = node["anchor"]
            if page_of(self.env, anchor) is None:
                logger.warning("no page of the book has %r", anchor, location=node)
            found = link(node.rawsource, "", *node.children, internal=True)
            opens = node.get("panel") if self.app.builder.name == "html" else None
            found["refuri"] = f"#panel-{opens}" if opens else uri(self.app, self.env.docname, anchor)
            found["classes"] = node["classes"]
            found["ids"] = node["ids"]
            found["data"] = node.get("data", {})
            found["attributes"] = node.get("attributes", {})
            node.replace_self(found)
        for raw in list(self.document.findall(nodes.raw)):
            if raw.get("format") == "html" and 'data-statement="' in raw.astext():
                text = readdress(self.app, self.env.docname, raw.astext())
                raw.replace_self(nodes.raw(text, text, format="html"))


def readdress(app: Sphinx, docname: str, html: str) -> str:
    """HTML whose links `href="#s-…"` to statements lead to the page that has them."""
    return re.sub(
        r'href="#((?:s|e|c|a|r)-[A-Za-z0-9-]+)"', lambda found: f'href="{uri(app, docname, found[1])}"', html
    )


def open_link(self: Any, node: nodes.Element) -> None:
    data: dict[str, str] = node.get("data", {})
    attributes = {f"data-{name}": value for name, value in data.items()} | node.get("attributes", {})
    self.body.append(self.starttag(node, "a", "", href=node["refuri"], **attributes))


def close_link(self: Any, node: nodes.Element) -> None:
    self.body.append("</a>")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(pointer)
    app.add_node(link, html=(open_link, close_link))
    app.add_post_transform(ResolvePointers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
