"""Signs that no article needs and that could deceive a reader, a terminal or a program."""

import re

# Controls but for tab and line feed, halves of surrogates, byte order marks, tags, directional overrides.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def cleaned(text: str) -> tuple[str, int]:
    """The text with line feeds alone as line ends and without harmful signs, and how many those were."""
    lines = re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text)
    return _HARMFUL.subn("", lines)


def line(text: str) -> str:
    """A name or a title as one clean line."""
    return " ".join(cleaned(text)[0].split())


def shown(text: str, most: int = 300) -> str:
    """The text as it may be printed on a terminal: cut where it is long, what cannot be seen as its code."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in cut)
