"""Attacks by site."""

import pandas as pd

from analysis.charts import attacks, counts
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


def sites(corpus: Corpus) -> Exhibit:
    """Attacks listed by the articles, by the site that was hit; Iraq and Syria apart; convoys count."""
    return counts.exhibit("sites", corpus, _site)


def _site(event: pd.Series) -> list[counts.Group]:
    return [("", attacks.place(event), attacks.place_ar(event))] if event["site"] else []
