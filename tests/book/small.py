"""Small books that tests build for the purpose: a few pages and what they need, with warnings as errors.

Sphinx takes seconds to start with what this project needs, so one process starts it and each build is a fork
of that, with the environment that there was when it started.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis.articles import SEEDS

ROOT = SEEDS.parent
CONF = """
import sys
sys.path[:0] = [{root!r}, {extensions!r}]
extensions = {names!r}
html_static_path = {static!r}
exclude_patterns = ["_build"]
nb_execution_mode = "off"
smartquotes = False
numfig = True
"""
NEEDED = ["sphinx.cmd.build", "myst_nb", "sphinxcontrib.bibtex", "sphinx_design", "analysis.charts",
          "analysis.chronology.facts", "bs4"]  # fmt: skip
"""What is loaded before a build is forked."""
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(NEEDED)


def write(
    folder: Path, pages: Mapping[str, str], extensions: Iterable[str], conf: str = "", root: Path = ROOT
) -> Path:
    """The pages, by the names of their files, beside a conf.py to which `conf` is added; returns the folder.

    `root` is the project whose extensions are used.
    """
    own = root / "book"
    static = [str(path) for path in own.glob("_static")]
    head = CONF.format(root=str(root), extensions=str(own / "_ext"), static=static,
                       names=["myst_nb", *extensions])  # fmt: skip
    for name, text in {"conf.py": head + conf, **pages}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def build(folder: Path, builder: str = "html") -> subprocess.CompletedProcess[str]:
    """Builds what was written into `folder / "_build" / builder`, in a fork."""
    said = folder / f"{builder}.said"
    process = FORKS.Process(target=_sphinx, args=(words(folder, builder), said))
    process.start()
    process.join()
    return subprocess.CompletedProcess("sphinx", process.exitcode or 0, "", said.read_text(encoding="utf-8"))


def build_apart(folder: Path, builder: str = "html") -> subprocess.CompletedProcess[str]:
    """The same in a process of its own, for a book of another project than this one."""
    command = [sys.executable, "-m", "sphinx", *words(folder, builder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def words(folder: Path, builder: str) -> list[str]:
    """Sphinx's command line."""
    out = folder / "_build" / builder
    return ["-q", "-n", "-W", "--keep-going", "-b", builder, "-d", str(folder / "_build" / "read"),
            str(folder), str(out)]  # fmt: skip


def _sphinx(words: list[str], said: Path) -> None:
    with said.open("w", encoding="utf-8") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
        from sphinx.cmd.build import build_main

        sys.exit(build_main(words))
