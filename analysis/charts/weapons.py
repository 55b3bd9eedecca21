"""Attacks by type of weapon."""

import pandas as pd

from analysis import labels
from analysis.charts import counts
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


def weapons(corpus: Corpus) -> Exhibit:
    """Attacks listed by the articles, by weapon; an attack with two types counts under both."""
    return counts.exhibit("weapons", corpus, _types)


def _types(event: pd.Series) -> list[counts.Group]:
    types = [weapon.type for weapon in event["weapons"] if weapon.type != "unknown"]
    return [("", labels.word(type), labels.word_ar(type)) for type in types]
