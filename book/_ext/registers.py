"""The registers: every statement, every event, the codebook; and ```{quotation} id``` for a page's prose.

Each statement and each event has one entry, whose anchor is its permanent address.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import addresses
import arabic
import citing
import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from analysis import chronology, corpus, events, labels, lexicon, wording
from analysis.articles import Article
from analysis.chronology.cycles import Cycle as RecordCycle
from analysis.statements import MACHINE, Count, Days, Munitions, Statement

DATA = Path(corpus.__file__).parent / "data"


class Evidence(SphinxDirective):
    """Every statement, article by article, in the order of the text."""

    def run(self) -> list[nodes.Node]:
        found = corpus.load()
        sections: list[nodes.Node] = []
        for article in found.articles:
            title = f"{article.number} · {article.outlet or article.id}, {published(article)}"
            title += "" if article.id in found.reviews else f" · {labels.word('unreviewed')}"
            section = nodes.section("", nodes.title(title, title), ids=[f"article-{article.number}"])
            section += [entry(s, found) for s in found.statements if s.article == article.id]
            sections.append(section)
            self.state.document.note_explicit_target(section, section)
        return sections


class Events(SphinxDirective):
    """Every event: listed attacks, strikes, aggregates, and what is kept out of scope."""

    def run(self) -> list[nodes.Node]:
        found = corpus.load()
        sections: list[nodes.Node] = []
        for name, rows in parts(found.events):
            title = labels.word(f"register {name}")
            section = nodes.section("", nodes.title(title, title), ids=[f"events-{name}"])
            section += [event(row, found) for row in rows.itertuples()]
            sections.append(section)
        return sections


class Cycles(SphinxDirective):
    """Every truce cycle: what was computed of it, the claims about its end, the statements it rests on."""

    def run(self) -> list[nodes.Node]:
        found = corpus.load()
        told = [cycle(row, found) for row in found.cycles.itertuples()]
        return [*told, *(record_cycle(row, found) for row in chronology.load().cycles.itertuples())]


class ArticleRole(SphinxRole):
    """{article}`article 003`: the words as they are, linked to the card of the article they end with."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        number = self.text.rpartition(" ")[2]
        if number not in {article.number for article in corpus.load().articles}:
            problem = self.inliner.reporter.error(f"no article is numbered {number!r}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, problem)], [problem]
        return [addresses.pointer("", self.text, anchor=f"a-{number}")], []


class Quotation(SphinxDirective):
    """One statement in a page's prose: its Arabic, its translation, and where it stands."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        found = corpus.load()
        try:
            statement = found.statement(self.arguments[0])
        except KeyError:
            raise self.error(f"unknown statement {self.arguments[0]!r}") from None
        article = found.article(statement.article)
        told = f"{article.outlet or article.id}, {published(article)}. "
        told += f"{labels.word('panel unreviewed')} " if statement.coder == MACHINE else ""
        source = nodes.paragraph("", told, classes=["source"])
        source += pointer(statement.id, statement.id.removeprefix("s-"))
        return [nodes.container("", arabic_words(statement.quote), translation(statement), source,
                                classes=["quotation"])]  # fmt: skip


class CodebookTable(SphinxDirective):
    """The columns of one table of the data set, or another CSV of the codebook, as it stands in data/."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        with (DATA / "codebook.csv").open(encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.DictReader(stream) if row["table"] == name]
        if not rows:
            raise self.error(f"the codebook has no table {name!r}")
        headings = ("column", "meaning", "values", "from")
        found = table([labels.word(f"codebook {h}") for h in headings],
                      [[row[h] for h in headings] for row in rows], literal_first=True)  # fmt: skip
        found["classes"].append("columns")
        found["names"].append(f"codebook {name}")  # a table is numbered when something could point at it
        found.insert(0, nodes.title(name, "", nodes.literal(name, name)))
        self.state.document.note_explicit_target(found, found)
        self.set_source_info(found)
        return [found]


class Crosswalk(SphinxDirective):
    """How our variables map to other codebooks."""

    def run(self) -> list[nodes.Node]:
        with (DATA / "crosswalk.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        headings = [labels.word(f"crosswalk {name}") for name in rows[0]]
        return [table(headings, rows[1:], literal_first=False)]


class Rules(SphinxDirective):
    """The rules for numbers and days in words, from data/rules.yml."""

    def run(self) -> list[nodes.Node]:
        import yaml

        rules = yaml.safe_load((DATA / "rules.yml").read_text(encoding="utf-8"))
        fields = ("words", "rule", "example")
        rows = [[str(rule.get(field) or "") for field in fields] for rule in rules]
        return [table([labels.word(f"rules {field}") for field in fields], rows, literal_first=False)]


def entry(statement: Statement, found: corpus.Corpus) -> nodes.container:
    """One statement's entry: the Arabic, the English, what was coded, and its permanent address."""
    kind = labels.word(statement.kind)
    head = nodes.paragraph("", classes=["statement-head"])
    head += nodes.strong("", kind)
    marks = [labels.word(statement.status)] if statement.status != "reported" else []
    marks += [labels.word(statement.act)] if statement.act else []
    marks += [labels.word("out of scope")] if statement.scope == "out" else []
    marks += [labels.word("unreviewed")] if statement.coder == MACHINE else []
    head += nodes.Text(f" · {' · '.join(marks)}" if marks else "")
    head += nodes.Text(" ")
    head += [pointer(statement.id, statement.id, "permalink"), nodes.Text(" "), cited(statement.id)]
    return nodes.container(
        "", head, arabic_words(statement.quote), translation(statement), coded(statement),
        ids=[statement.id], classes=["statement", f"kind-{statement.kind}"],
    )  # fmt: skip


def coded(statement: Statement) -> nodes.field_list:
    """What was coded, field by field; what the article doesn't say is left out."""
    return field_list(details(statement))


def field_list(details: Iterable[tuple[str, str | nodes.paragraph]]) -> nodes.field_list:
    """Named values, each a line."""
    fields = nodes.field_list("", classes=["coded"])
    for name, body in details:
        paragraph = body if isinstance(body, nodes.paragraph) else nodes.paragraph("", str(body))
        words = labels.word(f"field {name}")
        fields += nodes.field("", nodes.field_name("", words), nodes.field_body("", paragraph))
    return fields


def details(s: Statement) -> Iterator[tuple[str, str | nodes.paragraph]]:
    days = s.period if s.kind == "total" else s.date
    yield "days", dated(days)
    if days.conflict:
        yield "conflict", days.conflict
    if s.site:
        country = lexicon.country(s.site.country) if s.site.country else labels.word("place not told")
        place = s.site.name or country
        words = s.site.words if s.site.words != place else None
        yield "site", with_words(place, [arabic_inline(words)] if words else [])
    for name in ("by", "target", "parties", "mediators", "guarantors", "claimed_by", "blamed_on", "denied_by",
                 "counter"):  # fmt: skip
        value = getattr(s, name)
        if value:
            yield name, names((value,) if isinstance(value, str) else value)
    if s.weapons:
        yield "weapons", wording.listing([munition(w) for w in s.weapons])
    for name in ("killed", "wounded", "count"):
        if getattr(s, name) is not None:
            yield name, wording.count(getattr(s, name))
    if s.what:
        yield "what", s.what
    if s.terms:
        yield "terms", "; ".join(s.terms)
    if s.deadline_days is not None:
        yield "deadline_days", str(s.deadline_days)
    if s.speaker:
        yield "speaker", lexicon.name(s.speaker)
    if s.event:
        yield "event", nodes.paragraph("", "", pointer(f"e-{s.event}", s.event))
    if s.cycle:
        yield "cycle", nodes.paragraph("", "", pointer(f"c-{s.cycle}", s.cycle))
    if s.note:
        yield "note", s.note
    yield "coder", s.coder


def dated(days: Days) -> nodes.paragraph:
    """The days with how they are known, and the article's words for them."""
    known: list[nodes.Node] = [nodes.Text(labels.word(days.basis))] if days.basis and days.first else []
    known += [arabic_inline(days.words)] if days.words else []
    return with_words(wording.span(days.first, days.last), known)


def with_words(text: str, details: list[nodes.Node]) -> nodes.paragraph:
    """A text with details in brackets behind it."""
    found = nodes.paragraph("", text)
    for n, detail in enumerate(details):
        found += [nodes.Text("; " if n else " ("), detail]
    found += nodes.Text(")" if details else "")
    return found


def arabic_inline(words: str) -> nodes.Element:
    """Words known to be Arabic as one piece, their digits and brackets included."""
    return arabic.arabic_words(words, words)


def munition(w: Munitions) -> str:
    counted = Count(w.low, w.best, w.high)
    return f"{labels.word(w.type)}: {wording.count(counted)}" if counted.known else labels.word(w.type)


def names(ids: tuple[str, ...]) -> str:
    return wording.listing([lexicon.name(id) for id in ids])


def parts(events: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The events by kind, in the order of the register."""
    inside, whole = events["scope"] == "in", ~events["aggregate"].astype(bool)
    yield "attacks", events[inside & whole & (events["kind"] == "attack")]
    yield "strikes", events[inside & whole & (events["kind"] == "strike")]
    yield "aggregates", events[inside & ~whole]
    yield "outside", events[~inside]


def event(row: Any, found: corpus.Corpus) -> nodes.container:
    """One event's entry, with every statement it was merged from."""
    head = nodes.paragraph("", classes=["statement-head"])
    head += nodes.strong("", events.title(row))
    if all(found.statement(id).coder == MACHINE for id in row.statements):
        head += nodes.Text(f" · {labels.word('unreviewed')}")
    head += nodes.Text(" ")
    head += [pointer(f"e-{row.event}", row.event, "permalink"), nodes.Text(" "), cited(f"e-{row.event}")]
    fields = field_list(event_details(row))
    sources = nodes.bullet_list("", classes=["sources"])
    for id in row.statements:
        statement = found.statement(id)
        article = found.article(statement.article)
        said = statement.translation or labels.word("not translated")
        line = nodes.paragraph("", f"{article.outlet or article.id}: {said} ")
        line += pointer(id, id.removeprefix("s-"))
        sources += nodes.list_item("", line)
    return nodes.container("", head, fields, sources,
                           ids=[f"e-{row.event}"], classes=["statement", f"kind-{row.kind}"])  # fmt: skip


def event_details(row: Any) -> Iterator[tuple[str, str | nodes.paragraph]]:
    for name in ("by", "claimed_by", "blamed_on", "denied_by"):
        if getattr(row, name):
            yield name, names(getattr(row, name))
    if row.target:
        yield "target", lexicon.name(row.target)
    if row.weapons:
        yield "weapons", wording.listing([munition(w) for w in row.weapons])
    for name in ("killed", "wounded"):
        counted = Count(*(getattr(row, f"{name}_{end}") for end in ("low", "best", "high")))
        if counted.known:
            yield name, wording.count(counted)
    if row.aggregate:
        yield "count", wording.both(row.aggregate_low, row.aggregate_high)
    if row.cycle:
        links = [node for id in row.cycle for node in (nodes.Text(", "), pointer(f"c-{id}", id))]
        yield "cycle", nodes.paragraph("", "", *links[1:])


def cycle(row: Any, found: corpus.Corpus) -> nodes.container:
    """One cycle's entry."""
    head = nodes.paragraph("", classes=["statement-head"])
    head += nodes.strong("", row.name)
    head += [nodes.Text(" "), arabic_inline(found.parts[row.cycle].name.ar), nodes.Text(" ")]
    head += [pointer(f"c-{row.cycle}", row.cycle, "permalink"), nodes.Text(" "), cited(f"c-{row.cycle}")]
    fields = field_list(cycle_details(row))
    claims = [claim for claim in found.cycle_ends.itertuples() if claim.cycle == row.cycle]
    if claims:
        name = nodes.field_name("", labels.word("field ends"))
        fields += nodes.field("", name, nodes.field_body("", ends(claims)))
    line = nodes.paragraph("", classes=["sources"])
    for n, id in enumerate(row.statements):
        line += nodes.Text(", " if n else f"{labels.word('Evidence')}: ")
        line += pointer(id, id.removeprefix("s-"))
    return nodes.container("", head, fields, line,
                           ids=[f"c-{row.cycle}"], classes=["statement", "kind-truce"])  # fmt: skip


def record_cycle(row: Any, found: corpus.Corpus) -> nodes.container:
    """The entry of a cycle that only the public record tells of."""
    record = chronology.load()
    part = record.parts[row.cycle]
    head = nodes.paragraph("", classes=["statement-head"])
    head += nodes.strong("", row.name)
    head += [nodes.Text(" "), arabic_inline(part.name.ar), nodes.Text(f" · {labels.word('of the record')} ")]
    head += [pointer(f"c-{row.cycle}", row.cycle, "permalink"), nodes.Text(" "), cited(f"c-{row.cycle}")]
    fields = field_list(record_cycle_details(row, part))
    line = nodes.paragraph("", classes=["sources"])
    for n, id in enumerate(row.record):
        line += nodes.Text(", " if n else f"{labels.word('Evidence')}: ")
        line += pointer(chronology.PREFIX + id, addresses.short(chronology.PREFIX + id))
    return nodes.container(
        "", head, fields, *([line] if row.record else []),
        ids=[f"c-{row.cycle}"], classes=["statement", "kind-truce", "of-record"],
    )  # fmt: skip


def record_cycle_details(row: Any, part: RecordCycle) -> Iterator[tuple[str, str | nodes.paragraph]]:
    if part.form is None:
        yield "form", labels.word("no truce told")
        return
    yield "form", labels.word(part.form)
    if part.side:
        yield "side", labels.word(part.side)
    for name in ("declared", "effect", "ended"):
        yield name, wording.span(getattr(row, f"{name}_first"), getattr(row, f"{name}_last"))
    yield "duration", wording.both(row.duration_low, row.duration_high)
    for name in ("addressee", "bound", "refused", "mediators", "denied_by"):
        yield name, names(getattr(row, name)) if getattr(row, name) else labels.word("none named")
    for name in ("in_return", "deadline", "excluded"):
        if getattr(part, name):
            yield name, "; ".join(given.en for given in getattr(part, name))
    if part.may_be:
        told = nodes.paragraph("", f"{part.may_be.why} ")
        told += pointer(f"c-{part.may_be.cycle}", part.may_be.cycle)
        yield "may be", told


def cycle_details(row: Any) -> Iterator[tuple[str, str]]:
    for name in ("form", "side"):
        if getattr(row, name):
            yield name, labels.word(getattr(row, name))
    if row.form != "talks":
        for name in ("declared", "effect", "ended"):
            yield name, wording.span(getattr(row, f"{name}_first"), getattr(row, f"{name}_last"))
        yield "duration", wording.both(row.duration_low, row.duration_high)
    for name in ("addressee", "bound", "refused", "mediators", "guarantors", "denied_by"):
        yield name, names(getattr(row, name)) if getattr(row, name) else labels.word("none named")
    if row.conditions:
        yield "terms", "; ".join(row.conditions)


def ends(claims: list[Any]) -> nodes.bullet_list:
    """The claims about a cycle's end, side by side."""
    found = nodes.bullet_list("")
    for claim in claims:
        speaker = lexicon.name(claim.speaker) if claim.speaker else labels.word("the article")
        words = f"{labels.word(claim.mode)}, {wording.span(claim.first, claim.last)}, {speaker} "
        line = nodes.paragraph("", words)
        for id in claim.statements:
            line += pointer(id, id.removeprefix("s-"))
        found += nodes.list_item("", line)
    return found


def published(article: Article) -> str:
    """When the article came out, saying so where the date is inferred."""
    if article.published is None:
        return labels.word("date unknown")
    days = wording.span(article.published.first, article.published.last)
    return days if article.published.basis == "stated" else f"{days} ({labels.word('inferred')})"


def arabic_words(text: str) -> nodes.Element:
    quotation = arabic.arabic_quotation()
    quotation += nodes.paragraph(text, text)
    return quotation


def translation(statement: Statement) -> nodes.paragraph:
    return nodes.paragraph(
        "", statement.translation or labels.word("not translated"), classes=["translation"]
    )


def cited(anchor: str) -> citing.control:
    return citing.control("", anchor=anchor)


def pointer(anchor: str, words: str, *classes: str) -> addresses.pointer:
    return addresses.pointer("", words, anchor=anchor, classes=["statement-link", *classes])


def table(headings: list[str], rows: list[list[str]], literal_first: bool) -> nodes.table:
    """A plain table of texts; the first column is code where its values are names in the data."""
    group = nodes.tgroup("", cols=len(headings))
    group += [nodes.colspec("", colwidth=1) for _ in headings]
    group += nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", h)) for h in headings)))
    body = nodes.tbody("")
    for values in rows:
        first = nodes.literal(values[0], values[0]) if literal_first else nodes.Text(values[0])
        body += nodes.row("", nodes.entry("", nodes.paragraph("", "", first)),
                          *(nodes.entry("", nodes.paragraph("", value)) for value in values[1:]))  # fmt: skip
    group += body
    return nodes.table("", group, classes=["codebook"])


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("addresses")
    app.setup_extension("arabic")
    app.setup_extension("citing")
    app.add_role("article", ArticleRole())
    app.add_directive("evidence", Evidence)
    app.add_directive("events", Events)
    app.add_directive("cycles", Cycles)
    app.add_directive("quotation", Quotation)
    app.add_directive("codebook", CodebookTable)
    app.add_directive("crosswalk", Crosswalk)
    app.add_directive("rules", Rules)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
