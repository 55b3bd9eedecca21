"""The names of the glossary: who is in it, how the articles write them, where they lead."""

from pathlib import Path

import pytest

from analysis import glossary, lexicon, problems
from analysis.corpus import Corpus
from analysis.folding import fold
from analysis.glossary import Entry


@pytest.fixture(scope="module")
def entries(corpus: Corpus) -> dict[str, Entry]:
    return {entry.id: entry for entry in glossary.entries(corpus)}


def test_everyone_whom_a_statement_codes_has_an_entry(corpus: Corpus, entries: dict[str, Entry]) -> None:
    for statement in corpus.statements:
        for id in (*statement.by, *statement.parties, statement.target, statement.speaker):
            if id in lexicon.actors():
                assert statement.id in entries[str(id)].statements
        if statement.site and statement.site.id in lexicon.sites():
            assert statement.id in entries[statement.site.id].statements


def test_a_name_in_the_words_alone_counts_too(entries: dict[str, Entry]) -> None:
    """He is coded nowhere; two statements speak of the anniversary of his death."""
    found = entries["abu-mahdi-al-muhandis"]
    assert found.group == "persons" and len(found.statements) == 2


def test_a_convoy_is_a_word_for_its_province(entries: dict[str, Entry]) -> None:
    found = entries["babil-province"]
    assert (found.group, found.en, found.ar, found.note) == ("places", "Babil", "بابل", "Province of Iraq.")


def test_who_published_an_article_is_an_outlet(corpus: Corpus, entries: dict[str, Entry]) -> None:
    outlets = [entry for entry in entries.values() if entry.group == "outlets"]
    numbers = sorted(number for entry in outlets for number in entry.articles)
    assert numbers == [article.number for article in corpus.articles]


def test_other_spellings_are_the_articles_own(corpus: Corpus, entries: dict[str, Entry]) -> None:
    text = " ".join(article.text for article in corpus.articles)
    for entry in entries.values():
        folded = [fold(words).text for words in (entry.ar, *entry.spellings)]
        assert len(folded) == len(set(folded)), entry.id
        for words in entry.spellings:
            assert words in text or f"ل{words[1:]}" in text, words
    assert entries["kataib-hezbollah"].spellings == ("كتائب حزب الله في العراق",)
    assert "التحالف" in entries["coalition"].spellings, "not لتحالف, which للتحالف leaves"


def test_entries_stand_in_their_groups(entries: dict[str, Entry]) -> None:
    groups = list(dict.fromkeys(entry.group for entry in entries.values()))
    assert groups == ["factions", "forces", "states", "persons", "places", "outlets"]


def test_a_way_to_write_a_name_names_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = (lexicon.FOLDER / "sites.yml").read_text(encoding="utf-8")
    for path in lexicon.FOLDER.glob("*.yml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    wrong = original.replace("latin: [Arbil,", "latin: [ain al asad, Baghdad Airport!, Arbil,")
    line = next(n for n, text in enumerate(wrong.split("\n"), 1) if "Baghdad Airport!" in text)
    (tmp_path / "sites.yml").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    lexicon.sites.cache_clear()
    try:
        found = [str(problem) for problem in problems.find(tmp_path)]
        assert any(f"sites.yml:{line}: erbil.latin.1: " in problem for problem in found), found
        (tmp_path / "sites.yml").write_text(wrong.replace(" Baghdad Airport!,", ""), encoding="utf-8")
        lexicon.sites.cache_clear()
        found = [str(problem) for problem in problems.find(tmp_path)]
        assert any(p.endswith(f"sites.yml:{line}: erbil.latin.0: 'ain al asad' names ain-al-asad already")
                   for p in found), found  # fmt: skip
    finally:
        lexicon.sites.cache_clear()
