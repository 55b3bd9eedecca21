"""The scripts that a page needs, and no others, loaded while the page is read and run when it is there.

The theme and the extensions give every script to every page. Here a script for a certain part of a page goes
only where that part is. What no page loads any more leaves the book. Pages of the html builder only.
"""

import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

PARTS = {
    "clipboard.min.js": 'class="highlight',
    "copybutton.js": 'class="highlight',
    "design-tabs.js": 'class="sd-tab-set',
    "togglebutton.js": "toggle",
}
"""What stands in a page's body when it needs the script."""

SETTINGS = {
    "DOCUMENTATION_OPTIONS.pagename": None,  # for the theme's list of versions, which the book has not
    "DOCUMENTATION_OPTIONS.search_as_you_type = false": None,  # as if it were not there
    "let toggle": "togglebutton.js",
    "var togglebutton": "togglebutton.js",
}
"""How scripts inside a page begin that only set something, and the script that reads it."""

UNUSED = (
    "scripts/fontawesome.js", "scripts/bootstrap.js", "scripts/*.map", "scripts/fontawesome.js.LICENSE.txt",
    "scripts/bootstrap.js.LICENSE.txt", "vendor/fontawesome", "styles/*.map", "locales",
    "images/logo_*", "webpack-macros.html", "sbt-webpack-macros.html", "print.css", "epub.css",
)  # fmt: skip
"""What is brought into `_static` and no page loads."""


def choose(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page the scripts it needs."""
    if app.builder.name != "html":
        return
    body = context.get("body", "")
    context["script_files"] = [
        # The page of results has scripts of its own in between, which wait for no other.
        script if pagename == "search" else deferred(script)
        for script in context["script_files"]
        if is_needed(script, body)
    ]


def is_needed(script: Any, body: str) -> bool:
    """Whether something in the page's body needs a script, or a script inside the page."""
    name = str(script.filename or "").rpartition("/")[2]
    begin = str(script.attributes.get("body", ""))
    for setting, reader in SETTINGS.items():
        if begin.startswith(setting):
            return reader is not None and PARTS[reader] in body
    return PARTS.get(name, "") in body


def deferred(script: Any) -> Any:
    """The script, run in its turn when the page is there; one inside the page runs where it stands."""
    if not script.filename:
        return script
    return type(script)(script.filename, priority=script.priority, **{**script.attributes, "defer": "defer"})


def leave_out(app: Sphinx, error: Exception | None) -> None:
    """Take out of the book what no page loads."""
    if error or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    for pattern in UNUSED:
        for path in static.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    # After the extensions that add scripts to a page.
    app.connect("html-page-context", choose, priority=900)
    app.connect("build-finished", leave_out)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
