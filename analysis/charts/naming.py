"""How a chart or a table calls an event, a cycle or whoever speaks, in a few English words."""

from collections.abc import Iterable

import pandas as pd

from analysis import lexicon, wording
from analysis.labels import word
from analysis.statements import Count


def place(event: pd.Series) -> str:
    """Where an event was: its site, the article's own words for it, or its country alone."""
    if event["site"] in lexicon.sites() or str(event["site"]).startswith("convoy:"):
        return lexicon.name(event["site"])
    if event["site"]:
        country = f", {word(event['country'])}" if event["country"] else ""
        return lexicon.name(event["site"]) + country
    if event["country"]:
        return f"{word(event['country'])}, {word('site untold')}"
    return word("place not told")


def days(event: pd.Series) -> str:
    """The days of an event: "3–7 March 2021", or that they are not told."""
    if event["first"] is None or event["last"] is None:
        return word("days not told")
    return wording.span(event["first"], event["last"])


def event(event: pd.Series) -> str:
    """An event in one line: what, where and when, and how many where it stands for several."""
    if not event["aggregate"]:
        return f"{word(event['kind'])}: {place(event)}, {days(event)}"
    on = event["target_type"] if event["target_type"] in ("base", "convoy") else "any"
    number = Count(event["aggregate_low"], None, event["aggregate_high"])
    many = wording.count(number) if number.known else word("number not told")
    return f"{word(f'several attacks, {on}')}: {place(event)}, {days(event)} ({many})"


def cycle(id: str) -> str:
    """A short name from a cycle's id: "July 2021" of 2021-july."""
    year, _, when = id.partition("-")
    return f"{when.capitalize()} {year}" if when else id


def people(ids: Iterable[str]) -> str:
    """Names of actors in a list; the article's own words for one who has no name."""
    return wording.listing([lexicon.name(id) for id in ids])
