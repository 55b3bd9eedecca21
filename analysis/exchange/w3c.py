"""Codings as W3C web annotations in JSON-LD: `<id>.jsonld`, a collection with an annotation a line.

Each statement is an annotation of its words, found by quotation and by offsets in code points. Its
translation and its note are bodies of their own; every other field is a tag, `field: value`, and a list has
a tag for each member. What is said of the coding is an annotation of the whole text, tagged `kind: review`.
"""

import json
from pathlib import Path
from typing import Any

from analysis import anchor, webannotation
from analysis.articles import Article
from analysis.exchange import coding
from analysis.exchange.coding import KINDS, REVIEW, Coding, Mark
from analysis.exchange.fields import Said
from analysis.yamlfile import BadFile, Problem, read_utf8

_PURPOSES = {"translation": "describing", "note": "commenting"}


def write(given: Coding) -> dict[str, str]:
    """The file of a coding, by its name."""
    article = given.article
    head = {
        "@context": webannotation.CONTEXT,
        "id": f"{webannotation.source_of(article)}#coding",
        "type": "AnnotationCollection",
        "total": len(given.marks),
    }
    page = {"id": f"{head['id']}-page", "type": "AnnotationPage", "startIndex": 0}
    items = ",\n".join(_json(_annotation(mark, article, n)) for n, mark in enumerate(given.marks))
    text = f'{_json(head)[:-1]}, "first": {_json(page)[:-1]}, "items": [\n{items}\n]}}}}\n'
    return {f"{article.id}.jsonld": text}


def read(file: Path, folder: Path) -> Coding:
    """The coding of a `.jsonld` or `.json` file: a collection, a page, or a list of annotations.

    `folder` has the articles; the file is named after one. Raises BadFile with all that is wrong.
    """
    text = read_utf8(file)
    article = coding.named(file.stem, file, folder)
    try:
        items = _items(json.loads(text))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BadFile(Problem(str(file), line, "(file)", f"expected JSON: {error}")) from None
    if items is None:
        message = "expected a collection, a page or a list of annotations"
        raise BadFile(Problem(str(file), 1, "(file)", message))
    problems: list[Problem] = []
    marks = []
    for n, item in enumerate(items):
        try:
            marks.append(_mark(item, n, article, text))
        except ValueError as error:
            problems.append(Problem(str(file), _line(item, text), f"items.{n}", str(error)))
    if problems:
        raise BadFile(*problems)
    return Coding(article, tuple(marks))


def _annotation(mark: Mark, article: Article, n: int) -> dict[str, Any]:
    source = webannotation.source(article)
    about = {
        "id": f"{source['id']}#coding-{n}",
        "type": "Annotation",
        "motivation": ["describing", "tagging"],
        "body": _bodies(mark),
    }
    if mark.kind == REVIEW:
        return {**about, "target": {"source": source}}
    selector = webannotation.selectors(article.text, mark.start, mark.end)
    return {**about, "target": {"source": source, "selector": selector}}


def _bodies(mark: Mark) -> list[dict[str, str]]:
    tags = [("kind", mark.kind)]
    tags += [(name, text) for name, texts in mark.said.items() if name not in _PURPOSES for text in texts]
    bodies = [
        {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "language": "en", "value": text}
        for name, purpose in _PURPOSES.items()
        for text in mark.said.get(name, ())
    ]
    return bodies + [
        {"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {text}"} for name, text in tags
    ]


def _items(given: Any) -> list[Any] | None:
    if isinstance(given, dict):
        given = given.get("first", given)
    if isinstance(given, dict):
        given = given.get("items")
    return given if isinstance(given, list) else None


def _mark(item: Any, n: int, article: Article, text: str) -> Mark:
    """The mark that an annotation says. Raises ValueError that says what was expected."""
    if not isinstance(item, dict):
        raise ValueError("expected an annotation, found something else")
    said = _said(item.get("body"))
    kind = ", ".join(said.pop("kind", ()))
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}: expected a tag `kind: …` with {', '.join(KINDS)}")
    target = item.get("target")
    target = target[0] if isinstance(target, list) and len(target) == 1 else target
    if not isinstance(target, dict):
        raise ValueError("expected one target with a source and a selector")
    hash = target["source"].get("schema:sha256") if isinstance(target.get("source"), dict) else None
    if hash not in (None, article.sha256):
        raise ValueError("expected the article's text unchanged, found the hash of another")
    start, end = (0, 0) if kind == REVIEW else _place(target, article.text)
    return Mark(kind, start, end, said, f"items.{n}", {"": _line(item, text)})


def _said(bodies: Any) -> Said:
    found: Said = {}
    purposes = {purpose: name for name, purpose in _PURPOSES.items()}
    for body in bodies if isinstance(bodies, list) else [bodies]:
        value = body.get("value") if isinstance(body, dict) else None
        if not isinstance(value, str):
            raise ValueError("expected bodies with a text as their value")
        name = purposes.get(str(body.get("purpose")))
        if name is None:
            name, colon, value = value.partition(":")
            if not colon:
                raise ValueError(f"expected a tag `field: value`, found {name[:40]!r}")
            value = value.removeprefix(" ")
        found[name] = (*found.get(name, ()), value)
    return found


def _place(target: dict[str, Any], text: str) -> tuple[int, int]:
    """Where the words of a target stand: by its offsets, which must have its quotation, or by that alone."""
    given = target.get("selector")
    listed = given if isinstance(given, list) else [given]
    selectors = {str(s.get("type")): s for s in listed if isinstance(s, dict)}
    quote, position = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector")
    exact = quote.get("exact") if quote else None
    if position:
        start, end = position.get("start"), position.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            raise ValueError(f"expected offsets between 0 and {len(text)}, found {start} to {end}")
        if exact is not None and text[start:end] != exact:
            raise ValueError(f"expected the words that the text has at {start} to {end}, found others")
        return start, end
    if quote is None or not isinstance(exact, str):
        raise ValueError("expected a TextQuoteSelector or a TextPositionSelector")
    around = [part if isinstance(part, str) else None for part in (quote.get("prefix"), quote.get("suffix"))]
    return anchor.find(text, exact, *around)


def _line(item: Any, text: str) -> int:
    """The line on which an annotation's id stands first; 1 where it has none."""
    id = item.get("id") if isinstance(item, dict) else None
    at = text.find(json.dumps(id, ensure_ascii=False)) if isinstance(id, str) else -1
    return text.count("\n", 0, max(at, 0)) + 1


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
