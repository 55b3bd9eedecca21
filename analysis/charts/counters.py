"""Where counters of the record disagree over nearly the same days: by how much, and why as far as is told."""

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.charts.totals import evidence
from analysis.chronology import Chronology, lines, sums
from analysis.chronology.rows import Row
from analysis.chronology.sums import Rivals
from analysis.exhibits import EVIDENCE, Exhibit, Told


def counters(record: Chronology) -> Exhibit:
    """One row a pair of totals by two counters that differ: difference, ratio and what explains it."""
    keys = ("counters Larger", "counters Smaller", "counters Difference", "counters Ratio", "counters Why")
    rows = [_row(pair) for pair in sums.rivals(record)]
    table = pd.DataFrame(rows, columns=[*map(labels.word, keys), EVIDENCE], dtype=object)
    return Exhibit("record-counters", labels.word("record-counters caption"), table)


def _row(pair: Rivals) -> tuple[object, ...]:
    return (_total(pair.larger), _total(pair.smaller), sums.difference(pair), sums.ratio(pair), _why(pair),
            evidence(pair.larger, pair.smaller))  # fmt: skip


def _total(row: Row) -> Told:
    told = labels.word("counters total").format(
        counter=_name(row), count=wording.count(row.count("count")), days=days(row))  # fmt: skip
    return Told(told, evidence(row))


def _name(row: Row) -> str:
    return lexicon.name(row.counter or "")


def days(total: Row) -> str:
    """The days over which a total counts; "to 25 November 2023, from an untold day"."""
    if total.period_first:
        return wording.span(total.period_first, total.period_last)
    day = wording.span(total.period_last, total.period_last)
    return labels.word("period to").format(day=day)


def _why(pair: Rivals) -> str:
    if not pair.reasons:
        return labels.word("counters unexplained")
    told = [labels.word(f"counters because {reason}").format(
        larger_name=_name(pair.larger), larger=lines.counted(pair.larger.counts),
        smaller_name=_name(pair.smaller), smaller=lines.counted(pair.smaller.counts),
    ) for reason in pair.reasons]  # fmt: skip
    reasons = "; ".join(told)
    return reasons if pair.explained else labels.word("counters not by this").format(reasons=reasons)
