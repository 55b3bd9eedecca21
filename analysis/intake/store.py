"""Writing a new article: its text and sidecar into the folder of articles, the page as it came beside it.

Nothing that a page says becomes part of a path. A name is the next number and a hash of the text, an original
is kept under its own hash. What is there is never written over, and no link is followed: each file is made
under another name and takes its own when it is whole, the sidecar before the text, so that an interrupted run
is taken up again by the next one.
"""

import contextlib
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from analysis import articles
from analysis.intake import Refused, copies, sidecar
from analysis.intake.copies import Match
from analysis.intake.page import Found
from analysis.intake.saved import Page
from analysis.yamlfile import BadFile, Source


def add(page: Page, found: Found, seeds: Path) -> tuple[Path | None, Match | None]:
    """Writes the article; gives its text's path and the article that it copies.

    The path is None when that very text is there already. Raises Refused, and writes nothing then.
    """
    with _alone(seeds):
        for left in seeds.glob(".new-*"):
            left.unlink()
        known = {path.stem: path.read_bytes().decode("utf-8", "replace") for path in seeds.glob("*.txt")}
        like = copies.nearest(found.text, dict(sorted(known.items())))
        if like and like.same:
            return None, like
        like = like and like._replace(id=_copied(seeds, like.id))
        id = _id(seeds, found.text)
        kept = original(page, seeds)
        described = sidecar.text(found, kept.name, like.id if like else None)
        _check(id, found.text, described, like)
        try:
            kept.parent.mkdir(exist_ok=True)
            _write(kept, page.raw)
            _write(seeds / f"{id}.yml", described.encode())
            _write(seeds / f"{id}.txt", found.text.encode())
        except OSError as error:
            raise Refused(f"cannot be written to {error.filename or seeds}: {error.strerror}") from None
        return seeds / f"{id}.txt", like


def original(page: Page, seeds: Path) -> Path:
    """Where the page is kept as it came: by its hash, in a folder beside the articles."""
    return seeds.parent / "originals" / f"{hashlib.sha256(page.raw).hexdigest()}{page.ending}"


@contextlib.contextmanager
def _alone(seeds: Path) -> Iterator[None]:
    """One at a time: two runs would take the same number."""
    folder = os.open(seeds, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _id(seeds: Path, text: str) -> str:
    """The next free number and the hash; the number of a sidecar of this text that lacks its text."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    names = {path.name.partition(".")[0] for path in seeds.iterdir()}
    numbers = {name: name.partition("_")[0] for name in sorted(names)}
    half = [n for n, number in numbers.items() if n == f"{number}_{digest}" and number.isdecimal()]
    taken = [int(number) for number in numbers.values() if number.isdecimal()]
    return half[0] if half else f"{max(taken, default=-1) + 1:03d}_{digest}"


def _copied(seeds: Path, id: str) -> str:
    """The article that was there first: of a copy, the one that it copies."""
    try:
        data = Source(seeds / f"{id}.yml").data
    except (BadFile, OSError):
        return id
    named = data.get("copy_of") if isinstance(data, dict) else None
    return named if isinstance(named, str) else id


def _check(id: str, text: str, described: str, like: Match | None) -> None:
    """Reads what is to be written as the book will read it."""
    with tempfile.TemporaryDirectory() as folder:
        for ending, content in (("txt", text), ("yml", described)):
            (Path(folder) / f"{id}.{ending}").write_bytes(content.encode())
        try:
            articles.load_one(Path(folder), id)
        except BadFile as error:
            problem = error.problems[0]
            raise Refused(f"its sidecar would be wrong: {problem.field}: {problem.message}") from None


def _write(path: Path, content: bytes) -> None:
    """The whole file or none. What is there already stays: only its own content can have its name."""
    if path.is_file() and not path.is_symlink():
        return
    number, new = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), 0o644)
        os.replace(new, path)
    finally:
        Path(new).unlink(missing_ok=True)
