"""Arabic in the book: marked with its language and direction wherever it stands, and set in Amiri.

- {ar}`…` marks words in a sentence; ```{arabic}``` sets a quotation, with `:source:` for where it is from.
  Both take their text as it is, never as markup, so words of an article can be nothing but words.
- Arabic that an author writes bare is found and marked by itself, and a block quotation that is all Arabic
  becomes an Arabic quotation. Code, mathematics and raw HTML are left alone.
- The typeface goes out with the pages, so that no page asks another machine for it.

HTML gets `<span lang="ar" dir="rtl">` and `<blockquote lang="ar" dir="rtl">`, every other format the words.
"""

import base64
import re
from collections.abc import Iterable
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.writers.html5 import HTML5Translator

from analysis.arabic import font_path, is_arabic, runs

SCRIPT = """{
  const face = Uint8Array.from(atob("%s"), (sign) => sign.charCodeAt(0));
  document.fonts.add(new FontFace("Book Amiri", face.buffer, { weight: "400" }));
}
"""


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


def call_typeface(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the script that brings the typeface before a page's first Arabic.

    A browser sets lines before a typeface comes, and shifts them when it is there. What stands after a script
    waits for it, so it is set once; what stands before is seen at once, and is fetched before it. A page
    opened as a file has the typeface too, where a browser lets such pages ask for none.
    """
    before, first, after = context.get("body", "").partition('lang="ar"')
    if first and app.builder.name == "html":
        at = before.rindex("<")
        script = f'<script src="{context["pathto"]("_static/amiri.js", 1)}" fetchpriority="low"></script>'
        context["body"] = before[:at] + script + before[at:] + first + after


def write_typeface(app: Sphinx, error: Exception | None) -> None:
    """Put what the pages use of Amiri into `_static/` as woff2, an eighth of the whole typeface in size.

    The regular cut goes into a script as well, for `call_typeface`. The single page is left out: it is made
    for print, which takes the typeface itself. So is EPUB, whose builder sees to its own.
    """
    if error or app.builder.format != "html" or app.builder.name in ("singlehtml", "epub"):
        return
    folder = Path(app.outdir) / "_static"
    pages = (page.read_text(encoding="utf-8") for page in Path(app.outdir).rglob("*.html"))
    signs = {ord(sign) for page in pages for sign in page}
    for bold, name in [(False, "amiri-regular.woff2"), (True, "amiri-bold.woff2")]:
        save_typeface(bold, folder / name, signs)
    data = base64.b64encode((folder / "amiri-regular.woff2").read_bytes()).decode()
    (folder / "amiri.js").write_text(SCRIPT % data, encoding="utf-8")


def save_typeface(bold: bool, target: Path, signs: Iterable[int]) -> None:
    """Write what signs need of Amiri to a file, in the format that the file's ending says: ttf or woff2."""
    from fontTools import subset

    options = subset.Options(flavor="woff2" if target.suffix == ".woff2" else None, hinting=False)
    font = subset.load_font(str(font_path(bold)), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(signs))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(arabic_words, html=(open_words, close_words))
    app.add_node(arabic_quotation, html=(open_quotation, close_quotation))
    app.add_role("ar", ArabicRole())
    app.add_directive("arabic", ArabicQuotation)
    app.add_post_transform(MarkArabic)
    app.connect("env-updated", mark_contents)
    app.connect("html-page-context", call_typeface, priority=600)  # panels may have the first Arabic
    app.connect("build-finished", write_typeface)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
