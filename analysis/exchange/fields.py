"""The fields of a review as plain text, the same in every tool: a name, and one text or several.

| field | its text |
|---|---|
| `first`, `last` | ISO days: `2021-07-06` |
| `killed`, `wounded`, `count` | `low:best:high`, a number left out where it is open: `20::99` |
| `weapons` | `type:low:best:high`, a text for each weapon: `rocket::14:` |
| `site`, `country`, `site_words` | the site's id, the country's code, the article's words |
| `by`, `parties`, `terms` and the other lists | a text for each member |
| everything else | as it stands in a review file |

A field that isn't there is null, or a list without members. A site of which nothing is known, not even the
article's words, is `site: -`.
"""

import datetime as dt
import re
from typing import Any, NamedTuple

Said = dict[str, tuple[str, ...]]

NOTHING = "-"
_DATE = ("first", "last", "basis", "words", "conflict")
_SITE = {"site": "id", "country": "country", "site_words": "words"}
_COUNTS = ("killed", "wounded", "count")
_DAYS = ("first", "last")
_NUMBERS = ("deadline_days",)
LISTS = (
    "by", "weapons", "claimed_by", "blamed_on", "denied_by", "parties", "mediators", "guarantors", "terms",
)  # fmt: skip
CHOICES = ("status", "scope", "basis", "target_type", "act")
"""The fields with a handful of values, which a tool can offer to choose from."""

_HEAD = ("id", "status", "scope", *_DATE)
_FORCE = (*_SITE, "by", "target", "target_type", "weapons", "killed", "wounded", "claimed_by", "blamed_on")
_TAIL = ("denied_by", "speaker", "event", "translation", "note", "prefix", "suffix")
_TRUCE = ("act", "parties", "mediators", "guarantors", "terms", "deadline_days")
NAMES = {
    "attack": (*_HEAD, *_FORCE, *_TAIL),
    "strike": (*_HEAD, *_FORCE, *_TAIL),
    "truce": (*_HEAD, *_TRUCE, *_TAIL),
    "total": (*_HEAD, "what", "count", "counter", *_FORCE, *_TAIL),
}
"""The fields of a statement of each kind, in the order in which they are written."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_COUNT = re.compile(r"(\d{0,15}):(\d{0,15}):(\d{0,15})", re.ASCII)
_WEAPON = re.compile(rf"(\w+):{_COUNT.pattern}", re.ASCII)


class Fault(NamedTuple):
    """What is wrong with one field, and what was expected."""

    field: str
    message: str


def said(entry: dict[str, Any]) -> Said:
    """The fields of an entry of a review file as texts; null and empty ones are left out."""
    told = {name: _texts(name, entry) for name in NAMES[entry["kind"]]}
    return {name: texts for name, texts in told.items() if texts}


def entry(kind: str, given: Said) -> tuple[dict[str, Any], list[Fault]]:
    """The entry of a review file that the texts say, without its quotation; and every fault in them."""
    faults = [Fault(name, f"{kind} has no such field") for name in given if name not in NAMES[kind]]
    found: dict[str, Any] = {"kind": kind}
    for name in NAMES[kind]:
        texts = given.get(name, ())
        faults += [Fault(name, fault) for fault in odd(texts, name in LISTS)]
        if name not in (*_DATE, *_SITE):
            found[name] = _value(name, texts, faults)
    found["date"] = {name: _value(name, given.get(name, ()), faults) for name in _DATE}
    if kind != "truce":
        found["site"] = _site(given)
    return found, faults


def _texts(name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    value: Any
    if name in _SITE:
        site = entry["site"] or {}
        if site and not any(site.values()):
            return (NOTHING,) if name == "site" else ()
        value = site.get(_SITE[name])
    else:
        value = entry["date"][name] if name in _DATE else entry[name]
    if name == "weapons":
        return tuple(f"{weapon['type']}:{_count(weapon)}" for weapon in value)
    if name in LISTS:
        return tuple(value)
    if value is None:
        return ()
    return (_count(value) if name in _COUNTS else str(value),)


def _count(count: dict[str, Any]) -> str:
    return ":".join("" if count[n] is None else str(count[n]) for n in ("low", "best", "high"))


def odd(texts: tuple[str, ...], several: bool) -> list[str]:
    """What no field may have: several texts where one belongs, a text without words, half a sign."""
    found = ["expected one value, found several"] if len(texts) > 1 and not several else []
    if any(not text for text in texts):
        found.append("expected words, found none")
    if any("\ud800" <= sign <= "\udfff" for text in texts for sign in text):
        found.append("expected text, found half a surrogate pair")
    return found


def _value(name: str, texts: tuple[str, ...], faults: list[Fault]) -> Any:
    if name == "weapons":
        return [weapon for text in texts if (weapon := _weapon(text, faults))]
    if name in LISTS:
        return list(texts)
    if not texts:
        return None
    text = texts[0]
    if name in _DAYS:
        return day(name, text, faults)
    if name in _COUNTS:
        found = _COUNT.fullmatch(text)
        if not found:
            faults.append(Fault(name, f"expected low:best:high, such as 20::99, found {text!r}"))
        return _numbers(found.groups()) if found else None
    if name in _NUMBERS:
        if not re.fullmatch(r"\d{1,15}", text, re.ASCII):
            faults.append(Fault(name, f"expected a number, found {text!r}"))
            return None
        return int(text)
    return text


def day(name: str, text: str, faults: list[Fault]) -> dt.date | None:
    """The day that a text names, or None and a fault."""
    try:
        if _ISO.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    faults.append(Fault(name, f"expected a day such as 2021-07-06, found {text!r}"))
    return None


def _weapon(text: str, faults: list[Fault]) -> dict[str, Any] | None:
    found = _WEAPON.fullmatch(text)
    if not found:
        message = f"expected type:low:best:high, such as rocket::14:, found {text!r}"
        faults.append(Fault("weapons", message))
        return None
    return {"type": found[1], **_numbers(found.groups()[1:])}


def _numbers(texts: tuple[str | Any, ...]) -> dict[str, int | None]:
    return {n: int(text) if text else None for n, text in zip(("low", "best", "high"), texts, strict=True)}


def _site(given: Said) -> dict[str, str | None] | None:
    parts = {part: given.get(name, (None,))[0] for name, part in _SITE.items()}
    if parts["id"] == NOTHING:
        parts["id"] = None
    elif not any(parts.values()):
        return None
    return parts
