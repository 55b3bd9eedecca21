"""The bibliography: ```{reports}``` lists the articles, ```{works}``` the codebooks that the book refers to.

An article's entry is in Chicago style: outlet, title in Latin letters and in Arabic, title in English, date.
What an article's publisher wrote is set as plain text, never as markup.
"""

from pathlib import Path
from typing import Any

import addresses
import arabic
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from analysis import bibliography, cards, corpus, labels
from analysis.articles import Article
from analysis.yamlfile import BadFile, Record, Source

WORKS = Path(corpus.__file__).parent / "data" / "works.yml"


class folded(nodes.General, nodes.Element):
    """What a reader unfolds: `summary` says what it is. In print it is left out."""


class Work(Record):
    """A published codebook or data set; `named` is where the crosswalk or the codebook refers to it."""

    named: list[str]
    authors: str
    year: int | None
    title: str
    within: str | None
    where: str | None
    url: str


class Reports(SphinxDirective):
    """One entry an article, with its BibTeX."""

    def run(self) -> list[nodes.Node]:
        return [report(article) for article in corpus.load().articles]


class Works(SphinxDirective):
    """One entry a work of data/works.yml, in the order of the authors' names."""

    def run(self) -> list[nodes.Node]:
        try:
            found = works()
        except BadFile as error:
            raise self.error(str(error)) from None
        return [work(one) for one in sorted(found.values(), key=lambda one: (one.authors, one.title))]


def works(file: Path = WORKS) -> dict[str, Work]:
    """The works that the book refers to, by a short name. Raises BadFile."""
    return Source(file).parse_each(Work)


def report(article: Article) -> nodes.container:
    """One article: the reference, a link to its card, its BibTeX."""
    line = nodes.paragraph("", classes=["reference"])
    line += [*outlet(article), nodes.Text(". "), *title(article), nodes.Text(" ")]
    line += nodes.Text(f"{bibliography.published(article) or labels.word('date unknown')}. ")
    if article.url:
        line += [nodes.reference(article.url, article.url, refuri=article.url), nodes.Text(". ")]
    card = labels.word("cite card").format(number=article.number)
    line += [addresses.pointer("", card, anchor=f"a-{article.number}"), nodes.Text(".")]
    text = bibliography.entry(article)
    code = nodes.literal_block(text, text, language="bibtex")
    fold = folded("", code, summary=f"{labels.word('cite bibtex')}, {article.outlet or article.number}")
    return nodes.container("", line, fold, ids=[f"b-{article.number}"], classes=["cited"])


def outlet(article: Article) -> list[nodes.Node]:
    """The outlet's name, and in brackets its Arabic name in Latin letters and as it is."""
    name = nodes.Text(article.outlet_latin or article.outlet or article.id)
    others: list[nodes.Node] = []
    if article.outlet_latin and article.outlet:
        others.append(nodes.Text(article.outlet))
    others += [arabic.arabic_words("", article.outlet_ar)] if article.outlet_ar else []
    if not others:
        return [name]
    joined = [part for other in others for part in (nodes.Text(", "), other)][1:]
    return [name, nodes.Text(" ("), *joined, nodes.Text(")")]


def title(article: Article) -> list[nodes.Node]:
    """The title in Latin letters, in Arabic, and in brackets in English; opening words where it has none."""
    if not article.headline_ar:
        opening = arabic.arabic_words("", cards.opening(article))
        return [nodes.Text(f"[{labels.word('cite untitled')} "), opening, nodes.Text("].")]
    said = [nodes.Text(f"“{inner(article.headline_latin)}” ")] if article.headline_latin else []
    translated = f" [{article.headline}]." if article.headline else "."
    return [*said, arabic.arabic_words("", article.headline_ar), nodes.Text(translated)]


def inner(text: str) -> str:
    """A title's own quotation marks, as they stand inside others."""
    pieces = text.split('"')
    return "".join(p + (("‘", "’")[n % 2] if n < len(pieces) - 1 else "") for n, p in enumerate(pieces))


def work(one: Work) -> nodes.container:
    """One published work."""
    head = f"{one.authors.removesuffix('.')}. {one.year}. " if one.year else f"{one.authors}. "
    line = nodes.paragraph("", classes=["reference"])
    if one.within:
        line += [nodes.Text(f"{head}“{one.title}.” "), nodes.emphasis(one.within, one.within)]
        line += nodes.Text(f" {one.where}. " if one.where else ". ")
    else:
        line += [nodes.Text(head), nodes.emphasis(one.title, one.title)]
        line += nodes.Text(f". {one.where}. " if one.where else ". ")
    line += [nodes.reference(one.url, one.url, refuri=one.url), nodes.Text(".")]
    return nodes.container("", line, classes=["cited"])


def open_folded(self: Any, node: nodes.Element) -> None:
    if self.builder.name == "singlehtml":
        raise nodes.SkipNode
    self.body.append(f'<details class="bibtex"><summary>{self.encode(node["summary"])}</summary>\n')


def close_folded(self: Any, node: nodes.Element) -> None:
    self.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("addresses")
    app.setup_extension("arabic")
    app.setup_extension("dataset")
    app.add_node(folded, html=(open_folded, close_folded))
    app.add_directive("reports", Reports)
    app.add_directive("works", Works)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
