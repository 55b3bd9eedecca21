"""Which edition of the book this is: version, date, commit and a digest of the articles."""

import os

from analysis import citation, labels, wording
from analysis.articles import SEEDS
from book import commit
from book.build import digest, files_of


def words() -> str:
    """The edition in a line, as footer and cover print it; without a commit where none is known."""
    book = citation.load()
    made_from = os.environ.get(commit.VARIABLE)
    parts = [
        f"{labels.word('version')} {book.version}, {wording.span(book.released, book.released)}",
        *([f"{labels.word('commit')} {made_from}"] if made_from else []),
        f"{labels.word('digest of the articles')} {seeds_digest()}",
    ]
    return " · ".join(parts)


def seeds_digest() -> str:
    """The first twelve digits of a SHA-256 over the names and contents of all files in `seeds/`."""
    return digest(SEEDS.parent, files_of([SEEDS]))[:12]
