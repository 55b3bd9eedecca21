"""References to the book and its parts, in the forms that people paste."""

import datetime as dt

import yaml

from analysis import citation, references
from analysis.citation import Citation
from analysis.references import Part

BOOK = Citation.model_validate({
    "title": "A book: and its subtitle", "authors": [{"family-names": "Al-Amin", "given-names": "Sara"},
                                                     {"name": "The team & friends"}],
    "version": "1.2.3", "date-released": dt.date(2026, 11, 5), "license": "CC-BY-4.0", "abstract": "A book.",
})  # fmt: skip
PLACED = BOOK.model_copy(update={"url": "https://example.org/book/"})
EVENT = Part("Attack: Ain al-Asad, 25–26 July 2024", "book/events.html#e-x_1")
WHOLE = Part(None, "index.html")


def test_chicago() -> None:
    assert references.chicago(EVENT, PLACED) == (
        "Sara Al-Amin and The team & friends. “Attack: Ain al-Asad, 25–26 July 2024.” In A book: and its "
        "subtitle. Version 1.2.3. 5 November 2026. https://example.org/book/book/events.html#e-x_1."
    )
    assert references.chicago(WHOLE, BOOK) == (
        "Sara Al-Amin and The team & friends. A book: and its subtitle. Version 1.2.3. 5 November 2026. "
        "index.html."
    )


def test_apa() -> None:
    assert references.apa(EVENT, PLACED) == (
        "Sara Al-Amin and The team & friends. (2026). Attack: Ain al-Asad, 25–26 July 2024. In A book: "
        "and its subtitle (Version 1.2.3) [Data set]. https://example.org/book/book/events.html#e-x_1"
    )
    assert "(2026). A book: and its subtitle (Version 1.2.3) [Data set]. index.html" in references.apa(
        WHOLE, BOOK
    )


def test_bibtex_of_a_part_and_of_the_whole() -> None:
    assert references.bibtex(EVENT, PLACED).splitlines() == [
        "@incollection{truces-1.2.3-e-x_1,",
        r"  author = {Al-Amin, Sara and {The team \& friends}},",
        "  title = {{Attack: Ain al-Asad, 25–26 July 2024}},",
        "  booktitle = {{A book: and its subtitle}},",
        "  year = {2026},",
        "  month = nov,",
        "  edition = {Version 1.2.3},",
        "  url = {https://example.org/book/book/events.html#e-x_1},",
        "}",
    ]
    assert references.bibtex(WHOLE, BOOK).startswith("@misc{truces-1.2.3-index,")
    assert "booktitle" not in references.bibtex(WHOLE, BOOK)
    assert "note = {In the book: index.html}" in references.bibtex(WHOLE, BOOK)


def test_a_person_with_one_name_is_no_other() -> None:
    alone = BOOK.model_copy(update={"authors": (citation.Author.model_validate({"family-names": "Only"}),)})
    assert "author = {Only}," in references.bibtex(WHOLE, alone)
    assert "AU  - Only\n" in references.ris(WHOLE, alone)


def test_ris_of_a_part() -> None:
    assert references.ris(EVENT, BOOK).splitlines() == [
        "TY  - CHAP", "AU  - Al-Amin, Sara", "AU  - The team & friends",
        "TI  - Attack: Ain al-Asad, 25–26 July 2024", "T2  - A book: and its subtitle", "PY  - 2026",
        "DA  - 2026/11/05", "ET  - 1.2.3", "UR  - book/events.html#e-x_1", "ER  - ",
    ]  # fmt: skip


def test_the_book_is_cited_as_its_citation_file_says() -> None:
    said = yaml.safe_load(citation.FILE.read_text(encoding="utf-8"))
    for form, text in references.every(WHOLE).items():
        for what in (said["title"], str(said["version"]), str(said["date-released"].year)):
            assert what in text, (form, what)
