"""The sums that the record's totals must keep among themselves, those that fail too."""

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.charts.totals import evidence
from analysis.chronology import Chronology, lines, sums
from analysis.chronology.sums import Check
from analysis.exhibits import EVIDENCE, Exhibit, Told


def checks(record: Chronology) -> Exhibit:
    """One row a sum: what is compared, what was published, what stands beside it, whether it holds."""
    rows = [_row(check) for check in sums.checks(record)]
    columns = [*(labels.word(f"sums {key}") for key in ("What", "Published", "Beside", "Result")), EVIDENCE]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return Exhibit("record-sums", labels.word("record-sums caption"), table)


def _row(check: Check) -> tuple[object, ...]:
    row = check.rows[0]
    what = labels.word(f"sum {check.kind}").format(
        counter=lexicon.name(row.counter or ""), day=wording.span(row.period_last, row.period_last),
        what=lines.counted(row.counts), start=wording.span(row.period_first, row.period_first),
    )  # fmt: skip
    said, beside = f"{check.said}", wording.both(check.low, check.high)
    if check.kind == "rises":
        fall = f"{check.said}" if check.said else labels.word("none")
        said, beside = labels.word("sum largest fall"), fall
    if check.kind == "parts":
        beside = " + ".join(wording.count(part.count("count")) for part in check.rows[1:])
    result = labels.word("sum holds" if check.low == check.high or check.high is None else "sum can hold")
    if not check.holds:
        result = labels.word("sum fails").format(n=check.by)
    told = evidence(*check.rows)
    return Told(what, told), said, beside, result, told
