"""Keeps typed numbers out of the prose: a digit or number word outside {fact} fails the build.

Headings, quotations, code, exhibits and what a directive generated are not prose. A number in prose is
one that someone typed, and nothing would notice when the data changed.
"""

import re
from typing import Any

import addresses
import arabic
import exhibits
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

logger = logging.getLogger(__name__)

WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million millions dozen dozens twice thrice half quarter"
).split()
SUBJECTS = (
    "article attack base battery claim convoy cycle day death drone event faction group hour mediator month "
    "night number outlet rocket salvo sentence side site source soldier speaker statement strike term time "
    "total truce week year"
).split()
NUMBER = re.compile(
    rf"\d|\b(?:{'|'.join(WORDS)})\b|\b(?:one|single)\s+(?:of\s+the\s+)?(?:{'|'.join(SUBJECTS)})s?\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
NOT_PROSE = (
    nodes.title, nodes.literal, nodes.FixedTextElement, nodes.raw, nodes.table, nodes.block_quote,
    nodes.comment, addresses.pointer, arabic.arabic_words, exhibits.fold, nodes.math, nodes.image,
    nodes.system_message, nodes.problematic, nodes.citation, nodes.substitution_definition,
)  # fmt: skip
GENERATED = {
    "quotation", "statement", "cell_output", "cell_input", "numbers", "coded", "fact", "cited",
    "glossary-entry", "accepted", "changes",
}  # fmt: skip


class TypedNumbers(SphinxTransform):
    """Warns of each typed number, with its page and line; the build makes an error of it."""

    default_priority = 890

    def apply(self, **kwargs: Any) -> None:
        for element, text in prose(self.document):
            found = NUMBER.search(QUOTED.sub(lambda quote: "–" * len(quote[0]), text))
            if found:
                around = text[max(found.start() - 30, 0) : found.end() + 30].replace("\n", " ")
                problem = "a number is typed into the prose (use {fact}): …%s…"
                logger.warning(problem, around, location=element)


def prose(element: nodes.Element) -> list[tuple[nodes.Element, str]]:
    """The runs of prose below an element, each with the element it stands in."""
    if isinstance(element, NOT_PROSE) or set(element.get("classes", [])) & GENERATED:
        return []
    found: list[tuple[nodes.Element, str]] = []
    for child in element.children:
        if isinstance(child, nodes.Text):
            found.append((element, child.astext()))
        elif isinstance(child, nodes.Element):
            found += prose(child)
    return found


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_transform(TypedNumbers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
