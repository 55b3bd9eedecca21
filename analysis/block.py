"""A block of a page that no chart or table can be: HTML that the last line of a notebook cell shows."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.arabic import runs


@dataclass(frozen=True, slots=True)
class Block:
    """HTML for the book and for JupyterLab, and the same in plain text for everything else.

    `html` is Markup, so every text that went into it was escaped on its way.
    """

    html: Markup
    plain: str

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": str(self.html), "text/plain": self.plain}


def arabic(text: str, tag: str = "span", css: str | None = None) -> Markup:
    """The text as an element that says it is Arabic and reads from right to left."""
    shown = Markup(' class="{}"').format(css) if css else ""
    return Markup('<{tag}{css} lang="ar" dir="rtl">{text}</{tag}>').format(tag=tag, css=shown, text=text)


def mixed(text: str) -> Markup:
    """English with the Arabic in it marked as such."""
    shown, at = Markup(""), 0
    for start, end in runs(text):
        shown += Markup("{}{}").format(text[at:start], arabic(text[start:end]))
        at = end
    return shown + text[at:]
