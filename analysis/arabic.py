"""Arabic script: where it stands in a text, and how to draw it in a figure.

Offsets are Unicode code points into the text as given, ends exclusive.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

# Letters with tatweel, Arabic-Indic digits and presentation forms; then marks on letters and joiners.
_LETTER = (
    "\u0620-\u064a\u0660-\u0669\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
_MARK = "\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08ff\u200c-\u200f"
_WORD = re.compile(f"[{_LETTER}][{_LETTER}{_MARK}]*")
# A letter of any other script, or the sign that stands for an object in running text.
_OTHER = re.compile(f"[^\\W\\d_{_LETTER}{_MARK}]|\ufffc")

# What parts two Arabic words when they stand in an English sentence: its comma, its dash, its signs.
_PARTS = re.compile(r"[,;:]\s|\s[–—]\s|[|·•=+<>→←≈&]|\n\s*\n")
_CLOSER = {"«": "»", "(": ")", "[": "]", "“": "”", "‘": "’", '"': '"'}
_STOP = re.compile(r"[.!…]*")
_SPY = "\u034f"
_INVISIBLE = re.compile(f"[{_SPY}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ARABIC_STOP = re.compile(r"[؟،؛۔]+")


def is_arabic(text: str) -> bool:
    """Whether the text has at least one Arabic letter or Arabic-Indic digit."""
    return _WORD.search(text) is not None


def font_path(bold: bool = False) -> Path:
    """The file of the Amiri typeface that the project installs, so that no figure depends on the machine."""
    import fontpkg_amiri

    return Path(fontpkg_amiri.ROOT) / "files" / ("Amiri-Bold.ttf" if bold else "Amiri-Regular.ttf")


def draw(text: str) -> str:
    """The text as matplotlib must be given it, so that Arabic is joined and reads from right to left.

    matplotlib 3.11 shapes and orders Arabic itself and gets the text unchanged; before, it places one sign
    after another from left to right, so the letters are put into their joined forms and into that order
    here, line by line. Text without Arabic comes back as it is. Never draw the result anywhere else.
    """
    import matplotlib.ft2font

    if not is_arabic(text) or hasattr(matplotlib.ft2font, "__libraqm_version__"):
        return text
    return "\n".join(_in_order(_joiner()(line)) for line in text.split("\n"))


def _in_order(line: str) -> str:
    """The signs of a line from left to right, brackets turned where they stand in Arabic."""
    from bidi import get_display
    from bidi.mirror import MIRRORED

    # get_display knows which way each bracket faces and doesn't tell. So each is followed by an invisible
    # mark, which takes its direction: where it comes out before the bracket, the bracket is to be turned.
    turning = "".join(map(re.escape, MIRRORED))
    line = re.sub(f"([{turning}])", rf"\1{_SPY}", _INVISIBLE.sub("", line))
    shown: str = get_display(line)
    return re.sub(f"([{turning}]){_SPY}|{_SPY}([{turning}])", lambda m: m[1] or MIRRORED[m[2]], shown)


@cache
def _joiner() -> Callable[[str], str]:
    """Puts letters into the forms that they have beside their neighbours."""
    from arabic_reshaper import ArabicReshaper

    # As it comes, the reshaper drops the marks on letters, and writes الله as one sign that few faces have.
    settings = {"delete_harakat": False, "ARABIC LIGATURE ALLAH": False}
    reshape: Callable[[str], str] = ArabicReshaper(settings).reshape
    return reshape


def runs(text: str) -> list[tuple[int, int]]:
    """Where Arabic stands in a text, as (start, end) in order, for marking its language and direction.

    A run goes from an Arabic word to the last one that only spaces, digits and punctuation part from it. It
    takes in a quotation mark or bracket whose partner it holds, guillemets around the whole of it, Arabic
    punctuation after it, and a full stop where the run begins a sentence, so that the stop is its own. A
    text that has Arabic letters and no others is one run from its first to its last sign.
    """
    if not is_arabic(text):
        return []
    if not _OTHER.search(text):
        return [(len(text) - len(text.lstrip()), len(text.rstrip()))]
    return [_closed(text, start, end) for start, end in _joined(text)]


def _joined(text: str) -> list[tuple[int, int]]:
    """Arabic words, put together where nothing of the sentence around them stands between."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        start, end = word.span()
        if found:
            between = text[found[-1][1] : start]
            brackets = _unmatched(text[found[-1][0] : start])[1]
            # A bracket that was opened before the run is the sentence's own, as in "Asad (…) and Erbil (…)".
            if not _OTHER.search(between) and not _PARTS.search(between) and not brackets & {")", "]"}:
                start = found.pop()[0]
        found.append((start, end))
    return found


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """The run together with the marks beside it that are its own."""
    lead = text[:start].rstrip(" \n«“\"'(")
    begins_sentence = not lead or lead[-1] in ".!?؟…"
    while True:
        opened, closed = _unmatched(text[start:end])
        before = text[start - 1 : start] if start else ""
        stop = _match_end(_STOP, text, end)
        after = text[stop : stop + 1]
        if after and after in {_CLOSER[mark] for mark in opened}:
            end = stop + 1
        elif before in _CLOSER and (_CLOSER[before] in closed or before == '"' in opened):
            start -= 1
        elif (before, after) == ("«", "»"):
            start, end = start - 1, stop + 1
        elif _match_end(_ARABIC_STOP, text, end) > end:
            end = _match_end(_ARABIC_STOP, text, end)
        elif begins_sentence and stop > end:
            end = stop
        else:
            return start, end


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _unmatched(text: str) -> tuple[set[str], set[str]]:
    """Opening marks in the text that nothing closes, and closing marks that nothing opens."""
    opened: list[str] = []
    closed: set[str] = set()
    for sign in text:
        if opened and sign == _CLOSER[opened[-1]]:
            opened.pop()
        elif sign in _CLOSER:
            opened.append(sign)
        elif sign in _CLOSER.values():
            closed.add(sign)
    return set(opened), closed
