"""Links within the built book, and what finds the broken ones."""

from pathlib import Path

from tests.audit import browser, links


def test_no_link_within_the_book_leads_nowhere() -> None:
    inside, outside, broken = links.follow(browser.BOOK)
    assert broken == []
    assert inside > 5000 and outside > 0


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="book/a.html#here">x</a><a href="book/a.html#gone">x</a><img src="no.png">'
        '<a href="#up">x</a><a href="https://example.org/nowhere">x</a>'
    )
    (tmp_path / "book" / "a.html").write_text(
        '<p id="here"><a href="../index.html">x</a><a href="../b.html">y</a></p>'
    )
    inside, outside, broken = links.follow(tmp_path)
    assert (inside, outside) == (6, 1)
    assert broken == [
        "index.html: book/a.html#gone", "index.html: #up", "index.html: no.png", "book/a.html: ../b.html",
    ]  # fmt: skip
