"""The ground of the map: provinces and countries of Iraq, Syria and their neighbours, placed in inches.

An equirectangular projection true to scale at the map's middle. Borders: Natural Earth, public domain.
"""

import functools
import itertools
import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from analysis.charts import style

FILE = Path(__file__).resolve().parent.parent / "data" / "provinces.geojson"
WEST, EAST, SOUTH, NORTH = 35.4, 48.8, 28.9, 37.75
"""Degrees: Iraq and Syria with the edge of Jordan."""

WIDE = style.WIDTH - 0.1
SCALE = WIDE / ((EAST - WEST) * math.cos(math.radians((SOUTH + NORTH) / 2)))
"""Inches of a degree of latitude."""

GRID = 0.01
"""Inches: two thirds of a pixel where the map is 360 pixels wide."""

STEP = 0.04
"""Inches between the points that stand for a border."""

HIGH = SCALE * (NORTH - SOUTH)
Point = tuple[float, float]
Ring = list[Point]


def at(longitude: float, latitude: float) -> Point:
    """Where a point of the earth stands on the map: inches from its top left corner."""
    return (longitude - WEST) * WIDE / (EAST - WEST), (NORTH - latitude) * SCALE


def land(axes: Axes) -> None:
    """Draws the neighbours white, then Syria and Iraq grey with their provinces, each with its border.

    A country's border is what stays visible of its provinces' wide outlines under their faces. The faces'
    own outlines are wide enough to close the slivers where two provinces don't quite meet.
    """
    for n, country in enumerate(("JO", "KW", "IR", "SY", "IQ")):
        ours = country in ("SY", "IQ")
        face, line = (style.SHADE, style.QUIET) if ours else (style.GROUND, style.RULE)
        for outline in (_outline(rings) for iso, rings in _provinces().items() if iso.startswith(country)):
            under, over = 0.1 + n / 10, 0.15 + n / 10
            axes.add_patch(PathPatch(outline, facecolor="none", edgecolor=line, lw=2.8, zorder=under))
            axes.add_patch(PathPatch(outline, facecolor=face, edgecolor=style.GROUND, lw=1.2, zorder=over))
    # Where the frame cuts outlines, renderers leave specks of them along it.
    frame = Rectangle((0, 0), WIDE, HIGH, facecolor="none", edgecolor=style.GROUND, lw=2)
    axes.add_patch(frame).set(zorder=1, clip_on=False)


def hatched(axes: Axes, iso: str) -> Artist:
    """Draws a province hatched on top of the land. Raises KeyError when the file lacks that code."""
    look: dict[str, Any] = {"facecolor": "none", "edgecolor": style.ATTACK, "hatch": style.HATCH, "lw": 0.9}
    return axes.add_patch(PathPatch(_outline(_provinces()[iso]), zorder=2, **look))


def frontiers() -> list[Point]:
    """Points along the borders of Syria and Iraq, to keep labels off them.

    Those of their provinces' borders from which a step in three of eight directions leads out of the
    country; from the sliver between two provinces that don't quite meet, fewer do.
    """
    found: list[Point] = []
    for country in ("SY", "IQ"):
        own = [iso for iso in _provinces() if iso.startswith(country)]
        points = np.array([point for iso in own for point in outline(iso)])
        faces = [_outline(_provinces()[iso]) for iso in own]
        turns = [n * math.pi / 4 for n in range(8)]
        steps = [(STEP * math.cos(turn), STEP * math.sin(turn)) for turn in turns]
        inside = [np.any([face.contains_points(points + step) for face in faces], axis=0) for step in steps]
        found += [(float(x), float(y)) for x, y in points[np.sum(inside, axis=0) <= 5]]
    return found


def outline(iso: str) -> list[Point]:
    """Points along a province's border, to keep labels off it."""
    lines = (line for ring in _provinces()[iso] for line in itertools.pairwise(ring))
    return [point for start, end in lines for point in _along(start, end)]


def middle(iso: str) -> Point:
    """A province's centre of gravity on the map, by its largest part."""
    ring = np.array(max(_provinces()[iso], key=lambda ring: abs(_area(np.array(ring)))))
    x, y, after = ring[:-1, 0], ring[:-1, 1], ring[1:]
    cross = x * after[:, 1] - after[:, 0] * y
    whole = 3 * cross.sum()
    return float(((x + after[:, 0]) * cross).sum() / whole), float(((y + after[:, 1]) * cross).sum() / whole)


def width(iso: str) -> float:
    """How wide a province is on the map, in inches."""
    across = [x for ring in _provinces()[iso] for x, _ in ring]
    return max(across) - min(across)


def _along(start: Point, end: Point) -> list[Point]:
    """Points from one to the other, none farther than STEP from the next."""
    steps = math.ceil(math.dist(start, end) / STEP)
    return [(start[0] + (end[0] - start[0]) * n / steps, start[1] + (end[1] - start[1]) * n / steps)
            for n in range(steps)]  # fmt: skip


def _area(ring: Any) -> float:
    return float((ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1]).sum() / 2)


@functools.cache
def _provinces() -> dict[str, list[Ring]]:
    """The rings of each province that the map shows, in inches, by its ISO 3166-2 code."""
    found: dict[str, list[Ring]] = {}
    for feature in json.loads(FILE.read_text(encoding="utf-8"))["features"]:
        rings = (ring for polygon in feature["geometry"]["coordinates"] for ring in polygon)
        drawn = [ring for ring in map(_drawn, rings) if len(ring) > 3 and _seen(ring)]
        if drawn:
            found.setdefault(feature["properties"]["iso"], []).extend(drawn)
    return found


def _drawn(ring: Iterable[Sequence[float]]) -> Ring:
    """The ring in inches on a grid finer than can be seen, so that neighbours keep the same border."""
    points = [tuple(GRID * round(inch / GRID) for inch in at(point[0], point[1])) for point in ring]
    return [point for point, _ in itertools.groupby((x, y) for x, y in points)]


def _seen(ring: Ring) -> bool:
    return any(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in ring)


def _outline(rings: Iterable[Ring]) -> Outline:
    return Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
