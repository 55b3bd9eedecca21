"""The typeface of the built book's Arabic. `make book` comes first."""

import io

import pytest
from fontTools.ttLib import TTFont

from tests.audit.browser import BOOK

PAGES = sorted(BOOK.glob("*.html")) + sorted(BOOK.glob("book/*.html"))


@pytest.mark.parametrize("name", ["amiri-regular.woff2", "amiri-bold.woff2"])
def test_every_arabic_letter_of_the_pages_is_in_it(name: str) -> None:
    face = (BOOK / "_static" / name).read_bytes()
    assert face[:4] == b"wOF2" and len(face) < 120_000
    letters = TTFont(io.BytesIO(face)).getBestCmap()
    used = {ord(sign) for page in PAGES for sign in page.read_text(encoding="utf-8")}
    arabic = {number for number in used if 0x621 <= number <= 0x6FF}
    assert len(arabic) > 40 and arabic <= letters.keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_it_is_called_once_before_the_first_arabic(page) -> None:
    text = page.read_text(encoding="utf-8")
    article = text.partition("<article")[2]
    before, arabic, _ = article.partition('lang="ar"')
    assert before.count("_static/amiri.js") == text.count("_static/amiri.js") == bool(arabic)
