"""What is handed out to an annotators' tool, and taken back. Nothing that is there is written over."""

from collections.abc import Sequence
from pathlib import Path

from analysis import reviewtext
from analysis.exchange import brat, cas, coding, w3c

TOOLS = {"brat": brat, "cas": cas, "w3c": w3c}


def hand_out(tool: str, ids: Sequence[str], folder: Path, seeds: Path) -> None:
    """Write the codings of some articles into a folder, in the form of a tool.

    What the articles share, such as a tool's configuration, is left as it is where it stands already.
    Raises BadFile when an article isn't right, and FileExistsError when a file of one is there; then nothing
    is written.
    """
    own: dict[str, str] = {}
    shared: dict[str, str] = {}
    for id in ids:
        given = coding.of(id, seeds)
        for name, text in TOOLS[tool].write(given).items():
            (own if name.startswith(f"{given.article.id}.") else shared)[name] = text
    for name in own:
        if (folder / name).exists():
            raise FileExistsError(f"{folder / name} is there already: nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in own.items():
        write_new(folder / name, text)
    for name, text in shared.items():
        if not (folder / name).exists():
            write_new(folder / name, text)


def take_back(tool: str, file: Path, seeds: Path) -> str:
    """The review that a tool's file says, as the text of a review file.

    Raises BadFile with all that is wrong, except what `check` asks of a person: the coder, the days that the
    article speaks about, and a translation.
    """
    return reviewtext.text(coding.review(TOOLS[tool].read(file, seeds), file))


def write_new(file: Path, text: str) -> None:
    """Write a file that isn't there yet, whole or not at all. Raises FileExistsError when it is."""
    try:
        opened = file.open("x", encoding="utf-8", newline="")
    except FileExistsError:
        raise FileExistsError(f"{file} is there already: nothing was written") from None
    try:
        with opened:
            opened.write(text)
    except OSError:
        file.unlink()
        raise
