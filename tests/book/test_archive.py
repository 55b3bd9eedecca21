"""Archives: the same bytes from the same files, one folder, and nothing but what belongs in them."""

import os
import time
import zipfile
from pathlib import Path

from analysis import citation
from book import archive

SITE = {"index.html": "<p>نص</p>", "book/data.html": "<p>data</p>", "data/a.csv": "a\n1\n", ".buildinfo": "x"}


def site(folder: Path) -> Path:
    for name, text in SITE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "data" / "older.zip").write_bytes(b"PK")
    return folder


def test_the_site_without_archives_in_one_folder(tmp_path: Path) -> None:
    archive.write_book(site(tmp_path))
    name = f"truces-book-{citation.load().version}-offline"
    with zipfile.ZipFile(tmp_path / "data" / f"{name}.zip") as found:
        assert found.testzip() is None
        assert found.namelist() == [f"{name}/book/data.html", f"{name}/data/a.csv", f"{name}/index.html"]
        assert found.read(f"{name}/index.html").decode("utf-8") == SITE["index.html"]
        assert {entry.date_time for entry in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_bytes_at_another_time_and_place(tmp_path: Path) -> None:
    made = []
    for n, name in enumerate(("one", "two")):
        html = site(tmp_path / name)
        for file in html.rglob("*.html"):
            os.utime(file, (time.time() - 10**8 * n,) * 2)
        archive.write_book(html)
        archive.write_book(html)  # its own archive of before isn't in it
        made.append((html / "data" / f"{archive.book_name()}.zip").read_bytes())
    assert made[0] == made[1]
