"""The printed book: the one in `_build/`, and the steps from Sphinx's single page to it."""

import csv
import re
import subprocess
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from analysis import corpus
from book import printing

Bookmark = tuple[int, str, int]
"""Depth from 1, title, page from 1."""

PDF = Path(printing.__file__).parent.parent / "_build" / "book.pdf"


@pytest.fixture(scope="module")
def pages() -> list[str]:
    """The text of each page, as a reader's search sees it."""
    assert PDF.is_file(), "no _build/book.pdf: run `make book` first"
    done = subprocess.run(["pdftotext", "-layout", PDF, "-"], capture_output=True, text=True, check=True)
    return [plain(page) for page in done.stdout.split("\f")[:-1]]


@pytest.fixture(scope="module")
def outline(pages: list[str]) -> list[Bookmark]:
    """The bookmarks in their order."""
    done = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", PDF], capture_output=True, check=True)
    found: list[Bookmark] = []

    def walk(level: ElementTree.Element, depth: int) -> None:
        for item in level:
            if item.tag == "outline":
                walk(item, depth + 1)
            else:
                found.append((depth, plain("".join(item.itertext())), int(item.attrib["page"])))

    text = re.search(rb"<outline>.*</outline>", done.stdout, re.DOTALL)
    assert text, "the PDF has no bookmarks"
    walk(ElementTree.fromstring(text[0]), 1)
    return found


def plain(text: str) -> str:
    """Letters as typed: no presentation forms, no direction marks, single spaces within a line."""
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFKC", text))
    return "\n".join(" ".join(line.split()) for line in text.splitlines())


def phrases(quotation: str) -> list[str]:
    """The quotation's runs of two or three words of bare letters.

    pdftotext moves digits and punctuation about in Arabic lines; other readers of PDF find them in place.
    """
    runs = re.split(r"(?<!\S)(?=\S*[^\u0621-\u063a\u0641-\u064a\s])\S+", plain(quotation))
    return [" ".join(run.split()[:3]) for run in runs if len(run.split()) > 1]


def test_every_quotation_is_found(pages: list[str]) -> None:
    # Amiri lengthens some pairs of letters with a stroke that comes out as a tatweel.
    text = " ".join(" ".join(pages).replace("\u0640", "").split())
    quotations = {statement.quote: phrases(statement.quote) for statement in corpus.load().statements}
    assert len(quotations) > 40
    assert sum(map(len, quotations.values())) > len(quotations)
    missing = [quote for quote, found in quotations.items() if found and not any(p in text for p in found)]
    assert missing == []


def test_pages_are_numbered(pages: list[str]) -> None:
    assert len(pages) > 20
    for number, page in enumerate(pages[1:], start=2):
        assert page.split()[-1] == str(number)


def test_bookmarks_name_parts_and_chapters(outline: list[Bookmark]) -> None:
    titles = {depth: [title for d, title, _ in outline if d == depth] for depth in (1, 2)}
    assert {"Contents", "Findings", "Method", "Reference"} <= set(titles[1])
    chapters = [title for title in titles[2] if re.match(r"\d+\. ", title)]
    assert [int(title.split(".")[0]) for title in chapters] == list(range(1, len(chapters) + 1))
    assert len(chapters) >= 15


def test_contents_give_the_page_of_each_chapter(pages: list[str], outline: list[Bookmark]) -> None:
    contents = " ".join(" ".join(pages[1:5]).split())
    found = [(title, page) for depth, title, page in outline if depth == 2 and re.match(r"\d+\. ", title)]
    assert found
    for title, page in found:
        assert re.search(rf"{re.escape(title)} [. ]+ {page}\b", contents), title


def test_columns_of_the_codebook_have_their_names_whole(pages: list[str]) -> None:
    page = Path(printing.__file__).parent / "codebook.md"
    shown = re.findall(r"{codebook} (.*)", page.read_text(encoding="utf-8"))
    table = Path(corpus.__file__).parent / "data" / "codebook.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        names = {row["column"] for row in csv.DictReader(stream) if row["table"] in shown}
    assert "ended_first" in names
    assert names - set(" ".join(pages).split()) == set()


def test_uses_no_typeface_of_the_machine(pages: list[str]) -> None:
    done = subprocess.run(["pdffonts", PDF], capture_output=True, text=True, check=True)
    fonts = {line.split()[0].partition("+")[2] for line in done.stdout.splitlines()[2:]}
    ours = tuple(name.replace(" ", "-") for name in printing.FONTS)
    assert fonts
    assert {font for font in fonts if not font.startswith(ours)} == set()


def chapters(*bodies: str) -> list[Tag]:
    """Chapters with the given HTML in them."""
    soup = BeautifulSoup("".join(f"<div class='chapter'>{body}</div>" for body in bodies), "html.parser")
    return list(soup.select("div.chapter"))


def test_an_anchor_of_two_chapters_stays_apart() -> None:
    first, second = chapters(
        '<p id="terms">a</p><a href="#terms">x</a>', '<p id="terms">b</p><a href="index.html#terms">y</a>'
    )
    printing.settle_anchors([first, second])
    targets = []
    for chapter in (first, second):
        link, target = chapter.find("a"), chapter.find("p")
        assert isinstance(link, Tag) and isinstance(target, Tag)
        assert link["href"] == f"#{target['id']}"
        targets.append(target["id"])
    assert targets[0] != targets[1]


def test_a_link_to_an_anchor_of_two_other_chapters_is_refused() -> None:
    with pytest.raises(ValueError, match="#terms, which several pages have"):
        printing.settle_anchors(chapters('<p id="terms">', '<p id="terms">', '<a href="#terms">x</a>'))


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#n-one", "#n-one"),
        ("index.html#n-one", "#n-one"),
        ("#document-book/numbers#n-one", "#n-one"),
        ("../book/numbers.html#n-one", "#n-one"),
        ("#document-book/numbers", "#document-book/numbers"),
        ("numbers.html", "#document-book/numbers"),
        ("https://example.org/a.html#b", "https://example.org/a.html#b"),
        ("_static/exhibits/attacks.csv", None),
    ],
)
def test_links_lead_into_the_document(href: str, target: str | None) -> None:
    (chapter,) = chapters(
        f'<span id="document-book/numbers"></span><ol><li id="n-one">one</li></ol><a href="{href}">x</a>'
    )
    printing.resolve_links([chapter])
    link = chapter.find("a")
    assert isinstance(link, Tag)
    assert link.get("href") == target


@pytest.mark.parametrize("href", ["#lost", "lost.html", "numbers.html#lost", "#document-book/lost"])
def test_a_link_to_nowhere_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="nowhere in the book"):
        printing.resolve_links(chapters(f'<span id="document-book/numbers"></span><a href="{href}">x</a>'))


def printed(body: str, folder: Path) -> list[str]:
    """The text of each page on which the book's style sets the HTML."""
    style = (Path(printing.__file__).parent / "_static" / "print.css").read_text(encoding="utf-8")
    page = folder / "print.html"
    page.write_text(
        f"<meta charset='utf-8'><style>{printing.font_faces()}{style}</style>{body}", encoding="utf-8"
    )
    assert printing.write_pdf(page, folder / "out.pdf") == []
    done = subprocess.run(["pdftotext", "-raw", folder / "out.pdf", "-"], capture_output=True, text=True)
    return done.stdout.split("\f")[:-1]


def test_a_fact_is_followed_by_the_number_of_its_note(tmp_path: Path) -> None:
    (text,) = printed(
        "<p>There were <a class='fact' href='#n-b'>forty</a> of them."
        "<ol><li id='n-a'>note one</li><li id='n-b'>note two</li></ol>",
        tmp_path,
    )
    assert re.search(r"forty\s?2\s+of them", text)


def test_the_address_of_a_web_link_stands_on_its_page(tmp_path: Path) -> None:
    links = [f"<p style='height: 61mm'>x <a href='https://example.org/{n}'>link</a></p>" for n in range(9)]
    (chapter,) = chapters("".join(links))
    printing.print_addresses(BeautifulSoup("", "html.parser"), chapter)
    pages = printed(str(chapter), tmp_path)
    assert len(pages) == 3
    for page in pages:
        calls = re.findall(r"link\s*([a-z])\b", page)
        assert calls
        assert re.findall(r"^([a-z]) https://example\.org/\d$", page, re.MULTILINE) == calls


def test_no_line_ends_after_the_first_word_because_of_a_link(tmp_path: Path) -> None:
    # Some of these widths hold the words, but not the space after them.
    words = "Outlet told of an attack <a class='statement-link'>000-a0b1c2</a>"
    (chapter,) = chapters("".join(f"<p style='width: {width}pt'>{words}</p>" for width in range(100, 180)))
    lines = "\n".join(printed(str(chapter), tmp_path)).splitlines()
    assert "Outlet" in lines, "WeasyPrint has mended this: set_spaces_apart can go"
    printing.set_spaces_apart(BeautifulSoup("", "html.parser"), chapter)
    assert chapter.get_text(" ", strip=True).count("attack 000-a0b1c2") == 80
    assert "Outlet" not in "\n".join(printed(str(chapter), tmp_path)).splitlines()


@pytest.mark.parametrize("above", range(180, 240, 8))
def test_a_table_leaves_no_row_or_two_alone(above: int, tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>row-{n}</td></tr>" for n in range(10))
    table = f"<table><thead><tr><th>head</th></tr></thead><tbody>{rows}</tbody></table>"
    pages = printed(f"<div style='height: {above}mm'></div>{table}", tmp_path)
    parts = [part for page in pages if (part := re.findall(r"row-\d", page))]
    assert sum(map(len, parts)) == 10
    assert len(parts[0]) >= 4
    assert len(parts[-1]) >= 2


def test_a_table_behind_a_figure_is_told_by_its_number_and_a_sentence() -> None:
    soup = BeautifulSoup(
        '<figure><figcaption><p><span class="caption-number">Fig. 2.1 </span>'
        '<span class="caption-text">Attacks on <a href="#a">11.5 days</a>. A mark is a day.</span>'
        '<a class="headerlink">#</a></p></figcaption>'
        "</figure>",
        "html.parser",
    )
    figure = soup.find("figure")
    assert isinstance(figure, Tag)
    assert printing.short_caption(figure) == "Fig. 2.1 Attacks on 11.5 days."


def test_arabic_letters_keep_their_place_whatever_comes_first(tmp_path: Path) -> None:
    # Two letters of the last word are one cluster; by it alone, the letter lam would come out as nothing.
    words = "منها الصواريخ لكن"
    page = tmp_path / "print.html"
    page.write_text(
        f"<meta charset='utf-8'><style>{printing.font_faces()}</style>"
        f"<p style='font-family: Amiri' lang='ar' dir='rtl'>{words}",
        encoding="utf-8",
    )
    assert printing.write_pdf(page, tmp_path / "out.pdf") == []
    done = subprocess.run(["pdftotext", tmp_path / "out.pdf", "-"], capture_output=True, text=True)
    assert "منها الصواريخ" in plain(done.stdout)


def test_what_weasyprint_complains_of_is_reported(tmp_path: Path) -> None:
    page = tmp_path / "print.html"
    page.write_text("<p><img src='missing.png'><a href='#gone'>x</a>", encoding="utf-8")
    complaints = printing.write_pdf(page, tmp_path / "out.pdf")
    assert any("missing.png" in complaint for complaint in complaints)
    assert any("gone" in complaint for complaint in complaints)


def test_print_keeps_charts_and_facts_and_drops_code() -> None:
    soup = BeautifulSoup(
        '<article><h2>Title<a class="headerlink" href="#t">#</a></h2><div class="cell">'
        '<details class="hide"><summary>Show</summary><div class="cell_input">code</div></details>'
        '<div class="cell_output"><img src="chart-1.svg"></div></div>'
        '<p><button><a class="fact" href="#n-a">9</a></button></p></article>',
        "html.parser",
    )
    article = soup.find("article")
    assert isinstance(article, Tag)
    printing.clean(article)
    assert article.get_text() == "Title9"
    assert article.find("img") and article.find("a", class_="fact")
