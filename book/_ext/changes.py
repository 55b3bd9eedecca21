"""```{changes}``` says what articles added since the last release changed, ```{releases}``` each version.

A chart or a number is linked where the book has it: that is known only when all pages have been read.
"""

from collections.abc import Iterable
from typing import Any

import addresses
import exhibits
import facts
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from analysis import changes, corpus, labels, releases
from analysis.changes import Change, Line, text

GENERATED = "changes"
"""The class of what these directives make: its numbers aren't typed."""


class perhaps(nodes.inline):
    """Words that become a link to `anchor` where the book has it; a chart's name then becomes its caption."""


class Changes(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        report = changes.report(corpus.load())
        first, *more = text.head(report)
        said: list[nodes.Node] = [nodes.paragraph("", "", nodes.Text(first), classes=["head"])]
        if more:
            said.append(listed(nodes.paragraph("", "", nodes.Text(line)) for line in more))
        sections = list(map(section, report.changes))
        for one in sections:
            self.state.document.note_explicit_target(one, one)
        return [nodes.container("", *said, classes=[GENERATED]), *sections]


class Changelog(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        held = releases.load()
        latest = held.releases[0].version
        parts = [(labels.word("changes since").format(version=latest), held.since)] if held.since else []
        parts += [(text.titled(release), release.notes) for release in held.releases]
        found: list[nodes.Node] = []
        for title, notes in parts:
            lines = listed(nodes.paragraph("", "", nodes.Text(note.en)) for note in notes)
            head = nodes.paragraph("", "", nodes.strong(title, title))
            found.append(nodes.container("", head, lines, classes=[GENERATED]))
        return found


def section(change: Change) -> nodes.section:
    """What one article changed, a section for each kind of thing."""
    number = change.article.number
    title = text.title(change)
    found = nodes.section("", nodes.title(title, title), ids=[f"changes-{number}"], classes=[GENERATED])
    if "statements" not in change.parts:
        found += nodes.paragraph("", labels.word("changes nothing"))
    for name, lines in change.parts.items():
        words = labels.word(f"changes {name}")
        id = f"changes-{number}-{name.replace(' ', '-')}"
        found += nodes.section("", nodes.title(words, words), part(name, lines), ids=[id])
    return found


def part(name: str, lines: Iterable[Line]) -> nodes.Element:
    """Old values beside new as a table, addresses in a row, all else as a list."""
    if name == "addresses":
        return nodes.paragraph("", "", *joined([linked(line) for line in lines]))
    if name in ("events", "cycles", "facts"):
        return table(lines)
    return listed(nodes.paragraph("", "", linked(line), *detail(line)) for line in lines)


def linked(line: Line) -> nodes.Element:
    """What a line is about, linked to its place; a fact, which has no anchor of its own, to its note."""
    anchor = line.anchor or addresses.anchor_of(line.what, "n")
    words = nodes.Text(line.what) if line.anchor else nodes.literal(line.what, line.what)
    classes = ["statement-link"] if line.what == line.anchor else []
    return perhaps("", "", words, anchor=anchor, classes=classes)


def detail(line: Line) -> list[nodes.Node]:
    return [nodes.Text(f" ({line.detail})")] if line.detail else []


def table(lines: Iterable[Line]) -> nodes.table:
    """A row a line: what it is about, what was, what is."""
    headings = [labels.word(f"changes {name}") for name in ("what", "old", "new")]
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", words)) for words in headings))
    body = nodes.tbody("")
    for line in lines:
        values = (value or labels.word("not told") for value in (line.old, line.new))
        body += nodes.row(
            "",
            nodes.entry("", nodes.paragraph("", "", linked(line))),
            *(nodes.entry("", nodes.paragraph("", "", nodes.Text(value))) for value in values),
        )
    columns = [nodes.colspec("", colwidth=1) for _ in headings]
    group = nodes.tgroup("", *columns, nodes.thead("", head), body, cols=len(headings))
    return nodes.table("", group, classes=["changed"])


def listed(paragraphs: Iterable[nodes.paragraph]) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", paragraph) for paragraph in paragraphs))


def joined(parts: list[nodes.Element]) -> list[nodes.Node]:
    """The parts with commas between them."""
    found: list[nodes.Node] = []
    for part in parts:
        found += [nodes.Text(", "), part]
    return found[1:]


class LinkWhatIsThere(SphinxPostTransform):
    """Makes pointers of those words whose anchor the book has. Pointers become links after that."""

    default_priority = 840

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(perhaps)):
            anchor = node["anchor"]
            words: list[nodes.Node] = list(node.children)
            if anchor in exhibits.kept(self.env, "captions"):
                words = [
                    nodes.Text(exhibits.kept(self.env, "captions")[anchor].partition(". ")[0].rstrip("."))
                ]
            made = addresses.pointer("", "", *words, anchor=anchor, classes=node["classes"])
            node.replace_self(made if there(self.env, anchor) else nodes.inline("", "", *words))


def there(env: BuildEnvironment, anchor: str) -> bool:
    """Whether the book has the anchor: a number only where a page states it."""
    if anchor.startswith("n-"):
        used = (name for uses in facts.uses_of(env).values() for name, _ in uses)
        return anchor in {addresses.anchor_of(name, "n") for name in used}
    return addresses.page_of(env, anchor) is not None


def setup(app: Sphinx) -> dict[str, Any]:
    for extension in ("addresses", "exhibits", "facts"):
        app.setup_extension(extension)
    app.add_node(perhaps)
    app.add_directive("changes", Changes)
    app.add_directive("releases", Changelog)
    app.add_post_transform(LinkWhatIsThere)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
