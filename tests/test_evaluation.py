"""The scores: their arithmetic on toy readings, and the floors that the machine's reading must reach."""

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import agreement, articles, corpus, evaluation, invented, reviews, scores
from analysis.annotate import Reading
from analysis.articles import Article, Chrome
from analysis.evaluation import Score
from analysis.quantities import Quantity
from analysis.statements import Count, Munitions, Statement
from analysis.yamlfile import BadFile

SEEDS = articles.load()
TEXT = "قصف أول على القاعدة. قصف ثان على القاعدة. قصف ثالث على القاعدة."
TOY = """\
phenomenon: a toy
outlet_habit: nobody's
published: 2031-01-02
text: |-
  قصف أول على القاعدة. قصف ثان على القاعدة. قصف ثالث على القاعدة.
events:
- {kind: attack, scope: in, event: one, words: "قصف أول على القاعدة", site: harir, status: reported}
- {kind: attack, scope: in, event: one, words: {words: "على القاعدة", occurrence: 2}}
- {kind: attack, scope: out, words: "قصف ثالث"}
- {kind: truce, scope: in, words: "القاعدة.", occurrence: 3, optional: true}
chrome:
- "أول"
"""


def statement(words: str, kind: str = "attack", scope: str = "in", nth: int = 1, **more: object) -> Statement:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    end = start + len(words)
    return Statement("", "toy", kind, "reported", scope, start, end, words, **more)  # type: ignore[arg-type]


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    (tmp_path / "toy.yml").write_text(TOY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Statement]:
    """What the machine is to read in every article; a test fills it."""
    found: list[Statement] = []
    monkeypatch.setattr(evaluation, "read", lambda article: Reading(tuple(found), (), (), None))
    return found


@pytest.mark.parametrize(
    "score, precision, recall, f1",
    [
        (Score("x", 4, 8, 2), 0.5, 0.25, 1 / 3),
        (Score("x", 3, 3, 3), 1, 1, 1),
        (Score("x", 3, 3, 0), 0, 0, 0),
        (Score("x", 0, 5, 0), None, 0, 0),
        (Score("x", 5, 0, 0), 0, None, 0),
        (Score("x", 0, 0, 0), None, None, None),
    ],
)
def test_shares(score: Score, precision: float | None, recall: float | None, f1: float | None) -> None:
    assert (score.precision, score.recall) == (precision, recall)
    assert score.f1 == (f1 if f1 is None else pytest.approx(f1))


def test_an_invented_article_is_read_as_it_is_written(toy: Path) -> None:
    (one,) = invented.load(toy)
    assert one.article == Article("toy", TEXT, one.article.published) and not one.article.chrome
    assert [(e.statement.quote, e.statement.start, e.event, e.optional) for e in one.expected] == [
        ("قصف أول على القاعدة", 0, "one", False),
        ("على القاعدة", TEXT.index("على", 20), "one", False),
        ("قصف ثالث", TEXT.index("قصف ثالث"), "entry 3", False),
        ("القاعدة.", TEXT.rindex("القاعدة."), "entry 4", True),
    ]
    assert [sorted(e.sure) for e in one.expected] == [["site", "status"], [], [], []]
    assert [(c.start, c.end) for c in one.chrome] == [(4, 7)]
    assert not one.eventless


@pytest.mark.parametrize(
    "old, new, message",
    [
        ('قصف ثالث"', 'قصف رابع"', "toy.yml:9: events.2.words: the text does not have"),
        ("occurrence: 2", "occurrence: 4", "toy.yml:8: events.1.words: the text does not have"),
        ("kind: truce", "kind: truth", "toy.yml:10: events.3.kind: "),
        ("optional: true", "maybe: true", "toy.yml:10: events.3.maybe: unknown field"),
        ('- "أول"', '- "عاشر"', "toy.yml:12: chrome.0: the text does not have"),
        ("outlet_habit: nobody's\n", "", "toy.yml:1: outlet_habit: the field is missing"),
    ],
)
def test_a_wrong_file_is_named_by_line_and_field(toy: Path, old: str, new: str, message: str) -> None:
    path = toy / "toy.yml"
    assert old in TOY
    path.write_text(TOY.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        invented.load(toy)
    assert message in str(caught.value)


def test_an_event_counts_once_however_many_statements_tell_of_it(toy: Path, reads: list[Statement]) -> None:
    reads += [statement("قصف أول على القاعدة"), statement("قصف ثان على القاعدة")]
    done = evaluation.trial(toy)
    assert done.events.score == Score("events", 1, 1, 1)
    assert done.statements.score == Score("statements", 2, 2, 2)
    assert not done.events.misses and not done.false


def test_one_statement_finds_the_event_and_misses_a_statement(toy: Path, reads: list[Statement]) -> None:
    reads += [statement("قصف ثان على القاعدة")]
    done = evaluation.trial(toy)
    assert done.events.score == Score("events", 1, 1, 1)
    assert done.statements.score == Score("statements", 1, 2, 1)
    assert [(m.fault, m.words) for m in done.statements.misses] == [("missed", "قصف أول على القاعدة")]


def test_nothing_read_misses_what_is_not_optional(toy: Path, reads: list[Statement]) -> None:
    done = evaluation.trial(toy)
    assert done.events.score == Score("events", 0, 1, 0)
    assert done.statements.score == Score("statements", 0, 2, 0)
    assert done.chrome.score == Score("chrome", 0, 1, 0)


@pytest.mark.parametrize(
    "found, false",
    [
        (statement("القاعدة.", "truce", nth=3), 0),
        (statement("قصف ثالث"), 1),
        (statement("قصف ثالث", scope="out"), 0),
        (statement("قصف أول على القاعدة", "strike"), 1),
        (statement("أول", "total"), 1),
    ],
    ids=["optional", "out read as in", "out", "another kind", "nothing there"],
)
def test_what_is_false(toy: Path, reads: list[Statement], found: Statement, false: int) -> None:
    reads += [found]
    done = evaluation.trial(toy)
    assert done.events.score == Score("events", false, 1, 0)
    assert [m.fault for m in done.events.misses].count("false") == false


def test_each_entry_meets_one_statement(toy: Path, reads: list[Statement]) -> None:
    reads += [statement("قصف أول على القاعدة"), statement("قصف أول على")]
    done = evaluation.trial(toy)
    assert done.events.score == Score("events", 2, 1, 1)
    assert [m.words for m in done.events.misses] == ["قصف أول على"]


def test_read_out_of_scope_is_not_found(toy: Path, reads: list[Statement]) -> None:
    reads += [statement("قصف أول على القاعدة", scope="out")]
    assert evaluation.trial(toy).events.score == Score("events", 0, 1, 0)


def test_only_sure_fields_are_compared(toy: Path, reads: list[Statement]) -> None:
    reads += [statement("قصف أول على القاعدة", by=("iraqi-factions",))]
    done = evaluation.trial(toy)
    assert {s.what: (s.right, s.expected) for s in done.fields} == {
        "attack site": (0, 1), "attack status": (1, 1),
    }  # fmt: skip
    assert done.differences == (("toy", "attack", "site", "none", "harir", "قصف أول على القاعدة"),)


def test_an_article_without_an_event_in_which_one_was_found(toy: Path, reads: list[Statement]) -> None:
    path = toy / "toy.yml"
    start, end = TOY.index("events:"), TOY.index("chrome:")
    path.write_text(
        TOY[:start] + 'events:\n- {kind: attack, scope: out, words: "قصف ثالث"}\n' + TOY[end:],
        encoding="utf-8",
    )
    assert evaluation.trial(toy).false == ()
    reads += [statement("قصف ثالث")]
    done = evaluation.trial(toy)
    assert (done.articles, done.eventless, done.false) == (1, 1, ("toy",))


def test_a_folder_without_articles(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no articles there"):
        evaluation.trial(tmp_path)


def test_a_mark_needs_the_very_span_and_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article("toy", "ثلاثة صواريخ وأربعة وخمسة وستة", chrome=(Chrome(26, 30, "x"),))
    rows = ["article\tstart\tend\twords\tlow\tbest\thigh", "toy\t0\t5\tثلاثة\t3\t3\t3",
            "toy\t14\t19\tأربعة\t4\t4\t4", "toy\t20\t25\tوخمسة\t5\t5\t5",
            "other\t0\t1\tx\t1\t1\t1"]  # fmt: skip
    (tmp_path / "quantities.tsv").write_text("\n".join(rows), encoding="utf-8")
    read = (Quantity(0, 5, 3, 3, 3, "ثلاثة"), Quantity(14, 19, 4, 4, None, "أربعة"),
            Quantity(21, 25, 5, 5, 5, "خمسة"), Quantity(27, 30, 6, 6, 6, "ستة"))  # fmt: skip
    monkeypatch.setattr(evaluation, "read", lambda a: Reading((), (), (), None, (), read))
    result = evaluation.layer("quantities", [article], tmp_path)
    assert result.score == Score("quantities", 3, 3, 1)
    assert [(m.fault, m.words, m.value) for m in result.misses] == [
        ("false", "أربعة", "4, 4, "), ("missed", "أربعة", "4, 4, 4"),
        ("missed", "وخمسة", "5, 5, 5"), ("false", "خمسة", "5, 5, 5"),
    ]  # fmt: skip


def test_a_mark_out_of_place_is_refused(tmp_path: Path) -> None:
    article = SEEDS[0]
    (tmp_path / "names.tsv").write_text(
        f"article\tstart\tend\twords\ttype\tid\n{article.id}\t0\t3\tهدنة\tactor\tx\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"names.tsv:2: words: the article does not have them at 0 to 3"):
        evaluation.layer("names", [article], tmp_path)


def test_the_review_against_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that read what the review has would be right in everything; out of scope doesn't count."""
    coded = {a.id: reviews.load(a) for a in SEEDS}
    given = {id: review.statements for id, review in coded.items() if review}
    monkeypatch.setattr(evaluation, "read", lambda a: Reading(given[a.id], (), a.chrome, None))
    for result in evaluation.kinds(SEEDS).values():
        assert result.score.f1 == 1 and not result.misses
    assert all(score.right == score.expected for score in evaluation.fields(evaluation.pairs(SEEDS)))
    counted = sum(result.score.expected for result in evaluation.kinds(SEEDS).values())
    assert counted == sum(s.scope == "in" for review in coded.values() if review for s in review.statements)
    assert not evaluation.differences(evaluation.pairs(SEEDS)) and not evaluation.from_chrome(SEEDS)


def test_a_statement_less_is_a_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    coded = {a.id: reviews.load(a) for a in SEEDS}
    given = {id: review.statements[1:] for id, review in coded.items() if review}
    monkeypatch.setattr(evaluation, "read", lambda a: Reading(given[a.id], (), (), None))
    missed = [m for r in evaluation.kinds(SEEDS).values() for m in r.misses]
    gone = [review.statements[0] for review in coded.values() if review]
    assert {(m.article, m.start, m.fault) for m in missed} == {
        (s.article, s.start, "missed") for s in gone if s.scope == "in"
    }


@pytest.mark.parametrize(
    "value, told",
    [
        (None, "none"), (frozenset(), "none"), (frozenset({"b", "a"}), "a, b"), (Count(4, 4, 4), "4"),
        (frozenset({Munitions("rocket", 2, None, None)}), "rocket at least 2"), (365, "365"),
    ],
)  # fmt: skip
def test_values_are_told(value: object, told: str) -> None:
    assert evaluation.told(value) == told


def test_the_machine_is_not_told_what_is_chrome(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Article] = []
    monkeypatch.setattr(evaluation, "annotate", lambda a: given.append(a) or Reading((), (), (), None))
    evaluation.read(SEEDS[0])
    assert given == [dataclasses.replace(SEEDS[0], chrome=())] and SEEDS[0].chrome


# ---- the floors ----


@pytest.mark.parametrize("name", evaluation.LAYERS)
def test_layers_of_the_five_articles(name: str) -> None:
    result = evaluation.layer(name, SEEDS)
    assert result.score.expected > 10
    assert (result.score.f1 or 0) >= 0.95, result.misses


@pytest.mark.parametrize("kind", ["attack", "strike", "truce"])
def test_statements_of_the_five_articles(kind: str) -> None:
    result = evaluation.kinds(SEEDS)[kind]
    assert (result.score.f1 or 0) >= 0.9, result.misses


def test_no_statement_from_page_chrome() -> None:
    assert not evaluation.from_chrome(SEEDS)


def test_invented_articles() -> None:
    done = evaluation.trial()
    assert done.eventless * 3 >= done.articles >= 40
    assert done.false == ()
    assert (done.events.score.f1 or 0) >= 0.9, done.events.misses


# ---- what is shown ----


def test_the_tables_of_the_book_have_the_scores() -> None:
    book = corpus.load()
    layers, statements = scores.layers(book), scores.statements(book)
    assert list(layers.table["What is read"]) == ["page chrome", "names", "quantities", "dates"]
    assert list(statements.table["What is read"]) == ["attack", "strike", "truce act", "total"]
    for exhibit, results in (
        (layers, [evaluation.layer(name, SEEDS) for name in evaluation.LAYERS]),
        (statements, list(evaluation.kinds(SEEDS).values())),
    ):
        assert exhibit.table.iloc[:, 1:4].to_numpy().tolist() == [list(r.score[1:]) for r in results]
        assert list(exhibit.table["F1"]) == [f"{r.score.f1:.2f}" for r in results]
        assert "seen while the rules were written" in exhibit.caption
    results = [evaluation.layer(name, SEEDS) for name in evaluation.LAYERS]
    results += evaluation.kinds(SEEDS).values()
    every = [" ".join(miss.words.split()) for result in results for miss in result.misses]
    assert list(scores.misses(book).table["Words"]) == every


def test_the_table_of_fields_adds_up() -> None:
    table = scores.fields(corpus.load()).table
    by_field = agreement.by_field(evaluation.pairs(SEEDS))
    assert len(table) == by_field[by_field["pairs"] > 0]["field"].nunique()
    shares = []
    for row in table.to_dict("records"):
        cells = [cell.split(" of ") for cell in list(row.values())[1:-1] if cell]
        same, of = (int(n) for n in str(row["all"]).split(" of "))
        assert (same, of) == (sum(int(c[0]) for c in cells), sum(int(c[1]) for c in cells))
        shares.append(same / of)
    assert shares == sorted(shares)


def test_every_trial_of_unseen_articles_is_in_the_table_of_the_book() -> None:
    table = scores.unseen().table
    numbers = [int(n) for cell in table["Articles"] for n in str(cell).split("–")]
    assert len(numbers) >= 12 and numbers == sorted(set(numbers))
    named = {int(one.name.split("-")[0]): one for one in invented.load()}
    for first, last, row in zip(numbers[::2], numbers[1::2], table.itertuples(index=False), strict=True):
        own = [named[n] for n in range(first, last + 1)]
        events = {(one.name, e.event) for one in own for e in one.expected
                  if e.statement.scope == "in" and not e.optional}  # fmt: skip
        assert (row[2], row[6].split(" of ")[1]) == (len(events), str(sum(one.eventless for one in own)))
        assert row[5] == f"{2 * row[4] / (row[2] + row[3]):.2f}"


def test_the_command_prints_every_table_and_says_what_was_seen(toy: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "analysis.evaluation", str(toy)], capture_output=True,
                          text=True, check=True, cwd=articles.SEEDS.parent)  # fmt: skip
    assert "were seen while the rules were" in done.stdout.splitlines()[0]
    for result in (evaluation.layer("names", SEEDS), evaluation.kinds(SEEDS)["truce"]):
        score = result.score
        line = next(li for li in done.stdout.splitlines() if li.startswith(score.what))
        assert line.split()[1:4] == [str(score.found), str(score.expected), str(score.right)]
    assert f"Invented articles in {toy}: 1" in done.stdout
    shutil.rmtree(toy)
    gone = subprocess.run([sys.executable, "-m", "analysis.evaluation", str(toy)], capture_output=True,
                          text=True, check=False, cwd=articles.SEEDS.parent)  # fmt: skip
    assert gone.returncode == 1 and gone.stderr.endswith("no articles there\n")
