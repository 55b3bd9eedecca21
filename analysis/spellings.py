"""Every way of writing every name of the lexicon, made from the YAML files that people edit.

What is read here is plain data: the files are checked by `python -m analysis check`, not each time a text
is read. All that leaves this module is folded and has no quotation marks.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from analysis.folding import fold

FOLDER = Path(__file__).resolve().parent / "lexicon"
TYPES = ("site", "province", "country", "actor", "person", "weapon", "target", "outlet")
_FILES = ("sites", "provinces", "countries", "actors", "weapons", "targets", "outlets", "ambiguous")

Meaning = tuple[str, str]
"""A type of mention and an id."""
Files = Mapping[str, Any]


class Rule(NamedTuple):
    """One rule of ambiguous.yml. `meaning` is None where the word names nothing.

    `before` and `after` are words beside the name, `before_part` and `after_part` how such words begin.
    """

    meaning: Meaning | None
    before: frozenset[str] = frozenset()
    before_part: tuple[str, ...] = ()
    after: frozenset[str] = frozenset()
    after_part: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    mostly: frozenset[str] = frozenset()
    quoted: bool = False
    joined: frozenset[str] = frozenset()


class Form(NamedTuple):
    """One way in which a name is written.

    `attached` holds what may stand before it in the same word. `pronoun` says whether a pronoun may stand
    after it in the same word: never (False), if need be (None), always (True). `country` is where the name
    places what the article tells.
    """

    length: int
    attached: frozenset[str]
    pronoun: bool | None
    meaning: Meaning
    rules: tuple[Rule, ...]
    country: str | None


class Spelling(NamedTuple):
    """One spelling as the files have it. A noun is counted, a word may take an article, a name does not.

    A last name is looked for only where its bearer is named in full.
    """

    text: str
    meaning: Meaning
    style: Literal["name", "last name", "word", "noun"]
    country: str | None = None


def _chains(*parts: Sequence[str]) -> frozenset[str]:
    found = [""]
    for part in parts:
        found = [left + right for left in found for right in part]
    return frozenset(found)


PLAIN = _chains(("", "و", "ف"), ("", "ب", "ل", "ك"))
WITH_ARTICLE = PLAIN | _chains(("", "و", "ف"), ("ال", "بال", "كال", "لل"))
_AFTER_LAM = _chains(("", "و", "ف"), ("ل",))

_ADJECTIVE = ("", "ا", "ه", "ان", "ين", "ون", "تان", "تين", "ات")
_DUAL = ("ان", "ين")
_PRONOUNS = ("ها", "ه", "هم")
_DUAL_BEFORE_ITS_OWNER = ("ا", "ي")


@functools.cache
def files() -> Files:
    """The lexicon's files by their names, as plain data."""
    return {
        name: yaml.load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        for name in _FILES
    }


def plain(text: str) -> str:
    """A spelling as it is looked for: folded, without quotation marks."""
    return fold(text).text.replace('"', "").strip()


def forms(files: Files) -> dict[str, tuple[Form, ...]]:
    """For each string to look for, what it can be. A name that has rules is decided by them alone."""
    spellings = _spellings(files)
    rules = _rules(files, spellings)
    found: dict[str, Any] = {}
    for spelling in spellings:
        ruled = rules.get(plain(spelling.text), ())
        if spelling.style == "last name":
            ruled = (Rule(spelling.meaning, seen=frozenset({spelling.meaning[1]})),)
        always = not ruled or (ruled[-1].meaning and ruled[-1] == Rule(ruled[-1].meaning))
        country = spelling.country if always else None
        for key, attached, pronoun in _written(spelling, files):
            form = Form(len(key), attached, pronoun, spelling.meaning, ruled, country)
            found.setdefault(key, []).append(form)
    # What is read alike shares one record: there are fewer of them to hold, and to fetch.
    once: dict[Any, Any] = {}
    for key, several in found.items():
        chosen = tuple(once.setdefault(form, form) for form in dict.fromkeys(_chosen(several)))
        found[key] = once.setdefault(chosen, chosen)
    return found


def undecided(files: Files) -> list[tuple[str, list[str]]]:
    """Strings that mean several things without a rule that says which, with the ids."""
    decided = {plain(word) for group in files["ambiguous"].values() for word in group["words"]}
    ruled: set[str] = set()
    meant: dict[str, set[str]] = {}
    for spelling in _spellings(files):
        for key, _, pronoun in _written(spelling, files):
            if plain(spelling.text) in decided or spelling.style == "last name":
                ruled.add(key)
            if pronoun is not True:
                meant.setdefault(key, set()).add(spelling.meaning[1])
    return [(key, sorted(ids)) for key, ids in meant.items() if len(ids) > 1 and key not in ruled]


def types(files: Files) -> dict[str, str]:
    """The type of mention for which each id stands."""
    return {id: type for type, id in (spelling.meaning for spelling in _listed(files))}


def _chosen(several: list[Form]) -> Iterator[Form]:
    """The forms of one string that count: of each kind the ruled, or those of the first meaning."""
    country = next((form.country for form in several if form.country), None)
    for pronoun in (False, True):
        kind = [form for form in several if (form.pronoun is True) == pronoun]
        if ruled := [form for form in kind if form.rules]:
            # Last names that several people bear: whoever of them is named in full.
            rules = tuple(dict.fromkeys(rule for form in ruled for rule in form.rules))
            yield from (form._replace(rules=rules, meaning=ruled[0].meaning) for form in ruled)
        else:
            yield from (form._replace(country=country) for form in kind if form.meaning == kind[0].meaning)


def _spellings(files: Files) -> list[Spelling]:
    """What the files list, the words that only ambiguous.yml has, and the last names of people."""
    listed = _listed(files)
    known = {plain(spelling.text) for spelling in listed}
    kinds = types(files)
    added = []
    for group in files["ambiguous"].values():
        ids = [rule["id"] for rule in group["rules"] if rule["id"] in kinds]
        new = [word for word in group["words"] if ids and plain(word) not in known]
        added += [Spelling(word, (kinds[ids[0]], ids[0]), "name") for word in new]
        known.update(map(plain, group["words"]))
    for id, entry in files["actors"].items():
        last = entry["ar"].split()[-1]
        if entry["kind"] == "person" and plain(last) not in known:
            added.append(Spelling(last, ("person", id), "last name"))
    return listed + added


def _listed(files: Files) -> list[Spelling]:
    found: list[Spelling] = []
    for name in ("sites", "provinces", "actors", "outlets"):
        for id, entry in files[name].items():
            kind = "person" if entry.get("kind") == "person" else name[:-1]
            for text in (entry["ar"], *entry["spellings"]):
                country = entry.get("country") or _code(text, files)
                found.append(Spelling(text, (kind, id), "name", country))
    for code, entry in files["countries"].items():
        for text in (entry["ar"], *entry["spellings"], code):
            found.append(Spelling(text, ("country", code), "name", code))
    for name, type in (("weapons", "weapon"), ("targets", "target")):
        for id, entry in files[name].items():
            found += [Spelling(text, (type, id), "noun") for text in entry["nouns"]]
            found += [Spelling(text, (type, id), "word") for text in entry["spellings"]]
    return found


def _written(spelling: Spelling, files: Files) -> Iterator[tuple[str, frozenset[str], bool | None]]:
    """The strings to look for, what may stand before each in its word, and whether a pronoun follows."""
    if spelling.style in ("word", "noun"):
        yield from _of_word(plain(spelling.text), spelling.style == "noun")
        return
    for text in _with_adjectives(spelling.text, files):
        yield text, PLAIN, False
        if text.startswith("ال"):
            # "for the" is written as one: its second lam is the article's. Before a lam the article is lost.
            yield text[1:], _AFTER_LAM, False
            if text.startswith("الل"):
                yield text[2:], _AFTER_LAM, False


def _with_adjectives(text: str, files: Files) -> Iterator[str]:
    """The text with each form of the adjective of the country whose code it has, or the text as it is.

    A code alone is the adjective alone, with and without the article. After a word with the article the
    adjective has it too.
    """
    code = _code(text, files)
    if code is None:
        yield plain(text)
        return
    before, _, after = (plain(f" {part} ") for part in text.partition(code))
    articles = ("", "ال") if not before else ("ال",) if " ال" in f" {before}" else ("",)
    for stem in map(plain, files["countries"][code]["adjective"]):
        for article in articles:
            for ending in _ADJECTIVE:
                yield " ".join(part for part in (before, f"{article}{stem}{ending}", after) if part)


def _code(text: str, files: Files) -> str | None:
    return next((word for word in text.split() if word in files["countries"]), None)


def _of_word(text: str, counted: bool) -> Iterator[tuple[str, frozenset[str], bool | None]]:
    """A common noun or adjective: with the article on any of its words, in the dual, with a pronoun."""
    first, *rest = text.split(" ")
    for phrase in dict.fromkeys(_inflected(first, rest) if counted else _accusative(first, rest)):
        words = phrase.split(" ")
        yield phrase, WITH_ARTICLE, False if rest else None
        if rest:
            yield " ".join([words[0], *(f"ال{word}" for word in words[1:])]), WITH_ARTICLE, False
            yield " ".join([*words[:-1], f"ال{words[-1]}"]), WITH_ARTICLE, False
    if rest:
        for pronoun in _PRONOUNS:
            yield " ".join([_stem(first) + pronoun, *(f"ال{word}" for word in rest)]), PLAIN, False
    if not rest and first.endswith("ه"):
        yield f"{first[:-1]}ت", PLAIN, True


def _accusative(first: str, rest: Sequence[str]) -> Iterator[str]:
    yield " ".join([first, *rest])
    yield " ".join(word if word.endswith(("ه", "ا", "ات")) else f"{word}ا" for word in (first, *rest))
    yield " ".join([first if first.endswith(("ه", "ا", "ات")) else f"{first}ا", *rest])


def _inflected(first: str, rest: Sequence[str]) -> Iterator[str]:
    yield from _accusative(first, rest)
    for ending in _DUAL:
        yield " ".join(_stem(word) + ending for word in (first, *rest))
    for ending in (*_DUAL, *_DUAL_BEFORE_ITS_OWNER):
        yield " ".join([_stem(first) + ending, *rest])


def _stem(word: str) -> str:
    return f"{word[:-1]}ت" if word.endswith("ه") else word


def _rules(files: Files, spellings: Iterable[Spelling]) -> dict[str, tuple[Rule, ...]]:
    """The rules for each word of ambiguous.yml."""
    kinds = types(files)
    own: dict[str, Meaning] = {}
    for spelling in spellings:
        own.setdefault(plain(spelling.text), spelling.meaning)
    found = {}
    for group in files["ambiguous"].values():
        for word in map(plain, group["words"]):
            if word in own:
                found[word] = tuple(_rule(rule, own[word], kinds, files) for rule in group["rules"])
    return found


def _rule(rule: Mapping[str, Any], own: Meaning, kinds: Mapping[str, str], files: Files) -> Rule:
    id = rule["id"]
    before, before_part = _cues(rule.get("before", ()), files)
    after, after_part = _cues(rule.get("after", ()), files)
    return Rule(
        own if id == "own" else (kinds[id], id) if id else None,
        before,
        before_part,
        after,
        after_part,
        tuple(plain(word).rstrip("*") for word in rule.get("near", ())),
        frozenset(rule.get("seen", ())),
        frozenset(rule.get("mostly", ())),
        rule.get("quoted", False),
        frozenset(rule.get("joined", ())),
    )


def _cues(words: Iterable[str], files: Files) -> tuple[frozenset[str], tuple[str, ...]]:
    whole: set[str] = set()
    parts: list[str] = []
    for word in words:
        if word == "ZZ":
            whole.update(form for code in files["countries"] for form in _with_adjectives(code, files))
        elif word.endswith("*"):
            parts.append(plain(word[:-1]))
        else:
            whole.add(plain(word))
    return frozenset(whole), tuple(parts)
