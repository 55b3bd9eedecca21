"""Machine and review beside each other: each has the whole text and its own marks; no text is markup."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from analysis import articles, corpus, evaluation
from analysis.annotate import Reading
from analysis.articles import Article, Chrome, Published
from analysis.beside import beside, mentions
from analysis.dates import DateSpan
from analysis.marked import SIGNS
from analysis.names import Mention
from analysis.quantities import Quantity
from analysis.statements import Days, Site, Statement

CORPUS = corpus.load()
HOSTILE = '<script>alert(1)</script> "قصف" & <img src=x onerror=alert(2)>\n\n‮قصف ثان'


def soup(article: Article, own: list[Statement], reading: Reading) -> BeautifulSoup:
    return BeautifulSoup(str(beside(article, own, reading).html), "html.parser")


def sides(page: BeautifulSoup, css: str) -> list[Tag]:
    return page.select(f".{css} .marked-text p")


def shown(paragraphs: list[Tag]) -> list[str]:
    """The article's own words of each paragraph, without the signs and labels that were put in."""
    for added in [a for p in paragraphs for a in p.select(".sign, .chrome-label")]:
        added.extract()
    return [p.get_text().strip() for p in paragraphs]


@pytest.mark.parametrize("article", CORPUS.articles, ids=lambda a: a.number)
def test_both_sides_have_the_whole_text_paragraph_by_paragraph(article: Article) -> None:
    reading = evaluation.read(article)
    page = soup(article, list(CORPUS.statements), reading)
    assert page.select_one(f"#m-{article.number}")
    written = [line for line in article.text.split("\n") if line.strip()]
    rows = page.select(".beside-row")
    assert len(rows) == len(written)
    assert all([w.get_text() for w in r.select(".beside-who")] == ["the review", "the machine"] for r in rows)
    own = [s for s in CORPUS.statements if s.article == article.id]
    for css, statements in (("by-review", own), ("by-machine", reading.statements)):
        signs = [sign.get_text().strip("()") for sign in page.select(f".{css} .sign")]
        assert sorted(signs) == sorted(SIGNS[s.kind] for s in statements)
    for css in ("by-review", "by-machine"):
        assert shown(sides(page, css)) == [line.strip() for line in written]
    assert all((t["lang"], t["dir"]) == ("ar", "rtl") for t in page.select(".marked-text"))


@pytest.mark.parametrize("article", CORPUS.articles, ids=lambda a: a.number)
def test_every_mention_has_its_frame_on_the_machines_side_alone(article: Article) -> None:
    reading = evaluation.read(article)
    page = soup(article, list(CORPUS.statements), reading)
    assert not page.select(".by-review .mention")
    for kind, found in (("name", reading.mentions), ("date", reading.days), ("quantity", reading.quantities)):
        assert len(page.select(f".by-machine .of-{kind}.begins")) == len(found)
        assert len(page.select(f".by-machine .of-{kind}.ends")) == len(found)
    # The machine's statements have no page of their own to lead to.
    assert not page.select(".by-machine a") and page.select(".by-review a.sign")
    names = {option.get_text() for option in page.select(".legend .mention")}
    assert names == {"name", "date", "quantity"}


def test_a_frame_that_a_statement_cuts_stays_one_frame() -> None:
    article = Article("x_1", "قصف قاعدة عين الأسد")
    one = Statement("s-x-1", "x_1", "attack", "claimed", "in", 0, 13, "قصف قاعدة عين")
    reading = Reading((one,), (Mention(10, 19, "site", "ain-al-asad", "عين الأسد"),), (), None)
    pieces = soup(article, [], reading).select(".by-machine .mention")
    assert [(p.get_text(), p["class"][2:]) for p in pieces] == [("عين", ["begins"]), (" الأسد", ["ends"])]
    assert {p["title"] for p in pieces} == {"Ain al-Asad"}


def test_frames_within_frames() -> None:
    article = Article("x_1", "قصف بصاروخين")
    reading = Reading((), (Mention(5, 12, "weapon", "rocket", "صاروخين"),), (), None, (),
                      (Quantity(5, 12, 2, 2, 2, "صاروخين"),))  # fmt: skip
    outer = soup(article, [], reading).select_one(".by-machine .mention")
    assert outer and outer.get_text() == "صاروخين" and outer.select_one(".mention")
    assert {m.told for m in mentions(reading)} == {"rocket", "2"}


def test_what_the_machine_reads_is_told() -> None:
    days = Days(*[articles.dt.date(2024, 7, 26)] * 2)
    site = Site("ain-al-asad", "Ain al-Asad", "IQ", "Anbar", "عين الأسد")
    one = Statement("s-x-1", "x_1", "attack", "claimed", "out", 0, 3, "قصف", date=days, site=site)
    page = soup(Article("x_1", "قصف"), [], Reading((one,), (), (), None))
    sign = page.select_one(".by-machine .sign")
    assert sign and sign["role"] == "img" and sign.get_text() == "(▲)"
    assert sign["aria-label"] == "Attack (claimed, out of scope): 26 July 2024; Ain al-Asad"


def test_hostile_text_is_never_markup() -> None:
    words = '"><script>1</script>'
    run, day = Chrome(0, 8, words), DateSpan(9, 12, None, None, None, "relative", "x", None)
    one = replace(Statement("s-x-1", "x_1", "truce", "reported", "in", 3, 20, HOSTILE[3:20]), act="declared")
    reading = Reading((one,), (Mention(30, 34, "actor", words, "x"),), (run,),
                      Published(articles.dt.date(2024, 1, 1), articles.dt.date(2024, 1, 1), words, words,
                                0, 1, words), (day,))  # fmt: skip
    page = soup(Article("x_1", HOSTILE, outlet="<i>outlet</i>"), [], reading)
    assert not page.select("script, img, i, b")
    lines = [line for line in HOSTILE.split("\n") if line]
    assert shown(sides(page, "by-machine")) == shown(sides(page, "by-review")) == lines


def test_an_article_without_a_word() -> None:
    assert not soup(Article("x_1", "\n \n"), [], Reading((), (), (), None)).select(".beside-row")
