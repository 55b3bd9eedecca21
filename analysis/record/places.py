"""Places of a data set by the names of the lexicon, where it has them."""

import functools
import re

from analysis import lexicon

_UNSAID = {"al", "ad", "as", "the", "province", "governorate", "muhafazat"}
"""Words in the names of provinces and sites that one source writes and another leaves out."""


@functools.cache
def site(name: str | None, country: str) -> str | None:
    """The id of a site in a country by its name, or `other:` and the name; None where there is no name."""
    if not name:
        return None
    return _sites().get((country, _folded(name))) or f"other:{name}"


@functools.cache
def province(name: str | None, country: str) -> str | None:
    """The lexicon's name of a province, or the name as it is."""
    return _provinces().get((country, _folded(name))) or name if name else None


@functools.cache
def _sites() -> dict[tuple[str | None, str], str]:
    every = lexicon.sites().items()
    return {(s.country, _folded(name)): id for id, s in every for name in (s.en, *s.latin)}


@functools.cache
def _provinces() -> dict[tuple[str, str], str]:
    every = lexicon.provinces().items()
    return {(p.country, _folded(name)): id for id, p in every for name in (id, *p.latin)}


def _folded(name: str) -> str:
    words = re.sub(r"[\W_]+", " ", re.sub("['’]", "", name.lower())).split()
    return " ".join(word for word in words if word not in _UNSAID)
