"""The machine's reading: what it makes of many ways of telling, of the reviewed articles, and of anything."""

import datetime as dt
import functools
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis import annotate, articles, reviews
from analysis.agreement import pairs
from analysis.articles import SEEDS, Article
from analysis.statements import Statement

ROOT = SEEDS.parent
EXPECTED = ROOT / "tests" / "expected" / "machine"
DAY = dt.date(2024, 3, 10)


@functools.cache
def loaded(file: Path) -> Any:
    return yaml.safe_load(file.read_text("utf-8"))


def read(text: str, published: dt.date | None = DAY) -> tuple[Statement, ...]:
    return annotate.annotate(articles.read(text, "000_test", published)).statements


def told(statement: Statement) -> str:
    """A statement in the short form of annotate.yml."""
    if statement.kind == "truce":
        return f"{statement.act}, {statement.status}, {statement.scope}"
    site = statement.site
    who = "+".join(statement.by)
    for verb, others in (("claimed", statement.claimed_by), ("blamed", statement.blamed_on)):
        who = who or (f"{verb} {'+'.join(others)}" if others else "")
    weapons = "+".join(f"{w.type} {w.best}" if w.best else w.type for w in statement.weapons)
    where = site and (site.id or site.admin1 or site.country)
    return ", ".join(
        (statement.kind, statement.status, statement.scope, where or "-", who or "-", weapons or "-")
    )


@pytest.mark.parametrize("example", loaded(EXPECTED / "annotate.yml"), ids=lambda e: e["text"][:40])
def test_ways_of_telling(example: dict[str, Any]) -> None:
    assert [told(s) for s in read(example["text"])] == example["read"]


@functools.cache
def reviewed() -> tuple[list[Statement], list[Statement]]:
    """The statements of the machine, without the sidecars' chrome, and those of the reviews."""
    machine: list[Statement] = []
    review: list[Statement] = []
    for article in articles.load():
        machine += annotate.annotate(Article(article.id, article.text, article.published)).statements
        coding = reviews.load(article, "review")
        assert coding is not None
        review += coding.statements
    return machine, review


@pytest.mark.parametrize("kind", ["attack", "strike", "truce"])
def test_reviewed_articles(kind: str) -> None:
    machine, review = ([s for s in coding if s.kind == kind] for coding in reviewed())
    both = sum(bool(p.one and p.other) for p in pairs(machine, review))
    assert 2 * both / (len(machine) + len(review)) >= 0.9


def test_no_statement_from_page_chrome() -> None:
    machine, _ = reviewed()
    for article in articles.load():
        for statement in (s for s in machine if s.article == article.id):
            assert not any(c.start < statement.end and statement.start < c.end for c in article.chrome)


ARTICLES = sorted((EXPECTED / "articles").glob("*.yml"))


@pytest.mark.parametrize("file", ARTICLES, ids=lambda f: f.stem)
def test_no_event_where_none_is(file: Path) -> None:
    example = loaded(file)
    if any(event["scope"] == "in" for event in example["events"]):
        pytest.skip("has events")
    found = annotate.annotate(articles.read(example["text"], file.stem, example["published"])).statements
    assert [s.quote for s in found if s.scope == "in"] == []


def test_events_of_the_seen_articles() -> None:
    """Precision and recall over all of them: an optional statement neither counts nor costs."""
    hits = misses = wrong = 0
    for file in ARTICLES:
        example = loaded(file)
        found = annotate.annotate(articles.read(example["text"], file.stem, example["published"])).statements
        free = list(found)
        for event in sorted(example["events"], key=lambda e: e.get("optional", False)):
            start = example["text"].index(event["words"])
            span = range(start, start + len(event["words"]))
            match = next((s for s in free if s.kind == event["kind"] and _overlap(s, span) >= 0.5), None)
            if match:
                free.remove(match)
            if not event.get("optional"):
                hits, misses = (hits + 1, misses) if match else (hits, misses + 1)
        wrong += len(free)
    assert 2 * hits / (2 * hits + misses + wrong) >= 0.9


def _overlap(statement: Statement, span: range) -> float:
    shared = min(statement.end, span.stop) - max(statement.start, span.start)
    return max(shared, 0) / min(statement.end - statement.start, len(span))


def test_days_of_speech_and_of_the_deed() -> None:
    first, *_ = read("قال مصدر أمني، اليوم الأحد، إن ثلاثة صواريخ سقطت مساء الجمعة على قاعدة عين الأسد.")
    assert (first.date.first, first.date.last) == (dt.date(2024, 3, 8), dt.date(2024, 3, 8))
    claimed, *_ = read("تبنت كتائب حزب الله، يوم السبت، استهداف قاعدة حرير بطائرة مسيرة يوم الأربعاء الماضي.")
    assert (claimed.date.first, claimed.status) == (dt.date(2024, 3, 6), "claimed")


def test_an_attack_named_again_keeps_its_days() -> None:
    text = (
        "سقطت ثلاثة صواريخ، فجر الجمعة، على قاعدة عين الأسد.\n"
        "وأدان التحالف الدولي الهجوم على قاعدة عين الأسد."
    )
    one, two = read(text)
    assert (two.date.first, two.date.basis) == (one.date.first, "inferred")


def test_why_a_statement_was_made() -> None:
    article = articles.read("هجوم صاروخي على قاعدة عين الأسد", "000_test", DAY)
    reading = annotate.annotate(article, explain=True)
    (reason,) = reading.reasons
    assert reason.rule
    words = {article.text[b.start : b.end]: b.type for b in reason.because}
    assert words == {"هجوم": "attack", "عين الأسد": "site"}
    assert annotate.annotate(article).reasons == ()


ARABIC = st.text(alphabet='ابتدرسصعفقلمنهويةءأإ ،.؟\n"«»0١٣ـ\u200f\u064b\ud800')
PHRASES = st.sampled_from(
    [
        "هجوم",
        "استهدفت",
        "قاعدة عين الأسد",
        "صواريخ",
        "بطائرة مسيرة",
        "الهدنة",
        "الفصائل",
        "أعلنت",
        "نفى",
        "،",
        "و",
        "بعد",
        "إذا",
        "القوات الأميركية",
        "3 آذار",
        "ثلاثة",
        "غارة",
        "ردت",
        "على",
        "مطار أربيل",
        "\n",
        "تمديد",
        "لم",
    ]
)


@given(st.one_of(st.text(), ARABIC, st.lists(PHRASES, max_size=40).map(" ".join)))
def test_any_text(text: str) -> None:
    reading = annotate.annotate(Article("000_x", text), explain=True)
    assert len(reading.reasons) == len(reading.statements)
    assert len({s.id for s in reading.statements}) == len(reading.statements)
    for statement in reading.statements:
        assert 0 <= statement.start < statement.end <= len(text)
        assert statement.quote == text[statement.start : statement.end]
        if statement.date.words is not None:
            assert statement.date.words == text[statement.date.start : statement.date.end]
    annotate.to_json(reading, Article("000_x", text))


@pytest.mark.timing
def test_time_grows_with_length_only() -> None:
    line = "هجوم صاروخي على قاعدة عين الأسد، واستهدفت مسيرة مطار أربيل في 3 آذار و"
    annotate.annotate(Article("x", line))

    def seconds(text: str) -> float:
        start = time.perf_counter()
        annotate.annotate(Article("x", text))
        return time.perf_counter() - start

    assert seconds(line * 2000) < 3.5 * seconds(line * 1000)
    assert seconds("1" * 1_000_000) < 5


def run(*words: str, stdin: str = "", cwd: Path = ROOT) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "analysis", "annotate", *words],
        input=stdin.encode(),
        capture_output=True,
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        check=False,
    )


def test_command(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("سقطت ثلاثة صواريخ أمس على قاعدة عين الأسد.", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
    done = run("one.txt", "bad.txt", "none.txt", "--published", "2024-03-10", "--explain", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 2
    (line,) = done.stdout.decode().splitlines()
    data = json.loads(line)
    assert list(data) == ["article", "published", "statements", "mentions", "chrome"]
    assert data["article"] == "one" and data["published"]["first"] == "2024-03-10"
    (statement,) = data["statements"]
    assert statement["date"]["first"] == "2024-03-09" and statement["coder"] == "machine"
    assert statement["rule"] and {b["type"] for b in statement["because"]} >= {"fall", "site"}


def test_command_reads_standard_input() -> None:
    done = run("-", stdin="هجوم على قاعدة حرير")
    data = json.loads(done.stdout)
    assert (done.returncode, data["article"], data["published"]) == (0, "stdin", None)
    assert "rule" not in data["statements"][0]


def test_command_takes_the_day_from_the_sidecar() -> None:
    file = next(SEEDS.glob("000_*.txt"))
    data = json.loads(run(str(file)).stdout)
    assert data["published"]["basis"] == "inferred" and data["published"]["first"] == "2021-07-07"
    assert {s["coder"] for s in data["statements"]} == {"machine"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("منحت كتائب حزب الله الحكومة العراقية مهلة شهرين لإخراج القوات الأميركية مقابل هدنة.", 60),
        ("أعلنت الفصائل العراقية هدنة مع القوات الأميركية لمدة شهر.", 30),
        ("أعلنت كتائب حزب الله تعليق الهجمات على القوات الأميركية أسبوعين.", 14),
        ("وافقت الفصائل العراقية على هدنة لمدة 4 أشهر مع القوات الأميركية.", 120),
        ("أعلنت الفصائل العراقية هدنة مدتها ستون يوماً مع القوات الأميركية.", 60),
        ("أعلنت الفصائل العراقية هدنة مشروطة بانسحاب القوات الأميركية خلال 12 شهرا.", 365),
        ("أعلنت الفصائل العراقية هدنة 30يوما مع القوات الأميركية.", 30),
        ("أعلنت الفصائل العراقية قبل شهرين هدنة مع القوات الأميركية.", None),
        ("أعلنت الفصائل العراقية هدنة قبل نحو شهرين مع القوات الأميركية.", None),
        ("أعلنت الفصائل العراقية هدنة منذ أكثر من شهرين مع القوات الأميركية.", None),
        ("أعلنت الفصائل العراقية هدنة، وبعد شهرين عادت الهجمات على القوات الأميركية.", None),
        ("أعلنت الفصائل العراقية هدنة مع القوات الأميركية بين عامي 2020 و2021.", None),
        ("أعلنت الفصائل العراقية هدنة مع القوات الأميركية في شهري آب وأيلول.", None),
        ("أعلنت الفصائل العراقية هدنة مع القوات الأميركية يومي الجمعة والسبت.", None),
        ("أنهت الفصائل العراقية هدنة مع القوات الأميركية استمرت قرابة شهرين.", None),
        ("انتهت الهدنة بين الفصائل العراقية والقوات الأميركية بعد ثلاثة أشهر.", None),
        ("أعلنت الفصائل العراقية هدنة مع القوات الأميركية في شهر آب.", None),
    ],
)
def test_the_time_that_a_truce_is_given(text: str, days: int | None) -> None:
    act = next(s for s in read(text) if s.kind == "truce")
    assert act.deadline_days == days


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("أعلنت كتائب حزب الله إنهاء الهدنة بعد ضربة أميركية استهدفت مقرا للحشد الشعبي في جرف الصخر.",
         ("kataib-hezbollah",)),
        ("أعلنت كتائب حزب الله إنهاء الهدنة مع القوات الأميركية.", ("kataib-hezbollah",)),
        ("أعلنت كتائب حزب الله وحركة النجباء إنهاء الهدنة بعد ضربة أميركية استهدفت مقرا لكتائب حزب الله.",
         ("kataib-hezbollah", "harakat-al-nujaba")),
    ],
)  # fmt: skip
def test_who_is_struck_is_for_that_no_party(text: str, parties: tuple[str, ...]) -> None:
    [act] = [s for s in read(text) if s.kind == "truce"]
    assert act.parties == parties


BEFORE = "وكانت طائرة مسيرة قد استهدفت قاعدة عين الأسد في 20 شباط 2024.\n\n"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("وقال مصدر مقرب من كتائب حزب الله إن القصف الأميركي استهدف مقرا للحشد الشعبي في بغداد.",
         "popular-mobilization"),
        ("وقالت القيادة المركزية الأميركية إن طائراتها قصفت مخازن أسلحة تابعة لكتائب سيد الشهداء.",
         "kataib-sayyid-al-shuhada"),
        (BEFORE + "وقال مصدر إن القصف الأميركي الذي استهدف مقرا للحشد الشعبي في بغداد كان عنيفا.",
         "popular-mobilization"),
    ],
)  # fmt: skip
def test_who_says_it_was_not_struck_for_that(text: str, target: str) -> None:
    [strike] = [s for s in read(text) if s.kind == "strike"]
    assert (strike.by, strike.target) == (("us-forces",), target)


def test_a_quotation_begins_with_a_whole_word() -> None:
    [act] = read("للفصائل العراقية هدنة مع القوات الأميركية أعلنت أمس.")
    assert act.quote.startswith("للفصائل")


def test_import_is_light() -> None:
    code = "import sys, analysis.annotate; print({'pandas', 'matplotlib'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stdout == "set()\n"
