"""The map: where the listed attacks and strikes were, in Iraq and Syria."""

import itertools
import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Patch, RegularPolygon
from matplotlib.patheffects import withStroke

from analysis import labels, lexicon
from analysis.charts import attacks, borders, labelling, naming, style
from analysis.charts.labelling import Box, Name, Spot
from analysis.corpus import Corpus
from analysis.exhibits import EVIDENCE, Exhibit

RADIUS = 0.075
"""Inches: the disc of one attack. The area grows with the number."""

HALO = 3.0
"""Points: the white outline of words, so that they can be read on hatching and borders."""

COUNTRIES = {
    "IQ": (42.3, 31.9), "SY": (37.7, 35.85), "JO": (37.2, 31.4), "map Iran": (47.2, 34.6),
    "map Turkey": (39.2, 37.5), "map Saudi Arabia": (42.2, 30.0),
}  # fmt: skip
"""Where the countries' names stand, in degrees."""


def sites_map(corpus: Corpus) -> Exhibit:
    """Iraq and Syria with the sites of the listed attacks and strikes.

    Convoys have no point: their province is hatched. Events without a place, and attacks that are counted
    but not listed, are in the table alone.
    """
    events = attacks.in_scope(corpus, "attack", "strike")
    keys = ("map Where", "Country", "Kind", "field days", "map Shown", "Told as")
    rows = [_row(corpus, event) for _, event in events.iterrows()]
    table = pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)
    alt = _alt(events) + attacks.aside(corpus)
    return Exhibit("map", attacks.caption("map", corpus), table, alt,
                   lambda: style.empty() if events.empty else _figure(corpus, events))  # fmt: skip


def shown(event: pd.Series) -> str:
    """How an event stands on the map: point, area, convoy, nowhere or aggregate."""
    if event["aggregate"]:
        return "aggregate"
    if event["latitude"] is not None:
        return "area" if event["where_precision"] == 3 else "point"
    convoy = event["target_type"] == "convoy" and event["admin1"] in lexicon.provinces()
    return "convoy" if convoy else "nowhere"


def _row(corpus: Corpus, event: pd.Series) -> list[Any]:
    return [
        naming.place(event),
        attacks.country(event["country"]),
        labels.word(event["kind"]),
        naming.days(event),
        labels.word(f"map {shown(event)}"),
        attacks.told_as(corpus, event["statements"]),
        event["statements"],
    ]


def _told(here: pd.DataFrame) -> str:
    """How many events of which kind: "attacks: 5"."""
    convoys = here["target_type"] == "convoy"
    counts = {
        "attacks": ((here["kind"] == "attack") & ~convoys).sum(),
        "convoys": ((here["kind"] == "attack") & convoys).sum(),
        "strikes": (here["kind"] == "strike").sum(),
    }
    return ", ".join(labels.word(f"map {key}").format(n=n) for key, n in counts.items() if n)


def _alt(events: pd.DataFrame) -> str:
    if events.empty:
        return labels.word("nothing to draw")
    ways = events.apply(shown, axis=1)
    drawn = events[ways.isin(["point", "area", "convoy"])]
    groups = sorted(drawn.groupby("site", sort=False), key=lambda group: -len(group[1]))
    told = [
        labels.word("map alt site").format(
            place=naming.place(here.iloc[0]),
            told=_told(here),
            country=attacks.country(here.iloc[0]["country"]),
        )  # fmt: skip
        for _, here in groups
    ]
    missing = int((ways == "nowhere").sum())
    return " ".join([*told, labels.word("map alt nowhere").format(n=missing)])


def _figure(corpus: Corpus, events: pd.DataFrame) -> Figure:
    drawn = style.figure(style.WIDTH, borders.HIGH + 0.1)
    axes = style.panel(drawn, 0.05, 0.05, borders.WIDE, borders.HIGH)
    axes.set_xlim(0, borders.WIDE)
    borders.land(axes)
    ways = events.apply(shown, axis=1)
    placed = events[ways.isin(["point", "area"])]
    groups = [here for _, here in placed.groupby(["longitude", "site", "kind"])]
    spots = labelling.apart([_spot(here) for here in groups])
    for here, spot in zip(groups, spots, strict=True):
        _mark(axes, corpus, here, spot)
    edges = _convoys(axes, events[ways == "convoy"])
    taken = [*_countries(axes), *_boxes(borders.frontiers()), *(spot.box for spot in spots)]
    names = [_convoy_name(site, edges) for site in edges]
    for here, spot in sorted(zip(groups, spots, strict=True), key=lambda pair: -pair[1].radius):
        names.append(Name(_lines(here.iloc[0]["site"]), spot, list(itertools.chain(*edges.values()))))
    boxes = labelling.settled(names, taken, (0.0, 0.0, borders.WIDE, borders.HIGH))
    for name, box in zip(names, boxes, strict=True):
        _write(axes, name, box)
    return drawn


def _convoys(axes: Axes, events: pd.DataFrame) -> dict[str, list[Box]]:
    """Hatches the provinces of attacked convoys, and returns the room that their edges take by site."""
    edges = {}
    for site, here in events.groupby("site"):
        event = here.iloc[0]
        iso = lexicon.provinces()[event["admin1"]].iso
        style.link(borders.hatched(axes, iso), event["statements"])
        edges[str(site)] = _boxes(borders.outline(iso))
    return edges


def _boxes(line: list[borders.Point]) -> list[Box]:
    """The room along a line that names are to leave free."""
    half = borders.STEP
    return [(x - half, y - half, x + half, y + half) for x, y in line]


def _spot(here: pd.DataFrame) -> Spot:
    """The mark of one site's attacks, or of its strikes, before any is moved."""
    x, y = borders.at(here.iloc[0]["longitude"], here.iloc[0]["latitude"])
    return Spot(x, y, RADIUS * math.sqrt(len(here)))


def _convoy_name(site: str, edges: dict[str, list[Box]]) -> Name:
    """A convoy's name: on its province where that is wide enough, else beside it."""
    iso = lexicon.provinces()[site.removeprefix("convoy:")].iso
    others = [box for other in edges if other != site for box in edges[other]]
    wide = borders.width(iso)
    fits = wide > 0.7 * labelling.width(lexicon.name(site))
    return Name(_lines(site), Spot(*borders.middle(iso), 0.0 if fits else wide / 2), others)


def _lines(site: str) -> tuple[str, str]:
    return lexicon.name(site), lexicon.name_ar(site)


def _mark(axes: Axes, corpus: Corpus, here: pd.DataFrame, spot: Spot) -> None:
    """A disc for attacks, a diamond for strikes; hollow where every one is only claimed or alleged.

    Pale with a broken outline where the articles tell no point, only a province or a border.
    """
    event = here.iloc[0]
    strike, rough = event["kind"] == "strike", event["where_precision"] == 3
    colour = style.STRIKE if strike else style.ATTACK
    hollow = all(attacks.unsure(corpus, statements) for statements in here["statements"])
    shape: Patch = Circle((spot.x, spot.y), spot.radius)
    if strike:
        shape = RegularPolygon((spot.x, spot.y), 4, radius=spot.radius * math.sqrt(math.pi / 2))
    face = style.GROUND if hollow else style.pale(colour) if rough else colour
    shape.set(facecolor=face, edgecolor=colour, lw=1.3, zorder=4)
    shape.set_linestyle((0, (2, 1.2)) if rough else "-")
    style.link(axes.add_patch(shape), event["statements"])
    if len(here) > 1:
        ink = colour if hollow or rough else style.GROUND
        style.write(axes, spot.x, spot.y, str(len(here)), colour=ink, bold=True, ha="center").set_zorder(6)


def _write(axes: Axes, name: Name, box: Box) -> None:
    """Writes a name into its room, towards its mark."""
    side = "right" if box[2] <= name.spot.x else "left" if box[0] >= name.spot.x else "center"
    x = {"right": box[2], "left": box[0], "center": (box[0] + box[2]) / 2}[side]
    for line, down in zip(name.lines, (0.09, 0.275), strict=True):
        text = style.write(axes, x, box[1] + down, line, ha=side)
        text.set(zorder=6, path_effects=[withStroke(linewidth=HALO, foreground=style.GROUND)], clip_on=True)


def _countries(axes: Axes) -> list[Box]:
    """Writes the countries' names, Iraq's and Syria's in Arabic too, and returns the room that they take."""
    boxes = []
    for key, point in COUNTRIES.items():
        x, y = borders.at(*point)
        ours = key in ("IQ", "SY")
        style.write(axes, x, y, labels.word(key), colour=style.QUIET, size=style.TEXT, bold=ours, ha="center")
        if ours:
            style.write(axes, x, y + 0.195, labels.word_ar(key), colour=style.QUIET, bold=True, ha="center")
        boxes.append((x - 0.4, y - 0.08, x + 0.4, y + 0.25))
    return boxes
