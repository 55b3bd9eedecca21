"""A coding as marks on an article's text, which is what every annotator's tool holds, and back again."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from analysis import anchor, annotate, articles, reviews, statements
from analysis.articles import Article
from analysis.exchange import fields
from analysis.exchange.fields import Fault, Said
from analysis.statements import Statement
from analysis.yamlfile import BadFile, Location, Problem

REVIEW = "review"
"""The kind of the mark that tells of the coding as a whole."""
HEAD = ("coder", "first", "last", "why", "settled", "offered")
"""Its fields: who coded, the days that the article speaks about and why, what was settled, and the ids of
what the machine has offered so far."""
HEAD_LISTS = ("settled", "offered")
"""Those of them that may hold several texts."""
KINDS = (REVIEW, *statements.KINDS)
_FIELDS: dict[Location, str] = {
    ("site", "id"): "site",
    ("site", "words"): "site_words",
    ("site", "country"): "country",
}


class Mark(NamedTuple):
    """What is said of the words at [start, end), or, where the kind is `review`, of the coding.

    Of a mark that was read, `name` is what its file calls it, and `lines` the line of each field; under ""
    the line of the mark.
    """

    kind: str
    start: int
    end: int
    said: Said
    name: str = ""
    lines: Mapping[str, int] = MappingProxyType({})

    def problem(self, file: str | Path, field: str, message: str) -> Problem:
        """The problem at a field of this mark."""
        line = self.lines.get(field, self.lines.get("", 1))
        return Problem(str(file), line, ".".join(filter(None, (self.name, field))), message)


class Coding(NamedTuple):
    """The marks of one coding of one article, that of the whole first."""

    article: Article
    marks: tuple[Mark, ...]


def of(id: str, folder: Path) -> Coding:
    """The review of an article; where there is none, what the machine reads, as a proposal without a coder.

    `id` is the article's, or its number. Raises BadFile when the article isn't there or isn't right.
    """
    article = find_article(id, folder)
    review = reviews.plain(article, folder=folder)
    if review:
        entries = review["statements"]
    else:
        entries = [_entry(statement, article) for statement in annotate.annotate(article).statements]
    head = _head(review) if review else {"offered": tuple(entry["id"] for entry in entries)}
    whole = Mark(REVIEW, 0, 0, {name: texts for name, texts in head.items() if texts})
    return Coding(article, (whole, *(_mark(entry, article) for entry in entries)))


def find_article(id: str, folder: Path) -> Article:
    """The article of that id or number. Raises BadFile when there isn't one, or it isn't right."""
    names = [name for name in _names(folder) if id in (name, name.partition("_")[0])]
    if len(names) != 1:
        message = f"expected the id of an article, found {id!r}"
        raise BadFile(Problem(str(folder), 1, "(folder)", message))
    return articles.load_one(folder, names[0])


def article_of(text: str, name: str, file: Path, folder: Path) -> Article:
    """The article that has this very text. Raises BadFile when there is none.

    `name` decides between articles of one text, and says which article a changed text was.
    """
    found = articles.load(folder)
    same = [a for a in found if a.text == text]
    if same:
        return next((a for a in same if a.id == name), same[0])
    article = next((a for a in found if a.id == name), None)
    if article is None:
        raise BadFile(Problem(str(file), 1, "(text)", f"expected the text of an article of {folder}"))
    return unchanged(text, article, file)


def unchanged(text: str, article: Article, file: Path) -> Article:
    """The article. Raises BadFile when the text isn't its, with the line where they part."""
    if text == article.text:
        return article
    pairs = zip(text, article.text, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(text), len(article.text)))
    message = f"expected the text of {article.id} unchanged, it differs from sign {at} on"
    raise BadFile(Problem(str(file), text.count("\n", 0, at) + 1, "(text)", message))


def named(name: str, file: Path, folder: Path) -> Article:
    """The article that a file is named after. Raises BadFile when there is none."""
    if name not in _names(folder):
        raise BadFile(Problem(str(file), 1, "(file)", f"expected the name of an article of {folder}"))
    return articles.load_one(folder, name)


def review(coding: Coding, file: Path) -> dict[str, Any]:
    """The coding as the plain data of a review file, its statements in the order of the text.

    What only a person can add may be missing and is null then: translations, the coder, the window. Raises
    BadFile with every other fault, each by file, line, mark and field.
    """
    length = len(coding.article.text)
    problems = [
        m.problem(file, "", f"expected words between 0 and {length}, found {m.start} to {m.end}")
        for m in coding.marks
        if m.kind != REVIEW and not 0 <= m.start < m.end <= length
    ]
    if problems:
        raise BadFile(*problems)
    marks = sorted((m for m in coding.marks if m.kind != REVIEW), key=lambda m: (m.start, m.end))
    heads = [m for m in coding.marks if m.kind == REVIEW]
    problems += [m.problem(file, "", "expected one review, found another") for m in heads[1:]]
    found = _whole(heads[0], file, problems) if heads else _whole(Mark(REVIEW, 0, 0, {}), file, problems)
    taken = [text for m in marks for text in m.said.get("id", ())[:1]]
    seen: set[str] = set()
    found["statements"] = []
    for mark in marks:
        entry, faults = _statement(mark, coding.article, taken)
        if entry["id"] in seen:
            faults.append(Fault("id", f"the id {entry['id']} stands twice"))
        seen.add(entry["id"])
        problems += [mark.problem(file, *fault) for fault in faults]
        found["statements"].append(entry)
    if problems:
        raise BadFile(*sorted(problems, key=lambda p: p.line))
    return found


def _statement(mark: Mark, article: Article, taken: list[str]) -> tuple[dict[str, Any], list[Fault]]:
    """The entry of a mark with its quotation, anchors and id, and what is wrong with it."""
    entry, faults = fields.entry(mark.kind, mark.said)
    entry["quote"] = quote = article.text[mark.start : mark.end]
    if not faults:
        beside = _beside(article.text, mark, entry["prefix"], entry["suffix"])
        entry["prefix"], entry["suffix"] = beside
    if entry["id"] is None:
        entry["id"] = _new(article, mark.kind, quote, taken)
    if not faults:
        given = reviews.faults(entry, article, mark.start, mark.end)
        faults = [Fault(_flat(where), message) for where, message in given
                  if where != ("translation",) or entry["translation"] is not None]  # fmt: skip
    return entry, faults


def _flat(where: Location) -> str:
    """The field as it is called in the tools."""
    if where in _FIELDS or where[:1] != ("date",):
        return _FIELDS.get(where, str(where[0]) if where else "")
    return str(where[1]) if len(where) > 1 else "first"


def _new(article: Article, kind: str, quote: str, taken: list[str]) -> str:
    ordinal = 0
    while (id := statements.make_id(article.id, kind, quote, ordinal)) in taken:
        ordinal += 1
    taken.append(id)
    return id


def _beside(text: str, mark: Mark, prefix: str | None, suffix: str | None) -> tuple[str | None, str | None]:
    """The prefix and suffix that were given if they still fit; else as much as the words need, or nothing."""
    quote = text[mark.start : mark.end]
    for before, after in ((prefix, suffix), *_surroundings(text, mark.start, mark.end)):
        try:
            if anchor.find(text, quote, before, after) == (mark.start, mark.end):
                return before, after
        except anchor.NotAnchored:
            continue
    return prefix, suffix


def _surroundings(text: str, start: int, end: int) -> Iterator[tuple[str | None, str | None]]:
    """What stands around a passage, nothing first, then more and more. The last is the whole text."""
    yield None, None
    length = 16
    while True:
        before, after = text[max(start - length, 0) : start] or None, text[end : end + length] or None
        yield before, None
        yield None, after
        yield before, after
        if length >= len(text):
            return
        length *= 2


def _names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.txt"))


def _mark(entry: dict[str, Any], article: Article) -> Mark:
    start, end = anchor.find(article.text, entry["quote"], entry["prefix"], entry["suffix"])
    return Mark(entry["kind"], start, end, fields.said(entry))


def _head(review: dict[str, Any]) -> Said:
    window = review["window"]
    points = tuple(json.dumps(point, ensure_ascii=False) for point in review["settled"])
    return {
        "coder": (review["coder"],),
        "first": (str(window["first"]),),
        "last": (str(window["last"]),),
        "why": (window["why"],) if window["why"] else (),
        "settled": points,
        "offered": tuple(review["offered"]),
    }


def _whole(mark: Mark, file: Path, problems: list[Problem]) -> dict[str, Any]:
    """What a mark says of the coding as a whole."""
    faults: list[Fault] = []
    for name, texts in mark.said.items():
        if name not in HEAD:
            faults.append(Fault(name, "review has no such field"))
        faults += [Fault(name, fault) for fault in fields.odd(texts, name in HEAD_LISTS)]
    told = {name: texts[0] for name, texts in mark.said.items() if name in HEAD and name not in HEAD_LISTS}
    days = {name: fields.day(name, told[name], faults) for name in ("first", "last") if name in told}
    settled = [point for text in mark.said.get("settled", ()) if (point := _point(text, faults))]
    offered = list(mark.said.get("offered", ()))
    faults += [Fault("offered", f"expected the id of a statement, found {id!r}")
               for id in offered if not re.fullmatch(statements.ID, id)]  # fmt: skip
    window: dict[str, dt.date | str | None] | None = None
    if days or "why" in told:
        window = {"first": days.get("first"), "last": days.get("last"), "why": told.get("why", "")}
    problems += [mark.problem(file, *fault) for fault in faults]
    return {"coder": told.get("coder"), "window": window, "settled": settled, "offered": offered}


def _point(text: str, faults: list[Fault]) -> dict[str, str] | None:
    names = ", ".join(reviews.Settled.model_fields)
    try:
        return reviews.Settled.model_validate_json(text).model_dump()
    except ValueError:
        faults.append(Fault("settled", f"expected a JSON object of {names}"))
    return None


def _entry(statement: Statement, article: Article) -> dict[str, Any]:
    """What the machine reads as the entry of a review file, its words to be translated by a person."""
    s, days = statement, statement.date
    given = {name: getattr(s, name) for name in statements.FIELDS[s.kind] if hasattr(s, name)}
    entry = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    entry["date"] = {name: getattr(days, name) for name in ("first", "last", "basis", "words", "conflict")}
    for name in ("killed", "wounded", "count"):
        if entry.get(name):
            entry[name] = _numbers(entry[name])
    if s.kind != "truce":
        entry["weapons"] = [{"type": w.type, **_numbers(w)} for w in s.weapons]
        entry["site"] = {n: getattr(s.site, n) for n in ("id", "country", "words")} if s.site else None
    mark = Mark(s.kind, s.start, s.end, {})
    entry["prefix"], entry["suffix"] = _beside(article.text, mark, None, None)
    return entry


def _numbers(count: Any) -> dict[str, int | None]:
    return {name: getattr(count, name) for name in ("low", "best", "high")}
