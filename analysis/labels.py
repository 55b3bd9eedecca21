"""Every word that a chart, a table or an interface prints, in English and Arabic, from data/labels.yml."""

import functools
from pathlib import Path

from analysis.yamlfile import Record, Source

FILE = Path(__file__).resolve().parent / "data" / "labels.yml"


class Label(Record):
    """One wording in both languages."""

    en: str
    ar: str


@functools.cache
def _all() -> dict[str, Label]:
    return Source(FILE).parse_each(Label)


def known(key: str) -> bool:
    """Whether the file has the key: some wordings are there only where they are needed."""
    return key in _all()


def word(key: str) -> str:
    """The English wording of a key. Raises KeyError when the file has none."""
    return _all()[key].en


def word_ar(key: str) -> str:
    """The Arabic wording of a key. Raises KeyError when the file has none."""
    return _all()[key].ar
