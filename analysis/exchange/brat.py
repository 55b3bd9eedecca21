r"""Codings in brat's standoff format: `<id>.txt` and `<id>.ann`, and the `.conf` files of the folder.

Each statement is an entity of its kind. What one chooses from a few values is an attribute; the rest stands
in the entity's one note, `field: value | field: value`, which brat lets people edit; a list has its field
once for each member. In a value `\|` is a bar, `\\` a backslash, `\n` the end of a line and `\u` with its
number any sign. An entity of type Review, on the article's first word, holds what is said of the coding.

brat counts code points, as we do. It has no span over the end of a line: such a quotation is one entity in
fragments, a fragment a line, and what stands between fragments may be nothing but space.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from analysis import labels, reviews
from analysis.exchange import coding, fields
from analysis.exchange.coding import KINDS, REVIEW, Coding, Mark
from analysis.statements import ACTS, STATUSES
from analysis.yamlfile import BadFile, Problem, read_utf8

_TYPES = {kind.title(): kind for kind in KINDS}
_ATTRIBUTES = {name.capitalize(): name for name in fields.CHOICES}
_COLOURS = {
    "attack": "#f4b6a6", "strike": "#a9c8ee", "truce": "#b9dfb4", "total": "#e3d3f0", REVIEW: "#dddddd",
}  # fmt: skip
_ENTITY = re.compile(r"(T\d{1,9})\t(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\t(.*)", re.ASCII | re.DOTALL)
_ATTRIBUTE = re.compile(r"(A\d{1,9})\t(\S+) (\S+) (.+)", re.ASCII | re.DOTALL)
_NOTE = re.compile(r"(#\d{1,9})\tAnnotatorNotes (\S+)\t(.*)", re.ASCII | re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.)|$)", re.DOTALL)
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def write(given: Coding) -> dict[str, str]:
    """The files of a coding, by their names. Raises BadFile when a quotation can't be held."""
    id = given.article.id
    lines: list[str] = []
    attributes = 0
    for n, mark in enumerate(given.marks, start=1):
        lines.append(f"T{n}\t{mark.kind.title()} {_places(mark, given)}")
        for name in fields.CHOICES:
            for value in mark.said.get(name, ()):
                attributes += 1
                lines.append(f"A{attributes}\t{name.capitalize()} T{n} {value}")
        if note := _note(mark):
            lines.append(f"#{n}\tAnnotatorNotes T{n}\t{note}")
    return {
        f"{id}.txt": given.article.text,
        f"{id}.ann": "".join(f"{line}\n" for line in lines),
        "annotation.conf": _annotation_conf(),
        "visual.conf": _visual_conf(),
    }


def read(file: Path, folder: Path) -> Coding:
    """The coding of an `.ann` file; `folder` has the articles. Raises BadFile with all that is wrong."""
    article = coding.named(file.stem, file, folder)
    beside = file.with_suffix(".txt")
    if beside.is_file():
        coding.unchanged(read_utf8(beside), article, beside)
    problems: list[Problem] = []
    marks = _marks(read_utf8(file).split("\n"), article.text, file, problems)
    if problems:
        raise BadFile(*sorted(problems, key=lambda p: p.line))
    return Coding(article, tuple(marks))


def _places(mark: Mark, given: Coding) -> str:
    """Where a mark stands, and its words."""
    text = given.article.text
    if mark.kind == REVIEW:
        word = re.search(r"\S+", text)
        start, end = word.span() if word else (0, 0)
    else:
        start, end = mark.start, mark.end
    if not text[start:end].strip("\n") or "\n" in (text[start], text[end - 1]):
        message = f"brat holds no words that begin or end with the end of a line: {start} to {end}"
        raise BadFile(Problem(given.article.id, text.count("\n", 0, start) + 1, "quote", message))
    pieces = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]
    words = " ".join(text[a:b] for a, b in pieces)
    return f"{';'.join(f'{a} {b}' for a, b in pieces)}\t{words}"


def _note(mark: Mark) -> str:
    noted = {name: values for name, values in mark.said.items() if name not in fields.CHOICES}
    return " | ".join(f"{name}: {_escaped(value)}" for name, values in noted.items() for value in values)


def _escaped(value: str) -> str:
    signs = [_sign(sign) for sign in value]
    for at in {0, len(signs) - 1} if signs else ():
        if signs[at].isspace():  # people and programs drop space at the ends
            signs[at] = f"\\u{ord(signs[at]):04x}"
    return "".join(signs)


def _sign(sign: str) -> str:
    if sign in "\\|":
        return f"\\{sign}"
    if sign == "\n":
        return "\\n"
    if unicodedata.category(sign) in ("Cc", "Zl", "Zp"):
        return f"\\u{ord(sign):04x}"
    return sign


def _unescaped(value: str) -> str:
    """What an escaped text says. Raises ValueError for an escape that there isn't."""

    def sign(found: re.Match[str]) -> str:
        number = found[1] or found[2]
        if number:
            return chr(int(number, 16))
        plain = {"n": "\n", "\\": "\\", "|": "|"}.get(found[3] or "")
        if plain is None:
            raise ValueError(found[0])
        return plain

    return _ESCAPED.sub(sign, value)


def _marks(lines: Iterable[str], text: str, file: Path, problems: list[Problem]) -> list[Mark]:
    """The entities with what is said of each; what is wrong goes to `problems`."""
    entities: dict[str, Mark] = {}
    told: list[tuple[int, str, str, str, str]] = []
    names: set[str] = set()
    for n, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name = line.partition("\t")[0]
        if name in names:
            problems.append(Problem(str(file), n, name, "the id stands twice"))
        names.add(name)
        if found := _ENTITY.fullmatch(line):
            mark = _entity(n, found, text, file, problems)
            if mark:
                entities[name] = mark
        elif found := _ATTRIBUTE.fullmatch(line):
            if found[2] in _ATTRIBUTES:
                told.append((n, name, found[3], _ATTRIBUTES[found[2]], found[4]))
            else:
                message = f"unknown attribute {found[2]!r}: expected {', '.join(_ATTRIBUTES)}"
                problems.append(Problem(str(file), n, name, message))
        elif found := _NOTE.fullmatch(line):
            told += [(n, name, found[2], *pair) for pair in _pairs(n, name, found[3], file, problems)]
            told.append((n, name, found[2], "", ""))
        else:
            message = "expected an entity (T), an attribute (A) or a note (# AnnotatorNotes) in brat's form"
            problems.append(Problem(str(file), n, name[:20], message))
    _join(entities, told, file, problems)
    return list(entities.values())


def _entity(n: int, found: re.Match[str], text: str, file: Path, problems: list[Problem]) -> Mark | None:
    name, kind = found[1], _TYPES.get(found[2])
    pieces = [tuple(map(int, piece.split(" "))) for piece in found[3].split(";")]
    (start, _), (_, end) = pieces[0], pieces[-1]
    gaps = [text[a[1] : b[0]] for a, b in zip(pieces, pieces[1:], strict=False)]
    wrong = None
    if kind is None:
        wrong = f"unknown type {found[2]!r}: expected {', '.join(_TYPES)}"
    elif not all(0 <= a < b <= len(text) for a, b in pieces):
        wrong = f"expected offsets between 0 and {len(text)}, found {found[3]}"
    elif any(gap.strip() or a[1] > b[0] for gap, a, b in zip(gaps, pieces, pieces[1:], strict=False)):
        wrong = "expected one stretch of text, found fragments with words between them"
    elif " ".join(text[a:b] for a, b in pieces) != found[4]:
        wrong = f"expected the words that the text has at {found[3]}, found others"
    if wrong:
        problems.append(Problem(str(file), n, name, wrong))
    return Mark(kind, start, end, {}, name, {"": n}) if kind else None


def _pairs(n: int, name: str, note: str, file: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """The fields and values of a note."""
    for part in _BAR.sub("\\1\0", note.replace("\0", "\\u0000")).split("\0"):
        field, colon, value = part.strip().partition(":")
        if not colon and not field:
            continue
        try:
            if not colon or not re.fullmatch(r"\w+", field.strip()):
                raise ValueError(part.strip()[:40])
            yield field.strip(), _unescaped(value.strip())
        except (ValueError, OverflowError) as error:
            message = f"expected `field: value`, with a bar between, found {error}"
            problems.append(Problem(str(file), n, name, message))


def _join(
    entities: dict[str, Mark], told: list[tuple[int, str, str, str, str]], file: Path, problems: list[Problem]
) -> None:
    """Adds to each entity what its attributes and its note say."""
    noted: set[str] = set()
    for n, name, target, field, value in told:
        mark = entities.get(target)
        if mark is None:
            if field in (*fields.CHOICES, ""):  # of a note once, not for each of its fields
                problems.append(Problem(str(file), n, name, f"expected an entity {target}, there is none"))
        elif not field:
            if target in noted:
                problems.append(Problem(str(file), n, name, f"{target} has a note already"))
            noted.add(target)
        else:
            said = {**mark.said, field: (*mark.said.get(field, ()), value)}
            entities[target] = mark._replace(said=said, lines={**mark.lines, field: n})


def _annotation_conf() -> str:
    types = [kind.title() for kind in KINDS]
    statements = "|".join(types[1:])
    force = "|".join(kind for kind in types[1:] if kind != "Truce")
    rows = {
        "Status": (statements, STATUSES),
        "Scope": (statements, ("in", "out")),
        "Basis": (statements, ("stated", "relative", "inferred")),
        "Target_type": (force, get_args(reviews.TargetType)),
        "Act": ("Truce", ACTS),
    }
    chosen = [f"{name}\tArg:{arg}, Value:{'|'.join(values)}" for name, (arg, values) in rows.items()]
    parts = ["[entities]", *types, "", "[relations]", "", "[events]", "", "[attributes]", *chosen]
    return "\n".join(parts) + "\n"


def _visual_conf() -> str:
    shown = [f"{kind.title()} | {labels.word(kind)}" for kind in KINDS[1:]]
    colours = [f"{kind.title()}\tbgColor:{colour}" for kind, colour in _COLOURS.items()]
    options = ["[options]", "Text direction:rtl"]
    return "\n".join(["[labels]", *shown, "", "[drawing]", *colours, "", *options]) + "\n"
