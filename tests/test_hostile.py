"""Whatever text there is: the machine reads it or says plainly why not, soon, and every offset is exact.

`pytest tests/test_hostile.py --hypothesis-profile=long` draws twenty thousand texts.
"""

import datetime as dt
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import annotate, articles, sentences
from analysis.annotate import Reading
from analysis.articles import SEEDS, Article

ROOT = SEEDS.parent
MANY = max(300, settings().max_examples)
SECONDS = 300
DAYS = (dt.date(2021, 7, 7), dt.date(2021, 7, 8))

SENTENCES = [a.text[start:end] for a in articles.load() for start, end in sentences.split(a.text)]
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})
# What is put where it does not belong: controls, marks, quotes, digits of every kind, halves of characters.
SIGNS = (
    "\u200f\u202b\u202e\u2066\u2069\u200c\u200d\ufeff\u00ad\x00\x1b\r\n\u2028\t\u00a0\u0640\u064b\u0651\u0670"
    "«»“”\"'()[]/\\|-–—،؛.؟!٠٥۵09٪_#@ﷲﻻ\ud800\udfff\U0001f680aZ"
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Sentences of the articles, cut, mixed, doubled and sprinkled with signs."""
    parts = draw(st.lists(st.sampled_from(SENTENCES) | st.sampled_from(WORDS) | st.text(SIGNS), max_size=6))
    letters = list(draw(st.sampled_from(["", " ", "\n", "، ", " و"])).join(parts))
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(0, 12))):
        at = chance.randrange(len(letters) + 1)
        match chance.randrange(4):
            case 0:
                letters[at:at] = chance.choice(SIGNS) * chance.choice((1, 1, 1, 40))
            case 1:
                del letters[at : at + chance.choice((1, 3, 20))]
            case 2:
                letters[at:at] = letters[max(at - chance.randrange(60), 0) : at]
            case _:
                letters[at : at + 2] = letters[at : at + 2][::-1]
    return "".join(letters)


@settings(max_examples=MANY, deadline=None)
@given(
    st.one_of(st.text(), st.text(st.characters(exclude_categories=())), mutated()),
    st.sampled_from([None, DAYS]),
)
@example("", None)
@example("\ud800", None)
@example("\u202e" * 50 + "قصف", DAYS)
def test_any_text_is_read_and_every_offset_is_exact(
    text: str, published: tuple[dt.date, dt.date] | None
) -> None:
    article = articles.read(text, "x_1", published)
    reading = annotate.annotate(article, explain=True)
    exact(reading, text)
    assert annotate.annotate(article).statements == reading.statements, "the same text, the same reading"
    line = json.dumps(annotate.to_json(reading, article))
    assert "\n" not in line and json.loads(line)["article"] == "x_1"


def exact(reading: Reading, text: str) -> None:
    """Fails when an offset of the reading leads anywhere but to the words that it gives."""
    for start, end, words in spans(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == words
    for run in reading.chrome:
        assert 0 <= run.start < run.end <= len(text)
    assert len(reading.reasons) == len(reading.statements)
    for reason in reading.reasons:
        assert reason.rule and all(0 <= b.start < b.end <= len(text) for b in reason.because)
    ids = [statement.id for statement in reading.statements]
    assert len(ids) == len(set(ids))
    for statement in reading.statements:
        assert not any(statement.start < c.end and c.start < statement.end for c in reading.chrome)
        first, last = statement.date.first, statement.date.last
        assert first is None or last is None or first <= last
        for count in filter(None, (statement.killed, statement.wounded, statement.count, *statement.weapons)):
            known = [n for n in (count.low, count.best, count.high) if n is not None]
            assert known == sorted(known) and all(n >= 0 for n in known)


def spans(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Every place that the reading gives words for."""
    found: list[Any] = [*reading.mentions, *reading.days, *reading.quantities]
    found += [s.date for s in reading.statements] + [reading.published]
    for thing in found:
        if thing is not None and thing.start is not None:
            yield thing.start, thing.end, thing.words
    for statement in reading.statements:
        yield statement.start, statement.end, statement.quote


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command line, which has half a minute."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", "annotate", *words], input=given, capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, timeout=SECONDS, check=False,
    )  # fmt: skip


SENTENCE = "استهدفت طائرة مسيرة قاعدة عين الأسد فجر اليوم. "
READ = {
    "nothing": b"",
    "a line break": b"\n",
    "not Arabic": b"The weather was fine, and nobody fired a rocket. 1 2 3\n" * 50,
    "controls": bytes(range(32)) * 100,
    "directional controls": ("\u202e\u2066\u200f".join(SENTENCE) * 20).encode(),
    "directional controls alone": ("\u202e\u202b\u2067" * 100_000).encode(),
    "a million digits": b"1" * 1_000_000,
    "a million Arabic digits": ("٥" * 1_000_000).encode(),
    "digits and slashes": b"12/" * 300_000,
    "number words": ("وخمسة " * 200_000).encode(),
    "quotation marks": ("«" * 300_000).encode(),
    "brackets": b"(" * 500_000,
    "marks on no letter": ("\u064b" * 500_000).encode(),
    "stretched": ("قـ" + "ـ" * 500_000 + "صف").encode(),
    "a dateline without end": ("بغداد/ " * 100_000).encode(),
    "one word without end": ("قصف" * 300_000).encode(),
    "attacked and attacked": ("استهدف " * 150_000).encode(),
    "a byte order mark": "\ufeff".encode() + SENTENCE.encode(),
}
REFUSED = {
    "binary": bytes(random.Random(1).randbytes(100_000)),
    "Windows-1256": SENTENCE.encode("cp1256"),
    "UTF-16": SENTENCE.encode("utf-16"),
    "UTF-8, then Windows-1256": SENTENCE.encode() + b"\n" + SENTENCE.encode("cp1256"),
    "lone surrogates": (SENTENCE + "\ud800").encode("utf-8", "surrogatepass"),
    "cut in a letter": SENTENCE.encode() + b"\xd9",
}


@pytest.mark.parametrize("name", READ)
def test_what_the_command_reads(name: str, tmp_path: Path) -> None:
    file = tmp_path / "x_1.txt"
    file.write_bytes(READ[name])
    done = run(str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    said = json.loads(done.stdout)
    assert done.stdout.count(b"\n") == 1 and said["article"] == "x_1"
    text = READ[name].decode()
    for statement in said["statements"]:
        assert text[statement["start"] : statement["end"]] == statement["quote"]
    for mention in said["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["words"]
    told = "استهدفت" in re.sub(r"[\u200f\u202e\u2066]", "", text)
    assert bool([s for s in said["statements"] if s["scope"] == "in"]) == told


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("from_file", [True, False], ids=["file", "standard input"])
def test_what_the_command_refuses(name: str, from_file: bool, tmp_path: Path) -> None:
    file = tmp_path / "x_1.txt"
    file.write_bytes(REFUSED[name])
    done = run(str(file)) if from_file else run("-", given=REFUSED[name])
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert message.count("\n") == 1 and "expected UTF-8, found byte 0x" in message
    assert message.startswith(str(file) if from_file else "-:")


def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    file = tmp_path / "x_1.txt"
    line = " ".join(" ".join(SENTENCES).split()) + " "
    file.write_text(line * (10_000_000 // len(line.encode()) + 1), encoding="utf-8")
    assert file.stat().st_size >= 10_000_000 and "\n" not in file.read_text(encoding="utf-8")
    done = run(str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["statements"]


def test_a_bad_file_among_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "a_1.txt", tmp_path / "b_2.txt"
    good.write_text(SENTENCE, encoding="utf-8")
    bad.write_bytes(b"\xff\xfe")
    done = run(str(good), str(bad), str(tmp_path / "c_3.txt"), str(tmp_path), str(good))
    assert done.returncode == 1
    assert [json.loads(line)["article"] for line in done.stdout.splitlines()] == ["a_1", "a_1"]
    assert len(done.stderr.splitlines()) == 3 and b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [[], ["--published", "yesterday", "-"], ["--publish", "-"]])
def test_wrong_usage(words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2 and done.stderr and not done.stdout and b"Traceback" not in done.stderr


def test_an_article_read_in_any_order_is_the_same() -> None:
    """Nothing is left over from one article to the next."""
    given = [Article(a.id, a.text, a.published) for a in articles.load()]
    alone = {a.id: annotate.annotate(a) for a in given}
    assert {a.id: annotate.annotate(a) for a in reversed(given)} == alone
