"""Arabic is drawn right in figures, proved by pixels, and found where it stands in a text."""

import io
import subprocess
import sys
import unicodedata
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, ImageOps, features

from analysis import arabic

SEEDS = Path(__file__).parent.parent / "seeds"
AMIRI = arabic.font_path()
DEJAVU = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"

# Joined letters, lam-alef, marks, digits of both kinds, Latin, quotation marks, brackets, a full stop. Amiri
# has ligatures that matplotlib 3.10 can't know, so it gets texts without them; DejaVu gets the others.
SAMPLES = [
    (AMIRI, "قال «أسوشييتد برس»: 14 صاروخاً."),
    (AMIRI, "14 صاروخاً."),
    (AMIRI, "أربيل"),
    (AMIRI, "الأنبار"),
    (AMIRI, "الآن"),
    (AMIRI, "«لا» (نعم)"),
    (DEJAVU, "كتائب حزب الله"),
    (DEJAVU, "المسيّرات المفخخة أنّ الحشد"),
    (DEJAVU, "ثامر عودة (2021)، لماذا؟"),
    (DEJAVU, "قناة CNN (BBC) قالت (نعم)"),
    (DEJAVU, "Ain al-Asad (عين الأسد) 2021"),
    (DEJAVU, "هجوم ٢٦ يوليو 2024"),
    (DEJAVU, "صواريخ كراد."),
]
# Pictures of the same text are at least this alike: here the right ones have 0.78 to 0.98, the wrong ones 0.4
# or less, and those that only have their brackets turned wrong up to 0.7.
ALIKE = 0.75
UNLIKE = 0.5


def drawn(text: str, font: Path) -> Image.Image:
    """What matplotlib makes of the text as given."""
    with matplotlib.rc_context({"text.hinting": "none", "text.hinting_factor": 1}):
        figure = Figure(figsize=(16, 3), dpi=100)
        figure.text(0.5, 0.5, text, fontproperties=FontProperties(fname=str(font), size=48), ha="center")
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png")
    return Image.open(buffer).convert("L")


def shaped(text: str, font: Path) -> Image.Image:
    """What HarfBuzz and FriBidi make of the same text, the judges here."""
    assert features.check("raqm"), "Pillow has no raqm: install libfribidi0, which Pango needs as well"
    face = ImageFont.truetype(str(font), 66, layout_engine=ImageFont.Layout.RAQM)
    image = Image.new("L", (1600, 300), 255)
    ImageDraw.Draw(image).text((800, 150), text, font=face, fill=0, anchor="mm")
    return image


def likeness(one: Image.Image, other: Image.Image) -> float:
    """How far the ink of two pictures stands in the same places, 1 for the same: each is cut to its ink and
    brought to one size."""

    def normal(image: Image.Image) -> NDArray[np.float64]:
        ink = ImageOps.invert(image)
        return np.asarray(ink.crop(ink.getbbox()).resize((480, 60), Image.Resampling.BOX), dtype=np.float64)

    return float(np.corrcoef(normal(one).ravel(), normal(other).ravel())[0, 1])


@pytest.mark.parametrize(("font", "text"), SAMPLES)
def test_arabic_is_drawn_as_a_shaper_draws_it(font: Path, text: str) -> None:
    assert likeness(drawn(arabic.draw(text), font), shaped(text, font)) > ALIKE


@pytest.mark.parametrize(("font", "text"), SAMPLES)
def test_the_comparison_finds_wrong_drawing(font: Path, text: str) -> None:
    right = shaped(text, font)
    backwards = drawn(arabic.draw(text)[::-1], font)
    unjoined = drawn(arabic.draw("\u200c".join(text)), font)
    mirrored = ImageOps.mirror(drawn(arabic.draw(text), font))
    assert max(likeness(wrong, right) for wrong in (backwards, unjoined, mirrored)) < UNLIKE


@pytest.mark.parametrize("text", ["(عين)", "«عين»", "«لا» (نعم)"])
def test_brackets_face_the_right_way(text: str) -> None:
    right = shaped(text, DEJAVU)
    turned = arabic.draw(text).translate(str.maketrans("()«»", ")(»«"))
    assert likeness(drawn(arabic.draw(text), DEJAVU), right) > ALIKE > likeness(drawn(turned, DEJAVU), right)


def test_every_line_is_drawn_by_itself() -> None:
    one, two = "قاعدة عين الأسد", "Anbar (الأنبار)."
    assert arabic.draw(f"{one}\n{two}") == f"{arabic.draw(one)}\n{arabic.draw(two)}"


def test_text_without_arabic_is_drawn_as_it_is() -> None:
    assert arabic.draw("(2021) «Erbil» 14–16\n") == "(2021) «Erbil» 14–16\n"


def test_matplotlib_that_shapes_arabic_itself_gets_the_text_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matplotlib.ft2font.__libraqm_version__", "0.10.3", raising=False)
    assert arabic.draw("عين الأسد (14)") == "عين الأسد (14)"


@pytest.mark.parametrize("font", [AMIRI, arabic.font_path(bold=True), DEJAVU])
def test_the_typefaces_have_every_sign_of_the_articles(font: Path) -> None:
    known = TTFont(font).getBestCmap()
    signs = {sign for seed in SEEDS.glob("*.txt") for sign in arabic.draw(seed.read_text(encoding="utf-8"))}
    arabic_signs = {sign for sign in signs if unicodedata.bidirectional(sign) in ("AL", "AN", "NSM")}
    assert len(arabic_signs) > 100
    assert {hex(ord(sign)) for sign in arabic_signs - {"\ufe0f"} if ord(sign) not in known} == set()


def test_importing_draws_in_nothing() -> None:
    heavy = "{'matplotlib', 'arabic_reshaper', 'bidi', 'fontpkg_amiri'}"
    code = f"import sys, analysis.arabic; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ain al-Asad, Erbil", []),
        ("Ain al-Asad (عين الأسد) and Erbil (أربيل).", ["عين الأسد", "أربيل"]),
        ("the base (عين الأسد) (أربيل) here", ["عين الأسد", "أربيل"]),
        ("spelt عين الأسد, عين الاسد and قاعدة الأسد.", ["عين الأسد", "عين الاسد", "قاعدة الأسد"]),
        ("«أسوشييتد برس» says 14 صاروخاً fell.", ["«أسوشييتد برس»", "صاروخاً"]),
        ("it says نحو 14 صاروخاً من نوع «غراد» here", ["نحو 14 صاروخاً من نوع «غراد»"]),
        ("the “عين الأسد” base", ["عين الأسد"]),
        ('he said قال إنها "نعم" twice', ['قال إنها "نعم"']),
        ('"نعم" قال and more', ['"نعم" قال']),
        ("He wrote: «الانتقام سيكون بعملية نوعية».", ["«الانتقام سيكون بعملية نوعية»"]),
        ("He wrote: «الانتقام سيكون بعملية نوعية.»", ["«الانتقام سيكون بعملية نوعية.»"]),
        ("قال إنها هدنة. He said it is a truce.", ["قال إنها هدنة."]),
        ("They call it هدنة.", ["هدنة"]),
        ("he asked هل أنتم معنا؟ and left", ["هل أنتم معنا؟"]),
        ("in مارس/آذار 2021", ["مارس/آذار"]),
        ("in عام ٢٠٢١ it", ["عام ٢٠٢١"]),
        ("a هدنة\nجديدة b\n\nهدنة\n\nأخرى c", ["هدنة\nجديدة", "هدنة", "أخرى"]),
        (" (26 آب \\ تموز 2024). ", ["(26 آب \\ تموز 2024)."]),
        ("x \ufffc عين الأسد \ufffc قال", ["عين الأسد", "قال"]),
    ],
)
def test_runs(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in arabic.runs(text)] == found


@given(st.text(alphabet='ابتلأإى ًّ٣،؟.,!«»()[]"“” \n-/14abZ\ufffc', max_size=60))
def test_runs_hold_every_arabic_letter_and_no_other(text: str) -> None:
    found = arabic.runs(text)
    assert sorted(found) == found
    assert all(end <= start for (_, end), (start, _) in zip(found, found[1:], strict=False))
    inside = "".join(text[start:end] for start, end in found)
    outside = [sign for at, sign in enumerate(text) if not any(start <= at < end for start, end in found)]
    assert not set(inside) & set("abZ\ufffc")
    assert not set(outside) & set("ابتلأإى٣")
    assert all(arabic.is_arabic(text[start:end]) for start, end in found)
    assert bool(found) == arabic.is_arabic(text)
