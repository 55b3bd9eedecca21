"""What stays of the stylesheets when a page's names are known."""

import sys
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "book" / "_ext"))

import stylesheet

PAGE = """<link rel="stylesheet" href="_static/a.css?v=1" /><p class="note big" id="top" data-x="1"
style="color: var(--set)">x</p><script>box.classList.add("show"); box.dataset.state = 1</script>"""


def kept(css: str, folder: Path) -> str:
    """The rules that stay for the page above."""
    (folder / "a.css").write_text(css, encoding="utf-8")
    names = stylesheet.Names()
    stylesheet.Page(names).feed(PAGE)
    return "".join(map(stylesheet.written, stylesheet.used(stylesheet.read(folder / "a.css"), names)))


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".note { color: red }", ".note{color:red}"),
        (".none { color: red }", ""),
        (".none, .note:hover , #no { color: red !important }", ".note:hover{color:red!important}"),
        ("p.note > .big::before { content: 'a  b' }", 'p.note > .big::before{content:"a  b"}'),
        ("table.note, .note table { color: red }", ""),
        ("#top:not(.none) { color: red }", "#top:not(.none){color:red}"),
        (":is(.none, .other) p { color: red }", ""),
        (":is(.none, .note) p { color: red }", ":is(.none, .note) p{color:red}"),
        (".show { color: red }", ".show{color:red}"),
        ("[data-x] p, [data-y] p { color: red }", "[data-x] p{color:red}"),
        ("[data-state=on] { color: red }", "[data-state=on]{color:red}"),
        ("@media print { .none { color: red } }", ""),
        ("@media print { .none { color: red } p { color: red } }", "@media print{p{color:red}}"),
        ("/* a */ p { /* b */ color: /* c */ red }", "p{color:red}"),
        ("html { --a: 1; --b: var(--a); --c: 2; --set: 3 } p { margin: var(--b) }",
         "html{--a:1;--b:var(--a);--set:3}p{margin:var(--b)}"),
        ("html { --a: 1 } .none { margin: var(--a) }", ""),
        ("@keyframes go { to { margin: 0 } } @keyframes no { to { margin: 0 } } p { animation: go 1s }",
         "@keyframes go{to { margin: 0 }}p{animation:go 1s}"),
        ("@font-face { font-family: X; src: url(gone.woff2) } p { font-family: X }", "p{font-family:X}"),
    ],
)  # fmt: skip
def test_what_stays(css: str, left: str, tmp_path: Path) -> None:
    assert kept(css, tmp_path) == left


def test_an_imported_sheet_comes_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "b.css").write_text("p { margin: 0 }", encoding="utf-8")
    css = '@charset "utf-8"; @import "b.css"; p { margin: 1px }'
    assert kept(css, tmp_path) == "p{margin:0}p{margin:1px}"


def test_bad_css_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExtensionError, match=r"a\.css, line 2: not CSS"):
        kept("p { margin: 0 }\np", tmp_path)
