"""Follows every link within the built book: pages, anchors, pictures, scripts, styles and files.

`python -m tests.audit.links` prints each one that leads nowhere; exit status 1 for any. Links to other sites
are counted and not followed: the audit asks nobody.
"""

import functools
import posixpath
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from tests.audit import browser

WHERE = ("href", "src", "xlink:href")


def main() -> int:
    """Follow every link; 0 when each leads somewhere."""
    if not browser.pages():
        print(browser.MISSING, file=sys.stderr)
        return 1
    inside, outside, broken = follow(browser.BOOK)
    for line in broken:
        print(line)
    print(f"links: {inside} within the book, {outside} to other sites, {len(broken)} broken")
    return int(bool(broken))


def follow(book: Path) -> tuple[int, int, list[str]]:
    """How many links stay in a book and leave it, and those that lead nowhere, each with its page."""
    inside, outside, broken = 0, 0, []
    for page in [*book.glob("*.html"), *book.glob("book/*.html")]:
        for address in addresses(page):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                outside += parts.scheme in ("http", "https")
                continue
            inside += 1
            if not leads_somewhere(page, unquote(parts.path), unquote(parts.fragment)):
                broken.append(f"{page.relative_to(book)}: {address}")
    return inside, outside, broken


def leads_somewhere(page: Path, path: str, anchor: str) -> bool:
    """Whether a link on a page has a target."""
    target = Path(posixpath.normpath(page.parent / path)) if path else page
    if target.is_dir():
        target /= "index.html"
    return target.is_file() and (not anchor or target.suffix != ".html" or anchor in anchors(target))


@functools.cache
def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def addresses(page: Path) -> list[str]:
    """Every address that a page names, without those within a drawing."""
    return [
        str(element[name])
        for name in WHERE
        for element in soup(page).find_all(attrs={name: True})
        if element.name != "use"
    ]


@functools.cache
def anchors(page: Path) -> set[str]:
    """The ids of a page, and the place to which every page's top link goes."""
    return {str(element["id"]) for element in soup(page).find_all(id=True)} | {"top"}


if __name__ == "__main__":
    sys.exit(main())
