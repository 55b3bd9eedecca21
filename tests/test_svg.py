"""A chart's SVG is made small without moving a point or losing a link."""

import gzip
import io
import re
from xml.etree import ElementTree as tree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser

from analysis import charts, svg
from analysis.corpus import Corpus

Segment = tuple[str, list[float]]
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SIZES = {"m": 2, "l": 2, "q": 4, "c": 6}
"""How many numbers a step has."""

place = st.floats(-9999, 9999, allow_nan=False)
segment = st.one_of(
    *(
        st.tuples(st.just(letter), st.lists(place, min_size=count, max_size=count))
        for letter, count in (("M", 2), ("L", 2), ("Q", 4), ("C", 6), ("z", 0))
    )
)
opening = st.tuples(st.just("M"), st.lists(place, min_size=2, max_size=2))


def short(d: str, places: int) -> str:
    return svg.steps(svg.segments(d, 10**places), places)


def absolute(d: str) -> list[Segment]:
    """Where the steps of a path lead: each letter with its points, counted from the start."""
    found: list[Segment] = []
    here = start = (0.0, 0.0)
    for letter, rest in re.findall(r"([a-z])([^a-z]*)", d):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", rest)]
        if letter == "z":
            found.append(("z", []))
            here = start
        size = SIZES.get(letter, 1)
        for at in range(0, len(numbers), size):
            part = numbers[at : at + size]
            found.append((letter.upper(), [n + here[i % 2] for i, n in enumerate(part)]))
            here = (found[-1][1][-2], found[-1][1][-1])
        start = here if letter == "m" else start
    return found


@given(opening, st.lists(segment, max_size=12))
def test_steps_lead_where_the_path_led(first: Segment, rest: list[Segment]) -> None:
    segments = [first, *rest]
    d = " ".join(letter + " ".join(f"{n:.6f}" for n in numbers) for letter, numbers in segments)
    found = absolute(short(d, 2))
    assert [letter for letter, _ in found] == [letter for letter, _ in segments]
    for (_, numbers), (_, wanted) in zip(found, segments, strict=True):
        assert numbers == pytest.approx(wanted, abs=0.0051)


def test_steps_are_short() -> None:
    assert short("M 10.004 10 \nL 20 10.5 \nL 19.5 10.5 \nz \nM 0 0 \nQ 1 2 3 4 \nz \n", 2) == (
        "m10 10l10 .5-.5 0zm-10-10q1 2 3 4z"
    )
    assert short("M 4122 4306 L 4122 -12", 0) == "m4122 4306l0-4318"


def test_a_path_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="'A'"):
        svg.segments("M 0 0 A 1 1 0 0 0 2 2", 1)


@pytest.mark.parametrize(("transform", "kept"), [("", 2), ("scale(0.015625)", 0), ("scale(0.1 -0.1)", 1)])
def test_what_is_drawn_smaller_needs_fewer_decimals(transform: str, kept: int) -> None:
    assert svg.decimals(transform) == kept


def test_names_and_places_are_short_and_still_meet() -> None:
    drawn = (
        f'<svg {SPACES}><metadata>x</metadata><g id="patch_1"><g clip-path="url(#box)">'
        '<defs><path id="m2f" d="M 1 1 L 2 2"/></defs><use xlink:href="#m2f" x="63.623047" y="0"/></g></g>'
        '<g id="link-s-1"><a xlink:href="#s-1"><path id="p" d="M 0 0 L 1 0" style="fill: url(#box)"/></a></g>'
        '<clipPath id="box"><rect x="7.200001" y="0" width="9" height="9"/></clipPath></svg>'
    )
    assert svg.small(drawn) == (
        f'<svg {SPACES}><g clip-path="url(#i1)">'
        '<defs><path id="i0" d="m1 1l1 1"/></defs><use xlink:href="#i0" x="63.62" y="0"/></g>'
        '<g id="link-s-1"><a xlink:href="#s-1"><path d="m0 0l1 0" style="fill: url(#i1)"/></a></g>'
        '<clipPath id="i1"><rect x="7.2" y="0" width="9" height="9"/></clipPath></svg>'
    )


def test_a_run_of_letters_is_one_outline() -> None:
    drawn = (
        f'<svg {SPACES}><g id="text_1"><g style="fill: red" transform="translate(5 6) scale(0.1 -0.1)"><defs>'
        '<path id="A" d="M 64 0 L 128 0 z" transform="scale(0.015625)"/>'
        '<path id="space" transform="scale(0.015625)"/></defs>'
        '<use xlink:href="#A"/><use xlink:href="#space" transform="translate(60 0)"/>'
        '<use xlink:href="#A" transform="translate(90.04 -1)"/></g></g></svg>'
    )
    assert svg.small(drawn) == (
        f'<svg {SPACES}>'
        '<path style="fill: red" transform="translate(5 6) scale(0.1 -0.1) scale(0.25)"'
        ' d="m4 0l4 0zm360-4l4 0z"/></svg>'
    )


@pytest.mark.parametrize("attribute", ['clip-path="url(#A)"', 'id="x"><rect/><g id="y"'])
def test_letters_among_other_things_stay_references(attribute: str) -> None:
    drawn = (
        f'<svg {SPACES}><defs><path id="A" d="M 64 0 L 128 0" transform="scale(0.015625)"/></defs>'
        f'<g transform="scale(0.1)" {attribute}><use xlink:href="#A" transform="scale(0.7)"/></g>'
        f"{'</g>' if '<g' in attribute else ''}</svg>"
    )
    assert '<use xlink:href="#i0"' in svg.small(drawn) and 'd="m64 0l64 0"' in svg.small(drawn)


def test_a_chart_loses_bytes_but_no_link(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    made = charts.timeline(corpus)
    little = made.svg()
    monkeypatch.setattr(svg, "small", lambda text: text)
    whole = made.svg()
    assert sent(little) < 0.7 * sent(whole)
    assert 5 * len(list(tree.fromstring(little).iter())) < 3 * len(list(tree.fromstring(whole).iter()))
    for link in set(re.findall(r'<a xlink:href="[^"]+"', whole)):
        assert little.count(link) == whole.count(link)
    ids = re.findall(r'\bid="([^"]+)"', little)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'(?:<use [^>]*href="#|url\(#)([^")]+)', little)) <= set(ids)


def test_a_chart_looks_the_same(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, chromium: Browser
) -> None:
    made = charts.timeline(corpus)
    little = made.svg()
    monkeypatch.setattr(svg, "small", lambda text: text)
    one, other = pictures(chromium, [little, made.svg()])
    assert one.std() > 10, "something is drawn"
    drawn = (one < 250) | (other < 250)
    apart = np.abs(one - other)
    assert apart.max() < 80 and apart[drawn].mean() < 0.5, "edges are a little softer or harder, no more"


def pictures(chromium: Browser, drawings: list[str]) -> list[NDArray[np.int_]]:
    """What a browser makes of drawings, on a screen of two dots a pixel."""
    page = chromium.new_page(viewport={"width": 700, "height": 700}, device_scale_factor=2)
    found = []
    for drawing in drawings:
        page.set_content(drawing)
        shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
        found.append(np.asarray(shot, dtype=np.int_))
    page.close()
    return found


def sent(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))
