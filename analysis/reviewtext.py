"""A review as the text of its file, in the form in which people write one.

Signs that can't be seen, or that turn the direction of what follows, are written as escapes, so that the file
shows what it holds.
"""

import datetime as dt
import json
import re
import unicodedata
from typing import Any

_HEAD = ("id", "kind", "status", "scope", "quote", "prefix", "suffix", "translation", "note", "date")
_FORCE = ("site", "by", "target", "target_type", "weapons", "killed", "wounded", "claimed_by", "blamed_on")
_TAIL = ("denied_by", "speaker", "event")
_ORDER = (
    *_HEAD, "act", "parties", "mediators", "guarantors", "terms", "deadline_days",
    "what", "count", "counter", *_FORCE, *_TAIL,
)  # fmt: skip
_PLAIN = re.compile(r"[a-z]+(_[a-z]+)*(-[a-z0-9]+)*|[A-Z]{2}")
_WORDS_OF_YAML = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
_WORDS = ("quote", "prefix", "suffix", "translation", "note", "words", "conflict", "why")
_JOINERS = "\u200c\u200d"


def text(review: dict[str, Any]) -> str:
    """The YAML of a review, first or second coding, from its fields as plain data."""
    lines = [f"{name}: {_value(name, review[name])}" for name in ("coder", "window")]
    if not review["settled"]:
        lines.append("settled: []")
    else:
        lines.append("settled:")
    for point in review["settled"]:
        lines.append("- " + "\n  ".join(f"{name}: {_quoted(words)}" for name, words in point.items()))
    if review["offered"]:
        lines.append(f"offered: {_value('offered', review['offered'])}")
    if not review["statements"]:
        lines.append("statements: []")
    else:
        lines.append("statements:")
    for entry in review["statements"]:
        given = [f"{name}: {_value(name, entry[name])}" for name in _ORDER if name in entry]
        lines += ["", "- " + "\n  ".join(given)]
    return "\n".join(lines) + "\n"


def _value(name: str, value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, dict):
        value = {"type": value["type"], **value} if "type" in value else value
        return "{" + ", ".join(f"{key}: {_value(key, inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(name, inner) for inner in value) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML and name not in _WORDS
    return value if plain else _quoted(value)


def _quoted(words: str) -> str:
    return visible(json.dumps(words, ensure_ascii=False))


def visible(text: str) -> str:
    r"""The text with every sign that can't be seen as `\u…`, except what joins and parts Arabic letters."""
    return "".join(_escape(sign) if _hidden(sign) else sign for sign in text)


def _hidden(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] == "C" and sign not in _JOINERS or category in ("Zl", "Zp")


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"
