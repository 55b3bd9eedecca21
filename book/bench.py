"""Measures how long the book takes, beside the bare cost of its parts in the same run: `make bench`.

Everything happens on a copy, so the book in `_build/` is left alone.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tqdm import tqdm

from book.build import copy_inputs

MODULE = (sys.executable, "-m")
JUPYTER_BOOK = str(Path(sys.executable).with_name("jupyter-book"))
JUPYTER_EXECUTE = str(Path(sys.executable).with_name("jupyter-execute"))


def main() -> None:
    """Print a table of seconds and the two ratios that have a limit."""
    with tempfile.TemporaryDirectory() as folder, tqdm(total=7, disable=None, leave=False) as progress:
        seconds = {}
        for name, duration in (*build(Path(folder) / "book"), *parts(Path(folder) / "parts")):
            seconds[name] = duration
            progress.update()
    for name, duration in seconds.items():
        print(f"{name:<58}{duration:8.2f} s")
    cold, _, unchanged, *bare = seconds.values()
    print(f"{'the last four together':<58}{sum(bare):8.2f} s")
    print(f"{'cold build to the last four together, at most 1.25':<58}{cold / sum(bare):8.2f}")
    print(f"{'nothing changed to cold build, at most 0.10':<58}{unchanged / cold:8.3f}")


def build(project: Path) -> list[tuple[str, float]]:
    """Seconds for the whole build: from nothing, after a page changed, after nothing changed."""
    copy_inputs(project)
    command = (*MODULE, "book.build")
    cold = timed(command, project)
    with (project / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n<!-- changed -->\n")
    return [
        ("cold build, HTML and PDF", cold),
        ("warm build, HTML and PDF: a page changed", timed(command, project)),
        ("nothing changed", timed(command, project)),
    ]


def parts(work: Path) -> list[tuple[str, float]]:
    """Seconds for each part by itself, each by its own command and from nothing."""
    source = work / "source"
    copy_inputs(source)
    notebooks = sorted(str(path) for path in (source / "book").glob("*.ipynb"))
    executed = timed((JUPYTER_EXECUTE, "--inplace", *notebooks), source)
    config = source / "_config.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("execute_notebooks: force", 'execute_notebooks: "off"'),
        encoding="utf-8",
    )
    sphinx = {builder: timed_sphinx(work, builder) for builder in ("html", "singlehtml")}
    (work / "singlehtml").symlink_to(work / "only-singlehtml" / "_build" / "singlehtml")
    timed((*MODULE, "book.printing", str(work)), source)  # not counted: leaves the page that WeasyPrint sets
    page = str(work / "singlehtml" / "print.html")
    return [
        ("executing the notebooks alone", executed),
        ("Sphinx html alone, without execution", sphinx["html"]),
        ("Sphinx singlehtml alone, without execution", sphinx["singlehtml"]),
        ("WeasyPrint alone", timed((*MODULE, "weasyprint", page, str(work / "alone.pdf")), source)),
    ]


def timed_sphinx(work: Path, builder: str) -> float:
    """Seconds for one of Sphinx's builders, sharing nothing with the other."""
    output = str(work / f"only-{builder}")
    return timed((JUPYTER_BOOK, "build", "source", "--builder", builder, "--path-output", output), work)


def timed(command: tuple[str, ...], folder: Path) -> float:
    """Seconds that a command takes in a folder; when it fails, the end of all measuring and what it said."""
    begin = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder if (folder / "book").is_dir() else folder / "source")},
        capture_output=True,
        text=True,
    )
    duration = time.perf_counter() - begin
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return duration


if __name__ == "__main__":
    main()
