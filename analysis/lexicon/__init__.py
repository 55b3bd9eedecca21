"""Names that articles use: sites, provinces and actors, in English and Arabic.

The YAML files beside this one are what people edit; a new name is one line.
"""

import functools
from pathlib import Path
from typing import Literal

from pydantic import Field

from analysis.yamlfile import Record, Source

FOLDER = Path(__file__).resolve().parent
Country = Literal["IQ", "SY", "JO"]


class Province(Record):
    """A first-level unit. `iso` is its ISO 3166-2 code, the key of the borders."""

    ar: str
    country: Country
    iso: str


class Place(Record):
    """A site. Degrees are WGS 84; `where_precision` is 1 the site, 2 the town, 3 the province (as ACLED)."""

    en: str
    ar: str
    country: Country | None
    admin1: str | None
    latitude: float | None = Field(ge=-90, le=90)
    longitude: float | None = Field(ge=-180, le=180)
    where_precision: int = Field(ge=1, le=3)
    type: Literal["base", "embassy", "airport", "convoy", "other"]
    note: str


class Actor(Record):
    """Who acts, is hit, speaks, mediates or counts; `note` is one neutral line."""

    en: str
    ar: str
    kind: Literal["faction", "force", "state", "body", "person"]
    note: str


@functools.cache
def provinces() -> dict[str, Province]:
    """Every province by its English name. Raises BadFile when the file is wrong."""
    return Source(FOLDER / "provinces.yml").parse_each(Province)


@functools.cache
def sites() -> dict[str, Place]:
    """Every site by its id. Raises BadFile when the file is wrong."""
    return Source(FOLDER / "sites.yml").parse_each(Place)


@functools.cache
def actors() -> dict[str, Actor]:
    """Every actor by its id. Raises BadFile when the file is wrong."""
    return Source(FOLDER / "actors.yml").parse_each(Actor)


def site(id: str) -> Place | None:
    """The place behind a site id, or None when the lexicon has no such id.

    `convoy:<province>` is a convoy somewhere in that province: it has no point on a map.
    `other:<words>` is a place the lexicon lacks: only its words are known.
    """
    kind, _, rest = id.partition(":")
    if kind == "convoy" and rest in provinces():
        province = provinces()[rest]
        return Place(
            en=f"Convoy in {rest}",
            ar=f"رتل في {province.ar}",
            country=province.country,
            admin1=rest,
            latitude=None,
            longitude=None,
            where_precision=3,
            type="convoy",
            note="A supply convoy; the article names the province only.",
        )
    if kind == "other" and rest:
        return Place(en=rest, ar=rest, country=None, admin1=None, latitude=None, longitude=None,
                     where_precision=3, type="other", note="A place the lexicon lacks.")
    return sites().get(id)


def name(id: str) -> str:
    """The English name behind any id; the words themselves where they are not an id."""
    if id in actors():
        return actors()[id].en
    place = site(id)
    return place.en if place else id


def name_ar(id: str) -> str:
    """The Arabic name behind any id; the words themselves where they are not an id."""
    if id in actors():
        return actors()[id].ar
    place = site(id)
    return place.ar if place else id
