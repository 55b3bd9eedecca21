"""Prints the book: takes the text out of Sphinx's single page and sets it as a PDF in a style of its own.

Run by `book.rendering`: `python -m book.printing WORK`, where `WORK/singlehtml/index.html` is the single page
and `WORK/source` the sources. Writes `WORK/book.pdf`, and beside the single page the `print.html` behind it.
"""

import gc
import html
import logging
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from book.build import end_with_starter, missing

try:
    import fontpkg
    import yaml
    from bs4 import BeautifulSoup, Tag
    from bs4.element import NavigableString

    from analysis import labels
    from book import edition
except ImportError as error:
    sys.exit(missing(error))

FONTS = ("Source Serif 4", "Source Sans 3", "Source Code Pro", "Amiri")
# What belongs to a screen: code and its switches, marks that appear under a pointer, styles and scripts.
SCREEN_ONLY = (
    ".headerlink, .copybtn, .cell_input, details.hide > summary, [popover], input, style, script, noscript"
)


def main(work: Path) -> int:
    """Print the single page under `work`; 0 when nothing was amiss."""
    gc.disable()  # there is one document and nothing to collect; looking for it takes a quarter of the time
    page = work / "singlehtml" / "index.html"
    try:
        text = printable(take_charts(page), work / "source")
    except ValueError as error:
        print(f"PDF: {error}", file=sys.stderr)
        return 1
    page.with_name("print.html").write_text(text, encoding="utf-8")
    complaints = write_pdf(page.with_name("print.html"), work / "book.pdf")
    for complaint in complaints:
        print(f"PDF: {complaint}", file=sys.stderr)
    return int(bool(complaints))


def take_charts(page: Path) -> str:
    """The page with each inline chart moved to a file: inside HTML its ids and styles would be the page's."""
    charts: list[str] = []

    def move(chart: re.Match[str]) -> str:
        charts.append(chart[0])
        name = f"chart-{len(charts)}.svg"
        page.with_name(name).write_text(chart[0], encoding="utf-8")
        return f'<img class="chart" alt="" src="{name}">'

    # U+FE0F asks for a sign as a coloured picture, which no typeface of the book has.
    text = page.read_text(encoding="utf-8").replace("\ufe0f", "")
    return re.sub(r"<svg\b.*?</svg>", move, text, flags=re.DOTALL)


def printable(page: str, source: Path) -> str:
    """The single page as a document for print: cover, contents, the root page, then parts and chapters.

    Raises ValueError when a link's target is not to be told from another of the same name.
    """
    soup = BeautifulSoup(page, "html.parser")
    article = soup.select_one("article.bd-article")
    if article is None:
        raise ValueError("the single page has no article")
    clean(article)
    print_addresses(soup, article)
    set_spaces_apart(soup, article)
    parts = take_parts(soup, article, yaml.safe_load((source / "_toc.yml").read_text(encoding="utf-8")))
    opening = soup.new_tag("div", attrs={"class": "opening chapter"})
    opening.extend(article.find_all("section", recursive=False))
    parts[-1].append(take_tables(soup, [opening, *parts]))
    chapters = [opening, *(chapter for part in parts for chapter in part.select("div.chapter"))]
    settle_anchors(chapters)
    resolve_links(chapters)
    title = yaml.safe_load((source / "_config.yml").read_text(encoding="utf-8"))["title"]
    for heading in opening.select("h1"):
        if heading.get_text() == title:  # the cover has said so
            heading.string = labels.word("overview")
    style = font_faces() + (source / "book" / "_static" / "print.css").read_text(encoding="utf-8")
    return "".join(
        (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>',
            f"<style>{style}</style></head><body>",
            cover(title),
            contents(opening, parts),
            str(opening),
            *map(str, parts),
            "</body></html>",
        )
    )


def clean(article: Tag) -> None:
    """Drop what only a screen can use, and open what a click would open."""
    for element in article.select(SCREEN_ONLY):
        element.decompose()
    for wrapper in article.select("details.hide, button"):
        wrapper.unwrap()


def print_addresses(soup: BeautifulSoup, article: Tag) -> None:
    """After each link to the web, its address; print.css sends it to the foot of the page."""
    for link in article.select("a[href^='http']"):
        address = soup.new_tag("span", attrs={"class": "address"})
        shown = soup.new_tag("a", attrs={"href": str(link["href"])})
        shown.string = str(link["href"])
        address.append(shown)
        link.insert_after(address)


def set_spaces_apart(soup: BeautifulSoup, article: Tag) -> None:
    """Put the space before an element in a line of text into an element of its own.

    When a text fits its line but for the space at its end, and an element follows, WeasyPrint ends the line
    after the text's first word. A space by itself may hang over the end of the line.
    """
    for element in article.select("p *"):
        text = element.previous_sibling
        if type(text) is NavigableString and text.rstrip() not in ("", text):
            space = soup.new_tag("span")
            space.string = " "
            text.replace_with(text.rstrip())
            element.insert_before(space)


def take_parts(soup: BeautifulSoup, article: Tag, toc: dict[str, list[dict[str, str]]]) -> list[Tag]:
    """Move the chapters out of the root page's lists: one list a part, in the order of `_toc.yml`."""
    parts: list[Tag] = []
    for wrapper, entry in zip(article.select("div.toctree-wrapper"), toc["parts"], strict=True):
        part = soup.new_tag("div", attrs={"class": "part", "id": f"part-{len(parts) + 1}"})
        heading = soup.new_tag("h1", attrs={"class": "part-title"})
        heading.string = entry["caption"]
        part.append(heading)
        for mark in wrapper.select("span[id^='document-']"):
            chapter = soup.new_tag("div", attrs={"class": "chapter"})
            section = mark.find_next_sibling("section")
            chapter.extend([mark.extract(), *([section.extract()] if section else [])])
            part.append(chapter)
        wrapper.decompose()
        parts.append(part)
    return parts


def take_tables(soup: BeautifulSoup, places: list[Tag]) -> Tag:
    """Move the tables behind the figures, folded away on a screen, to a chapter of their own at the end."""
    section = soup.new_tag("section", attrs={"id": "tables-behind-figures"})
    heading = soup.new_tag("h2")
    heading.string = labels.word("tables behind")
    section.append(heading)
    folds = [fold for place in places for fold in place.select("details.exhibit-data")]
    for number, fold in enumerate(folds, start=1):
        figure = fold.find_previous("figure")
        title = soup.new_tag("p", attrs={"class": "data-title"})
        title.string = short_caption(figure) if figure else ""
        holder = soup.new_tag("div", attrs={"id": f"table-behind-{number}"})
        holder.extend([title, *fold.select("table")])
        section.append(holder)
        link = soup.new_tag("a", attrs={"class": "to-table", "href": f"#table-behind-{number}"})
        link.string = labels.word("table behind")
        fold.replace_with(link)
    chapter = soup.new_tag("div", attrs={"class": "chapter"})
    chapter.extend([section] if folds else [])
    return chapter


def short_caption(figure: Tag) -> str:
    """A figure's number and the first sentence of its caption, which the chapter has in full."""
    words = [part.get_text().strip() for part in figure.select(".caption-number, .caption-text")]
    return " ".join([*words[:-1], *re.split(r"(?<=[.?!])\s", words[-1], maxsplit=1)[:1]]) if words else ""


def settle_anchors(chapters: list[Tag]) -> None:
    """Give an anchor that several chapters use a name of its own in each, and the chapter's links with it."""
    homes: defaultdict[str, set[int]] = defaultdict(set)
    for number, chapter in enumerate(chapters):
        for element in chapter.select("[id]"):
            homes[str(element["id"])].add(number)
    for number, chapter in enumerate(chapters):
        renamed = set()
        for element in chapter.select("[id]"):
            anchor = str(element["id"])
            if len(homes[anchor]) > 1:
                element["id"] = f"chapter-{number}-{anchor}"
                renamed.add(anchor)
        for link in chapter.select("a[href*='#']"):
            anchor = str(link["href"]).rpartition("#")[2]
            if anchor in renamed:
                link["href"] = f"#chapter-{number}-{anchor}"
            elif len(homes[anchor]) > 1:
                raise ValueError(f"a link to #{anchor}, which several pages have: name the target otherwise")


def resolve_links(chapters: list[Tag]) -> None:
    """Point links between pages at this document; a link to a file that is no page becomes text.

    Raises ValueError for a link to a page or an anchor that the book doesn't have.
    """
    anchors = {str(element["id"]) for chapter in chapters for element in chapter.select("[id]")}
    for link in (link for chapter in chapters for link in chapter.select("a[href]")):
        href = str(link["href"])
        if re.match(r"(https?|mailto):", href):
            continue
        page, _, anchor = href.removeprefix("#document-").partition("#")
        name = page.removesuffix(".html").rpartition("/")[2]
        targets = [anchor] if anchor else [f"document-{name}", f"document-book/{name}"]
        found = [target for target in targets if target in anchors]
        if found:
            link["href"] = f"#{found[0]}"
        elif anchor or page.endswith(".html") or href.startswith("#"):
            raise ValueError(f"a link to {href}, which is nowhere in the book")
        else:
            del link["href"]


def cover(title: str) -> str:
    """The first page: title, what follows its colon as subtitle, edition and licences."""
    name, _, subtitle = title.partition(": ")
    return (
        f'<section class="cover"><p class="title">{html.escape(name)}</p>'
        f'<p class="subtitle">{html.escape(subtitle[:1].upper() + subtitle[1:])}</p>'
        f'<p class="edition">{html.escape(edition.words())}</p>'
        f'<p class="licences">{labels.word("licences")}</p></section>'
    )


def contents(opening: Tag, parts: list[Tag]) -> str:
    """The table of contents; print.css adds the page numbers."""
    first = opening.find("h1")
    lines = [f'<li class="to-chapter">{entry(first)}</li>'] if isinstance(first, Tag) else []
    for part in parts:
        lines += [f'<li class="to-part">{html.escape(title.get_text())}</li>' for title in part.select("h1")]
        for heading in part.select("h2, h3"):
            level = "to-chapter" if heading.name == "h2" else "to-section"
            lines.append(f'<li class="{level}">{entry(heading)}</li>')
    return f'<nav class="contents"><h1>{labels.word("contents")}</h1><ul>{"".join(lines)}</ul></nav>'


def entry(heading: Tag) -> str:
    """A line of the contents: the heading's number and text, linked to the section it opens."""
    section = heading.find_parent("section")
    number = heading.select_one(".section-number")
    label = number.get_text(strip=True) if number else ""
    text = heading.get_text().removeprefix(number.get_text() if number else "")
    target = html.escape(str(section["id"]) if section else "")
    return f'<a href="#{target}"><span class="number">{label}</span>{html.escape(text)}</a>'


def font_faces() -> str:
    """The faces that the style sheet names, from the packages that carry them."""
    faces = []
    for name in FONTS:
        for file in fontpkg.family(name).files:
            # A variable file holds every weight; WeasyPrint finds that out by itself and refuses a range.
            weight = "" if file.variable else f" font-weight: {file.weight};"
            faces.append(
                f'@font-face {{ font-family: "{name}"; font-style: {file.style};{weight}'
                f' src: url("{file.path.as_uri()}"); }}\n'
            )
    return "".join(faces)


def write_pdf(page: Path, target: Path) -> list[str]:
    """Set the page as a PDF; returns what WeasyPrint complained of, such as a missing picture."""
    try:
        import weasyprint

        from book import glyphs
    except ImportError as error:
        return [missing(error)]
    except OSError as error:
        return [f"WeasyPrint can't load Pango ({error}). `sh setup.sh` says how to install it."]
    complaints: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: complaints.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("weasyprint").addHandler(listener)
    glyphs.teach_weasyprint()
    faces = (file.path.parent for name in FONTS for file in fontpkg.family(name).files)
    weasyprint.HTML(filename=page, url_fetcher=only_from(page.parent, *faces)).write_pdf(target)
    return complaints


def only_from(*folders: Path) -> Any:
    """What gets WeasyPrint its pictures and typefaces: files below these folders, and nothing else."""
    from weasyprint.urls import URLFetcher

    allowed = [folder.resolve() for folder in folders]

    class OnlyFrom(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            file = Path(unquote(urlsplit(url).path)).resolve()
            if urlsplit(url).scheme != "file" or not any(map(file.is_relative_to, allowed)):
                raise ValueError(f"the book may not print what is at {url[:200]}")
            return super().fetch(url, headers)

    return OnlyFrom()


if __name__ == "__main__":
    end_with_starter()
    sys.exit(main(Path(sys.argv[1])))
