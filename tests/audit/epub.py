"""Asks epubcheck, the publishers' own checker, about `_build/book.epub`: `python -m tests.audit.epub`."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

BOOK = Path(__file__).parent.parent.parent / "_build" / "book.epub"
JAR = Path("/usr/share/java/epubcheck.jar")  # where Debian puts it; its command wants more than Java alone
BAD = ("FATAL", "ERROR")


def main() -> int:
    """Print what epubcheck finds; returns how many of it are fatal or errors.

    Raises SystemExit with one line when there is nothing to check or nothing to check it with.
    """
    if not BOOK.is_file():
        raise SystemExit("epub: no _build/book.epub: run `make book` first")
    messages = check(BOOK)
    for message in messages:
        print(f"epub: {message['severity']} {message['ID']}, {where(message)}: {message['message']}")
    bad = sum(message["severity"] in BAD for message in messages)
    print(f"epub: {bad} fatal or errors, {len(messages) - bad} others")
    return bad


def check(book: Path) -> list[dict[str, object]]:
    """What epubcheck says of an EPUB, a message each."""
    done = subprocess.run([*command(), "--json", "-", "-q", str(book)], capture_output=True, text=True)
    try:
        return list(json.loads(done.stdout)["messages"])
    except ValueError:
        raise SystemExit(f"epub: epubcheck failed: {done.stderr.strip()}") from None


def command() -> list[str]:
    """How to call epubcheck on this machine."""
    if JAR.is_file() and shutil.which("java"):
        return ["java", "-jar", str(JAR)]
    if found := shutil.which("epubcheck"):
        return [found]
    raise SystemExit("epub: epubcheck is missing. On Debian or Ubuntu: sudo apt-get install epubcheck")


def where(message: dict[str, object]) -> str:
    """The first place that a message is about, and how many more there are."""
    places = message["locations"]
    assert isinstance(places, list)
    if not places:
        return "the whole"
    first = places[0]
    line = f", line {first['line']}" if first["line"] > 0 else ""
    more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
    return f"{first['path']}{line}{more}"


if __name__ == "__main__":
    sys.exit(int(main() > 0))
