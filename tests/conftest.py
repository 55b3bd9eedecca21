"""What the tests share: the corpus as it stands, a copy of the seeds to break, a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from analysis import chronology
from analysis import corpus as reader
from analysis.articles import SEEDS
from analysis.chronology import LEFT_OUT, ROWS, SOURCES, Chronology, cycles, free, lines
from analysis.corpus import Corpus
from analysis.yamlfile import BadFile
from tests.audit import browser

Change = Callable[..., int]
RECORD_FILES = (ROWS, SOURCES, LEFT_OUT, cycles.FILE, free.FILE, lines.FILE)
COUNTED = ("kills survived", "full disks survived", "other faults survived", "hostile inputs tried")
"""What tests count with `record_property`, for the line at the end."""

# pytest tests/test_hostile.py --hypothesis-profile=long
settings.register_profile("long", max_examples=20_000, deadline=None, print_blob=True)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The five articles with their reviews, events and cycles. Read it, never change it."""
    return reader.load()


@pytest.fixture(scope="session")
def record() -> Chronology:
    """The public record as it stands. Read it, never change it."""
    return chronology.load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the record's files that a test may break."""
    for name in RECORD_FILES:
        shutil.copy(chronology.FOLDER / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the seeds that a test may change."""
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


@pytest.fixture
def change() -> Change:
    """Replaces the first `old` that stands after the words `after`, and returns its line."""

    def replace(path: Path, old: str, new: str, after: str = "") -> int:
        text = path.read_text(encoding="utf-8")
        at = text.index(old, text.index(after))
        path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
        return text.count("\n", 0, at) + 1

    return replace


@pytest.fixture
def refused() -> Callable[[Callable[[], object]], list[str]]:
    """Calls what must raise BadFile, and returns its problems, a line each."""

    def call(load: Callable[[], object]) -> list[str]:
        with pytest.raises(BadFile) as caught:
            load()
        problems = [str(problem) for problem in caught.value.problems]
        assert str(caught.value) == "\n".join(problems)
        assert not any("\n" in problem for problem in problems), "one line each"
        return problems

    return call


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Without it these tests fail: a silent skip would hide a broken book.

    One for each file of tests: while it runs, its loop would be in the way of tests with loops of their own.
    """
    assert Path(browser.CHROMIUM).is_file(), "there is no chromium. Type: sh setup.sh test"
    with sync_playwright() as playwright:
        found = browser.launch(playwright)
        yield found
        found.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many faults and hostile inputs the tests that passed have tried."""
    passed = terminalreporter.stats.get("passed", [])
    told = [pair for report in passed if report.when == "call" for pair in report.user_properties]
    sums = {name: sum(n for given, n in told if given == name) for name in COUNTED}
    if any(sums.values()):
        terminalreporter.write_line("faults: " + ", ".join(f"{n:,} {name}" for name, n in sums.items() if n))
