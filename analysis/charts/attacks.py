"""Which events a chart counts, where they happened, and how surely they are told."""

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.articles import Article
from analysis.corpus import Corpus

FIRM = ("reported", "foiled")
"""The statuses in which an article speaks in its own voice. Anything else is drawn hollow."""

TARGETS = ("base", "convoy")
"""The targets that name an aggregate without a site."""

COUNTRIES = ("IQ", "SY", "JO", None)
"""Countries in the order of charts; None where the articles don't tell it."""


def in_order(corpus: Corpus) -> list[Article]:
    """The reviewed articles by the days that they speak about; an unreviewed one has no such days."""
    found = [a for a in corpus.articles if a.id in corpus.reviews]
    return sorted(found, key=lambda a: (corpus.reviews[a.id].window.first, a.id))


def in_scope(corpus: Corpus, *kinds: str) -> pd.DataFrame:
    """The events that count: those of these kinds that are in scope. Aggregates are among them."""
    events = corpus.events
    return events[(events["scope"] == "in") & events["kind"].isin(kinds)]


def unsure(corpus: Corpus, statements: tuple[str, ...]) -> bool:
    """Whether all that these statements say is only claimed, alleged or denied, or no person reviewed it."""
    told = [corpus.statement(id) for id in statements]
    return all(s.status not in FIRM or s.coder == "machine" for s in told)


def told_as(corpus: Corpus, statements: tuple[str, ...]) -> str:
    """How it is told, in words: "reported", "claimed", "reported, alleged"."""
    told = [corpus.statement(id) for id in statements]
    words = dict.fromkeys(labels.word(s.status) for s in told)
    if any(s.coder == "machine" for s in told):
        words[labels.word("unreviewed")] = None
    return ", ".join(words)


def place(row: pd.Series) -> str:
    """The site's English name, the article's own words for a site without one, or "not told"."""
    return lexicon.name(row["site"]) if row["site"] else labels.word("not told")


def place_ar(row: pd.Series) -> str:
    """The site's Arabic name, or "not told" in Arabic."""
    return lexicon.name_ar(row["site"]) if row["site"] else labels.word_ar("not told")


def label(row: pd.Series) -> tuple[str, str]:
    """What a chart calls the attack in English and Arabic: its site, else its target; a country but Iraq."""
    several = f"several attacks, {row['target_type'] if row['target_type'] in TARGETS else 'any'}"
    if row["aggregate"]:
        english, arabic = labels.word(several), labels.word_ar(several)
        if row["site"]:
            arabic = f"{arabic}، {lexicon.name_ar(row['site'])}"
        if row["site"] in lexicon.sites():
            english = f"{english}, {lexicon.name(row['site'])}"
    elif row["site"]:
        english, arabic = place(row), place_ar(row)
    else:
        english, arabic = labels.word("sites untold"), labels.word_ar("sites untold")
    if row["country"] != "IQ":
        key = row["country"] or "country not told"
        english = f"{english} ({labels.word(key)})"
    if row["country"] not in ("IQ", None):
        arabic = f"{arabic} ({labels.word_ar(row['country'])})"
    return headed(english), arabic


def many(row: pd.Series) -> str:
    """How many attacks an aggregate stands for: "20 to 99", or that the number isn't told."""
    if row["aggregate_low"] is None and row["aggregate_high"] is None:
        return labels.word("number not told")
    return wording.both(row["aggregate_low"], row["aggregate_high"])


def headed(words: str) -> str:
    """The words with a capital, as a heading or a line of its own begins."""
    return words[:1].upper() + words[1:]


def country(code: str | None) -> str:
    """The country's English name, or that it isn't told."""
    return labels.word(code or "country not told")


def outlets(corpus: Corpus, ids: tuple[str, ...]) -> str:
    """The outlets of these articles, for a table's cell."""
    return ", ".join(corpus.article(id).outlet or id for id in ids)
