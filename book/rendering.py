"""Turns the staged sources into HTML, PDF and EPUB: the notebooks once, then Sphinx from one reading.

Run by `book.build` inside the staging folder: `python -m book.rendering WORK NOTEBOOKS`, where `WORK/source`
holds the sources and NOTEBOOKS the executed notebooks of earlier builds.
"""

import asyncio
import gc
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from book.build import digest, end_with_starter, files_of, missing, write_whole

# What reads a notebook checks its form with jsonschema, which would first spend two seconds of each build on
# the grammar of addresses beyond ASCII, for a check that notebooks don't have.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
try:
    import nbformat
    from jupyter_book.sphinx import build_sphinx
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from sphinx.util.console import nocolor
    from traitlets.config import Config

    from book import archive
    from book.printing import font_faces
except ImportError as error:
    sys.exit(missing(error))

# What a notebook's outputs may depend on besides its own cells.
DEPENDENCIES = (
    "analysis", "seeds", "tests/expected/machine/marks", "book/_ext", "requirements.txt",
    "record.json",  # the counts of a reader's data set, where there is one
)  # fmt: skip
CELL_SECONDS = 300


def main(work: Path, notebooks: Path) -> int:
    """Make `WORK/html`, `WORK/book.pdf` and `WORK/book.epub`; 0 when all are there and nothing warned."""
    gc.disable()  # a book is read once and then done with; looking for rubbish would take a third of the time
    logging.basicConfig(level=logging.WARNING)  # else a package of the theme's lets every other chatter
    try:
        font_faces()  # a typeface that is missing would be missed late, and in many places
    except LookupError as error:
        print(missing(error), file=sys.stderr)
        return 1
    source = work / "source"
    originals = {path: path.read_bytes() for path in sorted((source / "book").glob("*.ipynb"))}
    failures = asyncio.run(execute(list(originals), source, notebooks))
    if failures:
        print(*(wrong(source) or failures), sep="\n", file=sys.stderr)
        return 1
    if sphinx(work, "singlehtml") != 0:
        return 1
    with subprocess.Popen([sys.executable, "-m", "book.printing", str(work)], close_fds=False) as printing:
        html = sphinx(work, "html")
        epub = sphinx(work, "epub")
    # A reader who downloads a notebook gets it as it is kept, without outputs.
    for path, original in originals.items():
        copy = work / "html" / "_sources" / path.relative_to(source)
        if copy.is_file():
            copy.write_bytes(original)
    if html != 0 or epub != 0 or printing.returncode != 0:
        return 1
    os.replace(work / "epub" / "book.epub", work / "book.epub")
    archive.write_book(work / "html")
    return 0


def wrong(source: Path) -> list[str]:
    """What is wrong with the files that people edit: it says more than the cells that fail of it."""
    if not (source / "analysis" / "problems.py").is_file():
        return []
    from analysis import problems

    return [str(problem) for problem in problems.find(source / "seeds")]


async def execute(paths: list[Path], source: Path, notebooks: Path) -> list[str]:
    """Put outputs into the staged notebooks, as many at once as there are cores; what went wrong in which.

    A result is kept under a digest of everything it depends on, so it can be used again but never be stale.
    """
    notebooks.mkdir(exist_ok=True)
    shared = [file for name in DEPENDENCIES for file in files_of([source / name])]
    results = {
        path: notebooks / f"{digest(source, [*shared, path])}-{sys.hexversion:x}.ipynb" for path in paths
    }
    cores = asyncio.Semaphore(os.cpu_count() or 1)

    async def fill(path: Path, result: Path) -> str | None:
        try:
            if not result.is_file():
                async with cores:
                    write_whole(result, await run(path))
        except (CellExecutionError, DeadKernelError, CellTimeoutError) as error:
            # A kernel colours its tracebacks, also for a pipe.
            return f"{path}: a cell failed\n" + re.sub(r"\x1b\[[0-9;]*m", "", str(error))
        shutil.copyfile(result, path)
        return None

    outcomes = await asyncio.gather(*(fill(path, result) for path, result in results.items()))
    for old in set(notebooks.iterdir()) - set(results.values()):
        old.unlink()
    return [outcome for outcome in outcomes if outcome]


async def run(path: Path) -> str:
    """Run a notebook from a fresh kernel, in its own folder, and return it with its outputs."""
    if sys.stdout.isatty():
        print(f"running {path.name}")
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
        config=Config({"KernelManager": {"transport_encryption": "auto"}}),  # without it a kernel warns
    )
    await client.async_execute()
    return str(nbformat.writes(notebook))  # type: ignore[no-untyped-call]


def sphinx(work: Path, builder: str) -> int:
    """Run one of Sphinx's builders; 0 when it built everything without a warning.

    All builders share the doctrees: what differs between them is decided after reading, so only the first one
    reads anything.
    """
    if not sys.stderr.isatty():
        nocolor()
    settings: dict[str, Any] = {"nb_execution_mode": "off", "nitpicky": True, "latex_individualpages": False}
    outcome = build_sphinx(
        str(work / "source"),
        str(work / builder),
        noconfig=True,
        path_config=str(work / "source" / "_config.yml"),
        confoverrides=settings,
        doctreedir=str(work / "doctrees"),
        builder=builder,
        warningiserror=True,
        keep_going=True,
        quiet=not sys.stdout.isatty(),
    )
    return outcome if isinstance(outcome, int) else 1


if __name__ == "__main__":
    end_with_starter()
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
