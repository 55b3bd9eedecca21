"""The statements as W3C web annotations, which other programs can lay over the articles' texts.

Addresses are those of the book, `book/evidence.html#s-…`, against a base: the book's own address where it
has one, else the folder above the file's, which is right in the built book. Because such an address moves
with the book, each annotation has a name that doesn't, a UUID made of the text's hash and the statement's id.
"""

import json
import uuid
from typing import Any

from analysis import citation, labels, licence
from analysis.articles import Article
from analysis.corpus import Corpus
from analysis.statements import MACHINE, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FILE = "data/annotations.jsonld"
AROUND = 32
"""How many code points before and after a quotation are given to find it by."""
TAGS = ("status", "scope", "act", "event", "cycle", "target", "by")


def text(corpus: Corpus) -> str:
    """The annotations as one collection in JSON-LD, an annotation a line. Same corpus, same characters."""
    about, terms = citation.load(), licence.read()
    head = {
        "@context": [CONTEXT, {"@base": base()}],
        "id": FILE,
        "type": "AnnotationCollection",
        "label": about.title,
        "rdfs:comment": f"{labels.word('offsets')} {terms.articles}",
        "rights": terms.address,
        "total": len(corpus.statements),
    }
    page = {"id": f"{FILE}#page", "type": "AnnotationPage", "partOf": FILE, "startIndex": 0}
    items = [_json(annotation(s, corpus.article(s.article))) for s in corpus.statements]
    opened = f'{_json(head)[:-1]}, "first": {_json(page)[:-1]}, "items": ['
    return opened + "\n" + ",\n".join(items) + "\n]}}\n"


def base() -> str:
    """What the addresses in the file are relative to."""
    address = citation.load().url
    return f"{address.rstrip('/')}/" if address else "../"


def source_of(article: Article) -> str:
    """The IRI of an article: where it was published if that is known, else the hash of its text."""
    return article.url or f"urn:sha256:{article.sha256}"


def annotation(statement: Statement, article: Article) -> dict[str, Any]:
    """One statement as an annotation of its article's text."""
    return {
        "id": f"book/evidence.html#{statement.id}",
        "canonical": uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{article.sha256}#{statement.id}").urn,
        "type": "Annotation",
        "motivation": ["describing", "tagging"],
        "creator": _creator(statement),
        "body": [_translation(statement), *_tags(statement)] if statement.translation else _tags(statement),
        "target": {
            "source": source(article),
            "selector": selectors(article.text, statement.start, statement.end),
        },
    }


def source(article: Article) -> dict[str, str | None]:
    """The article as the source of an annotation's words."""
    return {
        "id": source_of(article), "type": "Text", "format": "text/plain", "language": article.language,
        "schema:sha256": article.sha256,
    }  # fmt: skip


def selectors(text: str, start: int, end: int) -> list[dict[str, str | int]]:
    """How to find the words at [start, end): by what they are and what stands around them, or by offsets."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(start - AROUND, 0) : start],
            "suffix": text[end : end + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _creator(statement: Statement) -> dict[str, str]:
    return {"name": statement.coder} | ({"type": "Software"} if statement.coder == MACHINE else {})


def _translation(statement: Statement) -> dict[str, str]:
    return {
        "type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en",
        "value": statement.translation or "",
    }  # fmt: skip


def _tags(statement: Statement) -> list[dict[str, str]]:
    """The kind, then what else was coded in one word each, as `field: value`."""
    told = [("kind", statement.kind)]
    for name in TAGS:
        value = getattr(statement, name)
        told += [(name, one) for one in (value if isinstance(value, tuple) else (value,)) if one]
    return [{"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {one}"} for name, one in told]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
