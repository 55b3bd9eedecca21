"""A first look at an XMI file, before anything else reads it: is it one, is it harmless, what stands where.

Refused are document types, which is where entities are declared (a few lines can stand for gigabytes, or
for another file), other encodings than UTF-8, and other roots than XMI's.
"""

import xml.parsers.expat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.yamlfile import BadFile, Problem, read_utf8

_XMI = "http://www.omg.org/XMI"


class Look(NamedTuple):
    """The file's text, the line of each annotation of ours by its id, the first line of each offset, and the
    features given as attributes with something in them."""

    text: str
    lines: dict[str, int]
    offsets: dict[int, int]
    attributes: set[str]


class _Refused(Exception):
    pass


def look(file: Path, namespace: str, features: Mapping[str, frozenset[str]]) -> Look:
    """What stands where in an XMI file. `features` has, for each type of the namespace, what it may hold.

    Raises BadFile at the first thing that is wrong.
    """
    found = Look(read_utf8(file), {}, {}, set())
    parser = xml.parsers.expat.ParserCreate("utf-8", " ")
    path: list[str] = []

    def declared(version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            raise _Refused(f"expected UTF-8, found the encoding {encoding!r}")

    def doctype(*_: object) -> None:
        raise _Refused("expected XMI without a document type, found one")

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name)
        if len(path) == 1 and name != f"{_XMI} XMI":
            raise _Refused(f"expected XMI, found the root <{name.rpartition(' ')[2]}>")
        space, _, kind = path[1].rpartition(" ") if len(path) > 1 else ("", "", "")
        if space != namespace:
            return
        if kind not in features:
            raise _Refused(f"unknown type {kind!r}: expected {', '.join(features)}")
        if len(path) == 2:
            _note(found, attributes, parser.CurrentLineNumber)
        for given in (name,) if len(path) > 2 else attributes:
            if given not in features[kind] and not given.startswith(f"{_XMI} "):
                raise _Refused(f"{kind} has no feature {given!r}")

    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: path.pop()
    try:
        parser.Parse(found.text.encode(), True)
    except _Refused as error:
        raise BadFile(Problem(str(file), parser.CurrentLineNumber, "(xml)", str(error))) from None
    except xml.parsers.expat.ExpatError as error:
        what = xml.parsers.expat.errors.messages[error.code]
        raise BadFile(Problem(str(file), error.lineno, "(xml)", f"not XML: {what}")) from None
    return found


def _note(found: Look, attributes: dict[str, str], line: int) -> None:
    found.lines[attributes.get(f"{_XMI} id", "")] = line
    found.attributes.update(name for name, value in attributes.items() if value)
    for edge in ("begin", "end"):
        offset = attributes.get(edge, "")
        if offset.isascii() and offset.removeprefix("-").isdigit() and len(offset) < 12:
            found.offsets.setdefault(int(offset), line)
