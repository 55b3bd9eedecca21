"""Everything that is wrong with the files that people edit, found in one pass."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis import articles, chronology, corpus, labels, lexicon, releases, reviews, spellings
from analysis.reviews import Review
from analysis.statements import Statement
from analysis.yamlfile import BadFile, Problem, Source

NAMES = ("sites", "provinces", "countries", "actors", "weapons", "targets", "outlets", "ambiguous")
"""The files of names; each is also the function of `lexicon` that reads it."""
CODINGS = ("review", *reviews.CODINGS)
"""What stands between an article's name and `.yml` in the name of a coding."""


def find(folder: str | Path) -> list[Problem]:
    """What is wrong with the lexicon, labels, record and releases, and a folder's articles, codings, cycles.

    A file is judged only when what it rests on holds: reviews name what is in the lexicon, cycles name
    what is in the reviews. What is left over shows on the next pass.
    """
    folder = Path(folder)
    words = _of_words()
    found = [*words, *_of(releases.load), *_of(lambda: articles.load(folder))]
    if not list(folder.glob("*.txt")):
        found.append(Problem(str(folder), 1, "(folder)", "expected articles, there are none"))
    if not words:
        found += [*_of(chronology.load), *_of_codings(folder)]
    return found or _of(lambda: corpus.load(folder))


def _of(read: Callable[[], object]) -> list[Problem]:
    try:
        read()
    except BadFile as error:
        return list(error.problems)
    return []


def _of_words() -> list[Problem]:
    """What is wrong with the names and wordings that everything else uses."""
    found = [p for name in NAMES for p in _of(getattr(lexicon, name))]
    found += _of(lambda: Source(labels.FILE).parse_each(labels.Label))
    return found or [*_provinces(), *_meanings(), *_latin()]


def _provinces() -> Iterator[Problem]:
    """A site must stand in a known province, and in that province's country."""
    source = Source(lexicon.FOLDER / "sites.yml")
    for id, place in lexicon.sites().items():
        if place.admin1 is None:
            continue
        province = lexicon.provinces().get(place.admin1)
        if province is None:
            yield source.problem((id, "admin1"), f"unknown province {place.admin1!r}")
        elif province.country != place.country:
            message = f"{place.admin1} is in {province.country}, found {place.country!r}"
            yield source.problem((id, "country"), message)


def _meanings() -> Iterator[Problem]:
    """An id means one thing in all files, and so does a spelling, unless rules decide what it means."""
    sources = {name: Source(lexicon.FOLDER / f"{name}.yml") for name in NAMES}
    files = {name: source.data for name, source in sources.items()}
    homes: dict[str, Source] = {}
    for name in NAMES[:-1]:
        for id in files[name]:
            if id in homes:
                yield sources[name].problem((id,), f"the id stands in {homes[id].path.name} too")
            homes.setdefault(id, sources[name])
    yield from _rules(sources["ambiguous"], homes)
    for code, country in lexicon.countries().items():
        if country.actor and country.actor not in lexicon.actors():
            yield sources["countries"].problem((code, "actor"), f"unknown id {country.actor!r}")
    for spelling, ids in spellings.undecided(files):
        message = f"{spelling!r} means {' and '.join(ids)}, and no rule of ambiguous.yml says when"
        yield homes[ids[0]].problem((ids[0], "spellings"), message)


def _latin() -> Iterator[Problem]:
    """A way to write a name in English names one entry, and is not the name of another."""
    files = ("sites", "provinces", "actors", "outlets")
    homes = {_plain(getattr(entry, "en", id)): id for name in files for id, entry in _entries(name)}
    for name in files:
        source = Source(lexicon.FOLDER / f"{name}.yml")
        for id, entry in _entries(name):
            for n, written in enumerate(entry.latin):
                other = homes.setdefault(_plain(written), f"{id} latin {n}")
                if other != f"{id} latin {n}":
                    message = f"{written!r} names {other.partition(' ')[0]} already"
                    yield source.problem((id, "latin", n), message)


def _entries(name: str) -> Iterable[tuple[str, Any]]:
    return getattr(lexicon, name)().items()  # type: ignore[no-any-return]


def _plain(written: str) -> str:
    return re.sub(r"\W+", " ", written).strip().lower()


def _rules(source: Source, known: Container[str]) -> Iterator[Problem]:
    """A word stands in one group, and the rules name what there is."""
    groups: dict[str, str] = {}
    for name, group in lexicon.ambiguous().items():
        for n, word in enumerate(group.words):
            other = groups.setdefault(spellings.plain(word), name)
            if other != name:
                yield source.problem((name, "words", n), f"{word!r} stands in {other} too")
        for n, rule in enumerate(group.rules):
            if rule.id not in (None, "own") and rule.id not in known:
                yield source.problem((name, "rules", n, "id"), f"unknown id {rule.id!r}")
            for field in ("seen", "mostly"):
                for m, id in enumerate(getattr(rule, field)):
                    if id not in known:
                        yield source.problem((name, "rules", n, field, m), f"unknown id {id!r}")


def _of_codings(folder: Path) -> Iterator[Problem]:
    """What is wrong with the codings of the articles that hold, and between them."""
    coded: list[tuple[Source, Review]] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            article = articles.load_one(folder, path.stem)
        except BadFile:
            continue
        for coding in CODINGS:
            try:
                review = reviews.load(article, coding, folder)
            except BadFile as error:
                yield from error.problems
                continue
            if review is None:
                continue
            source = Source(reviews.path(article, coding, folder))
            yield from _terms(review, source)
            if coding == "review":
                coded.append((source, review))
    yield from _events(coded)


def _terms(review: Review, source: Source) -> Iterator[Problem]:
    """A semicolon stands between the members of a list in the data set, so no member may hold one."""
    for statement in review.statements:
        for n, term in enumerate(statement.terms):
            if ";" in term:
                where = (*_place(source, statement, "terms"), n)
                yield source.problem(where, "a term may not hold a semicolon")


def _events(coded: Sequence[tuple[Source, Review]]) -> Iterator[Problem]:
    """What is told of one event is of one kind, all of it in scope or all of it out.

    An event may be named by the id of a statement that is about it; then that statement names no other.
    """
    seen: dict[str, Statement] = {}
    named = {s.id: s.event for _, review in coded for s in review.statements}
    for source, review in coded:
        for statement in review.statements:
            if statement.event is None or statement.kind == "truce":
                continue
            other = seen.setdefault(statement.event, statement)
            told = named.get(statement.event)
            if told and told != statement.event:
                message = f"{statement.event} is a statement with the event {told!r}: give that one"
                yield source.problem(_place(source, statement, "event"), message)
            for field in ("kind", "scope"):
                mine, theirs = getattr(statement, field), getattr(other, field)
                if mine != theirs:
                    message = f"{mine}, but {other.id} has the event {statement.event!r} as {theirs}"
                    yield source.problem(_place(source, statement, field), message)


def _place(source: Source, statement: Statement, field: str) -> tuple[str | int, ...]:
    ids = [entry["id"] for entry in source.data["statements"]]
    return "statements", ids.index(statement.id), field
