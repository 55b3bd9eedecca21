"""Articles are taken byte for byte; what isn't right is refused by file, line and field."""

import datetime as dt
import hashlib
import re
from pathlib import Path

import pytest

from analysis import articles
from analysis.articles import SEEDS, Article
from analysis.corpus import Corpus
from tests.unreviewed import add

ID = "003_44ffeb11cd31c30c"
FIELDS = ("outlet", "headline", "published", "language", "url", "sha256", "chrome")


@pytest.fixture
def text(seeds: Path) -> Path:
    return seeds / f"{ID}.txt"


@pytest.fixture
def sidecar(seeds: Path) -> Path:
    return seeds / f"{ID}.yml"


def line_of(path: Path, start: str) -> int:
    """The line that begins with these words."""
    return next(n for n, line in enumerate(path.read_text("utf-8").split("\n"), 1) if line.startswith(start))


def test_the_five_articles_byte_for_byte() -> None:
    found = articles.load()
    assert [a.number for a in found] == ["000", "001", "002", "003", "004"]
    for article in found:
        raw = (SEEDS / f"{article.id}.txt").read_bytes()
        assert article.text.encode() == raw
        assert article.sha256 == hashlib.sha256(raw).hexdigest()
        assert article.outlet and article.outlet_ar and article.language == "ar"


def test_publication_is_stated_where_the_text_prints_it_and_else_inferred(corpus: Corpus) -> None:
    for article in corpus.articles:
        when = article.published
        assert when is not None and when.first <= when.last and when.evidence
        if when.basis == "stated":
            assert when.words and article.text[when.start : when.end] == when.words
            assert when.first == when.last and str(when.first.year) in when.words
        else:
            assert (when.basis, when.words, when.start, when.end) == ("inferred", None, None, None)
            assert "prints no date" in when.evidence


def test_chrome_is_marked_with_a_reason_and_in_order_without_overlap(corpus: Corpus) -> None:
    for article in corpus.articles:
        ends = 0
        for piece in article.chrome:
            assert ends <= piece.start < piece.end <= len(article.text)
            assert piece.why
            ends = piece.end


def test_one_letter_changed(seeds: Path, text: Path, sidecar: Path, change, refused) -> None:
    change(text, "هدنة", "هدنه")
    [problem] = refused(lambda: articles.load(seeds))
    digest = hashlib.sha256(text.read_bytes()).hexdigest()
    line = line_of(sidecar, "sha256:")
    assert problem == f"{sidecar}:{line}: sha256: the text of {text.name} has changed: its hash is {digest}"


def test_other_line_ends_are_a_change_too(seeds: Path, text: Path, sidecar: Path, refused) -> None:
    text.write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))
    [problem] = refused(lambda: articles.load(seeds))
    assert problem.startswith(
        f"{sidecar}:{line_of(sidecar, 'sha256:')}: sha256: the text of {text.name} has changed"
    )


def test_bytes_that_are_not_utf8(seeds: Path, text: Path, refused) -> None:
    lines = text.read_bytes().split(b"\n")
    lines[4] += b"\xff"
    text.write_bytes(b"\n".join(lines))
    assert refused(lambda: articles.load(seeds)) == [f"{text}:5: (file): expected UTF-8, found byte 0xff"]


@pytest.mark.parametrize("nothing", ["", " \n\n\t"])
def test_an_empty_text(seeds: Path, text: Path, refused, nothing: str) -> None:
    text.write_text(nothing)
    assert refused(lambda: articles.load(seeds)) == [
        f"{text}:1: (file): expected an article, the text is empty"
    ]


def test_a_text_without_a_sidecar_and_a_sidecar_without_a_text(seeds: Path, text: Path, refused) -> None:
    text.rename(seeds / "009_other.txt")
    assert refused(lambda: articles.load(seeds)) == [
        f"{text}:1: (file): expected it beside {ID}.yml, there is none",
        f"{seeds / '009_other.yml'}:1: (file): expected it beside 009_other.txt, there is none",
    ]


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_and_an_unknown_field(seeds: Path, sidecar: Path, change, refused, field: str) -> None:
    line = change(sidecar, f"\n{field}:", f"\nx{field}:") + 1
    # What is missing has no line of its own: it is told on the first of the file.
    first = line_of(sidecar, "xoutlet:" if field == "outlet" else "outlet:")
    assert refused(lambda: articles.load(seeds)) == [
        f"{sidecar}:{first}: {field}: the field is missing",
        f"{sidecar}:{line}: x{field}: unknown field",
    ]


def test_the_fields_named_here_are_all_that_there_are(sidecar: Path) -> None:
    assert tuple(re.findall(r"^(\w+):", sidecar.read_text("utf-8"), re.M)) == FIELDS


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        (
            "first: 2024-07-26",
            "first: 2024-02-30",
            "published.first",
            "not a possible timestamp: '2024-02-30'",
        ),
        ("first: 2024-07-26", "first: soon", "published.first", "Input should be a valid date"),
        ("basis: stated", "basis: guessed", "published.basis", "Input should be 'stated' or 'inferred'"),
        ('"26 يوليو 2024"', '"27 يوليو 2024"', "published.words", "the words are not in the article"),
        ('"26 يوليو 2024"', '"2024"', "published.words", "the words stand in the article"),
        ('  evidence: "Printed', '  proof: "Printed', "published.evidence", "the field is missing"),
        ("language: ar", "language: en", "language", "Input should be 'ar', found 'en'"),
        ('{from: "logo\\nتابعونا"', '{from: "logo"', "chrome.4.from", "the words stand in the article"),
        ('to: "سومي"', 'to: "سوومي"', "chrome.0.to", "the words do not stand after `from`"),
        ('to: "سومي"', 'to: ""', "chrome.0.to", "String should have at least 1 character"),
        ('why: "ticker', 'because: "ticker', "chrome.0.why", "the field is missing"),
        ('transliterated: "Layla', 'latin: "Layla', "headline.transliterated", "the field is"),
        ('transliterated: "Layla', 'transliterated: "Laylā', "headline.transliterated", "String should"),
        ("mushtaila ", "", "headline", "transliterated: expected a word for each of 9 in ar, found 8"),
        ("transliterated: null", "transliterated: Iram", "outlet", "transliterated: expected a word"),
    ],
)
def test_a_sidecar_that_is_wrong(
    seeds: Path, sidecar: Path, change, refused, old: str, new: str, field: str, said: str
) -> None:
    line = change(sidecar, old, new)
    if field == "published.evidence" or said == "the field is":
        line = line_of(sidecar, f"{field.partition('.')[0]}:")
    elif field == "headline":
        line = line_of(sidecar, "headline:")
    assert refused(lambda: articles.load(seeds))[0].startswith(f"{sidecar}:{line}: {field}: {said}")


def test_a_headline_needs_its_transliteration(seeds: Path, sidecar: Path, refused) -> None:
    text = sidecar.read_text("utf-8")
    sidecar.write_text(re.sub(r"  transliterated: .*", "  transliterated: null", text), encoding="utf-8")
    [problem] = refused(lambda: articles.load(seeds))
    said = "headline: transliterated: expected the headline in Latin letters, found null"
    assert problem == f"{sidecar}:{line_of(sidecar, 'headline:')}: {said}"


def test_the_headlines_in_latin_letters(corpus: Corpus) -> None:
    """The article al- stands wherever the Arabic has one, and nowhere else."""
    headed = [article for article in corpus.articles if article.headline_ar]
    assert len(headed) == 3
    for article in headed:
        assert article.headline_ar and article.headline_latin
        words = re.findall(r"[\w-]+", article.headline_ar), re.findall(r"[\w-]+", article.headline_latin)
        for arabic, latin in zip(*words, strict=True):
            assert bool(re.match("و?ال", arabic)) == ("al-" in latin), (arabic, latin)
    assert headed[1].headline_latin == (
        'Hal tanju al-fasail fi al-Iraq min al-intiqam al-Amriki abra "hudna" jadida?'
    )


def test_first_after_last(seeds: Path, sidecar: Path, change, refused) -> None:
    change(sidecar, "first: 2024-07-26", "first: 2024-07-27")
    line = line_of(sidecar, "published:")
    said = f"{sidecar}:{line}: published: first 2024-07-27 is after last 2024-07-26"
    assert refused(lambda: articles.load(seeds)) == [said]


def test_a_stated_date_needs_its_words(seeds: Path, sidecar: Path, change, refused) -> None:
    change(sidecar, '"26 يوليو 2024"', "null")
    said = (
        f"{sidecar}:{line_of(sidecar, 'published:')}: published: a stated date needs the words that state it"
    )
    assert refused(lambda: articles.load(seeds)) == [said]


def test_a_field_that_stands_twice(seeds: Path, sidecar: Path, change, refused) -> None:
    line = change(sidecar, "url: null\n", "url: null\nurl: null\n") + 1
    assert refused(lambda: articles.load(seeds)) == [f"{sidecar}:{line}: url: the field stands twice"]


def test_two_articles_of_one_number(seeds: Path, refused) -> None:
    add(seeds, id="004_b")
    [problem] = refused(lambda: articles.load(seeds))
    said = "(file): expected a number of its own, 004_37e1980561b20c4b is 004 already"
    assert problem == f"{seeds / '004_b.txt'}:1: {said}"


def test_all_articles_that_are_wrong_are_told_of(seeds: Path, text: Path, refused) -> None:
    other = next(seeds.glob("000_*.txt"))
    text.write_bytes(b"")
    other.write_bytes(b"\xff")
    problems = refused(lambda: articles.load(seeds))
    assert [problem.partition(":")[0] for problem in problems] == [str(other), str(text)]


def test_a_text_without_a_sidecar_can_be_read_alone() -> None:
    assert articles.read("نص", "stdin") == Article("stdin", "نص")
    day, after = dt.date(2024, 7, 26), dt.date(2024, 7, 28)
    for given, expected in ((day, (day, day)), ((day, after), (day, after))):
        when = articles.read("نص", "a_b", given).published
        assert when is not None and (when.first, when.last, when.words) == (*expected, None)
    assert articles.read("نص", "a_b").number == "a"
