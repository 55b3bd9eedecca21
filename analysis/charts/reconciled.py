"""Published totals beside the dated attacks that the record itself lists in their days."""

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.charts.counters import days
from analysis.charts.totals import evidence
from analysis.chronology import Chronology, lines, sums
from analysis.chronology.sums import Listed
from analysis.exhibits import EVIDENCE, Exhibit, Told


def reconciled(record: Chronology) -> Exhibit:
    """One row a total: how many dated attacks the record lists in its days, countries and kind, and why."""
    keys = ("What", "Published", "Listed", "Difference", "Why")
    rows = [_row(sums.listed(total, record)) for total in lines.totals(record)]
    columns = [*(labels.word(f"reconciled {key}") for key in keys), EVIDENCE]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return Exhibit("record-reconciled", labels.word("record-reconciled caption"), table)


def _row(found: Listed) -> tuple[object, ...]:
    total = found.total
    what = labels.word("listed total").format(
        counter=lexicon.name(total.counter or ""), what=lines.counted(total.counts), days=days(total)
    )
    key = "listed possible" if found.possible else "listed sure"
    beside = labels.word(key).format(sure=len(found.sure), possible=len(found.possible))
    named = evidence(*found.sure, *found.possible)
    return (Told(what, evidence(total)), wording.count(total.count("count")), Told(beside, named),
            _apart(found), _why(found), (*evidence(total), *named))  # fmt: skip


def _apart(found: Listed) -> str:
    """How many attacks the total has more than the record lists, as surely as the total itself is told."""
    told = lines.kind(found.total.count("count"))
    number = f"{found.apart[0]}" if told == "at least" else wording.both(*found.apart)
    return labels.word(f"counters hedge {told}").format(n=number)


def _why(found: Listed) -> str:
    """Why the record lists another number than was counted, as far as the total's own words tell."""
    key = "listed more" if found.exceeds else "listed fewer" if found.apart[1] > 0 else "listed all"
    told = [labels.word(key)]
    begins = lines.load().begins
    if found.total.period_first is None:
        told.append(labels.word("listed unstarted"))
    elif found.total.period_first < begins:
        told.append(labels.word("listed before"))
    return "; ".join(told)
