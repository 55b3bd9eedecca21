"""Finds quoted words in a text (after the W3C's TextQuoteSelector)."""


class NotAnchored(ValueError):
    """The words aren't in the text, or stand in it more than once."""


def find(text: str, quote: str, prefix: str | None = None, suffix: str | None = None) -> tuple[int, int]:
    """Where the quotation stands: offsets in code points, the end exclusive.

    `prefix` and `suffix` are words that stand right before and right after it; they are needed only
    when the quotation occurs twice. Raises NotAnchored when it isn't there exactly once.
    """
    if not quote:
        raise NotAnchored("expected words from the article, found none")
    found = [at for at in places(text, quote) if _fits(text, at, len(quote), prefix, suffix)]
    if not found:
        beside = " with that prefix and suffix" if prefix or suffix else ""
        raise NotAnchored(f"the words are not in the article{beside}")
    if len(found) > 1:
        raise NotAnchored(f"the words stand in the article {len(found)} times: give a prefix or a suffix")
    return found[0], found[0] + len(quote)


def nearest(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """Where the words stand closest to the passage [start, end). Raises NotAnchored when nowhere."""
    found = places(text, words) if words else []
    if not found:
        raise NotAnchored("the words are not in the article")
    at = min(found, key=lambda at: (max(start - at - len(words), at - end, 0), at))
    return at, at + len(words)


def places(text: str, words: str) -> list[int]:
    """Every offset at which the words stand, overlapping ones included."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _fits(text: str, at: int, length: int, prefix: str | None, suffix: str | None) -> bool:
    before = not prefix or text.endswith(prefix, 0, at)
    return before and (not suffix or text.startswith(suffix, at + length))
