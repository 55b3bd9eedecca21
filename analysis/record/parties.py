"""Who the actors of a data set are: US or Coalition, a state, an actor of the lexicon, or only a name."""

import functools
import re
from typing import NamedTuple

from pydantic import ConfigDict, Field

from analysis import lexicon
from analysis.record.sets import FOLDER
from analysis.yamlfile import Record, Source


class _File(Record):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    countries: dict[lexicon.Country, list[str]]
    states: list[str]
    names: dict[str, list[str]]
    ours: list[str]
    another_war: list[str] = Field(alias="another war")


class Side(NamedTuple):
    """One side of an event.

    `ids` are lexicon ids, or the source's name where the lexicon has no such actor. `ours`: it is, or is
    with, the US or the Coalition; `war`: fighting it is another war; `state`: its name is a state's.
    """

    ids: tuple[str, ...]
    ours: bool
    war: bool
    state: bool


@functools.cache
def _file() -> _File:
    return Source(FOLDER / "parties.yml").parse(_File)


@functools.cache
def country(name: str) -> lexicon.Country | None:
    """The code of a country that is kept, by a name of it, or None."""
    said = " ".join(name.lower().split())
    known = _file().countries.items()
    return next((code for code, names in known if said in [n.lower() for n in names]), None)


@functools.lru_cache(maxsize=20_000)
def side(actor: str, beside: str = "") -> Side:
    """The side of an actor, with those that a list split at `;` puts beside it.

    A side is the US's or the Coalition's if any of its actors is; that actor then comes first.
    """
    named = [name.strip() for name in (actor, *beside.split(";")) if name.strip()]
    ids = [_id(name) or name for name in named]
    ours = [id for id in ids if id in _file().ours]
    return Side(
        ids=tuple(dict.fromkeys([*ours[:1], *ids[:1]])),
        ours=bool(ours),
        war=not ours and any(id in _file().another_war for id in ids),
        state=bool(named) and _begins(_folded(named[0]), _states()) is not None,
    )


def _id(name: str) -> str | None:
    found = _begins(_folded(name), tuple(_names()))
    return _names()[found] if found else None


def _begins(name: str, beginnings: tuple[str, ...]) -> str | None:
    """The longest of the beginnings that a name has, as whole words."""
    fits = [b for b in beginnings if f"{name} ".startswith(f"{b} ")]
    return max(fits, key=len, default=None)


@functools.cache
def _names() -> dict[str, str]:
    """The ids of actors by their folded names: the lexicon's factions, and what parties.yml adds."""
    factions = {id: actor for id, actor in lexicon.actors().items() if actor.kind == "faction"}
    listed = {_folded(name): id for id, actor in factions.items() for name in (actor.en, *actor.latin)}
    return listed | {_folded(name): id for id, names in _file().names.items() for name in names}


@functools.cache
def _states() -> tuple[str, ...]:
    return tuple(map(_folded, _file().states))


def _folded(name: str) -> str:
    """A name in small letters, without brackets, leading abbreviation, apostrophes or "the"."""
    bare = re.sub(r"^[A-Z][\w-]{0,11}: ", "", re.sub(r"\([^)]*\)", " ", name))
    words = re.sub(r"[\W_]+", " ", re.sub("['’ʿʾ`]", "", bare.lower())).split()
    return " ".join(word for word in words if word != "the")
