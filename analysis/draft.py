"""The draft of a review: what the machine read, in the form of a review file, for a person to go over.

Above each statement stands as a comment by which rule and words it was made. What only a person can tell is
left as "", which `check` names as missing.
"""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from analysis import anchor, labels, lexicon
from analysis.annotate import Reading, Reason
from analysis.articles import Article
from analysis.likeness import Like
from analysis.reviews import Window
from analysis.statements import Count, Munitions, Site, Statement

Likely = Mapping[str, Sequence[Like]]
"""By a statement's id, the events or cycles that it may be about."""

_FORCE = ("site", "by", "target", "target_type", "weapons", "killed", "wounded", "claimed_by", "blamed_on",
          "denied_by", "speaker", "event")  # fmt: skip
_FIELDS = {
    "attack": _FORCE,
    "strike": _FORCE,
    "total": ("what", "count", "counter", *_FORCE),
    "truce": ("act", "parties", "mediators", "guarantors", "terms", "deadline_days", "denied_by", "speaker",
              "event"),
}  # fmt: skip
_HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_WORD = 20
"""Characters within which a word is looked for."""
_PLAIN = re.compile(r"[a-z][a-z0-9_-]*|[A-Z]{2}")


def text(article: Article, reading: Reading, window: Window | None, likely: Likely) -> str:
    """A whole review file."""
    first, last = (window.first, window.last) if window else (None, None)
    days = _flow({"first": first, "last": last, "why": ""})
    ids = _flow([s.id for s in reading.statements])
    head = [
        *comment(labels.word("draft head")),
        f'coder: ""   # {labels.word("draft coder")}',
        *comment(labels.word("draft window" if window else "draft no window")),
        f"window: {days}",
        "settled: []",
        *comment(labels.word("draft offered")),
        f"offered: {ids}",
        "statements:" if reading.statements else "statements: []",
    ]
    return "\n".join([*head, *entries(article, reading.statements, reading, likely)]) + "\n"


def entries(article: Article, chosen: Iterable[Statement], reading: Reading, likely: Likely) -> list[str]:
    """The lines of some of the reading's statements, a blank line before each."""
    reasons = dict(zip((s.id for s in reading.statements), reading.reasons, strict=True))
    lines: list[str] = []
    for statement in chosen:
        lines += ["", *_why(article, reasons[statement.id])]
        for like in likely.get(statement.id, ()):
            lines += _offer(article, statement.kind, like)
        fields = _fields(statement, article.text).items()
        entry = [f"{name}: {value}" for name, value in fields]
        lines += [f"- {entry[0]}", *(f"  {line}" for line in entry[1:])]
    return lines


def comment(words: str) -> list[str]:
    """The words as lines of comment, broken between words."""
    lines, line = [], "#"
    for word in words.split(" "):
        if len(line) + len(word) > 108:
            lines.append(line)
            line = "#"
        line += f" {word}"
    return [*lines, line]


def quoted(words: str) -> str:
    """The words between quotes on one line; what cannot be seen, or turns the direction, as its number."""
    return "".join(
        f"\\u{ord(c):04x}" if unicodedata.category(c) in _HIDDEN and ord(c) < 0x10000
        else f"\\U{ord(c):08x}" if unicodedata.category(c) in _HIDDEN else c
        for c in json.dumps(words, ensure_ascii=False)
    )  # fmt: skip


def selector(text: str, start: int, end: int) -> tuple[str | None, str | None]:
    """The words before, or after, or on both sides, that tell the passage from others with the same words."""
    quote = text[start:end]
    if len(anchor.places(text, quote)) == 1:
        return None, None
    n = 1
    while n <= len(text):
        prefix, suffix = _words_before(text[:start], n), _words_after(text[end:], n)
        for pair in ((prefix, None), (None, suffix), (prefix, suffix)):
            try:
                anchor.find(text, quote, *pair)
            except anchor.NotAnchored:
                continue
            return pair
        n *= 2
    return text[:start] or None, text[end:] or None


def _words_before(text: str, n: int) -> str | None:
    starts = [word.start() for word in re.finditer(r"\S+", text[-_WORD * n :])]
    return text[-_WORD * n :][starts[-n:][0] :] if starts else None


def _words_after(text: str, n: int) -> str | None:
    ends = [word.end() for word in re.finditer(r"\S+", text[: _WORD * n])]
    return text[: ends[:n][-1]] if ends else None


def _why(article: Article, reason: Reason) -> list[str]:
    words = ", ".join(quoted(article.text[b.start : b.end]) for b in reason.because)
    return comment(labels.word("draft rule").format(rule=reason.rule, words=words))


def _offer(article: Article, kind: str, like: Like) -> list[str]:
    own = f"s-{article.number}-"
    who = [labels.word("draft own").format(id=by) if by.startswith(own) else by for by in like.by]
    told = {"id": like.id, "who": ", ".join(who), "reasons": "; ".join(like.reasons)}
    return comment(labels.word("draft cycle" if kind == "truce" else "draft offer").format(**told))


def _fields(s: Statement, text: str) -> dict[str, str]:
    """The fields of one entry in their order, as they are written."""
    prefix, suffix = selector(text, s.start, s.end)
    days = {name: getattr(s.date, name) for name in ("first", "last", "basis")}
    known: dict[str, Any] = {
        "id": s.id, "kind": s.kind, "status": s.status, "scope": s.scope,
        "quote": quoted(s.quote),
        "prefix": prefix and quoted(prefix), "suffix": suffix and quoted(suffix),
        "translation": '""', "note": None,
        "date": {**days, "words": s.date.words and quoted(s.date.words),
                 "conflict": s.date.conflict and quoted(s.date.conflict)},
    }  # fmt: skip
    known |= {name: getattr(s, name) for name in _FIELDS[s.kind]}
    return {name: _flow(value) for name, value in known.items()}


def _flow(value: Any) -> str:
    """A value on one line."""
    if value is None:
        return "null"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return value if value.startswith('"') else _word(value)
    if isinstance(value, Site):
        return _flow(_site(value))
    if isinstance(value, Count | Munitions):
        named = {"type": value.type} if isinstance(value, Munitions) else {}
        return _flow({**named, "low": value.low, "best": value.best, "high": value.high})
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(item)}" for name, item in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _word(value: str) -> str:
    """A code as it is where YAML reads it as a word, else between quotes."""
    plain = _PLAIN.fullmatch(value) and yaml.safe_load(value) == value
    return value if plain else quoted(value)


def _site(site: Site) -> dict[str, Any]:
    place = lexicon.site(site.id) if site.id else None
    known = place is not None and place.country == site.country
    return {"id": site.id, "country": None if known else site.country,
            "words": site.words and quoted(site.words)}  # fmt: skip
