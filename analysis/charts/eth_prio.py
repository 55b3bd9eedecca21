"""The October 2020 truce as the ETH/PRIO ceasefire data code it, beside what the public record has of it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis import lexicon, wording
from analysis.chronology import FOLDER, PREFIX, Chronology
from analysis.chronology.cycles import Detail
from analysis.exhibits import EVIDENCE, Exhibit, Told
from analysis.labels import word
from analysis.yamlfile import BadFile, Problem

CYCLE = "2020-october"
FILE = FOLDER / "eth_prio.csv"
COLUMNS = ["variable", "value", "as_ours", "meaning", "known", "rule", "why"]
KNOWN = ("name", "code", "rows", "unseen")
"""How we know what a variable means: by its name, by public code that reads the data, by the values of other
rows; or we don't."""

Ours = tuple[Told, frozenset[str]]
"""What the record has, with its rows, and the same as values to compare."""


def eth_prio(record: Chronology) -> Exhibit:
    """Variable by variable: their value, ours with its rows, and whether the two agree.

    They can be compared only where their value can be said in our terms; the table says why they can't.
    """
    rows = [_row(record, line) for line in lines()]
    keys = ("eth variable", "eth theirs", "eth ours", "eth verdict", "eth why")
    table = pd.DataFrame(rows, columns=[*map(word, keys), EVIDENCE], dtype=object)
    return Exhibit("eth-prio", word("eth caption"), table)


def lines(file: Path = FILE) -> list[dict[str, str]]:
    """Their coding, a variable a line. Raises BadFile, by line and column."""
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if reader.fieldnames != COLUMNS:
            raise BadFile(Problem(str(file), 1, "(head)", f"expected {','.join(COLUMNS)}"))
        found = [(reader.line_num, line) for line in reader]
    problems = [
        Problem(str(file), at, column, f"expected one of {', '.join(allowed)}, found {line[column]!r}")
        for at, line in found
        for column, allowed in (("rule", tuple(RULES)), ("known", KNOWN))
        if line[column] not in allowed
    ]
    if problems:
        raise BadFile(*problems)
    return [line for _, line in found]


def verdict(line: dict[str, str], ours: frozenset[str]) -> str:
    """Whether their value, in our terms, is what the record has: agrees, differs, not comparable."""
    if not line["as_ours"]:
        return "not comparable"
    return "agrees" if frozenset(line["as_ours"].split(";")) == ours else "differs"


def _row(record: Chronology, line: dict[str, str]) -> tuple[object, ...]:
    ours, values = RULES[line["rule"]](record)
    known = line["known"]
    meaning = f"{line['meaning']} ({word(f'eth known {known}')})"
    return (f"{line['variable']}: {meaning}", line["value"], ours,
            word(f"eth {verdict(line, values)}"), line["why"], ours.statements)  # fmt: skip


def _bound(record: Chronology) -> Ours:
    return _actors(record, record.parts[CYCLE].bound)


def _mediators(record: Chronology) -> Ours:
    return _actors(record, record.parts[CYCLE].mediators)


def _actors(record: Chronology, who: list[str]) -> Ours:
    if not who:
        return Told(word("none named"), _rows(record.parts[CYCLE].declared)), frozenset({"none"})
    names = wording.listing([lexicon.name(id) for id in who])
    return Told(names, _rows(record.parts[CYCLE].declared)), frozenset(who)


def _declared(record: Chronology) -> Ours:
    return _days(record, record.parts[CYCLE].declared)


def _effect(record: Chronology) -> Ours:
    return _days(record, [told.row for told in record.parts[CYCLE].effect])


def _ended(record: Chronology) -> Ours:
    return _days(record, [end.row for end in record.parts[CYCLE].ends])


def _days(record: Chronology, ids: list[str]) -> Ours:
    rows = [record.row(id) for id in ids]
    told = wording.listing([wording.span(row.first, row.last) for row in rows])
    return Told(told, _rows(ids)), frozenset(row.first.isoformat() for row in rows)


def _ends(record: Chronology) -> Ours:
    ends = record.parts[CYCLE].ends
    speakers = [(record.row(end.row).speaker or "", word(end.mode)) for end in ends]
    told = "; ".join(f"{mode}, {lexicon.name(who)}" for who, mode in speakers)
    return Told(told, _rows([end.row for end in ends])), frozenset(end.mode for end in ends)


def _word(field: str) -> Callable[[Chronology], Ours]:
    """A rule for a field of the cycle that holds one of the words it may use."""

    def ours(record: Chronology) -> Ours:
        value = getattr(record.parts[CYCLE], field)
        rows = _rows(record.parts[CYCLE].declared)
        return Told(word(value or "not told"), rows), frozenset({value} if value else ())

    return ours


def _details(field: str) -> Callable[[Chronology], Ours]:
    """A rule for a field of the cycle that holds what rows say, in few words."""

    def ours(record: Chronology) -> Ours:
        found: list[Detail] = getattr(record.parts[CYCLE], field)
        if not found:
            return Told(word("none named"), _rows(record.parts[CYCLE].declared)), frozenset({"none"})
        told = "; ".join(detail.en for detail in found)
        return Told(told, _rows([detail.row for detail in found])), frozenset(d.en for d in found)

    return ours


def _nothing(record: Chronology) -> Ours:
    return Told(word("eth no counterpart")), frozenset()


def _rows(ids: list[str]) -> tuple[str, ...]:
    return tuple(PREFIX + id for id in dict.fromkeys(ids))


RULES: dict[str, Callable[[Chronology], Ours]] = {
    "bound": _bound, "declared": _declared, "effect": _effect, "side": _word("side"),
    "excluded": _details("excluded"), "form": _word("form"), "deadline": _details("deadline"),
    "in_return": _details("in_return"), "mediators": _mediators, "ends": _ends, "ended": _ended,
    "none": _nothing,
}  # fmt: skip
"""How each of ours is made from the record's cycle, by the name that the file uses."""
