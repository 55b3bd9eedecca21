"""A brat export, edited as people do it in brat: what they meant comes back, and what is wrong is named."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis import reviews
from analysis.articles import Article
from analysis.exchange import coding, desk

ID = "003_44ffeb11cd31c30c"
SITE, TRUCE = "s-003-d85218", "s-003-531f5f"
Refused = Callable[[Callable[[], object]], list[str]]


@pytest.fixture
def article(seeds: Path) -> Article:
    return coding.find_article(ID, seeds)


@pytest.fixture
def ann(seeds: Path, tmp_path: Path) -> Path:
    """The review of 003 as brat has it."""
    desk.hand_out("brat", ["003"], tmp_path / "brat", seeds)
    return tmp_path / "brat" / f"{ID}.ann"


def entity(ann: Path, id: str) -> str:
    """What brat calls the entity of a statement."""
    found = re.search(rf"^#\d+\tAnnotatorNotes (T\d+)\tid: {id}", ann.read_text("utf-8"), re.M)
    assert found
    return found[1]


def edit(ann: Path, pattern: str, new: str) -> int:
    """Replaces what the pattern finds once, and returns its line."""
    text = ann.read_bytes().decode()
    found = re.search(pattern, text, re.M)
    assert found, f"{pattern} is not there"
    text = text[: found.start()] + found.expand(new) + text[found.end() :]
    ann.write_bytes(text.encode())
    return text.count("\n", 0, found.start()) + 1


def taken(ann: Path, article: Article, seeds: Path) -> dict[str, dict[str, Any]]:
    """The statements that come back, each under its id."""
    back = seeds / f"{ID}.second.yml"
    back.unlink(missing_ok=True)
    desk.write_new(back, desk.take_back("brat", ann, seeds))
    review = reviews.plain(article, "second", seeds)
    assert review is not None
    return {s["id"]: s for s in review["statements"]}


def test_what_a_person_changes_in_brat_comes_back(ann: Path, article: Article, seeds: Path) -> None:
    before = taken(ann, article, seeds)
    moved, kept = entity(ann, SITE), entity(ann, TRUCE)
    gone = next(id for id in before if id not in (SITE, TRUCE))

    # A boundary is moved: brat writes new offsets and the new words.
    start = article.text.index(before[SITE]["quote"])
    end = start + len(before[SITE]["quote"]) - 4
    edit(ann, rf"^{moved}\t(\w+) .*$", rf"{moved}\t\1 {start} {end}\t{article.text[start:end]}")
    # An attribute is changed, and one of a note's fields.
    edit(ann, rf"^(A\d+\tStatus {moved}) .*$", r"\1 claimed")
    edit(ann, rf"^(#\d+\tAnnotatorNotes {kept}\t.*)deadline_days: 120", r"\1deadline_days: 90")
    # A statement is deleted, with what hangs on it.
    name = entity(ann, gone)
    lines = ann.read_text("utf-8").split("\n")
    hung = re.compile(rf"{name}\t|\S+\t\w+ {name}\b")
    ann.write_text("\n".join(line for line in lines if not hung.match(line)), encoding="utf-8", newline="")
    # A statement is added.
    quote = "أغضب إيران"
    at = article.text.index(quote)
    with ann.open("a", encoding="utf-8", newline="") as file:
        file.write(f"T900\tAttack {at} {at + len(quote)}\t{quote}\n")
        file.write("A900\tStatus T900 alleged\nA901\tScope T900 out\n")
        file.write("#900\tAnnotatorNotes T900\tby: iraqi-factions | by: us-forces | weapons: rocket::14: | ")
        file.write("killed: 20::99 | translation: Iran | note: Seen \\| read\n")

    after = taken(ann, article, seeds)
    (new,) = after.keys() - before.keys()
    assert before.keys() - after.keys() == {gone}
    assert after[SITE] == {**before[SITE], "quote": article.text[start:end], "status": "claimed"}
    assert after[TRUCE] == {**before[TRUCE], "deadline_days": 90}
    assert all(after[id] == before[id] for id in before if id not in (gone, SITE, TRUCE))
    assert re.fullmatch(r"s-003-[0-9a-f]{6}", new)
    added = after[new]
    assert (added["quote"], added["kind"]) == (quote, "attack")
    assert (added["status"], added["scope"]) == ("alleged", "out")
    assert added["by"] == ["iraqi-factions", "us-forces"]
    assert (added["translation"], added["note"]) == ("Iran", "Seen | read")
    assert added["weapons"] == [{"type": "rocket", "low": None, "best": 14, "high": None}]
    assert added["killed"] == {"low": 20, "best": None, "high": 99}
    assert (added["wounded"], added["site"], added["claimed_by"]) == (None, None, [])


def test_a_note_is_one_line_to_every_program(ann: Path, seeds: Path) -> None:
    review = seeds / f"{ID}.review.yml"
    text = review.read_text("utf-8")
    review.write_text(text.replace("note: null", 'note: " a\\r\\n\\u2028|\\\\ "', 1), encoding="utf-8")
    out = ann.parent / "odd"
    desk.hand_out("brat", ["003"], out, seeds)
    (line,) = re.findall(r"note: \\u0020.*", (out / ann.name).read_text("utf-8"))
    assert line.split(" | ")[0] == r"note: \u0020a\u000d\n\u2028\|\\\u0020" and len(line.splitlines()) == 1


def test_words_that_stand_twice_get_what_they_need_to_be_found(
    ann: Path, article: Article, seeds: Path
) -> None:
    """A span moved to words that the article has many times is anchored anew."""
    name, word = entity(ann, SITE), "القوات"
    at = article.text.index(word, 1500)
    edit(ann, rf"^{name}\t(\w+) .*$", rf"{name}\t\1 {at} {at + len(word)}\t{word}")
    found = taken(ann, article, seeds)[SITE]
    assert found["quote"] == word and (found["prefix"] or found["suffix"])
    review = reviews.load(article, "second", seeds)
    assert review is not None
    assert next(s.start for s in review.statements if s.id == SITE) == at


def test_a_quotation_over_lines_is_one_entity_in_fragments(ann: Path, article: Article, seeds: Path) -> None:
    name = entity(ann, SITE)
    middle = article.text.index("\n\n", 1000)
    start, end = middle - 6, middle + 8
    first, second = article.text[start:middle], article.text[middle + 2 : end]
    edit(ann, rf"^{name}\t(\w+) .*$", rf"{name}\t\1 {start} {middle};{middle + 2} {end}\t{first} {second}")
    assert taken(ann, article, seeds)[SITE]["quote"] == article.text[start:end]
    out = ann.parent / "again"
    (seeds / f"{ID}.review.yml").write_bytes((seeds / f"{ID}.second.yml").read_bytes())
    desk.hand_out("brat", ["003"], out, seeds)
    assert f" {start} {middle};{middle + 2} {end}\t{first} {second}\n" in (out / ann.name).read_text("utf-8")


# The line that is changed, what it becomes, and what is said of it; T is the entity of SITE.
WRONG = {
    "an end outside the text": (
        r"^T\t(\w+) (\d+) \d+", r"T\t\1 \2 99999", "T: expected offsets between 0 and 6016, found"),
    "an end before the start": (
        r"^T\t(\w+) (\d+) \d+", r"T\t\1 \2 5", "T: expected offsets between 0 and"),
    "other words": (
        r"^(T\t.*)$", r"\1x", "T: expected the words that the text has at .*, found others"),
    "an unknown type": (
        r"^T\t\w+", r"T\tRaid", "T: unknown type 'Raid': expected Review, Attack, Strike, Truce, Total"),
    "fragments with words between them": (
        r"^T\t(\w+) (\d+) (\d+)", r"T\t\1 \2 1200;1300 \3", "T: expected one stretch of text"),
    "an unknown attribute value": (
        r"^(A\d+\tStatus T) \w+$", r"\1 rumoured", "T.status: Input should be 'reported'.*found 'rumoured'"),
    "an unknown attribute": (
        r"^(A\d+)\tStatus T \w+$", r"\1\tCertain T yes", "A\\d+: unknown attribute 'Certain'"),
    "an attribute of a missing entity": (
        r"^(A\d+\tStatus) T (\w+)$", r"\1 T777 \2", "A\\d+: expected an entity T777, there is none"),
    "a note of a missing entity": (
        r"^(#\d+\tAnnotatorNotes) T\t", r"\1 T777\t", "#\\d+: expected an entity T777, there is none"),
    "an attribute of another kind": (
        r"^(A\d+)\tStatus T \w+$", r"\1\tAct T ended", "T.act: attack has no such field"),
    "an id twice": (
        r"^(T\t.*)$", r"\1\n\1", "T: the id stands twice"),
    "a statement twice": (
        r"^(T\t(.*))$", r"\1\nT801\t\2\nA801\tStatus T801 claimed\nA802\tScope T801 in\n"
        r"#801\tAnnotatorNotes T801\tid: s-003-d85218 | translation: x", r"T\w*.id: the id s-003-d85218"),
    "a second note": (
        r"^(#\d+)(\tAnnotatorNotes T\t.*)$", r"\1\2\n#800\tAnnotatorNotes T\tnote: x", "#800: T has a note"),
    "a field twice": (
        r"^(#\d+\tAnnotatorNotes T\t.*)$", r"\1 | event: x", "T.event: expected one value, found several"),
    "an unknown field": (
        r"^(#\d+\tAnnotatorNotes T\t.*)$", r"\1 | colour: red", "T.colour: attack has no such field"),
    "a note that is no field": (
        r"^(#\d+\tAnnotatorNotes T\t.*)$", r"\1 | see above", "#\\d+: expected `field: value`.*see above"),
    "an escape that there is not": (
        r"^(#\d+\tAnnotatorNotes T\t.*)$", r"\1 | note: \\q", "#\\d+: expected `field: value`"),
    "half a sign": (
        r"^(#\d+\tAnnotatorNotes T\t.*)$", r"\1 | note: \\ud800", "T.note: expected text, found half"),
    "an impossible day": (
        r"(AnnotatorNotes T\t.*first: )[\d-]+", r"\g<1>2024-02-31", "T.first: expected a day such as"),
    "a day after publication": (
        r"(AnnotatorNotes T\t.*last: )[\d-]+", r"\g<1>2029-01-01", "T.last: after publication on"),
    "an unknown site": (
        r"(AnnotatorNotes T\t.*site: )[\w-]+", r"\1ain-al-assad", "T.site: unknown site 'ain-al-assad'"),
    "a number that is none": (
        r"(AnnotatorNotes T\t.*killed: )[\d:]+", r"\1many", "T.killed: expected low:best:high.*'many'"),
    "numbers that fall": (
        r"(AnnotatorNotes T\t.*killed: )[\d:]+", r"\g<1>9:5:1", "T.killed: .*rising order"),
    "an unknown weapon": (
        r"(AnnotatorNotes T\t.*weapons: )drone", r"\1laser", "T.weapons: Input should be 'rocket'.*'laser'"),
    "a relation": (
        r"^(A\d+\tStatus T \w+)$", r"\1\nR1\tCauses Arg1:T Arg2:T1", "R1: expected an entity"),
    "no attribute where one is needed": (
        r"^A\d+\tScope T in\n", r"", "T.scope: Input should be 'in' or 'out', found None"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_by_file_line_and_field(
    name: str, ann: Path, seeds: Path, refused: Refused
) -> None:
    pattern, new, said = WRONG[name]
    t = entity(ann, SITE)
    of_t = re.compile(r"\bT\b")
    line = edit(ann, of_t.sub(t, pattern), of_t.sub(t, new))
    problems = refused(lambda: desk.take_back("brat", ann, seeds))
    expected = re.compile(rf"{re.escape(str(ann))}:(\d+): {of_t.sub(t, said)}")
    found = [match for problem in problems if (match := expected.match(problem))]
    assert found, problems
    changed = range(line, line + new.count("\\n") + 1)
    assert not new or any(int(match[1]) in changed for match in found), problems


def test_a_changed_text_is_refused(ann: Path, seeds: Path, refused: Refused) -> None:
    text = ann.with_suffix(".txt")
    whole = text.read_bytes().decode()
    at = whole.index("\n\n")
    text.write_bytes((whole[:at] + " " + whole[at:]).encode())
    (problem,) = refused(lambda: desk.take_back("brat", ann, seeds))
    expected = f"{text}:1: (text): expected the text of {ID} unchanged, it differs from sign {at}"
    assert problem.startswith(expected)


def test_a_file_that_is_named_after_no_article_is_refused(ann: Path, seeds: Path, refused: Refused) -> None:
    other = ann.rename(ann.with_name("other.ann"))
    (problem,) = refused(lambda: desk.take_back("brat", other, seeds))
    assert "expected the name of an article" in problem


def test_the_review_itself_can_be_edited_and_deleted(ann: Path, article: Article, seeds: Path) -> None:
    edit(ann, r"coder: review", "coder: Second reader")
    taken(ann, article, seeds)
    review = reviews.load(article, "second", seeds)
    assert review is not None and review.coder == "Second reader"
    edit(ann, r"^T1\t.*\n#1\t.*\n", "")
    assert desk.take_back("brat", ann, seeds).startswith("coder: null\nwindow: null\nsettled: []\n")


def test_the_configuration_offers_every_value(ann: Path) -> None:
    """A person in brat can choose each kind and value that a review can have, and no other."""
    conf = (ann.parent / "annotation.conf").read_text("utf-8")
    assert re.findall(r"^\[(\w+)\]$", conf, re.M) == ["entities", "relations", "events", "attributes"]
    for line in ann.read_text("utf-8").split("\n"):
        if line.startswith("T"):
            assert f"\n{line.split()[1]}\n" in conf
        if line.startswith("A"):
            _, name, _, value = line.split()
            assert re.search(rf"^{name}\tArg:\S+, Value:(\w+\|)*{value}(\||$)", conf, re.M)
    assert "Text direction:rtl" in (ann.parent / "visual.conf").read_text("utf-8")
