"""Where one sentence ends and the next begins in Arabic news text."""

import re

from analysis.articles import Article

_END = re.compile(
    r"""
    (?: [!?؟…]
      | \.(?![0-9A-Za-z٠-٩])          # a point inside 2.5 or example.org ends nothing
      | (?<![0-9A-Za-z٠-٩])\.
    )
    [.!?؟…»”’"')\]}]*                 # "?!" and ".." are one end, and what closes belongs to what it closes
  | [\n\r\u2028\u2029]
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]")


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text in its order: offsets in code points, ends exclusive.

    A sentence ends at . ! ? ؟ … with the marks that close after it, and at the end of a line. The space
    around it is not part of it, and what has neither letter nor digit is no sentence.
    """
    cuts = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    spans = [_stripped(text, start, end) for start, end in zip(cuts, cuts[1:], strict=False)]
    return [(start, end) for start, end in spans if _WORD.search(text, start, end)]


def of(article: Article) -> list[tuple[int, int]]:
    """The article's own sentences: those that are not page chrome."""
    return [
        (start, end)
        for start, end in split(article.text)
        if not any(c.start <= start and end <= c.end for c in article.chrome)
    ]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
