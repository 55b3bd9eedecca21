"""When an article came out: everything that claims to know, and what can be made of it.

A claim is one place that gives a day. Those that agree make the day; where they don't, the sidecar gets the
days from the first to the last of them and the words of each, and a person decides.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from lxml.html import HtmlElement

from analysis import anchor, dates
from analysis.intake import metadata, signs

_EARLIEST = 1995  # before it there were no pages
_HERE = dt.timezone(dt.timedelta(hours=3))
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|$)")
_DAY = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?!\d)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A place that gives a day. `days` are those it can mean: as it is written, and on the clock of Iraq.

    `how` says of a date that the article's own text prints how it stands there. `unused` says why the claim
    decides nothing.
    """

    days: tuple[dt.date, ...]
    source: str
    words: str
    how: str | None = None
    unused: str | None = None

    @property
    def day(self) -> str:
        """The day as a reader is told it."""
        return " or, on the clock of Iraq, ".join(map(str, self.days))

    def __str__(self) -> str:
        return f'{self.source} "{self.words}"'


def of_page(tree: HtmlElement, title: str | None, url: str | None, above: Sequence[str]) -> Iterator[Claim]:
    """What the page claims: its tags, its JSON-LD, its address, and the lines that stand above the text."""
    change = "a change, not the publication"
    for name, value in metadata.tags(tree):
        if name in metadata.PUBLISHED | metadata.CHANGED:
            yield from _claim(f"meta {name}", value, change if name in metadata.CHANGED else None)
    for node in metadata.articles(tree, title):
        for field, why in (("datePublished", None), ("dateModified", change)):
            if isinstance(given := node.get(field), str):
                yield from _claim(f"JSON-LD {field}", given, why)
    for name, marked in metadata.times(tree):
        yield from _claim(name, marked, None)
    if url and (found := _IN_ADDRESS.search(url)):
        yield from _claim("the address", "-".join(found.groups()), None)
    if printed := dates.publication("\n".join(above)):
        yield from _claim("printed above the text", printed.words or "", None)


def of_text(text: str) -> Iterator[Claim]:
    """The day that the article's own text prints."""
    found = dates.publication(text)
    if found and found.words:
        never = _impossible(found.first)
        yield Claim((found.first,), "the text", found.words, how=found.evidence, unused=never)


def decided(claims: Iterable[Claim], text: str) -> dict[str, Any] | None:
    """The field `published` of the sidecar; None when nothing gives a day."""
    used = [claim for claim in claims if claim.unused is None]
    if not used:
        return None
    common = set.intersection(*(set(claim.days) for claim in used))
    printed = next((claim for claim in used if claim.how), None)
    if not common:
        return _disputed(used)
    day = next(d for claim in ((printed,) if printed else used) for d in claim.days if d in common)
    others = "; ".join(str(claim) for claim in used if claim is not printed)
    words = _anchored(text, printed.words) if printed else None
    if printed and words:
        evidence = f"{printed.how} The page agrees: {others}." if others else str(printed.how)
        return _record(day, day, "stated", words, evidence)
    start = "The text prints its date more than once" if printed else "The text prints no date"
    said = "; ".join(map(str, used))
    return _record(day, day, "inferred", None, f"{start}. The page says: {said}.")


def disagree(claims: Iterable[Claim]) -> bool:
    """Whether the claims that count leave no day that all of them can mean."""
    used = [set(claim.days) for claim in claims if claim.unused is None]
    return bool(used) and not set.intersection(*used)


def _disputed(used: list[Claim]) -> dict[str, Any]:
    days = [claim.days[0] for claim in used]
    said = "; ".join(f"{claim} is {claim.days[0]}" for claim in used)
    return _record(min(days), max(days), "inferred", None, f"The page disagrees with itself: {said}.")


def _record(first: dt.date, last: dt.date, basis: str, words: str | None, evidence: str) -> dict[str, Any]:
    return {"first": first, "last": last, "basis": basis, "words": words, "evidence": evidence}


def _anchored(text: str, words: str) -> str | None:
    """The words, or the line they stand on, whichever stands in the text once."""
    at = text.find(words)
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0].strip()
    for tried in (words, line):
        try:
            anchor.find(text, tried)
        except anchor.NotAnchored:
            continue
        return tried
    return None


def _claim(source: str, value: str, unused: str | None) -> Iterator[Claim]:
    words = signs.line(value)[:80]
    days = _days(words)
    if days:
        yield Claim(days, source, words, unused=unused or _impossible(days[0]))


def _impossible(day: dt.date) -> str | None:
    if day.year >= _EARLIEST and day <= dt.date.today() + dt.timedelta(days=1):
        return None
    return "not a possible day of publication"


def _days(words: str) -> tuple[dt.date, ...]:
    """The days that a value can mean; none where it is no date."""
    moment = _moment(words)
    if moment is not None:
        there = moment.astimezone(_HERE).date() if moment.tzinfo and _far(moment) else moment.date()
        return tuple(dict.fromkeys((moment.date(), there)))
    if found := _DAY.match(words):
        try:
            return (dt.date(*map(int, found.groups())),)
        except ValueError:
            return ()
    printed = dates.publication(words)
    return (printed.first,) if printed and printed.first == printed.last else ()


def _far(moment: dt.datetime) -> bool:
    """Whether it is not at an end of the calendar, where no clock can be changed."""
    return dt.MINYEAR < moment.year < dt.MAXYEAR


def _moment(words: str) -> dt.datetime | None:
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
