"""Web annotations: every quotation is found by its words and by its place, in the text read anew."""

import json
from typing import Any
from urllib.parse import urljoin

import pytest

from analysis import articles, citation, webannotation
from analysis.corpus import Corpus
from analysis.statements import Statement

AROUND = 32


@pytest.fixture(scope="module")
def collection(corpus: Corpus) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(webannotation.text(corpus))
    return found


@pytest.fixture(scope="module")
def items(collection: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = collection["first"]["items"]
    return found


def test_it_is_a_collection_with_one_page(collection: dict[str, Any], corpus: Corpus) -> None:
    assert collection["@context"] == ["http://www.w3.org/ns/anno.jsonld", {"@base": "../"}]
    assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert collection["first"]["partOf"] == collection["id"]
    assert collection["total"] == len(collection["first"]["items"]) == len(corpus.statements)
    assert "code points" in collection["rdfs:comment"] and "exclusive" in collection["rdfs:comment"]


def test_quotation_prefix_and_suffix_stand_where_the_offsets_say(items: list[dict[str, Any]]) -> None:
    texts = {}
    for path in articles.SEEDS.glob("*.txt"):
        text = path.read_bytes().decode("utf-8")
        texts[f"urn:sha256:{articles.load_one(path.parent, path.stem).sha256}"] = text
    assert len(texts) == 5
    for item in items:
        text = texts[item["target"]["source"]["id"]]
        quote, place = item["target"]["selector"]
        assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        start, end = place["start"], place["end"]
        assert text[start:end] == quote["exact"] != ""
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(start, AROUND)
        assert len(quote["suffix"]) == min(len(text) - end, AROUND)


def test_words_around_a_quotation_tell_it_from_another(items: list[dict[str, Any]], corpus: Corpus) -> None:
    for item in items:
        quote, _ = item["target"]["selector"]
        text = corpus.article(corpus.statement(item["id"].partition("#")[2]).article).text
        assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1


def test_ids_are_the_addresses_of_the_book(items: list[dict[str, Any]], corpus: Corpus) -> None:
    assert [item["id"] for item in items] == [f"book/evidence.html#{s.id}" for s in corpus.statements]
    site = urljoin("file:///site/data/annotations.jsonld", webannotation.base())
    assert urljoin(site, items[0]["id"]).startswith("file:///site/book/evidence.html#s-")
    names = [item["canonical"] for item in items]
    assert len(set(names)) == len(names) and all(name.startswith("urn:uuid:") for name in names)


def test_bodies_are_translation_and_tags(items: list[dict[str, Any]], corpus: Corpus) -> None:
    for item, statement in zip(items, corpus.statements, strict=True):
        translation, *tags = item["body"]
        assert (translation["purpose"], translation["language"]) == ("describing", "en")
        assert translation["value"] == statement.translation
        assert {tag["purpose"] for tag in tags} == {"tagging"}
        told = [tag["value"].split(": ", 1) for tag in tags]
        coded = {name: getattr(statement, name) for name in ("kind", "status", "scope")}
        assert told[:3] == [list(pair) for pair in coded.items()]
        assert [value for name, value in told if name == "by"] == list(statement.by)
        assert item["creator"] == {"name": statement.coder}


def test_a_machine_is_called_software_and_an_address_is_the_source() -> None:
    article = articles.Article("9_x", "قصف جديد", url="https://example.org/9", sha256="ab")
    read = Statement("s-9-000000", "9_x", "attack", "reported", "in", 0, 3, "قصف")
    found = webannotation.annotation(read, article)
    assert found["creator"] == {"name": "machine", "type": "Software"}
    assert found["target"]["source"]["id"] == "https://example.org/9"
    assert found["target"]["source"]["schema:sha256"] == "ab"
    assert found["target"]["selector"][0]["prefix"] == ""
    assert {body["purpose"] for body in found["body"]} == {"tagging"}


def test_a_book_with_an_address_is_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    here = citation.load().model_copy(update={"url": "https://example.org/book"})
    monkeypatch.setattr(citation, "load", lambda: here)
    assert webannotation.base() == "https://example.org/book/"


def test_an_annotation_a_line(corpus: Corpus) -> None:
    lines = webannotation.text(corpus).split("\n")
    assert len([line for line in lines if line.startswith('{"id": "book/evidence')]) == len(corpus.statements)
