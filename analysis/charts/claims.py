"""Attacks by who is said to have made them, and by whom that is said."""

import pandas as pd

from analysis import labels, lexicon
from analysis.charts import counts
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit

VOICES = ("by", "claimed_by", "blamed_on")
"""The article's own voice, a claim, and what others say: never merged with one another."""


def claims(corpus: Corpus) -> Exhibit:
    """Attacks listed by the articles, by who the article says did it, who claimed it, who was blamed.

    An attack of which two of these are told counts under both.
    """
    return counts.exhibit("claims", corpus, _named)


def _named(event: pd.Series) -> list[counts.Group]:
    return [
        (labels.word(key), lexicon.name(id), f"{labels.word_ar(key)} {lexicon.name_ar(id)}")
        for key, ids in ((f"voice {voice}", event[voice]) for voice in VOICES)
        for id in ids
    ]
