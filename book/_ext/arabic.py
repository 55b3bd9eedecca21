"""Arabic in the book: marked with its language and direction wherever it stands.

- {ar}`…` marks words in a sentence; ```{arabic}``` sets a quotation, with `:source:` for where it is from.
  Both take their text as it is, never as markup, so words of an article can be nothing but words.
- Arabic that an author writes bare is found and marked by itself, and a block quotation that is all Arabic
  becomes an Arabic quotation. Code, mathematics and raw HTML are left alone.

HTML gets `<span lang="ar" dir="rtl">` and `<blockquote lang="ar" dir="rtl">`, every other format the words.
"""

import re
from itertools import groupby, pairwise
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.writers.html5 import HTML5Translator

from analysis.arabic import is_arabic, runs


class arabic_words(nodes.inline):
    """Arabic words in a sentence. A writer that doesn't know the node writes it as the `inline` it is."""


class arabic_quotation(nodes.block_quote):
    """An Arabic quotation of one or more paragraphs."""


# What these hold is not prose, or is marked already.
CLOSED = (
    nodes.FixedTextElement,
    nodes.literal,
    nodes.math,
    nodes.substitution_definition,
    arabic_words,
    arabic_quotation,
)


class ArabicRole(SphinxRole):
    """{ar}`…`"""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [arabic_words(self.rawtext, self.text)], []


class ArabicQuotation(SphinxDirective):
    """```{arabic}```: a blank line begins a new paragraph; `:source:` may hold links and citations."""

    has_content = True
    option_spec = {"source": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        quotation = arabic_quotation()
        self.set_source_info(quotation)
        for paragraph in re.split(r"\n\s*\n", "\n".join(self.content).strip()):
            quotation += nodes.paragraph(paragraph, paragraph)
        if "source" not in self.options:
            return [quotation]
        words, problems = self.parse_inline(self.options["source"])
        source = nodes.paragraph(self.options["source"], "", *words, classes=["source"])
        return [nodes.container("", quotation, source, classes=["quotation"]), *problems]


class MarkArabic(SphinxPostTransform):
    """Marks a page's bare Arabic, when citations, links and the outputs of notebooks have become text."""

    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        mark(self.document)


def mark_contents(app: Sphinx, env: BuildEnvironment) -> None:
    """Mark the lists of contents beside the pages. Titles stay plain: the search box compares their words."""
    for contents in env.tocs.values():
        mark(contents)


def mark(element: nodes.Element) -> None:
    """Wrap the bare Arabic that stands in an element or anywhere below it."""
    if isinstance(element, CLOSED):
        return
    if type(element) is nodes.block_quote and is_all_arabic(element):
        element.replace_self(arabic_quotation("", *element.children))
        return
    if any(isinstance(child, nodes.Text) for child in element.children):
        mark_words(element)
    for child in list(element.children):
        if isinstance(child, nodes.Element):
            mark(child)


def is_all_arabic(element: nodes.Element) -> bool:
    texts = [child.astext().strip() for child in element.children if isinstance(child, nodes.paragraph)]
    return 0 < len(texts) == len(element.children) and all(runs(text) == [(0, len(text))] for text in texts)


def mark_words(element: nodes.Element) -> None:
    """Wrap each run of Arabic among an element's children, together with the links and emphasis inside it."""
    text = "".join(words_of(child) for child in element.children)
    if not is_arabic(text):
        return
    found = runs(text)

    def run_around(piece: tuple[int, int, nodes.Node]) -> tuple[int, int] | None:
        return next((run for run in found if run[0] <= piece[0] and piece[1] <= run[1]), None)

    marked: list[nodes.Node] = []
    for around, pieces in groupby(cut(element, {edge for run in found for edge in run}), run_around):
        children = [child for _, _, child in pieces]
        marked += [arabic_words("", "", *children)] if around else children
    element.clear()
    element += marked


def cut(element: nodes.Element, edges: set[int]) -> list[tuple[int, int, nodes.Node]]:
    """The children with where their words begin and end, text among them cut at the edges of runs."""
    pieces: list[tuple[int, int, nodes.Node]] = []
    start = 0
    for child in element.children:
        end = start + len(words_of(child))
        if isinstance(child, nodes.Text):
            places = [start, *sorted(edge for edge in edges if start < edge < end), end]
            pieces += [(a, b, nodes.Text(child[a - start : b - start])) for a, b in pairwise(places)]
        else:
            pieces.append((start, end, child))
        start = end
    return pieces


def words_of(node: nodes.Node) -> str:
    """The words of a child, or the sign for an object where it is code, a picture or marked already."""
    if any(isinstance(below, (*CLOSED, nodes.image)) for below in node.findall()):
        return "\ufffc"
    return node.astext()


def open_words(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "span", "", lang="ar", dir="rtl"))


def close_words(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</span>")


def open_quotation(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "blockquote", lang="ar", dir="rtl"))


def close_quotation(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</blockquote>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(arabic_words, html=(open_words, close_words))
    app.add_node(arabic_quotation, html=(open_quotation, close_quotation))
    app.add_role("ar", ArabicRole())
    app.add_directive("arabic", ArabicQuotation)
    app.add_post_transform(MarkArabic)
    app.connect("env-updated", mark_contents)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
