"""Truce acts: a truce word, what was done with it, and by whom.

The word may be a truce, a stop of attacks, a calm, a mediation, a time given. What was done stands beside it:
declared, ended, refused. Truces of other wars are none of ours.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.dating import words as times
from analysis.folding import fold
from analysis.grammar import roles
from analysis.grammar.force import Draft
from analysis.grammar.parts import AMERICANS
from analysis.grammar.scene import Scene
from analysis.grammar.words import FORCE, TRUCE, Token
from analysis.tokens import split

FOREIGN_FACTIONS = (
    "houthis",
    "islamic-state",
    "lebanese-hezbollah",
    "lebanese-factions",
    "palestinian-factions",
    "syrian-democratic-forces",
    "syrian-factions",
    "fatemiyoun",
    "pkk",
    "al-qaeda",
)
_NEAR, _NEAR_VERB = 4, 9
_FAR = 40
_ACTS = (
    "accuse",
    "deny",
    "denial",
    "reject",
    "rejection",
    "fail",
    "failure",
    "prevent",
    "violate",
    "violation",
    "end",
    "ending",
    "extend",
    "extension",
    "renew",
    "renewal",
    "hold",
    "commitment",
    "declare",
    "agreement",
    "grant",
    "deadline",
    "negotiate",
    "negotiation",
    "propose",
    "proposal",
    "attempt",
    "mediation",
    "demand",
    "stop",
    "calm",
    "condition",
    "begin",
    "resume",
    "resuming",
    "promise",
)
_DAYS = re.compile(r"^\S*?\s*(?:يوما?|ايام|أيام)")


@dataclass(slots=True)
class Act:
    """A truce act in the making."""

    act: str
    start: int
    end: int
    rule: str
    scene: Scene
    anchor: int
    status: str = "reported"
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()
    deadline_days: int | None = None
    denied_by: tuple[str, ...] = ()
    reach: tuple[int, int] = (0, 0)
    """Where its days may stand."""
    proof: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Topic:
    """What truce the article spoke of last: one of ours, or one elsewhere."""

    ours: bool = False
    elsewhere: bool = False
    civil: bool = False
    """Whether the truce is one between parties or tribes, of elections or trade."""
    made: bool = False
    """Whether the article has told of an act of ours."""


def _verbal(token: Token, classes: tuple[str, ...]) -> bool:
    sense = token.sense(*classes)
    return sense is not None and sense.pos == "v"


@dataclass(slots=True, eq=False)
class _Window:
    scene: Scene
    start: int
    end: int
    anchor: Token
    kind: str
    words: list[Token] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [t for t in self.scene.tokens if self.start <= t.start < self.end]

    def near(self, *classes: str) -> list[Token]:
        """Its words of the classes that stand just before the truce word."""
        return [
            t
            for t in self.all(*classes)
            if 0 <= self.anchor.n - t.n <= (_NEAR_VERB if _verbal(t, classes) else _NEAR)
        ]

    def all(self, *classes: str) -> list[Token]:
        """Its words of the classes."""
        return [t for t in self.scene.of(*classes) if self.start <= t.start < self.end]

    def earlier(self, *classes: str) -> bool:
        """Whether a word of the classes stands before the truce word."""
        return any(t.n < self.anchor.n for t in self.all(*classes))

    def mentions(self, *types: str) -> list[Any]:
        return [m for m in self.scene.mentions if m.type in types and self.start <= m.start < self.end]


def read(scene: Scene, topic: Topic) -> Iterator[Act]:
    """The truce acts that the sentence tells of. Notes in `topic` whose truce it spoke of."""
    anchors = list(_anchors(scene, topic))
    if not anchors:
        return
    americans = any(m.type == "actor" and m.id in AMERICANS for m in scene.mentions)
    topic.civil = not americans and (topic.civil or any(_civil(scene, token) for token, _ in anchors))
    if topic.civil:
        return
    if (
        not _ours(scene, topic)
        or scene.question
        or (scene.has("sport", "economy") and not any(_our_faction(m) for m in scene.mentions))
    ):
        return
    made: list[Act] = []
    factions = topic.made or any(_our_faction(m) for m in scene.mentions)
    for window in _windows(scene, anchors):
        act = _act(window)
        if (
            act is None
            or not factions
            and (act.act in ("proposed", "negotiated") or window.kind == "deadline")
        ):
            continue
        if _repeats(act, window, made):
            made[-1].end = max(made[-1].end, act.end)
        else:
            made.append(act)
            refusal = _refused(act, window)
            if refusal is not None:
                made.append(refusal)
            if act.rule == "attacks again after a truce" and _verb_after(window, "hold"):
                made.append(_lasted(act, window))
    if made:
        topic.ours = topic.made = True
    yield from made


def _civil(scene: Scene, anchor: Token) -> bool:
    """Whether the adjective says that it is no truce of arms."""
    return any(0 < t.n - anchor.n <= 2 for t in scene.of("civil"))


def _repeats(act: Act, window: _Window, made: list[Act]) -> bool:
    """Whether it only goes on with the act before: "a truce by which it stops its attacks"."""
    if not made:
        return False
    between = window.scene.text[made[-1].anchor : window.anchor.start]
    if window.kind == "talks" and window.anchor.has("mediation"):
        return True
    if window.kind == "resumed" and any(a.act in ("ended", "renewed") for a in made):
        return True
    if act.act == "ended" and made[-1].act == "ended":
        return True
    if (
        window.kind == "stop"
        and act.act in ("observed", "declared")
        and made[-1].act in ("declared", "proposed", "extended")
    ):
        return True
    return (act.act == made[-1].act or window.kind == "stop") and bool(re.search(r"(?:^|\s)أو\s", between))


def _refused(act: Act, window: _Window) -> Act | None:
    """The refusal of what was proposed, where the same sentence goes on to tell it."""
    if act.act != "proposed":
        return None
    later = [t for t in window.scene.of("reject", "rejection") if t.n > window.anchor.n]
    if not later:
        return None
    comma = window.scene.text.rfind("،", window.anchor.end, later[0].start)
    act.end = min(act.end, comma if comma > 0 else later[0].start)
    whom = [
        m
        for m in window.scene.mentions
        if m.type == "actor" and roles.faction(m.id) and -60 <= m.start - later[0].end <= 40
    ]
    end = max([later[0].end, *(m.end for m in whom)])
    return Act(
        "rejected",
        act.start,
        end,
        "proposal refused",
        window.scene,
        later[0].start,
        parties=tuple(dict.fromkeys(m.id for m in whom)) or act.parties,
        proof=[window.anchor, later[0]],
    )


def _lasted(act: Act, window: _Window) -> Act:
    """The truce itself, where the sentence says how long it held before it ended."""
    hold = next(t for t in window.all("hold") if t.n > window.anchor.n)
    later = [
        thing.end
        for thing in (*window.scene.days, *window.scene.quantities)
        if 0 <= thing.start - hold.end <= 12
    ]
    end = max([hold.end, *later])
    return Act(
        "observed",
        window.anchor.start,
        end,
        "truce lasted",
        window.scene,
        window.anchor.start,
        parties=act.parties,
        reach=(window.anchor.start, end),
        proof=[window.anchor, hold],
    )


def _anchors(scene: Scene, topic: Topic) -> Iterator[tuple[Token, str]]:
    if not scene.has(*TRUCE):
        return
    tokens = [t for t in scene.tokens if t.word.classes]
    for n, token in enumerate(tokens):
        if token.word.classes.isdisjoint(TRUCE):
            continue
        following = tokens[n + 1 : n + 4]
        if token.has("truce"):
            yield token, "truce"
        elif (
            token.has("stop")
            and not _COMMENT.match(scene.text, token.start)
            and any(
                f.n <= token.n + 3
                and f.has("attack", "hitting", "operation", "activity", "launching", "raid", "blow")
                or _rockets(scene, token)
                for f in following or [token]
            )
        ):
            yield token, "stop"
        elif token.has("calm") and any(
            t.has("hold") and -9 <= t.n - token.n <= 4 for t in tokens[max(n - 9, 0) : n + 4]
        ):
            yield token, "calm"
        elif token.has("mediation") and any(
            t.has("reject", "rejection", "deny") for t in tokens[max(n - 3, 0) : n]
        ):
            yield token, "mediation"
        elif (
            token.has("mediation")
            and topic.ours
            and any(f.n <= token.n + 3 and f.has("talk", "negotiate", "hold") for f in following)
        ):
            yield token, "talks"
        elif token.has("deadline", "grant"):
            yield token, "deadline"
        elif token.has("promise") and _spares(tokens[n + 1 : n + 7]):
            yield token, "promise"
        elif (
            token.has("extension", "renewal")
            and topic.ours
            and any(s.definite for s in token.word.senses)
            and not any(f.has("truce", "stop", "deadline") for f in following)
            and any(t.has("reject", "accept") for t in tokens[max(n - 3, 0) : n])
        ):
            yield token, "truce"
        elif (
            topic.ours
            and token.has("agreement", "negotiation", "proposal")
            and any(t.has("deny", "denial") for t in tokens[max(n - 5, 0) : n])
            and _OF_THE_KIND.search(scene.text, max(token.start - 6, scene.start), token.end + 20)
        ):
            yield token, "denial"
        elif (
            token.has("agreement")
            and topic.ours
            and any(t.has("provide") for t in tokens[max(n - 3, 0) : n + 5])
        ):
            yield token, "terms"
        elif (
            token.has("resuming", "restart")
            and any(
                f.n <= token.n + 3 and f.has("attack", "hitting", "operation", "activity") for f in following
            )
            and (any(t.has("truce", "announce") for t in tokens) or _at_americans(scene, token))
        ):
            yield token, "resumed"
        elif (
            topic.ours
            and token.has("that_way")
            and any(t.has("attempt", "proposal", "negotiation") for t in tokens[max(n - 5, 0) : n])
        ):
            yield token, "again"
        elif (
            token.has("negotiation")
            and any(t.has("talk", "negotiate") and t.n <= token.n + 2 for t in following)
            and (topic.ours or any(t.has("truce") for t in tokens))
        ):
            yield token, "talks"


# "A comment on the attacks" is written like their suspension.
_COMMENT = re.compile(r"تعليق\S*\s(?:على|حول|بشأن|عن)\s")
# What is denied is what was told: "any agreement", "an offer of this kind".
_OF_THE_KIND = re.compile(r"(?:أي|أيّ|أية)\s|من هذا (?:النوع|القبيل)")


def _at_americans(scene: Scene, token: Token) -> bool:
    """Whether a faction stands before the word and the Americans behind it."""
    if any(sense.prefix for sense in token.word.senses):
        return False
    return any(_our_faction(m) and m.end <= token.start for m in scene.mentions) and any(
        m.type == "actor" and m.id in AMERICANS and 0 < m.start - token.end < 50 for m in scene.mentions
    )


def _rockets(scene: Scene, token: Token) -> bool:
    return any(m.type == "weapon" and 0 <= m.start - token.end <= 4 for m in scene.mentions)


def _spares(following: Sequence[Token]) -> bool:
    """Whether a promise is one not to attack."""
    no = next((n for n, t in enumerate(following) if t.has("no")), None)
    return no is not None and any(t.has(*FORCE) for t in following[no + 1 : no + 3])


def _our_faction(mention: Any) -> bool:
    return mention.type == "actor" and roles.faction(mention.id) and mention.id not in FOREIGN_FACTIONS


def _ours(scene: Scene, topic: Topic) -> bool:
    actors = [m.id for m in scene.mentions if m.type == "actor"]
    factions = any(roles.faction(id) and id not in FOREIGN_FACTIONS for id in actors)
    elsewhere = (
        any(_elsewhere(scene, m) for m in scene.mentions) or scene.has("place_truce") and not topic.ours
    )
    if factions:
        topic.ours = True
        return True
    if elsewhere:
        topic.elsewhere, topic.ours = True, False
        return False
    if topic.elsewhere and not topic.ours:
        return False
    concerned = any(id in AMERICANS or id in ("iraqi-government",) for id in actors)
    iraqi = any(m.type == "country" and m.id in ("IQ", "US") for m in scene.mentions)
    return concerned or iraqi or topic.ours


_GO_BETWEEN = re.compile(r"(?:وساط|وسطاء|ضمان|تدخل|أطراف|اطراف|حوار)")


def _elsewhere(scene: Scene, mention: Any) -> bool:
    """Whether the mention is of a country that is neither ours nor only a go-between."""
    if mention.type == "actor":
        return mention.id in FOREIGN_FACTIONS or mention.id == "israel"
    if mention.type != "country" or mention.id in ("IQ", "US", "IR", "GB", "SY", "JO"):
        return False
    return not _GO_BETWEEN.search(scene.text, max(scene.start, mention.start - 40), mention.start)


def _windows(scene: Scene, anchors: list[tuple[Token, str]]) -> Iterator[_Window]:
    bounds = [scene.start, *(t.start for t in scene.tokens if t.has("turn") or t.text in "؛;"), scene.end]
    last_end = scene.start
    for n, (anchor, kind) in enumerate(anchors):
        start = max(max(b for b in bounds if b <= anchor.start), last_end)
        end = min(b for b in bounds if b > anchor.start)
        if n + 1 < len(anchors) and anchors[n + 1][0].start < end:
            end = _between(scene, anchor, anchors[n + 1][0], end)
        last_end = end if end > start else last_end
        yield _Window(scene, start, end, anchor, kind)


def _between(scene: Scene, one: Token, other: Token, end: int) -> int:
    """Where the words of the second truce word begin: at its first act word behind a comma or "and"."""
    commas = [t.start for t in scene.tokens if one.end <= t.start < other.start and t.text in "،,"]
    if commas:
        return commas[-1]
    verbs = [
        t.start
        for t in scene.tokens
        if one.end <= t.start <= other.start and any(s.joined for s in t.word.senses)
    ]
    return verbs[0] if verbs else other.start


def _act(window: _Window) -> Act | None:
    if _unreal(window):
        return None
    decided = _decide(window)
    if decided is None:
        return None
    act, rule = decided
    used = [window.anchor, *window.all(*_ACTS)]
    mentions = window.mentions("actor", "person", "country")
    held = [*used, *mentions, *window.scene.within(window.scene.days, window.start, window.end)]
    start = max(window.start, min(thing.start for thing in used))
    for thing in sorted((m for m in mentions if m.end <= start), key=lambda m: -m.end):
        if start - thing.end <= _FAR:
            start = thing.start
        break
    end = min(window.end, max(thing.end for thing in held))
    made = Act(act, start, end, rule, window.scene, window.anchor.start, proof=[*used, *mentions])
    made.reach = window.start, window.end
    _fill(made, window, mentions)
    return made


def _unreal(window: _Window) -> bool:
    """Whether the truce or the act is only threatened, imagined or asked about."""
    before = [t for t in window.words if t.n < window.anchor.n]
    if any(
        (t.word.future or t.has("if", "question", "maybe", "threat", "plan", "usually"))
        and not t.has("promise")
        and not any(later.has("after", "which") for later in before if later.n > t.n)
        for t in before
    ):
        return True
    if window.kind != "promise" and _negated(window, before) and not _none_wanted(window):
        return True
    following = [t for t in window.words if 0 < t.n - window.anchor.n <= 2]
    return any(t.has("maybe", "wordy", "civil") for t in following)


def _negated(window: _Window, before: list[Token]) -> bool:
    """Whether it is said that there was none: "without announcing a truce", but not "refused"."""
    acts = [t.n for t in before if t.has(*_ACTS)] + [window.anchor.n]
    none = [
        t
        for t in before
        if t.has("no")
        and not t.text.endswith("غير")
        and any(0 < n - t.n <= (4 if t.text.endswith(("دون", "عدم")) else 2) for n in acts)
    ]
    return bool(none) and not any(t.has("prevent", "deny", "reject", "rejection", "promise") for t in before)


def _none_wanted(window: _Window) -> bool:
    """ "No truce with …", said by a faction."""
    last = [t for t in window.words if t.n == window.anchor.n - 1]
    return bool(last) and last[0].text.endswith("لا") and any(_our_faction(m) for m in window.scene.mentions)


def _decide(window: _Window) -> tuple[str, str] | None:
    """The act, and the rule that says so. The outermost word counts: who denies an end has denied."""
    earlier = window.earlier
    if window.kind == "again" and earlier("deny", "denial", "no"):
        return None
    if window.kind == "denial":
        return "denied", "offer or agreement denied"
    if window.kind == "promise":
        return "declared", "promise not to attack"
    if window.kind == "resumed":
        return "ended", "attacks resumed"
    if window.kind == "talks":
        return "negotiated", "talks on a truce"
    if window.kind == "terms":
        return "declared", "terms of an agreement"
    if earlier("deny", "denial"):
        return "denied", "truce denied"
    if earlier("reject", "rejection") or window.kind == "truce" and _none_wanted(window):
        return "rejected", "truce refused"
    if (earlier("negotiation", "negotiate") and not earlier("agreement")) and _meant(window):
        return "negotiated", "talks on a truce"
    if earlier("fail", "failure", "prevent"):
        return (
            ("proposed", "attempt at a truce failed")
            if earlier("attempt", "proposal")
            else ("negotiated", "talks on a truce failed")
        )
    if window.near("violate", "violation"):
        return "violated", "truce broken"
    if window.near("end", "ending") or _verb_after(window, "end"):
        return "ended", "truce ended"
    if window.near("extend", "extension") or _verb_after(window, "extend"):
        return "extended", "truce extended"
    if window.kind == "deadline":
        return _deadline(window)
    if earlier("resume", "resuming") and earlier("hitting", "attack") and window.near("after"):
        return "ended", "attacks again after a truce"
    if window.near("renew", "renewal"):
        return "renewed", "truce renewed"
    if earlier("commitment", "committed"):
        return "observed", "truce kept"
    if window.kind == "calm":
        return "observed", "calm"
    if window.kind == "stop" and earlier("succeed"):
        return "declared", "factions won over to stop"
    if window.kind == "stop" and not earlier(
        "attempt", "negotiation", "negotiate", "proposal", "demand", "agreement", "persuade"
    ):
        return _stopped(window)
    if window.kind == "again":
        return "proposed", "attempt at the same"
    return _of_truce(window)


def _meant(window: _Window) -> bool:
    """Whether the act is only what the talks are for: "talks to extend the truce"."""
    near = window.near("extend", "extension", "renew", "renewal", "end", "ending")
    return any(s.prefix == "ل" for t in near for s in t.word.senses)


def _of_truce(window: _Window) -> tuple[str, str] | None:
    earlier = window.earlier
    if earlier("accept") and earlier("propose", "proposal") or earlier("succeed"):
        return "declared", "truce accepted"
    if any(0 < t.n - window.anchor.n <= 12 for t in window.all("standing")):
        return "observed", "truce in force"
    if earlier("condition"):
        return "declared", "condition of a truce"
    if earlier("propose", "demand", "attempt", "proposal") and not earlier("agreement", "declare"):
        return "proposed", "truce proposed"
    if window.near("agreement") and earlier("hold"):
        return "negotiated", "understandings on a truce go on"
    if earlier("declare", "agreement"):
        return "declared", "truce declared"
    if earlier("negotiate", "negotiation"):
        return "negotiated", "talks on a truce"
    if _verb_after(window, "hold") or earlier("hold"):
        return "observed", "truce in force"
    if _verb_after(window, "declare"):
        return "declared", "truce declared"
    if window.near("enter"):
        return "declared", "truce entered"
    return None


def _stopped(window: _Window) -> tuple[str, str] | None:
    """A stop of attacks: declared where somebody says that he stops, else simply observed."""
    if window.earlier("declare", "speech"):
        return "declared", "stop of attacks declared"
    sense = window.anchor.sense("stop")
    if sense is not None and sense.prefix:
        return None
    return "observed", "attacks stopped"


def _deadline(window: _Window) -> tuple[str, str] | None:
    concerned = [m for m in window.scene.mentions if m.type in ("actor", "person")]
    if not concerned:
        return None
    if any(t.has("fail", "end", "ending") for t in window.scene.tokens if t.n > window.anchor.n):
        return "ended", "time given ran out"
    return "declared", "time given"


def _verb_after(window: _Window, cls: str) -> bool:
    return any(
        0 < t.n - window.anchor.n <= _NEAR and any(s.pos == "v" for s in t.word.senses if s.cls == cls)
        for t in window.all(cls)
    )


def _fill(made: Act, window: _Window, mentions: list[Any]) -> None:
    text = window.scene.text
    factions = [
        m.id for m in mentions if m.type == "actor" and roles.faction(m.id) and m.id not in FOREIGN_FACTIONS
    ]
    mediators, guarantors = [], []
    for mention in mentions:
        before = text[max(window.start, mention.start - 40) : mention.start]
        actor = mention.id if mention.type in ("actor", "person") else roles.actor_of(mention)
        if actor and re.search(r"(?:بوساطة|وساطة|توسط)[^،.]*$", before):
            mediators.append(actor)
        if actor and re.search(r"(?:ضمانة|بضمان|ضمانات)[^،.]*$", before):
            guarantors.append(actor)
    parties = list(dict.fromkeys(factions)) or ["iraqi-factions"]
    if re.search(r"بين\s", text[made.start : made.end]):
        parties += [
            id
            for id in (("us-forces" if m.id in ("US",) else m.id) for m in mentions)
            if id in ("us-forces", "us-government", "iraqi-government")
        ]
    made.parties = tuple(dict.fromkeys(p for p in parties if p not in mediators))
    made.mediators, made.guarantors = tuple(dict.fromkeys(mediators)), tuple(dict.fromkeys(guarantors))
    made.deadline_days = _term(made, window)
    if made.act == "violated" and window.all("accuse"):
        made.status = "alleged"
    if made.act == "denied":
        made.status = "denied"
        made.denied_by = tuple(dict.fromkeys([m.id for m in mentions if m.type == "actor"][:1]))


def without(act: Act, strikes: Sequence[Draft]) -> tuple[str, ...]:
    """The act's parties but those named only as whom a strike in its sentence hit, if a faction is left."""
    left = tuple(party for party in act.parties if not _only_struck(party, act.scene, strikes))
    return left if any(map(roles.faction, left)) else act.parties


def _only_struck(party: str, scene: Scene, strikes: Sequence[Draft]) -> bool:
    hit = [strike for strike in strikes if strike.target == party]
    named = [m for m in scene.mentions if m.id == party]
    return bool(hit) and all(any(s.start <= m.start < s.end for s in hit) for m in named)


_LENGTHS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365}


def _term(made: Act, window: _Window) -> int | None:
    """The time given, in days: "four months", "two months" in one word, "for a month". Twelve are a year."""
    if made.act == "observed":
        return None
    text, around = window.scene.text, times.lexicon().around
    cut = split(fold(text[made.start : window.end]))
    for token in times.tokens(cut):
        if token.kind != "unit" or token.value.name not in _LENGTHS:
            continue
        if token.value.definite or token.value.construct:
            continue  # "the last two months", "the months of August and September"
        start = made.start + cut.folded.starts[token.outer]
        counted = [q for q in window.scene.quantities if q.end <= start and not text[q.end : start].strip()]
        before = fold(text[window.scene.start : counted[0].start if counted else start]).text.split()
        said = bool(around["length_before"].intersection(before[-1:]))
        if not said and around["length_back"].intersection(re.sub("^[وف]", "", word) for word in before[-3:]):
            continue  # "about two months ago"
        if counted:
            number = counted[0].best
        else:
            said = said or token.value.number == 2
            number = token.value.number if said and token.value.number < 3 else None
        if number is not None:
            days = _LENGTHS[token.value.name]
            return 365 if (number, days) == (12, 30) else int(number) * days
    return None
