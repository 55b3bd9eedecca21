"""Marked articles: the text is whole, every mark is where its statement is, and text is never markup."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from analysis import corpus
from analysis.articles import Article, Chrome
from analysis.marked import LANES, SIGNS, lanes, marked, name, segments
from analysis.statements import KINDS, Statement

CORPUS = corpus.load()
# Letters that join, markup, quotes, an entity, controls that turn the line round, line breaks.
ALPHABET = "ابهـَ «» \n\n<>/&;\"'`={}xs\u202e\u2066\u2069\u200f\ufeff▲"
HOSTILE = (
    '<script>alert("x")</script>\n"><img src=x onerror=alert(1)> &lt;b&gt; {name} %s\n'
    "\u202eنص مقلوب\u202c آخر"
)


def statement(article: Article, n: int, start: int, end: int, **more: str) -> Statement:
    given = {"kind": KINDS[n % len(KINDS)], "status": "reported", "scope": "in", **more}
    return Statement(id=f"s-x-{n:06x}", article=article.id, start=start, end=end,
                     quote=article.text[start:end], **given)  # type: ignore[arg-type]  # fmt: skip


@st.composite
def marked_articles(draw: st.DrawFn) -> tuple[Article, list[Statement]]:
    text = draw(st.text(ALPHABET, min_size=1, max_size=60))
    span = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
    chrome = [Chrome(a, b, "footer <b>") for a, b in draw(st.lists(span, max_size=2))]
    article = Article("x_1", text, chrome=tuple(chrome))
    return article, [statement(article, n, a, b) for n, (a, b) in enumerate(draw(st.lists(span, max_size=6)))]


def soup(article: Article, statements: list[Statement]) -> BeautifulSoup:
    return BeautifulSoup(marked(article, statements).html, "html.parser")


def paragraphs(page: BeautifulSoup) -> list[str]:
    """The text of each paragraph without the signs and labels that were put between its words."""
    text = page.select_one(".marked-text")
    assert text is not None
    for added in text.select(".sign, .chrome-label"):
        after = added.next_sibling
        if "chrome-label" in added["class"] and isinstance(after, str):
            after.replace_with(after.removeprefix(" "))
        added.decompose()
    return [p.get_text() for p in text.select("p")]


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.isspace()]


def within_shown_lines(text: str, start: int, end: int) -> str:
    """The words at [start, end) without line breaks and without what stands on blank lines."""
    found, at = "", 0
    for line in text.split("\n"):
        if lines(line):
            found += line[max(start - at, 0) : max(end - at, 0)]
        at += len(line) + 1
    return found


@given(marked_articles())
def test_segments_are_the_text_and_the_quotations(given: tuple[Article, list[Statement]]) -> None:
    article, statements = given
    found = segments(article, statements)
    assert "".join(part.text for part in found) == article.text
    assert all(article.text[part.start : part.end] == part.text != "" for part in found)
    assert all(set(part.text) == {"\n"} or "\n" not in part.text for part in found)
    for one in statements:
        assert "".join(part.text for part in found if one in part.statements) == one.quote
    for run in article.chrome:
        covered = {at for part in found if part.chrome for at in range(part.start, part.end)}
        assert covered >= set(range(run.start, run.end))


@given(marked_articles())
def test_shown_text_is_the_text(given: tuple[Article, list[Statement]]) -> None:
    article, statements = given
    assert paragraphs(soup(article, statements)) == lines(article.text)


@given(marked_articles())
def test_each_statement_has_its_words_and_a_sign(given: tuple[Article, list[Statement]]) -> None:
    article, statements = given
    page = soup(article, statements)
    for one in statements:
        marks = [a for a in page.select("a[data-statements]") if one.id in str(a["data-statements"]).split()]
        signs = page.select(f'a.sign[data-statement="{one.id}"]')
        words = within_shown_lines(article.text, one.start, one.end)
        assert "".join(a.get_text() for a in marks) == words
        assert [sign.get_text() for sign in signs] == ([SIGNS[one.kind]] if words else [])


@given(marked_articles())
def test_no_two_statements_share_a_line(given: tuple[Article, list[Statement]]) -> None:
    _, statements = given
    lane = lanes(statements)
    for one in statements:
        for other in statements:
            if one.id != other.id and one.start < other.end and other.start < one.end:
                assert lane[one.id] != lane[other.id]


def test_hostile_text_is_never_markup() -> None:
    run = Chrome(0, 8, '"><script>1</script>')
    article = Article("x_1", HOSTILE, outlet="<i>outlet</i>", chrome=(run,))
    at = HOSTILE.index("<img")
    one = replace(statement(article, 0, at, at + 12), translation='" onmouseover="alert(1)', kind="attack")
    page = soup(article, [one])
    assert paragraphs(soup(article, [one])) == lines(HOSTILE)
    assert not page.select("script, img, b, i")
    assert {key for element in page.find_all(True) for key in element.attrs} == {
        "class", "id", "role", "aria-level", "href", "lang", "dir", "data-statement", "data-statements",
        "tabindex", "title", "aria-label",
    }  # fmt: skip
    assert page.select_one("a.sign")["aria-label"] == 'Attack: " onmouseover="alert(1)'  # type: ignore[index]


def test_a_turned_line_stays_within_its_paragraph() -> None:
    page = soup(Article("x_1", HOSTILE), [])
    holder = page.select_one(".marked-text")
    assert holder is not None and (holder["lang"], holder["dir"]) == ("ar", "rtl")
    turned = [p for p in holder.select("p") if "\u202e" in p.get_text()]
    assert len(turned) == 1 and all(p.name == "p" for p in holder.find_all(recursive=False))


@pytest.mark.parametrize("article", CORPUS.articles, ids=lambda a: a.number)
def test_corpus_article(article: Article) -> None:
    own = [s for s in CORPUS.statements if s.article == article.id]
    page = soup(article, list(CORPUS.statements))
    assert page.select_one(f"#m-{article.number}")
    assert paragraphs(soup(article, own)) == lines(article.text)
    signs = page.select("a.sign")
    assert sorted(str(a["data-statement"]) for a in signs) == sorted(s.id for s in own)
    for sign in signs:
        one = CORPUS.statement(str(sign["data-statement"]))
        assert sign["href"] == f"#{one.id}" and sign["aria-label"] == sign["title"] == name(one)
        assert one.translation and one.translation in name(one)
        assert sign.get_text() == (SIGNS[one.kind] if one.scope == "in" else f"({SIGNS[one.kind]})")
    assert len(page.select(".chrome-label")) == len(article.chrome)
    greyed = re.sub(r"\s", "", "".join(c.get_text() for c in page.select(".marked-text .chrome")))
    assert greyed == re.sub(r"\s", "", "".join(article.text[c.start : c.end] for c in article.chrome))


def test_shared_words_link_to_the_shortest_and_carry_every_line() -> None:
    article = Article("x_1", "قصف أول ثم قصف ثان")
    long, short = statement(article, 0, 0, 18), statement(article, 2, 8, 14)
    page = soup(article, [long, short])
    links = page.select("a[data-statements]")
    assert [(a.get_text(), a["data-statement"], a["data-statements"]) for a in links] == [
        ("قصف أول ", long.id, long.id),
        ("ثم قصف", short.id, f"{short.id} {long.id}"),
        (" ثان", long.id, long.id),
    ]
    assert [element["class"] for element in links[1].select("span")] == [
        ["is-truce", "lane-2"], ["is-attack", "lane-1"],
    ]  # fmt: skip
    # The sign of the inner statement doesn't break the line of the outer one.
    inner = page.select_one(f'a.sign[data-statement="{short.id}"]')
    assert inner is not None and isinstance(inner.parent, Tag) and "is-attack" in inner.parent["class"]


def test_standing_and_scope_are_told() -> None:
    article = Article("x_1", "قصف")
    one = replace(statement(article, 0, 0, 3, status="claimed", scope="out"), translation="shelling")
    assert name(one) == "Attack (claimed, out of scope): shelling"
    assert name(replace(one, translation=None, status="reported", scope="in")) == "Attack"
    legend = soup(article, [one]).select_one(".legend")
    assert legend is not None and "(▲) out of scope, not counted" in legend.get_text()


def test_who_read_it_is_told() -> None:
    article = Article("x_1", "قصف")
    one = statement(article, 0, 0, 3)
    assert "Machine-read, unreviewed" in soup(article, [one]).get_text()
    assert "Coded in a review" in soup(article, [replace(one, coder="review")]).get_text()
    assert "Not coded" in soup(article, []).get_text()


def test_more_lines_than_the_style_sheet_has() -> None:
    article = Article("x_1", "قصف")
    many = [statement(article, n, 0, 3) for n in range(LANES + 2)]
    page = soup(article, many)
    assert len(page.select("a.sign")) == LANES + 2
    assert not page.select(f".lane-{LANES + 1}")


def test_a_quotation_out_of_place_is_refused() -> None:
    article = Article("x_1", "قصف أول")
    wrong = replace(statement(article, 0, 0, 3), start=1, end=4)
    with pytest.raises(ValueError, match="x_1: s-x-000000: the quotation is not at 1 to 4"):
        segments(article, [wrong])
    assert segments(article, [replace(wrong, article="y_2")])[0].statements == ()


def test_an_empty_text_has_no_segment() -> None:
    assert segments(Article("x_1", ""), []) == []
    assert paragraphs(soup(Article("x_1", ""), [])) == []
