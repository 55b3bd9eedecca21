"""```{exhibit} name``` shows an exhibit: a chart with its table and data file, or a table.

A notebook's cell puts the exhibit into the directive as data; in a page the directive is empty and the
exhibit is made by the function of that name in `analysis.charts`. Its marks and rows lead to their evidence;
a table whose cells have evidence of their own is a matrix, and every cell leads to it.
"""

import csv
import html
import json
import re
from pathlib import Path
from typing import Any

import addresses
import citing
import panels
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from analysis import charts, chronology, corpus, labels, marked, wording
from analysis.charts import drawing


class tools(nodes.General, nodes.Element):
    """What a reader may take away from an exhibit: its reference and its data."""


class picture(nodes.General, nodes.Element):
    """A chart's SVG, set into the page so that its marks can be links."""


class fold(nodes.General, nodes.Element):
    """A chart's table, folded away on a screen and open in print; `data` is the address of its CSV."""


class matrix(nodes.General, nodes.Element):
    """A box in which a wide table scrolls sideways; `name` says to those who don't see it what it holds."""


class apart(nodes.inline):
    """Links to the further statements behind a cell, where no panel shows all of them at once."""


class ExhibitDirective(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        given = json.loads("".join(self.content)) if self.content else drawn(name)
        anchor = f"fig-{given['name']}"
        kept(self.env, "exhibits")[anchor] = self.env.docname
        kept(self.env, "data")[given["name"]] = {
            "columns": given["columns"],
            "rows": [[words(value) for value in values] for values in given["rows"]],
            "evidence": given["evidence"],
        }
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
        plain = "".join(part.astext() for part in caption)
        kept(self.env, "captions")[anchor] = plain
        take = tools(exhibit=given["name"])
        boxed = matrix("", table, name=plain) if is_matrix(given) else table
        if shown is table:
            return [boxed, take, *problems]
        return [shown, take, fold("", boxed), *problems]


def drawn(name: str) -> dict[str, Any]:
    """The exhibit that a page names, made now."""
    exhibit = drawing.drawn(getattr(charts, name))
    if exhibit is None:
        raise ValueError(f"expected a chart of the articles or the record, found {name!r}")
    return exhibit.payload()


def rows(given: dict[str, Any]) -> nodes.table:
    """The exhibit's table. Its last column links to the statements behind each row, unless its cells do."""
    every = is_matrix(given)
    evidence = [] if every else given["evidence"]
    headings = given["columns"] + ([labels.word("Evidence")] if evidence else [])
    table = nodes.table("", classes=["exhibit-table"])
    group = nodes.tgroup("", cols=len(headings))
    group += [nodes.colspec("", colwidth=1, stub=int(every and n == 0)) for n in range(len(headings))]
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in headings))
    body = nodes.tbody("")
    for n, values in enumerate(given["rows"]):
        row = nodes.row("", *map(entry, values))
        if evidence:
            row += nodes.entry("", pointers(evidence[n]), classes=["evidence"])
        body += row
    group += [nodes.thead("", head), body]
    table += group
    return table


def is_matrix(given: dict[str, Any]) -> bool:
    """Whether the table's cells have evidence of their own."""
    return any(not isinstance(value, str) for values in given["rows"] for value in values)


def words(value: str | dict[str, Any]) -> str:
    """What a cell says."""
    return value if isinstance(value, str) else str(value["text"])


def entry(value: str | dict[str, Any]) -> nodes.entry:
    """A cell; one with evidence of its own leads to it.

    Its words lead to the first statement, figures behind them to the others. Where pages have panels, the
    words alone open one with all of them.
    """
    if isinstance(value, str):
        return nodes.entry("", nodes.paragraph("", value))
    if not value["statements"]:
        return nodes.entry("", nodes.paragraph("", value["text"]), classes=["untold"])
    first, *others = value["statements"]
    whole = told(first, value["text"], {"title": spoken(first)})
    whole["panel"] = panels.key(value["statements"])
    further = apart("")
    for n, id in enumerate(others, start=2):
        name = {"title": spoken(id), "aria-label": f"{n}: {spoken(id)}"}
        further += nodes.Text("\u00a0" if n == 2 else " ")
        further += nodes.superscript("", "", told(id, str(n), name))
    return nodes.entry("", nodes.paragraph("", "", whole, further))


def told(id: str, text: str, attributes: dict[str, str]) -> addresses.pointer:
    """Words of a cell, linked to a statement."""
    return addresses.pointer("", text, anchor=id, classes=["told"], attributes=attributes)


def pointers(ids: list[str]) -> nodes.paragraph:
    """Links to statements, worded by their ids."""
    found = nodes.paragraph("")
    for n, id in enumerate(ids):
        if n:
            found += nodes.Text(", ")
        found += addresses.pointer("", addresses.short(id), anchor=id, classes=["statement-link"])
    return found


def kept(env: BuildEnvironment, what: str) -> dict[str, Any]:
    """What is remembered of each exhibit until all pages are read, by its anchor or name.

    `exhibits` holds the page of each anchor, `captions` its caption, `data` the table of each name.
    """
    name = f"book_{what}"
    if not hasattr(env, name):
        setattr(env, name, {})
    return getattr(env, name)  # type: ignore[no-any-return]


def open_picture(self: Any, node: nodes.Element) -> None:
    docname = self.builder.current_docname
    svg = linked(self.builder.app, docname, node["svg"], self.attval(node["alt"]))
    self.body.append(framed(svg) if self.builder.name == "html" else svg)
    raise nodes.SkipNode


def framed(svg: str) -> str:
    """The SVG in a box of its shape, by which a browser knows how much room to leave before it draws it."""
    size = re.search(r'viewBox="0 0 (\S+) (\S+)"', svg)
    style = f' style="aspect-ratio: {size[1]} / {size[2]}; max-width: {size[1]}pt"' if size else ""
    return f'<div class="drawing"{style}>{svg}</div>'


def linked(app: Sphinx, docname: str, svg: str, alt: str) -> str:
    """The SVG with its text alternative, and its links pointing at the evidence, each with a name."""

    def point(found: re.Match[str]) -> str:
        first, *others = found[1].split("_")
        many = labels.word("and others").format(n=len(others))
        more = many if len(others) > 1 else labels.word("and another") if others else ""
        opens = app.builder.name == "html"
        address = f"#panel-{found[1]}" if opens else addresses.uri(app, docname, first)
        return f'<a href="{address}" aria-label="{html.escape(spoken(first) + more)}"'

    svg = re.sub(r'<a xlink:href="#((?:s|r)-[A-Za-z0-9_-]+)"(?: target="[^"]*")?', point, svg)
    return svg.replace("<svg ", f'<svg role="group" aria-label="{alt}" class="chart" ', 1)


def spoken(id: str) -> str:
    """What a link to a statement is called: its translation; to a row of the record: its days and words."""
    try:
        if id.startswith(chronology.PREFIX):
            row = chronology.load().row(id)
            return f"{wording.span(row.first, row.last)}: {row.what}"
        statement = corpus.load().statement(id)
        return statement.translation or f"{marked.gist(statement)}, {labels.word('unreviewed')}"
    except KeyError:
        return id


def open_apart(self: Any, node: nodes.Element) -> None:
    if self.builder.name == "html":
        raise nodes.SkipNode


def close_apart(self: Any, node: nodes.Element) -> None:
    """Nothing was opened."""


def open_matrix(self: Any, node: nodes.Element) -> None:
    name = self.attval(node["name"])
    self.body.append(f'<div class="matrix" tabindex="0" role="region" aria-label="{name}">\n')


def close_matrix(self: Any, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def open_fold(self: Any, node: nodes.Element) -> None:
    self.body.append(f'<details class="exhibit-data"><summary>{labels.word("table behind")}</summary>\n')


def open_tools(self: Any, node: nodes.Element) -> None:
    if self.builder.name == "html":
        name, depth = node["exhibit"], addresses.above(self.builder.current_docname)
        self.body.append(
            f'<p class="exhibit-tools">{citing.link(f"fig-{name}")} '
            f'<a href="{depth}_static/exhibits/{name}.csv" download>{labels.word("data file")}</a></p>\n'
        )
    raise nodes.SkipNode


def close_fold(self: Any, node: nodes.Element) -> None:
    self.body.append("</details>\n")


def write_data(app: Sphinx, error: Exception | None) -> None:
    """Beside the pages, each exhibit's table as CSV."""
    if error or app.builder.name != "html":
        return
    folder = Path(app.outdir) / "_static" / "exhibits"
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in sorted(kept(app.env, "data").items()):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow([*table["columns"], *(["statements"] if table["evidence"] else [])])
            for n, values in enumerate(table["rows"]):
                writer.writerow([*values, *([";".join(table["evidence"][n])] if table["evidence"] else [])])


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("citing")
    app.add_node(picture, html=(open_picture, None))
    app.add_node(apart, html=(open_apart, close_apart))
    app.add_node(matrix, html=(open_matrix, close_matrix))
    app.add_node(tools, html=(open_tools, None))
    app.add_node(fold, html=(open_fold, close_fold))
    app.add_directive("exhibit", ExhibitDirective)
    app.connect("build-finished", write_data)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
