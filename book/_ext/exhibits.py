"""```{exhibit} name``` shows an exhibit: a chart with its table and data file, or a table.

A notebook's cell puts the exhibit into the directive as data; in a page the directive is empty and the
exhibit is made by the function of that name in `analysis.charts`. Its marks and rows lead to their evidence.
"""

import csv
import json
import re
from pathlib import Path
from typing import Any

import addresses
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from analysis import charts, corpus, labels


class picture(nodes.General, nodes.Element):
    """A chart's SVG, set into the page so that its marks can be links."""


class fold(nodes.General, nodes.Element):
    """A chart's table, folded away on a screen and open in print; `data` is the address of its CSV."""


class ExhibitDirective(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        given = json.loads("".join(self.content)) if self.content else drawn(name)
        anchor = f"fig-{given['name']}"
        exhibits_of(self.env)[anchor] = self.env.docname
        data_of(self.env)[given["name"]] = {key: given[key] for key in ("columns", "rows", "evidence")}
        caption, problems = self.parse_inline(given["caption"])
        table = rows(given)
        if given["svg"] is None:
            table.insert(0, nodes.title(given["caption"], "", *caption))
            shown: nodes.Element = table
            table["classes"] += ["exhibit", f"exhibit-{given['name']}"]
        else:
            shown = nodes.figure("", picture(svg=given["svg"], alt=given["alt"]), classes=["exhibit"])
            shown += nodes.caption(given["caption"], "", *caption)
        shown["names"].append(anchor)
        self.state.document.note_explicit_target(shown, shown)
        self.set_source_info(shown)
        if shown is table:
            return [table, *problems]
        return [shown, fold("", table, exhibit=given["name"]), *problems]


def drawn(name: str) -> dict[str, Any]:
    """The exhibit that a page names, made now."""
    return getattr(charts, name)(corpus.load()).payload()  # type: ignore[no-any-return]


def rows(given: dict[str, Any]) -> nodes.table:
    """The exhibit's table, its last column the links to the statements behind each row."""
    evidence = given["evidence"]
    headings = given["columns"] + ([labels.word("Evidence")] if evidence else [])
    table = nodes.table("", classes=["exhibit-table"])
    group = nodes.tgroup("", cols=len(headings))
    group += [nodes.colspec("", colwidth=1) for _ in headings]
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in headings))
    body = nodes.tbody("")
    for n, values in enumerate(given["rows"]):
        row = nodes.row("", *(nodes.entry("", nodes.paragraph("", value)) for value in values))
        if evidence:
            row += nodes.entry("", pointers(evidence[n]), classes=["evidence"])
        body += row
    group += [nodes.thead("", head), body]
    table += group
    return table


def pointers(ids: list[str]) -> nodes.paragraph:
    """Links to statements, worded by their ids."""
    found = nodes.paragraph("")
    for n, id in enumerate(ids):
        if n:
            found += nodes.Text(", ")
        found += addresses.pointer("", id.removeprefix("s-"), anchor=id, classes=["statement-link"])
    return found


def exhibits_of(env: BuildEnvironment) -> dict[str, str]:
    """The page of each exhibit's anchor."""
    if not hasattr(env, "book_exhibits"):
        env.book_exhibits = {}  # type: ignore[attr-defined]
    return env.book_exhibits  # type: ignore[attr-defined, no-any-return]


def data_of(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    """Each exhibit's table, for its data file."""
    if not hasattr(env, "book_data"):
        env.book_data = {}  # type: ignore[attr-defined]
    return env.book_data  # type: ignore[attr-defined, no-any-return]


def open_picture(self: Any, node: nodes.Element) -> None:
    docname = self.builder.current_docname
    self.body.append(linked(self.builder.app, docname, node["svg"], self.attval(node["alt"])))
    raise nodes.SkipNode


def linked(app: Sphinx, docname: str, svg: str, alt: str) -> str:
    """The SVG with its text alternative, and its links pointing at the evidence, each with a name."""

    def point(found: re.Match[str]) -> str:
        id = found[1]
        name = svg_name(id)
        return f'<a href="{addresses.uri(app, docname, id)}" aria-label="{name}"'

    svg = re.sub(r'<a xlink:href="#((?:s|e|c)-[A-Za-z0-9-]+)"(?: target="[^"]*")?', point, svg)
    return svg.replace("<svg ", f'<svg role="group" aria-label="{alt}" class="chart" ', 1)


def svg_name(id: str) -> str:
    """What a linked mark is called: the statement's translation, safe in an attribute."""
    from html import escape

    try:
        words = corpus.load().statement(id).translation or id
    except KeyError:
        words = id
    return escape(words, quote=True)


def open_fold(self: Any, node: nodes.Element) -> None:
    docname = self.builder.current_docname
    depth = "../" * docname.count("/")
    self.body.append('<details class="exhibit-data"><summary>Table behind this figure</summary>\n')
    if self.builder.name != "singlehtml":
        href = f"{depth}_static/exhibits/{node['exhibit']}.csv"
        self.body.append(f'<p class="data-file"><a href="{href}" download>Data (CSV)</a></p>\n')


def close_fold(self: Any, node: nodes.Element) -> None:
    self.body.append("</details>\n")


def write_data(app: Sphinx, error: Exception | None) -> None:
    """Beside the pages, each exhibit's table as CSV."""
    if error or app.builder.name != "html":
        return
    folder = Path(app.outdir) / "_static" / "exhibits"
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in sorted(data_of(app.env).items()):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow([*table["columns"], *(["statements"] if table["evidence"] else [])])
            for n, values in enumerate(table["rows"]):
                writer.writerow([*values, *([";".join(table["evidence"][n])] if table["evidence"] else [])])


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("addresses")
    app.add_node(picture, html=(open_picture, None))
    app.add_node(fold, html=(open_fold, close_fold))
    app.add_directive("exhibit", ExhibitDirective)
    app.connect("build-finished", write_data)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
