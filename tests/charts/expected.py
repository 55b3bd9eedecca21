"""The tables that the charts' tests expect, a file a chart.

After a change that is right: python -m tests.charts.expected, then read the difference, row by row, against
the reviews. A file says what a chart has to show; it isn't to follow the code unread.
"""

import csv
import inspect
from pathlib import Path

from analysis import charts, chronology, corpus
from analysis.exhibits import Exhibit, Told

FOLDER = Path(__file__).resolve().parents[1] / "expected" / "charts"


def path(exhibit: Exhibit) -> Path:
    """Where the expected table of a chart is."""
    return FOLDER / f"{exhibit.name}.csv"


def rows(exhibit: Exhibit) -> list[list[str]]:
    """A chart's table as its file holds it: the headings, then the rows, their statements last.

    A Told cell's statements stand behind its words, after a bar.
    """
    made = [[str(c) for c in exhibit.table.columns]]
    for *cells, statements in exhibit.table.itertuples(index=False):
        made.append([*map(_written, cells), ";".join(statements)])
    return made


def _written(value: object) -> str:
    return " | ".join([value.text, *value.statements]) if isinstance(value, Told) else str(value)


if __name__ == "__main__":
    given = {"corpus": corpus.load(), "book": corpus.load(), "record": chronology.load()}
    for draw in (call for call in vars(charts).values() if callable(call)):
        exhibit = draw(*(given[name] for name in inspect.signature(draw).parameters))
        with path(exhibit).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows(exhibit))
