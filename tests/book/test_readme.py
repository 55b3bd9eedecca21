"""The README's picture is what the code draws now, and what it names is there."""

import io
import re
from pathlib import Path

import numpy as np
from PIL import Image

from analysis import charts, corpus

ROOT = Path(__file__).parent.parent.parent
PICTURE = ROOT / "book" / "_static" / "timeline.png"


def drawn() -> bytes:
    """The timeline as the picture that stands in the README."""
    stream = io.BytesIO()
    charts.timeline(corpus.load()).figure.savefig(stream, format="png", dpi=130, metadata={"Software": None})
    return stream.getvalue()


def test_the_picture_is_what_the_code_draws():
    pictures = (Image.open(source).convert("L") for source in (io.BytesIO(drawn()), PICTURE))
    new, old = (np.asarray(picture, dtype=float) for picture in pictures)
    same = new.shape == old.shape and np.abs(new - old).mean() < 1
    assert same, "draw it again: python -m tests.book.test_readme"


def test_what_the_readme_names_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", text, re.MULTILINE)
    assert {"book", "test", "lab", "bench"} <= set(targets)
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    folders = re.findall(r"^\| `(\w+/)` \|", text, re.MULTILINE)
    assert folders == ["seeds/", "analysis/", "book/", "tests/"]
    assert all((ROOT / folder).is_dir() for folder in folders)
    assert (ROOT / "CITATION.cff").is_file() and (ROOT / "LICENSE").is_file()
    statement = re.search(r"#(s-[0-9a-z-]+)", text)[1]
    assert corpus.load().statement(statement).id == statement


if __name__ == "__main__":
    PICTURE.write_bytes(drawn())
