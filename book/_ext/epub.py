"""The book as EPUB: Sphinx's builder for it, with pages, contents and a file fit for a reading device.

- A page is its text alone, as XHTML: no scripts, no code, no inline styles. A chart is a picture with its
  table open below it; what the HTML pages fold away or scroll sideways stands in the text.
- The contents have the parts and the chapters' numbers. What it says of itself is what its citation says.
- Two builds give the same bytes.
"""

import html
import posixpath
import re
import textwrap
import uuid
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import fontpkg
import typeface
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config

from analysis import citation, labels

# What only a screen with scripts can use, and links to files that do not come with the book.
DROPPED = (
    ".headerlink, .copybtn, .cell_input, .data-file, details.hide > summary, [popover], input, script, "
    "noscript, style"
)
# Boxes that only fold, scroll or open what they hold.
BOXES = "details, button, .matrix, .pst-scrollable-table-container"
# Of no use without the box or the browser that they are for, or not allowed in EPUB.
ATTRIBUTES = ("style", "border", "tabindex", "download", "target")
COVER = "_static/cover.png"
# Latin and Arabic with their signs: the pages are not written yet when the typeface is.
SIGNS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x600, 0x700), *range(0x2010, 0x203B)]
STATIC = Path(__file__).parent.parent / "_static"
ACCESSIBILITY = {
    "accessMode": ("textual", "visual"),
    "accessModeSufficient": ("textual",),
    "accessibilityFeature": ("alternativeText", "structuralNavigation", "tableOfContents"),
    "accessibilityHazard": ("none",),
}


class Book(Epub3Builder):
    """Sphinx's builder of EPUB 3, which knows numbers and parts and always gives the same bytes."""

    def copy_static_files(self) -> None:
        """The stylesheet, the Arabic typeface and the cover; nothing of what the HTML pages need."""
        folder = Path(self.outdir) / "_static"
        folder.mkdir(exist_ok=True)
        style = (STATIC / "epub.css").read_text(encoding="utf-8")
        (folder / "epub.css").write_text(style, encoding="utf-8")
        for bold, name in [(False, "amiri-regular.ttf"), (True, "amiri-bold.ttf")]:
            typeface.save_typeface(bold, folder / name, SIGNS)
        draw_cover(self.config, Path(self.outdir) / COVER)

    def handle_page(self, pagename: str, addctx: dict[str, Any], *arguments: Any, **named: Any) -> None:
        """Write a page: its title and its text, without anything around them."""
        target = Path(self.get_outfilename(pagename))
        target.parent.mkdir(parents=True, exist_ok=True)
        title = BeautifulSoup(addctx["title"], "html.parser").get_text()
        if pagename == "epub-cover":
            title = self.config.epub_title
            body = f'<img class="cover" src="{COVER}" alt="{html.escape(title)}"/>'
        else:
            body = plain(pictures(addctx["body"], pagename, Path(self.outdir)))
        if pagename == self.config.root_doc and title == self.config.epub_title:  # the cover has said so
            title = labels.word("overview")
            body = re.sub(r"<h1>.*?</h1>", f"<h1>{html.escape(title)}</h1>", body, count=1, flags=re.DOTALL)
        target.write_text(page(title, body, pagename.count("/")), encoding="utf-8")

    def get_toc(self) -> None:
        super().get_toc()
        if self.env.titles[self.config.root_doc].astext() == self.config.epub_title:
            self.refnodes[0]["text"] = html.escape(labels.word("overview"))

    def get_refnodes(self, doctree: nodes.Node, result: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The contents below the root page: each part with a page of its own, then its chapters, numbered."""
        parts = count(1)
        for node in doctree.findall():
            if isinstance(node, nodes.title) and "toctree" in node.parent:
                result.append(self.write_part(f"part-{next(parts)}", node.astext()))
            elif isinstance(node, nodes.reference) and (level := level_of(node)):
                number = "".join(f"{n}." for n in node.get("secnumber") or ())
                text = html.escape(f"{number} {node.astext()}".strip())
                result.append({"level": level + 1, "refuri": html.escape(node["refuri"]), "text": text})
        return result

    def write_part(self, name: str, title: str) -> dict[str, Any]:
        """A page with the title of a part, and its line in the contents."""
        body = f'<section class="part"><h1>{html.escape(title)}</h1></section>'
        self.handle_page(name, {"title": html.escape(title), "body": body})
        return {"level": 1, "refuri": name + self.out_suffix, "text": html.escape(title)}

    def content_metadata(self) -> dict[str, Any]:
        return super().content_metadata() | {"date": f"{citation.load().released}T00:00:00Z"}

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        # Sphinx puts the identifier's name here, and EPUB wants the identifier.
        return super().toc_metadata(level, navpoints) | {"uid": self.config.epub_identifier}

    def build_content(self) -> None:
        """The list of contents, without what Sphinx adds for one reading device, with what the cover is."""
        super().build_content()
        file = Path(self.outdir) / "content.opf"
        unwanted = r'\n *<(?:dc:contributor|meta property="ibooks:).*|\n *prefix="ibooks:[^"]*"'
        text = re.sub(unwanted, "", file.read_text(encoding="utf-8"))
        text = text.replace(f'href="{COVER}"', f'href="{COVER}" properties="cover-image"')
        access = "".join(
            f'  <meta property="schema:{name}">{value}</meta>\n  '
            for name, values in ACCESSIBILITY.items()
            for value in values
        )
        file.write_text(text.replace("</metadata>", f"{access}</metadata>"), encoding="utf-8")

    def build_epub(self) -> None:
        """Put the files into one, in a fixed order and with a fixed time."""
        folder = Path(self.outdir)
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *self.files]
        with ZipFile(folder / f"{self.config.epub_basename}.epub", "w") as book:
            for name in names:
                entry = ZipInfo(name)  # dated 1980
                entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(entry, (folder / name).read_bytes())


def level_of(node: nodes.reference) -> int:
    """How deep in the contents a link stands, from 1; 0 when it is none of them."""
    found = [re.fullmatch(r"toctree-l(\d)", name) for name in enclosing_classes(node)]
    return next((int(level[1]) for level in found if level and not node["refuri"].startswith("http")), 0)


def enclosing_classes(node: nodes.Node) -> list[str]:
    """The classes of the element that a node stands in."""
    return list(node.parent.get("classes", [])) if isinstance(node.parent, nodes.Element) else []


def page(title: str, body: str, depth: int) -> str:
    """A whole page of XHTML, `depth` folders down."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">\n'
        f'<head><meta charset="utf-8"/><title>{html.escape(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{"../" * depth}_static/epub.css"/></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def pictures(body: str, pagename: str, folder: Path) -> str:
    """The text with each inline chart moved to a file: an electronic book shows a picture everywhere."""
    numbers = count(1)

    def move(chart: re.Match[str]) -> str:
        name = f"_images/{pagename.replace('/', '-')}-{next(numbers)}.svg"
        alt = re.search(r'\baria-label="([^"]*)"', chart[0].partition(">")[0])
        text = re.sub(r"<svg\b[^>]*>", lambda tag: bare(tag[0]), chart[0], count=1)
        text = re.sub(r"</?a\b[^>]*>", "", text)
        # matplotlib draws a space as a path without an outline, which SVG does not allow.
        text = re.sub(r"<path(?![^>]*\sd=)", '<path d=""', text)
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', encoding="utf-8")
        source = posixpath.relpath(name, posixpath.dirname(pagename) or ".")
        return f'<img class="chart" alt="{alt[1] if alt else ""}" src="{source}"/>'

    return re.sub(r"<svg\b.*?</svg>", move, body, flags=re.DOTALL)


def bare(tag: str) -> str:
    """The tag that begins a chart, for a file of its own: with a namespace, without what it tells a page."""
    tag = re.sub(r'\s(?:role|aria-label|class)="[^"]*"', "", tag)
    return tag if "xmlns=" in tag else tag.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def plain(body: str) -> str:
    """The text of a page as XHTML, with nothing in it that needs a browser."""
    soup = BeautifulSoup(body, "html.parser")
    for element in soup.select(DROPPED):
        element.decompose()
    for summary in soup.select("summary"):
        summary.name = "p"
        summary["class"] = "data-title"
    for box in soup.select(BOXES):
        box.unwrap()
    for element in soup.find_all(True):
        for name in ATTRIBUTES:
            element.attrs.pop(name, None)
    for cell in soup.select("div.cell, div.toctree-wrapper"):
        if not cell.get_text(strip=True) and not cell.find("img"):
            cell.decompose()
    for link in soup.select("a[href]"):
        settle(link)
    for table in soup.select("table"):
        name_cells(table)
    return soup.decode(formatter="minimal")


def settle(link: Tag) -> None:
    """Make a link to a file that the book does not hold into text."""
    address = str(link["href"])
    path = address.partition("#")[0]
    if path and not re.match(r"[a-z]+:", path) and not path.endswith(".xhtml"):
        del link["href"]


def name_cells(table: Tag) -> None:
    """Give each cell of a wide table its column's heading, for pages so narrow that rows become blocks."""
    headings = [heading.get_text(strip=True) for heading in table.select("thead th")]
    classes = [str(name) for name in table.get_attribute_list("class") if name]
    if len(headings) <= 4 and "columns" not in classes:
        return
    table["class"] = " ".join([*classes, "wide"])
    for row in table.select("tbody tr"):
        for cell, heading in zip(row.select("td, th"), headings, strict=False):
            if cell.get_text(strip=True):
                cell["data-heading"] = heading


def describe(app: Sphinx, config: Config) -> None:
    """What the file says of itself, for shelves and catalogues."""
    about = citation.load()
    config.epub_basename = "book"
    config.epub_title = config.html_title
    config.epub_author = config.epub_publisher = ", ".join(author.full for author in about.authors)
    config.epub_description = " ".join(about.abstract.split())
    config.epub_copyright = labels.word("licences")
    config.epub_identifier = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, config.html_title)}"
    config.epub_uid = "book"
    config.version = about.version
    config.epub_cover = (COVER, "cover")
    config.epub_guide = (("toc", "nav.xhtml", labels.word("contents")),)
    config.epub_tocscope = "includehidden"
    config.epub_tocdup = False
    config.epub_use_index = False
    config.epub_show_urls = "no"


def draw_cover(config: Config, target: Path) -> None:
    """The cover that a shelf shows: the title and what follows its colon, in the book's own face."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    file = next(file for file in fontpkg.family("Source Serif 4").files if file.style == "normal")
    face = FontProperties(fname=str(file.path))
    name, _, subtitle = config.epub_title.partition(": ")
    figure = Figure(figsize=(8, 12), dpi=150, facecolor="#f6f7f8")
    FigureCanvasAgg(figure)
    top = 0.82
    for words, size, width, colour in [(name, 42, 18, "#1f5a7a"), (subtitle, 20, 34, "#1f2529")]:
        lines = textwrap.wrap(words[:1].upper() + words[1:], width)
        look: dict[str, Any] = {"size": size, "color": colour, "font": face, "va": "top", "linespacing": 1.25}
        figure.text(0.1, top, "\n".join(lines), **look)
        top -= len(lines) * size * 1.4 / (12 * 72) + 0.04
    figure.text(0.1, 0.08, labels.word("licences"), size=12, color="#59636b", font=face)
    figure.savefig(target, metadata={"Software": None})


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_builder(Book, override=True)
    app.connect("config-inited", describe)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
