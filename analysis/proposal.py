"""A proposal: the machine's reading of an article as a draft review, or added to the review that is there.

What a person wrote stays byte for byte. A statement of the machine is had where the review has its id or one
that pairs with it, and was deleted where it was offered before and is neither. Only the rest is new.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from analysis import (
    agreement,
    anchor,
    annotate,
    articles,
    cycles,
    draft,
    events,
    labels,
    likeness,
    reviews,
    window,
)
from analysis.annotate import Reading
from analysis.articles import SEEDS, Article
from analysis.draft import Likely
from analysis.likeness import Like
from analysis.statements import Statement
from analysis.yamlfile import BadFile, Problem, Source, read_utf8

OFFERS = 3
"""At most so many events or cycles are offered for one statement."""


class Proposal(NamedTuple):
    """What is to be written, and what it says; `before` is None where there was no review.

    `new` are the machine's statements that are added, `had` the number of those that the review has,
    `deleted` the ids of those offered before that it no longer has, `unfound` the ids of a person's
    statements that the machine doesn't read.
    """

    path: Path
    before: str | None
    after: str
    new: tuple[Statement, ...]
    had: int
    deleted: tuple[str, ...]
    unfound: tuple[str, ...]


def find(name: str, folder: str | Path = SEEDS) -> str:
    """The id of the article of that id or number. Raises KeyError, which says what there is."""
    there = sorted(path.stem for path in Path(folder).glob("*.txt"))
    found = [id for id in there if name in (id, id.partition("_")[0])]
    if len(found) != 1:
        several = f"{name!r} may be {' or '.join(found)}: give the whole name"
        none = f"there is no article {name!r} in {Path(folder).name}/, only {', '.join(there) or 'nothing'}"
        raise KeyError(several if found else none)
    return found[0]


def make(id: str, folder: str | Path = SEEDS) -> Proposal:
    """What the machine proposes for the article. Raises BadFile where it or its review cannot be read."""
    folder = Path(folder)
    article = articles.load_one(folder, id)
    reading = annotate.annotate(article, explain=True)
    likely = _likely(article, reading, folder)
    path = reviews.path(article, folder=folder)
    if not path.exists():
        days = window.proposed(article, reading.statements)
        made = draft.text(article, reading, days, likely)
        return Proposal(path, None, made, reading.statements, 0, (), ())
    return _merged(article, reading, likely, Source(path))


def write(proposal: Proposal) -> None:
    """Writes the review, whole or not at all. Raises OSError, or BadFile where it was changed meanwhile."""
    path = proposal.path
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(proposal.after.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        if (read_utf8(path) if path.exists() else None) != proposal.before:
            raise BadFile(Problem(str(path), 1, "(file)", "it was changed at the same time: nothing written"))
        os.replace(part, path)
    finally:
        Path(part).unlink(missing_ok=True)


def _likely(article: Article, reading: Reading, folder: Path) -> Likely:
    """The reviewed events and truce cycles of other articles that a statement is like.

    Where there is no event: the one that another statement of this article, which it is like, may be about,
    else the first such statement that stands before it.
    """
    reviewed = _reviewed_elsewhere(article, folder)
    told = events.merge(reviewed)
    try:
        known = Source(cycles.FILE).parse_each(cycles.Cycle)
    except BadFile:
        known = {}  # `check` tells of it
    elsewhere = {s.id: likeness.events(s, told)[:OFFERS] for s in reading.statements}
    own = events.merge(reading.statements)
    order = {s.id: n for n, s in enumerate(reading.statements)}
    acts = {s.id: likeness.cycles(s, known, reviewed)[:OFFERS]
            for s in reading.statements if s.kind == "truce"}  # fmt: skip
    found = {**elsewhere, **acts}
    for statement in reading.statements:
        alike = likeness.events(statement, own, untold=True) if not found[statement.id] else []
        for like in sorted(alike, key=lambda like: order[like.id]):
            before = order[like.id] < order[statement.id]
            names = [other.id for other in elsewhere[like.id]] + [like.id] * before
            if names and like.id != statement.id and not found[statement.id]:
                found[statement.id] = [Like(names[0], (like.id,), like.reasons)]
    return found


def _reviewed_elsewhere(article: Article, folder: Path) -> list[Statement]:
    """The statements of the other articles' reviews that can be read; `check` tells of the rest."""
    found: list[Statement] = []
    for path in sorted(folder.glob("*.txt")):
        if path.stem == article.id:
            continue
        try:
            review = reviews.load(articles.load_one(folder, path.stem), folder=folder)
        except BadFile:
            continue
        found += review.statements if review else ()
    return found


def _merged(article: Article, reading: Reading, likely: Likely, source: Source) -> Proposal:
    data = source.data if isinstance(source.data, dict) else {}
    kept = data.get("statements") or []
    if "statements" not in data or not isinstance(kept, list):
        raise BadFile(source.problem(("statements",), "expected a list of statements"))
    ids = [str(entry.get("id")) for entry in kept if isinstance(entry, dict)]
    fresh = [s for s in reading.statements if s.id not in ids]
    mine = [s for s in _anchored(kept, article) if s.id not in {r.id for r in reading.statements}]
    pairs = agreement.pairs(mine, fresh)
    unpaired = [pair.other for pair in pairs if pair.one is None]
    offered = [str(id) for id in data.get("offered") or []]
    new = tuple(s for s in fresh if s in unpaired and s.id not in offered)
    before = read_utf8(source.path)
    after = before
    if new:
        known = list(dict.fromkeys([*offered, *(s.id for s in reading.statements)]))
        lines = draft.entries(article, new, reading, likely)
        after = _added(before, lines, known, source)
    return Proposal(
        source.path, before, after, new, len(reading.statements) - len(unpaired),
        tuple(s.id for s in fresh if s in unpaired and s.id in offered),
        tuple(pair.one.id for pair in pairs if pair.one and pair.other is None),
    )  # fmt: skip


def _anchored(kept: Sequence[Any], article: Article) -> list[Statement]:
    """A person's entries as far as they can be paired: their kind, and where their words stand."""
    found = []
    for entry in kept:
        try:
            quote, beside = str(entry["quote"]), [entry.get(name) for name in ("prefix", "suffix")]
            start, end = anchor.find(article.text, quote, *(words and str(words) for words in beside))
            id, kind, status, scope = (str(entry[name]) for name in ("id", "kind", "status", "scope"))
        except (anchor.NotAnchored, KeyError, TypeError, AttributeError):
            continue
        if kind in agreement.COMPARED:
            found.append(Statement(id, article.id, kind, status, scope, start, end, quote))
    return found


def _added(before: str, lines: list[str], offered: list[str], source: Source) -> str:
    """The file with these entries at the end of its list. Raises BadFile where that can't be done."""
    fields = {key.value: (key, value) for key, value in _root(before).value}
    key, node = fields["statements"]
    newline = "\r\n" if "\r\n" in before else "\n"
    block = isinstance(node, yaml.SequenceNode) and not node.flow_style
    at = _line_end(before, _last(node) if block else node.end_mark.index)
    indent = " " * (node.start_mark.column if block else 0)
    said = ["", *draft.comment(labels.word("draft new")), *lines]
    entries = newline.join(f"{indent}{line}" if line else "" for line in said) + newline
    entries = entries if before[:at].endswith("\n") else newline + entries
    edits = [(at, at, entries)]
    if not block:
        edits.append((key.end_mark.index, node.end_mark.index, ":"))
    ids = f"[{', '.join(offered)}]"
    if "offered" in fields:
        old = fields["offered"][1]
        edits.append((old.start_mark.index, old.end_mark.index, ids))
    else:
        told = [*draft.comment(labels.word("draft offered")), f"offered: {ids}", ""]
        edits.append((key.start_mark.index, key.start_mark.index, newline.join(told)))
    after = before
    for start, end, words in sorted(edits, reverse=True):
        after = after[:start] + words + after[end:]
    _sure(before, after, offered, source)
    return after


def _root(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _last(node: yaml.Node) -> int:
    """Where the last word of a node ends: what comes after it is space and comment."""
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last(node.value[-1])
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return max(_last(node.value[-1][1]), int(node.value[-1][0].end_mark.index))
    return int(node.end_mark.index)


def _line_end(text: str, at: int) -> int:
    """The offset after the end of the line in which `at` stands; `at` itself where a line begins there."""
    if text[:at].endswith("\n"):
        return at
    end = text.find("\n", at)
    return end + 1 if end >= 0 else len(text)


def _sure(before: str, after: str, offered: list[str], source: Source) -> None:
    """Refuses an addition after which the file would say anything else of what it said."""
    problem = source.problem(("statements",), "expected a list with a line for each `- id:`, to add to it")
    try:
        old, new = (yaml.load(text, Loader=yaml.CSafeLoader) for text in (before, after))
    except yaml.YAMLError:
        raise BadFile(problem) from None
    kept = old.get("statements") or []
    expected = {**old, "offered": offered, "statements": new["statements"]}
    if new != expected or new["statements"][: len(kept)] != kept:
        raise BadFile(problem)
