"""The build, tried on a small book of its own: one page, one notebook that imports one module."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from book import build
from tests.book import environments

ROOT = Path(build.__file__).parent.parent
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Count"},
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "b",
            "metadata": {},
            "outputs": [],
            "source": "import analysis\nprint(f'the count is {analysis.COUNT}')",
        },
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
FILES = {
    "index.md": "# A small book\n\nSee [](book/words.md).\n",
    "_config.yml": "title: 'A small book: for a test'\nonly_build_toc_files: true\n"
    "sphinx:\n  local_extensions:\n    epub: book/_ext\n",
    "_toc.yml": "format: jb-book\nroot: index\nparts:\n- caption: All\n  numbered: true\n  chapters:\n"
    "  - file: book/count\n  - file: book/words\n",
    "book/words.md": '# Words\n\n<p lang="ar" dir="rtl">أعلنت الفصائل هدنة.</p>\n',
    "book/count.ipynb": json.dumps(NOTEBOOK),
    "analysis/__init__.py": "COUNT = 7\n",
    "seeds/one.txt": "نص\n",
    "seeds/one.yml": "outlet: one\n",
    "seeds/one.review.yml": "statements: []\n",
    "requirements.txt": "",
    "CITATION.cff": "title: A small book\nauthors: [{name: Nobody}]\nversion: 1.2.3\n"
    "date-released: 2020-01-02\nlicense: MIT\nabstract: For a test.\n",
}
OURS = (
    "book/archive.py", "book/build.py", "book/commit.py", "book/edition.py", "book/rendering.py",
    "book/printing.py", "book/glyphs.py", "book/_static/print.css", "book/_static/epub.css",
    "book/_ext/epub.py", "book/_ext/typeface.py", "analysis/anchor.py", "analysis/arabic.py",
    "analysis/articles.py", "analysis/citation.py", "analysis/labels.py", "analysis/statements.py",
    "analysis/wording.py", "analysis/yamlfile.py", "analysis/data/labels.yml",
)  # fmt: skip
"""What the build takes from this project."""
SHOWN = "_build/html/index.html, _build/book.pdf and _build/book.epub\n"


def small_book(folder: Path) -> Path:
    """A project with the files above and this project's way of building."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in OURS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def run(
    project: Path, *python: str, own: str = "", interpreter: str = sys.executable
) -> subprocess.CompletedProcess[str]:
    """Run the build, or Python with other arguments, as `make` does: from the project's root."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"RECORD": own}
    command = [interpreter, *(python or ("-m", "book.build"))]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


def output(project: Path) -> dict[str, bytes]:
    """Every file of the built book."""
    folder = project / "_build"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in build.files_of(folder / name for name in build.OUTPUTS)
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A book built once, and the seconds that took."""
    project = small_book(tmp_path_factory.mktemp("built"))
    begin = time.perf_counter()
    done = run(project)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout == f"Built: {SHOWN}"
    return project, time.perf_counter() - begin


@pytest.fixture
def copy(built: tuple[Path, float], tmp_path: Path) -> Path:
    """A copy of the built book for a test to spoil."""
    return shutil.copytree(built[0], tmp_path / "copy")


def test_holds_the_notebooks_output_and_the_arabic(built: tuple[Path, float]) -> None:
    project, _ = built
    assert "the count is 7" in (project / "_build/html/book/count.html").read_text(encoding="utf-8")
    assert "أعلنت الفصائل هدنة." in (project / "_build/html/book/words.html").read_text(encoding="utf-8")
    assert (project / "_build/book.pdf").read_bytes().startswith(b"%PDF-")
    with ZipFile(project / "_build/book.epub") as epub:
        assert "the count is 7" in epub.read("book/count.xhtml").decode()
        assert "أعلنت الفصائل هدنة." in epub.read("book/words.xhtml").decode()


def test_offers_the_notebook_for_download_without_outputs(built: tuple[Path, float]) -> None:
    download = built[0] / "_build/html/_sources/book/count.ipynb"
    assert json.loads(download.read_bytes()) == NOTEBOOK


def test_puts_the_finished_site_into_an_archive(built: tuple[Path, float]) -> None:
    """With what was put right after Sphinx, so the archive was made last."""
    html = built[0] / "_build/html"
    with zipfile.ZipFile(html / "data/truces-book-1.2.3-offline.zip") as archive:
        held = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    site = {str(f.relative_to(html)): f.read_bytes() for f in build.files_of([html]) if f.suffix != ".zip"}
    assert held == {name: content for name, content in site.items() if name != ".buildinfo"}
    assert json.loads(held["_sources/book/count.ipynb"]) == NOTEBOOK


def test_is_the_same_to_the_byte_in_another_folder_in_1985(
    built: tuple[Path, float], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The clock of every process is set back, and the files are of a time to come."""
    other = small_book(tmp_path / "elsewhere")
    for path in build.files_of([other]):
        os.utime(path, (4e9, 4e9))
    python = environments.make(tmp_path / "venv", sitecustomize=environments.CLOCK)
    year = subprocess.run([python, "-c", "import time; print(time.gmtime(time.time()).tm_year)"],
                          capture_output=True, text=True)  # fmt: skip
    assert year.stdout == "1985\n"
    done = run(other, interpreter=python)
    assert (done.returncode, done.stderr) == (0, "")
    record_property("other faults survived", 1)
    assert output(other) == output(built[0])


def test_unchanged_is_quick_and_starts_neither_sphinx_nor_pandas(built: tuple[Path, float]) -> None:
    project, cold = built
    script = (
        "import sys, book.build; status = book.build.main();"
        "print(sorted({'sphinx', 'pandas', 'nbclient', 'weasyprint'} & set(sys.modules))); sys.exit(status)"
    )
    before = output(project)
    begin = time.perf_counter()
    done = run(project, "-c", script)
    assert time.perf_counter() - begin < cold / 10
    assert done.returncode == 0
    assert done.stdout == f"Nothing changed: {SHOWN}[]\n"
    assert output(project) == before


@pytest.mark.parametrize("name", sorted(FILES))
def test_digest_notices_a_changed_line(name: str, tmp_path: Path) -> None:
    project = small_book(tmp_path)
    before = build.inputs_digest(project)
    (project / name).write_text(FILES[name] + "\n", encoding="utf-8")
    assert build.inputs_digest(project) != before


def test_digest_notices_names_but_neither_times_nor_caches(tmp_path: Path) -> None:
    project = small_book(tmp_path)
    before = build.inputs_digest(project)
    os.utime(project / "index.md", (0, 0))
    (project / "analysis" / "__pycache__").mkdir()
    (project / "analysis" / "__pycache__" / "x.pyc").write_bytes(b"x")
    (project / "book" / ".ipynb_checkpoints").mkdir()
    (project / "book" / ".ipynb_checkpoints" / "count.ipynb").write_text("{}", encoding="utf-8")
    assert build.inputs_digest(project) == before
    (project / "seeds" / "one.txt").rename(project / "seeds" / "two.txt")
    assert build.inputs_digest(project) != before


def test_a_changed_line_of_analysis_reaches_the_notebook(copy: Path) -> None:
    (copy / "analysis/__init__.py").write_text("COUNT = 8\n", encoding="utf-8")
    done = run(copy)
    assert done.returncode == 0, done.stderr
    page = (copy / "_build/html/book/count.html").read_text(encoding="utf-8")
    assert "the count is 8" in page
    assert "the count is 7" not in page


def test_a_missing_or_damaged_page_is_noticed(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "ROOT", copy)
    assert build.up_to_date(copy / "_build")
    page = copy / "_build/html/book/words.html"
    text = page.read_bytes()
    page.write_bytes(text[:-1])
    assert not build.up_to_date(copy / "_build")
    page.write_bytes(text)
    assert build.up_to_date(copy / "_build")
    (copy / "_build/book.pdf").unlink()
    assert not build.up_to_date(copy / "_build")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("book/words.md", "# Words\n\nSee {ref}`nothing`.\n", "book/words.md:3: WARNING"),
        ("book/count.ipynb", json.dumps(NOTEBOOK).replace("COUNT", "X"), "book/count.ipynb: a cell failed"),
        ("book/count.ipynb", json.dumps(NOTEBOOK).replace("# Count", "x\\n\\n{ref}`x`"), "cell 1, line 3"),
        ("book/words.md", "# Words\n\n![](missing.png)\n", "missing.png"),
        ("book/words.md", '# Words\n\n<a href="gone.html">x</a>\n', "gone.html"),
    ],
    ids=["unknown reference", "failing cell", "reference in a cell", "missing picture", "link to nowhere"],
)
def test_a_failed_build_says_where_and_leaves_the_last(copy: Path, name: str, text: str, said: str) -> None:
    before = output(copy)
    (copy / name).write_text(text, encoding="utf-8")
    done = run(copy)
    assert done.returncode == 1
    assert said in done.stderr
    assert str(copy) not in done.stderr
    assert done.stdout == ""
    assert output(copy) == before
    (copy / name).write_text(FILES[name], encoding="utf-8")
    assert run(copy).stdout.startswith("Nothing changed")


def test_a_second_build_at_once_is_refused(copy: Path) -> None:
    before = output(copy)
    with (copy / "_build/.lock").open("w") as lock:
        lock.write("1234")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run(copy)
    assert done.returncode == 1
    assert done.stderr == "Another build of this book is running (process 1234). Wait for it, or stop it.\n"
    assert output(copy) == before


COUNTER = """import json, sys
rows = open(sys.argv[1], encoding="utf-8").read().splitlines()
if "bad" in rows:
    sys.exit(f"{sys.argv[1]}:{rows.index('bad') + 1}: day: expected a day")
print(json.dumps({"rows": len(rows)}))
"""
"""Stands for the reader of data sets."""
SEES = """import json, os
own = os.environ.get("RECORD_COUNTS")
print("the reader's rows are", json.load(open(own))["rows"] if own else "none")
print("the file is", repr(os.environ.get("RECORD")))"""


def test_a_readers_data_set_is_seen_as_counts_and_only_while_it_is_named(copy: Path) -> None:
    sees = json.loads(json.dumps(NOTEBOOK))
    sees["cells"][1]["source"] = SEES
    (copy / "book/count.ipynb").write_text(json.dumps(sees), encoding="utf-8")
    (copy / "analysis/record.py").write_text(COUNTER, encoding="utf-8")
    (copy / "aside").mkdir()
    file = copy / "aside/secret name.csv"
    file.write_text("zzyzx\nzzyzx\n", encoding="utf-8")
    done = run(copy, own="aside/secret name.csv")
    assert (done.returncode, done.stderr) == (0, "")
    page = (copy / "_build/html/book/count.html").read_text(encoding="utf-8")
    assert "the reader's rows are 2" in BeautifulSoup(page, "html.parser").text and "the file is ''" in page
    assert not leaks(copy / "_build", b"zzyzx", b"secret name")
    other = file.rename(copy / "aside/other.csv")
    assert run(copy, own=str(other)).stdout.startswith("Nothing changed"), "its name and place don't matter"
    before = output(copy)
    other.write_text("zzyzx\nbad\n", encoding="utf-8")
    for name, said in (
        ("aside/other.csv", "aside/other.csv:2: day: expected a day"),
        ("aside/none.csv", "aside/none.csv:1: (file): expected a file, but: No such file or directory"),
        ("aside", "aside:1: (file): expected a file, but: Is a directory"),
    ):
        done = run(copy, own=name)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{said}\n")
        assert output(copy) == before
    assert run(copy).stdout.startswith("Built")
    page = (copy / "_build/html/book/count.html").read_text(encoding="utf-8")
    assert "rows are none" in page


def leaks(folder: Path, *words: bytes) -> list[str]:
    """The files below a folder, and those in its archives, that hold one of the words."""
    found = []
    for path in build.files_of([folder]):
        parts = {str(path): path.read_bytes()}
        if zipfile.is_zipfile(path):
            with ZipFile(path) as archive:
                parts |= {f"{path}!{name}": archive.read(name) for name in archive.namelist()}
        found += [name for name, content in parts.items() if any(word in content for word in words)]
    return found


def test_the_digest_of_a_data_set_belongs_to_what_decides(
    copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(build, "ROOT", copy)
    assert build.up_to_date(copy / "_build") and not build.up_to_date(copy / "_build", "a")
    made = json.loads((copy / "_build/book.json").read_text(encoding="utf-8"))
    (copy / "_build/book.json").write_text(json.dumps(made | {"own": "a"}), encoding="utf-8")
    assert build.up_to_date(copy / "_build", "a")
    assert not build.up_to_date(copy / "_build", "b") and not build.up_to_date(copy / "_build")
    (tmp_path / "one").write_text("x")
    (tmp_path / "two").write_text("x")
    assert build.content_digest(str(tmp_path / "one")) == build.content_digest(str(tmp_path / "two"))
    (tmp_path / "two").write_text("y")
    assert build.content_digest(str(tmp_path / "one")) != build.content_digest(str(tmp_path / "two"))
    assert build.content_digest(None) is None
