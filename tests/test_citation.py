"""CITATION.cff: it has what a citation needs, and what is wrong with it is told by line and field."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from analysis import citation

GOOD = (
    "cff-version: 1.2.0\ntitle: A book\nauthors:\n- name: Nobody\n"
    "- family-names: Smith\n  given-names: Ann\nversion: 1.2.3\n"
    'date-released: 2020-01-02\nlicense: MIT\nabstract: For a test.\nurl: "https://example.org/book"\n'
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "CITATION.cff"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((citation.FILE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    about = citation.load()
    assert about.version == project["version"]
    assert about.title == project["description"]
    assert about.keywords and about.released.year > 2000


def test_what_is_read(file: Path) -> None:
    about = citation.load(file)
    assert (about.title, about.version, about.released) == ("A book", "1.2.3", dt.date(2020, 1, 2))
    assert [(author.full, author.is_person) for author in about.authors] == [
        ("Nobody", False), ("Ann Smith", True),
    ]  # fmt: skip
    assert (about.license, about.url, about.keywords) == ("MIT", "https://example.org/book", ())


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("version: 1.2.3", "version: 1.2", 7, "version: Input should be a valid string, found 1.2"),
        ("version: 1.2.3", "version: soon", 7, "version: String should match pattern"),
        ("version: 1.2.3\n", "", 1, "version: the field is missing"),
        ("date-released: 2020-01-02", "date-released: 2020-02-30", 8, "date-released: not a possible"),
        ("- name: Nobody", "- alias: Nobody", 4, "authors.0: an author needs a name"),
        ("https://example.org/book", "example", 11, "url: String should match pattern"),
    ],
)
def test_what_is_wrong(file: Path, refused, old: str, new: str, line: int, said: str) -> None:
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    [problem] = refused(lambda: citation.load(file))
    assert problem.startswith(f"{file}:{line}: {said}")


def test_nobody_else_reads_the_version() -> None:
    """A second reader would be a second place to forget."""
    root = citation.FILE.parent
    readers = [
        path.relative_to(root).as_posix()
        for folder in ("analysis", "book")
        for path in sorted((root / folder).rglob("*.py"))
        if "CITATION.cff" in path.read_text("utf-8")
    ]
    assert readers == ["analysis/citation.py", "book/build.py"], "build.py only copies it"
