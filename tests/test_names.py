"""Names: the table of examples, the marks in the five articles, and that any text at all can be read."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import articles, lexicon, names, spellings
from analysis.folding import fold

EXPECTED = Path(__file__).parent / "expected" / "machine"
FILES = spellings.files()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def said(text: str) -> list[str]:
    return [f"{mention.words}={mention.id}" for mention in names.find(text)]


@pytest.mark.parametrize("row", table(EXPECTED / "names.tsv"), ids=lambda row: row["text"][:40])
def test_examples(row: dict[str, str]) -> None:
    assert said(row["text"]) == [part for part in row["mentions"].split("; ") if part]


@pytest.mark.parametrize("article", articles.load(), ids=lambda article: article.number)
def test_marks(article: articles.Article) -> None:
    """Every name that was marked by hand, and no other; page chrome was not marked."""
    marked = {
        (int(row["start"]), int(row["end"]), row["type"], row["id"])
        for row in table(EXPECTED / "marks" / "names.tsv")
        if row["article"] == article.id
    }
    found = {
        (mention.start, mention.end, mention.type, mention.id)
        for mention in names.find(article.text)
        if not any(c.start <= mention.start < c.end for c in article.chrome)
    }
    assert marked and found == marked


@pytest.mark.parametrize(
    "text, meant",
    [
        ("سقط صاروخ على قاعدة بلد", "balad-base"),
        ("وصل إلى قضاء بلد", "balad"),
        ("في بلد يحب السلام", None),
        ("قصف قاعدة النصر", "victoria"),
        ("حقق النصر على داعش", None),
        ("صواريخ على «فكتوريا» قرب مطار بغداد", "victoria"),
        ("الملكة فكتوريا", None),
        ("قاعدة حرير في العراق", "harir"),
        ("ثوب من حرير", None),
        ("كتائب حزب الله", "kataib-hezbollah"),
        ("حزب الله اللبناني", "lebanese-hezbollah"),
        ("قال حزب الله في بيروت", "lebanese-hezbollah"),
        ("حزب الله العراقي", "kataib-hezbollah"),
        ("طائرة مسيرة", "drone"),
        ("قصف بمسيرة مفخخة", "drone"),
        ("خرج الآلاف في مسيرة سلمية", None),
        ("بيان لأنصار الله الأوفياء", "ansar-allah-al-awfiya"),
        ("بيان لأنصار الله", "houthis"),
        ("لـ«الشرق الأوسط»", "asharq-al-awsat"),
        ("أمن الشرق الأوسط", None),
    ],
)
def test_one_word_of_several_meanings(text: str, meant: str | None) -> None:
    ids = [mention.id for mention in names.find(text)]
    assert meant in ids if meant else not {*ids} & {
        "balad", "balad-base", "victoria", "harir", "drone", "asharq-al-awsat"
    }  # fmt: skip


def test_a_last_name_needs_the_whole_name_somewhere() -> None:
    assert said("وقال الحسناوي إن الهدنة انتهت") == []
    assert said("قال كمال الحسناوي ذلك. وأضاف الحسناوي") == [
        "كمال الحسناوي=kamal-al-hasnawi",
        "الحسناوي=kamal-al-hasnawi",
    ]


ATTACHED = [before + particle for before in ("", "و", "ف") for particle in ("", "ب", "ل", "ك")]


@pytest.mark.parametrize("attached", ATTACHED)
def test_particles_are_no_part_of_a_name(attached: str) -> None:
    for name, id in (("عين الأسد", "ain-al-asad"), ("داعش", "islamic-state"), ("أربيل", "erbil")):
        text = f"ثم {attached}{name}، ثم"
        assert [(m.words, m.id, m.start) for m in names.find(text)] == [(name, id, 3 + len(attached))]


@pytest.mark.parametrize("attached", ["ال", "وال", "بال", "فبال", "كال", "لل", "ولل"])
def test_a_common_noun_takes_the_article(attached: str) -> None:
    assert said(f"قصف {attached}صواريخ") == ["صواريخ=rocket"]
    assert said(f"قصف {attached}داعش") == []


def every_spelling() -> list[tuple[str, str]]:
    """Each spelling of the files that means one thing wherever it stands, with its id."""
    ruled = {spellings.plain(word) for group in FILES["ambiguous"].values() for word in group["words"]}
    found = []
    for name in ("sites", "provinces", "actors", "outlets", "countries"):
        for id, entry in FILES[name].items():
            for text in (entry["ar"], *entry["spellings"]):
                if spellings.plain(text) not in ruled and not {*text.split()} & {*FILES["countries"]}:
                    found.append((text, id))
    return found


def test_every_spelling_is_found_whole() -> None:
    wrong = {}
    for text, id in every_spelling():
        for written in (text, f"و{text}،", f"({text})"):
            if [m.id for m in names.find(written)] != [id]:
                wrong[written] = said(written)
    assert not wrong


def test_an_adjective_is_found_in_every_form() -> None:
    for stem in ("أميركي", "أمريكي"):
        for ending in ("", "ة", "ان", "ين", "ون", "تان", "تين", "ات"):
            assert [m.id for m in names.find(f"ال{stem}{ending}")] == ["US"]
            assert [m.id for m in names.find(f"{stem}{ending}")] == ["US"]
    for phrase in (
        "القوات الأميركية",
        "قوات أمريكية",
        "للقوات الامريكية",
        "جنود أميركيين",
        "جنديان أميركيان",
    ):
        assert [m.id for m in names.find(phrase)] == ["us-forces"]


def test_a_mention_is_what_it_says() -> None:
    """The ids of each type are keys of the lexicon's file for it, and the words are those of the text."""
    keys = {
        "site": lexicon.sites(),
        "province": lexicon.provinces(),
        "country": lexicon.countries(),
        "actor": lexicon.actors(),
        "person": lexicon.actors(),
        "weapon": lexicon.weapons(),
        "target": lexicon.targets(),
        "outlet": lexicon.outlets(),
    }
    assert tuple(keys) == spellings.TYPES
    types = set()
    for row in table(EXPECTED / "names.tsv"):
        for mention in names.find(row["text"]):
            types.add(mention.type)
            assert mention.id in keys[mention.type]
            assert mention.words == row["text"][mention.start : mention.end]
            if mention.type in ("actor", "person"):
                assert (lexicon.actors()[mention.id].kind == "person") == (mention.type == "person")
    assert types == set(spellings.TYPES)


def test_nothing_is_undecided() -> None:
    assert spellings.undecided(FILES) == []


pieces = st.lists(
    st.one_of(
        st.sampled_from([word for text, _ in every_spelling() for word in text.split()]),
        st.sampled_from(
            ["و", "ال", "بال", "لل", '"', "«", "»", "ـ", "\u064b", "\u200f", "_", "،", "\n", "ها"]
        ),
        st.text(max_size=3),
    ),
    max_size=30,
)


@given(pieces, st.sampled_from(["", " "]))
def test_any_text(parts: list[str], between: str) -> None:
    text = between.join(parts)
    found = names.find(text)
    assert found == names.find_folded(fold(text))
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.words == text[mention.start : mention.end]
        assert mention.type in spellings.TYPES
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False)), "they overlap"


@given(st.text(st.characters(exclude_categories=())))
def test_any_signs(text: str) -> None:
    names.find(text)


@pytest.mark.timing
@pytest.mark.parametrize(
    "part",
    ["9", '"', "حلب ", "قاعدة ", 'بغداد"', "و", "العراق", "القوات الأمريكية ", "مسيرة ", "\ud800", "\u064b"],
)
def test_takes_time_in_proportion(part: str) -> None:
    def seconds(length: int) -> float:
        text = part * (length // len(part))
        before = time.process_time()
        names.find(text)
        return time.process_time() - before

    seconds(1_000)
    assert seconds(200_000) < 5
