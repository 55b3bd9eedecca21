"""What is handed out comes back as it was: every field, in every form, whatever signs the text is made of."""

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from analysis import anchor, articles, lexicon, reviews, reviewtext, statements
from analysis.articles import Article
from analysis.exchange import coding, desk
from analysis.yamlfile import BadFile

FORMS = [("brat", "ann"), ("cas", "xmi"), ("cas", "json"), ("w3c", "jsonld")]
ID = "009_drawn"

SIGNS = "".join(
    (
        "ابتهوي ءأىةﷲ٠٥9",
        "\u064b\u0651\u0670\u0323\u0640",  # marks above and below letters, tatweel
        "\u200c\u200d\u200e\u200f\u061c\u202c\u2069",  # joiners, marks and ends of a direction
        "\n\r\t\u0085\u2028\u2029\u00a0\ufeff\u00ad",  # ends of lines and spaces of every kind
        "\U0001f680\U00010900\U0001f1ee\U000e0041",  # beyond the basic plane, one written from the right
        "«»،؛\"'|\\:;<&>{}[]#%@,-",  # what the forms are made of
    )
)
PIECES = "قصف|الهدنة|عين الأسد|ب|\n|\n\n|\r\n| |\U0001f680|\U00010900|ـ".split("|")


def fine(words: str) -> bool:
    """Whether a review may hold the words: they begin as no formula does."""
    return not words.startswith(("=", "+", "-", "@", "\t", "\r"))


messy = st.text(st.sampled_from(SIGNS), min_size=1, max_size=12).filter(fine)
text = st.lists(st.one_of(st.sampled_from(PIECES), messy), min_size=1, max_size=20).map("".join)
actor = st.sampled_from(sorted(lexicon.actors()))
actors = st.lists(actor, max_size=3)
days = st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


@st.composite
def count(draw: st.DrawFn) -> dict[str, int | None]:
    numbers = sorted(draw(st.lists(st.integers(0, 10**9), min_size=3, max_size=3)))
    return {n: draw(maybe(st.just(m))) for n, m in zip(("low", "best", "high"), numbers, strict=True)}


def words(text: str) -> st.SearchStrategy[str]:
    """Some words of the text."""
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 8))
    return edges.map(lambda e: text[e[0] : e[0] + e[1]]).filter(fine)


@st.composite
def date(draw: st.DrawFn, text: str) -> dict[str, Any]:
    first, last = sorted((draw(days), draw(days)))
    basis = draw(st.sampled_from(["stated", "relative", "inferred", None]))
    known = basis is not None and draw(st.booleans())
    said = draw(words(text)) if basis in ("stated", "relative") else draw(maybe(words(text)))
    return {
        "first": first if known else None, "last": last if known else None,
        "basis": basis, "words": said, "conflict": draw(maybe(messy)),
    }  # fmt: skip


@st.composite
def site(draw: st.DrawFn, text: str) -> dict[str, Any]:
    return {
        "id": draw(maybe(st.sampled_from([*sorted(lexicon.sites())[:5], "convoy:Babil"]))),
        "country": draw(maybe(st.sampled_from(["IQ", "SY"]))),
        "words": draw(maybe(words(text))),
    }


@st.composite
def fields(draw: st.DrawFn, kind: str, text: str) -> dict[str, Any]:
    """What a kind has of its own."""
    if kind == "truce":
        return {
            "act": draw(st.sampled_from(statements.ACTS)), "parties": draw(actors), "mediators": draw(actors),
            "guarantors": draw(actors), "terms": draw(st.lists(messy, max_size=3)),
            "deadline_days": draw(maybe(st.integers(0, 1000))),
        }  # fmt: skip
    weapon = st.builds(lambda t, c: {"type": t, **c}, st.sampled_from(statements.WEAPONS), count())
    found = {
        "site": draw(maybe(site(text))), "by": draw(actors), "target": draw(maybe(actor)),
        "target_type": draw(maybe(st.sampled_from(["base", "convoy", "other"]))),
        "weapons": draw(st.lists(weapon, max_size=3)), "killed": draw(maybe(count())),
        "wounded": draw(maybe(count())), "claimed_by": draw(actors), "blamed_on": draw(actors),
    }  # fmt: skip
    if kind == "total":
        found |= {"what": draw(messy), "count": draw(maybe(count())), "counter": draw(maybe(actor))}
    return found


@st.composite
def entry(draw: st.DrawFn, text: str, span: tuple[int, int]) -> dict[str, Any]:
    start, end = span
    kind, quote = draw(st.sampled_from(statements.KINDS)), text[start:end]
    assume(fine(quote))
    around = draw(st.integers(0, 6))
    prefix, suffix = text[max(start - around, 0) : start] or None, text[end : end + around] or None
    try:  # a person gives what they like, as long as the words are found by it
        fits = anchor.find(text, quote, prefix, suffix) == (start, end)
    except anchor.NotAnchored:
        fits = False
    if not fits:
        prefix, suffix = text[:start] or None, text[end:] or None
    return {
        "kind": kind, "status": draw(st.sampled_from(statements.STATUSES)),
        "scope": draw(st.sampled_from(["in", "out"])), "quote": quote, "prefix": prefix, "suffix": suffix,
        "translation": draw(messy), "note": draw(maybe(messy)), "date": draw(date(text)),
        "denied_by": draw(actors), "speaker": draw(maybe(st.one_of(actor, words(text)))),
        "event": draw(maybe(st.sampled_from(["erbil-2021", "x"]))), **draw(fields(kind, text)),
    }  # fmt: skip


@st.composite
def coded(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A text and a review of it. Some spans are the same, some touch, some run over the ends of lines."""
    body = draw(text)
    assume(body.strip() and len(body) > 1)
    cuts = sorted(draw(st.sets(st.integers(0, len(body)), min_size=2, max_size=6)))
    spans = draw(st.lists(st.sampled_from(list(zip(cuts, cuts[1:], strict=False))), max_size=4))
    entries = [draw(entry(body, span)) for span in spans]
    for n, one in enumerate(entries):
        one["id"] = statements.make_id(ID, one["kind"], one["quote"], n)
    assume(len({one["id"] for one in entries}) == len(entries))
    first, last = sorted((draw(days), draw(days)))
    names = list(reviews.Settled.model_fields)
    point = st.fixed_dictionaries({name: st.one_of(st.just(""), messy) for name in names})
    window = {"first": first, "last": last, "why": draw(messy)}
    settled = draw(st.lists(point, max_size=2))
    ids = st.builds(statements.make_id, st.just(ID), st.sampled_from(statements.KINDS), text, st.just(0))
    offered = draw(st.lists(ids, max_size=3))
    whole = {"coder": draw(messy), "window": window, "settled": settled, "offered": offered}
    return body, {**whole, "statements": entries}


def put(folder: Path, body: str, review: dict[str, Any]) -> Article:
    """An article with its sidecar and review in a folder."""
    (folder / f"{ID}.txt").write_bytes(body.encode())
    sidecar = {
        "outlet": {"en": "A", "ar": "ا", "transliterated": None},
        "headline": {"en": None, "ar": None, "transliterated": None},
        "published": {"first": dt.date(2024, 12, 31), "last": dt.date(2024, 12, 31), "basis": "inferred",
                      "words": None, "evidence": "x"},
        "language": "ar", "url": None, "sha256": hashlib.sha256(body.encode()).hexdigest(), "chrome": [],
    }  # fmt: skip
    (folder / f"{ID}.yml").write_text(yaml.safe_dump(sidecar), encoding="utf-8")
    (folder / f"{ID}.review.yml").write_text(reviewtext.text(review), encoding="utf-8", newline="")
    return articles.load_one(folder, ID)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def in_order(review: dict[str, Any] | None, text: str) -> list[dict[str, Any]]:
    assert review is not None
    return sorted(
        review["statements"], key=lambda e: anchor.find(text, e["quote"], e["prefix"], e["suffix"])
    )


def there_and_back(form: tuple[str, str], id: str, article: Article, seeds: Path, out: Path) -> None:
    """Hands a review out, takes it back as the second coding, and compares the two."""
    tool, ending = form
    desk.hand_out(tool, [id], out, seeds)
    back = seeds / f"{article.id}.second.yml"
    back.unlink(missing_ok=True)
    desk.write_new(back, desk.take_back(tool, out / f"{article.id}.{ending}", seeds))
    one, other = (reviews.plain(article, name, seeds) for name in ("review", "second"))
    assert one is not None and other is not None
    assert in_order(one, article.text) == other["statements"], "every field, null and empty alike"
    assert {**one, "statements": 0} == {**other, "statements": 0}
    first, second = (reviews.load(article, name, seeds) for name in ("review", "second"))
    assert first == second


@pytest.mark.parametrize("form", FORMS)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(drawn=coded())
def test_there_and_back(form: tuple[str, str], drawn: tuple[str, dict[str, Any]], place: Path) -> None:
    shutil.rmtree(place)
    place.mkdir()
    body, review = drawn
    article = put(place, body, review)
    assert reviews.plain(article, folder=place) == review, "what is written is what was meant"
    ends = {sign for one in review["statements"] for sign in (one["quote"][0], one["quote"][-1])}
    if form[0] == "brat" and "\n" in ends:
        with pytest.raises(BadFile, match="brat holds no words that begin or end with the end of a line"):
            desk.hand_out("brat", [ID], place / "out", place)
        assert not (place / "out").exists()
    else:
        there_and_back(form, ID, article, place, place / "out")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_reviews_come_back(form: tuple[str, str], number: str, seeds: Path, tmp_path: Path) -> None:
    article = coding.find_article(number, seeds)
    there_and_back(form, number, article, seeds, tmp_path / "out")


@pytest.mark.parametrize("form", FORMS)
def test_a_proposal_lacks_what_only_a_person_can_add(
    form: tuple[str, str], seeds: Path, tmp_path: Path
) -> None:
    for path in seeds.glob("*.review.yml"):
        path.unlink()
    for article in articles.load(seeds):
        desk.hand_out(form[0], [article.id], tmp_path / article.id, seeds)
        file = tmp_path / article.id / f"{article.id}.{form[1]}"
        desk.write_new(seeds / f"{article.id}.review.yml", desk.take_back(form[0], file, seeds))
        with pytest.raises(BadFile) as caught:
            reviews.load(article, folder=seeds)
        missing = {problem.field.rpartition(".")[2] for problem in caught.value.problems}
        assert missing == {"coder", "window", "translation"}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_review_is_written_as_people_write_one(number: str) -> None:
    article = coding.find_article(number, articles.SEEDS)
    review = reviews.plain(article)
    assert review is not None
    assert reviewtext.text(review) == reviews.path(article).read_text("utf-8")


def test_what_cannot_be_seen_is_written_as_an_escape() -> None:
    assert reviewtext.visible("ا\u202eب\u200cج\x1b\u2028\U000e0041") == (
        "ا\\u202eب\u200cج\\u001b\\u2028\\U000e0041"
    )


def test_offsets_are_those_that_each_form_counts(place: Path) -> None:
    """brat and web annotations count code points, UIMA counts UTF-16 code units."""
    shutil.rmtree(place)
    place.mkdir()
    review = reviews.plain(articles.load()[0])
    assert review is not None
    entry = {**review["statements"][0], "id": "s-009-000000", "quote": "قصف", "prefix": None, "suffix": None}
    entry["date"] = dict.fromkeys(("first", "last", "basis", "words", "conflict"))
    put(place, "\U0001f680\U00010900 قصف", {**review, "statements": [entry]})
    for tool, name, expected in [
        ("brat", "ann", "\tTruce 3 6\tقصف\n"),
        ("cas", "xmi", 'begin="5" end="8"'),
        ("cas", "json", '"begin": 5,\n   "end": 8,'),
        ("w3c", "jsonld", '"start": 3, "end": 6'),
    ]:
        out = place / f"{tool}-{name}"
        desk.hand_out(tool, [ID], out, place)
        assert expected in (out / f"{ID}.{name}").read_text("utf-8")
