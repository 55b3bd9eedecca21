"""Archives of the book and of its data set: the same bytes whenever they are made from the same files."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from analysis import citation
from book.build import files_of

FOLDER = "data"
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: an archive must not differ by when it was made."""


def data_name() -> str:
    """The data set's archive, without its ending."""
    return f"truces-data-{citation.load().version}"


def book_name() -> str:
    """The archive of the whole site, without its ending."""
    return f"truces-book-{citation.load().version}-offline"


def write(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Writes a zip of named contents, in one folder named as the zip is. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(f"{path.stem}/{name}", OLDEST)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def write_book(html: Path) -> None:
    """Puts the archive of the whole site into the site. Call it last: what comes later isn't in it."""
    pages = [file for file in files_of([html]) if file.suffix != ".zip" and file.name != ".buildinfo"]
    path = html / FOLDER / f"{book_name()}.zip"
    write(path, ((str(file.relative_to(html)), file.read_bytes()) for file in pages))
