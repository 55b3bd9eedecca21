"""Quantities of Arabic text: the table of examples, the five articles by hand, numbers in every wording."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import articles, quantities
from analysis.folding import fold
from analysis.quantities import Quantity
from analysis.tokens import split

EXPECTED = Path(__file__).parent / "expected/machine"


def noted(quantity: Quantity) -> str:
    """A value as the table of examples writes it."""
    low, best, high = quantity.low, quantity.best, quantity.high
    if best is not None:
        return str(best) if (low, high) == (best, best) else f"~{best}"
    return f"{'' if low is None else low}..{'' if high is None else high}"


def read(text: str) -> list[str]:
    return [f"{quantity.words} = {noted(quantity)}" for quantity in quantities.find(text)]


def examples() -> list[list[str]]:
    lines = (EXPECTED / "quantities.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("# ", "## "))]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example[0])
def test_example(example: list[str]) -> None:
    text, *expected = example
    assert read(text) == expected


@pytest.mark.parametrize("example", examples(), ids=lambda example: example[0])
def test_example_in_a_sentence(example: list[str]) -> None:
    """What stands in other sentences changes nothing; nor do marks on the letters."""
    text, *expected = example
    assert read(f"قال المصدر ذلك.\n{text}\nوانتهى البيان.") == expected


def marks() -> dict[str, set[tuple[int, int, str, str, str]]]:
    found: dict[str, set[tuple[int, int, str, str, str]]] = {}
    with open(EXPECTED / "marks/quantities.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            value = (int(row["start"]), int(row["end"]), row["low"], row["best"], row["high"])
            found.setdefault(row["article"], set()).add(value)
    return found


def test_marks_are_in_the_articles() -> None:
    texts = {article.id: article.text for article in articles.load("seeds")}
    with open(EXPECTED / "marks/quantities.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            assert texts[row["article"]][int(row["start"]) : int(row["end"])] == row["words"]


def test_the_five_articles() -> None:
    """Exact spans and exact values, the page chrome left out."""
    marked, right, read_in_all = marks(), 0, 0
    for article in articles.load("seeds"):
        found = {
            (q.start, q.end, *("" if n is None else str(n) for n in (q.low, q.best, q.high)))
            for q in quantities.find(article.text)
            if not any(c.start <= q.start < c.end for c in article.chrome)
        }
        right += len(found & marked[article.id])
        read_in_all += len(found)
    assert sum(map(len, marked.values())) == 42
    assert right / read_in_all >= 0.95 and right / 42 >= 0.95


# A writer of numbers of its own, after the grammar: it shares no table with what it tests.
ONES = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
ONES_F = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
HUNDREDS = ["", "مئة", "", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def teen(n: int, feminine: bool, oblique: bool) -> str:
    if n == 11:
        return "إحدى عشرة" if feminine else "أحد عشر"
    if n == 12:
        return ("اثنت" if feminine else "اثن") + ("ي " if oblique else "ا ") + ("عشرة" if feminine else "عشر")
    return (ONES_F if feminine else ONES)[n - 10] + (" عشرة" if feminine else " عشر")


def below_hundred(n: int, feminine: bool, oblique: bool) -> list[str]:
    if 11 <= n <= 19:
        return [teen(n, feminine, oblique)]
    one, ten = (n, 0) if n <= 10 else (n % 10, n // 10)
    word = (ONES_F if feminine else ONES)[one]
    if one == 2 and oblique:
        word = word.removesuffix("ان") + "ين"
    if one == 1 and ten and feminine:
        word = "إحدى"
    return [part for part in (word, TENS[ten] + ("ين" if oblique else "ون") if ten else "") if part]


def below_thousand(n: int, feminine: bool, oblique: bool) -> list[str]:
    hundred, rest = divmod(n, 100)
    word = ("مئتين" if oblique else "مئتان") if hundred == 2 else HUNDREDS[hundred]
    return ([word] if word else []) + (below_hundred(rest, feminine, oblique) if rest else [])


def of_scale(n: int, oblique: bool, one: str, plural: str) -> list[str]:
    """So many thousands or millions."""
    if n == 1:
        return [one]
    if n == 2:
        return [one + ("ين" if oblique else "ان")]
    if n % 100 in (1, 2):  # مئة ألف وألف
        hundreds = below_thousand(n - n % 100, False, oblique)
        return [f"{hundreds[0]} {one}", *of_scale(n % 100, oblique, one, plural)]
    *before, last = below_thousand(n, False, oblique)
    counted = plural if 3 <= n % 100 <= 10 else one + "ا" if n % 100 > 10 else one
    return [*before, f"{last} {counted}"]


def in_words(n: int, feminine: bool = False, oblique: bool = False) -> str:
    if n == 0:
        return "صفر"
    millions, rest = divmod(n, 10**6)
    thousands, rest = divmod(rest, 1000)
    parts = of_scale(millions, oblique, "مليون", "ملايين") if millions else []
    parts += of_scale(thousands, oblique, "ألف", "آلاف") if thousands else []
    parts += below_thousand(rest, feminine, oblique) if rest else []
    return " و".join(parts)


def test_the_writer_itself() -> None:
    assert in_words(125_304) == "مئة وخمسة وعشرون ألفا وثلاثمئة وأربعة"
    assert in_words(2_012, oblique=True) == "ألفين واثني عشر"
    assert in_words(3_000_018, feminine=True) == "ثلاثة ملايين وثماني عشرة"


LEADS = ["", "و", "ف", "ب", "ل", "ك", "وب", "فل"]


@given(st.integers(0, 9_999_999), st.booleans(), st.booleans(), st.sampled_from(LEADS))
def test_every_number_in_words(n: int, feminine: bool, oblique: bool, lead: str) -> None:
    words = in_words(n, feminine, oblique)
    text = f"وأعلن المصدر {lead}{words} من ذلك."
    found = quantities.find(text)
    if lead + words in ("لست", "فلست"):
        assert found == []  # "I am not"
        return
    assert [(q.words, q.low, q.best, q.high) for q in found] == [(words, n, n, n)]
    assert text[found[0].start : found[0].end] == words


@given(
    st.integers(3, 9_999_999),
    st.booleans(),
    st.sampled_from(["أكثر من", "ما لا يقل عن", "أقل من", "نحو", "لا يتجاوز"]),
)
def test_every_number_with_what_modifies_it(n: int, oblique: bool, phrase: str) -> None:
    words = f"{phrase} {in_words(n, oblique=oblique)}"
    value = {
        "أكثر من": (n + 1, None, None),
        "ما لا يقل عن": (n, None, None),
        "أقل من": (None, None, n - 1),
        "نحو": (None, n, None),
        "لا يتجاوز": (None, None, n),
    }[phrase]
    found = quantities.find(f"قال {words} منها")
    assert [(q.words, (q.low, q.best, q.high)) for q in found] == [(words, value)]


@given(
    st.integers(1, 99_999_999),
    st.sampled_from(["{}", "{:,}"]),
    st.sampled_from(["", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
)
def test_every_number_in_digits(n: int, form: str, digits: str) -> None:
    words = form.format(n)
    if digits:
        words = words.translate({ord(str(d)): digits[d] for d in range(10)} | {ord(","): "٬"})
    expected = [] if form == "{}" and 1900 <= n <= 2099 else [(words, n, n, n)]
    assert [(q.words, q.low, q.best, q.high) for q in quantities.find(f"بلغ {words} منها")] == expected


@given(st.integers(3, 999), st.integers(3, 999), st.sampled_from(["بين {} و{}", "من {} إلى {}", "{} أو {}"]))
def test_ranges(one: int, two: int, form: str) -> None:
    low, high = sorted((one, two))
    if low == high:
        high += 1
    words = form.format(low, high)
    assert [(q.words, q.low, q.best, q.high) for q in quantities.find(f"سقط {words} منها")] == [
        (words, low, None, high)
    ]


WORDS = """
خمسة وعشرون عشر ألف آلاف مئة ومئتا مليون ونصف المليون عشرات بضعة عدة عدد دزينة أحد إحدى الخامس بين و من إلى
أو نحو أكثر على الأقل يوم قبل آب يومين
طائرتين مسيرتين صاروخ شاهد 136 12 3-5 1,000 2024 ، . ( ) " - / % + a ٫5 ـ
"""
PIECES = [*WORDS.split(), "\n", " ", "\u064b", "\u200f", "\ud800"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
                 st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))  # fmt: skip
def test_any_text(text: str) -> None:
    """Nothing is raised; spans are exact, in order and apart; bounds are in order."""
    end = 0
    for quantity in quantities.find(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.words
        bounds = [n for n in (quantity.low, quantity.best, quantity.high) if n is not None]
        assert bounds and bounds == sorted(bounds) and bounds[0] >= 0
        end = quantity.end


def test_folded_text_reads_alike() -> None:
    text = "سقطت ثـلاثـة صواريخ وطائرتان"
    assert quantities.find_in(split(fold(text))) == quantities.find(text)
    assert [type(q) for q in quantities.find(text)] == [Quantity, Quantity]


def seconds(text: str) -> float:
    """The least of three runs, so that another program's load does not count."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        quantities.find(text)
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.timing
@pytest.mark.parametrize(
    "piece",
    [
        *("7", "7 ", "و7", "7،", "7/", "7-", "1,000", '"', "\n", "ـ", "و", "وألف", "3 و4 و", "17 آب \\ "),
        *("خمسة وعشرون ", "ألف ", "مئة وخمسة آلاف و", "خمسة أو ", "واحد أو اثنين أو ثلاثة أو "),
        *("طائرتين ", "بين ", "نحو ", "أكثر من ", "على الأقل "),
    ],
)
def test_time_grows_with_length(piece: str) -> None:
    quantities.find(piece)
    size = 60_000 // len(piece)
    once, four = seconds(piece * size), seconds(piece * size * 4)
    assert four < 8 * once + 0.02


def test_a_million_digits() -> None:
    assert quantities.find("9" * 1_000_000) == []
    assert quantities.find("قتل " + "9" * 1_000_000 + " جندي و5 ضباط")[0].words == "5"
