"""Codings as UIMA CAS, which INCEpTION opens: `<id>.xmi` with `typesystem.xml`, and `<id>.json`.

The layers are `truces.Attack`, `truces.Strike`, `truces.Truce` and `truces.Total`, on spans, and
`truces.Review`, on the document. Each field is a feature, text or, for a list, several texts. UIMA counts
UTF-16 code units, in which a sign beyond the basic plane is two; cassis turns them into code points.

A file that comes back is read against our own types. Those that it brings are not looked at: cassis makes a
Python class of each type, and a class made from a stranger's names could be a stranger's program.
"""

import json
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.exchange import coding, fields, xmi
from analysis.exchange.coding import HEAD, HEAD_LISTS, KINDS, REVIEW, Coding, Mark
from analysis.yamlfile import BadFile, Problem, read_utf8

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

_NAMESPACE = "http:///truces.ecore"
_TYPES = {kind.title(): kind for kind in KINDS}
_LISTS = (*fields.LISTS, *HEAD_LISTS)
_OF_XMI = frozenset(("sofa", "begin", "end"))
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(given: Coding) -> dict[str, str]:
    """The files of a coding, by their names. Raises BadFile when XML can't hold a sign of the text."""
    from cassis import Cas

    text, id = given.article.text, given.article.id
    if odd := _NOT_XML.search(text):
        message = f"XML cannot hold the sign U+{ord(odd[0]):04X}"
        raise BadFile(Problem(id, text.count("\n", 0, odd.start()) + 1, "(text)", message))
    cas = Cas(typesystem=_types())
    cas.sofa_string = text
    cas.sofa_mime = "text/plain"
    for mark in given.marks:
        cas.add(_structure(mark, cas, id))
    typesystem = cas.typesystem.to_xml()
    data = json.dumps(json.loads(cas.to_json()), ensure_ascii=False, indent=1)
    return {f"{id}.xmi": cas.to_xmi(), f"{id}.json": data + "\n", "typesystem.xml": typesystem}


def read(file: Path, folder: Path) -> Coding:
    """The coding of an `.xmi` or `.json` file; `folder` has the articles. Raises BadFile."""
    lines: dict[str, int] = {}
    if file.suffix == ".json":
        cas = _loaded(file, _own(file))
    else:
        found = xmi.look(file, _NAMESPACE, _features())
        lines = found.lines
        cas = _loaded(file, found)
    text = cas.sofa_string
    if not isinstance(text, str):
        raise BadFile(Problem(str(file), 1, "(text)", "expected the text of an article, found none"))
    article = coding.article_of(text, file.stem, file, folder)
    structures = [s for name in _TYPES for s in cas.select(f"truces.{name}")]
    structures.sort(key=lambda s: s.xmiID)
    return Coding(article, tuple(_mark(s, file, lines) for s in structures))


def names(kind: str) -> tuple[str, ...]:
    """The fields that a layer has."""
    return HEAD if kind == REVIEW else fields.NAMES[kind]


def _features() -> dict[str, frozenset[str]]:
    return {name: frozenset(names(kind)) | _OF_XMI for name, kind in _TYPES.items()}


def _types(shared: bool = False) -> "TypeSystem":
    """Our layers. With `shared`, a file has each list by itself, and its annotation refers to it."""
    from cassis import TypeSystem

    found = TypeSystem()
    for name, kind in _TYPES.items():
        above = "uima.cas.AnnotationBase" if kind == REVIEW else "uima.tcas.Annotation"
        layer = found.create_type(f"truces.{name}", above)
        for field in names(kind):
            if field in _LISTS:
                found.create_feature(layer, field, "uima.cas.StringArray", multipleReferencesAllowed=shared)
            else:
                found.create_feature(layer, field, "uima.cas.String")
    return found


def _structure(mark: Mark, cas: "Cas", id: str) -> Any:
    array = cas.typesystem.get_type("uima.cas.StringArray")
    features: dict[str, Any] = {}
    for name, texts in mark.said.items():
        if odd := next(filter(None, map(_NOT_XML.search, texts)), None):
            raise BadFile(Problem(id, 1, name, f"XML cannot hold the sign U+{ord(odd[0]):04X}"))
        features[name] = array(elements=list(texts)) if name in _LISTS else texts[0]
    if mark.kind != REVIEW:
        features |= {"begin": mark.start, "end": mark.end}
    return cas.typesystem.get_type(f"truces.{mark.kind.title()}")(**features)


def _loaded(file: Path, found: xmi.Look | str) -> "Cas":
    """The CAS of a file, read against our own types."""
    import cassis

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # says which types of the tool's own are left out
        warnings.filterwarnings("error", message="Not mapping external offset")
        try:
            if isinstance(found, str):
                return cassis.load_cas_from_json(found, typesystem=_types(), merge_typesystem=False)
            types = _types(shared=not found.attributes.isdisjoint(_LISTS))
            return cassis.load_cas_from_xmi(found.text, typesystem=types, lenient=True)
        except UserWarning as error:
            # cassis would keep such an offset as it is, and so move the span without a word.
            offset = int("".join(re.findall(r"offset \[(-?\d+)\]", str(error))[:1]) or 0)
            line = found.offsets.get(offset, 1) if isinstance(found, xmi.Look) else 1
            message = f"expected an offset between two signs of the text, found {offset}"
            raise BadFile(Problem(str(file), line, "begin, end", message)) from None
        except Exception as error:  # cassis says what it can't read in many ways
            what = " ".join(str(error).split())[:100]
            message = f"cannot be read as a CAS: {type(error).__name__}: {what}"
            raise BadFile(Problem(str(file), 1, "(file)", message)) from None


def _own(file: Path) -> str:
    """What a JSON CAS has of our types and of the text, and nothing else."""
    try:
        given = json.loads(read_utf8(file))
        structures = given["%FEATURE_STRUCTURES"]
        if isinstance(structures, dict):
            structures = [{**s, "%ID": int(id)} for id, s in structures.items()]
        known = {"uima.cas.Sofa", "uima.cas.StringArray", *(f"truces.{name}" for name in _TYPES)}
        kept = [s for s in structures if s["%TYPE"] in known]
        ids = {s["%ID"] for s in kept}
        for s in structures:
            if s["%TYPE"].startswith("truces.") and s["%TYPE"] not in known:
                expected = ", ".join(_TYPES)
                message = f"unknown type {s['%TYPE'].removeprefix('truces.')!r}: expected {expected}"
                raise BadFile(Problem(str(file), 1, str(s["%ID"]), message))
        views = {
            name: {**view, "%MEMBERS": [m for m in view["%MEMBERS"] if m in ids]}
            for name, view in given["%VIEWS"].items()
        }
    except BadFile:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        what = " ".join(str(error).split())[:100]
        message = f"expected a UIMA CAS in JSON: {type(error).__name__}: {what}"
        raise BadFile(Problem(str(file), 1, "(file)", message)) from None
    return json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": kept, "%VIEWS": views})


def _mark(structure: Any, file: Path, lines: dict[str, int]) -> Mark:
    """The mark that a feature structure of one of our types says. A feature left empty says nothing."""
    name = structure.type.name.removeprefix("truces.")
    kind = _TYPES[name]
    said: fields.Said = {}
    empty = Mark(kind, 0, 0, {}, f"{name} {structure.xmiID}", {"": lines.get(str(structure.xmiID), 1)})
    for field in names(kind):
        value = getattr(structure, field)
        value = getattr(value, "elements", value) or ()
        texts = tuple(value) if isinstance(value, list) else (value,) if value else ()
        if not all(isinstance(text, str) for text in texts):
            raise BadFile(empty.problem(file, field, "expected text"))
        if texts:
            said[field] = texts
    if kind == REVIEW:
        return empty._replace(said=said)
    return empty._replace(start=structure.begin, end=structure.end, said=said)
