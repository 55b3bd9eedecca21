"""The bytes of a page as text: by what they are, by what is declared, or as an old Arabic page."""

import codecs
import re

import webencodings
from bs4.dammit import EncodingDetector

from analysis.intake import Refused

ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_LETTER = re.compile(r"[^\W\d_]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What browsers in Arabic take a page for that names no charset.
_UNNAMED = "windows-1256"


def decoded(raw: bytes, beside: str | None, html: bool) -> tuple[str, str]:
    """The text, and the charset with how it is known. Raises Refused when it isn't text in that charset.

    `beside` is the charset that stands beside the page: in a header, or in the part of a message.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], name), f"{name}, by its byte order mark"
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        failed = error
    declared = beside or (EncodingDetector.find_declared_encoding(raw, is_html=True) if html else None)
    if declared:
        known = webencodings.lookup(declared)
        if known is None:
            raise Refused(f"the charset {declared[:40]!a} is not known")
        # A stray byte in an advertisement is no reason to refuse a page; one in the article is, later.
        return known.codec_info.decode(raw, "replace")[0], f"{known.name}, as declared"
    text = raw.decode(_UNNAMED, "replace")
    if _CONTROL.search(text) or not (html or mostly_arabic(text)):
        raise Refused(f"expected UTF-8, found byte 0x{raw[failed.start]:02x}")
    return text, f"{_UNNAMED}, a guess: it declares none and is not UTF-8"


def mostly_arabic(text: str) -> bool:
    """Whether at least half of the letters are Arabic."""
    letters = len(_LETTER.findall(text))
    return 0 < letters <= 2 * len(ARABIC.findall(text))


def _strict(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        raise Refused(f"expected {name}, found byte 0x{raw[error.start]:02x}") from None
