"""How a chart or a table calls an event or whoever speaks, in a few English words."""

from collections.abc import Iterable

import pandas as pd

from analysis import lexicon, wording
from analysis.labels import known, word
from analysis.statements import Count


def place(event: pd.Series) -> str:
    """Where an event was: its site, the article's own words for it, or its country alone."""
    if event["site"] in lexicon.sites() or str(event["site"]).startswith("convoy:"):
        return lexicon.name(event["site"])
    if event["site"]:
        country = f", {lexicon.country(event['country'])}" if event["country"] else ""
        return lexicon.name(event["site"]) + country
    if event["country"]:
        return f"{lexicon.country(event['country'])}, {word('sites untold')}"
    return word("place not told")


def days(event: pd.Series) -> str:
    """The days of an event: "3–7 March 2021", or that they are not told."""
    if event["first"] is None or event["last"] is None:
        return word("days not told")
    return wording.span(event["first"], event["last"])


def events(rows: Iterable[pd.Series]) -> str:
    """Events in a line, their days told once: "3–7 March 2021: attack, Ain al-Asad; attack, Erbil"."""
    by_days: dict[str, list[str]] = {}
    for row in rows:
        by_days.setdefault(days(row), []).append(_event(row))
    return ". ".join(f"{when}: {'; '.join(what)}" for when, what in by_days.items())


def _event(event: pd.Series) -> str:
    """What and where, and how many where it stands for several."""
    if not event["aggregate"]:
        return f"{word(event['kind'])}, {place(event)}"
    on = event["target_type"] if event["target_type"] in ("base", "convoy") else "any"
    number = Count(event["aggregate_low"], None, event["aggregate_high"])
    many = wording.count(number) if number.known else word("number not told")
    country = lexicon.country(event["country"]) if event["country"] else word("place not told")
    where = place(event) if event["site"] else country
    return f"{word(f'several attacks, {on}')}, {where} ({many})"


def short(id: str) -> str:
    """An actor's name, in the shorter wording of the labels where there is one."""
    key = f"short {id}"
    return word(key) if known(key) else lexicon.name(id)
