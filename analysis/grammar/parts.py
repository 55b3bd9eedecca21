"""A sentence in parts, each of which tells of at most one happening (or one at each of several places).

A sentence is cut where something new is told: at turning words, behind "after" and "in answer to", and where
a second word of force has a place of its own. What is left without a word of force adds to the part before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from analysis.grammar.scene import Scene, Trigger

# These words only make an event together with others, or only add to one.
SUPPORT = ("kill", "killing", "respond", "answer", "destroy")
PLACES = ("site", "target")
HIT_THINGS = (
    "base",
    "headquarters",
    "position",
    "airport",
    "embassy",
    "convoy",
    "energy",
    "police",
    "building",
)
AMERICANS = (
    "us-forces",
    "us-interests",
    "us-government",
    "coalition",
    "uk-forces",
    "centcom",
    "us-embassy",
    "nato",
)
_JOIN = re.compile(r"(?:^|[\s،,\"«»”“(])(?:و|أو\s)")
_LOCATES = re.compile(
    r"(?:^|\s)(?:في|ب|قرب|بالقرب|داخل|شمال[يى]?|جنوب[يى]?|شرق[يى]?|غرب[يى]?|ضمن|محيط|على بعد"
    r"|المجاور\w*|الملاصق\w*|القريب\w*)\s"
)


@dataclass(slots=True, eq=False)
class Part:
    """A stretch [start, end) of a sentence with the words of force in it."""

    scene: Scene
    start: int
    end: int
    triggers: list[Trigger]
    unreal: frozenset[int] = frozenset()
    """The numbers of its words of force that did not happen."""
    answer_by: Any = None
    """Who answers with the force told of here, named before: "the Coalition answered the attack by …"."""

    mentions: dict[tuple[str, ...], list[Any]] = field(default_factory=dict)
    words: dict[str, list[Any]] | None = None
    linked: dict[tuple[int, int], bool] = field(default_factory=dict)
    """What was asked of it before: it does not change once it is cut."""

    def of(self, *types: str) -> list[Any]:
        """Its mentions of the given types, in order."""
        found = self.mentions.get(types)
        if found is None:
            found = [m for m in self.scene.mentions if m.type in types and self.start <= m.start < self.end]
            self.mentions[types] = found
        return found

    def tokens(self, *classes: str) -> list[Any]:
        """Its words of the given classes, in order."""
        if self.words is None:
            self.words = {}
            for token in self.scene.tokens:
                if self.start <= token.start < self.end:
                    for cls in token.word.classes:
                        self.words.setdefault(cls, []).append(token)
        found = [self.words[cls] for cls in classes if cls in self.words]
        if len(found) < 2:
            return found[0] if found else []
        return list({t.n: t for t in sorted((t for own in found for t in own), key=_in_order)}.values())

    def quantities(self) -> list[Any]:
        """The numbers in it."""
        return self.scene.within(self.scene.quantities, self.start, self.end)


_in_order = attrgetter("n")


def place(mention: Any) -> bool:
    """Whether the mention says what or where was hit."""
    if mention.type == "actor":
        return mention.id in AMERICANS
    return mention.type == "site" or (mention.type == "target" and mention.id in HIT_THINGS)


def parts(scene: Scene) -> list[Part]:
    """The parts of a sentence that have a word of force."""
    cuts = sorted({scene.start, *_cuts(scene), scene.end})
    found: list[Part] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        triggers = [t for t in scene.triggers if start <= t.start < end]
        core = [t for t in triggers if t.cls not in SUPPORT]
        if found and not core and not _stands_alone(scene, triggers, start, end):
            found[-1].end = end
            found[-1].triggers += triggers
        elif triggers:
            found.append(Part(scene, start, end, triggers))
    for part in found:
        part.answer_by = _answerer(scene, part)
    return found


def _answerer(scene: Scene, part: Part) -> Any:
    first = part.triggers[0]
    answers = [t for t in scene.of("respond") if t.end <= part.start]
    if (
        first is None
        or first.prefix != "ب"
        or not answers
        or not any(t.behind is answers[-1] for t in scene.triggers)
    ):
        return None
    actors = [m for m in scene.mentions if m.type in ("actor", "country") and m.end <= part.start]
    near = [m for m in actors if 0 <= m.start - answers[-1].end <= 25] or [
        m for m in reversed(actors) if m.end <= answers[-1].start
    ]
    return near[0] if near else None


def _stands_alone(scene: Scene, triggers: Sequence[Trigger], start: int, end: int) -> bool:
    """Whether words that mostly add to an event tell of one here: a killing of somebody named, an answer."""
    if not triggers:
        return False
    named = any(
        m.type in ("person", "actor", "site", "weapon") for m in scene.within(scene.mentions, start, end)
    )
    return named and any(t.cls in ("kill", "killing", "respond", "answer") for t in triggers)


def _cuts(scene: Scene) -> Iterator[int]:
    yield from (t.start for t in scene.of("turn"))
    yield from (t.start for t in scene.tokens if t.text in "؛;")
    for token in scene.of("speech"):
        if any(s.joined and s.tense == "past" for s in token.word.senses):
            yield token.start
    for token in scene.of("besides", "among", "follow"):
        if any(0 < t.token.n - token.n <= 3 for t in scene.triggers):
            yield token.start
    last: Trigger | None = None
    for n, trigger in enumerate(scene.triggers):
        if trigger.behind is not None:
            following = scene.triggers[n + 1 :]
            if trigger.behind.has("respond", "answer") and not trigger.behind.has("after"):
                yield trigger.start
                answer = next((t for t in following if t.prefix == "ب"), None)
                if answer:
                    yield answer.start
            else:
                yield trigger.behind.start
        elif last is not None and _own_place(scene, last, trigger) and _starts_new(scene, trigger, n):
            yield trigger.start
        elif last is not None and counted(scene, last) and counted(scene, trigger):
            yield max(
                (t.end for t in scene.tokens if last.end <= t.start < trigger.start and t.text in "،,"),
                default=trigger.start,
            )
        elif last and trigger.cls == "respond" and _answers(scene, trigger, n):
            yield trigger.start
        if trigger.cls not in SUPPORT:
            last = trigger


def _answers(scene: Scene, trigger: Trigger, n: int) -> bool:
    """Whether it is told with what was answered: "and answered it with raids"."""
    if any(t.prefix == "ب" for t in scene.triggers[n + 1 :]):
        return True
    return any(m.type == "weapon" and 0 < m.start - trigger.end <= 25 for m in scene.mentions)


def counted(scene: Scene, trigger: Trigger) -> Any:
    """The number (more than two) that stands right before a word for attacks; None where there is none."""
    if not trigger.token.has("attack", "hitting", "blow", "raid", "operation"):
        return None
    return next(
        (q for q in scene.quantities if 0 <= trigger.start - q.end <= 3 and (q.best is None or q.best > 2)),
        None,
    )


def _own_place(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
    """Whether a place stands between the two words of force."""
    return any(place(m) and m.start < trigger.start for m in scene.mentions if m.start >= last.start)


def _starts_new(scene: Scene, trigger: Trigger, n: int) -> bool:
    """Whether the word of force has a place of its own behind it, and is joined on or a finite verb."""
    if trigger.cls in SUPPORT:
        return False
    later = [t.start for t in scene.triggers[n + 1 :] if t.cls not in SUPPORT]
    end = later[0] if later else scene.end
    if not any(place(m) and trigger.start < m.start < end for m in scene.mentions):
        return False
    sense = trigger.token.sense(trigger.cls)
    if sense is not None and sense.definite and sense.number == "p":
        return True  # "…, one of the attacks that …"
    return sense is not None and (
        sense.joined
        or sense.pos == "v"
        and sense.tense == "past"
        and scene.text[trigger.start - 1 : trigger.start] in "\n،, "
    )


_LEADS = re.compile(
    r"(?:^|[\s،\"«(])[وف]?(?:على|ضد|صوب|باتجاه|اتجاه|نحو|تجاه|قرب|بالقرب|داخل|محيط|بمحيط|في|إلى|الى|ب\S+|لل\S+|ل\S+|وسط|قبالة|استهد\S+|تستهد\S+|يستهد\S+|طال\S*|طاول\S*|ضرب\S*|أصاب\S*|مستهد\S+)(?=\s|$|[\"«(])"
)
_AGAINST = re.compile(
    r"(?:^|[\s،\"«(])[وف]?(?:على|ضد|صوب|باتجاه|نحو|تجاه|تابع\S*|لل\S+|ل|استهد\S+|تستهد\S+|يستهد\S+|طال\S*|طاول\S*)(?=\s|$|[\"«(])"
)
# Where it was fired from is not where it hit.
_FROM = re.compile(
    r"\s(?:من|انطلاقا من|انطلاقاً من)\s(?!(?:طراز|نوع|عيار)\s)"
    r"(?:(?!باتجاه|صوب|نحو|على|تجاه|استهد|ضد|إلى|الى).)*$"
)
_CONSTRUCT, _TITLE, _FARTHEST = 16, 90, 160
_REACH = {"target": 60, "actor": 80}
_BLOCKS = ("speech", "turn", "claim", "threat", "condemn", "demand", "end", "declare")
_FINITE = (
    "suffer",
    "exposure",
    "occur",
    "hit",
    "strike_at",
    "targeting",
    "fall",
    "explode",
    "light",
    "result",
)


def linked(part: Part, trigger: Trigger, mention: Any) -> bool:
    """Whether the place or victim belongs to the word of force: led to by a small word, or beside a verb."""
    key = trigger.start, mention.start
    found = part.linked.get(key)
    if found is None:
        found = part.linked[key] = _linked(part, trigger, mention)
    return found


def _linked(part: Part, trigger: Trigger, mention: Any) -> bool:
    text = part.scene.text
    verb = any(s.pos == "v" for s in trigger.token.word.senses if s.cls == trigger.cls)
    if mention.start >= trigger.end:
        between = text[trigger.end : mention.start]
        if trigger.token.has("launch", "launching") and _FROM.search(between):
            return False
        if len(between) > _FARTHEST or _blocked(part, trigger.end, mention.start):
            return False
        if mention.type == "person" and trigger.token.has("kill", "killing"):
            return len(between) <= _TITLE
        if not verb and len(between) > _REACH.get(mention.type, _FARTHEST):
            return False
        leads = _AGAINST if mention.type in ("actor", "person") else _LEADS
        return verb or len(between) <= _CONSTRUCT or bool(leads.search(between))
    if trigger.start - mention.end > _FARTHEST or _blocked(part, mention.end, trigger.start):
        return False
    return verb or any(t.start < trigger.start for t in part.tokens(*_FINITE))


def _blocked(part: Part, start: int, end: int) -> bool:
    """Whether something new is said in between."""
    for token in part.scene.of(*_BLOCKS):
        if token.start >= end:
            return False
        if token.start >= start and _new(part, token):
            return True
    return False


def _new(part: Part, token: Any) -> bool:
    if token.has("hit", "hitting", "attack", "launch"):
        return False
    if not any(s.cls in _BLOCKS and (s.pos != "v" or s.tense == "past") for s in token.word.senses):
        return False
    return not any(t.n == token.n - 1 for t in part.scene.of("which"))  # "at what it said was a base"


def links(part: Part, triggers: Sequence[Trigger], *types: str) -> list[Any]:
    """The mentions of the types that belong to one of the words of force."""
    return [m for m in part.of(*types) if any(linked(part, t, m) for t in triggers)]


def portions(part: Part, triggers: Sequence[Trigger]) -> list[tuple[int, int, Any]]:
    """The part cut at each place that "and" joins to the one before: start, end, and the place.

    "The base A in the province B and the airport C" are two; "A near the airport C" is one.
    """
    heads = _heads(part, links(part, triggers, "site"))
    if not heads:
        return _countries(part, triggers)
    cuts: list[tuple[int, Any]] = []
    for n, site in enumerate(heads):
        cuts.append((part.start if n == 0 else _join_before(part, heads[n - 1], site), site))
    ends = [start for start, _ in cuts[1:]] + [part.end]
    return [(start, end, site) for (start, site), end in zip(cuts, ends, strict=True)]


def _countries(part: Part, triggers: Sequence[Trigger]) -> list[tuple[int, int, Any]]:
    """Two of a kind in two countries or provinces are one in each."""
    places = [
        m
        for m in links(part, triggers, "province", "country")
        if m.type == "province" or m.id in ("IQ", "SY", "JO")
    ]
    two = any(
        q.best == 2
        and any(m.start <= q.start < m.end or 0 <= m.start - q.end <= 2 for m in part.of("target"))
        for q in part.quantities()
    )
    if (
        two
        and len(places) == 2
        and places[0].type == places[1].type
        and _join_before(part, *places) is not None
    ):
        cut = _join_before(part, *places)
        return [(part.start, cut, places[0]), (cut, part.end, places[1])]
    return [(part.start, part.end, None)]


def _heads(part: Part, sites: list[Any]) -> list[Any]:
    """The sites that stand beside each other; of those that locate each other, the first."""
    heads: list[Any] = []
    for site in sites:
        if not heads or site.id != heads[-1].id and _join_before(part, heads[-1], site) is not None:
            heads.append(site)
    return heads


def _join_before(part: Part, one: Any, other: Any) -> Any:
    """Where the "and" stands that joins the second place to the first; None where something else does."""
    text = part.scene.text
    between = text[one.end : other.start]
    joins = list(_JOIN.finditer(between + "‖"))
    if other.start > one.end and text[other.start - 1] == "و":
        return other.start - 1
    if not joins:
        return None
    last = joins[-1]
    if _LOCATES.search(between, last.end()):
        return None
    at = one.end + last.start()
    return at + (0 if text[at] in "وأ" else 1)
