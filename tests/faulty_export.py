"""Exports that are killed, or whose disk is full, at the n-th change: `python faulty_export.py FOLDER FAULT`.

Run by test_export_faults; prints what was found at each point, a JSON object a line.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from analysis import corpus, export  # noqa: E402
from tests.book import faulty  # noqa: E402


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def attempt(folder: Path, fault: Callable[[], None]) -> int:
    """Export in a process of its own after `fault` was called there; its exit code."""
    process = os.fork()
    if process == 0:
        try:
            fault()
            export.write(corpus.load(), folder)
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def main(folder: Path, fault: str) -> None:
    place, texts = folder / "data", export.files(corpus.load())
    before = {name: f"old {name}" for name in texts}
    export.files = lambda _: texts  # made once: what is tried is the writing
    make = {"SIGKILL": lambda n: faulty.kill(n, signal.SIGKILL), "ENOSPC": faulty.fill}[fault]
    code, n = -1, 0
    while code != 0 and n < 200:  # a fault that never ends is one of the export itself
        n += 1
        for path in folder.iterdir():
            shutil.rmtree(path)
        place.mkdir()
        for name, text in {**before, "mine.txt": "by hand"}.items():
            (place / name).write_text(text, encoding="utf-8")
        code = attempt(place, make(n))
        left = contents(place)
        mine = left.pop("mine.txt", None)
        whole = all(left.get(name) in (before[name], texts[name]) for name in texts) and set(left) == set(
            texts
        )
        again = attempt(place, lambda: None)
        after = contents(place)
        print(
            json.dumps(
                {
                    "code": code,
                    "whole": whole,
                    "mine": mine,
                    "new": [name for name in texts if left[name] == texts[name]],
                    "again": again == 0 and after == {**texts, "mine.txt": "by hand"},
                    "beside": [path.name for path in folder.iterdir()],
                }
            )
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
