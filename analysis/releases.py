"""Releases of the book: which articles each held, in which state, and what changed in what others rely on."""

import datetime as dt
import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from analysis import reviews
from analysis.articles import Article
from analysis.corpus import Corpus
from analysis.yamlfile import BadFile, Problem, Record, Source

FILE = Path(__file__).resolve().parent / "data" / "releases.yml"
Words = Annotated[str, StringConstraints(min_length=1)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Change = Literal["text changed", "review changed", "review new", "review gone"]


class Note(Record):
    """One line of the changelog."""

    en: Words
    ar: Words


class Held(Record):
    """An article as it was released: the SHA-256 of its text and of its review, None where it had none."""

    id: Words
    text: Hash
    review: Hash | None


class Release(Record):
    """One version of the book."""

    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    day: dt.date
    articles: list[Held] = Field(min_length=1)
    notes: list[Note]


class Releases(Record):
    """All of them, the latest first; `since` has the changelog of what is not released yet."""

    since: list[Note]
    releases: list[Release] = Field(min_length=1)


@dataclass(frozen=True)
class Standing:
    """How the articles of a corpus differ from those of a release: by id, in the order of their names."""

    added: tuple[Article, ...]
    changed: tuple[tuple[Article, tuple[Change, ...]], ...]
    gone: tuple[str, ...]


@functools.cache
def load(file: Path = FILE) -> Releases:
    """The releases. Raises BadFile with all that is wrong, by line and field."""
    source = Source(file)
    found = source.parse(Releases)
    problems = list(_faults(found, source))
    if problems:
        raise BadFile(*problems)
    return found


def standing(corpus: Corpus, release: Release) -> Standing:
    """What was added, changed and taken away since the release."""
    held = {article.id: article for article in release.articles}
    now = {article.id for article in corpus.articles}
    pairs = [(a, tuple(_changes(a, held[a.id], corpus.folder))) for a in corpus.articles if a.id in held]
    return Standing(
        added=tuple(a for a in corpus.articles if a.id not in held),
        changed=tuple((article, changes) for article, changes in pairs if changes),
        gone=tuple(sorted(held.keys() - now)),
    )


def _changes(article: Article, held: Held, folder: Path) -> Iterator[Change]:
    if hashlib.sha256(article.text.encode()).hexdigest() != held.text:
        yield "text changed"
    path = reviews.path(article, folder=folder)
    now = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None
    if now != held.review:
        yield "review new" if held.review is None else "review gone" if now is None else "review changed"


def _faults(found: Releases, source: Source) -> Iterator[Problem]:
    """A version and, within it, an article stand once; later releases stand first."""
    versions: list[tuple[int, ...]] = []
    for n, release in enumerate(found.releases):
        version = tuple(map(int, release.version.split(".")))
        if versions and version >= versions[-1]:
            above = found.releases[n - 1].version
            yield source.problem(("releases", n, "version"), f"expected one before {above}, the latest first")
        if n and release.day > found.releases[n - 1].day:
            yield source.problem(("releases", n, "day"), "expected no later day than of the release above")
        versions.append(version)
        seen: set[str] = set()
        for m, article in enumerate(release.articles):
            if article.id in seen:
                yield source.problem(("releases", n, "articles", m, "id"), f"{article.id} stands twice")
            seen.add(article.id)
