"""Which events a chart counts, where they happened, and how surely they are told."""

import pandas as pd

from analysis import events, labels, lexicon, wording
from analysis.articles import Article
from analysis.corpus import Corpus
from analysis.reviews import Window
from analysis.statements import MACHINE

FIRM = ("reported", "foiled")
"""The statuses in which an article speaks in its own voice. Anything else is drawn hollow."""

TARGETS = ("base", "convoy")
"""The targets that name an aggregate without a site."""

COUNTRIES = ("IQ", "SY", "JO", None)
"""Countries in the order of charts; None where the articles don't tell it."""


def in_order(corpus: Corpus) -> list[tuple[Article, Window]]:
    """The articles by the days that they speak about, those of an unreviewed one as a rule proposes them.

    An unreviewed article for which no day is known has no place on an axis of days.
    """
    found = [(article, days) for article in corpus.articles if (days := corpus.window(article))]
    return sorted(found, key=lambda pair: (pair[1].first, pair[0].id))


def called(corpus: Corpus, article: Article) -> str:
    """What a chart calls the article: its outlet, its number where it is not the only one of that outlet."""
    name = article.outlet or article.id
    alone = sum(a.outlet == article.outlet for a in corpus.articles) == 1
    return name if alone or name == article.id else f"{name} ({article.number})"


def standing(corpus: Corpus, article: Article) -> str:
    """Nothing for a reviewed article; for any other, that the machine read it."""
    return "" if article.id in corpus.reviews else labels.word("unreviewed")


def caption(name: str, corpus: Corpus) -> str:
    """The caption of the chart of that name, which says what in it nobody reviewed, where there is such."""
    words = labels.word(f"{name} caption")
    if not corpus.unreviewed:
        return words
    return f"{words} {labels.word('caption unreviewed')}"


def aside(corpus: Corpus) -> str:
    """For those who don't see the chart: how many of its attacks nobody reviewed, where there is such."""
    if not corpus.unreviewed:
        return ""
    n = len(events.listed(corpus.events)) - len(events.listed(corpus.reviewed.events))
    return f" {labels.word('alt unreviewed').format(n=n)}"


def hollow(corpus: Corpus) -> str:
    """The key's entry for hollow marks: claimed or alleged, and where there is such, machine-read."""
    return "hollow unreviewed" if corpus.unreviewed else "hollow"


def in_scope(corpus: Corpus, *kinds: str) -> pd.DataFrame:
    """The events that count: those of these kinds that are in scope. Aggregates are among them."""
    table = corpus.events
    return table[(table["scope"] == "in") & table["kind"].isin(kinds)]


def unsure(corpus: Corpus, statements: tuple[str, ...]) -> bool:
    """Whether all that these statements say is only claimed, alleged or denied, or no person reviewed it."""
    told = [corpus.statement(id) for id in statements]
    return all(s.status not in FIRM or s.coder == MACHINE for s in told)


def told_as(corpus: Corpus, statements: tuple[str, ...]) -> str:
    """How it is told, in words: "reported", "claimed", "reported, alleged"."""
    told = [corpus.statement(id) for id in statements]
    words = dict.fromkeys(labels.word(s.status) for s in told)
    if any(s.coder == MACHINE for s in told):
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
        english = f"{english} ({country(row['country'])})"
    if row["country"] not in ("IQ", None):
        arabic = f"{arabic} ({lexicon.country_ar(row['country'])})"
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
    return lexicon.country(code) if code else labels.word("country not told")


def countries(table: pd.DataFrame) -> tuple[str | None, ...]:
    """The countries in which events may be, in the order of charts: others than usual before the untold."""
    return (*COUNTRIES[:-1], *sorted(set(table["country"]) - set(COUNTRIES)), None)


def rank(code: str | None) -> tuple[int, str]:
    """Where a country stands in the order of charts."""
    return (COUNTRIES.index(code) if code in COUNTRIES else len(COUNTRIES) - 1, code or "~")


def outlets(corpus: Corpus, ids: tuple[str, ...]) -> str:
    """The outlets of these articles, for a table's cell."""
    return ", ".join(corpus.article(id).outlet or id for id in ids)
