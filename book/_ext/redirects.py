"""Addresses that were published once and have moved: book/redirects.csv says where each leads now.

An address is a page with an anchor, such as `book/events.html#e-…`. The old anchor stays on its page, at the
foot, with a link to the new place; a page that is gone is made again with nothing but such links.
"""

import csv
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx

from analysis import labels

FILE = Path(__file__).resolve().parent.parent / "redirects.csv"


def moved(file: Path = FILE) -> dict[str, dict[str, str]]:
    """For each page, without `.html`, its old anchors and the addresses they have moved to.

    Raises ValueError, by file and line, for a row that is not two addresses with anchors.
    """
    found: dict[str, dict[str, str]] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            old, new = row.get("old") or "", row.get("new") or ""
            if not all(".html#" in address for address in (old, new)):
                raise ValueError(f"{file.name}, line {number}: expected two addresses such as book/a.html#b")
            page, _, anchor = old.partition(".html#")
            found.setdefault(page, {})[anchor] = new
    return found


def signposts(page: str, anchors: dict[str, str]) -> Markup:
    """The old anchors of a page, each with the way to its new place."""
    line = Markup('<p id="{anchor}">{words} <a href="{address}">{new}</a></p>')
    lines = (
        line.format(
            anchor=anchor,
            words=labels.word("address moved"),
            address=posixpath.relpath(new, posixpath.dirname(page) or "."),
            new=new.partition("#")[2],
        )
        for anchor, new in anchors.items()
    )
    return Markup('<div class="moved">{}</div>').format(Markup("").join(lines))


def add(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Put the signposts of a page at its foot."""
    if app.builder.name == "html" and doctree is not None and pagename in moved():
        context["body"] += str(signposts(pagename, moved()[pagename]))


def make_again(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The pages that are gone."""
    if app.builder.name != "html":
        return
    for page, anchors in moved().items():
        if page not in app.env.found_docs:
            title = labels.word("address moved page")
            yield page, {"title": title, "body": f"<h1>{title}</h1>{signposts(page, anchors)}"}, "page.html"


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", add, priority=300)
    app.connect("html-collect-pages", make_again)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
