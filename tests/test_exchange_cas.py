"""UIMA CAS: what INCEpTION adds comes back, UTF-16 offsets are exact, hostile files end in one line."""

import json
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cassis
import pytest

from analysis import reviews
from analysis.articles import Article
from analysis.exchange import coding, desk

ID = "003_44ffeb11cd31c30c"
SITE = "s-003-d85218"
Refused = Callable[[Callable[[], object]], list[str]]
Change = Callable[..., int]


@pytest.fixture
def article(seeds: Path) -> Article:
    return coding.find_article(ID, seeds)


@pytest.fixture
def xmi(seeds: Path, tmp_path: Path) -> Path:
    """The review of 003 as INCEpTION has it."""
    desk.hand_out("cas", ["003"], tmp_path / "cas", seeds)
    return tmp_path / "cas" / f"{ID}.xmi"


def opened(xmi: Path) -> cassis.Cas:
    """The file as a program opens it that knows nothing of us but the type system beside it."""
    typesystem = cassis.load_typesystem(xmi.parent / "typesystem.xml")
    return cassis.load_cas_from_xmi(xmi, typesystem=typesystem)


def taken(file: Path, article: Article, seeds: Path) -> dict[str, dict[str, Any]]:
    back = seeds / f"{ID}.second.yml"
    back.unlink(missing_ok=True)
    desk.write_new(back, desk.take_back("cas", file, seeds))
    review = reviews.plain(article, "second", seeds)
    assert review is not None
    return {s["id"]: s for s in review["statements"]}


def test_layers_are_spans_with_text_features_and_one_is_the_documents(xmi: Path) -> None:
    cas = opened(xmi)
    for name in ("Attack", "Strike", "Truce", "Total"):
        layer = cas.typesystem.get_type(f"truces.{name}")
        assert layer.supertype.name == "uima.tcas.Annotation"
        ranges = {feature.rangeType.name for feature in layer.features}
        assert ranges == {"uima.cas.String", "uima.cas.StringArray"}
        for span in cas.select(f"truces.{name}"):
            assert span.get_covered_text() in cas.sofa_string
    assert cas.typesystem.get_type("truces.Review").supertype.name == "uima.cas.AnnotationBase"
    assert [review.coder for review in cas.select("truces.Review")] == ["review"]


@pytest.mark.parametrize("ending", ["xmi", "json"])
def test_what_is_added_and_changed_in_the_tool_comes_back(
    ending: str, xmi: Path, article: Article, seeds: Path
) -> None:
    before = taken(xmi, article, seeds)
    cas = opened(xmi)
    # INCEpTION adds layers of its own: tokens, sentences, the document's title.
    other = cas.typesystem.create_type("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
    cas.add(other(begin=0, end=4))
    quote = "أغضب إيران"
    start = cas.sofa_string.index(quote)
    texts = cas.typesystem.get_type("uima.cas.StringArray")
    layer = cas.typesystem.get_type("truces.Attack")
    lists = {"by": texts(elements=["iraqi-factions"]), "weapons": texts(elements=["rocket::14:"])}
    plain = {"status": "alleged", "scope": "out", "translation": "Iran", "note": ""}
    cas.add(layer(begin=start, end=start + len(quote), **plain, **lists))
    changed = next(span for span in cas.select("truces.Attack") if span.id == SITE)
    changed.status, changed.end = "claimed", changed.end - 4
    gone = next(span for span in cas.select("truces.Total"))
    cas.remove(gone)
    edited = xmi.with_suffix(f".{ending}")
    edited.write_text(cas.to_xmi() if ending == "xmi" else cas.to_json(), encoding="utf-8")

    after = taken(edited, article, seeds)
    assert before.keys() - after.keys() == {gone.id}
    (added,) = (after[id] for id in after.keys() - before.keys())
    assert (added["quote"], added["status"], added["by"], added["note"]) == (
        quote, "alleged", ["iraqi-factions"], None
    )  # fmt: skip
    assert added["weapons"] == [{"type": "rocket", "low": None, "best": 14, "high": None}]
    assert after[SITE] == {**before[SITE], "status": "claimed", "quote": before[SITE]["quote"][:-4]}
    assert all(after[id] == before[id] for id in before if id not in (gone.id, SITE))


def test_lists_may_stand_apart_from_what_they_belong_to(xmi: Path, article: Article, seeds: Path) -> None:
    """UIMA has two ways to write a list: inside its annotation, or by itself with a number to refer to."""
    before = taken(xmi, article, seeds)
    cas = opened(xmi)
    for layer in ("Attack", "Strike", "Truce", "Total", "Review"):
        for feature in cas.typesystem.get_type(f"truces.{layer}").features:
            if feature.rangeType.name == "uima.cas.StringArray":
                feature.multipleReferencesAllowed = True
    text = cas.to_xmi()
    assert "<cas:StringArray" in text and "<by>" not in text
    xmi.write_text(text, encoding="utf-8")
    assert taken(xmi, article, seeds) == before


def test_cassis_keeps_an_offset_that_it_cannot_turn() -> None:
    """Why such an offset is refused: without that, a span would move and nobody would hear of it."""
    typesystem = cassis.TypeSystem()
    layer = typesystem.create_type("x.Y", "uima.tcas.Annotation")
    cas = cassis.Cas(typesystem=typesystem)
    cas.sofa_string = "\U0001f680ab"
    cas.add(layer(begin=1, end=2))
    text = cas.to_xmi()
    assert 'begin="2" end="3"' in text
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        back = cassis.load_cas_from_xmi(text.replace('begin="2"', 'begin="1"'), typesystem=typesystem)
    assert back.select("x.Y")[0].begin == 1 and "Not mapping external offset [1]" in str(heard[0].message)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
XMI = r"<xmi:XMI [^>]*>"
SPAN = r'(<truces:Attack [^>]*)begin="(\d+)" end="(\d+)"'
HOSTILE = {
    "an entity bomb": (XMI, lambda m: BOMB + m[0], "expected XMI without a document type, found one"),
    "an external entity": (XMI, lambda m: OUTSIDE + m[0], "expected XMI without a document type"),
    "a document type elsewhere": (
        XMI, lambda m: '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">' + m[0], "without a document type"),
    "an entity that is not declared": (r'id="s-', lambda m: 'id="&b;s-', "not XML: undefined entity"),
    "another root": (r"^.*$", lambda m: "<html><body>x</body></html>", "expected XMI, found the root <html>"),
    "another encoding": (r"UTF-8", lambda m: "UTF-16", "expected UTF-8, found the encoding 'UTF-16'"),
    "no XML": (r"^.*$", lambda m: "begin", "not XML: syntax error"),
    "nothing": (r"^.*$", lambda m: "", "not XML: no element found"),
    "half a file": (r"</xmi:XMI>", lambda m: "", "not XML: no element found"),
    "a sign that XML forbids": (r'id="s-', lambda m: 'id="&#1;s-', "not XML: reference to invalid character"),
    "deep nesting": (r"</xmi:XMI>", lambda m: "<a>" * 500 + "</a>" * 500 + m[0], "cannot be read as a CAS"),
    "no text": (r"<cas:Sofa [^>]*/>", lambda m: "", "cannot be read as a CAS"),
    "an unknown layer": (r"<truces:Attack", lambda m: "<truces:Raid", "unknown type 'Raid': expected"),
    "an unknown feature": (r'status="', lambda m: 'colour="red" status="', "no feature 'colour'"),
    "an id that is no number": (r'xmi:id="2"', lambda m: 'xmi:id="two"', "cannot be read as a CAS"),
    "a member that is not there": (r'members="2', lambda m: 'members="99999 2', "cannot be read as a CAS"),
    "an offset outside": (
        SPAN, lambda m: f'{m[1]}begin="{m[2]}" end="99999"', "expected an offset between two signs"),
    "an offset below zero": (
        SPAN, lambda m: f'{m[1]}begin="-1" end="{m[3]}"', "begin, end: expected an offset between two signs"),
    "an end before the start": (
        SPAN, lambda m: f'{m[1]}begin="{m[3]}" end="{m[2]}"', "expected words between 0 and"),
    "an unknown value": (
        r'(<truces:Attack [^>]*)status="\w+"', lambda m: f'{m[1]}status="rumoured"', "status: Input should"),
    "another text": (r'sofaString="', lambda m: 'sofaString="x', "expected the text of 003.* unchanged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_ends_in_one_line(
    name: str, xmi: Path, seeds: Path, refused: Refused
) -> None:
    pattern, new, said = HOSTILE[name]
    text = xmi.read_text("utf-8")
    changed, times = re.subn(pattern, new, text, count=1, flags=re.DOTALL if pattern == r"^.*$" else 0)
    assert times == 1
    xmi.write_text(changed, encoding="utf-8")
    (problem,) = refused(lambda: desk.take_back("cas", xmi, seeds))
    assert re.match(rf"{re.escape(str(xmi))}:\d+: .*{said}", problem), problem
    assert "root:" not in problem and len(problem) < 400


def test_an_unknown_value_is_named_on_its_line(xmi: Path, seeds: Path, refused: Refused) -> None:
    text = xmi.read_text("utf-8").replace("<truces:", "\n<truces:")  # as tools that write a line for each do
    at = text.index('status="reported"', text.index(f'id="{SITE}"'))
    xmi.write_text(text[:at] + 'status="rumoured"' + text[at + len('status="reported"') :], encoding="utf-8")
    (problem,) = refused(lambda: desk.take_back("cas", xmi, seeds))
    line = text.count("\n", 0, at) + 1
    assert re.match(rf"{re.escape(str(xmi))}:{line}: Attack \d+\.status: .*'rumoured'", problem)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.pop("%FEATURE_STRUCTURES"), "expected a UIMA CAS in JSON: KeyError"),
        (lambda c: c.update({"%FEATURE_STRUCTURES": [[]]}), "expected a UIMA CAS in JSON: TypeError"),
        (lambda c: c.update({"%VIEWS": 3}), "expected a UIMA CAS in JSON: AttributeError"),
        (lambda c: span(c).update({"%TYPE": "truces.Raid"}), "unknown type 'Raid'"),
        (lambda c: span(c).update({"status": 3}), "status: expected text"),
        (lambda c: span(c).update({"status": ["a", 3]}), "status: expected text"),
        (lambda c: span(c).update({"colour": "red"}), "cannot be read as a CAS: TypeError"),
        (lambda c: span(c).update({"end": 99999}), "expected an offset between two signs"),
        (lambda c: span(c).update({"end": "x"}), "cannot be read as a CAS|expected an offset"),
        (lambda c: span(c).update({"note": "\ud800"}), "note: expected text, found half a surrogate pair"),
    ],
)
def test_a_broken_json_file_ends_in_one_line(
    change: Callable[[Any], object], said: str, xmi: Path, seeds: Path, refused: Refused
) -> None:
    file = xmi.with_suffix(".json")
    cas = json.loads(file.read_text("utf-8"))
    change(cas)
    file.write_text(json.dumps(cas), encoding="utf-8")
    (problem,) = refused(lambda: desk.take_back("cas", file, seeds))
    assert re.match(rf"{re.escape(str(file))}:\d+: .*({said})", problem), problem


def span(cas: Any) -> Any:
    return next(s for s in cas["%FEATURE_STRUCTURES"] if s["%TYPE"] == "truces.Attack")


def test_types_that_a_file_brings_are_never_made(xmi: Path, article: Article, seeds: Path) -> None:
    """cassis writes Python with the names of a type in it: here it would not even be Python."""
    file, mark = xmi.with_suffix(".json"), xmi.with_name("ran")
    before = taken(file, article, seeds)
    cas = json.loads(file.read_text("utf-8"))
    name = f"x=__import__('pathlib').Path({str(mark)!r}).touch()"
    feature = {"%NAME": name, "%RANGE": "uima.cas.String"}
    cas["%TYPES"]["evil.Type"] = {"%NAME": "evil.Type", "%SUPER_TYPE": "uima.cas.TOP", name: feature}
    cas["%FEATURE_STRUCTURES"].append({"%ID": 9999, "%TYPE": "evil.Type", name: "x"})
    file.write_text(json.dumps(cas), encoding="utf-8")
    assert taken(file, article, seeds) == before and not mark.exists()


def test_a_sign_that_xml_cannot_hold_is_named(
    seeds: Path, tmp_path: Path, change: Change, refused: Refused
) -> None:
    change(seeds / f"{ID}.review.yml", "note: null", 'note: "a\\u0001b"')
    (problem,) = refused(lambda: desk.hand_out("cas", ["003"], tmp_path / "cas", seeds))
    assert "note: cannot be read: the control sign U+0001 is not allowed" in problem
    assert not (tmp_path / "cas").exists()
