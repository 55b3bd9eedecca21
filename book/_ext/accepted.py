"""```{accepted}``` lists the files that a reader can put beside the book: their columns and terms of use."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from analysis import labels, record


class Accepted(SphinxDirective):
    """One entry a column set, under its name."""

    def run(self) -> list[nodes.Node]:
        return [entry(given) for given in record.accepted()]


def entry(given: dict[str, Any]) -> nodes.container:
    """A column set: what must be in it, what may be, and where its owner states the terms of use."""
    terms = nodes.paragraph("", given["terms"])
    if at := given["address"]:
        terms += [nodes.Text(" "), nodes.reference("", at, refuri=at, internal=False)]
    fields = nodes.field_list("", classes=["coded"])
    told = {"needed": columns(given["needed"]), "known": columns(given["known"]), "terms": terms}
    for key, body in told.items():
        name = nodes.field_name("", labels.word(f"accepted {key}"))
        fields += nodes.field("", name, nodes.field_body("", body))
    head = nodes.paragraph("", "", nodes.strong("", given["name"]))
    return nodes.container("", head, fields, classes=["accepted"])


def columns(names: list[str]) -> nodes.paragraph:
    """Names of columns, as they stand in a file."""
    found = nodes.paragraph("")
    for n, name in enumerate(names):
        found += [nodes.Text(", " if n else ""), nodes.literal(name, name)]
    return found


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("accepted", Accepted)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
