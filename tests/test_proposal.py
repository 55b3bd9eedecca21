"""`propose`: a draft that says what the machine read, and a review that keeps a person's every byte."""

import dataclasses
import datetime as dt
import os
import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import (
    agreement,
    anchor,
    annotate,
    articles,
    cycles,
    draft,
    events,
    invented,
    likeness,
    problems,
    proposal,
    reviews,
)
from analysis.articles import SEEDS, Article
from analysis.corpus import Corpus
from analysis.draft import quoted, selector
from analysis.statements import Days, Munitions, Site, Statement
from analysis.yamlfile import Source
from tests.test_command import run
from tests.unreviewed import ID, add, filled


def propose(seeds: Path, id: str = ID) -> proposal.Proposal:
    made = proposal.make(id, seeds)
    if made.after != made.before:
        proposal.write(made)
    return made


def test_a_draft_names_what_is_missing_by_file_line_and_field(seeds: Path) -> None:
    review = add(seeds)
    made = propose(seeds)
    lines = review.read_text(encoding="utf-8").splitlines()
    empty = [n for n, line in enumerate(lines, 1) if '""' in line]
    assert len(empty) == 2 + len(made.new) and len(made.new) >= 3
    found = problems.find(seeds)
    assert [p.line for p in found] == empty and {p.file for p in found} == {str(review)}
    assert all(p.message.startswith("not filled in yet: write ") for p in found)
    fields = ["coder", "window.why", *(f"statements.{n}.translation" for n in range(len(made.new)))]
    assert [p.field for p in found] == fields
    review.write_text(filled(review.read_text(encoding="utf-8")), encoding="utf-8")
    assert problems.find(seeds) == []


@pytest.mark.parametrize("left", ['translation: ""', "translation: null", "translation: ", "translation: ''"])
def test_however_nothing_is_written_it_is_missing(seeds: Path, left: str) -> None:
    review = add(seeds)
    propose(seeds)
    text = filled(review.read_text(encoding="utf-8"))
    review.write_text(text.replace('translation: "Words"', left, 1), encoding="utf-8")
    [problem] = problems.find(seeds)
    assert str(problem).endswith(": not filled in yet: write the English of the quotation")


def test_nobody_reviews_as_the_machine(seeds: Path) -> None:
    review = add(seeds)
    propose(seeds)
    text = filled(review.read_text(encoding="utf-8"))
    review.write_text(text.replace("coder: NN", "coder: Machine"), encoding="utf-8")
    [problem] = problems.find(seeds)
    assert problem.field == "coder" and "the machine's own" in problem.message


def test_each_statement_says_its_rule_and_words(seeds: Path) -> None:
    review = add(seeds)
    propose(seeds)
    article = articles.load_one(seeds, ID)
    reading = annotate.annotate(article, explain=True)
    text = re.sub(r"\n# ", " ", review.read_text(encoding="utf-8"))
    for statement, reason in zip(reading.statements, reading.reasons, strict=True):
        above = text.partition(f"- id: {statement.id}")[0].rpartition(" rule: ")[2]
        assert above.startswith(f"{reason.rule}; from ")
        assert all(article.text[b.start : b.end] in above for b in reason.because)


# Every article made up for the machine's tests, and the five: what the draft holds is what was read.
def every() -> list[Article]:
    return articles.load() + [one.article for one in invented.load()]


@pytest.mark.parametrize("article", every(), ids=lambda article: article.id)
def test_a_filled_draft_says_what_the_machine_read(article: Article, tmp_path: Path) -> None:
    article = dataclasses.replace(article, id=f"7_{article.id}")
    reading = annotate.annotate(article, explain=True)
    window = reviews.Window(first=dt.date(2020, 1, 1), last=dt.date(2020, 1, 2), why="x")
    text = filled(draft.text(article, reading, window, {}))
    reviews.path(article, folder=tmp_path).write_text(text, encoding="utf-8")
    # what is to come may end after publication, which `check` asks a person about
    review = reviews.load(dataclasses.replace(article, published=None), folder=tmp_path)
    assert review and [s.id for s in reading.statements] == list(yaml.safe_load(text)["offered"])
    told = sorted(reading.statements, key=lambda s: (s.start, s.end))
    for read, kept in zip(told, review.statements, strict=True):
        assert (kept.coder, kept.translation) == ("NN", "Words")
        assert (kept.id, kept.start, kept.end, kept.what) == (read.id, read.start, read.end, read.what)
        for field in agreement.COMPARED[read.kind]:
            assert agreement.value(kept, field) == agreement.value(read, field), (field, read)


@given(st.text("اب ا\n\"x", min_size=1, max_size=40), st.data())
def test_a_passage_is_told_from_every_other_with_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert anchor.find(text, text[start:end], *selector(text, start, end)) == (start, end)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_are_quoted_on_one_line_and_can_be_seen(text: str) -> None:
    said = quoted(text)
    assert yaml.load(f"a: {said}", Loader=yaml.CSafeLoader) == {"a": text}
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]", said)
    # in a comment they end nothing and begin nothing
    assert yaml.load(f"# {said}\na: 1", Loader=yaml.CSafeLoader) == {"a": 1}


def test_proposing_again_changes_nothing(seeds: Path) -> None:
    review = add(seeds)
    first = propose(seeds)
    stamp = review.stat().st_mtime_ns
    again = propose(seeds)
    assert again.after == first.after == review.read_text(encoding="utf-8") and not again.new
    assert again.had == len(first.new) and review.stat().st_mtime_ns == stamp


def test_what_was_deleted_stays_deleted(seeds: Path) -> None:
    review = add(seeds)
    made = propose(seeds)
    text = review.read_text(encoding="utf-8")
    gone = re.sub(rf"\n\n# rule: [^\n]*\n(#[^\n]*\n)*- id: {made.new[0].id}\n(  [^\n]*\n)*", "\n\n", text)
    assert gone != text
    review.write_text(gone, encoding="utf-8")
    again = propose(seeds)
    assert again.deleted == (made.new[0].id,) and not again.new
    assert review.read_text(encoding="utf-8") == gone


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(SEEDS, tmp_path_factory.mktemp("base") / "seeds"))
    add(folder)
    return folder


CUT = re.compile(r"\n(?:# [^\n]*\n)+- id: (s-\S+)\n(?:  [^\n]*\n)*")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_persons_bytes_stay_and_only_what_is_new_is_added(base: Path, data: st.DataObject) -> None:
    """A draft edited by hand in every way but breaking it, with some of its statements not offered yet."""
    review = reviews.path(articles.load_one(base, ID), folder=base)
    review.unlink(missing_ok=True)
    full = proposal.make(ID, base)
    parts = list(CUT.finditer(full.after))
    unknown = data.draw(st.sets(st.sampled_from([part[1] for part in parts])))
    text = full.after
    for part in parts:
        if part[1] in unknown:
            text = text.replace(part[0], "")
    text = re.sub("offered: .*", lambda m: re.sub(f"({'|'.join(unknown) or '-'})(, )?", "", m[0]), text)
    text = text.replace(", ]", "]")
    if len(unknown) == len(parts):
        empty = data.draw(st.sampled_from(["statements: []\n", "statements:\n"]))
        text = text.replace("statements:\n", empty)
    elif data.draw(st.booleans()):
        text = re.sub(r"\n(- id|  \w+):", r"\n    \1:", text)
    if data.draw(st.booleans()):
        text = re.sub("offered: .*\n", "", text)
    if data.draw(st.booleans()):
        head, key, rest = text.partition("settled: []\n")
        text = head + rest + "\n# at the end\n" + key
    mine = data.draw(st.sampled_from(["# ملاحظة", "#  two  spaces ", "# \"quotes' # and: colons"]))
    text = text.replace("\n\n# rule", f"\n{mine}\n\n# rule", 1)
    text = text.replace('translation: ""', data.draw(st.sampled_from([
        "translation: 'It''s so'", "translation: >-\n          Two\n          lines",
        'translation: "A: b"  # said'])), 1)  # fmt: skip
    text = text.rstrip("\n") + data.draw(st.sampled_from(["", "\n", "\n\n# the end\n"]))
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    review.write_bytes(text.encode())
    made = propose(base)
    after = review.read_bytes().decode()
    ids = {s.id for s in made.new}
    assert ids == unknown
    if not unknown:
        assert after == text
    kept = [line for line in text.splitlines() if not line.startswith(("offered:", "statements:"))]
    left = iter(after.splitlines())
    assert all(line in left for line in kept), "every line of the person's stands, in its order"
    old, new = (yaml.safe_load(t) for t in (text, after))
    held = old["statements"] or []
    assert new["statements"][: len(held)] == held
    assert {entry["id"] for entry in new["statements"][len(held) :]} == ids
    assert propose(base).after == after and not propose(base).new


def test_a_review_written_by_hand_gets_what_it_lacks(seeds: Path) -> None:
    article = articles.load(seeds)[3]
    review = reviews.path(article, folder=seeds)
    text = review.read_text(encoding="utf-8")
    cut = re.sub(r"\n- id: s-003-(509743|8a5a12)\n(  [^\n]*\n)*", "", text)
    review.write_text(cut, encoding="utf-8")
    made = propose(seeds, article.id)
    assert made.new and made.unfound
    after = review.read_text(encoding="utf-8")
    assert after.startswith(cut[: cut.index("statements:")]) and cut[cut.index("statements:") :] in after
    assert "# New from the machine's reading" in after[len(cut) :]


def test_a_list_that_cannot_be_added_to_is_left_alone(seeds: Path, refused) -> None:
    review = add(seeds)
    text = "coder: NN\nwindow: {first: 2024-07-16, last: 2024-07-18, why: x}\nstatements: [{id: a}]\n"
    for broken in (text, text.replace("[{id: a}]", "7"), "- 1\n"):
        review.write_text(broken, encoding="utf-8")
        [problem] = refused(lambda: proposal.make(ID, seeds))
        assert problem.startswith(f"{review}:") and ": statements: expected a list" in problem
        assert review.read_text(encoding="utf-8") == broken


def test_what_changes_while_it_is_written_wins(seeds: Path, refused) -> None:
    review = add(seeds)
    made = proposal.make(ID, seeds)
    review.write_text("mine", encoding="utf-8")
    [problem] = refused(lambda: proposal.write(made))
    assert "changed at the same time" in problem and review.read_text(encoding="utf-8") == "mine"
    assert not list(seeds.glob(".*"))


def test_a_failure_leaves_the_review_and_nothing_else(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    review = add(seeds)
    made = proposal.make(ID, seeds)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        proposal.write(made)
    assert not review.exists() and not list(seeds.glob(".*"))


# Likeness.
HERE = Statement(
    "s-5-000000", "5_a", "attack", "reported", "in", 0, 4, "قصف",
    date=Days(dt.date(2024, 7, 16), dt.date(2024, 7, 17)), weapons=(Munitions("drone", 2, 2, 2),),
    site=Site("ain-al-asad", "Ain al-Asad", "IQ", "Anbar", "عين الأسد"),
)  # fmt: skip
THERE = dataclasses.replace(HERE, id="s-3-000000", article="3_b", event="known", coder="NN")
IRAQ = Site(None, None, "IQ", None, "العراق")


@pytest.mark.parametrize(
    "change, reasons",
    [
        ({}, ("the same site, Ain al-Asad", "the same days, 16–17 July 2024", "the same weapon, drones")),
        ({"weapons": ()}, (None, None, "no weapon told in one of the two or both")),
        ({"weapons": (Munitions("rocket", 1, 1, 1),)}, None),
        ({"kind": "strike"}, None),
        ({"scope": "out"}, None),
        ({"date": Days(dt.date(2024, 7, 17), dt.date(2024, 7, 19))},
         (None, "days that overlap, 17–19 July 2024 here and 16–17 July 2024 there", None)),
        ({"date": Days(dt.date(2024, 7, 18), dt.date(2024, 7, 19))}, None),
        ({"date": Days()}, None),
        ({"site": Site("victoria", "Victoria", "IQ", "Baghdad", "فكتوريا")}, None),
        ({"site": IRAQ}, ("the same country, Iraq, and only one of the two names a site or neither does",
                          None, None)),
        ({"site": IRAQ, "date": Days(dt.date(2024, 7, 1), dt.date(2024, 7, 31))}, None),
        ({"site": Site(None, None, "SY", None, "سوريا")}, None),
    ],
)  # fmt: skip
def test_which_event_is_offered_and_why(change, reasons: tuple[str | None, ...] | None) -> None:
    found = likeness.events(dataclasses.replace(HERE, **change), events.merge([THERE]))
    assert [like.id for like in found] == (["known"] if reasons else [])
    for like in found:
        assert reasons and all(said in (None, told) for said, told in zip(reasons, like.reasons, strict=True))


ACT = Statement(
    "s-5-000001", "5_a", "truce", "reported", "in", 0, 4, "هدنة",
    date=Days(dt.date(2021, 3, 20), dt.date(2021, 3, 20)), act="ended", parties=("iraqi-factions",),
)  # fmt: skip
NEAR = "on 20 March 2021, near its act"


@pytest.mark.parametrize(
    "change, offered",
    [
        ({}, {"2021-march": (NEAR, "the same parties, ")}),
        ({"parties": ()}, {"2021-march": (NEAR,)}),
        ({"scope": "out"}, {}),
        ({"date": Days()}, {}),
        ({"date": Days(dt.date(2023, 3, 20), dt.date(2023, 3, 20))}, {}),
    ],
)  # fmt: skip
def test_which_cycle_is_offered_and_why(change, offered: dict[str, tuple[str, ...]], corpus: Corpus) -> None:
    act = dataclasses.replace(ACT, **change)
    found = likeness.cycles(act, Source(cycles.FILE).parse_each(cycles.Cycle), corpus.statements)
    assert [like.id for like in found][: len(offered)] == list(offered) and bool(found) == bool(offered)
    for like in found[: len(offered)]:
        assert all(told.startswith(said) for told, said in zip(like.reasons, offered[like.id], strict=True))


def test_a_known_cycle_is_offered_in_a_comment(seeds: Path) -> None:
    text = "وأعلنت الفصائل العراقية هدنة في 20 آذار 2021."
    review = add(seeds, text)
    propose(seeds)
    text = re.sub(r"\n *# ", " ", review.read_text(encoding="utf-8"))
    offer = r"May belong to the truce cycle 2021-march, told by ([^:]+): on 20 March 2021, near its act"
    said = re.search(offer, text)
    assert said and "002_" in said[1]


def test_a_known_event_is_offered_in_a_comment_and_never_decided(seeds: Path) -> None:
    review = add(seeds)
    propose(seeds)
    text = review.read_text(encoding="utf-8")
    assert "May be the event ain-al-asad-2024-07-16, told by 003_44ffeb11cd31c30c: the same site" in text
    assert {entry["event"] for entry in yaml.safe_load(text)["statements"]} == {None}


def test_a_headline_is_offered_what_its_story_is_offered(seeds: Path) -> None:
    review = add(seeds)
    propose(seeds)
    text = re.sub(r"\n# ", " ", review.read_text(encoding="utf-8"))
    headline, told = text.split(" rule: ")[1:3]
    offered = "May be the event ain-al-asad-2024-07-16, told by "
    assert "first: null" in headline and f"{offered}s-005-452a83 in this article: the same site" in headline
    assert "days told in one of the two only, or in neither; the same weapon, drones" in headline
    assert f"{offered}003_44ffeb11cd31c30c: " in told and "s-005-" not in told.partition("- id")[0]


def test_what_is_told_again_is_offered_what_was_told_first(seeds: Path) -> None:
    """Where no other article tells of it, the event is named after the statement that tells it first."""
    text = "قصف مسلحون قاعدة فكتوريا بثلاثة صواريخ يوم الثلاثاء.\n\n"
    text += "وكانت قاعدة فكتوريا قد تعرضت إلى قصف بثلاثة صواريخ يوم الثلاثاء.\n"
    review = add(seeds, text)
    first, again = [s.id for s in propose(seeds).new]
    said = re.sub(r"\n# ", " ", review.read_text(encoding="utf-8"))
    assert said.count("May be the event") == 1
    assert f"May be the event {first}, told by {first} in this article" in said.partition(f"- id: {first}")[2]


def test_an_offered_event_that_is_another_statement_leads_to_one_event(seeds: Path) -> None:
    review = add(seeds)
    propose(seeds)
    text = filled(review.read_text(encoding="utf-8"))
    a, b, *_ = [e["id"] for e in yaml.safe_load(text)["statements"] if e["kind"] == "attack"]
    head, _, rest = text.partition(f"- id: {b}")
    review.write_text(head + f"- id: {b}" + rest.replace("event: null", f"event: {a}", 1), encoding="utf-8")
    assert problems.find(seeds) == []
    merged = events.merge(reviews.load(articles.load_one(seeds, ID), folder=seeds).statements)  # type: ignore[union-attr]
    assert set(merged.set_index("event").loc[a, "statements"]) == {a, b}
    head, _, rest = review.read_text(encoding="utf-8").partition(f"- id: {a}")
    review.write_text(head + f"- id: {a}" + rest.replace("event: null", "event: other", 1), encoding="utf-8")
    [problem] = problems.find(seeds)
    assert problem.field.endswith(".event") and "'other'" in problem.message


# The command.
def test_propose_says_what_it_does(tmp_path: Path) -> None:
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    add(seeds)
    words = ("propose", "005", "--seeds", "seeds")
    first, again = run(*words, cwd=tmp_path), run(*words, cwd=tmp_path)
    assert (first.returncode, first.stdout, again.returncode, again.stdout) == (0, "", 0, "")
    assert first.stderr.startswith(f"seeds/{ID}.review.yml: a draft with ")
    said = rf"seeds/{ID}\.review\.yml: nothing new, left as it is; \d+ that you have\n"
    assert re.fullmatch(said, again.stderr)
    review = seeds / f"{ID}.review.yml"
    text = review.read_text(encoding="utf-8")
    last = list(CUT.finditer(text))[-1]
    review.write_text(text.replace(last[0], "").replace(f", {last[1]}]", "]"), encoding="utf-8")
    added = run(*words, cwd=tmp_path)
    line = review.read_text(encoding="utf-8").split("\n").index(f"- id: {last[1]}") + 1
    assert added.stderr.startswith(f"seeds/{ID}.review.yml:{line}: new: ") and "; " in added.stderr


@pytest.mark.parametrize("name", ["777", "", "../seeds/000", "000_", "%s", "000*"])
def test_an_unknown_article_is_one_line(name: str) -> None:
    done = run("propose", name)
    assert (done.returncode, done.stdout) == (1, "") and len(done.stderr.splitlines()) == 1
    assert "000_5d661f943de2db37" in done.stderr


def test_two_articles_of_one_number_are_told_apart(seeds: Path) -> None:
    add(seeds, id="005_a"), add(seeds, id="005_b")
    with pytest.raises(KeyError, match="005_a or 005_b"):
        proposal.find("005", seeds)
    assert proposal.find("005_b", seeds) == "005_b"
