"""How numbers, days and lists are worded in English."""

import datetime as dt
from collections.abc import Sequence

from analysis.statements import Count

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(n: int) -> str:
    """Words up to ten, figures beyond; 0 is "no"."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else f"{n:,}"


def span(first: dt.date | None, last: dt.date | None) -> str:
    """A range of days: "26 July 2024", "3–7 March 2021", "29 December 2021 – 12 January 2022", "not told"."""
    if first is None or last is None:
        return "not told"
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {first:%B %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} – {last.day} {last:%B %Y}"


def count(counted: Count | None) -> str:
    """A count in words that keep its range: "4", "about 14", "at least 3", "20 to 99", "not told"."""
    if counted is None or not counted.known:
        return "not told"
    low, best, high = counted.low, counted.best, counted.high
    if low is not None and low == high:
        return f"{low}"
    if best is not None and low is None and high is None:
        return f"about {best}"
    if low is not None and high is None:
        return f"at least {low}"
    if high is not None and low is None:
        return f"at most {high}"
    return f"{low} to {high}"


def both(low: int | None, high: int | None) -> str:
    """A range of whole numbers: "7", "156 to 166", "20 or more", "at most 9", "not told"."""
    if low is None and high is None:
        return "not told"
    if high is None:
        return f"{low} or more"
    if low is None:
        return f"at most {high}"
    return f"{high}" if low == high else f"{low} to {high}"


def listing(names: Sequence[str]) -> str:
    """Names in a sentence: "a", "a and b", "a, b and c"; "none" for an empty list."""
    if not names:
        return "none"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
