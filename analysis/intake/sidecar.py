"""The sidecar of a new article: what is known about its text, as YAML that people then complete."""

import functools
import hashlib
import re

import yaml

from analysis import anchor, chrome, lexicon
from analysis.folding import fold
from analysis.intake import published
from analysis.intake.charset import ARABIC
from analysis.intake.page import Found

_HEAD = """\
# What is known about this text, as the page gave it; null is unknown. A translated headline needs its
# transliteration. Complete it, then: python -m analysis check
"""


class _Plain(yaml.SafeDumper):
    """Plain values alone, without tags, and without aliases: those are refused when the file is read."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def text(found: Found, original: str, copy_of: str | None) -> str:
    """The sidecar as YAML. `original` is the name that the page is kept under."""
    fields = {
        "outlet": outlet(found.outlet),
        "headline": _named(found.headline),
        "published": published.decided(found.claims, found.text),
        "language": "ar",
        "url": found.url,
        "sha256": hashlib.sha256(found.text.encode()).hexdigest(),
        "chrome": furniture(found.text),
        "original": original,
        **({"copy_of": copy_of} if copy_of else {}),
    }
    return _HEAD + yaml.dump(fields, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


def outlet(name: str | None) -> dict[str, str | None]:
    """The names of an outlet: those of the lexicon where it has one of that name, else what the page says."""
    for part in [name or "", *re.split(r" [|–—-] ", name or "")]:
        known = _outlets().get(fold(part).text.strip())
        if known:
            return {"en": known.en, "ar": known.ar, "transliterated": None}
    return _named(name)


def furniture(article: str) -> list[dict[str, str]]:
    """The page chrome in a text, each piece by its first and last words; what they don't find is left out."""
    pieces = (_piece(article, item.start, item.end, item.why) for item in chrome.find(article))
    return [piece for piece in pieces if piece]


def _piece(article: str, start: int, end: int, why: str) -> dict[str, str] | None:
    """The fewest words that stand once and lead to the start, and the fewest that then lead to the end."""
    words = [found.span() for found in re.finditer(r"\S+", article[start:end])]
    first = next((e for _, e in words if len(anchor.places(article, article[start : start + e])) == 1), None)
    last = next((s for s, _ in reversed(words) if _ends(article, start, start + s, end)), None)
    if first is None or last is None:
        return None
    return {"from": article[start : start + first], "to": article[start + last : end], "why": why}


def _ends(article: str, start: int, at: int, end: int) -> bool:
    """Whether what stands at [at, end) is found there first when it is looked for from the start on."""
    return article.find(article[at:end], start) == at


def _named(name: str | None) -> dict[str, str | None]:
    arabic = bool(name and ARABIC.search(name))
    return {"en": None if arabic else name, "ar": name if arabic else None, "transliterated": None}


@functools.cache
def _outlets() -> dict[str, lexicon.Outlet]:
    found: dict[str, lexicon.Outlet] = {}
    for entry in lexicon.outlets().values():
        for name in (entry.en, entry.ar, *entry.spellings, *entry.latin):
            found.setdefault(fold(name).text.strip(), entry)
    return found
