"""The look that all charts share: colours, typefaces, a figure laid out in inches, links to evidence.

Charts are drawn WIDTH inches wide and shown at that size at most, so that their text can be read on a
telephone. Everything is placed in inches from the top left corner.
"""

import functools
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from matplotlib import get_cachedir, rcParams
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextPath

from analysis import labels
from analysis.arabic import draw, font_path, is_arabic

WIDTH = 5.2
"""Inches: the width of a column of text on paper, and at 360 pixels still nine tenths of its size."""

TEXT = 10.5
SMALL = 9.5
"""Sizes of text in points. Nothing is smaller than SMALL."""

INK = "#1f2529"
QUIET = "#59636b"
RULE = "#c9d0d5"
SHADE = "#eceff1"
GROUND = "#ffffff"
ACCENT = "#1f5a7a"

ATTACK = ACCENT
STRIKE = "#d55e00"
TRUCE = "#009e73"
RECORD = "#7a4f9a"
OWN = "#8c6d1f"
"""Told apart by colour-blind readers (two are Okabe and Ito's), and never by colour alone.
RECORD is the public record's, OWN a reader's own data set's."""

rcParams["text.parse_math"] = False  # a name with dollar signs is a name, not mathematics

HATCH = "/////"
"""For what an article counts without listing."""

_ARABIC_SCALE = 1.15  # Amiri's letters are small for their size
_VOWELS = re.compile("[\u064b-\u0652]")
_LETTERS = [*range(0x20, 0x250), *range(0x2010, 0x2028), 0x2032, 0x2212, 0x2265]


def figure(width: float, height: float) -> Figure:
    """An empty figure on white ground, in inches. It belongs to no window and needs no closing."""
    return Figure(figsize=(width, height), facecolor=GROUND)


def panel(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes without frame or ticks, placed in inches from the figure's top left corner.

    Its y runs downwards in inches from its own top; its x is the caller's.
    """
    across, down = figure.get_size_inches()
    axes = figure.add_axes((left / across, 1 - (top + height) / down, width / across, height / down))
    axes.set_ylim(height, 0)
    axes.patch.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelleft=False, labelbottom=False)
    return axes


def trim(axes: Axes, height: float) -> None:
    """Cuts a panel below that many inches from its top, once it is known how much was drawn."""
    down = _size(axes)[1]
    box = axes.get_position()
    axes.set_position((box.x0, box.y1 - height / down, box.width, height / down))
    axes.set_ylim(height, 0)


def finish(figure: Figure, height: float) -> Figure:
    """Cuts the figure below that many inches from its top; the panels keep their sizes."""
    across, down = figure.get_size_inches()
    for axes in figure.axes:
        box = axes.get_position()
        top, tall = (1 - box.y1) * down, box.height * down
        axes.set_position((box.x0, 1 - (top + tall) / height, box.width, tall / height))
    figure.set_size_inches(across, height)
    return figure


def inches_per_unit(axes: Axes) -> float:
    """How many inches one unit of x is wide."""
    left, right = axes.get_xlim()
    return float(axes.get_position().width * _size(axes)[0] / (right - left))


def _size(axes: Axes) -> tuple[float, float]:
    whole = axes.get_figure(root=True)
    assert whole is not None
    across, down = whole.get_size_inches()
    return float(across), float(down)


def write(
    axes: Axes, x: float, y: float, words: str, *, size: float = SMALL, colour: str = INK, bold: bool = False,
    ha: str = "left",
) -> Text:  # fmt: skip
    """Words in the face that their script needs. Capitals and the Arabic line have their middle at y.

    `axes` is a panel: its y is in inches, downwards. Vowel marks aren't drawn: matplotlib can't set them.
    """
    arabic = is_arabic(words)
    points = size * (_ARABIC_SCALE if arabic else 1)
    baseline = y + points / 72 * (0.24 if arabic else 0.33)
    return axes.text(x, baseline, draw(_VOWELS.sub("", words)), fontproperties=font(bold, arabic),
                     fontsize=points, color=colour, ha=ha, va="baseline")  # fmt: skip


def pale(colour: str) -> str:
    """A tint of a colour, light enough for its full strength to be read on it."""
    red, green, blue = (0.35 * part + 0.65 for part in to_rgb(colour))
    return to_hex((red, green, blue))


@functools.cache
def reach(words: str, size: float = SMALL, bold: bool = False) -> tuple[float, float]:
    """How many inches from its beginning on the line the ink of written words starts and ends.

    It is taken from the points that steer the letters' curves, which lie at most a few thousandths of an inch
    outside: to solve the curves takes hundreds of times as long.
    """
    arabic = is_arabic(words)
    points = size * (_ARABIC_SCALE if arabic else 1)
    shape = TextPath((0, 0), draw(_VOWELS.sub("", words)), size=points, prop=font(bold, arabic))
    across = shape.vertices[shape.codes != shape.CLOSEPOLY, 0] / 72
    return (float(across.min()), float(across.max())) if len(across) else (0.0, 0.0)


def breadth(words: str, size: float = SMALL, bold: bool = False) -> float:
    """How many inches words take up, to set others beside them."""
    return reach(words, size, bold)[1]


def font(bold: bool = False, arabic: bool = False) -> FontProperties:
    """The typeface of labels: Source Sans 3, or Amiri for words that have Arabic letters."""
    return FontProperties(fname=font_path(bold) if arabic else _latin(600 if bold else 400))


def link(artist: Artist, statements: Sequence[str]) -> Artist:
    """Makes a mark lead to the statements that it rests on; call it once the mark is in its figure."""
    artist.set_url(f"#{'_'.join(statements)}")
    whole = artist.get_figure(root=True)
    assert whole is not None
    name = f"link-{statements[0]}"
    used = sum(1 for other in whole.findobj() if (other.get_gid() or "").split(".")[0] == name)
    artist.set_gid(f"{name}.{used + 1}" if used else name)  # an id may stand only once in a page
    return artist


def empty(words: str = "nothing to draw") -> Figure:
    """What stands in place of a chart when nothing is to be drawn; `words`: the label that says so."""
    blank = figure(WIDTH, 0.8)
    axes = panel(blank, 0.05, 0.05, WIDTH - 0.1, 0.7)
    axes.set_xlim(0, 1)
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color(RULE)
    write(axes, 0.5, 0.35, labels.word(words), size=TEXT, colour=QUIET, ha="center")
    return blank


@functools.cache
def _latin(weight: int) -> Path:
    """A file with one weight of Source Sans 3: matplotlib reads variable fonts in their lightest only.

    It stands among what matplotlib keeps between runs, because making it takes seconds.
    """
    import fontpkg_source_sans_3  # type: ignore[import-untyped]
    import fontTools

    whole = (Path(fontpkg_source_sans_3.ROOT) / "files" / "SourceSans3[wght].ttf").read_bytes()
    made_by = fontTools.version.encode() + Path(__file__).read_bytes()
    made_from = hashlib.sha256(whole + made_by).hexdigest()[:16]
    file = Path(get_cachedir()) / f"SourceSans3-{weight}-{made_from}.ttf"
    if not file.exists():
        _make(io.BytesIO(whole), weight, file)
    return file


def _make(whole: io.BytesIO, weight: int, file: Path) -> None:
    """Writes one weight of the letters in use, at once, so that no other process reads half of it."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    with TTFont(whole) as face:
        letters = Subsetter(Options(layout_features=["kern"], notdef_outline=True))
        letters.populate(unicodes=_LETTERS)
        letters.subset(face)
        fixed = instantiateVariableFont(face, {"wght": weight})
        # matplotlib names a glyph's outline after this; two weights of one name would mix in one SVG.
        fixed["name"].setName(f"SourceSans3-{weight}", 6, 3, 1, 0x409)
        handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                fixed.save(stream)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(part, 0o644)
            os.replace(part, file)
        finally:
            Path(part).unlink(missing_ok=True)
