"""Names in Arabic text: sites, provinces, countries, actors, persons, weapons, targets and outlets.

The lexicon's spellings are laid into one automaton, which reads the folded text once. A name counts where a
word begins, or after attached particles (و ف ب ل ك ال and what they make together), and where a word ends. Of
names that overlap the first counts, and of those that begin together the longest. What a word means that has
several meanings is decided by the rules of lexicon/ambiguous.yml, from the words around it and from what else
the article names. Quotation marks inside a name make no difference.
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import ahocorasick

from analysis import spellings
from analysis.folding import Folded, fold
from analysis.spellings import Form, Rule


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at [start, end), without the particles attached to it, and what it names.

    `type` is one of spellings.TYPES. `id` is a key of the lexicon's file for that type: a site, an actor (or
    a person among them), a province by its English name, a country by its ISO code, a type of weapon, a word
    for a target, an outlet.
    """

    start: int
    end: int
    type: str
    id: str
    words: str


class _Hit(NamedTuple):
    start: int
    end: int
    attached: str
    form: Form


_LONGEST = max(map(len, spellings.WITH_ARTICLE))
_PARTICLES = {
    letter: sorted(chain for chain in spellings.WITH_ARTICLE if chain[:1] == letter) for letter in "وفبلكا"
}
# "His" alone is written like the ending of a feminine noun, so it counts only where that ending cannot stand.
_PRONOUN = re.compile(r"(?:ها|هم|هما|هن|نا|كم|(?<=[تخعد])ه)(?!\w)")
_TOKEN = re.compile(r"\w+|[^\w\s']")
_NEAR = 150
_BESIDE = 60
_WORDS_BESIDE = 4


def find(text: str) -> list[Mention]:
    """The names in a text, in its order."""
    return find_folded(fold(text))


def find_folded(folded: Folded) -> list[Mention]:
    """The names in a text that is folded already; offsets are those of the text as it was."""
    text, marks = _without_quotes(folded.text)
    hits = _hits(text)
    seen, country = _survey(hits)
    found: list[Mention] = []
    reach, last_type = 0, ""
    for hit in hits:
        if hit.start < reach:
            continue
        meaning: spellings.Meaning | None = hit.form.meaning
        if hit.form.rules:
            joined = hit.attached == "و" and text[reach : hit.start] == " و"
            around = _Around(text, marks, hit, seen, country, last_type if joined else None)
            meaning = next((rule.meaning for rule in hit.form.rules if around.fits(rule)), None)
        if meaning:
            start, end = folded.span(*_with_quotes(folded.text, hit.start, hit.end, marks))
            found.append(Mention(start, end, *meaning, folded.original[start:end]))
            reach, last_type = hit.end, meaning[0]
    return found


def _without_quotes(text: str) -> tuple[str, list[int]]:
    """The text without quotation marks, and for each mark where it stood, as offsets into what is left."""
    # A mark is all that parts two words where the space was forgotten; after a particle it parts nothing.
    text = re.sub(r'(?<=\w\w\w\w)"(?=\w)', " ", text)
    marks = [found.start() - n for n, found in enumerate(re.finditer('"', text))]
    return text.replace('"', ""), marks


def _with_quotes(text: str, start: int, end: int, marks: Sequence[int]) -> tuple[int, int]:
    """Offsets into the text with its quotation marks, from those into the text without."""
    first, last = bisect_right(marks, start), bisect_left(marks, end)
    start, end = start + first, end + last
    if (last - first) % 2:  # a pair is cut in two: its other mark stands at one of the ends
        if text[end : end + 1] == '"':
            end += 1
        elif start and text[start - 1] == '"':
            start -= 1
    return start, end


def _hits(text: str) -> list[_Hit]:
    """Every spelling that stands in the text as a word of its own, in the order of choice."""
    hits: list[_Hit] = []
    size = len(text)
    for last, forms in _automaton().iter(text):
        end = last + 1
        closed = end == size or not text[end].isalnum()
        for form in forms:
            if closed:
                if form.pronoun:
                    continue
            elif form.pronoun is False or not _PRONOUN.match(text, end):
                continue
            start = begin = end - form.length
            while begin and start - begin <= _LONGEST and text[begin - 1].isalnum():
                begin -= 1
            if text[begin:start] in form.attached:
                hits.append(_Hit(start, end, text[begin:start], form))
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return hits


@functools.cache
def _automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for key, forms in spellings.forms(spellings.files()).items():
        automaton.add_word(key, forms)
    automaton.make_automaton()
    return automaton


def _survey(hits: Iterable[_Hit]) -> tuple[set[str], str | None]:
    """The ids that are named beyond doubt, and the country that is named most but for the United States."""
    seen: set[str] = set()
    countries: Counter[str] = Counter()
    reach = 0
    for hit in hits:
        if hit.start >= reach:
            reach = hit.end
            if not hit.form.rules:
                seen.add(hit.form.meaning[1])
            if hit.form.country and hit.form.country != "US":
                countries[hit.form.country] += 1
    return seen, max(countries, key=lambda code: countries[code], default=None)


class _Around:
    """What stands around one name, looked up only as far as its rules ask."""

    def __init__(
        self,
        text: str,
        marks: Sequence[int],
        hit: _Hit,
        seen: set[str],
        country: str | None,
        joined: str | None,
    ) -> None:
        self.text, self.marks, self.seen, self.country, self.joined = text, marks, seen, country, joined
        self.start, self.end = hit.start - len(hit.attached), hit.end
        self.name = hit.start
        self.beside: dict[int, list[str]] = {}
        self.window: str | None = None

    def fits(self, rule: Rule) -> bool:
        """Whether all of the rule's conditions hold."""
        return (
            (not rule.mostly or self.country in rule.mostly)
            and (not rule.seen or not rule.seen.isdisjoint(self.seen))
            and (not rule.joined or self.joined in rule.joined)
            and (not rule.quoted or self._is_quoted())
            and (not (rule.before or rule.before_part) or self._stands(-1, rule.before, rule.before_part))
            and (not (rule.after or rule.after_part) or self._stands(1, rule.after, rule.after_part))
            and (not rule.near or self._is_near(rule.near))
        )

    def _is_quoted(self) -> bool:
        at = bisect_left(self.marks, self.start)
        return at < len(self.marks) and self.marks[at] in (self.start, self.name)

    def _stands(self, side: int, words: frozenset[str], parts: tuple[str, ...]) -> bool:
        """Whether one to four words on that side of the name are among the words, particles aside."""
        if side not in self.beside:
            self.beside[side] = [bare for run in self._runs(side) for bare in _bared(run)]
        runs = self.beside[side]
        return not words.isdisjoint(runs) or (bool(parts) and any(run.startswith(parts) for run in runs))

    def _runs(self, side: int) -> list[str]:
        if side < 0:
            before = self.text[max(0, self.start - _BESIDE) : self.start].rpartition("\n")[2]
            tokens = _TOKEN.findall(before)[-_WORDS_BESIDE:]
            return [" ".join(tokens[-n:]) for n in range(1, len(tokens) + 1)]
        tokens = _TOKEN.findall(self.text[self.end : self.end + _BESIDE].partition("\n")[0])[:_WORDS_BESIDE]
        return [" ".join(tokens[:n]) for n in range(1, len(tokens) + 1)]

    def _is_near(self, words: tuple[str, ...]) -> bool:
        if self.window is None:
            before = self.text[max(0, self.start - _NEAR) : self.start].rpartition("\n")[2]
            self.window = f"{before}\n{self.text[self.end : self.end + _NEAR].partition(chr(10))[0]}"
        return any(word in self.window for word in words)


def _bared(run: str) -> Iterator[str]:
    """A run of words, and what is left of it when the particles before it are taken off."""
    yield run
    for particle in _PARTICLES.get(run[0], ()):
        if run.startswith(particle):
            yield run[len(particle) :]
