"""What the charts of a reader's own data set share: what the set is, and that its counts are no one row's."""

from analysis import labels
from analysis.record import Counts

COUNTRIES = ("IQ", "SY", "JO")


def caption(name: str, own: Counts) -> str:
    """The caption of a chart, with the set's name and its terms of use."""
    return labels.word(f"{name} caption").format(set=own.version, terms=own.licence)


def kept(own: Counts) -> str:
    """How many rows the file has and how many of them are drawn, as a sentence."""
    drawn = sum(m.count for m in own.months if m.kind == "attack" and m.scope == "in")
    return labels.word("own kept").format(
        rows=f"{own.rows:,}", kept=f"{own.kept:,}", drawn=f"{drawn:,}", together=f"{own.together:,}"
    )
