"""The corpus as a whole: every claim is tied to words that stand in its article, and nothing stands loose."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis import corpus as reader
from analysis import lexicon, reviews
from analysis.corpus import Corpus


def test_every_statement_stands_at_its_offsets(corpus: Corpus) -> None:
    assert corpus.statements
    for s in corpus.statements:
        assert corpus.article(s.article).text[s.start : s.end] == s.quote, s.id


def test_every_dates_words_stand_at_their_offsets(corpus: Corpus) -> None:
    for s in corpus.statements:
        text = corpus.article(s.article).text
        if s.date.words is None:
            assert s.date.start is s.date.end is None
        else:
            assert text[s.date.start : s.date.end] == s.date.words, s.id


def test_no_statement_overlaps_page_chrome(corpus: Corpus) -> None:
    for s in corpus.statements:
        for piece in corpus.article(s.article).chrome:
            assert s.end <= piece.start or piece.end <= s.start, (s.id, piece.why)


def test_every_article_has_a_review_and_statements(corpus: Corpus) -> None:
    assert set(corpus.reviews) == {a.id for a in corpus.articles} == {s.article for s in corpus.statements}
    assert 45 <= len(corpus.statements) <= 80


def test_no_two_statements_say_the_same_of_the_same_words(corpus: Corpus) -> None:
    """One quotation may hold two attacks, but then they differ in where or in what."""
    said = [(s.article, s.kind, s.start, s.end, s.site, s.event, s.act) for s in corpus.statements]
    assert len(said) == len(set(said))


def test_nothing_happens_after_publication_or_outside_the_articles_window(corpus: Corpus) -> None:
    for article in corpus.articles:
        window = corpus.reviews[article.id].window
        assert article.published is not None and window.first <= window.last <= article.published.last
        for s in corpus.reviews[article.id].statements:
            assert s.date.last is None or s.date.last <= window.last, s.id


def test_translations_are_english_and_speak_neutrally(corpus: Corpus) -> None:
    for s in corpus.statements:
        assert s.translation and not re.search(r"terror|militia|martyr|regime", s.translation, re.I), s.id
        outside = re.sub(r"\"[^\"]*\"", "", s.translation)
        assert not re.search(r"[\u0600-\u06ff]", outside), s.id


def test_ids_named_in_the_corpus_are_in_the_lexicon(corpus: Corpus) -> None:
    for s in corpus.statements:
        actors = (*s.by, *s.claimed_by, *s.blamed_on, *s.denied_by, *s.parties, *s.mediators, *s.guarantors)
        assert all(id in lexicon.actors() for id in actors)
        assert s.site is None or s.site.id is None or lexicon.site(s.site.id) is not None


# The codebook's known contradictions, each by the statement that holds it.
def test_the_tuesday_with_two_month_names_keeps_both_days_and_says_why(corpus: Corpus) -> None:
    [s] = [s for s in corpus.statements if s.date.words == "الثلاثاء الماضي 17 آب \\ تموز 2024"]
    assert (s.date.first, s.date.last, s.date.precision) == (dt.date(2024, 7, 16), dt.date(2024, 7, 17), 2)
    assert s.date.first.strftime("%A") == "Tuesday" and s.date.conflict


def test_the_friday_with_two_month_names_is_in_july(corpus: Corpus) -> None:
    days = [s.date for s in corpus.statements if s.date.words == "فجر اليوم الجمعة (26 آب \\ تموز 2024)"]
    assert days and {(d.first, d.last) for d in days} == {(dt.date(2024, 7, 26), dt.date(2024, 7, 26))}
    assert any(d.conflict for d in days)


def test_the_night_of_friday_is_from_thursday_to_friday(corpus: Corpus) -> None:
    nights = [s.date for s in corpus.statements if s.date.words == "ليلة الجمعة"]
    assert nights
    for night in nights:
        assert night.first and night.last
        assert (f"{night.first:%A}", f"{night.last:%A}") == ("Thursday", "Friday")


def test_mid_month_is_its_middle_ten_days(corpus: Corpus) -> None:
    """منتصف: from the 11th to the 20th, or from the 11th on where a period begins with it."""
    middles = [s.date for s in corpus.statements if s.date.words and "منتصف" in s.date.words]
    assert len(middles) >= 4
    for days in middles:
        assert days.first and days.last and days.words and days.first.day == 11
        assert days.last.day == 20 or days.words.startswith("منذ")


def test_the_five_months_are_in_conflict_with_the_articles_own_days(corpus: Corpus) -> None:
    [s] = [s for s in corpus.statements if s.date.words == "لخمسة شهور"]
    assert s.date.conflict


def test_harm_that_sources_lay_on_others_says_so(corpus: Corpus) -> None:
    [s] = [s for s in corpus.statements if s.event == "anbar-2021-07"]
    assert s.by == ("coalition",) and s.note and "Security Media Cell" in s.note


def test_things_are_found_by_id_or_number(corpus: Corpus) -> None:
    article = corpus.articles[3]
    assert corpus.article("003") is corpus.article(article.id) is article
    some = corpus.statements[5]
    assert corpus.statement(some.id) is some
    assert corpus.event("conoco-2024-07-26")["site"] == "conoco"
    for find in (corpus.article, corpus.statement, corpus.event):
        with pytest.raises(KeyError, match="nothing"):
            find("nothing")


def test_the_same_folder_is_read_once(corpus: Corpus, seeds: Path) -> None:
    assert reader.load() is corpus
    copy = reader.load(seeds)
    assert copy is reader.load(str(seeds)) and copy is not corpus
    assert copy.statements == corpus.statements and copy.folder == seeds.resolve()
    pd.testing.assert_frame_equal(copy.events, corpus.events)


def test_a_folder_that_was_wrong_is_read_again_once_it_is_right(
    seeds: Path, corpus: Corpus, change, refused
) -> None:
    review = next(seeds.glob("003*.review.yml"))
    change(review, "site: {id: conoco", "site: {id: canoco")
    refused(lambda: reader.load(seeds))
    change(review, "site: {id: canoco", "site: {id: conoco")
    assert reader.load(seeds).statements == corpus.statements


def test_faults_in_several_reviews_are_all_told(seeds: Path, change, refused) -> None:
    expected = []
    for number in ("000", "003"):
        review = next(seeds.glob(f"{number}*.review.yml"))
        expected.append(f"{review}:{change(review, 'id: ain-al-asad', 'id: nowhere')}")
    problems = refused(lambda: reader.load(seeds))
    assert [problem.rpartition(": statements.")[0] for problem in problems] == expected
    assert all(problem.endswith(".site.id: unknown site 'nowhere'") for problem in problems)


@pytest.mark.parametrize(
    "name", ["009_none.review.yml", "009_none.first.yml", "003_44ffeb11cd31c30c.reviw.yml"]
)
def test_a_coding_of_no_article_is_refused_and_not_skipped(seeds: Path, refused, name: str) -> None:
    shutil.copy(next(seeds.glob("003*.review.yml")), seeds / name)
    [problem] = refused(lambda: reader.load(seeds))
    assert (
        problem == f"{seeds / name}:1: (file): expected an article's name, then one of review, first, second"
    )


def test_an_article_that_nobody_has_coded_is_read_by_machine(seeds: Path, corpus: Corpus) -> None:
    text, sidecar = next(seeds.glob("004*.txt")), seeds / "004_37e1980561b20c4b.yml"
    shutil.copy(text, seeds / "009_new.txt")
    shutil.copy(sidecar, seeds / "009_new.yml")
    found = reader.load(seeds)
    assert [a.number for a in found.articles] == ["000", "001", "002", "003", "004", "009"]
    own = tuple(s for s in found.statements if s.article == "009_new")
    assert "009_new" not in found.reviews and found.statements == (*corpus.statements, *own)
    assert own and {s.coder for s in own} == {"machine"}
    assert reviews.load(found.article("009"), folder=seeds) is None


def test_a_review_that_goes_leaves_no_cycle_without_its_statements(seeds: Path, refused) -> None:
    next(seeds.glob("003*.review.yml")).unlink()
    problems = refused(lambda: reader.load(seeds))
    assert problems and all("cycles.yml:" in p and ": 2024-february." in p for p in problems)
