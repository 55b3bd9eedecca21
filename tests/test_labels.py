"""Labels: every word that is printed is in the file in both languages, and the file holds no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import yaml

from analysis import cycles, labels, lexicon, reviews
from analysis.agreement import COMPARED
from analysis.arabic import is_arabic
from analysis.statements import KINDS
from analysis.yamlfile import Record

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "analysis").rglob("*.py"), *(ROOT / "book").rglob("*.py")])
LABELS = yaml.safe_load(labels.FILE.read_text(encoding="utf-8"))


def trees() -> Iterator[ast.AST]:
    return (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)


def asked(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given to the functions that look a wording up."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("word", "word_ar"):
                yield node.args[0]


def pattern(key: ast.JoinedStr) -> str:
    """The keys that an f-string can make: anything where it has a value."""
    parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in key.values)
    return "".join(parts)


def literals() -> set[str]:
    """Every text in the code that isn't a docstring."""
    return {
        node.value
        for tree in trees()
        for parent in ast.walk(tree)
        if not isinstance(parent, ast.Expr)
        for node in ast.iter_child_nodes(parent)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def families() -> set[str]:
    """The patterns of all keys that are put together from a beginning or an end and a value."""
    made = {pattern(n) for tree in trees() for n in ast.walk(tree) if isinstance(n, ast.JoinedStr)}
    return {p for p in made if re.fullmatch(r"[\\a-z, :]{3,}\.\+|\.\+[\\a-z, ]{3,}", p)}


def vocabulary() -> set[str]:
    """The words that a review and a cycle may use where they may use only some."""
    models = [m for module in (reviews, cycles) for m in vars(module).values() if isinstance(m, type)]
    fields = [f for m in models if issubclass(m, Record) for f in m.model_fields.items()]
    return {word for name, field in fields if name != "scope" for word in words_of(field.annotation)}


def words_of(annotation: object) -> set[str]:
    parts = get_args(annotation)
    return {p for p in parts if isinstance(p, str)} | {w for p in parts for w in words_of(p)}


def test_every_key_is_used() -> None:
    known, patterns = literals(), families()
    unused = [key for key in LABELS if key not in known and not any(re.fullmatch(p, key) for p in patterns)]
    assert not unused


def test_no_key_that_the_code_asks_for_is_missing() -> None:
    for tree in trees():
        for key in asked(tree):
            for part in ast.walk(key):
                if isinstance(part, ast.JoinedStr):
                    assert any(re.fullmatch(pattern(part), k) for k in LABELS), ast.unparse(part)
            if isinstance(key, ast.Constant):
                assert key.value in LABELS


def test_every_word_of_the_coding_has_a_label() -> None:
    words = vocabulary() | set(get_args(lexicon.Country)) | {f"several {kind}" for kind in KINDS}
    words |= {f"field {field}" for fields in COMPARED.values() for field in fields}
    assert {"attack", "claimed", "observed", "ied", "embassy", "inferred", "tacit", "superseded"} <= words
    assert words <= LABELS.keys()


def test_a_shorter_name_is_an_actors() -> None:
    short = {key.removeprefix("short ") for key in LABELS if key.startswith("short ")}
    assert short and short <= lexicon.actors().keys()
    assert all(len(labels.word(f"short {id}")) < len(lexicon.name(id)) for id in short)


@pytest.mark.parametrize("key", LABELS)
def test_a_label_says_the_same_places_in_both_languages(key: str) -> None:
    english, arabic = labels.word(key), labels.word_ar(key)
    assert english == english.strip() != ""
    latin = {"F1"} | {k for k in LABELS if k.startswith("crosswalk ") and k != "crosswalk ours"}
    assert is_arabic(arabic) or key in latin or not re.search("[a-z]", re.sub(r"\{\w+\}", "", english))
    places = [set(re.findall(r"\{(\w+)\}", text)) for text in (english, arabic)]
    assert places[1] <= places[0], "what Arabic leaves out, its wording says in another way"


def test_no_wording_stands_under_two_keys() -> None:
    """Keys of a family may share a wording: each is asked for by what it is about."""
    patterns = families()
    free = [key for key in LABELS if not any(re.fullmatch(p, key) for p in patterns)]
    wordings = [tuple(LABELS[key].values()) for key in free]
    assert len(set(wordings)) == len(wordings)


def test_an_unknown_key_is_refused() -> None:
    assert not labels.known("no such key")
    with pytest.raises(KeyError):
        labels.word("no such key")
