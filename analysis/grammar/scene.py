"""A sentence as the rules see it: its known words and mentions in order, and what is said to have happened.

Not all that is named has happened: force may be threatened, planned, feared, asked for, denied, asked about.
A word of that kind holds for what follows it, until something reopens the tale: a new clause, a finite verb
in the past, "after", or a relative clause in the past.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.grammar.words import FORCE, Sense, Token

UNREAL = (
    "threat",
    "plan",
    "demand",
    "prevent",
    "maybe",
    "aim",
    "drill",
    "simulate",
    "attempt",
    "deny",
    "denial",
    "no",
    "rumour",
    "if",
    "question",
    "reject",
    "rejection",
    "stop",
)
_FAR = ("if", "question", "deny", "denial", "denied")
_STOPS = "؛;.!?؟…\n"
_COMMAS = "،,"


@dataclass(slots=True, eq=False)
class Trigger:
    """A word of force. `mode` is the class of the word that says it did not (or not surely) happen."""

    token: Token
    cls: str
    mode: str | None
    by_mode: Token | None
    behind: Token | None
    """The subordinator directly before it: after, before, in answer to."""

    @property
    def start(self) -> int:
        return self.token.start

    @property
    def end(self) -> int:
        return self.token.end

    @property
    def prefix(self) -> str:
        """The particle attached to it: ب, ل, ك, or nothing."""
        sense = self.token.sense(self.cls)
        return sense.prefix if sense else ""


@dataclass(slots=True, eq=False)
class Scene:
    """One sentence at [start, end) of the article's text."""

    text: str
    start: int
    end: int
    tokens: Sequence[Token]
    mentions: Sequence[Any]
    quantities: Sequence[Any]
    days: Sequence[Any]
    n: int = 0
    told: bool = False
    """Whether the article has named the place before this sentence."""
    question: bool = False
    triggers: list[Trigger] = field(default_factory=list)
    classes: frozenset[str] = field(init=False)
    known: dict[tuple[str, ...], list[Token]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.classes = frozenset().union(*[token.word.classes for token in self.tokens])

    def of(self, *classes: str) -> list[Token]:
        """Its words of the given classes, in order."""
        if self.classes.isdisjoint(classes):
            return []
        found = self.known.get(classes)
        if found is None:
            found = [t for t in self.tokens if not t.word.classes.isdisjoint(classes)]
            self.known[classes] = found
        return found

    def within(self, things: Sequence[Any], start: int, end: int) -> list[Any]:
        """Those of the things (in order of their starts) that begin in [start, end)."""
        return [thing for thing in things if start <= thing.start < end]

    def has(self, *classes: str) -> bool:
        """Whether any word of the sentence may be of one of the classes."""
        return not self.classes.isdisjoint(classes)


def scenes(
    text: str,
    spans: Iterable[tuple[int, int]],
    tokens: Sequence[Token],
    mentions: Sequence[Any],
    quantities: Sequence[Any],
    days: Sequence[Any],
) -> Iterator[Scene]:
    """The sentences one after another, each with what stands in it."""
    layers = (tokens, mentions, quantities, days)
    keys = [[thing.start for thing in layer] for layer in layers]
    for n, (start, end) in enumerate(spans):
        words = tokens[bisect_left(keys[0], start) : bisect_left(keys[0], end)]
        if not any(token.word.telling for token in words) and not _opens_with_weapon(
            mentions, keys[1], start
        ):
            continue
        named, counted, dated = (
            layer[bisect_left(key, start) : bisect_left(key, end)]
            for layer, key in zip(layers[1:], keys[1:], strict=True)
        )
        scene = Scene(text, start, end, _without_naming(_outside(words, named)), named, counted, dated, n)
        if scene.has("store", "stored"):
            scene.mentions = [m for m in named if not _stored(scene, m)]
        scene.question = text[start:end].rstrip('»"”) ').endswith(("؟", "?"))
        scene.triggers = list(_triggers(scene))
        yield scene


def _outside(words: Sequence[Token], named: Sequence[Any]) -> Sequence[Token]:
    """The words without those that only stand in a name: "al-Haqq" is no verb there."""
    names = [m for m in named if m.type in ("actor", "person", "outlet")]
    found: list[Token] = []
    at = 0
    for token in words:
        while at < len(names) and names[at].end <= token.start:
            at += 1
        if at == len(names) or token.start < names[at].start or token.has(*_IN_NAMES):
            found.append(token)
    return found


# What these say of somebody holds in a name too.
_IN_NAMES = ("american", "turkish", "own_force", "other_war", "place_truce", "foreign", "base_noun")


def _opens_with_weapon(mentions: Sequence[Any], starts: Sequence[int], start: int) -> bool:
    """Whether a sentence without any telling word may yet be a headline: "rockets at the embassy"."""
    at = bisect_left(starts, start)
    return at < len(mentions) and mentions[at].type == "weapon" and starts[at] - start <= OPENING


# How far from its beginning a headline names the weapon.
OPENING = 24


def _stored(scene: Scene, mention: Any) -> bool:
    """Whether it is only a weapon kept or made somewhere: "a store of drones", "the helicopters' landing"."""
    if mention.type != "weapon":
        return False
    kept = any(0 <= t.start - mention.end <= 1 for t in scene.of("stored"))
    return kept or any(0 <= mention.start - t.end <= 4 for t in scene.of("store"))


def _without_naming(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words without "launches" where it means "calls itself"."""
    if not any("wordy" in t.word.classes for t in tokens):
        return tokens
    return [
        t
        for n, t in enumerate(tokens)
        if not (
            t.has("launch", "launching")
            and n + 1 < len(tokens)
            and tokens[n + 1].has("wordy")
            and tokens[n + 1].n == t.n + 1
        )
    ]


def _triggers(scene: Scene) -> Iterator[Trigger]:
    mode: str | None = None
    by_mode: Token | None = None
    commas = 0
    tokens = scene.tokens
    counts = scene.quantities
    for i, token in enumerate(tokens):
        if counts and any(q.start <= token.start < q.end for q in counts) and not token.word.force:
            continue  # "no less than 47" denies nothing
        if not token.word.classes:
            if token.text in _STOPS:
                mode = None
            elif token.text in _COMMAS:
                commas += 1
                if mode == "no":
                    mode = None
            continue
        sense = token.word.force or _counted_operations(scene, token)
        if sense and token.has("mentioned", "wounding"):
            sense = None  # "the wounding of" is written like "hit him"
        if sense:
            if mode and (
                _told_on(tokens, i)
                or token.has("death")
                and sense.prefix == "ل"
                and mode in ("threat", "demand")
            ):
                mode = mode if mode in ("if", "no", "deny", "denied", "question") else None
            held = mode or ("maybe" if _unsure(tokens[i + 1 : i + 3], token) else None)
            yield _trigger(token, sense.cls, held, by_mode or token, commas, tokens[max(i - 14, 0) : i])
        new = _mode_after(scene.text, token, mode, tokens[i + 1] if i + 1 < len(tokens) else None)
        if new is not mode:
            mode, by_mode, commas = new, token, 0


def _counted_operations(scene: Scene, token: Token) -> Sense | None:
    """ "108 operations": a number of them is a number of attacks, where the rest of the sentence says so."""
    sense = token.sense("operation")
    if sense is None or not any(0 <= token.start - q.end <= 3 for q in scene.quantities):
        return None
    return sense


def _unsure(following: Sequence[Token], token: Token) -> bool:
    """Whether the adjective behind says that it may come: "possible American strikes"."""
    return any(t.has("unsure") and t.n <= token.n + 2 for t in following)


def _trigger(
    token: Token, cls: str, mode: str | None, by_mode: Token | None, commas: int, close: Sequence[Token]
) -> Trigger:
    nominal = any(s.pos == "n" for s in token.word.senses if s.cls in FORCE)
    sense = next(s for s in token.word.senses if s.cls == cls)
    if mode in ("no", "prevent", "stop", "reject", "rejection") and commas and not sense.joined:
        mode = None
    if (
        mode
        and not nominal
        and sense.tense == "past"
        and mode not in ("if", "question", "no", "deny", "denied")
    ):
        mode = None
    if mode == "no" and sense.definite and cls in ("attack", "blow", "raid", "blast", "operation"):
        mode = None
    if not mode and sense.tense == "future":
        mode = "plan"
    if (
        not mode
        and sense.prefix == "ل"
        and cls in ("hitting", "launching", "killing", "foiling")
        and not any(t.has("suffer", "exposure", "condemn", "after") for t in close)
    ):
        mode = "aim"
    behind = next(
        (
            t
            for t in reversed(close)
            if t.has("after", "before", "respond", "answer")
            and t.n >= token.n - 3
            and not t.has("turn", "then")
        ),
        None,
    )
    if behind and behind.has("respond", "answer") and sense.prefix == "ب":
        behind = None
    return Trigger(token, cls, mode, by_mode if mode else None, behind)


def _told_on(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb in the past tells on of what the noun names: "a raid that planes carried out"."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.n > tokens[i].n + 3:
        return False
    return any(
        s.pos == "v" and s.tense == "past" and s.cls in ("hit", "light", "result")
        for s in following.word.senses
    ) and all(s.pos == "v" for s in following.word.senses)


_PRESENT = re.compile(r"\s+(?:[يى]|ت(?!\w*ت\b))\w")


_UNDER = re.compile(r"(?:على|عن|من|إلى|في|قبل|بعد|دون)\s$")


def _launches(text: str, token: Token) -> bool:
    """Whether a form that may be verb or noun, as شن, is the verb: no preposition stands before it."""
    if not token.has("light") or not any(s.tense == "past" for s in token.word.senses):
        return False
    return not _UNDER.search(text, max(token.start - 6, 0), token.start)


_EFFECTS = ("turn", "state", "except", "perhaps", "if", "question", "which", "after", "accuse")


@functools.cache
def _effect(classes: frozenset[str]) -> str:
    """What a word of these classes does to the mode: the name of the first that applies."""
    return next((cls for cls in (*_EFFECTS, *UNREAL) if cls in classes), "")


def _mode_after(text: str, token: Token, mode: str | None, following: Token | None) -> str | None:
    """What holds after this word."""
    effect = _effect(token.word.classes)
    if effect == "state":  # "in a critical state" sets no condition
        return mode
    if effect == "except":  # "nothing broke it but the fall of a rocket"
        return None if mode == "no" else mode
    if not effect:
        if token.word.future and not mode:
            return "plan"
        past = token.word.past or _launches(text, token)
        return None if past and mode not in ("if", "denied") else mode
    if effect == "perhaps":  # "may" before the present, "has" before the past
        if following and any(s.tense == "past" and s.cls == "suffer" for s in following.word.senses):
            return mode
        return "maybe" if _PRESENT.match(text, token.end) else mode
    if effect == "turn":
        return None
    if mode == "if" or effect in ("if", "question"):
        return "if"
    if mode in ("deny", "denial") and effect in ("rumour", "leak"):
        return "denied"
    if mode == "denied" and effect in ("which", "after", "rumour"):
        return mode
    if effect == "which":
        present = (
            following is not None
            and following.n <= token.n + 2
            and any(s.tense in ("present", "future") for s in following.word.senses)
        )
        return mode if present else None
    if effect in ("after", "accuse"):
        return None
    if effect == "rumour" and text[max(token.start - 8, 0) : token.start].rstrip().endswith(
        ("وكالة", "وكالات")
    ):
        return mode
    sense = next(s for s in token.word.senses if s.cls in UNREAL)
    if sense.cls == "attempt" and sense.tense in ("present", "future"):
        return "plan"  # who tries has not tried
    return sense.cls
