"""An exhibit: a chart with its table, alt text and caption, or a table with its caption.

The last line of a notebook cell that makes one shows it: in JupyterLab as a picture or a table, in the
book as a numbered figure whose marks and rows link to their evidence.
"""

import base64
import functools
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.figure import Figure

EVIDENCE = "statements"
"""The column of an exhibit's table that holds the ids of the statements a row rests on."""


class Told(NamedTuple):
    """A cell of a table that has evidence of its own: what it says, and the ids of the statements behind it.

    No statements mean that the cell says only that nothing is told.
    """

    text: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exhibit:
    """One call's result: what is drawn, as a picture and as a table.

    `table` has one row a mark, with headings fit to print; its column `statements`, where there is one,
    holds tuples of statement ids and is shown as links; a cell may be Told, whose words are then a link.
    `alt` says what the chart says, not how it looks. `draw` draws the figure, once somebody asks for it: who
    only compares tables needn't wait. It is None for an exhibit that is only a table.
    `name` is its address, `fig-<name>`.
    """

    name: str
    caption: str
    table: pd.DataFrame
    alt: str = ""
    draw: "Callable[[], Figure] | None" = None

    @functools.cached_property
    def figure(self) -> "Figure | None":
        """The picture; None for an exhibit that is only a table."""
        return self.draw() if self.draw else None

    def svg(self) -> str:
        """The figure as SVG, the same bytes every time: its texts are paths, its ids start with its name."""
        assert self.figure is not None
        import matplotlib

        from analysis import svg

        stream = io.StringIO()
        with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": self.name}):
            self.figure.savefig(stream, format="svg", metadata={"Date": None}, bbox_inches="tight")
        text = stream.getvalue()
        return _named(svg.small(text[text.index("<svg") :]), self.name)

    def payload(self) -> dict[str, Any]:
        """What the book's exhibit directive needs, as plain data."""
        shown = self.table.drop(columns=[EVIDENCE], errors="ignore")
        evidence = self.table.get(EVIDENCE, [])
        return {
            "name": self.name,
            "caption": self.caption,
            "alt": self.alt,
            "svg": self.svg() if self.figure is not None else None,
            "columns": [str(c) for c in shown.columns],
            "rows": [[_given(value) for value in row] for row in shown.itertuples(index=False)],
            "evidence": [list(ids) for ids in evidence],
        }

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """For the book a directive that holds the exhibit as data, for JupyterLab HTML."""
        fence = "`" * 7
        data = json.dumps(self.payload(), ensure_ascii=True)
        directive = f"{fence}{{exhibit}} {self.name}\n{data}\n{fence}"
        words = self.table.map(cell)
        picture = ""
        if self.figure is not None:
            drawn = base64.b64encode(self.svg().encode()).decode()
            picture = f'<img alt="{_escape(self.alt)}" src="data:image/svg+xml;base64,{drawn}">'
        return {
            "text/markdown": directive,
            "text/html": f"<p>{_escape(self.caption)}</p>{picture}{words.to_html(index=False, escape=True)}",
            "text/plain": f"{self.caption}\n{words.to_string(index=False)}",
        }


def _named(svg: str, name: str) -> str:
    """The SVG with its own ids, and what refers to them, beginning with the exhibit's name.

    Figures on one page would otherwise share ids. Links to statements are left as they are.
    """
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(<use [^>]*?xlink:href="#)', rf"\g<1>{name}-", svg)
    return re.sub(r"url\(#", f"url(#{name}-", svg)


def cell(value: Any) -> str:
    """A table cell as text: nothing for unknown, lists joined by commas, of a Told cell its words."""
    if isinstance(value, Told):
        return value.text
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(cell, value))
    return str(value)


def _given(value: Any) -> str | dict[str, Any]:
    """A table cell as data for the directive."""
    if isinstance(value, Told):
        return {"text": value.text, "statements": list(value.statements)}
    return cell(value)


def _escape(text: str) -> str:
    from html import escape

    return escape(text, quote=True)
