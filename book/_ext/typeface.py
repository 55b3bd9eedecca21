"""The typeface of the book's Arabic, Amiri, goes out with the pages: no page asks another machine for it."""

import base64
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from analysis.arabic import font_path

SCRIPT = """{
  const face = Uint8Array.from(atob("%s"), (sign) => sign.charCodeAt(0));
  document.fonts.add(new FontFace("Book Amiri", face.buffer, { weight: "400" }));
}
"""


def call_typeface(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the script that brings the typeface before a page's first Arabic.

    A browser sets lines before a typeface comes, and shifts them when it is there. What stands after a script
    waits for it, so it is set once; what stands before is seen at once, and is fetched before it. A page
    opened as a file has the typeface too, where a browser lets such pages ask for none.
    """
    before, first, after = context.get("body", "").partition('lang="ar"')
    if first and app.builder.name == "html":
        at = before.rindex("<")
        script = f'<script src="{context["pathto"]("_static/amiri.js", 1)}" fetchpriority="low"></script>'
        context["body"] = before[:at] + script + before[at:] + first + after


def write_typeface(app: Sphinx, error: Exception | None) -> None:
    """Put what the pages use of Amiri into `_static/` as woff2, an eighth of the whole typeface in size.

    The regular cut goes into a script as well, for `call_typeface`. The single page is left out: it is made
    for print, which takes the typeface itself. So is EPUB, whose builder sees to its own.
    """
    if error or app.builder.format != "html" or app.builder.name in ("singlehtml", "epub"):
        return
    folder = Path(app.outdir) / "_static"
    pages = (page.read_text(encoding="utf-8") for page in Path(app.outdir).rglob("*.html"))
    signs = {ord(sign) for page in pages for sign in page}
    for bold, name in [(False, "amiri-regular.woff2"), (True, "amiri-bold.woff2")]:
        save_typeface(bold, folder / name, signs)
    data = base64.b64encode((folder / "amiri-regular.woff2").read_bytes()).decode()
    (folder / "amiri.js").write_text(SCRIPT % data, encoding="utf-8")


def save_typeface(bold: bool, target: Path, signs: Iterable[int]) -> None:
    """Write what signs need of Amiri to a file, in the format that the file's ending says: ttf or woff2."""
    from fontTools import subset

    options = subset.Options(flavor="woff2" if target.suffix == ".woff2" else None, hinting=False)
    font = subset.load_font(str(font_path(bold)), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(signs))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", call_typeface, priority=600)  # panels may have the first Arabic
    app.connect("build-finished", write_typeface)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
