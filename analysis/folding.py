"""One way of writing for each Arabic word, and the way back to the text as it was written.

News sites write the same name with and without hamza, marks, tatweel and joiners, and with three kinds of
digits. `fold` writes them all alike. What it changes, it changes sign by sign, so the fold of two texts put
together is the two folds put together (but for a space at the seam, because a run of spaces becomes one).

| in the text | in the fold |
|---|---|
| أ إ آ ٱ, ؤ, ئ and ى, ة | ا, و, ي, ه |
| Persian and Kurdish letters: ک گ ی ێ پ چ ڤ ۆ ە … | the Arabic letter nearest to each |
| marks on letters, tatweel, joiners, directional controls, soft hyphens | nothing |
| Arabic-Indic and Persian digits, ٫ ٬ ٪ | 0–9 . , % |
| presentation forms, full-width forms | the letters they stand for, which may be several |
| no-break and other spaces, tab, the underscore of a hashtag | a space; a run of spaces is one |
| line and paragraph separators | a line feed |
| « » “ ” „ ‟ ‹ › and the like; ‘ ’ ‚ ‛ | ", ' |
| capitals | small letters |
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_SPACE = " \t\v\f_\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\uff3f"
# Written on a letter, or only stretching it: these are the letter's own.
_TAIL = (
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u0674\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u08ca-\u08ff\ufc5e-\ufc63\ufcf2-\ufcf4\ufe00-\ufe0f\ufe70-\ufe7f"
)
# Not seen at all: joiners, directional controls, soft hyphens, byte order marks.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
FORMS = (
    "\u0675-\u0678\ufb50-\ufc5d\ufc64-\ufcf1\ufcf5-\ufdff\ufe80-\ufefc\uff01-\uff3e\uff40-\uff5e"
    "\U0001ee00-\U0001eeff"
)

GONE = _TAIL + _UNSEEN
"""What has no sign in the fold, and what has several, as the ranges of a character class."""
_tail = re.compile(f"[{_TAIL}]*")
# Wherever the fold is longer or shorter than the text.
_uneven = re.compile(f"(?<=[{_SPACE}])[{_SPACE}{GONE}]*[{_SPACE}][{GONE}]*|[{GONE}]+|([{FORMS}])")

_LETTERS = {
    "ا": "أإآٱٲٳ",
    "ب": "پ",
    "ج": "چ",
    "ر": "ڕ",
    "ف": "ڤ",
    "ك": "ڪکگ",
    "ل": "ڵ",
    "ه": "ةہۀۂھۃەۿ",
    "و": "ؤۆۇۈۋ",
    "ي": "ئىیےۍېێۓ",
    '"': "«»“”„‟‹›〝〞〟＂",
    "'": "‘’‚‛",
    ".": "٫",
    ",": "٬",
    "%": "٪",
    "\n": "\u0085\u2028\u2029",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where each sign of it comes from.

    `starts[i]` is the offset in `original` of the sign that `text[i]` comes from; one entry more, at the
    end, is the length of `original`.
    """

    original: str
    text: str
    starts: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original that `text[start:end]` comes from, with the marks on its last letter."""
        if start >= end:
            return self.starts[start], self.starts[start]
        last = self.starts[end - 1] + 1
        if self.starts[end] > last:
            found = _tail.match(self.original, last)
            last = found.end() if found else last
        return self.starts[start], last


class _Table(dict[int, str | int]):
    """What str.translate asks for each sign; what isn't listed is only made small."""

    def __missing__(self, sign: int) -> str:
        return chr(sign).lower()[0]


def fold(text: str) -> Folded:
    """The text in one way of writing. Takes any text at all, and time in proportion to its length."""
    pieces: list[str] = []
    starts: array[int] = array("I")
    everywhere = array("I", range(len(text) + 1))
    done = 0
    for found in _uneven.finditer(text):
        start, end = found.span()
        pieces.append(text[done:start])
        starts += everywhere[done:start]
        done = end
        if found[1]:
            letters = _of_form(found[1])
            pieces.append(letters)
            starts.extend([start] * len(letters))
    if not done:
        return Folded(text, text.translate(_table), range(len(text) + 1))
    pieces.append(text[done:])
    starts += everywhere[done:]
    return Folded(text, "".join(pieces).translate(_table), starts)


def _of_form(sign: str) -> str:
    """The letters that a joined or wide form stands for, without the marks in it."""
    return re.sub(f" ?[{GONE}]+", "", unicodedata.normalize("NFKC", sign))


def _each(ranges: str) -> list[str]:
    """The signs that a character class without escapes stands for."""
    return [
        chr(code)
        for first, last in re.findall("(?s)(.)(?:-(.))?", ranges)
        for code in range(ord(first), ord(last or first) + 1)
    ]


def _listed() -> _Table:
    # Arabic and ASCII are listed even where nothing changes: looking up is faster than asking.
    table = _Table({code: chr(code).lower() for code in (*range(0x80), *range(0x600, 0x700))})
    table |= {ord(sign): to for to, signs in _LETTERS.items() for sign in signs}
    table |= {ord(sign): " " for sign in _each(_SPACE)}
    table |= {first + n: str(n) for first in (0x660, 0x6F0) for n in range(10)}
    return table


_table = _listed()
