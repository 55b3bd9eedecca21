"""What pages lack for those who don't see them, where an extension of others leaves no other way.

The templates in book/_templates do the same for the theme.
"""

import re
from typing import Any

from sphinx.application import Sphinx

SUMMARY = '<summary aria-label="Toggle hidden content">'
"""How myst-nb opens a folded cell: a name that is not the words one sees, the same for every cell."""


PART = re.compile(r"<(thead|tbody)\b.*?</\1>", re.DOTALL)


def mend(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let a folded cell be called what it says, and a heading in a table say what it heads."""
    if "body" in context:
        context["body"] = PART.sub(scoped, context["body"].replace(SUMMARY, "<summary>"))


def scoped(part: re.Match[str]) -> str:
    """A head or body of a table whose headings say whether they head a column or a row."""
    scope = "col" if part[1] == "thead" else "row"
    return re.sub(r"<th\b(?![^>]*\bscope=)", f'<th scope="{scope}"', part[0])


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", mend)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
