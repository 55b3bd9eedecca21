"""Attacks, strikes and totals: from the parts of a sentence to what is said to have happened."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from analysis.grammar import roles
from analysis.grammar.parts import AMERICANS, HIT_THINGS, Part, counted, links, parts, place, portions
from analysis.grammar.scene import OPENING, Scene, Trigger
from analysis.statements import Count, Munitions

RULES = Path(__file__).resolve().parent / "rules.yml"
HERE = ("IQ", "SY", "JO")
_STRONG_TYPES = ("base", "embassy", "airport", "convoy")


@dataclass(slots=True)
class Draft:
    """A statement in the making. `proof` holds the words and mentions that made it."""

    kind: str
    start: int
    end: int
    rule: str
    part: Part
    status: str = "reported"
    scope: str = "in"
    site: Any = None
    site_id: str | None = None
    country: str | None = None
    admin1: str | None = None
    site_words: str | None = None
    by: tuple[str, ...] = ()
    target: str | None = None
    target_type: str | None = None
    weapons: tuple[Munitions, ...] = ()
    killed: Count | None = None
    wounded: Count | None = None
    claimed_by: tuple[str, ...] = ()
    blamed_on: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    count: Count | None = None
    anchor: int = 0
    real: list[Trigger] = field(default_factory=list)
    proof: list[Any] = field(default_factory=list)


@functools.cache
def rules() -> list[dict[str, Any]]:
    """The rules, in the order in which they are tried."""
    return [{"any": [], "with": [], **rule} for rule in _data()["rules"]]


@functools.cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(RULES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return data


def read(scene: Scene) -> list[Draft]:
    """What the sentence says of force."""
    if all(t.cls in ("foil", "foiling") for t in scene.triggers):
        scene.triggers = [*_aimed(scene), *scene.triggers]
    if not scene.triggers or scene.question or _figurative(scene):
        return []
    found: list[Draft] = []
    for part in parts(scene):
        found += _of_part(part)
    return list(_without_twins(found))


def _aimed(scene: Scene) -> Iterator[Trigger]:
    """A headline without a verb: "rockets at the embassy"."""
    for mention in scene.mentions:
        if mention.type != "weapon" or mention.start - scene.start > OPENING:
            return
        for token in scene.of("at"):
            if 0 < token.start - mention.end <= 2 and not any(
                s.pos == "v" for t in scene.tokens if t.start < token.start for s in t.word.senses
            ):
                yield Trigger(token, "at", None, None, None)
                return


def _without_twins(found: list[Draft]) -> Iterator[Draft]:
    """Of two in one sentence, one of which names only the province of the other's site, the more exact."""
    for draft in found:
        if (
            not draft.site_id
            and draft.admin1
            and any(
                other is not draft
                and other.kind == draft.kind
                and other.site_id
                and other.admin1 == draft.admin1
                for other in found
            )
        ):
            continue
        yield draft


def _figurative(scene: Scene) -> bool:
    """Whether the sentence is of sport, trade or the stage, where blows are only words."""
    military = any(
        m.type == "site"
        and roles.sites()[m.id]["type"] in _STRONG_TYPES
        or m.type == "actor"
        and (m.id in AMERICANS[:2] or roles.faction(m.id))
        for m in scene.mentions
    )
    armed = any(m.type == "weapon" for m in scene.mentions)
    return not military and (scene.has("sport") or scene.has("economy", "film", "cyber") and not armed)


def _of_part(part: Part) -> Iterator[Draft]:
    real = [t for t in part.triggers if _real(part, t)]
    if not real or part.scene.has("mock") or _recurs(part, real):
        return
    part.unreal = frozenset(t.token.n for t in part.triggers if t not in real)
    read = roles.read(part)
    if part.answer_by is not None:
        read.doers.insert(0, part.answer_by)
    if any(t.behind and t.behind.has("respond") and not t.behind.has("after") for t in part.scene.triggers):
        real = [t for t in real if t.cls not in ("respond", "answer") or len(real) == 1]
        answers = part.tokens("respond")
        read.doers = [
            m
            for m in read.doers
            if m is part.answer_by or not any(-30 < t.start - m.end < 30 for t in answers)
        ]
    if part.tokens("own_force") and not read.doers:
        own = [
            t
            for t in part.tokens("own_force")
            if any(0 <= r.start - t.end < 40 and r.token.has("hit", "launch", "light") for r in real)
        ]
        states = bool(own)
    else:
        states = False
    has = _has(part, real, read)
    rule = _rule(real, part, has)
    if rule is None:
        return
    if rule["kind"] == "total" and _idle(part, has):
        return
    kind = rule["kind"]
    doers = _doers(part, real, read)
    if kind == "force":
        kind = "strike" if states else _attack_or_strike(part, real, read, doers)
        one = part.tokens("one_of") or _singled_out(part, real)
        several = _only_many(real) and not one or _convoys(part) is not None
        if kind == "attack" and rule["name"] != "attack foiled" and several:
            kind = "total"
    denied = _denied(part, real)
    if denied and not (part.scene.told or read.claimants or _reported(part.scene)):
        return  # nobody that the article knows has said so
    places = portions(part, real)
    if kind == "total":
        places = [(part.start, part.end, places[0][2])]
    for start, end, site in places:
        yield _draft(part, rule["name"], kind, real, read, doers, start, end, site)


def _only_many(real: list[Trigger]) -> bool:
    """Whether all that is told of are attacks in the plural: they are counted, not told one by one."""
    nouns = [s for t in real for s in t.token.word.senses if s.cls in ("attack", "hitting")]
    return bool(nouns) and all(s.number == "p" for s in nouns) and real[0].token.has("attack", "hitting")


def _convoys(part: Part) -> Any:
    """The number of convoys that were hit, more than two: each was an attack."""
    return next(
        (
            q
            for m in part.of("target")
            for q in part.quantities()
            if m.id == "convoy" and 0 <= m.start - q.end <= 2 and (q.best is None or q.best > 2)
        ),
        None,
    )


def _idle(part: Part, has: set[str]) -> bool:
    """Whether attacks are only mentioned: without a number, a weapon, a day or a doer, or long ago."""
    if "number" in has:
        return False
    if part.tokens("formerly"):
        return True
    return not (has.intersection(("weapon", "who", "carried")) or part.scene.days or part.tokens("repeated"))


def _denied(part: Part, real: list[Trigger]) -> bool:
    """Whether it is the attack itself that is denied, and not a part in it."""
    modes = {t.mode for t in real}
    if not modes <= {"deny", "denial", "denied", "rumour"} or modes == {"rumour"}:
        return False
    known = [t for t in real if t.mode in ("deny", "denial") and (s := t.token.sense(t.cls)) and s.definite]
    return not known and not part.tokens("responsibility")


def _recurs(part: Part, real: list[Trigger]) -> bool:
    """Whether it is only said that such things happen now and then."""
    return any(t.n < real[-1].token.n + 4 and t.start >= part.start for t in part.scene.of("usually"))


def _real(part: Part, trigger: Trigger) -> bool:
    """Whether the word of force tells of something that happened (or is said to have)."""
    if trigger.mode not in (None, "deny", "denial", "denied", "attempt", "rumour") and not _known(
        part, trigger
    ):
        return False
    if trigger.cls == "launching" and _LAUNCHER.search(
        part.scene.text, max(part.start, trigger.start - 12), trigger.start
    ):
        return False
    following = [t for t in part.scene.tokens if t.start >= trigger.end and t.n <= trigger.token.n + 2]
    if any(t.has("wordy", "talker") for t in following) or _of_words(part, trigger):
        return False
    if trigger.mode == "rumour" and part.scene.has("social", "deny", "denial") and not _reported(part.scene):
        return False
    if _one_of_them(part, trigger) or _CALLED.search(
        part.scene.text, max(part.scene.start, trigger.start - 20), trigger.start
    ):
        return False
    if trigger.cls == "launching" and trigger.prefix == "ل" and part.tokens("aimed"):
        return False  # "ready for launching"
    if trigger.cls == "find" and part.scene.has("foil", "foiling"):
        return False  # how it was foiled
    denied = trigger.mode in ("deny", "denial", "denied")
    if not denied and _ANY.search(part.scene.text, max(part.start, trigger.start - 20), trigger.start):
        return False
    if _condemned(part, trigger):
        return False
    if _forbidden(part, trigger):
        return False
    if _present(trigger) and (_nth(part, trigger) or not _headline_or_past(part, trigger)):
        return False
    if trigger.cls in ("foil", "foiling"):
        return _foils(part, trigger)
    return not (trigger.token.has("hitting", "attack", "blow") and _subject_of_maybe(part, trigger))


def _reported(scene: Scene) -> bool:
    """Whether a report has somebody behind it: a faction or the press, not only what is passed around."""
    if any(roles.faction(m.id) for m in scene.mentions if m.type == "actor"):
        return True
    reports = scene.of("rumour", "leak")
    said = any(0 < t.n - r.n <= 3 for r in reports for t in scene.of("speech"))
    return bool(reports) and (said or scene.has("media")) and not scene.has("social")


def _condemned(part: Part, trigger: Trigger) -> bool:
    """Whether the attack is known and only condemned: nothing is told of it."""
    sense = trigger.token.sense(trigger.cls)
    condemned = any(t.start < trigger.start for t in part.tokens("condemn"))
    if sense is None or not sense.definite or not condemned:
        return False
    return not (part.of("site", "weapon") or part.scene.within(part.scene.days, trigger.end, part.end))


_ANY = re.compile(r"(?:^|\s)(?:لأي|بأي|أي|أيّ|أية)\s(?:[^\s،.]+\s)?$")


# "Described it as an attack on sovereignty": a name for what was told, and nothing new.
_CALLED = re.compile(r"\s(?:بأنه|بأنها|يكون|تكون)\s[\"«“]?$")


def _one_of_them(part: Part, trigger: Trigger) -> bool:
    """Whether it only says how many of those counted: "23 attacks, nine of them on the field"."""
    verb = any(s.pos == "v" for s in trigger.token.word.senses)
    of_them = any(0 < trigger.token.n - t.n <= 2 for t in part.scene.of("among"))
    return verb and of_them and any(0 < trigger.start - q.end <= 12 for q in part.scene.quantities)


def _forbidden(part: Part, trigger: Trigger) -> bool:
    """Whether a kind of deed is spoken of and none of them: "assaulting civilians or missions"."""
    sense = trigger.token.sense(trigger.cls)
    if (
        sense is None
        or sense.pos != "n"
        or not _EITHER.search(part.scene.text, trigger.end, trigger.end + 60)
    ):
        return False
    return not (part.of("site", "weapon") or part.quantities() or part.scene.days)


_EITHER = re.compile(r"\sأو\s")


def _present(trigger: Trigger) -> bool:
    """Whether it is a verb that stands in the present and nothing else."""
    senses = [s for s in trigger.token.word.senses if s.cls == trigger.cls]
    return bool(senses) and all(s.tense == "present" for s in senses)


def _headline_or_past(part: Part, trigger: Trigger) -> bool:
    """Whether the present tells what happened: in a headline, or after "was". In a story it tells of what
    is used to happen, is wished for or threatened."""
    text = part.scene.text
    if part.scene.end - part.scene.start <= _HEADLINE and text[part.scene.end - 1] not in '.؟!"»”':
        return True
    before = text[max(part.scene.start, trigger.start - 60) : trigger.start]
    return bool(re.search(r"(?:^|\s)[وف]?كان(?:ت|ا|تا|وا)?\s", before))


_HEADLINE = 130


def _nth(part: Part, trigger: Trigger) -> bool:
    """Whether it only says how often by now: "the third time that the airport is hit"."""
    return any(0 < trigger.token.n - t.n <= 4 for t in part.tokens("nth"))


_LAUNCHER = re.compile(r"(?:منصة|منصات|قاذفة|أنبوب|أنابيب|منصتي)\s(?:ل|ال)?$")


def _of_words(part: Part, trigger: Trigger) -> bool:
    """Whether somebody only speaks against somebody: critics "launch" and "attack" too."""
    if any(
        t.n <= trigger.token.n and trigger.token.n - t.n <= 3 for t in part.tokens("talker")
    ) and part.tokens("light"):
        return True
    if not trigger.token.has("assail") or part.of("weapon"):
        return False
    return not any(
        m.type in ("site", "target") and 0 <= m.start - trigger.end <= 50 for m in part.scene.mentions
    )


def _known(part: Part, trigger: Trigger) -> bool:
    """Whether the blow is named by its place, as one that is known: "the two strikes on the airport"."""
    if trigger.cls not in ("attack", "blow") or trigger.mode in ("if", "question"):
        return False
    return any(
        re.fullmatch(r"\s(?:قاعدة|مطار|معسكر)?\s?[\"«“]?", part.scene.text[trigger.end : m.start])
        for m in part.of("site")
        if 0 < m.start - trigger.end <= 12
    )


def _foils(part: Part, trigger: Trigger) -> bool:
    """Whether what is shot down or stopped is named right behind."""
    near = [m for m in part.of("weapon") if 0 <= m.start - trigger.end <= 45]
    blows = [t for t in part.tokens("attack", "hitting") if 0 <= t.start - trigger.end <= 80]
    return bool(near or blows)


def _subject_of_maybe(part: Part, trigger: Trigger) -> bool:
    """Whether all that is said of it is what it may lead to, or what it is not: "shelling bases may …"."""
    if any(place(m) and m.type == "site" for m in part.of("site")):
        return False
    later = [t for t in part.tokens("perhaps", "no") if t.start > trigger.end]
    return any(
        t.text.endswith(("ليس", "ليست"))
        or re.match(r"\s+[يت]\w", part.scene.text[t.end : t.end + 4])
        and t.has("perhaps")
        for t in later
    )


def _has(part: Part, real: list[Trigger], read: roles.Roles) -> set[str]:
    """What the part has that a rule can ask for."""
    has = set()
    near = links(part, real, "site", "target", "province", "country", "actor", "person", "weapon")
    victims = [m for m in near if m in read.victims]
    named = any(m.type in ("site", "province") for m in near)
    if named or any(m.type == "target" and m.id in HIT_THINGS for m in near) and not _detail(part):
        has.add("place")
    weapons = part.of("weapon")
    if any(m.id != "unknown" for m in weapons):
        has.add("weapon")
    if part.tokens("and_again") and any(m.type == "weapon" for m in part.scene.mentions) and part.of("site"):
        has.add("weapon")  # "and a third fell near the airport"
    if any(m.id == "airstrike" for m in weapons):
        has.add("air")
    if any(m.id in AMERICANS or roles.faction(m.id) or m.id == "US" for m in victims):
        has.add("victim")
    if any(m.type == "country" and m.id in HERE for m in near):
        has.add("here")
    if (part.scene.told or any(m.type == "site" for m in part.scene.mentions)) and any(
        not _definite(part, m) for m in part.of("weapon")
    ):
        has.add("told")
    if any(roles.faction(m.id) for m in part.of("actor")):
        has.add("faction")
    days = part.scene.within(part.scene.days, part.start, part.end)
    if any(day.words.lstrip("و").startswith("منذ") for day in days):
        has.add("since")
    if any(any(roles.number(part, m)) for m in weapons):
        has.add("counted")
    if part.tokens("aimed"):
        has.add("aimed")
    if read.blamed:
        has.add("blamed")
    if read.doers or read.claimants or read.blamed:
        has.add("who")
    if _carried_out(part) or read.claimants:
        has.add("carried")
    if any(m.type == "person" for m in victims) and any(t.cls in ("kill", "killing") for t in real):
        has |= {"named", "victim"}
    if part.tokens("killing", "kill", "dead", "wound", "wounding", "hurt"):
        has.add("harm")
    if any(t.cls not in ("foil", "foiling") for t in real) or "weapon" in has:
        has.add("foiled")
    if any(t.token.has("attack", "hitting", "blow", "raid", "blast", "salvo", "launching") for t in real):
        has.add("blow")
    if _number(part, real) is not None:
        has.add("number")
    if _number(part, [t for t in real if t.cls != "raid"]) is not None or _many(part, real):
        has.add("many")  # several raids can be one strike
    if _plural_place(part, real) and not any(roles.force(roles.actor_of(m)) for m in read.doers):
        has.add("everywhere")
    return has


def _definite(part: Part, mention: Any) -> bool:
    """Whether the article stands before it."""
    return part.scene.text[max(part.start, mention.start - 2) : mention.start].endswith(("ال", "لل"))


def _detail(part: Part) -> bool:
    """Whether "the rockets" of "the base" are spoken of, which were told of before."""
    weapons = part.of("weapon")
    return (
        bool(weapons)
        and all(_definite(part, m) for m in weapons)
        and not any(m.id in AMERICANS for m in part.of("actor"))
    )


def _carried_out(part: Part) -> bool:
    """ "which factions carried out": a verb of doing with a pronoun, and who did it behind."""
    return any(
        s.cls == "light" and s.owned and any(0 <= m.start - t.end <= 25 for m in part.of("actor", "country"))
        for t in part.tokens("light")
        for s in t.word.senses
    )


_PLURAL = re.compile(r"^(?:ال)?(?:قواعد|أرتال|ارتال|قوافل|معسكرات|مواقع|مقار|مقرات|سفارات|بعثات)")


def _plural_place(part: Part, real: list[Trigger]) -> bool:
    """Whether what is hit are places in the plural, none of them named."""
    one = any(s.cls in ("attack", "blow") and s.number == "s" for t in real for s in t.token.word.senses)
    if one or links(part, real, "site") or any(any(roles.number(part, m)) for m in part.of("weapon")):
        return False
    counted_ones = {
        m.start for m in part.of("target") for q in part.quantities() if 0 <= m.start - q.end <= 2
    }
    places = [m for m in links(part, real, "target") if m.start not in counted_ones]
    return any(_PLURAL.match(m.words) for m in places)


_SINGLE = re.compile(
    r"(?:^|\s)(?:[وب]?(?:آخر|أحدث|أول|أعنف|أخطر|أكبر|ثاني|ثالث|رابع|خامس)(?:\s(?:هذه|تلك))?)\s$"
)


_BESIDE = 7


def _singled_out(part: Part, real: list[Trigger]) -> bool:
    """Whether one of several is spoken of: "the latest of the attacks"."""
    text = part.scene.text
    return any(_SINGLE.search(text, max(part.scene.start, t.start - 16), t.start) for t in real)


def _many(part: Part, real: list[Trigger]) -> bool:
    """Whether several are spoken of without being told one by one."""
    if part.tokens("one_of") or _singled_out(part, real):
        return False
    if any(s.cls in ("attack", "hitting") and s.number == "p" for t in real for s in t.token.word.senses):
        return True
    if any(
        s.number == "p" and 0 < t.start - o.end <= 2
        for t in real
        for o in part.tokens("operation")
        for s in o.word.senses
    ):
        return True
    return any(
        abs(again.n - t.token.n) <= _BESIDE and t.token.has("attack", "hit", "hitting")
        for again in part.tokens("repeated")
        for t in real
    )


def _number(part: Part, real: list[Trigger]) -> Count | None:
    """How many attacks the part counts."""
    found = [q for q in (*(counted(part.scene, t) for t in real), _convoys(part)) if q is not None]
    return Count(found[0].low, found[0].best, found[0].high) if found else None


def _rule(real: list[Trigger], part: Part, has: set[str]) -> dict[str, Any] | None:
    for rule in rules():
        words = [t for t in real if t.token.has(*rule["words"]) and _fits(part, t, rule)] or (
            part.tokens(*rule["words"]) if "suffer" in rule["words"] else []
        )
        if words and has.issuperset(rule["with"]) and (not rule["any"] or has.intersection(rule["any"])):
            return rule
    return None


def _fits(part: Part, trigger: Trigger, rule: dict[str, Any]) -> bool:
    """Whether a word that may mean "fall" or "shoot down" means what the rule asks for."""
    if not (trigger.token.has("foil") and trigger.token.has("fall")):
        return True
    return "foil" not in rule["words"] or _foils(part, trigger)


def _doers(part: Part, real: list[Trigger], read: roles.Roles) -> tuple[str, ...]:
    found = [roles.actor_of(m) for m in read.doers]
    own = [id for id in found if id]
    if not own and _american_after(part, real):
        own = ["us-forces"]
    if own and own[0] in ("us-government", "centcom"):
        own[0] = "us-forces"
    return tuple(dict.fromkeys(own[:1]))


def _american_after(part: Part, real: list[Trigger]) -> bool:
    """Whether "American" says whose blow it is: it stands behind the word for the blow, or behind "air"."""
    for trigger in real:
        if trigger.cls not in ("raid", "blow", "answer", "attack", "hitting"):
            continue
        for token in part.scene.tokens:
            if trigger.token.n < token.n <= trigger.token.n + 2 and token.has("american"):
                if any(trigger.end < t.start < token.start and _verb(t) for t in part.scene.tokens):
                    return False  # "an attack that Washington laid to …"
                if any(trigger.end < m.start < token.start for m in part.of("actor", "target", "site")):
                    return False  # "targeting the American forces"
                if roles.SOLDIERS.search(part.scene.text, trigger.end, token.start):
                    return False  # "the attack, an American contractor"
                return not re.search(r"\b[عل]لى\s", part.scene.text[trigger.end : token.start])
    return False


def _verb(token: Any) -> bool:
    return any(s.pos == "v" for s in token.word.senses)


def _attack_or_strike(part: Part, real: list[Trigger], read: roles.Roles, doers: tuple[str, ...]) -> str:
    """By who did it; else by what it was done with; else by whom it hit."""
    if not doers and real[0].cls in ("foil", "foiling", "find"):
        return "attack"
    if any(roles.force(roles.actor_of(m)) for m in read.blamed):
        return "strike"
    if doers:
        return "strike" if roles.force(doers[0]) or not roles.faction(doers[0]) else "attack"
    if any(roles.faction(roles.actor_of(m)) for m in (*read.claimants, *read.blamed)):
        return "attack"
    hit = [
        m
        for m in links(part, real, "actor", "person", "country")
        if m in read.victims and m.start > real[0].start
    ]
    if any(roles.actor_of(m) in AMERICANS and m.id not in ("us-government", "centcom") for m in hit):
        return "attack"
    if any(
        roles.faction(m.id) and _LED.search(part.scene.text, max(part.start, m.start - 30), m.start)
        for m in hit
    ):
        return "strike"
    if any(m.id in _data()["faction_sites"] for m in links(part, real, "site")):
        return "strike"
    if any(t.cls == "raid" for t in real) or any(m.id == "airstrike" for m in part.of("weapon")):
        return "strike"
    if any(m.type == "person" for m in hit) and any(t.cls in ("kill", "killing") for t in real):
        return "strike"
    return "attack"


_LED = re.compile(
    r"(?:\s|^)[وف]?(?:على|ضد|تابع\w*|لل?|مق(?:ر|رات|ار|ري|رين)|معسكر\w*|مواقع|مخازن|عناصر|قيادي\w*|قادة|في|من|زعيم|مقاتل\w*|موكب|رتل|سيارة)\s*(?:\S+\s)?[\"«“]?(?:ل|ال)?$"
)


def _draft(
    part: Part,
    rule: str,
    kind: str,
    real: list[Trigger],
    read: roles.Roles,
    doers: tuple[str, ...],
    start: int,
    end: int,
    site: Any,
) -> Draft:
    draft = Draft(kind, start, end, rule, part, by=doers, real=real)
    draft.anchor = real[0].start
    draft.proof = [t.token for t in real]
    _place_of(draft, site, start, end)
    draft.weapons = roles.weapons(part, start, end) or roles.weapons(part, part.start, part.end)
    draft.killed, draft.wounded = roles.harm(part, start, end)
    draft.claimed_by = _ids(read.claimants)
    draft.blamed_on = _ids(read.blamed)
    draft.denied_by = _ids(read.deniers)
    named = [m for m in links(part, real, "actor", "person", "country") if m in read.victims]
    hit = [m for m in named if not roles.speaks(part.scene, m, real[0].start)]
    draft.target = roles.target(hit, start, end) or roles.target(hit, part.start, part.end)
    draft.status = _status(part, real, draft)
    draft.scope = scope(draft)
    draft.count = _number(part, real) if kind == "total" else None
    _narrow(draft, real, read)
    return draft


def _ids(mentions: list[Any]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(id for id in map(roles.actor_of, mentions) if id and roles.kinds().get(id) != "person")
    )


def _place_of(draft: Draft, site: Any, start: int, end: int) -> None:
    part = draft.part
    own = [m for m in (links(part, draft.real, "site") or part.of("site")) if start <= m.start < end]
    strong = [m for m in own if roles.sites()[m.id]["type"] in _STRONG_TYPES]
    convoys = [m for m in part.of("target") if m.id == "convoy"]
    provinces = part.of("province")
    if convoys and not strong:
        _convoy(draft, convoys[0], [m for m in provinces if start <= m.start < end] or provinces, own)
    elif own:
        chosen = (strong or own)[0]
        entry = roles.sites()[chosen.id]
        draft.site, draft.site_id, draft.country, draft.admin1 = (
            chosen,
            chosen.id,
            entry["country"],
            entry["admin1"],
        )
        draft.site_words = part.scene.text[chosen.start : chosen.end]
        draft.target_type = entry["type"]
        draft.proof.append(chosen)
    else:
        places = [m for m in part.of("province", "country") if m.type == "province" or m.id in HERE]
        if places:
            chosen = places[0]
            draft.site, draft.site_words = chosen, part.scene.text[chosen.start : chosen.end]
            draft.admin1 = chosen.id if chosen.type == "province" else None
            draft.country = roles.provinces()[chosen.id] if chosen.type == "province" else chosen.id
    kinds = [m.id for m in part.of("target") if m.id in _STRONG_TYPES]
    if draft.target_type in (None, "other") and kinds:
        draft.target_type = kinds[0]


def _convoy(draft: Draft, convoy: Any, provinces: list[Any], towns: list[Any]) -> None:
    draft.target_type = "convoy"
    draft.proof.append(convoy)
    near = provinces[0] if provinces else towns[0] if towns else None
    admin1 = None
    if near is not None:
        admin1 = near.id if near.type == "province" else roles.sites()[near.id]["admin1"]
    draft.site = near or convoy
    draft.site_words = draft.part.scene.text[draft.site.start : draft.site.end]
    if admin1:
        draft.site_id, draft.admin1, draft.country = f"convoy:{admin1}", admin1, roles.provinces()[admin1]


def _status(part: Part, real: list[Trigger], draft: Draft) -> str:
    if _denied(part, real):
        return "denied"
    if (
        part.tokens("foil", "foiling", "find")
        and not draft.claimed_by
        or all(t.mode == "attempt" for t in real)
    ):
        return "foiled"
    if draft.claimed_by and not draft.by:
        return "claimed"
    if draft.blamed_on or all(t.mode == "rumour" for t in real):
        return "alleged"
    return "reported"


def scope(draft: Draft) -> str:
    """Whether it counts: against the US or the Coalition here, or by them here."""
    part = draft.part
    actors = [m.id for m in part.of("actor")]
    ours = {*draft.by, *draft.claimed_by, *draft.blamed_on, draft.target}
    fought = {m.id for m in links(part, draft.real, "actor")} | ours
    abroad = [m for m in part.of("country") if m.id not in (*HERE, "US", "GB", "IR")]
    here = draft.country in HERE or any(m.id in HERE for m in part.of("country"))
    if draft.kind == "strike":
        if draft.by and draft.by[0] not in AMERICANS or "islamic-state" in actors:
            return "out"
        return "out" if abroad and not here else "in"
    if (
        "islamic-state" in fought
        or part.tokens("sea")
        or part.scene.has("turkish")
        or draft.site_id in _data()["turkish_sites"]
        or part.scene.has("same_group")
    ):
        return "out"
    entry = roles.sites().get(draft.site_id or "", {})
    if entry and entry["type"] in _STRONG_TYPES:
        return "in" if here else "out"
    if (
        draft.target in AMERICANS
        or any(id in AMERICANS for id in actors)
        or part.scene.has("american", "foreign")
    ):
        return "out" if abroad and not here else "in"
    if draft.target_type == "convoy":
        return "in"
    if (
        part.scene.has("oil")
        or part.tokens("police")
        or any(m.id in ("police", "energy", "building") for m in part.of("target"))
    ):
        return "out"
    if abroad and not here or draft.target_type == "base" and not entry:
        return "out"
    return "in"


def _narrow(draft: Draft, real: list[Trigger], read: roles.Roles) -> None:
    """The quotation: from the first word that made the statement to the last, not the whole part."""
    part = draft.part
    core = [t.token for t in real if draft.start <= t.start < draft.end]
    near = links(part, real, "site", "target", "weapon", "person", "province")
    leads = part.tokens("suffer", "exposure", "claim", "responsibility", "foil", "foiling")
    inside = [*core, *read.doers, *read.claimants, *read.blamed, *near]
    behind = [
        *part.tokens("wound", "wounding", "hurt", "kill", "killing", "dead", "loss"),
        *part.of("weapon"),
        *part.quantities(),
        *part.scene.within(part.scene.days, part.start, part.end),
    ]
    at = core[0].start if core else draft.start
    number = counted(part.scene, real[0]) if draft.kind == "total" else None
    if number is not None and number.start >= draft.start:
        inside.append(number)
    held = sorted(
        (
            thing
            for thing in (*inside, *(b for b in behind if b.start >= at))
            if draft.start <= thing.start < draft.end
        ),
        key=lambda thing: thing.start,
    )
    if not held:
        return
    start, end = at, at
    new = ("after", "before", "among") if draft.kind == "total" else ("after", "before")
    breaks = [t.start for t in part.tokens(*new) if t.start > at]
    for thing in held:
        if (
            thing.start >= at
            and thing not in core
            and (thing.start - end > _GAP or end > at and any(end <= b < thing.start for b in breaks))
        ):
            break
        end = max(end, thing.end)
    for thing in reversed([thing for thing in held if thing.start < at]):
        if start - thing.end > _GAP or part.scene.text.find("،", thing.end, start) >= 0 and thing in near:
            break
        start = thing.start
    start = min([start, *(t.start for t in leads if at - 160 < t.start < at)])
    comma = re.compile("[،,؛.؟!\n]").search(part.scene.text, end, min(end + _GAP, draft.end))
    draft.end = comma.start() if comma else draft.end if draft.end - end <= _GAP else end
    if core and draft.start == part.start:
        draft.start = start
    while draft.end > draft.start + 1 and part.scene.text[draft.end - 1].isspace():
        draft.end -= 1
    while draft.end < part.end and part.scene.text[draft.end] in '»"”)':
        draft.end += 1


_GAP = 60
