"""The words that dates are made of: which class each word of a folded text belongs to.

`tokens` keeps only the words and numbers that lexicon/dates.yml knows. What stands between two of them says
whether they belong together.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from analysis.folding import Folded, fold
from analysis.lexicon import FOLDER
from analysis.tokens import Tokens, split
from analysis.yamlfile import Record, Source

_NUMBER = re.compile("[0-9]+")
_DIGITS = frozenset("0123456789")
# Attached particles, longest first so that the shorter reading stays where both make a word.
_PARTICLES = ("ول", "وب", "وك", "فل", "فب", "و", "ف", "ب", "ل", "ك", "")
# Particles on a number are words of their own: و26, الـ24.
_ALONE = ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "فال")


class Token(NamedTuple):
    """A word of a class. `start` and `end` are offsets into the folded text; `outer` has its particle too."""

    kind: str
    value: Any
    word: str
    particle: str
    start: int
    end: int
    outer: int


class Unit(NamedTuple):
    """A length of time: `number` 1 one, 2 two, 3 more; `construct` is the two before what they belong to."""

    name: str
    number: int
    definite: bool
    construct: bool = False


class _UnitWords(Record):
    one: list[str]
    two: list[str]
    many: list[str]
    of_two: list[str]


class _Dates(Record):
    """The file as it is written."""

    months: dict[int, list[str]]
    weak_months: list[str]
    systems: list[list[str]]
    before_month: list[str]
    hijri: list[str]
    weekdays: dict[int, list[str]]
    hours: list[str]
    night: list[str]
    eve: list[str]
    relative: dict[int, list[str]]
    parts: dict[str, list[str]]
    fractions: dict[str, list[str]]
    seasons: dict[str, list[str]]
    turns: dict[int, list[str]]
    units: dict[str, _UnitWords]
    last_few: dict[str, int]
    numbers: dict[int, list[str]]
    ordinals: dict[int, list[str]]
    named_after: list[str]
    today_after: list[str]
    today_before: list[str]
    period_before: list[str]
    year_before: list[str]
    yesterday_before: list[str]
    length_before: list[str]
    length_back: list[str]
    plain: dict[str, list[str]]
    published: list[str]
    not_published: list[str]
    rights: list[str]
    clock: list[str]


class _Entry(NamedTuple):
    """What a word as written stands for; its first `skip` letters are a particle."""

    kind: str
    value: Any
    word: str
    particle: str
    skip: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of dates.yml, folded. `pairs` are names of two words; `systems` tells neighbours apart."""

    entries: dict[str, _Entry]
    pairs: dict[tuple[str, str], tuple[str, Any]]
    systems: tuple[dict[str, int], ...]
    last_few: dict[str, int]
    around: dict[str, frozenset[str]]

    def kind(self, word: str) -> str:
        """The class of a folded word; "" where it has none."""
        entry = self.entries.get(word)
        return entry.kind if entry else ""


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon, read once. Raises BadFile when the file is wrong."""
    words = Source(FOLDER / "dates.yml").parse(_Dates)
    weak = {_fold(word) for word in words.weak_months}
    whole: dict[str, tuple[str, Any]] = {}
    pairs: dict[tuple[str, str], tuple[str, Any]] = {}
    for kind, value, written in _classes(words):
        first, _, second = (word := _fold(written)).partition(" ")
        if second:
            pairs[first, second] = (kind, value)
            whole.setdefault(first, ("stem", None))
            whole.setdefault(second, ("stem", None))
        elif whole.get(word, ("stem", None))[0] == "stem":
            whole[word] = (kind, value)
    entries = {word: _Entry(kind, value, word, "", 0) for word, (kind, value) in whole.items()}
    for word, (kind, value) in whole.items():
        for particle, form, skip in _attached(word):
            # "Door" is not "in August".
            if word not in weak or particle == "و":
                entries.setdefault(form, _Entry(kind, value, word, particle, skip))
    around = {
        name: frozenset(map(_fold, getattr(words, name)))
        for name in ("weak_months", "before_month", "today_after", "today_before", "period_before",
                     "year_before", "yesterday_before", "length_before", "length_back", "published",
                     "not_published", "rights", "clock")
    }  # fmt: skip
    systems = tuple({_fold(month): n for n, month in enumerate(system, 1)} for system in words.systems)
    return Lexicon(entries, pairs, systems, words.last_few, around)


def _fold(text: str) -> str:
    return fold(text).text


def _classes(words: _Dates) -> Iterator[tuple[str, Any, str]]:
    """Every word of the file with its class and its value. The first class that a word has is its own."""
    tables: tuple[tuple[str, dict[Any, list[str]]], ...] = (
        ("month", words.months), ("weekday", words.weekdays), ("relative", words.relative),
        ("part", words.parts), ("fraction", words.fractions), ("season", words.seasons),
        ("turn", words.turns), ("ordinal", words.ordinals), ("numeral", words.numbers),
    )  # fmt: skip
    for kind, table in tables:
        for value, forms in table.items():
            yield from ((kind, value, form) for form in forms)
    for name, unit in words.units.items():
        for number, forms in enumerate((unit.one, unit.two, unit.many), 1):
            for form in forms:
                yield "unit", Unit(name, number, False), form
                yield "unit", Unit(name, number, True), "ال" + form
        yield from (("unit", Unit(name, 2, False, True), form) for form in unit.of_two)
    for kind, forms in (("hour", words.hours), ("night", words.night), ("eve", words.eve)):
        for form in forms:
            yield "hour", (kind, False), form
            yield "hour", (kind, True), "ال" + form
    for kind, forms in words.plain.items():
        yield from ((kind, None, form) for form in forms)
    yield from (("hijri", None, form) for form in words.hijri)
    yield from (("named", None, form) for form in words.named_after)


def _attached(word: str) -> Iterator[tuple[str, str, int]]:
    """The word with each particle before it; with the article, ل melts into it and cannot be cut off."""
    for particle in _PARTICLES[:-1]:
        if particle[-1] == "ل" and word.startswith("ال"):
            yield particle, particle + "ل" + word[2:], len(particle) - 1
        else:
            yield particle, particle + word, len(particle)


def tokens(cut: Tokens) -> list[Token]:
    """The words of dates and the numbers in a text, in order."""
    text, entries = cut.folded.text, lexicon().entries
    found = []
    for word, start in zip(cut.words, cut.starts, strict=True):
        if word in entries:
            kind, value, whole, particle, skip = entries[word]
            found.append(Token(kind, value, whole, particle, start + skip, start + len(word), start))
        elif word[0] in _DIGITS:
            found += (_number(text, start + digits.start(), digits[0]) for digits in _NUMBER.finditer(word))
    return found


def _number(text: str, start: int, digits: str) -> Token:
    value = int(digits) if len(digits) <= 4 else -1
    particle, outer = _before_number(text, start)
    return Token("number", value, digits, particle, start, start + len(digits), outer)


def _before_number(text: str, start: int) -> tuple[str, int]:
    """The particle written on a number and where it begins; "?" where the number is part of a name."""
    before = text[max(0, start - 4) : start]
    if before in ("ال ", " ال "):
        return "ال", start - 3
    if not before or not before[-1].isalpha():
        return "", start
    for length in (3, 2, 1):
        before = text[max(0, start - length) : start]
        if before in _ALONE and not text[max(0, start - length - 1) : start - length].isalpha():
            return before, start - length
    return "?", start


class Line:
    """The words of dates in a text, and what stands between them."""

    __slots__ = ("text", "tokens", "lexicon")

    def __init__(self, cut: Tokens) -> None:
        self.text = cut.folded.text
        self.tokens = tokens(cut)
        self.lexicon = lexicon()

    @classmethod
    def of(cls, text: str) -> "Line":
        """The line of a text that is folded already."""
        return cls(split(Folded(text, text, range(len(text) + 1))))

    def kind(self, at: int) -> str:
        """The class of a token; "" past the end."""
        return self.tokens[at].kind if at < len(self.tokens) else ""

    def gap(self, at: int) -> str:
        """What parts a token from the one before: space, slash, dash, comma, open, close, or far."""
        if not 0 < at < len(self.tokens):
            return "far"
        start, end = self.tokens[at - 1].end, self.tokens[at].outer
        return "far" if end - start > 6 else _gap(self.text[start:end])

    def next(self, at: int, *kinds: str, gaps: tuple[str, ...] = ("space",)) -> bool:
        """Whether a token of one of the classes follows the one before it, without a particle of its own."""
        return self.kind(at) in kinds and not self.tokens[at].particle and self.gap(at) in gaps

    def pair(self, at: int) -> tuple[str, Any] | None:
        """Class and value of a name of two words that begins here."""
        if self.gap(at + 1) != "space" or self.tokens[at + 1].particle:
            return None
        return self.lexicon.pairs.get((self.tokens[at].word, self.tokens[at + 1].word))

    def before(self, at: int) -> str:
        """The word right before a token, "" where there is none."""
        end = self.tokens[at].outer
        found = _LAST_WORD.search(self.text[max(0, end - 30) : end])
        return found[1] if found else ""

    def after(self, at: int) -> str:
        """The word right after the last token before `at`, "" where there is none."""
        found = _NEXT_WORD.match(self.text, self.tokens[at - 1].end)
        return found[1] if found else ""

    def near(self, at: int) -> bool:
        """Whether only a space parts a token from the one before it."""
        return self.gap(at) == "space"

    def joined(self, at: int) -> bool:
        """Whether a token has "and" written on it."""
        return at < len(self.tokens) and self.tokens[at].particle == "و"

    def closed(self, at: int) -> bool:
        """Whether a bracket closes right after the last token before `at`."""
        end = self.tokens[at - 1].end
        return self.text[end : end + 2].lstrip(" ")[:1] in (")", "]")

    def extent(self, first: int, after: int) -> tuple[int, int]:
        """Where the tokens from one up to another stand, with the bracket that closes what they opened."""
        start, end = self.tokens[first].start, self.tokens[after - 1].end
        words = self.text[start:end]
        if words.count("(") > words.count(")") or words.count("[") > words.count("]"):
            end += len(self.text[end : end + 2]) if self.text[end : end + 1] == " " else 1
        return start, end

    def letter(self, at: int) -> str:
        """The first letter of a token."""
        return self.text[self.tokens[at].start]

    def is_year(self, at: int) -> bool:
        """Whether a number is written as a year and is no part of a longer number."""
        token = self.tokens[at]
        after = self.text[token.end : token.end + 2]
        apart = not (after[:1] in _IN_NUMBERS and after[1:].isdigit())
        return len(token.word) == 4 and 1900 <= token.value <= 2100 and token.particle != "?" and apart

    def clear_before(self, at: int, dash: bool = False) -> bool:
        """Whether a number is not the end of a longer one: of a time, a fraction, a sum; a dash may do."""
        start = self.tokens[at].outer
        before = self.text[max(0, start - 2) : start]
        within = before[-1:] in _IN_NUMBERS and before[:1].isdigit() and not (dash and before[-1:] == "-")
        return not within and before[-1:] not in _SIGNS

    def numbers_apart(self, at: int) -> bool:
        """Whether three numbers stand here with two signs of one kind between, and no further number."""
        if at + 2 >= len(self.tokens) or not (self.kind(at + 1) == self.kind(at + 2) == "number"):
            return False
        a, b, c = self.tokens[at : at + 3]
        signs = {self.text[a.end : b.start].strip(" "), self.text[b.end : c.start].strip(" ")}
        if len(signs) > 1 or signs.pop() not in ("/", "-", ".", "\\") or c.start - a.end > 8:
            return False
        if a.particle == "?" or not self.clear_before(at) or self.text[a.outer - 1 : a.outer] in _SLASHES:
            return False
        after = self.text[c.end : c.end + 2]
        return (
            not (after[:1] in _IN_NUMBERS + "/_" and (after[1:].isalnum() or after[:1] == "/"))
            and max(len(t.word) for t in (a, b, c)) == 4
        )

    def next_code(self, at: int) -> bool:
        """Whether a number with "number" before it stands right before a token."""
        return self.kind(at - 1) == "number" and self.kind(at - 2) == "code" and self.gap(at) == "space"

    def neighbours(self, at: int) -> bool:
        """Whether the two months before `at`, parted by a slash, are neighbours in one calendar."""
        names = [self.tokens[n].word for n in range(max(0, at - 4), at)]
        both = {" ".join(names[k:m]) for k in range(len(names)) for m in (k + 1, k + 2)}
        return any(
            first in system and second in system and system[second] == system[first] + 1
            for system in self.lexicon.systems
            for first in both
            for second in both
        )

    def breaks(self, at: int, start: int) -> bool:
        """Whether a sentence ends between two tokens, or they are far apart."""
        between = self.text[self.tokens[at].end : min(self.tokens[start].outer, self.tokens[at].end + 160)]
        return len(between) >= 160 or "\n" in between or ". " in between


_IN_NUMBERS = ":./\\-,٫"
_SIGNS = ("+", "$", "€", "#", "_")
_SLASHES = ("/", "-", "\\", ".", ":", "=")
_LAST_WORD = re.compile(r"([^\W\d_]+) ?$")
_NEXT_WORD = re.compile(r" ([^\W\d_]{1,30})")


@functools.lru_cache(256)
def _gap(text: str) -> str:
    return _GAPS.get(text.replace(" ", ""), "far")


_GAPS = {
    "": "space", "/": "slash", "\\": "slash", "|": "slash", "-": "dash", "–": "dash", "—": "dash",
    "،": "comma", ",": "comma", "(": "open", "[": "open", "،(": "open",
    ")": "close", "]": "close", ")،": "close",
}  # fmt: skip
