"""Who did it, to whom, with what, and how many were hurt: the roles of a part of a sentence.

Arabic marks a role by order and by small words. Behind a verb of force stands who did it, unless a place or
a weapon comes first; "by the hand of" and a verb of doing with a pronoun name the doer as well; whoever
stands behind "against", "of" or "belonging to" is not the doer.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from analysis import lexicon
from analysis.grammar.parts import AMERICANS, Part
from analysis.grammar.scene import Scene
from analysis.grammar.words import Token
from analysis.statements import Count, Munitions

DOERS = ("faction", "force", "state")
_BY_HAND = re.compile(r"(?:من قبل|على يد|على أيدي|من جانب|بواسطة|نفذت?ها?|شنت?ها?)\s+(?:\S{1,9}\s)?[\"«“(]?$")
_NOT_DOER = re.compile(
    r"(?:^|\s)(?:[وف]?(?:على|ضد|تضم|يضم|تستضيف|يستضيف|تستخدمها|تستخدمه|تأوي|تؤوي|فيها|فيه|مع|من|إلى|عن|في|بين|لصالح|لدى|بوجود|تتمركز|توجد|يوجد|تتواجد|ينتشر|تنتشر)"
    r"|تابع\w*|لل\w*|ل|التابع\w*)[\s\"«“:]*(?:\S+\s[\"«“]?)?و?$"
)
_SPEAKER = 30
"""Characters within which a verb of speech is followed by who speaks."""
_THAT = re.compile(r"(?<!\w)[بو]?[إأا]ن(?:ه|ها|هم)?(?!\w)")
_DOING = ("light", "launch", "hit", "kill", "respond", "explode")
_NONE_HURT = re.compile(
    r"(?:من دون|دون|بدون|بلا|لم|عدم|لا)\s[^.؛،]{0,45}?"
    r"(?:خسائر|إصابات|اصابات|ضحايا|قتلى|جرحى|أضرار بشرية|بشرية|أي إصابة|يصب|يُصب|يُصَب)"
)
_KILLED = re.compile(r"قتل|مقتل|قتيل|استشهاد|استشهد|شهيد|شهداء|مصرع|اغتي?ال|أودى|وفاة|يقتل")
_FEMALE = re.compile(r"[اأ]م[ير]+كي")


@functools.cache
def kinds() -> dict[str, str]:
    """What each actor is: faction, force, state, body or person."""
    data = yaml.load((lexicon.FOLDER / "actors.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {id: entry["kind"] for id, entry in data.items()}


@functools.cache
def sites() -> dict[str, dict[str, Any]]:
    """The sites of the lexicon as plain data."""
    data: dict[str, dict[str, Any]] = yaml.load(
        (lexicon.FOLDER / "sites.yml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return data


@functools.cache
def provinces() -> dict[str, str]:
    """The country of each province."""
    data = yaml.load((lexicon.FOLDER / "provinces.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {name: entry["country"] for name, entry in data.items()}


@functools.cache
def adjectives() -> dict[str, str | None]:
    """Who acts when only a country's adjective says whose force it is."""
    data = yaml.load((lexicon.FOLDER / "countries.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {id: entry["actor"] for id, entry in data.items()}


@dataclass(slots=True)
class Roles:
    """Mentions of a part by what they do in it."""

    doers: list[Any]
    victims: list[Any]
    claimants: list[Any]
    blamed: list[Any]
    deniers: list[Any]


def force(id: str | None) -> bool:
    """Whether the actor uses force as a state or for one."""
    return id is not None and kinds().get(id) in ("force", "state") and id != "popular-mobilization"


def faction(id: str | None) -> bool:
    """Whether the actor is an armed faction, or the body that most of them belong to."""
    return id is not None and (kinds().get(id) == "faction" or id == "popular-mobilization")


def actor_of(mention: Any) -> str | None:
    """The id of who acts; for a country's name or adjective, the actor that stands for it."""
    if mention.type == "actor":
        return str(mention.id)
    if mention.type == "country":
        return adjectives().get(mention.id)
    return None


def read(part: Part) -> Roles:
    """The roles of a part."""
    roles = Roles([], [], [], [], [])
    for mention in part.of("actor", "country", "person"):
        getattr(roles, _role(part, mention)).append(mention)
    for token in part.tokens("own_force"):
        owner = _owner(part, token)
        if owner is not None and any(
            0 <= t.start - token.end <= 60 and _finite(t) for t in part.tokens(*_DOING)
        ):
            roles.doers.append(owner)
    return roles


_AIRCRAFT = re.compile(
    r"(?:طائر(?:ة|ات)|مسيّ?ر(?:ة|ات)|مقاتل(?:ة|ات)|مروحيات|غار(?:ة|ات)|ضرب(?:ة|ات|ات?ين)|قصف)\s(?:جوية\s|حربية\s)?$"
)


_BELONGS = re.compile(r"(?:طائرات?|مقاتلات?|مسيّ?رات?|مروحيات)\s(?:\S+\s)?تابعة\s(?:ل|لل|إلى\s)?$")


def _flown_by(part: Part, mention: Any) -> bool:
    """Whether the adjective says whose aircraft it was: "an American drone"."""
    before = part.scene.text[max(part.start, mention.start - 25) : mention.start]
    if _BELONGS.search(before):
        return True
    return (
        mention.type == "country"
        and bool(_AIRCRAFT.search(before))
        or any(
            mention.type == "country" and m.id in ("drone", "airstrike") and 0 < mention.start - m.end <= 2
            for m in part.of("weapon")
        )
    )


def _owner(part: Part, token: Any) -> Any:
    """Whose planes "its planes" are: the last force, state or faction named before."""
    before = [
        m
        for m in part.scene.mentions
        if m.end <= token.start and m.type in ("actor", "country") and kinds().get(actor_of(m) or "") in DOERS
    ]
    return before[-1] if before else None


def _finite(token: Any) -> bool:
    return any(s.pos == "v" and s.cls in _DOING for s in token.word.senses)


def _role(part: Part, mention: Any) -> str:
    text = part.scene.text
    actor = actor_of(mention)
    if actor and _BY_HAND.search(text, max(part.start, mention.start - 30), mention.start):
        return "doers"
    if actor and mention.id != "IR" and _flown_by(part, mention):
        return "doers"
    for token in part.tokens("announce"):
        if 0 <= token.start - mention.end <= 12 and actor:
            return _announcer(part, token, token.end, actor)
    if faction(actor) and any(
        s.cls == "blame" and s.owned and 0 <= t.start - mention.end <= 40
        for t in part.tokens("blame")
        for s in t.word.senses
    ):
        return "blamed"
    found = _governor(part, mention)
    if found is None:
        return "victims"
    token, gap = found
    if token.n in part.unreal:
        return "victims"
    behind = mention.start >= token.end
    if (
        faction(actor)
        and any(0 <= t.start - mention.end <= 40 for t in part.tokens("responsibility"))
        and token.start < mention.start
    ):
        if any(t.start < mention.start for t in part.tokens("deny")):
            return "deniers"
        return "blamed" if any(t.start < mention.start for t in part.tokens("blame")) else "claimants"
    if token.has("claim", "responsibility", "claiming") and gap < 60:
        return "claimants" if mention.type != "country" else "victims"
    if token.has("blame", "accusation") and gap < 90 and faction(actor):
        whom = token.sense("blame")
        return "blamed" if behind or whom is not None and whom.owned else "victims"
    if behind and token.has("blame", "accuse") and force(actor) and _laid_to(token, text, mention):
        return "blamed"
    if token.has("deny", "denial") and gap < 60:
        return "deniers"
    if token.has("speech") and behind and gap < 40:
        return _announcer(part, token, mention.end, actor)
    between = (
        text[token.end : mention.start]
        if behind
        else text[max(part.start, mention.start - 25) : mention.start]
    )
    if (
        faction(actor)
        and token.has("attack", "blow")
        and behind
        and gap < 25
        and re.search(r"\s(?:ل|لل)[\"«]?$", between)
    ):
        return "doers"
    if (
        kinds().get(actor or "") == "force"
        and behind
        and token.has("hitting", "blow", "raid")
        and re.fullmatch(r"\s(?:\S+\s)?من\s[\"«“]?", between)
    ):
        return "doers"
    if _NOT_DOER.search(between):
        return "victims"
    if actor and kinds().get(actor) in DOERS and actor not in _ONLY_HIT and _does(part, mention, token, gap):
        return "doers"
    return "victims"


def _laid_to(token: Any, text: str, mention: Any) -> bool:
    """Whether the force is laid to whom the mention names: "laid to Washington", "accusing Washington"."""
    between = text[token.end : mention.start].strip(' «"“')
    return between in ("إلى", "الى", "ل") or not between and token.text.startswith("مت")


# These are hit and hit nobody.
_ONLY_HIT = ("us-interests", "us-embassy")
_THAT = re.compile(r"(?:^|\s)[بو]?[أإا]نّ?\s")


def _announcer(part: Part, token: Any, at: int, actor: str | None) -> str:
    """Who announces force is who used it, if that is the very thing announced; of a faction it is a claim."""
    later = [
        t
        for t in part.tokens(
            "hitting",
            "launching",
            "carrying_out",
            "hit",
            "light",
            "launch",
            "that_it",
            "turn",
            "foil",
            "foiling",
            "suffer",
            "exposure",
            "killing",
            "attack",
        )
        if t.start >= at
    ]
    if later and later[0].has("that_it"):
        later = [t for t in later[1:] if t.start - later[0].end < 12]
    elif later and (
        later[0].start - at > 45
        or not token.has("announce")
        or _THAT.search(part.scene.text, at, later[0].start)
    ):
        later = []
    if not later or later[0].has("foiling", "foil", "killing", "suffer", "exposure", "attack", "turn"):
        return "victims"
    if faction(actor):
        return "claimants"
    return "doers" if actor and kinds().get(actor) in ("force", "state") else "victims"


_GOVERNORS = (
    *_DOING,
    "suffer",
    "exposure",
    "hitting",
    "attack",
    "blow",
    "raid",
    "killing",
    "answer",
    "launching",
    "foiling",
    "strike_at",
    "fall",
    "operation",
    "claim",
    "claiming",
    "responsibility",
    "blame",
    "accuse",
    "deny",
    "accusation",
    "speech",
    "condemn",
    "threat",
    "salvo",
    "foil",
)


def _governor(part: Part, mention: Any) -> tuple[Any, int] | None:
    """The verb or word of force that the mention stands with, and how far from it: the one before, or the one
    that follows when what stands before is only speech."""
    tokens = [t for t in part.tokens(*_GOVERNORS) if not t.has("mentioned")]
    before = [t for t in tokens if t.end <= mention.start]
    after = [
        t
        for t in tokens
        if t.start >= mention.end
        and t.start - mention.end < 60
        and (_finite(t) or t.has("claim", "deny", "blame"))
    ]
    if before and not (after and _only_speech(part, before[-1], mention, after[0])):
        return before[-1], mention.start - before[-1].end
    return (after[0], after[0].start - mention.end) if after else None


def _only_speech(part: Part, token: Any, mention: Any, verb: Any) -> bool:
    """Whether a clause begins between the verb of speech and the mention: "said that the force struck"."""
    if not token.has("speech", "condemn", "threat"):
        return False
    between = part.scene.text[token.end : mention.start]
    return bool(_THAT.search(between))


SOLDIERS = re.compile(r"جند|جنود|عسكري|متعاقد|مقاول|موظف|مدرب|مستشار|ضابط")


def _does(part: Part, mention: Any, token: Any, gap: int) -> bool:
    """Whether the actor does what the word of force beside it says."""
    sense = token.sense(
        *_DOING, "hitting", "attack", "blow", "raid", "killing", "answer", "launching", "operation", "salvo"
    )
    if sense is None or SOLDIERS.search(mention.words) and (token.has("kill") or mention.end <= token.start):
        return False
    lower, upper = (token.end, mention.start) if token.end <= mention.start else (mention.end, token.start)
    between = [
        m
        for m in part.scene.mentions
        if lower <= m.start < upper and m.type in ("site", "target", "weapon", "actor", "person")
    ]
    if mention.start < token.end:
        return sense.pos == "v" and gap < 90 and not between
    if any(m.type != "weapon" for m in between) or gap > 40:
        return False
    if token.has("kill", "killing", "hitting", "launching") and not token.has("light"):
        return (
            gap <= 25
            and mention.type != "person"
            and (
                _object_after(part, mention)
                or token.has("hit")
                and mention.type == "actor"
                and faction(mention.id)
            )
        )
    if sense.pos == "v":
        return not any(m.type == "weapon" for m in between) or token.has("light", "respond")
    return gap <= 25


def _object_after(part: Part, mention: Any) -> bool:
    """Whether another thing that can be hit follows at once: then the first is who hits it."""
    between = [
        part.scene.text[mention.end : m.start]
        for m in part.scene.mentions
        if m.type in ("site", "target", "person", "actor") and 0 <= m.start - mention.end <= 12
    ]
    return any(
        re.fullmatch(r"\s(?:ل|لل|على )?[\"«“]?", text)
        or re.fullmatch(r"\s(?:قائد|زعيم|ل?مقر\S*|مواقع)\s", text)
        for text in between
    )


def weapons(part: Part, start: int, end: int) -> tuple[Munitions, ...]:
    """The weapons named at [start, end), each type once, with their number."""
    found: dict[str, tuple[int | None, int | None, int | None]] = {}
    for mention in part.scene.mentions:
        if mention.type != "weapon" or not start <= mention.start < end:
            continue
        value = number(part, mention)
        if found.get(mention.id, (None,) * 3) == (None, None, None):
            found[mention.id] = value
    if len(found) > 1:
        found.pop("unknown", None)
    return tuple(Munitions(type, *value) for type, value in found.items())


def number(part: Part, mention: Any) -> tuple[int | None, int | None, int | None]:
    """How many of a weapon there are: least, best, most; None where the words set none."""
    for quantity in part.scene.quantities:
        if quantity.start >= mention.start and quantity.end <= mention.end:
            return quantity.low, quantity.best, quantity.high
        if quantity.end <= mention.start and mention.start - quantity.end <= 2:
            return quantity.low, quantity.best, quantity.high
    words = part.scene.text[mention.start : mention.end]
    if mention.id in ("drone", "ied", "rocket", "mortar", "missile") and _single(words):
        return 1, 1, 1
    return None, None, None


_SINGLE = re.compile(r"^(?:ال)?(?:طائرة|مسيّ?رة|عبوة|صاروخ|صاروخاً|صاروخا|قذيفة|درون|سيارة)(?:\s|$|اً)")


def _single(words: str) -> bool:
    return bool(_SINGLE.match(re.sub("[\u064b-\u0652\u0640]", "", words))) and not words.startswith("صاروخي")


def harm(part: Part, start: int, end: int) -> tuple[Count | None, Count | None]:
    """How many were killed and how many wounded, as the codebook counts; None where nothing is said."""
    text = part.scene.text[start:end]
    if _NONE_HURT.search(text):
        return Count(0, 0, 0), Count(0, 0, 0)
    killed = _harmed(part, start, end, ("kill", "killing", "dead"))
    wounded = _harmed(part, start, end, ("wound", "wounding", "hurt"))
    return killed, wounded


def _harmed(part: Part, start: int, end: int, classes: Sequence[str]) -> Count | None:
    """The quantity that follows the word at once, or stands before it."""
    every = part.tokens("kill", "killing", "dead", "wound", "wounding", "hurt")
    for token in (t for t in part.tokens(*classes) if start <= t.start < end):
        following = min((t.start for t in every if t.start > token.start), default=end)
        near = [
            q
            for q in part.quantities()
            if not _weapon_at(part, q)
            and (
                0 <= q.start - token.end <= 25
                and q.start < following
                or 0 <= token.start - q.end <= 30
                and not any(q.end <= t.start < token.start for t in every)
                or q.start == token.start
            )
        ]
        if near:
            one = min(near, key=lambda q: abs(q.start - token.end))
            return Count(one.low, one.best, one.high)
        named = _named(part, token)
        if token.has("kill", "killing") and named:
            return Count(len(named), None, None)
        if _ONE_PERSON.match(part.scene.text, token.end):
            return Count(1, 1, 1)
        if token.has("killing", "dead", "kill"):
            return None
        sense = token.sense(*classes)
        if sense and sense.pos == "n":
            return Count(1, None, None) if sense.number == "p" else None
    return None


_ONE_PERSON = re.compile(
    r"\s+(?:جندي|متعاقد|عنصر|شخص|مقاول|عسكري|مدني|قيادي|حارس|سائق|موظف|منتسب|مقاتل|مسلح|طفل|طفلة|امرأة"
    r"|شرطي|ضابط|مسؤول|قائد|مرافق|عامل|مدرب|مستشار)(?:\s|ا?ً|ا\s|$)"
)


def _weapon_at(part: Part, quantity: Any) -> bool:
    return any(
        m.type == "weapon" and (m.start <= quantity.start < m.end or 0 <= m.start - quantity.end <= 2)
        for m in part.scene.mentions
    )


def _named(part: Part, token: Any) -> list[Any]:
    return [
        m
        for m in part.scene.mentions
        if m.type == "person" and 0 <= m.start - token.end <= 90 and m.end <= part.end
    ]


def speakers(scene: Scene) -> Iterator[tuple[Token, Any]]:
    """Each verb of speech or claim with each name close behind it, the last verb first."""
    for token in reversed(scene.of("speech", "claim")):
        for mention in scene.mentions:
            if 0 <= mention.start - token.end <= _SPEAKER:
                yield token, mention


def speaks(scene: Scene, mention: Any, before: int) -> bool:
    """Whether it is who says what stands from `before` on: "a leader of X said that the shelling …"."""
    said = any(speaker == mention for _, speaker in speakers(scene))
    return said and _THAT.search(scene.text, mention.end, max(mention.end, before)) is not None


def target(victims: Iterable[Any], start: int, end: int) -> str | None:
    """Who was hit, as far as the words say."""
    near = [m for m in victims if start <= m.start < end]
    for mention in near:
        actor = actor_of(mention)
        if mention.type == "actor" and (actor in AMERICANS or faction(actor)):
            return actor
        if mention.type == "person":
            return str(mention.id)
    for mention in near:
        if mention.type == "country" and mention.id == "US":
            return "us-forces"
    actors = [m.id for m in near if m.type == "actor" and kinds().get(m.id) in DOERS]
    return str(actors[0]) if actors else None
