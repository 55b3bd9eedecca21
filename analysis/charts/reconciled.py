"""What must add up in the record: its totals among themselves, and beside the attacks that it lists."""

import pandas as pd

from analysis import labels, lexicon, wording
from analysis.charts.counters import days
from analysis.charts.totals import evidence
from analysis.chronology import Chronology, lines, sums
from analysis.chronology.sums import Check, Listed
from analysis.exhibits import EVIDENCE, Exhibit


def reconciled(record: Chronology) -> Exhibit:
    """First every sum that the totals must keep, those that fail too; then a row a published total.

    Beside a total stands how many dated attacks the record lists in its days, countries and kind.
    """
    keys = ("What", "Published", "Beside", "Difference", "Result")
    rows = [_check(check) for check in sums.checks(record)]
    rows += [_listed(sums.listed(total, record)) for total in lines.totals(record)]
    columns = [*(labels.word(f"reconciled {key}") for key in keys), EVIDENCE]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return Exhibit("record-reconciled", labels.word("record-reconciled caption"), table)


def _check(check: Check) -> tuple[object, ...]:
    row = check.rows[0]
    what = labels.word(f"sum {check.kind}").format(
        counter=lexicon.name(row.counter or ""), day=wording.span(row.period_last, row.period_last),
        what=lines.counted(row.counts), start=wording.span(row.period_first, row.period_first),
    )  # fmt: skip
    said, beside = f"{check.said}", wording.both(check.low, check.high)
    if check.kind == "rises":
        said, beside = (
            labels.word("sum largest fall"),
            f"{check.said}" if check.said else labels.word("none"),
        )
    if check.kind == "parts":
        beside = " + ".join(wording.count(part.count("count")) for part in check.rows[1:])
    result = labels.word("sum holds" if check.low == check.high or check.high is None else "sum can hold")
    if not check.holds:
        result = labels.word("sum fails").format(n=check.by)
    return (what, said, beside, f"{check.by}", result, evidence(*check.rows))


def _listed(found: Listed) -> tuple[object, ...]:
    total = found.total
    what = labels.word("listed total").format(
        counter=lexicon.name(total.counter or ""), what=lines.counted(total.counts), days=days(total)
    )
    key = "listed possible" if found.possible else "listed sure"
    beside = labels.word(key).format(sure=len(found.sure), possible=len(found.possible))
    return (what, wording.count(total.count("count")), beside, _apart(found), _result(found),
            evidence(total, *found.sure, *found.possible))  # fmt: skip


def _apart(found: Listed) -> str:
    """How many attacks the total has more than the record lists, as surely as the total itself is told."""
    told = lines.kind(found.total.count("count"))
    number = f"{found.apart[0]}" if told == "at least" else wording.both(*found.apart)
    return labels.word(f"counters hedge {told}").format(n=number)


def _result(found: Listed) -> str:
    """What the difference shows, and what in the total's own days adds to it."""
    total, counted = found.total, wording.count(found.total.count("count"))
    n = wording.both(len(found.sure), len(found.sure) + len(found.possible))
    most = found.apart[1]
    key = "listed more" if found.exceeds else "listed fewer" if most > 0 else "listed all"
    told = [labels.word(key).format(n=n, total=counted)]
    begins = lines.load().begins
    if total.period_first is None:
        told.append(labels.word("listed unstarted"))
    elif total.period_first < begins:
        told.append(labels.word("listed before").format(day=wording.span(begins, begins)))
    return "; ".join(told)
