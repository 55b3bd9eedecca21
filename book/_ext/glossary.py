"""```{glossary-of-names}```: who and what the statements name, in both languages, and where it appears.

Each name is a section, so that the search box finds it by its title; its anchor is `g-` and its id.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import addresses
from docutils import nodes
from registers import arabic_inline, field_list, pointer
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from analysis import corpus, glossary, labels
from analysis.glossary import Entry


class Glossary(SphinxDirective):
    """Every name, group by group."""

    def run(self) -> list[nodes.Node]:
        sections: list[nodes.Node] = []
        for name, members in groupby(glossary.entries(corpus.load()), lambda entry: entry.group):
            title = labels.word(f"glossary {name}")
            section = nodes.section("", nodes.title(title, title), ids=[f"glossary-{name}"])
            section += [entry(member) for member in members]
            sections.append(section)
        return sections


def entry(found: Entry) -> nodes.section:
    """One name: in English and Arabic, a line on it, how else it is written, and its statements."""
    anchor = addresses.anchor_of(found.id, "g")
    section = nodes.section("", nodes.title(found.en, found.en), ids=[anchor], classes=["glossary-entry"])
    section += nodes.paragraph("", "", arabic_inline(found.ar), classes=["glossary-name"])
    if found.note:
        section += nodes.paragraph("", found.note)
    section += field_list(details(found))
    return section


def details(found: Entry) -> Iterator[tuple[str, nodes.paragraph]]:
    if found.spellings:
        yield "spellings", nodes.paragraph("", "", arabic_inline("، ".join(found.spellings)))
    if found.latin:
        yield "latin", listed(map(nodes.Text, found.latin))
    if found.articles:
        article = labels.word("glossary article")
        published = (pointer(f"a-{n}", article.format(number=n)) for n in found.articles)
        yield "published", listed(published)
    if found.statements:
        yield "evidence", listed(pointer(id, id.removeprefix("s-")) for id in found.statements)


def listed(parts: Iterable[nodes.Node]) -> nodes.paragraph:
    """The parts with commas between them."""
    found = nodes.paragraph("")
    for n, part in enumerate(parts):
        found += [nodes.Text(", "), part] if n else part
    return found


def unnumber(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """A name is no chapter of a chapter: its heading and its line in the contents have no number."""
    page = addresses.PAGES["g"]
    for anchor in env.toc_secnumbers.get(page, {}):
        if anchor.startswith("#g-"):
            env.toc_secnumbers[page][anchor] = None  # type: ignore[assignment]
    if page in env.tocs:
        for reference in env.tocs[page].findall(nodes.reference):
            if reference["anchorname"].startswith("#g-"):
                reference.attributes.pop("secnumber", None)
    return []


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("addresses")
    app.setup_extension("arabic")
    app.add_directive("glossary-of-names", Glossary)
    app.connect("env-get-updated", unnumber, priority=900)  # after all that number the sections
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
