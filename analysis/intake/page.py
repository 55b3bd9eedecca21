"""What stands in a page: the article's text, its headline, its outlet, its address, and what dates it."""

import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from analysis.folding import fold
from analysis.intake import Refused, charset, metadata, published, signs
from analysis.intake.published import Claim
from analysis.intake.saved import Page

MOST_TEXT = 1_000_000
"""Signs of one article."""
_MOST_NAME = 300
_MOST_ADDRESS = 2000
_LONG_CELL = 300  # a cell with more signs lays out a page; it is no cell of figures
_MOST_CLAIMS = 30  # on the day of publication, all different
_PARTS = re.compile(r"\s+[-–—|]\s+")
_ABOVE = 12  # lines above the text in which a page prints its date
_NO_ADDRESS = re.compile(r"[\s<>\"'`{}\\]")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S{1,2000}) -->")
_UNSEEN = frozenset(("script", "style", "noscript", "template", "title"))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; None is unknown. `left_out` are the page's lines that the text doesn't have."""

    text: str
    headline: str | None
    outlet: str | None
    url: str | None
    claims: tuple[Claim, ...]
    left_out: tuple[str, ...]
    charset: str
    removed: int
    """Signs taken out of the text: controls, and what overrides the direction of writing."""


def read(page: Page) -> Found:
    """The article on a page. Raises Refused when there is none, it isn't Arabic, or it cannot be read."""
    if page.plain:
        raw, said = charset.decoded(page.body, page.charset, html=False)
        text, removed = signs.cleaned(raw)
        _accept(text)
        return Found(text, None, None, address(page.url), tuple(published.of_text(text)), (), said, removed)
    return _read_html(page)


def _read_html(page: Page) -> Found:
    import trafilatura

    source, said = charset.decoded(page.body, page.charset, html=True)
    tree = trafilatura.load_html(source)
    if tree is None:
        raise Refused("there is no page in it")
    for hidden in list(tree.iter("template")):
        hidden.drop_tree()
    _unlock_tables(tree)
    lines = list(_lines(tree))
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        raise Refused("there is no article on the page")
    text, removed = signs.cleaned(found.text)
    text = f"{text.strip()}\n"
    _accept(text)
    above, left_out = _parted(lines, text)
    headline = _headline(_name(found.title), tree, lines, above)
    saved_from = _SAVED_FROM.search(source[:5000])
    given = page.url or (saved_from[1] if saved_from else None) or found.url
    url = address(given)
    claims = dict.fromkeys((*published.of_text(text), *published.of_page(tree, headline, url, above)))
    outlet = _name(found.sitename)
    return Found(text, headline, outlet, url, tuple(claims)[:_MOST_CLAIMS], tuple(left_out), said, removed)


def address(given: str | None) -> str | None:
    """The address if it is one of the web and harmless to write down, else None."""
    if not given or len(given) > _MOST_ADDRESS or not given.isprintable() or _NO_ADDRESS.search(given):
        return None
    try:
        parts = urllib.parse.urlsplit(given)
        host = parts.hostname
    except ValueError:
        return None
    fine = parts.scheme in ("http", "https") and host and "@" not in parts.netloc
    return given if fine else None


def _accept(text: str) -> None:
    if not text.strip():
        raise Refused("there is no text in it")
    if len(text) > MOST_TEXT:
        raise Refused(f"the text has more than {MOST_TEXT:,} characters")
    if "\ufffd" in text:
        raise Refused("the text has signs that could not be read in the charset it declares")
    if not charset.mostly_arabic(text):
        raise Refused("expected an article in Arabic, most of its letters are not")


def _name(given: str | None) -> str | None:
    """A title or a name on one line; none where it is empty, too long to be one, or could not be read."""
    clean = signs.line(given or "")
    return clean if 0 < len(clean) <= _MOST_NAME and "\ufffd" not in clean else None


def _headline(title: str | None, tree: HtmlElement, lines: list[str], above: list[str]) -> str | None:
    """The title if the page prints it as a line or declares it as the article's: else it is the site's."""
    if title is None:
        return None
    declared = [value for name, value in metadata.tags(tree) if name in ("og:title", "twitter:title")]
    declared += [h for node in metadata.articles(tree, title) if isinstance(h := node.get("headline"), str)]
    if _plain(title) in {_plain(line) for line in declared}:
        return title
    printed = _nearest(_plain(tree.findtext(".//title") or ""), above)
    return printed or (title if _plain(title) in {_plain(line) for line in lines} else None)


def _nearest(title: str, above: list[str]) -> str | None:
    """Of the lines that begin with a part of the page's title, site or headline, the one next to the text."""
    parts = [part for part in _PARTS.split(title) if part.strip()]
    if len(parts) < 2:
        return None
    return next((line for line in reversed(above) if _plain(line).startswith(tuple(parts))), None)


def _plain(line: str) -> str:
    return fold(signs.line(line)).text.strip()


def _unlock_tables(tree: HtmlElement) -> None:
    """Old pages are laid out in tables: one that holds paragraphs is made a plain block."""
    cells = [cell for cell in tree.iter("td", "th") if _is_long(cell)]
    tables = {table for cell in cells for table in cell.iterancestors("table")}
    parts = list(tree.iter("caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
    inside = [part for part in parts if next(part.iterancestors("table"), None) in tables]
    for part in (*tables, *inside):
        part.tag = "div"


def _is_long(cell: HtmlElement) -> bool:
    length = 0
    for words in cell.itertext():
        length += len(words.strip())
        if length > _LONG_CELL:
            return True
    return False


def _lines(tree: HtmlElement) -> Iterator[str]:
    """Every run of words that the page shows, top to bottom."""
    for words in tree.xpath("//text()"):
        clean = signs.line(words)
        if clean and (words.is_tail or words.getparent().tag not in _UNSEEN):
            yield clean


def _parted(lines: list[str], text: str) -> tuple[list[str], list[str]]:
    """The lines above the story, its headline among them, and all lines that the text doesn't have."""
    inside = fold(text).text
    folded = [_plain(line) for line in lines]
    has = [bool(line) and line in inside for line in folded]
    long = (n for n, line in enumerate(folded) if has[n] and len(line) > 60)
    first = next(long, len(lines))
    left_out = [line for n, line in enumerate(lines) if not has[n]]
    return lines[:first][-_ABOVE:], left_out
