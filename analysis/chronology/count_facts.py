"""Facts about the record's published totals: rates, disagreements, and what the record lists beside them."""

from collections.abc import Callable, Iterator

from analysis import labels, lexicon, rates, wording
from analysis.chronology import Chronology, lines, sums
from analysis.chronology.rows import Row
from analysis.corpus import Corpus
from analysis.facts import Fact
from analysis.rates import MONTH, Interval, Stretch

Family = Callable[[Chronology], Iterator[Fact]]


def families(corpus: Corpus) -> tuple[Family, ...]:
    """The families of this module; the corpus gives the days of the articles' truces."""
    return _free, _stretches, lambda record: _places(record, corpus), _rivals, _listed, _checks


def _free(record: Chronology) -> Iterator[Fact]:
    """Stretches told to have been free of attacks: their days, and the rate that they still allow."""
    for name, free in record.free.items():
        row = record.row(free.row)
        stretch = Stretch(free.first, free.last, 0, (row,), "told free")
        yield _fact(f"rate.{name}.days", stretch.days, f"{wording.number(stretch.days)} days", "days",
                    free.why, row)  # fmt: skip
        yield _fact(f"rate.{name}.span", [str(free.first), str(free.last)],
                    wording.span(free.first, free.last), "days", free.why, row)  # fmt: skip
        yield _fact(f"rate.{name}.upper", round(stretch.interval.high, 4),
                    rates.worded(stretch.interval.high), f"attacks per {MONTH} days",
                    "The upper end of the exact Poisson interval for no attack in these days.",
                    row)  # fmt: skip


def _stretches(record: Chronology) -> Iterator[Fact]:
    """Each stretch between exact totals of the longest line, by its last day."""
    told = [s for s in rates.stretches(rates.series(record), record) if s.origin != "told free"]
    for stretch in told:
        yield from _stretch(f"rate.{stretch.last}", stretch)
    for name, free in record.free.items():
        if free.line:
            before = [s for s in told if s.last < free.first]
            after = [s for s in told if s.first > free.last]
            for side, found in (("before", before[-1:]), ("after", after[:1])):
                for stretch in found:
                    yield from _stretch(f"rate.{name}.{side}", stretch)


def _stretch(name: str, stretch: Stretch) -> Iterator[Fact]:
    """How many attacks one stretch holds, over how many days, and its rate with the exact interval."""
    how, unit = "From the totals at both ends of these days.", f"attacks per {MONTH} days"
    ends: Interval = stretch.interval
    yield _fact(f"{name}.span", [str(stretch.first), str(stretch.last)],
                wording.span(stretch.first, stretch.last), "days", how, *stretch.rows)  # fmt: skip
    days = "day" if stretch.days == 1 else "days"
    yield _fact(f"{name}.days", stretch.days, f"{wording.number(stretch.days)} {days}", "days", how,
                *stretch.rows)  # fmt: skip
    yield _fact(f"{name}.attacks", stretch.count, wording.number(stretch.count), "attacks", how,
                *stretch.rows)  # fmt: skip
    yield _fact(f"{name}.rate", round(stretch.rate, 4), rates.worded(stretch.rate), unit,
                "Attacks over exposure days.", *stretch.rows)  # fmt: skip
    interval = labels.word("rate interval").format(low=rates.worded(ends.low), high=rates.worded(ends.high))
    yield _fact(f"{name}.interval", [round(end, 4) for end in ends], interval, unit,
                "The exact Poisson interval at 95 %.", *stretch.rows)  # fmt: skip


def _places(record: Chronology, corpus: Corpus) -> Iterator[Fact]:
    """How many stretches lie in truces, partly in one, and where none is told of."""
    force = rates.in_force(corpus, record)
    found = rates.stretches(rates.series(record), record)
    for place, name in (("in", "in"), ("partly", "partly"), ("none told", "none-told")):
        own = [s for s in found if rates.place(s, force)[0] == place]
        yield _fact(f"rate.stretches-{name}", len(own), wording.number(len(own)), "stretches",
                    "By the days of the cycles at their widest, from articles and record.",
                    *(row for s in own for row in s.rows))  # fmt: skip


def _rivals(record: Chronology) -> Iterator[Fact]:
    """The widest disagreement that isn't explained, and how many pairs of totals disagree."""
    pairs = sums.rivals(record)
    unexplained = [pair for pair in pairs if not pair.explained]
    for name, own in (("pairs", pairs), ("unexplained", unexplained)):
        yield _fact(f"counters.{name}", len(own), wording.number(len(own)), "pairs of totals",
                    "Totals of two counters over nearly the same days that differ.",
                    *(row for pair in own for row in (pair.larger, pair.smaller)))  # fmt: skip
    for pair in unexplained[:1]:
        how = "The largest ratio among those that what is counted leaves unexplained."
        rows = pair.larger, pair.smaller
        yield _fact("counters.widest.difference", pair.apart, sums.difference(pair), "attacks", how, *rows)
        yield _fact("counters.widest.ratio", round(pair.ratio, 4), sums.ratio(pair), "ratio", how, *rows)
        for side, row in (("larger", pair.larger), ("smaller", pair.smaller)):
            yield _fact(f"counters.widest.{side}", row.counter, lexicon.name(row.counter or ""), "counter",
                        how, row)  # fmt: skip
            yield _fact(f"counters.widest.{side}.count", lines.value(row.count("count")),
                        wording.count(row.count("count")), "attacks", how, row)  # fmt: skip


def _listed(record: Chronology) -> Iterator[Fact]:
    """Beside each total, how many dated attacks the record lists in its days, countries and kind."""
    for total in lines.totals(record):
        found = sums.listed(total, record)
        sure, possible = len(found.sure), len(found.possible)
        how = "Dated attacks of the record in the total's days, countries and kind, possible ones too."
        text = wording.number(sure) if not possible else (
            f"{wording.number(sure)} to {wording.number(sure + possible)}")  # fmt: skip
        yield _fact(f"{total.id}.listed", [sure, sure + possible], text, "attacks", how, total,
                    *found.sure, *found.possible)  # fmt: skip


def _checks(record: Chronology) -> Iterator[Fact]:
    found = sums.checks(record)
    for name, own in (("all", found), ("failed", [check for check in found if not check.holds])):
        yield _fact(f"sums.{name}", len(own), wording.number(len(own)), "sums",
                    "Sums that the published totals must keep among themselves.",
                    *(row for check in found for row in check.rows))  # fmt: skip
    for check in found:
        if check.kind == "since":
            yield _fact(f"{check.rows[1].id}.left", check.said, wording.number(check.said), "attacks",
                        "The whole total less the count that begins later.", *check.rows)  # fmt: skip


def _fact(name: str, value: object, text: str, unit: str, how: str, *rows: Row) -> Fact:
    return Fact(f"record.{name}", value, text, unit, how, (), tuple(dict.fromkeys(row.id for row in rows)))
