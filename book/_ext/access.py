"""What pages lack for those who don't see them, where an extension of others leaves no other way.

The templates in book/_templates do the same for the theme.
"""

from typing import Any

from sphinx.application import Sphinx

SUMMARY = '<summary aria-label="Toggle hidden content">'
"""How myst-nb opens a folded cell: a name that is not the words one sees, the same for every cell."""


def name_folds(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let a folded cell be called what it says."""
    if "body" in context:
        context["body"] = context["body"].replace(SUMMARY, "<summary>")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", name_folds)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
