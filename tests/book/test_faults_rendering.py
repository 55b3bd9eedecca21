"""A small book of real pages, killed at any time, or built where a part of the environment is gone."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from book import build
from tests.book import environments
from tests.book.test_build import FILES, run, small_book
from tests.book.test_faults import AS_IT_WAS, SHOWN, Record, by_hand, lock_is_free, output, start, wait

BEFORE = {"html/index.html": "last good page", "book.pdf": "print", "book.epub": "pages", "book.json": "{}"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small book that was built before, of other words."""
    made = small_book(tmp_path / "project")
    for name, text in BEFORE.items():
        (made / "_build" / name).parent.mkdir(parents=True, exist_ok=True)
        (made / "_build" / name).write_text(text, encoding="utf-8")
    return made


def test_a_kill_at_any_time(project: Path, record_property: Record) -> None:
    before, hand = output(project), by_hand(project)
    chance = random.Random(8)
    for name in ("SIGKILL", "SIGTERM", "SIGKILL"):
        (project / "_build/.lock").unlink(missing_ok=True)
        process = start(project)
        time.sleep(chance.uniform(1, 5))
        if process.poll() is None:
            (os.killpg if chance.random() < 0.5 else os.kill)(process.pid, signal.Signals[name])
            record_property("kills survived", 1)
            process.communicate()
            assert output(project) == before
        wait(lambda: lock_is_free(project))
        assert by_hand(project) == hand
    done = run(project)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Built: {SHOWN}", "")
    assert "the count is 7" in (project / "_build/html/book/count.html").read_text(encoding="utf-8")
    assert (project / "_build/book.pdf").read_bytes().startswith(b"%PDF-")
    assert by_hand(project) == hand and not (project / "_build" / build.READY).exists()


@pytest.mark.parametrize(
    ("package", "said"),
    [
        ("sphinx", "No module named 'sphinx'"),
        ("weasyprint", "No module named 'weasyprint'"),
        ("fontpkg_amiri", "font family 'amiri' is not installed"),
        ("nbclient", "No module named 'nbclient'"),
    ],
)
def test_a_part_of_the_environment_is_gone(
    project: Path, tmp_path: Path, package: str, said: str, record_property: Record
) -> None:
    before, hand = output(project), by_hand(project)
    if package == "weasyprint":  # it is missed late; a page less comes to the same
        toc = FILES["_toc.yml"].replace("  - file: book/count\n", "")
        (project / "_toc.yml").write_text(toc, encoding="utf-8")
        (project / "book/count.ipynb").unlink()
        hand = by_hand(project)
    done = run(project, interpreter=environments.make(tmp_path / "venv", without=package))
    told = f"A part of the environment is missing or broken ({said}). Type: rm -r .venv && make book\n"
    told = f"PDF: {told}" if package == "weasyprint" else told
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{told}The book was not built. {AS_IT_WAS}"
    assert output(project) == before and by_hand(project) == hand
    record_property("other faults survived", 1)
