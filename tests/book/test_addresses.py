"""Addresses that were published stay, or lead on."""

import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.book import published

sys.path.insert(0, str(published.ROOT / "book" / "_ext"))
import redirects  # noqa: E402


def test_every_published_address_is_there_or_leads_on() -> None:
    assert not published.gone(published.listed(), published.built()), "give each a line in book/redirects.csv"


def test_every_address_of_the_book_is_on_the_list() -> None:
    new = published.built() - set(published.listed())
    assert not new, "python -m tests.book.published adds them"


def test_the_list_has_every_kind_of_address() -> None:
    kinds = {address.partition("#")[2].partition("-")[0] for address in published.listed()}
    assert kinds >= {"s", "e", "c", "a", "fig"}
    assert "book/evidence.html#s-003-de71d7" in published.listed()
    assert "index.html#fig-timeline" in published.listed()


def test_a_gone_address_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "index.html").write_text('<article><p id="s-1">x</p><p id="other">y</p></article>')
    built = published.built(tmp_path)
    assert built == {"index.html#s-1"}
    assert published.gone(["index.html#s-1", "index.html#s-2"], built) == {"index.html#s-2"}


def test_a_redirect_is_read_and_becomes_a_signpost(tmp_path: Path) -> None:
    file = tmp_path / "redirects.csv"
    file.write_text("old,new\nbook/a.html#e-x,book/b.html#e-y\nindex.html#fig-z,book/b.html#fig-q\n")
    found = redirects.moved(file)
    assert found == {"book/a": {"e-x": "book/b.html#e-y"}, "index": {"fig-z": "book/b.html#fig-q"}}
    for page, href in (("book/a", "b.html#e-y"), ("index", "book/b.html#fig-q")):
        post = BeautifulSoup(redirects.signposts(page, found[page]), "html.parser").select_one("p")
        assert post["id"] in found[page] and post.a["href"] == href


@pytest.mark.parametrize("row", ["book/a.html,book/b.html#x", "book/a.html#x", "x,y"])
def test_a_redirect_to_nowhere_is_refused(row: str, tmp_path: Path) -> None:
    file = tmp_path / "redirects.csv"
    file.write_text(f"old,new\n{row}\n")
    with pytest.raises(ValueError, match="redirects.csv, line 2: expected two addresses"):
        redirects.moved(file)
