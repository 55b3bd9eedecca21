"""The words, numbers and signs of a folded text, cut once for all that read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.folding import Folded

# A word; digits with what parts and joins digits; a line's end; any other sign.
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+(?:[.,:/\\–-][0-9]+|،[0-9]{3}(?![0-9]))*|\n+|[^\w\s]|\d")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a folded text in its order, and where each begins in it. Space parts them and is none."""

    folded: Folded
    words: Sequence[str]
    starts: Sequence[int]


def split(folded: Folded) -> Tokens:
    """The tokens of a folded text. Takes any text, and time in proportion to its length."""
    find = folded.text.find
    words = _TOKEN.findall(folded.text)
    starts: list[int] = []
    at = 0
    for word in words:  # only space lies between: the next place that has the word is its own
        at = find(word, at)
        starts.append(at)
        at += len(word)
    return Tokens(folded, words, starts)
