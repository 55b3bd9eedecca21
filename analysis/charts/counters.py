"""Where counters of the record disagree over nearly the same days: by how much, and why as far as is told."""

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.charts.totals import evidence, kind
from analysis.chronology import Chronology, lines, sums
from analysis.chronology.rows import Row
from analysis.chronology.sums import Rivals
from analysis.exhibits import EVIDENCE, Exhibit


def counters(record: Chronology) -> Exhibit:
    """One row a pair of totals by two counters that differ: difference, ratio and what explains it."""
    keys = ("counters Larger", "counters Smaller", "counters Difference", "counters Ratio", "counters Why",
            "total Note")  # fmt: skip
    rows = [_row(pair) for pair in sums.rivals(record)]
    table = pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)
    return Exhibit("record-counters", labels.word("record-counters caption"), table)


def _row(pair: Rivals) -> tuple[object, ...]:
    notes = [row.disputed for row in (pair.larger, pair.smaller) if row.disputed]
    return (_total(pair.larger), _total(pair.smaller), difference(pair), ratio(pair), _why(pair),
            " ".join(dict.fromkeys(notes)), evidence(pair.larger, pair.smaller))  # fmt: skip


def _total(row: Row) -> str:
    return labels.word("counters total").format(
        counter=_name(row), count=wording.count(row.count("count")), days=days(row))  # fmt: skip


def _name(row: Row) -> str:
    return lexicon.name(row.counter or "")


def days(total: Row) -> str:
    """The days over which a total counts; "to 25 November 2023, from an untold day"."""
    if total.period_first:
        return wording.span(total.period_first, total.period_last)
    day = wording.span(total.period_last, total.period_last)
    return labels.word("period to").format(day=day)


def difference(pair: Rivals) -> str:
    """How far apart two totals are, worded by how surely each is told: "about 5", "at most about 35"."""
    return labels.word(f"counters hedge {hedge(pair)}").format(n=pair.apart)


def ratio(pair: Rivals) -> str:
    """How many times the smaller the larger is, with the same caution; of two open ends the numbers told."""
    return labels.word(f"counters hedge {hedge(pair)}").format(n=f"{pair.ratio:.1f}")


def hedge(pair: Rivals) -> str:
    """How surely a difference is known: a smaller total that is at least so many makes it less, not more."""
    larger, smaller = kind(pair.larger.count("count")), kind(pair.smaller.count("count"))
    if larger == smaller == "at least":
        return "open"
    if "at least" in (larger, smaller):
        return "at least" if larger == "at least" else "at most"
    return "about" if "about" in (larger, smaller) else "exact"


def _why(pair: Rivals) -> str:
    if not pair.reasons:
        return labels.word("counters unexplained")
    told = [labels.word(f"counters because {reason}").format(
        larger_name=_name(pair.larger), larger=lines.counted(pair.larger.counts),
        smaller_name=_name(pair.smaller), smaller=lines.counted(pair.smaller.counts),
    ) for reason in pair.reasons]  # fmt: skip
    reasons = "; ".join(told)
    return reasons if pair.explained else labels.word("counters not by this").format(reasons=reasons)
