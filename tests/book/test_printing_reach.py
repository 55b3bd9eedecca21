"""What the printed book may fetch: its own pictures and typefaces."""

from pathlib import Path

import pytest

from book import printing


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "singlehtml"
    folder.mkdir()
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    (folder / "chart-1.svg").write_text(picture, encoding="utf-8")
    (tmp_path / "outside.svg").write_text(picture, encoding="utf-8")
    (folder / "link.svg").symlink_to(tmp_path / "outside.svg")
    (folder / "print.html").write_text('<title>x</title><img alt="" src="chart-1.svg">', encoding="utf-8")
    return folder / "print.html"


def test_pictures_beside_the_page_and_typefaces_are_fetched(page: Path) -> None:
    style = f"<style>{printing.font_faces()} p {{ font-family: Amiri }}</style>"
    page.write_text(f"{page.read_text()}{style}<p>نص", encoding="utf-8")
    assert printing.write_pdf(page, page.with_name("book.pdf")) == []
    assert page.with_name("book.pdf").read_bytes().startswith(b"%PDF-")


ELSEWHERE = (
    "../outside.svg",
    "link.svg",
    "file:///etc/passwd",
    "http://127.0.0.1:9/x.svg",
    "https://e.example/x.svg",
    "ftp://e.example/x.svg",
    "data:image/svg+xml,<svg/>",
    "%2e%2e/outside.svg",
    "//e.example/x.svg",
)
PLACES = (
    '<img alt="" src="{}">',
    '<link rel="stylesheet" href="{}">',
    "<p style=\"background:url('{}')\">x</p>",
    '<object data="{}"></object>',
    "<style>@import url('{}');</style>",
)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_else_is_fetched(page: Path, place: str, record_property) -> None:
    of_the_same_path = f"http://e.example{page.parent}/chart-1.svg"
    for address in (*ELSEWHERE, of_the_same_path):
        page.write_text(f"<title>x</title>{place.format(address)}", encoding="utf-8")
        complaints = printing.write_pdf(page, page.with_name("book.pdf"))
        assert any("the book may not print what is at" in one for one in complaints), (address, complaints)
    record_property("hostile inputs tried", len(ELSEWHERE) + 1)
