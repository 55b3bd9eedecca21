"""Who and what the statements name, and how the articles write it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analysis import labels, lexicon, names
from analysis.articles import Article
from analysis.corpus import Corpus
from analysis.folding import fold
from analysis.names import Mention
from analysis.statements import Statement

GROUPS = {
    "faction": "factions", "force": "forces", "state": "states", "body": "states", "person": "persons",
    "site": "places", "province": "places", "outlet": "outlets",
}  # fmt: skip
"""The group that each kind of name stands in, in the order of the groups."""
_PARTIES = ("by", "parties", "mediators", "guarantors", "claimed_by", "blamed_on", "denied_by")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the lexicon that statements have.

    `id` is the lexicon's, of a province with `-province` behind it. `spellings` are other ways in which the
    articles write it in Arabic, the most frequent first; `latin` other ways to write it in English.
    `statements` name it in their words or their coding, in the order of the articles; `articles` are the
    numbers of those that it published.
    """

    id: str
    group: str
    en: str
    ar: str
    note: str
    spellings: tuple[str, ...]
    latin: tuple[str, ...]
    statements: tuple[str, ...]
    articles: tuple[str, ...] = ()


def entries(corpus: Corpus) -> tuple[Entry, ...]:
    """Every name that a statement has or that published an article, group by group, by its English name."""
    named: dict[tuple[str, str], dict[str, None]] = {}
    written: dict[tuple[str, str], Counter[str]] = {}
    published: dict[tuple[str, str], list[str]] = {}
    for article in corpus.articles:
        mentions = [mention for mention in names.find(article.text) if not _is_chrome(article, mention)]
        for mention in mentions:
            words = written.setdefault((mention.type, mention.id), Counter())
            words[_with_article(article.text, mention)] += 1
        for statement in corpus.statements:
            if statement.article == article.id:
                for name in (*_coded(statement), *_quoted(statement, mentions)):
                    named.setdefault(name, {})[statement.id] = None
        for outlet in _publishers(article):
            published.setdefault(("outlet", outlet), []).append(article.number)
    made = [
        _entry(name, written.get(name, Counter()), tuple(named.get(name, ())), tuple(published.get(name, ())))
        for name in {**named, **published}
        if name[0] in ("actor", "person", "site", "province", "outlet")
    ]
    order = list(dict.fromkeys(GROUPS.values()))
    return tuple(sorted(made, key=lambda entry: (order.index(entry.group), entry.en.casefold())))


def _entry(
    name: tuple[str, str], written: Counter[str], statements: tuple[str, ...], articles: tuple[str, ...]
) -> Entry:
    type, id = name
    if type == "province":
        province = lexicon.provinces()[id]
        note = labels.word("glossary province").format(country=lexicon.countries()[province.country].en)
        slug = f"{id.lower().replace(' ', '-')}-province"
        return Entry(slug, GROUPS[type], id, province.ar, note, _others(province.ar, written),
                     tuple(province.latin), statements)  # fmt: skip
    if type == "outlet":
        outlet = lexicon.outlets()[id]
        return Entry(id, GROUPS[type], outlet.en, outlet.ar, "", _others(outlet.ar, written),
                     tuple(outlet.latin), statements, articles)  # fmt: skip
    found = lexicon.sites()[id] if type == "site" else lexicon.actors()[id]
    kind = "site" if isinstance(found, lexicon.Place) else found.kind
    return Entry(id, GROUPS[kind], found.en, found.ar, found.note, _others(found.ar, written),
                 tuple(found.latin), statements)  # fmt: skip


def _coded(statement: Statement) -> Iterator[tuple[str, str]]:
    """The names in a statement's coding; places and speakers that the lexicon lacks are left out."""
    site = statement.site.id if statement.site else None
    if site in lexicon.sites():
        yield "site", str(site)
    if site and site.startswith("convoy:"):
        yield "province", site.removeprefix("convoy:")
    ids = [id for field in _PARTIES for id in getattr(statement, field)]
    for id in (*ids, statement.target, statement.counter, statement.speaker):
        if id in lexicon.actors():
            yield "person" if lexicon.actors()[id].kind == "person" else "actor", id


def _quoted(statement: Statement, mentions: list[Mention]) -> Iterator[tuple[str, str]]:
    """The names in a statement's words."""
    for mention in mentions:
        if statement.start <= mention.start and mention.end <= statement.end:
            yield mention.type, mention.id


def _publishers(article: Article) -> Iterator[str]:
    for id, outlet in lexicon.outlets().items():
        if outlet.en == article.outlet:
            yield id


def _is_chrome(article: Article, mention: Mention) -> bool:
    return any(chrome.start <= mention.start < chrome.end for chrome in article.chrome)


def _with_article(text: str, mention: Mention) -> str:
    """The words of a mention. "For the" leaves only half of an article: give it back."""
    if text[mention.start - 1 : mention.start + 1] == "لل":
        return f"ا{mention.words}"
    return mention.words


def _others(name: str, written: Counter[str]) -> tuple[str, ...]:
    """The ways of writing but for the name's own, of those that fold alike the most frequent."""
    found: dict[str, str] = {}
    for words in sorted(written, key=lambda words: (-written[words], words)):
        found.setdefault(fold(words).text.replace('"', ""), words)
    found.pop(fold(name).text.replace('"', ""), None)
    return tuple(found.values())
