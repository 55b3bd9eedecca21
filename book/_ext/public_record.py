"""```{chronology}``` lists the public record: every row with what it says, its sources and what is disputed.

Each row has one entry, whose anchor `r-…` is its permanent address. {row}`words <id>` opens a row from a
page's prose, and ```{row} id``` sets one into it, named as the record's.
"""

from collections.abc import Iterator
from typing import Any

import addresses
import citing
import registers
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from analysis import chronology, labels, lexicon, wording
from analysis.chronology import Chronology
from analysis.chronology.rows import Row

SHOWN = ("by", "target", "claimed_by", "blamed_on", "denied_by")


class Register(SphinxDirective):
    """Every row of the record by its kind, then the pages that were read and not used."""

    def run(self) -> list[nodes.Node]:
        record = chronology.load()
        sections: list[nodes.Node] = []
        for kind in ("attack", "strike", "truce", "total"):
            title = labels.word(f"in the record {kind}")
            section = nodes.section("", nodes.title(title, title), ids=[f"record-{kind}s"])
            section += [entry(row, record) for row in record.rows if row.kind == kind]
            sections.append(section)
        return [*sections, left_out(record)]


class RowRole(SphinxRole):
    """Words of the prose that open a row of the record."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        words, _, id = self.text.rstrip(">").rpartition("<")
        try:
            row = chronology.load().row(id)
        except KeyError:
            problem = self.inliner.reporter.error(f"the record has no row {id!r}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, problem)], [problem]
        node = addresses.pointer(self.rawtext, words.strip(), classes=["record-link"])
        node["anchor"] = node["panel"] = chronology.PREFIX + row.id
        return [node], []


class RowDirective(SphinxDirective):
    """One row of the record in a page's prose: what it says, and on whose word."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        record = chronology.load()
        try:
            row = record.row(self.arguments[0])
        except KeyError:
            raise self.error(f"the record has no row {self.arguments[0]!r}") from None
        told = nodes.paragraph("", f"{labels.word('record says')} ", classes=["source"])
        for n, name in enumerate(row.sources):
            page = record.pages[name]
            told += nodes.Text(", " if n else "")
            told += nodes.reference("", "", nodes.Text(page.publisher), refuri=str(page.url), internal=False)
        told += nodes.Text(". ")
        told += registers.pointer(chronology.PREFIX + row.id, addresses.short(chronology.PREFIX + row.id))
        parts = [nodes.paragraph("", words) for words in (row.what, row.disputed) if words]
        return [nodes.container("", *parts, told, classes=["quotation", "of-record"])]


def entry(row: Row, record: Chronology) -> nodes.container:
    """One row's entry."""
    anchor = chronology.PREFIX + row.id
    head = nodes.paragraph("", classes=["statement-head"])
    head += nodes.strong("", wording.span(row.first, row.last))
    if row.scope == "out":
        head += nodes.Text(f" · {labels.word('out of scope')}")
    head += [nodes.Text(" "), registers.pointer(anchor, row.id, "permalink"), nodes.Text(" ")]
    head += citing.control("", anchor=anchor)
    sources = nodes.bullet_list("", classes=["sources"])
    sources += [source(record, name) for name in row.sources]
    fields = registers.field_list(details(row))
    return nodes.container("", head, nodes.paragraph("", "", nodes.Text(row.what)), fields, sources,
                           ids=[anchor], classes=["statement", f"kind-{row.kind}", "of-record"])  # fmt: skip


def details(row: Row) -> Iterator[tuple[str, str | nodes.paragraph]]:
    """What was coded of a row; what the sources don't say is left out."""
    if row.site or row.country:
        yield "site", lexicon.name(row.site) if row.site else labels.word(row.country or "place not told")
    for name in SHOWN:
        value = getattr(row, name)
        if value:
            yield name, registers.names((value,) if isinstance(value, str) else value)
    if row.weapons:
        yield "weapons", wording.listing([registers.munition(w) for w in row.weapons])
    for name in ("killed", "wounded", "count"):
        if row.count(name).known:
            yield name, wording.count(row.count(name))
    if row.counter:
        yield "counter", lexicon.name(row.counter)
        yield "what", wording.listing([labels.word(f"counts {what}") for what in row.counts])
    if row.period_last:
        yield "period", period(row)
    if row.speaker:
        yield "speaker", lexicon.name(row.speaker)
    if row.act:
        yield "act", labels.word(row.act)
    if row.cycle and row.kind == "truce":
        yield "cycle", nodes.paragraph("", "", registers.pointer(f"c-{row.cycle}", row.cycle))
    if row.event:
        yield "same event", nodes.paragraph("", "", registers.pointer(f"e-{row.event}", row.event))
    if row.disputed:
        yield "disputed", nodes.paragraph("", "", nodes.Text(row.disputed))


def period(row: Row) -> str:
    """The days that a total covers; its first may be untold."""
    if row.period_first:
        return wording.span(row.period_first, row.period_last)
    return labels.word("period to").format(day=wording.span(row.period_last, row.period_last))


def source(record: Chronology, name: str) -> nodes.list_item:
    """A page that a row rests on: who published what and when, with its address and its grade."""
    page = record.pages[name]
    told = nodes.paragraph("", f"{name}: ")
    told += [nodes.Text(page.publisher), nodes.Text(", ")]
    words = nodes.reference("", "", nodes.Text(page.title), refuri=str(page.url), internal=False)
    told += words
    day = f", {page.date}" if page.date else ""
    own = "" if page.original == "yes" else f" {labels.word('title not its own')}"
    told += nodes.Text(f"{own}{day}. {labels.word(f'grade {page.grade}')}.")
    return nodes.list_item("", told)


def left_out(record: Chronology) -> nodes.section:
    """The pages that were read and stand in no row, with the reason."""
    title = labels.word("record left out")
    lines = nodes.bullet_list("", classes=["sources"])
    for unused in record.left_out:
        item = source(record, unused.source)
        item += nodes.paragraph("", unused.why)
        lines += item
    entries = nodes.container("", lines, classes=["statement", "of-record"])
    return nodes.section("", nodes.title(title, title), entries, ids=["record-left-out"])


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("registers")
    app.add_directive("chronology", Register)
    app.add_directive("row", RowDirective)
    app.add_role("row", RowRole())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
