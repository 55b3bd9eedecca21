"""Builds of a toy book that are killed, or whose disk fills up, at the n-th thing they do to the disk.

Run by test_faults: `python faulty.py FOLDER FAULT` tries every point and prints, a JSON object a line, what
was found at each. A build is forked from here, with a rendering that takes no time, so that a try takes
milliseconds; what it does to the disk is seen, and stopped, by an audit hook.
"""

import errno
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
from book import build  # noqa: E402

MAKES = {"open", "os.mkdir", "os.rename"}
CHANGES = MAKES | {"os.remove", "os.rmdir"}
OLD, NEW = "the old words", "the new words"
FILES = ("html/index.html", "html/book/words.html", "html/_static/book.css", "book.pdf", "book.epub")


def project(folder: Path) -> Path:
    """A project with a book built of the old words, whose page has the new words."""
    for name in ("_config.yml", "_toc.yml", "book/count.ipynb", "analysis/__init__.py", "seeds/one.txt",
                 "seeds/one.review.yml", "requirements.txt", "CITATION.cff"):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name} by hand\n", encoding="utf-8")
    (folder / "index.md").write_text(OLD, encoding="utf-8")
    assert attempt(folder, lambda: None)[0] == 0
    (folder / "index.md").write_text(NEW, encoding="utf-8")
    return folder


def render(work: Path, notebooks: Path, made_from: str) -> int:
    """Stands for Sphinx and the rest: every file says which words it was made from."""
    words = (work / "source" / "index.md").read_text(encoding="utf-8")
    for n, name in enumerate(FILES):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(f"{words} in {name}\n" * 10 ** (n % 4), encoding="utf-8")
    notebooks.mkdir(exist_ok=True)
    build.write_whole(notebooks / "a.ipynb", "{}")
    return int(words == "broken")


def attempt(folder: Path, fault: Callable[[], None]) -> tuple[int, str]:
    """Build in a process of its own after `fault` was called there; its wait status and what it said."""
    said, out = os.pipe()
    process = os.fork()
    if process == 0:
        os.dup2(out, 1)
        os.dup2(out, 2)
        build.ROOT, build.render = folder, render
        status = 70
        try:
            fault()
            status = build.main()
        except BaseException as error:  # what a user would see as a traceback
            os.write(2, f"Traceback: {error!r}\n".encode())
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    os.close(out)
    with open(said, encoding="utf-8") as stream:
        words = stream.read()
    return os.waitpid(process, 0)[1], words


def at(n: int, events: set[str], strike: Callable[[Any], None]) -> Callable[[], None]:
    """A fault: `strike` gets the n-th change to the disk before it happens, and every one after."""

    def install() -> None:
        seen = 0

        def hook(event: str, args: tuple[Any, ...]) -> None:
            nonlocal seen
            if event in events and (event != "open" or writes(args)):
                seen += 1
                if seen >= n:
                    strike(args[0])

        sys.addaudithook(hook)

    return install


def writes(args: tuple[Any, ...]) -> bool:
    return bool((args[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def kill(n: int, number: int) -> Callable[[], None]:
    """The signal comes once, at the n-th change."""
    sent: list[int] = []

    def strike(_: Any) -> None:
        if not sent:
            sent.append(number)
            os.kill(os.getpid(), number)

    return at(n, CHANGES, strike)


def fill(n: int) -> Callable[[], None]:
    """From the n-th thing that needs room there is none, not even for a name."""

    def strike(file: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file)

    return at(n, MAKES, strike)


def limit(size: int, deadly: bool) -> Callable[[], None]:
    """The system stops every write in the middle that would make a file larger: an error, or death."""

    def install() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if deadly else signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return install


def read_only(*names: str) -> Callable[[], None]:
    """The folder may not be written to, nor anything below it when its name ends with a slash."""

    def install() -> None:
        for name in names:
            top = build.ROOT / name
            for path in (top, *(top.rglob("*") if name.endswith("/") else ())):
                path.chmod(0o555 if path.is_dir() else 0o444)
        if os.getuid() == 0:  # who may do everything
            build.ROOT.parent.chmod(0o755)
            os.setresuid(65534, 65534, 65534)

    return install


def clock_set_back() -> None:
    """It is 1975, and the files are of a time to come."""
    for path in build.ROOT.rglob("*"):
        os.utime(path, (4e9, 4e9))
    time.time = lambda: 157766400.0
    time.time_ns = lambda: 157766400 * 10**9


def a_file_in_the_way() -> None:
    (build.ROOT / "_build").rename(build.ROOT.with_name("elsewhere"))
    (build.ROOT / "_build").write_text("a file")


OTHERS = {
    "_build": read_only("_build"),
    "_build/": read_only("_build/"),
    "_build/notebooks/": read_only("_build/notebooks/"),
    "a file in the way": a_file_in_the_way,
    "clock set back": clock_set_back,
}


def tree(folder: Path, kept: Callable[[Path], bool]) -> dict[str, bytes]:
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {str(name): path.read_bytes() for name, path in found.items() if kept(name)}


def by_hand(folder: Path) -> dict[str, bytes]:
    return tree(folder, lambda name: name.parts[0] != "_build")


def output(folder: Path, name: str) -> dict[str, bytes]:
    return tree(folder / "_build", lambda file: file.parts[0] == name)


NAMES = (*build.OUTPUTS, build.RECORD)


class Try:
    """One fault on a fresh copy of a project, and what it left.

    `apart` says that two folders can't be exchanged, so that between two renames there is none.
    """

    apart = False

    def __init__(self, folder: Path, old: dict[str, Any], new: dict[str, Any]) -> None:
        self.old, self.new = old, new
        self.folder = folder.with_name("tried")
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(folder, self.folder)
        self.hand = by_hand(folder)
        self.wrong: list[str] = []

    def run(self, fault: Callable[[], None]) -> tuple[int, str]:
        status, said = attempt(self.folder, fault)
        if "Traceback" in said:
            self.wrong.append(f"traceback: {said}")
        if by_hand(self.folder) != self.hand:
            self.wrong.append("a file made by hand changed")
        return status, said

    def state(self) -> str:
        """`old`, `new`, or `moving`: some outputs new, the rest old, and the new ones ready."""
        found = {name: output(self.folder, name) for name in NAMES}
        if found == self.old:
            return "old"
        if found == self.new:
            return "new"
        ready = {name: tree(self.folder / "_build" / build.READY, lambda f, n=name: f.parts[0] == n)
                 for name in NAMES}  # fmt: skip
        for name in NAMES:
            absent = name == "html" and self.apart and not found[name]
            waiting = ready[name] == self.new[name] and (found[name] == self.old[name] or absent)
            if not waiting and found[name] != self.new[name]:
                self.wrong.append(f"{name} is neither as it was nor new")
        return "moving"

    def decided(self) -> bool:
        """Whether the rename that decides has been."""
        return (self.folder / "_build" / build.READY / build.RECORD).exists()

    def recover(self) -> None:
        """A build that fails in rendering leaves one whole book, and one that doesn't leaves the new book."""
        decided = self.decided()
        before = "new" if decided else self.state()
        (self.folder / "index.md").write_text("broken", encoding="utf-8")
        self.hand = by_hand(self.folder)
        status, said = self.run(lambda: None)
        if decided != ("was put in place; now that is done." in said):
            self.wrong.append(f"decided: {decided}, but said: {said}")
        expected = "old" if before == "old" else "new"
        if os.waitstatus_to_exitcode(status) != 1 or self.state() != expected:
            self.wrong.append(f"after a failed build: {status}, {self.state()}, not {expected}")
        (self.folder / "index.md").write_text(NEW, encoding="utf-8")
        self.hand = by_hand(self.folder)
        status, said = self.run(lambda: None)
        if status != 0 or self.state() != "new" or not said.startswith(("Built", "Nothing changed")):
            self.wrong.append(f"the next build: {status}, {self.state()}, {said}")
        left = {path.name for path in (self.folder / "_build").iterdir()}
        if left - {".lock", "work", "notebooks", *NAMES}:
            self.wrong.append(f"left behind: {left}")

    def touched(self) -> None:
        """Somebody adds to the pages and takes a file away; the next build is right all the same."""
        (self.folder / "_build/html/.hidden").write_text("somebody's")
        (self.folder / "_build/book.pdf").unlink()
        status, said = self.run(lambda: None)
        if status != 0 or self.state() != "new":
            self.wrong.append(f"after a hand in it: {status}, {self.state()}, {said}")


def points(folder: Path, fault: str, fresh: Callable[[], Try]) -> list[tuple[Any, ...]]:
    """Every point at which this fault can strike."""
    if fault == "others":
        return [(name,) for name in OTHERS]
    sizes = {len(content) for content in {**fresh().new["html"], **by_hand(folder)}.values()}
    if fault in ("EFBIG", "SIGXFSZ"):
        return [(limit,) for limit in sorted({0, *(part for s in sizes for part in (s // 2, s - 1))})]
    log = folder.with_name("log")

    def counted() -> None:
        number = os.open(log, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        at(1, MAKES if fault == "ENOSPC" else CHANGES, lambda _: os.write(number, b"."))()

    fresh().run(counted)
    count = list(range(1, log.stat().st_size + 1))
    if fault not in ("twice", "touched"):
        return [(n,) for n in count]
    # The first kill leaves a new book ready; the second comes while the next run puts it in place.
    ready = [n for n in count if killed(fresh(), n)]
    if fault == "touched":
        return [(n,) for n in ready]
    return [(n, m) for n in ready for m in range(1, 16)]


def killed(one: Try, n: int) -> bool:
    """Whether a kill at the n-th change leaves a new book that waits for its place."""
    one.run(kill(n, signal.SIGKILL))
    return one.decided()


def strike(one: Try, fault: str, point: tuple[Any, ...]) -> tuple[int, str]:
    if fault == "twice":
        one.run(kill(point[0], signal.SIGKILL))
        return one.run(kill(point[1], signal.SIGKILL))
    if fault == "others":
        return one.run(OTHERS[point[0]])
    if fault == "ENOSPC":
        return one.run(fill(*point))
    if fault in ("EFBIG", "SIGXFSZ"):
        return one.run(limit(*point, deadly=fault == "SIGXFSZ"))
    return one.run(kill(*point, signal.Signals["SIGKILL" if fault == "touched" else fault]))


def mend(folder: Path) -> None:
    """Take away what was in the way, which the next build can't."""
    elsewhere = folder.with_name("elsewhere")
    if elsewhere.exists():
        (folder / "_build").unlink()
        elsewhere.rename(folder / "_build")
    for path in (folder / "_build", *(folder / "_build").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def main(folder: Path, fault: str) -> None:
    if fault == "SIGKILL apart":
        fault, Try.apart, build.exchange = "SIGKILL", True, lambda one, other: False
    project(folder)
    old = {name: output(folder, name) for name in NAMES}
    whole = Try(folder, old, {})
    whole.run(lambda: None)
    new = {name: output(whole.folder, name) for name in NAMES}
    assert old["html"] and set(old["html"]) == set(new["html"]) and all(old[n] != new[n] for n in NAMES)
    for point in points(folder, fault, lambda: Try(folder, old, new)):
        one = Try(folder, old, new)
        status, said = strike(one, fault, point)
        mend(one.folder)
        left = one.state()
        one.touched() if fault == "touched" else one.recover()
        code = os.waitstatus_to_exitcode(status)
        found = {"point": point, "code": code, "said": said, "left": left, "wrong": one.wrong}
        print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "project", sys.argv[2])
