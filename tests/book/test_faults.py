"""The build, killed at every change it makes to the disk, on full and forbidden disks, at once with others.

The swap of the old book for the new is tried in `faulty.py`, with a rendering that takes no time; the rest
here is killed while it renders, with processes and signals as they are.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from book import build

ROOT = Path(build.__file__).parent.parent
AS_IT_WAS = "The last good book, if there was one, is as it was.\n"
SHOWN = "_build/html/index.html, _build/book.pdf and _build/book.epub\n"
SECONDS = 60
Record = Callable[[str, object], None]


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Builds hear Ctrl-C, even where the tests run in the background of a script, whose jobs don't."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of small files are made in it."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as made:
        yield Path(made)


def tries(fault: str, folder: Path) -> list[dict[str, Any]]:
    """Every try of one fault by faulty.py, with nothing wrong in any."""
    command = [sys.executable, str(Path(__file__).with_name("faulty.py")), str(folder), fault]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one for one in found if one["wrong"]] == []
    return found


@pytest.mark.parametrize(("fault", "moving"), [("SIGKILL", 3), ("SIGKILL apart", 4)])
def test_a_kill_at_any_change_to_the_disk(
    folder: Path, fault: str, moving: int, record_property: Record
) -> None:
    """Before the one rename that decides, all is as it was; after it the next run finishes the move.

    Each output is the old one or the new one, whole, and never absent: but the pages, for a moment, where
    two folders can't be exchanged.
    """
    found = tries(fault, folder)
    assert {one["code"] for one in found} == {-signal.SIGKILL}
    left = [one["left"] for one in found]
    assert left == sorted(left, key=["old", "moving", "new"].index)
    assert Counter(left)["moving"] == moving, "between the moves of the outputs, and nowhere else"
    assert left.count("old") > 30 and left.count("new") > 10
    record_property("kills survived", len(found))


def test_a_second_kill_while_the_first_is_mended(folder: Path, record_property: Record) -> None:
    found = tries("twice", folder)
    assert {one["left"] for one in found} == {"old", "moving", "new"}
    assert {one["code"] for one in found} == {-signal.SIGKILL}
    record_property("kills survived", len(found))


def test_a_kill_and_then_a_hand_in_what_was_built(folder: Path, record_property: Record) -> None:
    found = tries("touched", folder)
    assert len(found) >= 4 and {one["code"] for one in found} == {-signal.SIGKILL}
    record_property("kills survived", len(found))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_to_stop_at_any_change_to_the_disk(folder: Path, name: str, record_property: Record) -> None:
    """It never comes between two parts of the move."""
    found = tries(name, folder)
    assert {(one["code"], one["said"], one["left"]) for one in found} == {
        (130, f"Stopped. {AS_IT_WAS}", "old"), (0, f"Built: {SHOWN}", "new"),
    }  # fmt: skip
    record_property("kills survived", len(found))


def test_a_kill_in_the_middle_of_a_write(folder: Path, record_property: Record) -> None:
    found = tries("SIGXFSZ", folder)
    assert {(one["code"], one["left"]) for one in found} == {(-signal.SIGXFSZ, "old")}
    record_property("kills survived", len(found))


@pytest.mark.parametrize("name", ["ENOSPC", "EFBIG"])
def test_a_full_disk_at_any_file(folder: Path, name: str, record_property: Record) -> None:
    """Even where names can't be moved any more, what there is says what to do."""
    found = tries(name, folder)
    reason = {"ENOSPC": "No space left on device", "EFBIG": "File too large"}[name]
    for one in found:
        assert one["code"] == 1 and one["said"].count("\n") == 1 and reason in one["said"]
        if one["left"] == "old" and "not in place yet" not in one["said"]:
            assert one["said"].startswith("The book was not built: ") and one["said"].endswith(AS_IT_WAS)
        else:
            assert one["said"].startswith("The new book is built but not in place yet (")
    record_property("full disks survived", len(found))


def test_folders_that_may_not_be_written_and_a_clock_set_back(folder: Path, record_property: Record) -> None:
    found = {one["point"][0]: one for one in tries("others", folder)}
    for name in ("_build", "_build/", "_build/notebooks/"):
        assert found[name]["code"] == 1 and found[name]["left"] == "old"
        assert found[name]["said"].startswith("The book was not built: Permission denied: _build")
    assert found["a file in the way"]["said"].startswith("The book was not built: File exists: _build.")
    assert (found["clock set back"]["code"], found["clock set back"]["left"]) == (0, "new")
    record_property("other faults survived", len(found))


RENDERING = """
import subprocess, sys, time
from pathlib import Path
from book.build import end_with_starter
if __name__ == "__main__":
    end_with_starter()
    work, notebooks = Path(sys.argv[1]), Path(sys.argv[2])
    words = Path("index.md").read_text()
    if sys.argv[-1] != "--printing":
        printing = subprocess.Popen([sys.executable, "-m", "book.rendering", *sys.argv[1:], "--printing"],
                                    close_fds=False)
    for n, name in enumerate(("html/index.html", "html/a.html", "book.pdf", "book.epub")):
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).write_text(words)
        (work / f"reached-{n}").touch()
        time.sleep(float(words))
    if sys.argv[-1] != "--printing":
        sys.exit(printing.wait())
"""
"""Stands for the rendering: two processes that hold the lock, as slow as the page says."""


@pytest.fixture
def toy(folder: Path) -> Path:
    """A project built with that rendering, whose next build takes its time."""
    for name in ("book/build.py", "book/commit.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "book/rendering.py").write_text(RENDERING, encoding="utf-8")
    (folder / "seeds").mkdir()
    (folder / "seeds/one.review.yml").write_text("by hand", encoding="utf-8")
    (folder / "index.md").write_text("0.0", encoding="utf-8")
    done = start(folder)
    assert done.communicate() == (f"Built: {SHOWN}", "")
    (folder / "index.md").write_text("20.0", encoding="utf-8")
    return folder


def start(project: Path, python: str = sys.executable) -> subprocess.Popen[str]:
    """A build on its own, in a group of processes of its own."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"RECORD": ""}
    return subprocess.Popen(
        [python, "-m", "book.build"], cwd=project, env=environment, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def output(project: Path) -> dict[str, bytes]:
    """Every file of the built book and its record."""
    place = project / "_build"
    names = [place / name for name in (*build.OUTPUTS, build.RECORD)]
    return {str(path.relative_to(place)): path.read_bytes() for path in build.files_of(names)}


def by_hand(project: Path) -> dict[str, bytes]:
    """Every file that a build has no business with."""
    kept = (path for path in build.files_of([project]) if not {"_build", "__pycache__"} & set(path.parts))
    return {str(path): path.read_bytes() for path in kept}


def wait(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def lock_is_free(project: Path) -> bool:
    """Whether no process of a build is left: each of them holds the lock."""
    with (project / "_build/.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@pytest.mark.parametrize("to_group", [False, True], ids=["the process", "its group"])
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_a_signal_while_rendering_ends_every_process(
    toy: Path, name: str, to_group: bool, record_property: Record
) -> None:
    before, hand = output(toy), by_hand(toy)
    for stage in ("source/index.md", "reached-0"):
        shutil.rmtree(toy / "_build/work", ignore_errors=True)
        process = start(toy)
        wait((toy / "_build/work" / stage).exists)
        (os.killpg if to_group else os.kill)(process.pid, signal.Signals[name])
        said = process.communicate(timeout=SECONDS)
        wait(lambda: lock_is_free(toy))
        killed = name == "SIGKILL"
        assert process.returncode == (-signal.SIGKILL if killed else 130)
        assert said == ("", "" if killed else f"Stopped. {AS_IT_WAS}")
        assert output(toy) == before and by_hand(toy) == hand
    (toy / "index.md").write_text("0.00", encoding="utf-8")
    assert start(toy).communicate() == (f"Built: {SHOWN}", "")
    assert {content for file, content in output(toy).items() if file != build.RECORD} == {b"0.00"}
    record_property("kills survived", 2)


def test_builds_at_once(toy: Path, record_property: Record) -> None:
    (toy / "index.md").write_text("0.3", encoding="utf-8")
    builds = [start(toy) for _ in range(4)]
    said = {process.pid: process.communicate() for process in builds}
    winner = [pid for pid, (out, _) in said.items() if out]
    assert len(winner) == 1 and said.pop(winner[0]) == (f"Built: {SHOWN}", "")
    refused = f"Another build of this book is running (process {winner[0]}). Wait for it, or stop it.\n"
    assert set(said.values()) == {("", refused)}
    assert start(toy).communicate() == (f"Nothing changed: {SHOWN}", "")
    record_property("other faults survived", 3)
