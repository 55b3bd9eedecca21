"""The data set in the book: its files beside the pages, a table of them, and its description for programs.

{datafile}`name` links a file of the data set or an archive, and is plain words in a book that has no files.
```{datafiles}``` lists the files, ```{datamarkup}``` describes the whole for search engines.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

import addresses
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from analysis import citation, corpus, datapackage, export, labels, licence, schemaorg, webannotation
from book import archive

NAMES = {"data archive": archive.data_name, "book archive": archive.book_name}
"""What a page calls the archives, whose own names change with the version."""


class download(nodes.inline):
    """A link to a file below data/: `file`."""


class markup(nodes.General, nodes.Element):
    """The description for search engines, of which a reader sees nothing."""


class DownloadRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        name = f"{NAMES[self.text]()}.zip" if self.text in NAMES else self.text
        if self.text in NAMES or name in files():
            return [linked(name)], []
        problem = self.inliner.reporter.error(f"no file of the data set is {self.text!r}", line=self.lineno)
        return [self.inliner.problematic(self.rawtext, self.rawtext, problem)], [problem]


class DataFiles(SphinxDirective):
    """One row a file: its name, what one row of it is, how many there are, its size."""

    def run(self) -> list[nodes.Node]:
        headings = [labels.word(f"files {name}") for name in ("file", "row", "rows", "size")]
        group = nodes.tgroup("", cols=len(headings))
        group += [nodes.colspec("", colwidth=1) for _ in headings]
        group += nodes.thead("", nodes.row("", *map(cell, headings)))
        body = nodes.tbody("")
        for name, text in files().items():
            link = nodes.entry("", nodes.paragraph("", "", linked(name)))
            told = (labels.word(f"file {name}"), f"{rows(name, text):,}", size(len(text.encode())))
            body += nodes.row("", link, *map(cell, told))
        group += body
        return [nodes.table("", group, classes=["datafiles"])]


class DataMarkup(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [markup("")]


def linked(name: str) -> download:
    return download("", "", nodes.literal(name, name), file=name)


def cell(words: str) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", words))


_files: dict[str, str] = {}


def files() -> dict[str, str]:
    """Every file of the data set, made once a build."""
    if not _files:
        _files.update(export.files(corpus.load()))
    return _files


def rows(name: str, text: str) -> int:
    """How many of what it lists a file has: table rows, lines, entries, annotations, resources."""
    form = name.rpartition(".")[2]
    if form == "csv":
        return len(list(csv.reader(io.StringIO(text)))) - 1
    if form == "jsonl":
        return text.count("\n")
    if form == "bib":
        return text.count("\n@") + text.startswith("@")
    held = json.loads(text)
    if form == "jsonld":
        return int(held["total"])
    return len(held.get("resources", held))


def size(n: int) -> str:
    """A size as people read it: "182 bytes", "36 kB"."""
    if n < 1000:
        return labels.word("bytes").format(n=n)
    return labels.word("kilobytes").format(n=f"{n / 1000:,.0f}")


class ResolveDownloads(SphinxPostTransform):
    """Turns downloads into links where the files are, and leaves their names elsewhere."""

    default_priority = 850

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(download)):
            if self.app.builder.name == "html":
                address = f"{addresses.above(self.env.docname)}{archive.FOLDER}/{node['file']}"
                found = addresses.link("", "", *node.children, internal=True, refuri=address)
                found["attributes"] = {"download": node["file"]}
                node.replace_self(found)
            else:
                node.replace_self(node.children)


def write_markup(self: Any, node: nodes.Element) -> None:
    if self.builder.name == "html":
        base = webannotation.base().replace("../", addresses.above(self.builder.current_docname))
        told = schemaorg.dataset(corpus.load(), downloads(f"{base}{archive.FOLDER}/"))
        # A script ends at the first </, whatever stands around it.
        text = json.dumps(told, ensure_ascii=False, indent=1).replace("<", "\\u003c")
        self.body.append(f'<script type="application/ld+json">\n{text}\n</script>\n')
    raise nodes.SkipNode


def downloads(folder: str) -> list[schemaorg.File]:
    """Address, media type and description of each file and of the archive with all of them."""
    media = {name: datapackage.MEDIA[name.rpartition(".")[2]] for name in files()}
    found = [(folder + name, media[name], labels.word(f"file {name}")) for name in files()]
    return [*found, (f"{folder}{archive.data_name()}.zip", "application/zip", labels.word("data archive"))]


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Beside the pages, the data set: each file, and all of them in one archive with their terms."""
    if error or app.builder.name != "html":
        return
    folder = Path(app.outdir) / archive.FOLDER
    export.write(corpus.load(), folder)
    terms = {path.name: path.read_text(encoding="utf-8") for path in (citation.FILE, licence.FILE)}
    contents = sorted({**files(), **terms}.items())
    archive.write(folder / f"{archive.data_name()}.zip", ((name, text.encode()) for name, text in contents))


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("addresses")
    app.add_node(download)
    app.add_node(markup, html=(write_markup, None))
    app.add_role("datafile", DownloadRole())
    app.add_directive("datafiles", DataFiles)
    app.add_directive("datamarkup", DataMarkup)
    app.add_post_transform(ResolveDownloads)
    app.connect("builder-inited", lambda app: _files.clear())
    app.connect("build-finished", write_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
