"""Which letter each glyph of a typeface stands for, so that Arabic in the PDF can be searched and copied.

WeasyPrint writes down for each glyph the text it first stands for. An Arabic typeface sets some letters
together as one cluster of glyphs, and a glyph that is first seen in one would be written down as nothing or
as both letters, everywhere. The typeface itself knows better.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts


class Letters(dict[int, str]):
    """The text of each glyph that WeasyPrint has met: the typeface's word before WeasyPrint's."""

    def __init__(self, known: dict[int, str]) -> None:
        super().__init__()
        self.known = known

    def __setitem__(self, glyph: int, text: str) -> None:
        super().__setitem__(glyph, self.known.get(glyph, text))


@cache  # once a process
def teach_weasyprint() -> None:
    """From now on, fonts with Arabic letters in documents of this process know their letters."""
    make = fonts.Font.__init__

    def make_and_teach(font: Any, *arguments: Any) -> None:
        make(font, *arguments)
        font.to_unicode = Letters(letters(bytes(font.file_content)))

    fonts.Font.__init__ = make_and_teach


@cache
def letters(data: bytes) -> dict[int, str]:
    """The letters of an Arabic typeface's glyphs, by glyph number; empty for any other typeface.

    A glyph that a character is drawn with stands for it, and so does each that may take the glyph's place,
    such as the same letter's form inside a word.
    """
    font = TTFont(BytesIO(data), lazy=True)
    drawn = font.getBestCmap()
    if ord("ل") not in drawn:
        return {}
    known: dict[str, str] = {}
    for code, name in sorted(drawn.items()):
        known.setdefault(name, unicodedata.normalize("NFKC", chr(code)))
    replacements = list(replaced(font))
    while found := {new: known[old] for old, new in replacements if old in known and new not in known}:
        known |= found
    return {font.getGlyphID(name): text for name, text in known.items()}


def replaced(font: TTFont) -> Iterator[tuple[str, str]]:
    """Each glyph of which the typeface may put another, single one in its place, with that one."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = table.ExtSubTable if table.LookupType == 7 else table
            if table.LookupType == 1:
                yield from table.mapping.items()
            elif table.LookupType == 3:
                yield from ((old, new) for old, choice in table.alternates.items() for new in choice)
