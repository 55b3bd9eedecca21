"""Names that articles use, in English and Arabic: what the YAML files beside this one must hold.

The files are what people edit; a new name is one line. `analysis.spellings` makes of them what is looked for
in a text.
"""

import functools
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from analysis.yamlfile import Record, Source

FOLDER = Path(__file__).resolve().parent
Country = Literal["IQ", "SY", "JO"]


Words = Annotated[str, StringConstraints(min_length=1)]
Latin = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 '-]*$")]
"""Another way to write a name in English: plain letters, digits, spaces, hyphens and apostrophes."""


class Province(Record):
    """A first-level unit. `iso` is its ISO 3166-2 code, the key of the borders; degrees are of its middle."""

    ar: str
    country: Country
    iso: str
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    spellings: list[Words]
    latin: list[Latin] = []


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
    spellings: list[Words]
    latin: list[Latin] = []


class Actor(Record):
    """Who acts, is hit, speaks, mediates or counts; `note` is one neutral line."""

    en: str
    ar: str
    kind: Literal["faction", "force", "state", "body", "person"]
    note: str
    spellings: list[Words]
    latin: list[Latin] = []


class Nation(Record):
    """A country. `actor` is whose force it is when only the adjective says so, as in "an American raid"."""

    en: str
    ar: str
    adjective: list[Words] = Field(min_length=1)
    actor: str | None
    spellings: list[Words]


class Weapon(Record):
    """A means of force. `nouns` are counted, `spellings` is whatever else stands for it."""

    en: str
    ar: str
    nouns: list[Words]
    spellings: list[Words]


class Target(Weapon):
    """A word for what is hit; `type` is what a statement calls it."""

    type: Literal["base", "embassy", "airport", "convoy", "other"]


class Outlet(Record):
    """Who publishes or spreads news."""

    en: str
    ar: str
    spellings: list[Words]
    latin: list[Latin] = []


class Rule(Record):
    """What decides for a meaning: an id, `own`, or None for nothing. What is not asked may be left out."""

    id: str | None
    before: list[Words] = []
    after: list[Words] = []
    near: list[Words] = []
    seen: list[str] = []
    mostly: list[str] = []
    quoted: bool = False
    joined: list[Literal["site", "province", "country", "actor", "person", "weapon", "target", "outlet"]] = []


class Ambiguity(Record):
    """Words that can mean several things, with rules of which the first that fits decides."""

    words: list[Words] = Field(min_length=1)
    rules: list[Rule] = Field(min_length=1)


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


@functools.cache
def countries() -> dict[str, Nation]:
    """Every country by its ISO 3166 code. Raises BadFile when the file is wrong."""
    return Source(FOLDER / "countries.yml").parse_each(Nation)


@functools.cache
def weapons() -> dict[str, Weapon]:
    """Every type of weapon by its id. Raises BadFile when the file is wrong."""
    return Source(FOLDER / "weapons.yml").parse_each(Weapon)


@functools.cache
def targets() -> dict[str, Target]:
    """Every word for a target by its id. Raises BadFile when the file is wrong."""
    return Source(FOLDER / "targets.yml").parse_each(Target)


@functools.cache
def outlets() -> dict[str, Outlet]:
    """Every outlet by its id. Raises BadFile when the file is wrong."""
    return Source(FOLDER / "outlets.yml").parse_each(Outlet)


@functools.cache
def ambiguous() -> dict[str, Ambiguity]:
    """Every group of words with several meanings. Raises BadFile when the file is wrong."""
    return Source(FOLDER / "ambiguous.yml").parse_each(Ambiguity)


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
            spellings=[],
        )
    if kind == "other" and rest:
        return Place(
            en=rest,
            ar=rest,
            country=None,
            admin1=None,
            latitude=None,
            longitude=None,
            where_precision=3,
            type="other",
            note="A place the lexicon lacks.",
            spellings=[],
        )
    return sites().get(id)


def name(id: str) -> str:
    """The English name behind any id; the words themselves where they are not an id."""
    if id in actors():
        return actors()[id].en
    if id in outlets():
        return outlets()[id].en
    place = site(id)
    return place.en if place else id


def country(code: str) -> str:
    """The English name of a country; the code itself where the lexicon lacks it."""
    return countries()[code].en if code in countries() else code


def country_ar(code: str) -> str:
    """The Arabic name of a country; the code itself where the lexicon lacks it."""
    return countries()[code].ar if code in countries() else code


def name_ar(id: str) -> str:
    """The Arabic name behind any id; the words themselves where they are not an id."""
    if id in actors():
        return actors()[id].ar
    if id in outlets():
        return outlets()[id].ar
    place = site(id)
    return place.ar if place else id
