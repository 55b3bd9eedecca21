"""Whether a text is there already, or nearly so: a syndicated copy of an article that another outlet printed.

Two texts are compared by their runs of five words, as `folding` writes them: of all that either has, the
part that both have. Different articles on one event share names and set phrases, hardly a run of five words;
a copy keeps most of its runs, whatever headline, furniture or cut it gets. Measured on the articles in seeds/
no two share 0.001. With furniture on both sides and a third cut off, a copy shares 0.50 or more; cut in half,
0.40; with each tenth word changed, 0.39. Two articles a third of which is one communiqué would share 0.20.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from analysis.folding import fold

COPY = 0.3
"""From this share of common runs on, a text is a copy."""
_RUN = 5
_WORD = re.compile(r"\w+")


class Match(NamedTuple):
    """The article that a text is like: how much, from 0 to 1, and whether it is the very same text."""

    id: str
    share: float
    same: bool


def words(text: str) -> tuple[str, ...]:
    """The words of a text without all that is only a way of writing."""
    return tuple(_WORD.findall(fold(text).text))


def share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The part of the runs of two texts that both have (their Jaccard index)."""
    a, b = _runs(one), _runs(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def nearest(text: str, known: Mapping[str, str]) -> Match | None:
    """The article among `known`, texts by their ids, that the text is or copies; None where it is new."""
    own = words(text)
    best: Match | None = None
    for id, other in known.items():
        theirs = words(other)
        if own == theirs:
            return Match(id, 1.0, True)
        found = share(own, theirs)
        if found >= COPY and (best is None or found > best.share):
            best = Match(id, found, False)
    return best


def _runs(all_words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Every run of five words; of a shorter text, the whole."""
    if not all_words:
        return frozenset()
    last = max(len(all_words) - _RUN, 0)
    return frozenset(all_words[n : n + _RUN] for n in range(last + 1))
