"""One stylesheet for all pages: the theme's and the book's joined, without rules for what no page has.

A rule stays when each class, id, element and attribute that one of its selectors asks for stands in a page or
among the words of a script that a page loads, which may put it there. Custom properties, typefaces and
animations stay when a rule that stays uses them. The sheets are read as written and stay as they are in
`book/_static` and in the theme; only the pages' own builder joins them.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tinycss2
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

JOINED = "style.css"
"""The one sheet, in `_static`."""
NESTING = {"media", "supports", "container", "layer"}
"""At-rules that hold rules."""
CHOICES = {"is", "where", "has", "-webkit-any", "-moz-any"}
"""What has selectors in brackets of which one must match."""
DATA = "searchindex.js"
"""A script that holds the book's words and puts nothing into a page."""
EVERYWHERE = {"html", "head", "body", "dialog"}

Node = Any  # tinycss2 comes without types


@dataclass
class Names:
    """What rules may ask for: names of elements, classes, ids and attributes, and the words of scripts."""

    elements: set[str] = field(default_factory=lambda: set(EVERYWHERE))
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """Reads a page: adds its names to `names`, and notes what it links to."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names
        self.sheets: dict[str, str] = {}
        """The tag of each stylesheet's link, by the address that it names."""
        self.scripts: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.elements.add(tag)
        self.names.attributes |= given.keys()
        self.names.classes |= set(given.get("class", "").split())
        self.names.ids |= {given.get("id", "")}
        self.names.words |= words(given.get("style", "") + " " + given.get("onclick", ""))
        if tag == "link" and given.get("rel") == "stylesheet":
            self.sheets[given["href"]] = self.get_starttag_text() or ""
        if tag == "script":
            self.scripts += [given["src"]] if "src" in given else []
            self.in_script = True

    def handle_endtag(self, tag: str) -> None:
        self.in_script = self.in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.in_script:
            self.names.words |= words(data)


def words(text: str) -> set[str]:
    """The words of a script, or of a style, that may be names."""
    return set(re.findall(r"[\w-]+", text))


def join(app: Sphinx, error: Exception | None) -> None:
    """Put the joined sheet in the place of those that the pages link to, and take these out of the book."""
    if error or app.builder.name != "html":
        return
    names = Names()
    pages: dict[Path, Page] = {}
    sheets: dict[Path, None] = {}
    scripts: set[Path] = set()
    static = Path(app.outdir) / "_static"
    for path in sorted(set(Path(app.outdir).rglob("*.html")) - set(static.rglob("*.html"))):
        page = pages[path] = Page(names)
        page.feed(path.read_text(encoding="utf-8"))
        sheets |= dict.fromkeys(target(path, address) for address in page.sheets)
        scripts |= {target(path, address) for address in page.scripts}
    for script in sorted(scripts):
        if script.name != DATA:
            names.words |= words(script.read_text(encoding="utf-8"))
    joined = static / JOINED
    sources = [sheet for sheet in sheets if sheet != joined]
    if not sources:
        return
    rules = [rule for sheet in sources for rule in read(sheet)]
    kept = used(rules, names)
    for address in files(kept):
        if not (static / address).is_file():
            raise ExtensionError(f"a stylesheet of the book names {address}, which is not in _static")
    joined.write_text("".join(f"{written(rule)}\n" for rule in kept), encoding="utf-8")
    for path, page in pages.items():
        relink(path, page, joined)
    for sheet in sources:
        sheet.unlink()


def target(page: Path, address: str) -> Path:
    """The file that an address in a page stands for."""
    return (page.parent / urlsplit(address).path).resolve()


def relink(path: Path, page: Page, joined: Path) -> None:
    """Write the page with one link to the joined sheet where the first of its links stood."""
    text = path.read_text(encoding="utf-8")
    version = hashlib.sha256(joined.read_bytes()).hexdigest()[:8]
    up = "../" * (len(path.relative_to(joined.parent.parent).parts) - 1)
    link = f'<link rel="stylesheet" href="{up}_static/{JOINED}?v={version}" />'
    for n, tag in enumerate(page.sheets.values()):
        text = text.replace(tag, "" if n else link, 1)
    path.write_text(text, encoding="utf-8")


def read(sheet: Path) -> Iterator[Node]:
    """The rules of a sheet, those that it imports in their place."""
    text = sheet.read_text(encoding="utf-8")
    for rule in tinycss2.parse_stylesheet(text, True, True):  # without comments and space between rules
        kind = rule.lower_at_keyword if rule.type == "at-rule" else rule.type
        if kind == "error":
            raise ExtensionError(f"{sheet.name}, line {rule.source_line}: not CSS: {rule.message}")
        if kind == "import":
            [address] = [token.value for token in rule.prelude if token.type in ("string", "url")]
            yield from read(target(sheet, address))
        elif kind == "charset":
            continue
        elif kind != "font-face" or all(target(sheet, address).is_file() for address in files([rule])):
            yield rule  # the typeface of the theme's icons is not in the book


def files(rules: Iterable[Node]) -> list[str]:
    """The files that rules name."""
    found = []
    for token in tokens(rules):
        if token.type == "function" and token.lower_name == "url":
            found += [part.value for part in token.arguments if part.type == "string"]
        elif token.type == "url":
            found.append(token.value)
    return [address for address in found if not address.startswith(("data:", "#"))]


def used(rules: Iterable[Node], names: Names) -> list[Node]:
    """The rules that something in the book can use."""
    kept = live(rules, names)
    while True:
        count = len(list(declarations(kept)))
        mentioned = {
            token.value
            for declaration in declarations(kept)
            for token in tokens(declaration.value)
            if token.type in ("ident", "string")
        }
        needed = mentioned | names.words
        kept = [rule for rule in trimmed(kept, needed) if is_needed(rule, mentioned)]
        if len(list(declarations(kept))) == count:
            return kept


def live(rules: Iterable[Node], names: Names) -> list[Node]:
    """The rules, each with the selectors that can match; without those that have none."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s for s in parts(rule.prelude, ",") if can_match(s, names)]
            rule.prelude = [token for n, s in enumerate(selectors) for token in [*([COMMA] if n else []), *s]]
            rule.content = tinycss2.parse_blocks_contents(rule.content, True, True)
            if selectors and rule.content:
                kept.append(rule)
        elif rule.lower_at_keyword in NESTING and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            rule.content = live(inner, names)
            if rule.content:
                kept.append(rule)
        else:
            kept.append(rule)
    return kept


[COMMA] = tinycss2.parse_component_value_list(",")


def parts(prelude: list[Node], sign: str) -> list[list[Node]]:
    """A list of tokens cut at a sign."""
    found: list[list[Node]] = [[]]
    for token in prelude:
        if token.type == "comment":
            continue
        if token == sign:
            found.append([])
        else:
            found[-1].append(token)
    return found


def can_match(selector: list[Node], names: Names) -> bool:
    """Whether all that a selector asks for may stand in a page. What it asks not to be there is no matter."""
    before = ""
    for token in selector:
        asked = True
        if token.type == "ident" and before == ".":
            asked = token.value in names.classes | names.words
        elif token.type == "ident" and before != ":":
            asked = token.lower_value in names.elements or token.value in names.words
        elif token.type == "hash":
            asked = token.value in names.ids | names.words
        elif token.type == "[] block":
            asked = has_attribute(token, names)
        elif token.type == "function" and token.lower_name in CHOICES:
            asked = any(can_match(choice, names) for choice in parts(token.arguments, ","))
        if not asked:
            return False
        before = token.value if token.type == "literal" else ""
    return True


def has_attribute(block: Node, names: Names) -> bool:
    """Whether a page has an attribute, or a script knows it, by the name that its `dataset` has for it."""
    name: str = next(token.lower_value for token in block.content if token.type == "ident")
    return bool({name, name.removeprefix("data-")} & (names.attributes | names.words))


def declarations(rules: Iterable[Node]) -> Iterator[Node]:
    """Every declaration below the rules; those of a typeface or an animation as one list of tokens."""
    for rule in rules:
        if rule.type == "declaration":
            yield rule
        elif rule.type == "qualified-rule" or rule.lower_at_keyword in NESTING:
            yield from declarations(rule.content)


def tokens(values: Iterable[Node]) -> Iterator[Node]:
    """All tokens, those in brackets too."""
    for token in values:
        yield token
        for inside in ("prelude", "arguments", "content", "value"):
            within = getattr(token, inside, None)
            yield from tokens(within) if isinstance(within, list) else ()


def trimmed(rules: Iterable[Node], needed: set[str]) -> Iterator[Node]:
    """The rules without custom properties that are not needed, and without rules that hold nothing then."""
    for rule in rules:
        if rule.type == "qualified-rule" or rule.type == "at-rule" and rule.lower_at_keyword in NESTING:
            rule.content = list(trimmed(rule.content, needed))
            if rule.content:
                yield rule
        elif rule.type != "declaration" or not rule.name.startswith("--") or rule.name in needed:
            yield rule


def is_needed(rule: Node, mentioned: set[str]) -> bool:
    """Whether an animation is used; true of every other rule."""
    if rule.type != "at-rule" or not rule.lower_at_keyword.endswith("keyframes"):
        return True
    return any(token.type == "ident" and token.value in mentioned for token in rule.prelude)


def written(rule: Node) -> str:
    if rule.type == "declaration":
        important = "!important" if rule.important else ""
        return f"{rule.name}:{compact(rule.value)}{important}"
    if rule.type == "qualified-rule":
        return f"{compact(rule.prelude)}{{{';'.join(map(written, rule.content))}}}"
    head = f"@{rule.at_keyword} {compact(rule.prelude)}".strip()
    if rule.content is None:
        return f"{head};"
    if rule.lower_at_keyword in NESTING:
        return f"{head}{{{''.join(map(written, rule.content))}}}"
    return f"{head}{{{compact(rule.content)}}}"


def compact(values: list[Node]) -> str:
    """Tokens as text, without comments, and with a space for whatever sets them apart."""
    text = "".join(" " if v.type == "whitespace" else v.serialize() for v in values if v.type != "comment")
    return text.strip()


def setup(app: Sphinx) -> dict[str, Any]:
    # After whatever else is written into the pages.
    app.connect("build-finished", join, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
