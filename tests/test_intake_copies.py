"""A text that is there already is not written again; a copy is linked, and is no source of its own."""

import itertools
import random
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from analysis import articles, corpus, events, facts
from analysis.__main__ import main
from analysis.articles import SEEDS
from analysis.intake import copies

TEXTS = {a.id: a.text for a in articles.load()}
FURNITURE = (
    "شارك هذا الخبر على فيسبوك\nاقرأ أيضا تقريرا عن أسعار الورق في السوق\nجميع الحقوق محفوظة للناقل\n" * 4
)
LEAD = "قال موقعنا إن الأوضاع تتجه إلى مزيد من التوتر وفق ما نقلته الوكالة اليوم عن مصادرها الخاصة\n"


def cut(text: str, part: float) -> str:
    """The text without that part of its paragraphs, from its end."""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    return "\n".join(paragraphs[: max(1, round(len(paragraphs) * (1 - part)))])


def reworded(text: str, part: float) -> str:
    chance = random.Random(1)
    return " ".join("كلمة" if chance.random() < part else word for word in text.split())


EDITS = {
    "furniture": lambda text: FURNITURE + text + FURNITURE,
    "a third cut off, with furniture": lambda text: FURNITURE + cut(text, 1 / 3) + FURNITURE,
    "cut in half": lambda text: cut(text, 0.5),
    "a new lead": lambda text: LEAD + cut(text, 0.25),
    "each twelfth word": lambda text: reworded(text, 1 / 12),
    "paragraphs in another order": lambda text: "\n".join(reversed(text.split("\n"))),
}
SAME = {
    "other marks and spaces": lambda text: text.replace("أ", "ا").replace("ة", "ه").replace(" ", "  "),
    "other quotation marks": lambda text: re.sub("[«»]", '"', text),
    "stretched": lambda text: text.replace("ال", "الـ"),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("id", TEXTS)
def test_a_copy_is_known_through_what_is_done_to_it(id: str, name: str) -> None:
    found = copies.nearest(EDITS[name](TEXTS[id]), TEXTS)
    assert found and found.id == id and not found.same and found.share >= copies.COPY


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("id", TEXTS)
def test_the_same_text_in_another_way_of_writing(id: str, name: str) -> None:
    found = copies.nearest(SAME[name](TEXTS[id]), TEXTS)
    assert found and (found.id, found.same) == (id, True)


def test_different_articles_are_far_from_being_copies() -> None:
    shares = [copies.share(*map(copies.words, pair)) for pair in itertools.combinations(TEXTS.values(), 2)]
    assert max(shares) < 0.001 < copies.COPY / 100


def test_a_shared_communique_makes_no_copy() -> None:
    """Half of either text is the same statement; the other halves are their own."""
    one, other, statement = (" ".join(t.split()[:200]) for t in list(TEXTS.values())[:3])
    half = " ".join(statement.split()[:100])
    a, b = (f"{' '.join(text.split()[:200])} {half}" for text in (one, other))
    assert copies.nearest(a, {"b": b}) is None


def add(seeds: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["add", "--seeds", str(seeds), *map(str, words)])


def test_the_same_text_is_reported_and_not_written_again(seeds: Path, tmp_path: Path) -> None:
    id = next(iter(TEXTS))
    (tmp_path / "again.txt").write_text(TEXTS[id].replace(" ", "  "), encoding="utf-8")
    before = sorted(seeds.iterdir())
    done = add(seeds, tmp_path / "again.txt")
    assert done.exit_code == 0 and f"the same text is there already: {id}" in done.stdout
    assert sorted(seeds.iterdir()) == before and not (seeds.parent / "originals").exists()


def test_a_copy_is_linked_to_the_first(seeds: Path, tmp_path: Path) -> None:
    id = next(iter(TEXTS))
    for n, name in enumerate(("a new lead", "furniture")):
        (tmp_path / f"{n}.txt").write_text(EDITS[name](TEXTS[id]), encoding="utf-8")
    done = add(seeds, tmp_path / "0.txt", tmp_path / "1.txt")
    assert done.stdout.count(f"of {id}: ") == 2, "the copy of a copy is one of the first"
    assert [a.copy_of for a in articles.load(seeds)] == [*[None] * 5, id, id]


def copied(seeds: Path, tmp_path: Path, named: bool) -> None:
    """Adds a copy of an article with the article's own review, as if a person had coded both.

    Named, its statements say which event they are about; else they leave it open.
    """
    file = tmp_path / "copy.txt"
    first = articles.load(seeds)[3]
    file.write_text(FURNITURE + first.text, encoding="utf-8")
    assert add(seeds, file).exit_code == 0
    copy = articles.load(seeds)[-1]
    review = (seeds / f"{first.id}.review.yml").read_text("utf-8").replace("id: s-003-", "id: s-005-")
    review = review if named else re.sub(r"  event: .*", "  event: null", review)
    (seeds / f"{copy.id}.review.yml").write_text(review, encoding="utf-8")


@pytest.mark.parametrize("named", [True, False])
def test_a_copy_is_no_second_source_of_an_event(seeds: Path, tmp_path: Path, named: bool) -> None:
    before = corpus.load(SEEDS)
    copied(seeds, tmp_path, named)
    after = corpus.load(seeds)
    assert len(after.articles) == 6 and len(after.independent) == 5
    assert len(after.statements) > len(before.statements)
    assert list(after.events["event"]) == list(before.events["event"])
    for name in before.events["event"]:
        assert after.event(name)["articles"] == before.event(name)["articles"]
    told, known = facts.compute(after), facts.compute(before)
    for name in ("articles", "attacks-listed", "strikes-listed", "aggregates", "attacks-two-sources"):
        assert told[name].value == known[name].value, name


def test_only_the_copy_tells_of_it(corpus: corpus.Corpus) -> None:
    """What the first article leaves out keeps the copy as its source, and copies of one stay one."""
    statement = next(s for s in corpus.statements if s.kind == "attack" and s.event)
    ids = {"first": "first", "second": "first", "third": "first"}
    found = events._independent([statement.article, "second", "third", "second"], ids)
    assert found == (statement.article, "second")


@pytest.mark.parametrize("named", ["nobody", "self", "copy"])
def test_a_copy_must_name_an_article_that_is_none(seeds: Path, tmp_path: Path, refused, named: str) -> None:
    id = next(iter(TEXTS))
    for n, name in enumerate(("a new lead", "furniture")):
        (tmp_path / f"{n}.txt").write_text(EDITS[name](TEXTS[id]), encoding="utf-8")
    add(seeds, tmp_path / "0.txt", tmp_path / "1.txt")
    *_, one, two = articles.load(seeds)
    path = seeds / f"{two.id}.yml"
    data = yaml.safe_load(path.read_text("utf-8"))
    data["copy_of"] = {"nobody": "099_x", "self": two.id, "copy": one.id}[named]
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    [problem] = refused(lambda: articles.load(seeds))
    assert re.fullmatch(
        rf"{re.escape(str(path))}:\d+: copy_of: expected an article that is no copy, .*", problem
    )
