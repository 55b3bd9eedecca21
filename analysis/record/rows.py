"""The rows of a CSV file, one at a time, each with its line: a file of any size takes the memory of a row."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tqdm import tqdm

from analysis import yamlfile
from analysis.yamlfile import Problem

Row = tuple[int, list[str]]
_LONGEST = 1_000_000
_EVERY = 5_000
WHOLE = "(file)"
"""Stands for the column where an error is of the file as a whole."""


class BadFile(yamlfile.BadFile):
    """A file cannot be read: `file`, `line` (from 1) and `column` say where, `message` what was expected."""

    def __init__(self, file: str | Path, line: int, column: str, message: str) -> None:
        super().__init__(Problem(str(file), line, column, message))
        self.file, self.line, self.column, self.message = str(file), line, column, message


def read(path: Path) -> Iterator[Row]:
    """The header, then every row, with the line on which each begins; empty lines are passed over.

    Cells are split at commas or semicolons, whichever the header has more of. A byte order mark is no part
    of the text. Shows progress by bytes on a terminal. Raises BadFile for a file that cannot be opened,
    isn't UTF-8, or isn't whole: a row of more or fewer cells than the header, a quotation left open.
    """
    try:
        with path.open("rb") as raw:
            yield from _rows(path, raw)
    except OSError as error:
        raise BadFile(path, 1, WHOLE, f"expected a file, but: {error.strerror or error}") from None
    except UnicodeDecodeError:
        line, what = _undecodable(path)
        raise BadFile(path, line, WHOLE, what) from None


def _rows(path: Path, raw: BinaryIO) -> Iterator[Row]:
    size = path.stat().st_size
    with tqdm(total=size, unit="B", unit_scale=True, disable=None, leave=False, delay=1) as progress:
        stream = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        first = stream.readline(_LONGEST)
        reader = csv.reader(_lines(path, first, stream), delimiter=_delimiter(first), strict=True)
        begins, header = 1, list[str]()
        try:
            for number, cells in enumerate(reader):
                if cells:
                    header = header or cells
                    if len(cells) != len(header):
                        raise _uneven(path, begins, header, len(cells))
                    yield begins, cells
                begins = reader.line_num + 1
                if number % _EVERY == 0:
                    progress.update(raw.tell() - progress.n)
        except csv.Error as error:
            raise BadFile(path, begins, WHOLE, _said(error)) from None
    if not header:
        raise BadFile(path, 1, WHOLE, "expected a header and rows, found an empty file")


def _lines(path: Path, first: str, stream: io.TextIOWrapper) -> Iterator[str]:
    """The lines of the file. A file without line ends is refused before it fills the memory."""
    line, number = first, 1
    while line:
        if len(line) >= _LONGEST:
            raise BadFile(path, number, WHOLE, f"expected lines under {_LONGEST:,} characters")
        yield line
        line, number = stream.readline(_LONGEST), number + 1


def _delimiter(header: str) -> str:
    return ";" if header.count(";") > header.count(",") else ","


def _uneven(path: Path, line: int, header: list[str], found: int) -> BadFile:
    """The error for a row of more or fewer cells than the header; its column is the first that is missing."""
    short = found < len(header)
    why = "the row or file is cut off" if short else "a cell holds a separator outside quotation marks"
    column = header[found] if short else header[-1]
    return BadFile(path, line, column, f"expected {len(header)} cells as in the header, found {found}: {why}")


def _said(error: csv.Error) -> str:
    """What the csv module says, in the words of somebody who looks at the file."""
    what = str(error)
    if "unexpected end" in what or "field larger" in what:
        return 'expected a closing quotation mark ("): the file is cut off, or a cell leaves one open'
    return f"expected a CSV row: {what}"


def _undecodable(path: Path) -> tuple[int, str]:
    """The first line that isn't UTF-8, and what is wrong with it."""
    with path.open("rb") as raw:
        line, number = raw.readline(_LONGEST), 1
        rest = b""
        while line:
            try:
                (rest + line).decode("utf-8")
                rest = b""
            except UnicodeDecodeError as error:
                if error.reason != "unexpected end of data" or line.endswith(b"\n"):
                    found = error.object[error.start]
                    return number, f"expected UTF-8, found byte 0x{found:02x}: save the file as UTF-8"
                rest = (rest + line)[error.start :]
            number += line.endswith(b"\n")
            line = raw.readline(_LONGEST)
    return number, "expected UTF-8, but the last character is cut off"
