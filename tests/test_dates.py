"""Dates: where they stand and which days they mean; the date of publication; any text at all."""

import csv
import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import articles, dates
from analysis.dating import words
from analysis.folding import fold
from analysis.statements import precision

EXPECTED = Path(__file__).parent / "expected" / "machine"
FRIDAY = dt.date(2024, 7, 26)


def table(name: str) -> Iterator[dict[str, str]]:
    with (EXPECTED / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def day(text: str) -> dt.date | None:
    return None if text == "none" else dt.date.fromisoformat(text)


def given_as(text: str) -> dates.Given:
    first, _, last = text.partition("..")
    a, b = day(first), day(last or first)
    return (a, b) if a and b and last else a


def say(found: list[dates.DateSpan]) -> str:
    """As in the table: the words, the days, and ! where there is a conflict."""
    lines = []
    for span in found:
        days = f"{span.first or 'none'}..{span.last or 'none'}"
        days = str(span.first or "none") if span.first == span.last else days
        lines.append(f"{span.words} = {days}{' !' if span.conflict else ''}")
    return " | ".join(lines) or "none"


@pytest.mark.parametrize("row", list(table("dates.tsv")), ids=lambda row: row["text"])
def test_every_written_form(row: dict[str, str]) -> None:
    assert say(dates.find(row["text"], given_as(row["published"]))) == row["dates"]


@pytest.mark.parametrize("article", articles.load(), ids=lambda article: article.number)
def test_marks(article: articles.Article) -> None:
    """The dates of the five articles, marked by hand: the same spans with the same days."""
    assert article.published
    marked = [
        (int(row["start"]), int(row["end"]), row["words"], row["first"], row["last"])
        for row in table("marks/dates.tsv")
        if row["article"] == article.id
    ]
    found = dates.find(article.text, (article.published.first, article.published.last))
    assert [(d.start, d.end, d.words, str(d.first), str(d.last)) for d in found] == marked


@pytest.mark.parametrize(
    "text, conflict",
    [
        (
            "الثلاثاء الماضي 17 آب \\ تموز 2024",
            "two months are printed, August and July; 17 July 2024 is a Wednesday, not a Tuesday",
        ),
        ("فجر اليوم الجمعة (26 آب \\ تموز 2024)", "two months are printed, August and July"),
        ("أمس الجمعة", "25 July 2024 is not a Friday"),
        ("اليوم 25 تموز 2024", "counted from publication it is 26 July 2024"),
        ("في 30 شباط 2024", "February 2024 has no day 30"),
        ("العام الجاري 2023", "2023 is printed, that year is 2024"),
        ("الثلاثاء 16 تموز 2024", None),
    ],
)
def test_conflicts_are_named(text: str, conflict: str | None) -> None:
    (found,) = dates.find(text, FRIDAY)
    assert found.conflict == conflict


@pytest.mark.parametrize(
    "text, basis",
    [
        ("26 يوليو 2024", "stated"),
        ("منتصف شباط الماضي 2024", "stated"),
        ("منذ منتصف تشرين الأول 2023", "stated"),
        ("26 يوليو", "relative"),
        ("مارس/آذار الماضي", "relative"),
        ("أمس", "relative"),
    ],
)
def test_basis(text: str, basis: str) -> None:
    assert [found.basis for found in dates.find(text, FRIDAY)] == [basis]


@pytest.mark.parametrize(
    "case",
    yaml.safe_load((EXPECTED / "publication.yml").read_text(encoding="utf-8")),
    ids=lambda case: case["text"],
)
def test_publication(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = dates.publication(text)
    assert (found and found.words, found and found.first) == (case["words"], case["first"])
    if found:
        assert found.start is not None and text[found.start : found.end] == found.words
        assert found.first == found.last and found.basis == "stated" and found.evidence


def test_publication_of_the_articles() -> None:
    """Two of the five print their date; it is the one in their sidecars."""
    for article in articles.load():
        known = article.published
        printed = dates.publication(article.text)
        assert known
        if known.basis == "stated":
            assert printed
            assert (printed.first, printed.start, printed.end) == (known.first, known.start, known.end)
        else:
            assert printed is None


# --- generated

WESTERN = [
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
]  # fmt: skip
EASTERN = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
]  # fmt: skip
WEEKDAYS = ["الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
ONES = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"]
ORDINALS = [
    *ONES, "العاشر", "الحادي عشر", *(f"{one} عشر" for one in ONES[1:]),
    "العشرين", "الحادي والعشرين", *(f"{one} والعشرين" for one in ONES[1:]), "الثلاثين", "الحادي والثلاثين",
]  # fmt: skip
EASTERN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


RELATIVE = [
    "أمس", "الجمعة الماضية", "ليلة الأحد", "الأسبوع الماضي", "في مارس/آذار", "قبل ثلاثة أشهر", "منذ أسابيع",
    "الأيام الأخيرة", "مطلع تموز الجاري", "7 آب", "العام المقبل", "من السبت إلى الخميس", "بين تموز وآذار",
]  # fmt: skip


def written(day: dt.date) -> list[str]:
    west, east, d, y = WESTERN[day.month - 1], EASTERN[day.month - 1], day.day, day.year
    weekday, ordinal = WEEKDAYS[day.weekday()], ORDINALS[d - 1]
    numeric = [f"{d}/{day.month}/{y}", f"{d:02}-{day.month:02}-{y}", day.isoformat(), f"{d}.{day.month}.{y}"]
    forms = [
        *numeric, f"{d} {west} {y}", f"{d} {east} {y}", f"{d} {west}/{east} {y}", f"{d} {east} / {west} {y}",
        f"{d} {west} ({east}) {y}", f"{d} {west} {east} {y}", f"{d} من {east} عام {y}", f"{west} {d}, {y}",
        f"{ordinal} من {east}/{west} {y}", f"{ordinal} من شهر {west} من العام {y}",
        f"{weekday} {d} {west} {y}", f"{weekday}، {d} {east}/{west} {y}", f"يوم {weekday} ({d} {west} {y})",
        f"{weekday} الموافق {numeric[0]}", f"مساء {weekday} {numeric[2]}", f"يوم {d} {east}، {y}",
    ]  # fmt: skip
    return [*forms, *(form.translate(EASTERN_DIGITS) for form in forms)]


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)),
    st.data(),
    st.sampled_from(["أعلن في {}.", "وقال، {}، إن", "({})", "قصف بتاريخ {} قرب", "{}", "«في {}» و14 صاروخا"]),
)
def test_a_date_reads_back(day: dt.date, data: st.DataObject, carrier: str) -> None:
    form = data.draw(st.sampled_from(written(day)))
    text = carrier.format(form)
    found = [(d.words, d.first, d.last, d.precision, d.basis, d.conflict) for d in dates.find(text)]
    assert found == [(form, day, day, 1, "stated", None)]


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)))
def test_looking_back(published: dt.date) -> None:
    """Whatever the day of publication, past-looking words are past, and the nearest that fit."""
    for number, name in enumerate(WEEKDAYS):
        (bare,) = dates.find(f"أعلن {name} أن", published)
        (past,) = dates.find(f"{name} الماضي", published)
        (night,) = dates.find(f"ليلة {name}", published)
        assert bare.first == bare.last and bare.first and past.first
        assert 0 <= (published - bare.first).days <= 6 and bare.first.weekday() == number
        assert 1 <= (published - past.first).days <= 7 and past.first.weekday() == number
        assert (night.first, night.last) == (bare.first - dt.timedelta(1), bare.first)
    for number, name in enumerate(EASTERN, 1):
        (month,) = dates.find(f"في {name}، قتل", published)
        assert month.first and month.last and month.first.month == number
        assert month.first <= published and month.last <= published
        assert (published - month.first).days < 366
    (last,) = dates.find("الشهر الماضي", published)
    assert last.last == published.replace(day=1) - dt.timedelta(1) and last.first == last.last.replace(day=1)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 40), st.data())
def test_a_range_of_publication_covers_each_of_its_days(
    first: dt.date, length: int, data: st.DataObject
) -> None:
    last = first + dt.timedelta(length)
    text = data.draw(st.sampled_from(RELATIVE))
    (found,) = dates.find(text, (first, last))
    each = [dates.find(text, first + dt.timedelta(n))[0] for n in range(length + 1)]
    assert found.first == min(d.first for d in each if d.first)
    assert found.last == max(d.last for d in each if d.last)


LEXICON = words.lexicon()


def looks_ahead(text: str) -> bool:
    """Whether the words may mean a day to come: this month, the next one, tomorrow, the end of the year."""
    entries = [entry for word in fold(text).text.split() if (entry := LEXICON.entries.get(word.strip("()،")))]
    kinds = {entry.kind for entry in entries}
    if any(entry.kind in ("turn", "relative") and entry.value >= 0 for entry in entries):
        return True
    return bool({"part", "fraction", "season", "latest"} & kinds) and not {"month", "stem"} & kinds


PIECES = [*LEXICON.entries, *(f"{a} {b}" for a, b in LEXICON.pairs), *WEEKDAYS, *WESTERN, *EASTERN]
SIGNS = [" ", " ", " ", " ", "/", " \\ ", "-", "، ", " (", ") ", "\n", ":", ".", "", "ـ", "\u200f", "\u064b"]
soups = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from(PIECES),
            st.integers(0, 2100).map(str),
            st.sampled_from(["٢٠٢٤", "2024", "26", "F16", "©"]),
        ),
        st.sampled_from(SIGNS),
    ).map("".join),
    max_size=14,
).map("".join)
any_day = st.one_of(st.none(), st.dates(), st.tuples(st.dates(), st.dates()).map(sorted).map(tuple))


@settings(max_examples=1000, deadline=None)
@given(st.one_of(soups, st.text(st.characters(exclude_categories=())), st.text("اب3 /()\ud800ـ١و")), any_day)
def test_any_text(text: str, published: dates.Given) -> None:
    """No text is refused; spans are exact, in order and apart; no range is inverted; the past is past."""
    found = dates.find(text, published)
    latest = published[1] if isinstance(published, tuple) else published
    end = 0
    for span in found:
        assert end <= span.start < span.end <= len(text)
        end = span.end
        assert text[span.start : span.end] == span.words
        assert span.precision == precision(span.first, span.last)
        if span.first and span.last:
            assert span.first <= span.last
        if span.basis == "relative" and published is None:
            assert span.first is span.last is None
        if span.basis == "relative" and latest and not looks_ahead(span.words):
            assert not span.last or span.last <= latest
    printed = dates.publication(text)
    if printed:
        assert printed.start is not None and text[printed.start : printed.end] == printed.words
        assert printed.first <= printed.last


@pytest.mark.timing
@pytest.mark.parametrize(
    "piece",
    [
        "1", "1/", "1 ", "(", "بين ", "بين 3 و", "الجمعة ", "الجمعة (", "25 و", "26 يوليو 2024 ", "من 3 إلى ",
        "منذ ", "اليوم ", "ليلة ", "يناير/", "كانون ", "خلال 24 ساعة ", "قبل ", "2024 ", "عامي 2019 و", "و",
        "ال", "ـ", "\u200f", "26/7/2024 ", "مطلع من ", "في 2024-", "هجوم 5 خلال 3 أيام ", "26 يوليو 2024\n",
        "نشر في 26 يوليو 2024 ",
    ],
)  # fmt: skip
def test_time_in_proportion(piece: str) -> None:
    """Half a million signs of the same: well under a second each million, so far from a square."""
    text = piece * (500_000 // len(piece))
    start = time.process_time()
    dates.find(text, (FRIDAY, FRIDAY + dt.timedelta(20)))
    dates.publication(text)
    assert time.process_time() - start < 20


def test_a_long_text_is_read_whole() -> None:
    """However long the text is and however its lines are cut, each date is found where it stands."""
    for sentence in ("قتل جندي في 26 يوليو/تموز 2024 قرب بغداد. ", "قصف في السابع من آذار 2021 موقع\n"):
        text = sentence * 12_000
        (once,) = dates.find(sentence)
        found = dates.find(text)
        assert [d.start for d in found] == [once.start + n * len(sentence) for n in range(12_000)]
        assert {(d.words, d.first) for d in found} == {(once.words, once.first)}


def test_first_and_last_days_of_all() -> None:
    for published in (dt.date.min, dt.date.max):
        found = dates.find(
            "قبل ثلاث سنوات والأسبوع المقبل ويوم الجمعة وفي آذار والشهر الماضي وأمس", published
        )
        assert len(found) == 6
