"""Builds the book: `_build/html/`, `_build/book.pdf` and `_build/book.epub`.

The book depends on the files under `INPUTS` and on nothing else, because that is all it gets to see: they are
copied to a staging folder and everything is made from the copies. A digest of their contents decides whether
there is anything to do, so this module imports neither Sphinx nor pandas.

What is made replaces the last good book only when all of it is there. One rename, of `_build/work` to
`_build/.ready`, decides: before it the last book stands; after it only moves are left to do, which no signal
but SIGKILL can part, and which the next run finishes before it does anything else. Each output is at every
moment the whole old one or the whole new one; where the system can't exchange two folders, the pages are gone
for the time between two renames.

A reader may put a data set beside the book, named by the variable RECORD. It is no input and never copied: it
is read once, into counts, and only those are staged.
"""

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import platform
import re
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from book import commit

ROOT = Path(__file__).resolve().parent.parent
INPUTS = (
    "index.md", "_config.yml", "_toc.yml", "book", "analysis", "seeds", "tests/expected/machine/marks",
    "requirements.txt", "CITATION.cff", "LICENSE",
)  # fmt: skip
OUTPUTS = ("html", "book.pdf", "book.epub")
RECORD = "book.json"
"""What the outputs were made from."""
READY = ".ready"
"""A whole new book on its way into place."""
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
AS_IT_WAS = "The last good book, if there was one, is as it was."
OWN, COUNTED = "RECORD", "RECORD_COUNTS"
"""The variables that name a reader's data set and, for what runs below this, its counts."""


def main() -> int:
    """Bring the book up to date; 0 when it is, 1 when it could not be built, 130 when stopped by a signal."""
    own = os.path.expanduser(os.environ.get(OWN, "")) or None
    for stop in STOPS:
        if signal.getsignal(stop) is not signal.SIG_IGN:  # as nohup wants it
            signal.signal(stop, signal.default_int_handler)
    try:
        return bring_up_to_date(ROOT / "_build", own)
    except OSError as error:
        if own and error.filename == own:
            print(f"{own}:1: (file): expected a file, but: {error.strerror}", file=sys.stderr)
        else:
            print(reason(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped. {AS_IT_WAS}", file=sys.stderr)
        return 130


def bring_up_to_date(build: Path, own: str | None) -> int:
    """Build when something changed since the last time, one process at a time; the exit status."""
    build.mkdir(exist_ok=True)
    with (build / ".lock").open("a+", encoding="utf-8") as lock:
        if not take(lock):
            return 1
        if settle(build):
            print("The last build was stopped while its book was put in place; now that is done.",
                  file=sys.stderr)
        own_digest = content_digest(own)
        if up_to_date(build, own_digest):
            print(f"Nothing changed: {shown(build)}")
            return 0
        return make(build, own, own_digest)


def make(build: Path, own: str | None, own_digest: str | None) -> int:
    """Build everything in `_build/work/` and put it in place; the exit status."""
    work = build / "work"
    shutil.rmtree(work, ignore_errors=True)
    copy_inputs(work / "source")
    inputs = inputs_digest(work / "source")
    if own and not count(own, work / "source"):
        return 1
    made_from = commit.of(ROOT, INPUTS)
    if render(work, build / "notebooks", made_from) != 0:
        print(f"The book was not built. {AS_IT_WAS}", file=sys.stderr)
        return 1
    record = {"inputs": inputs, "commit": made_from, "outputs": outputs_digests(work), "own": own_digest}
    write_whole(work / RECORD, json.dumps(record))
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)  # what is left takes no time
    if (build / READY).exists():
        shutil.rmtree(build / READY)
    os.replace(work, build / READY)
    settle(build)
    print(f"Built: {shown(build)}")
    return 0


def count(own: str, source: Path) -> bool:
    """Put a data set's counts into the staging folder; whether the file could be read.

    It is read where this was started, so that a message names it as it was given; `-P` keeps what lies there
    from being imported.
    """
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-P", "-m", "analysis.record", own]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, close_fds=False)
    if done.returncode == 0:
        (source / "record.json").write_bytes(done.stdout)
    return done.returncode == 0


def render(work: Path, notebooks: Path, made_from: str) -> int:
    """Run the part of the build that needs Sphinx, on the copies alone; its exit status."""
    source = work / "source"
    environment = os.environ | {
        "PYTHONPATH": str(source),
        "PYTHONHASHSEED": "0",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # else each kernel warns of a debugger nobody asked for
        commit.VARIABLE: made_from,
        "SOURCE_DATE_EPOCH": "0",  # fonts and PDF carry a date; the book must not differ by when it was built
        OWN: "",  # nobody who writes a page gets to see the file or its name
        COUNTED: str(source / "record.json") if (source / "record.json").is_file() else "",
    }
    command = [sys.executable, "-m", "book.rendering", str(work), str(notebooks)]
    # The lock's descriptor goes to the children: a child that outlives this process still holds it.
    with subprocess.Popen(
        command, cwd=source, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        close_fds=False,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        try:
            for line in process.stderr:
                sys.stderr.write(located(line, source))
            return process.wait()
        except BaseException:
            process.kill()
            raise


def end_with_starter() -> None:
    """End this process when the build that started it ends, even by SIGKILL: else it would keep the lock.

    Nothing ever comes through the pipe that is standard input; it comes to its end when the build is gone.
    """

    def watch() -> None:
        os.read(0, 1)
        os._exit(1)

    if stat.S_ISFIFO(os.fstat(0).st_mode):
        threading.Thread(target=watch, daemon=True).start()


def located(line: str, source: Path) -> str:
    """A message with the place as its writer knows it: the file that was copied, the cell of a notebook."""
    line = line.replace(f"{source}/", "")
    # myst-nb gives ten thousand lines to a cell and counts a cell's lines from 2.
    return re.sub(r"ipynb:(\d+)(\d{4}):", lambda at: f"ipynb, cell {at[1]}, line {int(at[2]) - 1}:", line)


def take(lock: TextIO) -> bool:
    """Take the lock for this process, or say who has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        print(f"Another build of this book is running (process {lock.read()}). Wait for it, or stop it.",
              file=sys.stderr)
        return False
    os.set_inheritable(lock.fileno(), True)
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return True


def up_to_date(build: Path, own: str | None = None) -> bool:
    """Whether the recorded inputs are those of now and the outputs are still what was built from them.

    The commit counts too, because the pages name it. `own` is the digest of a reader's data set, if any.
    """
    try:
        record = json.loads((build / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    now = {"inputs": inputs_digest(ROOT), "commit": commit.of(ROOT, INPUTS),
           "outputs": outputs_digests(build), "own": own}  # fmt: skip
    return bool(record == now)


def copy_inputs(target: Path) -> None:
    """Copy the files that the book may depend on."""
    for path in inputs_of(ROOT):
        copy = target / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def inputs_digest(root: Path) -> str:
    """A digest of all that the book depends on: the inputs' names and contents, and the Python that runs."""
    return digest(root, inputs_of(root)) + "-" + platform.python_version()


def outputs_digests(build: Path) -> dict[str, str]:
    """A digest of each output, which notices a page that is missing or was changed by hand."""
    return {name: output_digest(build, name) for name in OUTPUTS}


def output_digest(build: Path, name: str) -> str:
    return digest(build, files_of([build / name]))


def content_digest(file: str | None) -> str | None:
    """A digest of a file's content, whatever its name; None for no file. Raises OSError."""
    if file is None:
        return None
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def inputs_of(root: Path) -> list[Path]:
    """The files under `INPUTS`, without caches and hidden files."""
    return [
        path
        for path in files_of(root / name for name in INPUTS)
        if not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(root).parts)
    ]


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files among the paths and in the folders among them, in a fixed order."""
    return sorted(
        file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()
    )


def digest(root: Path, files: Iterable[Path]) -> str:
    """A digest of the files' names, relative to `root`, and of their contents."""
    whole = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        whole.update(f"{file.relative_to(root)}\0{content}\n".encode())
    return whole.hexdigest()


def settle(build: Path) -> bool:
    """Move what is in `.ready` into place, from wherever the last run was interrupted; whether any was left.

    What an exchange of two folders leaves in `.ready` is the old one, so digests say what still waits there.
    The record goes last: without it in `.ready` there is nothing to do but to tidy up, and that may wait.
    """
    ready = build / READY
    waiting = awaited(ready)
    for name, new in waiting.items():
        if output_digest(ready, name) == new:
            put(ready / name, build / name)
    if waiting:
        os.replace(ready / RECORD, build / RECORD)
    shutil.rmtree(ready, ignore_errors=True)
    return bool(waiting)


def awaited(ready: Path) -> dict[str, str]:
    """The digest of each output of a book on its way into place; nothing where there is none."""
    if not (ready / RECORD).exists():
        return {}
    outputs = json.loads((ready / RECORD).read_text(encoding="utf-8"))["outputs"]
    return outputs if isinstance(outputs, dict) else {}  # an older version has one digest of them all


def put(new: Path, place: Path) -> None:
    """Put a file or folder in another's place, in one step where the system can exchange two folders."""
    if place.is_dir():
        if exchange(new, place):
            return
        aside = new.with_name(f"{new.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        os.replace(place, aside)
    os.replace(new, place)


def exchange(one: Path, other: Path) -> bool:
    """Let two names change places in one step, for which Python has no call; False where none is known.

    Linux has renameat2, since kernel 3.15 and glibc 2.28, and macOS renamex_np; not every file system obeys.
    Raises OSError when the change of places was tried and failed.
    """
    system, here = ctypes.CDLL(None, use_errno=True), -100  # paths are looked up from the working folder
    names, both = (os.fsencode(one), os.fsencode(other)), 2
    sys.audit("os.rename", str(one), str(other), -1, -1)  # as for any other rename
    if hasattr(system, "renameat2"):
        failed = system.renameat2(here, names[0], here, names[1], both)
    elif hasattr(system, "renamex_np"):
        failed = system.renamex_np(*names, both)
    else:
        return False
    number = ctypes.get_errno()
    if failed and number not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(number, os.strerror(number), str(one), None, str(other))
    return not failed


def write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def reason(error: OSError) -> str:
    """What the system would not do, and what that means for the book."""
    name = error.filename2 or error.filename  # of two, the one that was to be made
    file = f": {os.path.relpath(name, ROOT)}" if isinstance(name, str) else ""
    if (ROOT / "_build" / READY / RECORD).exists():
        return f"The new book is built but not in place yet ({error.strerror or error}{file}). Build again."
    return f"The book was not built: {error.strerror or error}{file}. {AS_IT_WAS}"


def missing(error: Exception) -> str:
    """What to do about a package that should be there and is not."""
    what, _, _ = str(error).partition(" — ")  # after a dash, fontpkg tells how others would add it
    return f"A part of the environment is missing or broken ({what}). Type: rm -r .venv && make book"


def shown(build: Path) -> str:
    """Where the reader finds the outputs."""
    folder = build.relative_to(ROOT)
    return f"{folder}/html/index.html, {folder}/book.pdf and {folder}/book.epub"


if __name__ == "__main__":
    sys.exit(main())
