"""The addresses that the book has published, and those that the built book has.

After something new was published: `python -m tests.book.published` adds it to the list. Nothing is ever taken
from the list: what moves gets a line in book/redirects.csv.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "tests" / "expected" / "addresses.txt"
PERMANENT = re.compile(r"(?!fig-own-)(?:s|e|c|a|g|r|fig)-[A-Za-z0-9][A-Za-z0-9_-]*")
"""Statements, events, cycles, articles, names, rows of the record, figures and tables.

Not the figures of a reader's own data."""


def listed() -> list[str]:
    """The list, in its order."""
    return LIST.read_text(encoding="utf-8").splitlines() if LIST.is_file() else []


def built(folder: Path = ROOT / "_build" / "html") -> set[str]:
    """Every permanent address in a built book."""
    return {
        f"{page.relative_to(folder)}#{element['id']}"
        for page in [folder / "index.html", *folder.glob("book/*.html")]
        for element in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("article [id]")
        if PERMANENT.fullmatch(str(element["id"]))
    }


def gone(listed: Iterable[str], built: set[str]) -> set[str]:
    """The listed addresses that a book has no more."""
    return set(listed) - built


if __name__ == "__main__":
    LIST.write_text("".join(f"{a}\n" for a in sorted({*listed(), *built()})), encoding="utf-8")
