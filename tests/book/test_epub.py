"""The book as EPUB: the one in `_build/`, and the steps from a page of HTML to its XHTML."""

import posixpath
import re
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from fontTools.ttLib import TTFont

from analysis import corpus

ROOT = Path(__file__).parent.parent.parent
EPUB = ROOT / "_build" / "book.epub"

# Sphinx loads the book's own extensions as modules that stand alone.
sys.path.append(str(ROOT / "book" / "_ext"))
import epub as ours  # noqa: E402

Pages = dict[str, BeautifulSoup]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The files in the EPUB, in their order."""
    assert EPUB.is_file(), "no _build/book.epub: run `make book` first"
    with ZipFile(EPUB) as book:
        return {name: book.read(name) for name in book.namelist()}


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> Pages:
    """The pages, each known to be XML."""
    found = {name: text for name, text in files.items() if name.endswith(".xhtml")}
    for name, text in found.items():
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/1999/xhtml}html", name
    return {name: BeautifulSoup(text, "html.parser") for name, text in found.items()}


@pytest.fixture(scope="module")
def chapters(pages: Pages) -> list[tuple[str, str]]:
    """The lines of the contents below the parts: address and words."""
    return [(str(a["href"]), a.get_text(strip=True)) for a in pages["nav.xhtml"].select("nav ol ol a")]


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_statement_is_there_in_arabic_with_language_and_direction(pages: Pages) -> None:
    statements = corpus.load().statements
    assert len(statements) > 40
    for statement in statements:
        entry = pages["book/evidence.xhtml"].find(id=statement.id)
        assert isinstance(entry, Tag), statement.id
        quoted = entry.select('blockquote[lang="ar"][dir="rtl"]')
        assert [words(q.get_text()) for q in quoted] == [words(statement.quote)]


def test_no_arabic_stands_outside_its_language(pages: Pages) -> None:
    outside = [
        (name, str(text))
        for name, page in pages.items()
        for text in page.find_all(string=re.compile("[\u0621-\u064a]{2}"))
        if not any(e.get("lang") == "ar" and e.get("dir") == "rtl" for e in text.parents)
        and not text.find_parent(["code", "pre", "title"])
    ]
    assert outside == []


def test_every_link_leads_somewhere_in_the_book(files: dict[str, bytes], pages: Pages) -> None:
    links = [
        (name, str(element.get("href") or element.get("src")))
        for name, page in pages.items()
        for element in page.select("[href], [src]")
    ]
    inside = [(name, address) for name, address in links if not re.match(r"https?:", address)]
    assert len(inside) > 1000
    anchors = {name: {element["id"] for element in page.select("[id]")} for name, page in pages.items()}
    for name, address in inside:
        path, _, anchor = unquote(address).partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        assert target in files, (name, address)
        assert not anchor or anchor in anchors[target], (name, address)


def test_facts_lead_to_their_notes(pages: Pages) -> None:
    facts = [(name, fact) for name, page in pages.items() for fact in page.select(".fact")]
    assert len({name for name, _ in facts}) > 8
    for name, fact in facts:
        assert fact.name == "a"
        page = posixpath.relpath("book/numbers.xhtml", posixpath.dirname(name) or ".")
        assert str(fact["href"]).startswith(f"{page}#n-")


def test_charts_are_pictures_with_words_and_their_table_below(files: dict[str, bytes], pages: Pages) -> None:
    charts = [(name, chart) for name, page in pages.items() for chart in page.select("figure img.chart")]
    assert len(charts) == sum(len(page.select("figure.exhibit")) for page in pages.values()) > 5
    for name, chart in charts:
        assert len(str(chart["alt"])) > 20, name
        figure = chart.find_parent("figure")
        assert figure is not None
        following = figure.find_next_sibling()
        assert following is not None and "data-title" in following["class"]
        assert following.find_next_sibling().name == "table"
    drawings = [ElementTree.fromstring(text) for name, text in files.items() if name.endswith(".svg")]
    assert len(drawings) == len(charts)
    svg = "{http://www.w3.org/2000/svg}"
    assert all(drawing.tag == f"{svg}svg" and not list(drawing.iter(f"{svg}a")) for drawing in drawings)
    pictures = [image for page in pages.values() for image in page.select("img")]
    assert all(image.get("alt") for image in pictures)


def test_nothing_needs_a_browser(files: dict[str, bytes], pages: Pages) -> None:
    for name, page in pages.items():
        assert page.select("script, style, input, button, details, svg, iframe") == [], name
        assert page.select("[style], [popover], [onclick]") == [], name
        assert page.select(".cell_input, .headerlink") == [], name
    assert [name for name in files if name.endswith((".js", ".woff2"))] == []
    css = files["_static/epub.css"].decode()
    assert not re.search(r"\bdirection\s*:|unicode-bidi|@import|https?:", css)


def test_the_arabic_typeface_comes_along_with_every_letter(files: dict[str, bytes]) -> None:
    signs = set("".join(statement.quote for statement in corpus.load().statements))
    assert len(signs) > 40
    for name in ("_static/amiri-regular.ttf", "_static/amiri-bold.ttf"):
        assert signs - set(map(chr, TTFont(BytesIO(files[name])).getBestCmap())) <= {"\n"}
        assert posixpath.basename(name) in files["_static/epub.css"].decode()


def test_contents_have_parts_and_numbered_chapters(pages: Pages, chapters: list[tuple[str, str]]) -> None:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = [a.get_text(strip=True) for a in pages["nav.xhtml"].select("nav > ol > li > a")]
    assert parts == ["Overview", *(part["caption"] for part in toc["parts"])]
    files = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    assert [address for address, _ in chapters] == [f"{file}.xhtml" for file in files]
    for number, (address, title) in enumerate(chapters, start=1):
        heading = pages[address].h1
        assert heading is not None
        assert title.startswith(f"{number}. ")
        assert words(heading.get_text()) == title


def test_pages_are_read_in_the_order_of_the_contents(files: dict[str, bytes], pages: Pages) -> None:
    package = ElementTree.fromstring(files["content.opf"])
    paths = {item.attrib["id"]: item.attrib["href"] for item in package.iterfind("{*}manifest/{*}item")}
    spine = [paths[item.attrib["idref"]] for item in package.iterfind("{*}spine/{*}itemref")]
    contents = [str(a["href"]) for a in pages["nav.xhtml"].select("nav a")]
    assert spine == ["epub-cover.xhtml", *contents]
    assert set(paths.values()) == set(files) - {"mimetype", "META-INF/container.xml", "content.opf"}


def test_says_what_it_is(files: dict[str, bytes]) -> None:
    package = files["content.opf"].decode()
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    said = dict(re.findall(r"<dc:(\w+)[^>]*>(.*)</dc", package))
    assert said["title"] == citation["title"]
    assert said["language"] == "en"
    assert said["date"].startswith(str(citation["date-released"]))
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", said["identifier"])
    assert said["identifier"] in files["toc.ncx"].decode()
    assert "contributor" not in said and "unknown" not in package and "1970" not in package
    assert 'properties="cover-image"' in package


def test_files_carry_no_time_and_the_type_comes_first() -> None:
    with ZipFile(EPUB) as book:
        entries = book.infolist()
    assert (entries[0].filename, entries[0].compress_type, entries[0].extra) == ("mimetype", ZIP_STORED, b"")
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert len({entry.filename for entry in entries}) == len(entries)


def test_a_chart_becomes_a_picture_without_links(tmp_path: Path) -> None:
    chart = (
        '<svg role="group" aria-label="Two &lt;things&gt;" class="chart" viewBox="0 0 9 9">'
        '<defs><path id="space"/><path id="x" d="M 0 0"/></defs>'
        '<a href="evidence.xhtml#s-1" aria-label="x"><use href="#x"/></a></svg>'
    )
    body = ours.pictures(f"<p>{chart}</p>", "book/page", tmp_path)
    assert body == '<p><img class="chart" alt="Two &lt;things&gt;" src="../_images/book-page-1.svg"/></p>'
    drawing = (tmp_path / "_images" / "book-page-1.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(drawing.encode()).tag == "{http://www.w3.org/2000/svg}svg"
    assert '<path d="" id="space"/><path id="x" d="M 0 0"/>' in drawing
    assert "<a" not in drawing and "aria-label" not in drawing and 'viewBox="0 0 9 9"' in drawing


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ('<p>a<br>b<img src="x.png" alt="x"></p>', '<p>a<br/>b<img alt="x" src="x.png"/></p>'),
        ("<p>a &lt;b&gt; &amp; &nbsp;c</p>", "<p>a &lt;b&gt; &amp; \xa0c</p>"),
        ('<h2>Title<a class="headerlink" href="#t">#</a></h2>', "<h2>Title</h2>"),
        ('<table border="1"><tr style="text-align: right"><td>1</td></tr></table>',
         "<table><tr><td>1</td></tr></table>"),
        ('<div class="cell"><details class="hide"><summary>Show</summary><div class="cell_input">x</div>'
         "</details></div>", ""),
        ('<details class="exhibit-data"><summary>Table</summary><p class="data-file"><a href="a.csv">x</a>'
         "</p><p>t</p></details>", '<p class="data-title">Table</p><p>t</p>'),
        ('<p><button><a class="fact" href="n.xhtml#n-a">9</a></button><span popover="">x</span></p>',
         '<p><a class="fact" href="n.xhtml#n-a">9</a></p>'),
        ('<a href="_sources/a.ipynb">a</a><a href="b.xhtml#c">b</a><a href="https://example.org/a.html">c</a>',
         '<a>a</a><a href="b.xhtml#c">b</a><a href="https://example.org/a.html">c</a>'),
        ("<script>x</script><style>p {}</style><input>", ""),
    ],
)  # fmt: skip
def test_a_page_keeps_its_text_and_drops_what_needs_a_browser(html: str, xhtml: str) -> None:
    assert ours.plain(html) == xhtml


def test_the_cells_of_a_wide_table_know_their_headings() -> None:
    def table(columns: int) -> str:
        head = "".join(f"<th>h{n}</th>" for n in range(columns))
        cells = "<th>a</th><td></td>" + "".join(f"<td>{n}</td>" for n in range(2, columns))
        return ours.plain(f"<table><thead><tr>{head}</tr></thead><tbody><tr>{cells}</tr></tbody></table>")

    assert "data-heading" not in table(4)
    wide = BeautifulSoup(table(5), "html.parser")
    cells = [cell.get("data-heading") for cell in wide.select("tbody th, tbody td")]
    assert cells == ["h0", None, "h2", "h3", "h4"]
    assert wide.select("table.wide")
