"""The terms of the data and of the articles' words, as LICENSE says them."""

import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "LICENSE"
_DATA = re.compile(r"Data and prose:.*?\. (?P<title>Creative Commons [^:]*): (?P<address>https://\S+)")
_ARTICLES = re.compile(r"\d\. (?P<terms>The articles .*)")


@dataclass(frozen=True, slots=True)
class Terms:
    """The licence of the data, by title and address, and what holds for the words of the articles."""

    title: str
    address: str
    articles: str


def read(file: Path = FILE) -> Terms:
    """The terms. Raises ValueError where the file doesn't say them as expected, OSError without it."""
    paragraphs = [" ".join(part.split()) for part in file.read_text(encoding="utf-8").split("\n\n")]
    data = next(filter(None, map(_DATA.search, paragraphs)), None)
    articles = next(filter(None, map(_ARTICLES.match, paragraphs)), None)
    if data is None or articles is None:
        wanted = "Data and prose: … Creative Commons …: https://…" if data is None else "3. The articles …"
        raise ValueError(f"{file}: expected a paragraph like {wanted!r}, found none")
    return Terms(data["title"], data["address"], articles["terms"])
