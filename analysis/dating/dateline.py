"""The date of publication that an article prints: its dateline, a line of its own, or after "published".

A date in running text is not one, nor is a date of a change, of a visit to the page or of a picture, nor the
year of a copyright.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.dating.days import Calendar, Named
from analysis.dating.grammar import phrases
from analysis.dating.words import Line, lexicon

# A line's date stands near its beginning or its end; longer lines are the story.
_NEAR = 200
_LONG = 250
_MOST_WORDS = 6
_LINE = re.compile(r"[^\n]+")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_WORD = re.compile(r"[^\W\d_]+|©")
_BREAK = re.compile(r"[|\-–—:•·/،,()\[\]]")
_AGENCY = re.compile(r" ?(?:\([^()\n]{1,40}\) ?)?[-–—] ?[^ ]")


class Dateline(NamedTuple):
    """A date of publication at [start, end) of a folded text, and how it is printed."""

    words: Calendar | Named
    start: int
    end: int
    how: str


def find(text: str) -> Dateline | None:
    """The date of publication in a folded text: what is called so first, then what stands as one."""
    found = list(_candidates(text))
    for candidate in found:
        if candidate.how == "called":
            return candidate
    story = next(
        (line.start() for line in _LINE.finditer(text) if line.end() - line.start() >= _LONG), len(text)
    )
    head = [candidate for candidate in found if candidate.start < story or candidate.how == "dateline"]
    # A list of dated lines is a chronology, and below the story are the dates of other stories.
    some, most = (head, 2) if head else (found, 1)
    return some[0] if some and len({candidate.words.at(None) for candidate in some}) <= most else None


def _candidates(text: str) -> Iterator[Dateline]:
    before = ""
    for line in _LINE.finditer(text):
        start, end = line.span()
        yield from _within(text, start, min(end, start + _NEAR), before, end)
        if end - start > 2 * _NEAR:
            yield from (d for d in _within(text, end - _NEAR, end, "…", end) if d.how == "called")
        before = line[0] if end - start < 60 else ""


def _within(text: str, start: int, end: int, above: str, line_end: int) -> Iterator[Dateline]:
    if not _YEAR.search(text, start, end):
        return
    line = Line.of(text[start:end])
    for phrase in phrases(line):
        words = phrase.words
        if not isinstance(words, Calendar | Named) or not _one_day(words):
            continue
        first, last = line.extent(phrase.start, phrase.end)
        how = _standing(line.text[:first], text[start + last : min(line_end, start + last + _NEAR)], above)
        if how:
            yield Dateline(words, start + first, start + last, how)


def _one_day(words: Calendar | Named) -> bool:
    date = words.date if isinstance(words, Named) else words
    return bool(date and date.year and date.days and not date.several and not date.year_turn)


def _standing(before: str, after: str, above: str) -> str | None:
    """How a date stands between the words of its line: called published, alone, before the story, or not."""
    around = lexicon().around
    said, more = _WORD.findall(before), _WORD.findall(after)
    if not around["rights"].isdisjoint(said + more):
        return None
    near, far = _BREAK.split(before)[-1], _BREAK.split(after, maxsplit=1)[0]
    for word in reversed(said[-4:] or _WORD.findall(above)[-4:]):
        if word in around["not_published"]:
            return None
        if word in around["published"] and len(said) <= _MOST_WORDS:
            short = word == (said or [""])[-1] and len(said) + len(more) <= _MOST_WORDS
            if short or _only_hours(far):
                return "called"
    if _only_hours(near) and _only_hours(far) and max(len(said), len(more)) <= 2 * _MOST_WORDS:
        return "alone"
    city = 0 < len(said) <= 4 and said[-1] not in around["before_month"]
    return "dateline" if city and _AGENCY.match(after) else None


def _only_hours(text: str) -> bool:
    """Whether there is no word but the hour, its place, and the date in the Islamic calendar."""
    words = lexicon()
    return all(word in words.around["clock"] or words.kind(word) in _HIJRI for word in _WORD.findall(text))


# The months there have the names of seasons and of ordinals in them.
_HIJRI = ("hijri", "stem", "season", "ordinal")
