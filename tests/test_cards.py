"""Cards: what is known about each article, said with how it is known, and nothing taken for markup."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from analysis import cards, corpus
from analysis.articles import Article, Chrome

CORPUS = corpus.load()


def page(of: corpus.Corpus) -> BeautifulSoup:
    return BeautifulSoup(cards.cards(of).html, "html.parser")


def card(of: corpus.Corpus, number: str) -> Tag:
    found = page(of).select_one(f".article-card#a-{number}")
    assert found is not None
    return found


def told(of: corpus.Corpus, number: str) -> dict[str, str]:
    terms, facts = card(of, number).select("dt"), card(of, number).select("dd")
    return {term.get_text(): fact.get_text("|", strip=True) for term, fact in zip(terms, facts, strict=True)}


def test_a_card_for_each_article_in_order() -> None:
    shown = [element["id"] for element in page(CORPUS).select(".article-card")]
    assert shown == [f"a-{article.number}" for article in CORPUS.articles] and len(shown) == 5


def test_stated_and_inferred_dates_come_with_their_evidence() -> None:
    assert told(CORPUS, "002")["Published"] == "13 March 2021, stated|Printed under the headline."
    assert told(CORPUS, "004")["Published"].startswith("10–30 April 2020, inferred|The text prints no date.")


@pytest.mark.parametrize("article", CORPUS.articles, ids=lambda a: a.number)
def test_what_a_card_tells(article: Article) -> None:
    facts, review = told(CORPUS, article.number), CORPUS.reviews[article.id]
    assert facts["Speaks about"].endswith(f"|{review.window.why}")
    assert facts["Coding"] == "Reviewed"
    assert facts["Text"].startswith(f"{len(article.text):,} characters;")
    inside = [s.kind for s in review.statements if s.scope == "in"]
    numbers = [int(word) for word in facts["Says"].partition("|")[0].split() if word.isdigit()]
    assert sum(numbers) == len(inside)
    named = {CORPUS.parts[s.cycle].name.en for s in CORPUS.statements if s.article == article.id and s.cycle}
    assert set(facts["Truce cycles"].split("; ")) == named


def test_counts_by_kind_keep_scope_apart() -> None:
    # Counted by hand in the review files of 003 and 002.
    assert told(CORPUS, "003")["Says"] == (
        "6 attacks, 2 strikes, 6 truce acts and 3 totals|"
        "Kept, but out of scope and not counted: 1 strike and 3 totals."
    )
    assert told(CORPUS, "002")["Says"] == "4 attacks and 8 truce acts"


def test_chrome_is_counted() -> None:
    assert told(CORPUS, "004")["Text"].endswith("words of the page, not of the article: in 1 place")
    assert told(CORPUS, "003")["Text"].endswith("words of the page, not of the article: in 5 places")
    assert told(CORPUS, "001")["Text"].endswith("words of the page, not of the article: none")


def test_headline_in_both_languages_or_the_first_words() -> None:
    with_one, without = card(CORPUS, "003"), card(CORPUS, "001")
    arabic = with_one.select_one("p.headline")
    assert arabic is not None and (arabic["lang"], arabic["dir"]) == ("ar", "rtl")
    assert arabic.get_text() == CORPUS.article("003").headline_ar
    assert CORPUS.article("003").headline in with_one.get_text()
    assert "No headline in the text as received" in without.get_text()
    first = without.select_one("p.headline")
    assert first is not None and CORPUS.article("001").text.startswith(first.get_text().removesuffix("…"))


def test_opening_skips_page_chrome_and_stops() -> None:
    text = "عاجل\nشريط\n\nقصف قاعدة"
    assert cards.opening(Article("x_1", text, chrome=(Chrome(0, 9, "ticker"),))) == "قصف قاعدة"
    assert cards.opening(Article("x_1", "كلمة " * 13)) == " ".join(["كلمة"] * 12) + "…"
    assert cards.opening(Article("x_1", "عاجل", chrome=(Chrome(0, 4, "ticker"),))) == ""


def test_an_article_nobody_reviewed_says_so() -> None:
    id = CORPUS.article("004").id
    unreviewed = replace(
        CORPUS,
        reviews={key: review for key, review in CORPUS.reviews.items() if key != id},
        statements=tuple(s for s in CORPUS.statements if s.article != id),
    )
    facts = told(unreviewed, "004")
    assert facts["Coding"] == "Machine-read, unreviewed" and "nobody has decided it" in facts["Speaks about"]
    assert facts["Truce cycles"] == "none before it is reviewed"
    assert "Says" not in facts and facts["Says, as the machine reads it"] == "none"
    last = cards.coverage(unreviewed).table.iloc[-1]
    assert last["Article"].endswith(", machine-read, unreviewed") and last["Attack"] == 0


def test_sidecar_and_text_are_never_markup() -> None:
    bad = '"><script>alert(1)</script>'
    published = CORPUS.articles[0].published
    assert published is not None
    hostile = Article("x_1", bad * 3, replace(published, evidence=bad), outlet=bad, outlet_ar=bad)
    headed = replace(hostile, id="y_2", headline=bad, headline_ar=bad)
    shown = page(replace(CORPUS, articles=(hostile, headed)))
    assert not shown.select("script")
    x, y = (element.get_text() for element in shown.select(".article-card"))
    assert x.count(bad) == 2 + 3 + 1  # the outlet's names, the first words, the evidence
    assert y.count(bad) == 2 + 2 + 1  # the outlet's names, the headlines, the evidence


def test_coverage_counts_what_the_reviews_hold() -> None:
    table = cards.coverage(CORPUS).table
    assert list(table["Article"]) == [f"{a.number} {a.outlet}" for a in CORPUS.articles]
    erem = list(table.set_index("Article").loc["003 Erem News"])
    assert erem == ["26 July 2024", "11 October 2023 – 26 July 2024", 6, 2, 6, 3, 4]
    counted = table[["Attack", "Strike", "Truce act", "Total", "Out of scope"]].to_numpy().sum()
    assert counted == len(CORPUS.statements)


def test_a_corpus_without_articles() -> None:
    empty = replace(CORPUS, articles=(), reviews={}, statements=())
    assert not page(empty).select(".article-card")
    assert cards.coverage(empty).table.empty and "none" in cards.coverage(empty).alt


def test_plain_text_says_the_same() -> None:
    shown = cards.cards(CORPUS)._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"}
    assert "003 Erem News" in shown["text/plain"] and "26 July 2024, stated" in shown["text/plain"]
