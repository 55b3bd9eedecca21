"""Facts: named numbers and phrases for the prose, each computed from the tables and tied to its statements.

A name says what it is about and what of it: `attacks-listed`, `article-003.published`,
`conoco-2024-07-26.munitions`, `2024-february.duration`, `s-003-531f5f.days`. The families below make a
fact of everything that prose may want to state, so that a writer never types a number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from analysis import agreement, choices, codings, events, labels, lexicon, reviews, wording
from analysis.corpus import Corpus
from analysis.statements import MACHINE, Count, Statement


@dataclass(frozen=True)
class Fact:
    """One named number or phrase. `text` is how prose words it; `value` is it as data.

    `unit` says what is counted; `how` says in a sentence how it was computed; `statements` are the ids
    it rests on, empty only for what is counted about the coding itself or from the public record, whose
    rows stand in `record`.
    """

    name: str
    value: Any
    text: str
    unit: str
    how: str
    statements: tuple[str, ...]
    record: tuple[str, ...] = ()


def compute(corpus: Corpus) -> dict[str, Fact]:
    """Every fact by its name. Raises ValueError when two facts have one name.

    Prose counts what was reviewed, so a number in it doesn't move before a person has looked. What the
    machine read alone has facts of its own, which are there only while there is such an article.
    """
    found: dict[str, Fact] = {}
    reviewed = corpus.reviewed
    families = [_articles, _counts, _choices, _sites, _weapons, _events, _cycles, _statements, _agreement]
    made = [fact for family in families for fact in family(reviewed)]
    for fact in [*made, *_unreviewed(corpus)]:
        if fact.name in found:
            raise ValueError(f"two facts are named {fact.name!r}")
        found[fact.name] = fact
    return found


def _tally(name: str, rows: pd.DataFrame, unit: str, how: str) -> Fact:
    return Fact(name, len(rows), wording.number(len(rows)), unit, how, _evidence(rows))


def _evidence(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(id for ids in rows["statements"] for id in ids)


def _articles(corpus: Corpus) -> Iterator[Fact]:
    firsts = tuple(s.id for a in corpus.articles for s in _of(corpus, a.id)[:1])
    sources = corpus.independent
    yield Fact("articles", len(sources), wording.number(len(sources)), "articles",
               "The texts in seeds/ that copy no other; the evidence is the first statement of each.",
               firsts)  # fmt: skip
    windows = [review.window for review in corpus.reviews.values()]
    if windows:
        first, last = min(w.first for w in windows).year, max(w.last for w in windows).year
        yield Fact("window", [first, last], f"{first} to {last}", "years",
                   "From the first to the last year that the articles speak about.", firsts)  # fmt: skip
    for basis in ("stated", "inferred"):
        having = [a for a in sources if a.published and a.published.basis == basis]
        yield Fact(f"articles-{basis}", len(having), wording.number(len(having)), "articles",
                   f"Articles whose publication date is {basis}.",
                   tuple(s.id for a in having for s in _of(corpus, a.id)[:1]))  # fmt: skip
    for article in corpus.articles:
        yield from _article(corpus, article.id)


def _unreviewed(corpus: Corpus) -> Iterator[Fact]:
    """How much there is that no person reviewed: left out of every other fact."""
    unreviewed = corpus.unreviewed
    if not unreviewed:
        return
    said = [s.id for s in corpus.statements if s.coder == MACHINE]
    listed = events.listed(corpus.events)
    alone = listed[[set(said).issuperset(ids) for ids in listed["statements"]]]
    how = "read by machine and reviewed by nobody; they are in no other number."
    yield Fact("articles-unreviewed", len(unreviewed), wording.number(len(unreviewed)), "articles",
               f"Articles {how}", tuple(said))  # fmt: skip
    yield Fact("statements-unreviewed", len(said), wording.number(len(said)), "statements",
               f"Statements {how}", tuple(said))  # fmt: skip
    yield _tally("attacks-unreviewed", alone, "attacks", f"Listed attacks {how}")
    for article in unreviewed:
        yield from _article(corpus, article.id)


def _article(corpus: Corpus, id: str) -> Iterator[Fact]:
    article = corpus.article(id)
    all_ids = tuple(s.id for s in _of(corpus, id))
    review = corpus.reviews.get(id)
    name = f"article-{article.number}"
    if article.published:
        days = wording.span(article.published.first, article.published.last)
        text = days if article.published.basis == "stated" else f"{days} (inferred)"
        yield Fact(f"{name}.published", _iso(article.published), text, "days",
                   article.published.evidence or "", all_ids[:1])  # fmt: skip
    if article.outlet:
        yield Fact(f"{name}.outlet", article.outlet, article.outlet, "outlet",
                   "The outlet that published it.", all_ids[:1])  # fmt: skip
    yield Fact(f"{name}.statements", len(all_ids), wording.number(len(all_ids)), "statements",
               "Statements in the article's review." if review else "Statements that the machine read in it.",
               all_ids)  # fmt: skip
    if review:
        yield Fact(f"{name}.window", [str(review.window.first), str(review.window.last)],
                   wording.span(review.window.first, review.window.last), "days",
                   review.window.why, all_ids)  # fmt: skip


def _counts(corpus: Corpus) -> Iterator[Fact]:
    everything = corpus.statements
    yield Fact("statements", len(everything), wording.number(len(everything)), "statements",
               "All statements of all articles.", tuple(s.id for s in everything))  # fmt: skip
    for kind in ("attack", "strike", "truce", "total"):
        having = [s for s in everything if s.kind == kind]
        yield Fact(f"statements-{kind}", len(having), wording.number(len(having)), "statements",
                   f"Statements of the kind {kind}.", tuple(s.id for s in having))  # fmt: skip
    outside = [s for s in everything if s.scope == "out"]
    yield Fact("statements-out", len(outside), wording.number(len(outside)), "statements",
               "Statements kept out of every count.", tuple(s.id for s in outside))  # fmt: skip
    attacks, strikes = events.listed(corpus.events), events.listed(corpus.events, "strike")
    counted = "In-scope events, each salvo one; aggregates are not among them."
    yield _tally("attacks-listed", attacks, "attacks", counted)
    yield _tally("strikes-listed", strikes, "strikes", counted)
    yield _tally("aggregates", events.aggregates(corpus.events), "aggregate phrases",
                 "In-scope phrases on several attacks that the article does not list.")  # fmt: skip
    yield from _attack_counts(attacks)
    yield from _cycle_counts(corpus)


def _attack_counts(attacks: pd.DataFrame) -> Iterator[Fact]:
    def having(test: Callable[[Any], bool]) -> pd.DataFrame:
        return attacks[[bool(test(row)) for row in attacks.itertuples()]]

    selections: list[tuple[str, Callable[[Any], bool], str]] = [
        ("attacks-one-day", lambda r: r.precision == 1, "Listed attacks dated to a single day."),
        ("attacks-week", lambda r: r.precision is not None and r.precision <= 3,
         "Listed attacks dated to within seven days."),
        ("attacks-claimed", lambda r: r.claimed_by, "Listed attacks that somebody claims in the articles."),
        ("attacks-blamed", lambda r: r.blamed_on, "Listed attacks that somebody is blamed for."),
        ("attacks-unnamed", lambda r: not r.claimed_by and not r.blamed_on,
         "Listed attacks to which no claim and no accusation is tied alone."),
        ("attacks-deadly", lambda r: r.killed_low,
         "Listed attacks in which the articles say people were killed."),
        ("attacks-no-toll", lambda r: r.killed_low is None and r.killed_best is None,
         "Listed attacks on whose dead the articles say nothing."),
        ("attacks-counted-munitions", lambda r: r.munitions_best is not None,
         "Listed attacks for which the articles give a number of munitions."),
        ("attacks-convoy", lambda r: r.target_type == "convoy", "Listed attacks on convoys."),
        ("attacks-two-sources", lambda r: len(r.articles) > 1,
         "Listed attacks told by more than one article."),
        *((f"attacks-{country.lower()}", lambda r, c=country: r.country == c,
           f"Listed attacks in {labels.word(country)}.") for country in ("IQ", "SY")),
    ]  # fmt: skip
    for name, test, how in selections:
        yield _tally(name, having(test), "attacks", how)


def _cycle_counts(corpus: Corpus) -> Iterator[Fact]:
    table = corpus.cycles
    selections = [
        ("cycles", [True] * len(table), "Truce cycles that the articles speak of."),
        ("cycles-in-force", [form != "talks" for form in table["form"]],
         "Truce cycles that the articles say came into force."),
        ("cycles-talks", [form == "talks" for form in table["form"]],
         "Truce cycles that did not get beyond talks."),
        ("cycles-bounded", [low is not None for low in table["duration_low"]],
         "Truce cycles whose beginning and end the articles both tell."),
        ("cycles-open-end", [bool(o) for o in table["open_end"]],
         "Truce cycles whose end the articles do not tell."),
        ("cycles-mediated", [bool(m) for m in table["mediators"]], "Truce cycles with a mediator named."),
        ("cycles-guaranteed", [bool(g) for g in table["guarantors"]], "Truce cycles with a guarantor named."),
    ]  # fmt: skip
    for name, mask, how in selections:
        yield _tally(name, table[mask], "cycles", how)


def _choices(corpus: Corpus) -> Iterator[Fact]:
    for row in choices.count_choices(corpus).itertuples():
        name = f"choice-{row.choice.replace('_', '-')}"
        how = f"Attacks: {labels.word(f'counted {row.choice}')}."
        ends = {name: (row.low, row.high)}
        if row.choice == "all":
            ends = {"choice-lowest": (row.low, row.low), "choice-highest": (row.high, row.high)}
        for each, (low, high) in ends.items():
            text = wording.number(high) if low == high else wording.both(low, high)
            text += " or more" if row.open_high and each != "choice-lowest" else ""
            yield Fact(each, [low, high], text, "attacks", how, row.statements)


def _sites(corpus: Corpus) -> Iterator[Fact]:
    attacks = events.listed(corpus.events)
    for site, rows in attacks.groupby("site"):
        if ":" not in str(site):
            yield _tally(f"site-{site}.attacks", rows, "attacks",
                         f"Listed attacks at {lexicon.name(str(site))}.")  # fmt: skip
    yield _tally("sites-unnamed.attacks", attacks[attacks["site"].isna()], "attacks",
                 "Listed attacks whose site the article does not name.")  # fmt: skip


def _weapons(corpus: Corpus) -> Iterator[Fact]:
    attacks = events.listed(corpus.events)
    for type in ("rocket", "drone"):
        rows = attacks[[any(w.type == type for w in ws) for ws in attacks["weapons"]]]
        yield _tally(f"weapon-{type}.attacks", rows, "attacks", f"Listed attacks in which a {type} is named.")
    yield _tally("weapon-none.attacks", attacks[[not ws for ws in attacks["weapons"]]], "attacks",
                 "Listed attacks for which no weapon is named.")  # fmt: skip


def _events(corpus: Corpus) -> Iterator[Fact]:
    for row in corpus.events.itertuples():
        ids = row.statements
        yield Fact(f"{row.event}.days", [_day(row.first), _day(row.last)],
                   wording.span(row.first, row.last), "days",
                   "The days on which all statements about it agree.", ids)  # fmt: skip
        counted = {
            "munitions": Count(row.munitions_low, row.munitions_best, row.munitions_high),
            "killed": Count(row.killed_low, row.killed_best, row.killed_high),
            "wounded": Count(row.wounded_low, row.wounded_best, row.wounded_high),
            **{w.type: Count(w.low, w.best, w.high) for w in row.weapons},
        }
        for what, count in counted.items():
            yield _count(f"{row.event}.{what}", count, what, ids)
        if row.aggregate:
            yield Fact(f"{row.event}.attacks", [row.aggregate_low, row.aggregate_high],
                       wording.both(row.aggregate_low, row.aggregate_high), "attacks",
                       "The least and most that the article's words for their number allow.",
                       ids)  # fmt: skip


def _cycles(corpus: Corpus) -> Iterator[Fact]:
    for row in corpus.cycles.itertuples():
        part = corpus.parts[row.cycle]
        ids = row.statements
        yield Fact(f"{row.cycle}.name", row.name, row.name[:1].lower() + row.name[1:], "name",
                   "The book's name for it.", ids)  # fmt: skip
        spans = {
            "declared": (row.declared_first, row.declared_last, tuple(part.declared)),
            "effect": (row.effect_first, row.effect_last, tuple(part.effect)),
            "ended": (row.ended_first, row.ended_last, tuple(e.statement for e in part.ends)),
        }
        for what, (first, last, of) in spans.items():
            yield Fact(f"{row.cycle}.{what}", [_day(first), _day(last)], wording.span(first, last), "days",
                       f"{labels.word(f'days of {what}')}.", of or ids)  # fmt: skip
        yield _days(f"{row.cycle}.duration", row.duration_low, row.duration_high,
                    "From the days it may have come into force to the days it is said to have ended.",
                    tuple(part.effect) + tuple(e.statement for e in part.ends))  # fmt: skip
        if row.deadline_days is not None:
            of = tuple(id for id in ids if corpus.statement(id).deadline_days is not None)
            yield _days(f"{row.cycle}.deadline", row.deadline_days, row.deadline_days,
                        "The deadline in the terms: a month is thirty days, twelve months are a year.",
                        of)  # fmt: skip
            if row.effect_first:
                after = timedelta(days=row.deadline_days)
                yield Fact(f"{row.cycle}.deadline-ends",
                           [_day(row.effect_first + after), _day(row.effect_last + after)],
                           wording.span(row.effect_first + after, row.effect_last + after), "days",
                           "The deadline counted from the days it may have come into force.",
                           of + tuple(part.effect))  # fmt: skip
            if row.duration_low is not None:
                yield _days(f"{row.cycle}.past-deadline", row.duration_low - row.deadline_days,
                            row.duration_high - row.deadline_days,
                            "By how much it outlived its deadline.", of + tuple(part.effect))  # fmt: skip


def _statements(corpus: Corpus) -> Iterator[Fact]:
    alone = set(corpus.events["event"])  # an event of one unnamed statement has its id, and has these facts
    for s in corpus.statements:
        if s.date.first and s.id not in alone:
            yield Fact(f"{s.id}.days", [_day(s.date.first), _day(s.date.last)],
                       wording.span(s.date.first, s.date.last), "days",
                       f"The days this statement gives ({s.date.basis}).", (s.id,))  # fmt: skip
        for what, count in (("count", s.count), ("killed", s.killed), ("wounded", s.wounded)):
            if count is not None and (what == "count" or s.id not in alone):
                yield _count(f"{s.id}.{what}", count, what, (s.id,))


def _agreement(corpus: Corpus) -> Iterator[Fact]:
    yield Fact("codings", len(reviews.CODINGS), wording.number(len(reviews.CODINGS)), "codings",
               "The independent codings of each article that its review was settled from.", ())  # fmt: skip
    for row in agreement.by_kind(codings.pairs(corpus, corpus.folder)).itertuples():
        for what, value in (("first", row.first), ("second", row.second), ("both", row.both)):
            yield Fact(f"agreement-{row.kind}.{what}", value, wording.number(value), "statements",
                       "Statements in the two codings, and those found in both.", ())  # fmt: skip
        if row.f1 is not None:
            yield Fact(f"agreement-{row.kind}.f1", round(row.f1, 2), f"{row.f1:.2f}", "F1",
                       "Twice the statements found in both, over the statements of both codings.",
                       ())  # fmt: skip


def _count(name: str, count: Count, unit: str, ids: Sequence[str]) -> Fact:
    return Fact(name, [count.low, count.best, count.high], wording.count(count), unit,
                "By the codebook's rule for the article's words.", tuple(ids))  # fmt: skip


def _days(name: str, low: int | None, high: int | None, how: str, ids: Iterable[str]) -> Fact:
    text = wording.both(low, high)
    text = text if low is None else f"{text} days"
    return Fact(name, [low, high], text, "days", how, tuple(dict.fromkeys(ids)))


def _of(corpus: Corpus, article: str) -> list[Statement]:
    return [s for s in corpus.statements if s.article == article]


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _iso(published: Any) -> list[str]:
    return [published.first.isoformat(), published.last.isoformat()]
