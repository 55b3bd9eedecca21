"""Everything that is wrong with the files that people edit, found in one pass."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from analysis import articles, corpus, labels, lexicon, reviews
from analysis.reviews import Review
from analysis.statements import Statement
from analysis.yamlfile import BadFile, Problem, Source

CODINGS = ("review", *reviews.CODINGS)
"""What stands between an article's name and `.yml` in the name of a coding."""


def find(folder: str | Path) -> list[Problem]:
    """What is wrong with the lexicon, the labels, and a folder's articles, sidecars, codings and cycles.

    A file is judged only when what it rests on holds: reviews name what is in the lexicon, cycles name
    what is in the reviews. What is left over shows on the next pass.
    """
    folder = Path(folder)
    words = _of_words()
    found = [*words, *_of(lambda: articles.load(folder))]
    if not list(folder.glob("*.txt")):
        found.append(Problem(str(folder), 1, "(folder)", "expected articles, there are none"))
    if not words:
        found += _of_codings(folder)
    return found or _of(lambda: corpus.load(folder))


def _of(read: Callable[[], object]) -> list[Problem]:
    try:
        read()
    except BadFile as error:
        return list(error.problems)
    return []


def _of_words() -> list[Problem]:
    """What is wrong with the names and wordings that everything else uses."""
    found = [p for read in (lexicon.provinces, lexicon.sites, lexicon.actors) for p in _of(read)]
    found += _of(lambda: Source(labels.FILE).parse_each(labels.Label))
    return found or list(_provinces())


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
    """What is told of one event is of one kind, all of it in scope or all of it out."""
    seen: dict[str, Statement] = {}
    for source, review in coded:
        for statement in review.statements:
            if statement.event is None or statement.kind == "truce":
                continue
            other = seen.setdefault(statement.event, statement)
            for field in ("kind", "scope"):
                mine, theirs = getattr(statement, field), getattr(other, field)
                if mine != theirs:
                    message = f"{mine}, but {other.id} has the event {statement.event!r} as {theirs}"
                    yield source.problem(_place(source, statement, field), message)


def _place(source: Source, statement: Statement, field: str) -> tuple[str | int, ...]:
    ids = [entry["id"] for entry in source.data["statements"]]
    return "statements", ids.index(statement.id), field
