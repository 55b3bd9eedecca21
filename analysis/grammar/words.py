"""The words of a text that the rules know: what each is used for, and in which form it stands.

lexicon/events.yml names stems; here they become the forms that are met in a text, so that finding a word is
one look into a dictionary.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from analysis import lexicon
from analysis.folding import fold
from analysis.tokens import Tokens

FILE = lexicon.FOLDER / "events.yml"


@dataclass(frozen=True, slots=True)
class Sense:
    """One use of a form: `pos` is v, n or w (a word that does not change); `number` s, d or p of a noun;
    `tense` past, present or future of a verb; `prefix` an attached ب, ل or ك; `definite` with the article;
    `owned` with an attached pronoun; `joined` with و or ف before it."""

    cls: str
    pos: str
    number: str
    tense: str
    prefix: str
    definite: bool
    owned: bool
    joined: bool


FORCE = (
    "hit",
    "strike_at",
    "attack",
    "blow",
    "raid",
    "blast",
    "hitting",
    "salvo",
    "fall",
    "falling",
    "launch",
    "launching",
    "explode",
    "foil",
    "foiling",
    "kill",
    "killing",
    "respond",
    "answer",
    "destroy",
    "targeting",
    "find",
)
"""Classes of words that tell of force."""
TRUCE = (
    "truce",
    "stop",
    "calm",
    "mediation",
    "deadline",
    "grant",
    "promise",
    "agreement",
    "that_way",
    "negotiation",
    "resuming",
    "restart",
    "extension",
    "renewal",
    "proposal",
)
"""Classes of words that a truce act may rest on."""


@dataclass(frozen=True, slots=True)
class Word:
    """All that a form may be. `force` is its use as a word of force; `telling` says that a sentence with it
    may make a statement; `past` that it can only be a verb in the past, `future` one in the future."""

    senses: tuple[Sense, ...]
    classes: frozenset[str]
    force: Sense | None
    telling: bool
    past: bool
    future: bool
    phrases: "Phrases | None" = None


Phrases = dict[str, list[tuple[tuple[str, ...], Sense]]]
"""The phrases that a word begins, by their second word: the words after that, and the use."""


def _word(senses: tuple[Sense, ...], phrases: Phrases | None = None) -> Word:
    classes = frozenset(s.cls for s in senses)
    force = None if "turn" in classes else next((s for s in senses if s.cls in FORCE), None)
    past = bool(senses) and all(s.pos == "v" for s in senses) and any(s.tense == "past" for s in senses)
    future = bool(senses) and all(s.tense == "future" for s in senses)
    telling = force is not None or not classes.isdisjoint((*TRUCE, "operation"))
    return Word(senses, classes, force, telling, past, future, phrases)


_shared = functools.cache(_word)


@dataclass(slots=True, eq=False)
class Token:
    """A known word or a mark at [start, end) of the article; `n` counts all words and marks of the text."""

    start: int
    end: int
    n: int
    text: str
    word: Word

    def sense(self, *classes: str) -> Sense | None:
        """The first of its uses that is in one of the classes."""
        return next((s for s in self.word.senses if s.cls in classes), None)

    def has(self, *classes: str) -> bool:
        """Whether it may be used as one of the classes."""
        return not self.word.classes.isdisjoint(classes)


_JOINING = ("", "و", "ف")
_OBJECTS = ("ه", "ها", "هم", "هما")
_NOUN_PREFIXES = (
    ("", ""),
    ("ال", ""),
    ("ب", "ب"),
    ("ل", "ل"),
    ("ك", "ك"),
    ("بال", "ب"),
    ("لل", "ل"),
    ("كال", "ك"),
)


def tokens(cut: Tokens) -> list[Token]:
    """Every word of the text that the lexicon knows, and every mark, in order."""
    starts, words = cut.folded.starts, cut.words
    found: list[Token] = []
    for n, word in enumerate(map(_forms().get, words)):
        if word is None:
            continue
        if word.phrases is not None:
            word = _with_phrases(word, words, n)
            if not word.senses:
                continue
        start, text = cut.starts[n], words[n]
        found.append(Token(starts[start], starts[start + len(text) - 1] + 1, n, text, word))
    return found


def _with_phrases(word: Word, words: Sequence[str], n: int) -> Word:
    """A word that begins phrases, with those of the phrases that stand here."""
    if n + 1 == len(words) or word.phrases is None or words[n + 1] not in word.phrases:
        return word
    here = []
    for rest, sense in word.phrases[words[n + 1]]:
        if tuple(words[n + 2 : n + 2 + len(rest)]) == rest:
            here.append(sense)
    return _joined_word(tuple(here), word.senses) if here else word


@functools.lru_cache(4096)
def _joined_word(here: tuple[Sense, ...], senses: tuple[Sense, ...]) -> Word:
    return _word(here + senses)


@functools.cache
def _read() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = yaml.load(FILE.read_text("utf-8"), Loader=yaml.CBaseLoader)
    return data


def _flat(text: str) -> str:
    return fold(text).text.strip()


@functools.cache
def _forms() -> dict[str, Word]:
    """Every form that the lexicon makes, with all its uses, and the phrases that it begins."""
    found: dict[str, dict[Sense, None]] = {}
    phrases: dict[str, Phrases] = {}
    for form, sense in _made():
        first, *rest = form.split(" ")
        if rest:
            phrases.setdefault(first, {}).setdefault(rest[0], []).append((tuple(rest[1:]), sense))
        else:
            found.setdefault(form, {})[sense] = None
    # Forms of one use share one record: there are fewer of them to hold, and to fetch.
    known = {form: _shared(tuple(found.get(form, ()))) for form in found}
    known |= {first: _word(tuple(found.get(first, ())), rest) for first, rest in phrases.items()}
    mark = _word(())
    return known | dict.fromkeys('\n،,؛;:.!?؟…"()[]|–—-', mark)


def _made() -> Iterator[tuple[str, Sense]]:
    data = _read()
    for cls, pairs in data["verbs"].items():
        for pair in pairs:
            past, _, present = pair.partition("/")
            yield from _of_verb(cls, _flat(past), _flat(present), past[-1] in "ىيا")
    for cls, numbers in data["nouns"].items():
        for number, stems in numbers.items():
            for stem in stems:
                yield from _of_noun(cls, number, _flat(stem))
    for cls, words in data["words"].items():
        for word in words:
            yield from _of_word(cls, _flat(str(word)))


def _of_verb(cls: str, past: str, present: str, weak: bool) -> Iterator[tuple[str, Sense]]:
    for form in _past(past, weak):
        yield from _joined(form, cls, "past", form in (past, past + "ت"))
    for form in _present(present):
        yield from _joined(form, cls, "present", False)
        yield from _joined("س" + form, cls, "future", False)


def _past(stem: str, weak: bool) -> Iterable[str]:
    if weak:
        short = stem[:-1]
        own = [stem, short + "ت", short + "وا", short + "تا"]
        return [*own, *(short + "ا" + o for o in _OBJECTS), *(short + "ت" + o for o in _OBJECTS)]
    own = [stem, stem + "ت", stem + "وا", stem + "ا", stem + "تا"]
    return [*own, *(form + o for form in own[:2] for o in _OBJECTS), *(stem + "و" + o for o in _OBJECTS)]


def _present(stem: str) -> Iterable[str]:
    for first in "يت":
        form = first + stem[1:]
        short = form[:-1] if form[-1] in "يو" else form
        yield form
        yield from (short + ending for ending in ("ون", "وا", "ان"))
        yield from (form + o for o in _OBJECTS)
        if form[-1] == "ي":
            yield from (short + "ا" + o for o in _OBJECTS)


def _joined(form: str, cls: str, tense: str, bare: bool) -> Iterator[tuple[str, Sense]]:
    owned = not bare and form.endswith(("ه", "ها", "هم", "هما"))
    for joining in _JOINING:
        yield joining + form, Sense(cls, "v", "", tense, "", False, owned, bool(joining))


def _of_noun(cls: str, number: str, stem: str) -> Iterator[tuple[str, Sense]]:
    bodies = [(stem, False)]
    if number != "d":
        linked = stem[:-1] + "ت" if stem[-1] == "ه" else stem
        bodies += [(linked + o, True) for o in _OBJECTS]
        if stem[-1] != "ه" and not stem.endswith(("ات", "اء")):
            bodies.append((stem + "ا", False))
    for body, owned in bodies:
        for attached, prefix in _NOUN_PREFIXES:
            definite = attached.endswith("ل") and attached not in ("ل",)
            if owned and definite:
                continue
            for joining in _JOINING:
                form = joining + attached + body
                yield form, Sense(cls, "n", number, "", prefix, definite, owned, bool(joining))


def _of_word(cls: str, word: str) -> Iterator[tuple[str, Sense]]:
    for joining in _JOINING:
        for prefix in ("", "ب", "ل", "ك"):
            body = "لل" + word[2:] if prefix == "ل" and word.startswith("ال") else prefix + word
            definite = word.startswith("ال")
            yield joining + body, Sense(cls, "w", "", "", prefix, definite, False, bool(joining))
