"""The events of the record that an article which speaks of their days does not name."""

import pandas as pd

from analysis import wording
from analysis.chronology import PREFIX, Chronology
from analysis.chronology.coverage import Covered, covered
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit
from analysis.labels import word


def missed(book: Corpus, record: Chronology) -> Exhibit:
    """One row an event: days, what it was, the pages that tell of it, the articles silent on it."""
    rows = [_row(book, record, one) for one in covered(record, book) if one.status == "missed-inside"]
    keys = ("field days", "covered record tells", "missed pages", "missed silent")
    table = pd.DataFrame(rows, columns=[*map(word, keys), EVIDENCE], dtype=object)
    return Exhibit("missed", word("missed caption"), table)


def _row(book: Corpus, record: Chronology, one: Covered) -> tuple[object, ...]:
    pages = dict.fromkeys(record.pages[source].publisher for source in one.row.sources)
    silent = [f"{number} {book.article(number).outlet or ''}".strip() for number in one.articles]
    return (wording.span(one.row.first, one.row.last), one.row.what, "; ".join(pages),
            wording.listing(silent), (PREFIX + one.row.id,))  # fmt: skip
