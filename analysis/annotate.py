"""The machine's reading of an article: its statements, as a reviewer would otherwise have to write them.

The text is folded once. Names, quantities, days and page chrome are found in it; the grammar then reads it
sentence by sentence, and what one sentence leaves open is taken from what the article said before.
"""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis import chrome as furniture
from analysis import dates, names, quantities, sentences, tokens
from analysis.articles import Article, Chrome, Published
from analysis.dates import DateSpan
from analysis.folding import fold
from analysis.grammar import force, roles, truces, words
from analysis.grammar.force import Draft
from analysis.grammar.scene import Scene, scenes
from analysis.grammar.truces import Act
from analysis.names import Mention
from analysis.quantities import Quantity
from analysis.statements import Days, Site, Statement, make_id
from analysis.statements import to_json as statement_to_json

_LONGEST = 2000
SAYS = ("speech", "claim", "blame", "deny", "condemn", "threat", "demand", "negotiate")
_DOES = (
    "hit",
    "fall",
    "launch",
    "suffer",
    "explode",
    "light",
    "attack",
    "hitting",
    "blow",
    "raid",
    "strike_at",
    "falling",
    "launching",
    "foil",
    "occur",
    "begin",
    "blast",
    "wound",
    "kill",
)


@dataclass(frozen=True, slots=True)
class Because:
    """Words at [start, end) that a statement rests on; `type` is their class in lexicon/events.yml, or the
    type of the mention."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement was made: the rule's name, and the words that it rests on."""

    rule: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine reads in an article. `reasons` stand in the order of the statements."""

    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    chrome: tuple[Chrome, ...]
    published: Published | None
    days: tuple[DateSpan, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class _Story:
    """What the article has told so far: the last site, and the days of what happened at each."""

    site: Draft | None = None
    last: Draft | None = None
    strike: Draft | None = None
    at: dict[str, Draft] = field(default_factory=dict)
    days_of: tuple[int, Days] | None = None
    """The sentence that last dated something, by its number, and the days."""
    faction: str | None = None
    days: dict[str, Days] = field(default_factory=dict)


def annotate(article: Article, explain: bool = False) -> Reading:
    """Read an article. Takes any text; with `explain` the reading says why each statement was made."""
    folded = fold(article.text)
    cut = tokens.split(folded)
    chrome = article.chrome or furniture.find_folded(folded)
    published = article.published or dates.publication_folded(folded)
    given = (published.first, published.last) if published else None
    found = names.find_folded(folded)
    days = dates.find_in(cut, given)
    numbers = quantities.find_in(cut)
    tokenized = words.tokens(cut)
    concerned = _concerned(found, tokenized)
    spans = list(_pieces(article.text, _own(sentences.split(article.text), chrome)))
    story, topic = _Story(), truces.Topic()
    made: list[tuple[Statement, Draft | Act]] = []
    for scene in scenes(article.text, spans, tokenized, found, numbers, days):
        scene.told = story.site is not None
        forces, acts = list(force.read(scene)), list(truces.read(scene, topic))
        strikes = [draft for draft in forces if draft.kind == "strike"]
        for act in acts:
            act.parties = truces.without(act, strikes)
        drafts: list[Draft | Act] = [*forces, *acts]
        for draft in sorted(drafts, key=lambda d: (d.start, d.end)):
            statement = (
                _force(draft, story, article, published)
                if isinstance(draft, Draft)
                else _truce(draft, article, published)
            )
            if statement is not None and not statement.quote.strip():
                continue  # two places at one spot: nothing is left to quote
            if statement is not None and not concerned:
                statement = dataclasses.replace(statement, scope="out")
            if statement is not None:
                made.append((statement, draft))
    statements = _numbered([statement for statement, _ in made], article)
    reasons = tuple(_reason(draft) for _, draft in made) if explain else ()
    return Reading(
        tuple(statements), tuple(found), tuple(chrome), published, tuple(days), tuple(numbers), reasons
    )


def _concerned(found: Sequence[Mention], tokenized: Sequence[words.Token]) -> bool:
    """Whether the article names whom or what this is about: the factions, the forces that they hit, Iraq, a
    place or a person of the lexicon. Where it names none, or only a place while it speaks of another war or
    of sport, it tells of something else."""
    elsewhere = sum(token.has("other_war", "sport") for token in tokenized) >= _MUCH
    named = False
    for mention in found:
        if mention.type == "actor" and (
            mention.id in _FORCES or roles.faction(mention.id) and mention.id not in truces.FOREIGN_FACTIONS
        ):
            return True
        if mention.type == "site" and roles.sites()[mention.id]["type"] in ("base", "embassy"):
            return True
        if mention.type in ("site", "province", "person") or mention.type == "country" and mention.id == "IQ":
            named = True
    return named and not elsewhere


_FORCES = ("us-forces", "coalition", "us-interests")
# So many words of another war or of sport are its subject.
_MUCH = 4


def to_json(reading: Reading, article: Article) -> dict[str, Any]:
    """The reading as the object that `python -m analysis annotate` prints."""
    text = article.text
    published = reading.published
    found: list[dict[str, Any]] = [
        {"start": m.start, "end": m.end, "type": m.type, "id": m.id, "words": m.words}
        for m in reading.mentions
    ]
    for type, spans in (("date", reading.days), ("quantity", reading.quantities)):
        found += [{"start": s.start, "end": s.end, "type": type, "id": None, "words": s.words} for s in spans]
    statements = [statement_to_json(statement) for statement in reading.statements]
    for statement, reason in zip(statements, reading.reasons, strict=False):
        statement["rule"] = reason.rule
        statement["because"] = [
            {"start": b.start, "end": b.end, "type": b.type, "words": text[b.start : b.end]}
            for b in reason.because
        ]
    return {
        "article": article.id,
        "published": published
        and {
            "first": published.first.isoformat(),
            "last": published.last.isoformat(),
            "basis": published.basis,
            "words": published.words,
            "start": published.start,
            "end": published.end,
        },
        "statements": statements,
        "mentions": sorted(found, key=lambda m: (m["start"], m["end"])),
        "chrome": [{"start": c.start, "end": c.end, "why": c.why} for c in reading.chrome],
    }


def _own(spans: Sequence[tuple[int, int]], chrome: Sequence[Chrome]) -> Iterator[tuple[int, int]]:
    """The sentences without what of them is page chrome."""
    n = 0
    for start, end in spans:
        while n < len(chrome) and chrome[n].end <= start:
            n += 1
        at = n
        while at < len(chrome) and chrome[at].start < end:
            if start < chrome[at].start:
                yield start, chrome[at].start
            start = max(start, chrome[at].end)
            at += 1
        if start < end:
            yield start, end


def _pieces(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences, those that are far too long cut at a comma or a space: nobody writes them."""
    for start, end in spans:
        while end - start > _LONGEST:
            cut = text.rfind("،", start + _LONGEST // 2, start + _LONGEST) + 1
            cut = cut or text.rfind(" ", start + _LONGEST // 2, start + _LONGEST) + 1 or start + _LONGEST
            yield start, cut
            start = cut
        yield start, end


def _numbered(found: list[Statement], article: Article) -> list[Statement]:
    """The statements with their ids: those of one kind on one quotation are counted."""
    seen: dict[tuple[str, str], int] = {}
    out = []
    for statement in found:
        key = statement.kind, statement.quote
        seen[key] = seen.get(key, -1) + 1
        out.append(
            dataclasses.replace(statement, id=make_id(article.id, key[0], _writable(key[1]), seen[key]))
        )
    return out


def _writable(quote: str) -> str:
    """The quotation as bytes can hold it: a lone surrogate cannot be written."""
    return quote.encode("utf-8", "replace").decode("utf-8")


def _reason(draft: Draft | Act) -> Reason:
    found = {(thing.start, thing.end): _type(thing) for thing in draft.proof}
    return Reason(draft.rule, tuple(Because(*span, type) for span, type in sorted(found.items())))


def _type(thing: Any) -> str:
    return thing.type if isinstance(thing, Mention) else thing.word.senses[0].cls


def _force(draft: Draft, story: _Story, article: Article, published: Published | None) -> Statement | None:
    scene = draft.part.scene
    if draft.site_id is None:
        _inherit(draft, story)
    _again(draft, story)
    _claimed(draft, story)
    start, end = _begun(article.text, draft.start), draft.end
    days = _days_of(draft, scene)
    if days is None and draft.site_id and draft.site_id in story.days:
        days = _inferred(story.days[draft.site_id])
    elif days is None and draft.kind != "total" and story.days_of and _then(draft, story):
        days = _inferred(story.days_of[1])
    elif days is not None and draft.site_id and draft.kind != "total":
        story.days.setdefault(draft.site_id, days)
    site = None
    if draft.site_id or draft.country or draft.admin1:
        entry = roles.sites().get(draft.site_id or "", {})
        name = entry.get("en")
        site = Site(draft.site_id, name, draft.country, draft.admin1, draft.site_words)
    if days is not None and draft.kind != "total":
        story.days_of = scene.n, days
    if draft.site_id or draft.admin1:
        story.site = draft
    if draft.kind != "total":
        story.last = draft
    if draft.kind == "strike":
        story.strike = draft
    if draft.site_id and draft.kind != "total":
        story.at.setdefault(draft.site_id, draft)
    return Statement(
        id="",
        article=article.id,
        kind=draft.kind,
        status=draft.status,
        scope=draft.scope,
        start=start,
        end=end,
        quote=article.text[start:end],
        date=days or Days(),
        site=site,
        by=draft.by,
        target=draft.target,
        target_type=draft.target_type,
        weapons=draft.weapons,
        killed=draft.killed,
        wounded=draft.wounded,
        claimed_by=draft.claimed_by,
        blamed_on=draft.blamed_on,
        denied_by=draft.denied_by,
        speaker=_speaker(scene, start),
        what="attacks" if draft.kind == "total" else None,
        count=draft.count,
        period=Days(days.first, days.last) if days and draft.kind == "total" else Days(),
        counter=None,
    )


def _the_base(draft: Draft) -> bool:
    """Whether "the base" is hit, the one that was told of before."""
    text = draft.part.scene.text
    return any(
        m.id in ("base", "airport", "embassy") and text[m.start - 2 : m.start] == "ال"
        for m in draft.part.of("target")
        if m.start >= draft.start
    )


def _inferred(known: Days) -> Days:
    """The days of what was told before, for what happened then."""
    return dataclasses.replace(known, basis="inferred", conflict=None)


def _then(draft: Draft, story: _Story) -> bool:
    """Whether it happened when what was told before did: in one sentence, or "hours later"."""
    scene = draft.part.scene
    if story.days_of is None:
        return False
    if story.days_of[0] == scene.n:
        return not any(t.has("before", "formerly") for t in scene.tokens if t.start < draft.start)
    return bool(_SOON.search(scene.text, scene.start, scene.end))


_SOON = re.compile(
    r"بعد (?:\S+ )?(?:ساعات|ساعة|دقائق|ساعتين)|(?:اليوم|الليلة|المساء) (?:ذات|نفس)\S+|وقت لاحق|بعد ذلك"
)


def _again(draft: Draft, story: _Story) -> None:
    """ "The strike on al-Qaim left …": known force at a place is that which was told of there."""
    known = story.at.get(draft.site_id or "")
    if known is None or draft.by or not _known(draft):
        return
    if {draft.kind, known.kind} == {"attack", "strike"}:
        draft.kind, draft.by, draft.target, draft.scope = known.kind, known.by, known.target, known.scope


def _claimed(draft: Draft, story: _Story) -> None:
    """Who speaks of "our fighters" claims it: the faction named last, in this sentence or before."""
    scene = draft.part.scene
    named = [m for m in scene.mentions if m.type == "actor" and m.start < draft.end and roles.faction(m.id)]
    if named:
        story.faction = str(named[-1].id)
    own = [t for t in scene.of("own_fighters") if draft.part.start <= t.start < draft.end]
    if not own or draft.kind != "attack" or draft.claimed_by or draft.denied_by or not story.faction:
        return
    draft.claimed_by, draft.status, draft.by = (story.faction,), "claimed", ()
    draft.target = None if draft.target == story.faction else draft.target


def _known(draft: Draft) -> bool:
    """Whether its first word of force is one that the reader knows by now: "the shelling"."""
    sense = draft.real[0].token.sense(draft.real[0].cls) if draft.real else None
    return sense is not None and sense.definite and sense.number != "p"


def _told_of(draft: Draft) -> bool:
    """Whether it goes on with what was told: "the shelling", without a place or a victim of its own."""
    if draft.kind == "total" or not _known(draft):
        return False
    first = draft.real[0].token
    results = any(0 < t.n - first.n <= 4 for t in draft.part.scene.of("result", "hit"))
    return not draft.site_id and (results or not (draft.target or draft.by or draft.admin1))


def _another(draft: Draft, last: Draft) -> bool:
    """Whether it names who struck whom, and what was told last was no strike: "the American shelling"."""
    return draft.kind == "strike" and bool(draft.by) and draft.target is not None and last.kind != "strike"


# Rules that can rest on a place that was named in a sentence before.
_TOLD = ("fell on", "hit by a weapon", "fired at", "device exploded", "attack foiled")


def _inherit(draft: Draft, story: _Story) -> None:
    """Where the words name no place of their own: that of the sentence, or the one told of before."""
    if story.last is not None and _told_of(draft) and not _another(draft, story.last):
        last = story.last
        if roles.faction(draft.target) or roles.faction(_speaker(draft.part.scene, draft.start)):
            last = story.strike or last
        draft.kind, draft.scope, draft.by, draft.target = last.kind, last.scope, last.by, last.target
        draft.site_id, draft.country, draft.admin1 = last.site_id, last.country, last.admin1
        draft.site_words, draft.target_type = last.site_words, last.target_type
        return
    sites = [m for m in draft.part.scene.mentions if m.type == "site" and m.end <= draft.part.start]
    if sites and not draft.admin1:
        entry = roles.sites()[sites[-1].id]
        draft.site_id, draft.country, draft.admin1 = sites[-1].id, entry["country"], entry["admin1"]
        draft.site_words = draft.part.scene.text[sites[-1].start : sites[-1].end]
        draft.target_type = draft.target_type or entry["type"]
        draft.scope = force.scope(draft)
    elif (
        story.site is not None
        and (draft.rule in _TOLD or _the_base(draft))
        and not draft.admin1
        and (not draft.country or _the_base(draft) and draft.country == story.site.country)
        and draft.kind != "total"
    ):
        last = story.site
        draft.site_id, draft.country, draft.admin1 = last.site_id, last.country, last.admin1
        draft.site_words, draft.target_type = last.site_words, draft.target_type or last.target_type
        draft.scope = last.scope
        if (
            not draft.by
            and not draft.claimed_by
            and not draft.blamed_on
            and {draft.kind, last.kind} == {"attack", "strike"}
        ):
            draft.kind, draft.by = last.kind, last.by


def _truce(act: Act, article: Article, published: Published | None) -> Statement | None:
    scene = act.scene
    spans = [d for d in scene.days if act.reach[0] <= d.start < act.reach[1]]
    if act.act in _DONE_THEN:  # "since" dates the truce, not what became of it
        spans = [d for d in spans if not d.words.lstrip("و").startswith("منذ")]
    nearest = min(spans, key=lambda d: abs(d.start - act.anchor), default=None)
    days = _days(nearest, act.start, act.end) if nearest else None
    if days and days.first and published and days.first > published.last and act.act in ("ended", "violated"):
        return None  # what is to end has not ended
    start, end = _begun(article.text, act.start), act.end
    return Statement(
        id="",
        article=article.id,
        kind="truce",
        status=act.status,
        scope="in",
        start=start,
        end=end,
        quote=article.text[start:end],
        date=days or Days(),
        act=act.act,
        parties=act.parties,
        mediators=act.mediators,
        guarantors=act.guarantors,
        deadline_days=act.deadline_days,
        denied_by=act.denied_by,
        speaker=_speaker(scene, end),
    )


def _begun(text: str, start: int) -> int:
    """The start of the words: ل melts into the article behind it, so a name may begin in a word's middle."""
    return start - 1 if start and text[start - 1 : start + 1] == "لل" else start


_DONE_THEN = ("violated", "ended", "extended", "rejected", "denied")


def _days(span: DateSpan, start: int, end: int) -> Days:
    return Days(
        span.first,
        span.last,
        span.basis if span.first else None,
        span.words,
        span.start,
        span.end,
        span.conflict,
    )


def _days_of(draft: Draft, scene: Scene) -> Days | None:
    """The days that belong to the force and not to who speaks of it."""
    part = draft.part
    inside = [d for d in scene.days if part.start <= d.start < part.end]
    own = [d for d in inside if not _of_speech(scene, d, draft)]
    if not own and draft.kind != "total":
        own = [d for d in scene.days if d.end <= part.start and not _of_speech(scene, d, draft)]
    if not own:
        own = [d for d in inside if _announces(scene, d, draft)]
    if not own:
        return None
    best = min(
        own,
        key=lambda d: (
            d.first is None,
            abs(d.start - draft.anchor) if d.start > draft.anchor else 2 * (draft.anchor - d.end),
        ),
    )
    return _days(best, draft.start, draft.end)


def _of_speech(scene: Scene, span: DateSpan, draft: Draft) -> bool:
    """Whether the nearest verb before the day is one of speech, claim or blame."""
    before = [t for t in scene.of(*SAYS, *_DOES) if t.end <= span.start]
    if not before:
        return False
    last = before[-1]
    return last.has(*SAYS) and not last.has("attack", "hitting", "hit")


def _announces(scene: Scene, span: DateSpan, draft: Draft) -> bool:
    """Whether who acts announces it, so that the day of the news is the day of the deed."""
    return any(t.end <= span.start for t in scene.of("speech"))


def _speaker(scene: Scene, at: int) -> str | None:
    """Who says it, as far as the sentence names somebody with a verb of speech."""
    named = (m for token, m in roles.speakers(scene) if token.start < at and m.type in ("actor", "person"))
    return next((str(mention.id) for mention in named), None)
