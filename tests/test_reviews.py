"""A review that isn't right is refused: every fault by file, line and field, and none is lost."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
import yaml

from analysis import articles, reviews
from analysis.articles import Article
from analysis.corpus import Corpus
from analysis.statements import Count, Munitions, Site

ID = "003_44ffeb11cd31c30c"
# One statement of each form in the review of 003, to be broken below.
ATTACK, TRUCE, TOTAL = "s-003-d85218", "s-003-531f5f", "s-003-a9836e"


@pytest.fixture
def review(seeds: Path) -> Path:
    return seeds / f"{ID}.review.yml"


@pytest.fixture
def article(seeds: Path) -> Article:
    return articles.load_one(seeds, ID)


def index(path: Path, id: str) -> int:
    """Which of the file's statements has this id, counted from 0."""
    return re.findall(r"^- id: (\S+)$", path.read_text("utf-8"), re.M).index(id)


def line_of(path: Path, id: str) -> int:
    """The line on which this statement begins."""
    return path.read_text("utf-8").split("\n").index(f"- id: {id}") + 1


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_review_is_in_the_order_of_the_text_and_anchored(corpus: Corpus, number: str) -> None:
    article = corpus.article(number)
    review = reviews.load(article)
    assert review is not None and review.article == article.id and review.statements and review.settled
    spans = [(s.start, s.end) for s in review.statements]
    assert spans == sorted(spans)
    for s in review.statements:
        assert article.text[s.start : s.end] == s.quote and s.translation
        assert s.coder == review.coder


def test_an_article_that_nobody_has_read_has_no_review(article: Article, tmp_path: Path) -> None:
    assert reviews.load(article, folder=tmp_path) is None


def test_what_is_written_is_what_is_read(review: Path, article: Article, seeds: Path) -> None:
    found = reviews.load(article, folder=seeds)
    assert found is not None
    attack, truce, total = (next(s for s in found.statements if s.id == id) for id in (ATTACK, TRUCE, TOTAL))
    assert (attack.kind, attack.site) == (
        "attack", Site("ain-al-asad", "Ain al-Asad", "IQ", "Anbar", "قاعدة عين الأسد الجوية")
    )  # fmt: skip
    assert attack.weapons == (Munitions("drone", 1, 1, 1), Munitions("rocket", 4, 4, 4))
    assert attack.killed == attack.wounded == Count(0, 0, 0)
    assert (attack.date.first, attack.date.last) == (dt.date(2024, 7, 25), dt.date(2024, 7, 26))
    assert article.text[attack.date.start : attack.date.end] == attack.date.words == "ليلة الجمعة"
    assert (truce.act, truce.deadline_days, truce.site) == ("declared", 120, None)
    assert truce.parties == ("iraqi-factions",) and len(truce.terms) == 1
    assert (total.what, total.count, total.period) == ("attacks", None, total.date)


# What is changed: the statement it is in, old words, new words, the field at fault, what is said of it.
WRONG = [
    (ATTACK, "  quote: \"الأول قاعدة", "  quote: \"الأول قاعده", "quote", "the words are not in the article"),
    (ATTACK, "  quote: \"الأول قاعدة عين الأسد الجوية", "  quote: \"القوات الأمريكية\" #", "quote",
     "the words stand in the article"),
    (ATTACK, "quote: \"", "quote: \"\" #", "quote", "String should have at least 1 character"),
    (ATTACK, "id: ain-al-asad", "id: ain-al-assad", "site.id", "unknown site 'ain-al-assad'"),
    (ATTACK, "id: ain-al-asad", "id: \"convoy:Nowhere\"", "site.id", "unknown site 'convoy:Nowhere'"),
    (ATTACK, "country: null", "country: Iraq", "site.country", "String should match pattern"),
    (ATTACK, "words: \"قاعدة عين الأسد الجوية\"", "words: \"قاعدة عين الأسد البرية\"", "site.words",
     "the article does not have these words"),
    (ATTACK, "by: [iraqi-factions]", "by: [us-forces, iraqi-faction]", "by.1", "unknown id 'iraqi-faction'"),
    (ATTACK, "target: us-forces", "target: us-force", "target", "unknown id 'us-force'"),
    (ATTACK, "claimed_by: []", "claimed_by: [nobody]", "claimed_by.0", "unknown id 'nobody'"),
    (ATTACK, "blamed_on: []", "blamed_on: [nobody]", "blamed_on.0", "unknown id 'nobody'"),
    (ATTACK, "denied_by: []", "denied_by: [nobody]", "denied_by.0", "unknown id 'nobody'"),
    (TRUCE, "parties: [iraqi-factions]", "parties: [nobody]", "parties.0", "unknown id 'nobody'"),
    (TRUCE, "mediators: []", "mediators: [nobody]", "mediators.0", "unknown id 'nobody'"),
    (TRUCE, "guarantors: []", "guarantors: [nobody]", "guarantors.0", "unknown id 'nobody'"),
    (TOTAL, "counter: null", "counter: nobody", "counter", "unknown id 'nobody'"),
    (ATTACK, "speaker: null", "speaker: \"مصدر مجهول\"", "speaker",
     "neither a known id nor words of the article"),
    (ATTACK, "target_type: base", "target_type: ship", "target_type", "Input should be 'base', 'embassy'"),
    (ATTACK, "first: 2024-07-25", "first: 2024-02-30", "date.first",
     "not a possible timestamp: '2024-02-30'"),
    (ATTACK, "first: 2024-07-25", "first: 2024-07-27", "date", "first 2024-07-27 is after last 2024-07-26"),
    (ATTACK, "first: 2024-07-25", "first: null", "date", "expected both first and last, or neither"),
    (ATTACK, "last: 2024-07-26", "last: 2024-07-27", "date.last", "after publication on 2024-07-26"),
    (ATTACK, "basis: relative", "basis: null", "date", "days need a basis"),
    (ATTACK, "basis: relative", "basis: guessed", "date.basis", "Input should be 'stated', 'relative'"),
    (ATTACK, "words: \"ليلة الجمعة\"", "words: null", "date", "a relative date needs the article's words"),
    (ATTACK, "words: \"ليلة الجمعة\"", "words: \"ليلة السبت\"", "date.words",
     "the article does not have these words"),
    (ATTACK, "{type: rocket, low: 4, best: 4, high: 4}", "{type: rocket, low: 4, best: 3, high: 4}",
     "weapons.1",
     "expected low, best, high in rising order"),
    (ATTACK, "killed: {low: 0, best: 0, high: 0}", "killed: {low: 2, best: null, high: 1}", "killed",
     "expected low, best, high in rising order"),
    (ATTACK, "killed: {low: 0", "killed: {low: -1", "killed.low",
     "Input should be greater than or equal to 0"),
    (ATTACK, "killed: {low: 0", "killed: {low: '0'", "killed.low",
     "Input should be a valid integer, found '0'"),
    (ATTACK, "killed: {low: 0", "killed: {low: no", "killed.low",
     "Input should be a valid integer, found False"),
    (ATTACK, "type: drone", "type: balloon", "weapons.0.type", "Input should be 'rocket', 'drone'"),
    (ATTACK, "kind: attack", "kind: raid", "kind",
     "expected one of 'attack', 'strike', 'truce', 'total', found 'raid'"),
    (ATTACK, "status: reported", "status: rumoured", "status", "Input should be 'reported', 'claimed'"),
    (ATTACK, "scope: in", "scope: maybe", "scope", "Input should be 'in' or 'out'"),
    (TRUCE, "act: declared", "act: signed", "act", "Input should be 'proposed', 'negotiated'"),
    (TRUCE, "deadline_days: 120", "deadline_days: four months", "deadline_days",
     "Input should be a valid integer"),
    (ATTACK, "event: ain", "event: Ain", "event", "String should match pattern"),
    (ATTACK, "event: ain", "evnt: ain", "evnt", "unknown field"),
    (ATTACK, "  note: null", "  note: null\n  note: null", "note", "the field stands twice"),
    (ATTACK, "translation: \"", "translation: null #", "translation",
     "not filled in yet: write the English of the quotation"),
    (ATTACK, "by: [iraqi-factions]", "by: !!python/tuple [iraqi-factions]", "by",
     "cannot be read: the tag tag:yaml.org,2002:python/tuple is not allowed"),
    (ATTACK, "by: [iraqi-factions]", "by: !!python/object/apply:os.getcwd []", "by",
     "cannot be read: the tag tag:yaml.org,2002:python/object/apply:os.getcwd is not allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "old", "new", "field", "said"), WRONG, ids=lambda v: str(v)[:30])
def test_one_thing_wrong(
    seeds: Path, review: Path, article: Article, change, refused,
    id: str, old: str, new: str, field: str, said: str,
) -> None:  # fmt: skip
    n = index(review, id)
    line = change(review, old, new, after=f"- id: {id}\n") + new.count("\n")
    problems = refused(lambda: reviews.load(article, folder=seeds))
    expected = f"{review}:{line}: statements.{n}.{field}: {said}"
    assert any(problem.startswith(expected) for problem in problems), "\n".join(problems)
    if "field" not in said:
        assert len(problems) == 1, "nothing else is wrong"


@pytest.mark.parametrize(
    ("id", "field"),
    [(ATTACK, f) for f in reviews._Attack.model_fields]
    + [(TRUCE, f) for f in ("act", "parties", "mediators", "guarantors", "terms", "deadline_days")]
    + [(TOTAL, f) for f in ("what", "count", "counter")],
)
def test_no_field_may_be_missing(
    seeds: Path, review: Path, article: Article, change, refused, id: str, field: str
) -> None:
    n, line = index(review, id), line_of(review, id)
    before = "- " if field == "id" else "\n  "
    change(review, f"{before}{field}:", f"{before}x{field}:", after=f"- id: {id}\n")
    problems = refused(lambda: reviews.load(article, folder=seeds))
    assert f"{review}:{line}: statements.{n}.{field}: the field is missing" in problems


@pytest.mark.parametrize("field", [f for f, of in reviews._Review.model_fields.items() if of.is_required()])
def test_no_field_of_the_whole_may_be_missing(
    seeds: Path, review: Path, article: Article, change, refused, field: str
) -> None:
    text = "\n" + review.read_text("utf-8")
    review.write_text(text.replace(f"\n{field}:", f"\nx{field}:", 1)[1:], "utf-8")
    line = text[1:].split("\n").index(next(x for x in text[1:].split("\n") if x.startswith(f"{field}:"))) + 1
    assert refused(lambda: reviews.load(article, folder=seeds)) == [
        f"{review}:1: {field}: the field is missing",
        f"{review}:{line}: x{field}: unknown field",
    ]


def test_a_quotation_that_stands_twice_is_settled_by_what_stands_beside_it(
    seeds: Path, review: Path, article: Article, change, refused
) -> None:
    old = re.search(rf"- id: {ATTACK}\n(?:.*\n)*?  (quote: .*)\n", review.read_text("utf-8"))
    assert old is not None
    words = "قاعدة عين الأسد الجوية"
    assert article.text.count(words) == 2
    line = change(review, old[1], f'quote: "{words}"', after=f"- id: {ATTACK}\n")
    said = f"statements.{index(review, ATTACK)}.quote: the words stand in the article 2 times"
    assert refused(lambda: reviews.load(article, folder=seeds)) == [
        f"{review}:{line}: {said}: give a prefix or a suffix"
    ]
    first, second = (m.start() for m in re.finditer(words, article.text))
    change(review, "suffix: null", 'suffix: " التي تشغل"', after=f"- id: {ATTACK}\n")
    assert start_of(ATTACK, article, seeds) == first
    change(review, 'suffix: " التي تشغل"', "suffix: null", after=f"- id: {ATTACK}\n")
    change(review, "prefix: null", 'prefix: "2024، "', after=f"- id: {ATTACK}\n")
    assert start_of(ATTACK, article, seeds) == second


def test_a_prefix_that_is_wrong_is_told_at_the_quotation(
    seeds: Path, review: Path, article: Article, change, refused
) -> None:
    line = change(review, "prefix: null", 'prefix: "ليس"', after=f"- id: {ATTACK}\n") - 1
    where = f"{review}:{line}: statements.{index(review, ATTACK)}.quote"
    said = f"{where}: the words are not in the article with that prefix and suffix"
    assert refused(lambda: reviews.load(article, folder=seeds)) == [said]


def start_of(id: str, article: Article, folder: Path) -> int:
    found = reviews.load(article, folder=folder)
    assert found is not None
    return next(s.start for s in found.statements if s.id == id)


@pytest.mark.parametrize("cut", [0, 3])
def test_a_quotation_may_not_touch_page_chrome(
    seeds: Path, review: Path, article: Article, change, refused, cut: int
) -> None:
    """Wholly inside it, or with its first letters only."""
    piece = article.chrome[-1]
    start = piece.start - cut
    quote = article.text[start : start + 60]
    assert article.text.count(quote) == 1 and quote[cut:] in article.text[piece.start : piece.end]
    at = f"- id: {ATTACK}\n"
    line = change(
        review, 'quote: "', f"quote: {yaml.dump(quote, allow_unicode=True, width=999).strip()} #", after=at
    )
    problems = refused(lambda: reviews.load(article, folder=seeds))
    n = index(review, ATTACK)
    assert problems == [
        f"{review}:{line}: statements.{n}.quote: the words are page chrome, not the article's"
    ]


def test_a_quotation_may_end_where_chrome_begins(seeds: Path, review: Path, article: Article, change) -> None:
    quote = article.text[article.chrome[-1].start - 30 : article.chrome[-1].start]
    change(
        review,
        'quote: "',
        f"quote: {yaml.dump(quote, allow_unicode=True, width=999).strip()} #",
        f"- id: {ATTACK}\n",
    )
    assert start_of(ATTACK, article, seeds) == article.chrome[-1].start - 30


def test_an_id_that_stands_twice(seeds: Path, review: Path, article: Article, change, refused) -> None:
    n, line = index(review, TOTAL), line_of(review, TOTAL)
    change(review, TOTAL, ATTACK)
    said = f"{review}:{line}: statements.{n}.id: the id {ATTACK} stands twice"
    assert refused(lambda: reviews.load(article, folder=seeds)) == [said]


@pytest.mark.parametrize("id", ["s-001-d85218", "s-03-d85218", "s-0030-d85218"])
def test_an_id_of_another_article(
    seeds: Path, review: Path, article: Article, change, refused, id: str
) -> None:
    n, line = index(review, ATTACK), line_of(review, ATTACK)
    change(review, ATTACK, id)
    said = f"{review}:{line}: statements.{n}.id: expected it to begin with s-003-, found '{id}'"
    assert refused(lambda: reviews.load(article, folder=seeds)) == [said]


def test_a_window_that_ends_before_it_begins(
    seeds: Path, review: Path, article: Article, change, refused
) -> None:
    line = change(review, "first: 2023-10-11", "first: 2025-10-11", after="window:")
    assert refused(lambda: reviews.load(article, folder=seeds)) == [
        f"{review}:{line}: window.first: first is after last"
    ]


def test_a_day_in_an_article_of_uncertain_date_is_held_to_the_last_it_may_have(
    seeds: Path, change, refused
) -> None:
    article = articles.load_one(seeds, "001_d2821003819c572d")
    review = reviews.path(article, folder=seeds)
    assert article.published is not None and article.published.last == dt.date(2022, 1, 12)
    line = change(review, "last: 2022-01-12", "last: 2022-01-13", after="- id: s-001-670418")
    n = index(review, "s-001-670418")
    assert refused(lambda: reviews.load(article, folder=seeds)) == [
        f"{review}:{line}: statements.{n}.date.last: after publication on 2022-01-12"
    ]


def test_every_fault_is_told(seeds: Path, review: Path, article: Article, change, refused) -> None:
    """Faults that need the article come together, in the order of the file, one a field."""
    truce = f"- id: {TRUCE}\n"
    lines = [
        change(review, "target: us-forces", "target: nobody", after=f"- id: {ATTACK}\n"),
        change(review, "parties: [iraqi-factions]", "parties: [nobody, nowhere]", after=truce),
    ]
    problems = refused(lambda: reviews.load(article, folder=seeds))
    n, m = index(review, ATTACK), index(review, TRUCE)
    assert problems == [
        f"{review}:{lines[0]}: statements.{n}.target: unknown id 'nobody'",
        f"{review}:{lines[1]}: statements.{m}.parties.0: unknown id 'nobody'",
        f"{review}:{lines[1]}: statements.{m}.parties.1: unknown id 'nowhere'",
    ]


def test_a_review_that_is_not_utf8(seeds: Path, review: Path, article: Article, refused) -> None:
    lines = review.read_bytes().split(b"\n")
    lines[6] += b" # caf\xe9"
    review.write_bytes(b"\n".join(lines))
    said = f"{review}:7: (file): expected UTF-8, found byte 0xe9"
    assert refused(lambda: reviews.load(article, folder=seeds)) == [said]


def test_an_alias_is_refused(seeds: Path, review: Path, article: Article, change, refused) -> None:
    change(review, "by: [iraqi-factions]", "by: &by [iraqi-factions]", after=f"- id: {ATTACK}\n")
    line = change(review, "claimed_by: []", "claimed_by: *by", after=f"- id: {ATTACK}\n")
    said = f"{review}:{line}: (file): expected a value, found the alias *by"
    assert refused(lambda: reviews.load(article, folder=seeds)) == [said]


@pytest.mark.parametrize("coding", reviews.CODINGS)
def test_the_two_codings_are_held_to_the_same_rules(
    seeds: Path, article: Article, change, refused, coding: str
) -> None:
    file = reviews.path(article, coding, seeds)
    assert reviews.load(article, coding, seeds) is not None
    line = change(file, "id: ain-al-asad", "id: ain-al-assad")
    [problem] = refused(lambda: reviews.load(article, coding, seeds))
    assert re.fullmatch(
        rf"{re.escape(str(file))}:{line}: statements\.\d+\.site\.id: unknown site 'ain-al-assad'", problem
    )


def test_the_days_words_are_those_nearest_to_the_quotation(
    seeds: Path, review: Path, article: Article, change
) -> None:
    """Words that stand more than once are taken where they stand closest."""
    words = "الجمعة"
    places = [m.start() for m in re.finditer(words, article.text)]
    assert len(places) > 1
    change(review, 'words: "ليلة الجمعة"', f'words: "{words}"', after=f"- id: {ATTACK}\n")
    found = reviews.load(article, folder=seeds)
    assert found is not None
    attack = next(s for s in found.statements if s.id == ATTACK)
    assert attack.date.start == min(
        places, key=lambda at: max(attack.start - at - len(words), at - attack.end)
    )


def test_a_copy_of_a_review_under_another_article_does_not_pass(seeds: Path, refused) -> None:
    other = articles.load_one(seeds, "004_37e1980561b20c4b")
    shutil.copy(seeds / f"{ID}.review.yml", reviews.path(other, folder=seeds))
    problems = refused(lambda: reviews.load(other, folder=seeds))
    assert problems and all(".quote: the words are not in the article" in problem for problem in problems)
