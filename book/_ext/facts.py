"""{fact}`name` puts a computed number or phrase into prose, linked to the note on what it rests on.

```{numbers}``` lists the facts that the book uses, numbered, each with its evidence and where it stands.
"""

from typing import Any

import addresses
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from analysis import chronology, corpus, facts, labels
from analysis.chronology import facts as record_facts

logger = logging.getLogger(__name__)


class fact_list(nodes.General, nodes.Element):
    """Where the list of facts goes; it can be made only when all pages have been read."""


class FactRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        fact = known().get(self.text)
        if fact is None:
            problem = self.inliner.reporter.error(f"unknown fact {self.text!r}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, problem)], [problem]
        uses = uses_of(self.env).setdefault(self.env.docname, [])
        place = f"use-{self.env.docname.rpartition('/')[2]}-{len(uses) + 1}"
        uses.append((fact.name, place))
        node = addresses.pointer(self.rawtext, fact.text, classes=["fact"], ids=[place])
        node["anchor"] = node["panel"] = addresses.anchor_of(fact.name, "n")
        node["data"] = {"fact": fact.name, "statements": " ".join(fact.statements)}
        if fact.record:
            node["data"]["record"] = " ".join(fact.record)
        return [node], []


class Numbers(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [fact_list("")]


_known: dict[str, facts.Fact] = {}


def known() -> dict[str, facts.Fact]:
    """Every fact by name, computed once a build."""
    if not _known:
        _known.update(facts.compute(corpus.load()))
        _known.update(record_facts.compute(chronology.load(), corpus.load()))
    return _known


def uses_of(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    """The facts each page uses, in order: name and anchor of the place."""
    if not hasattr(env, "book_facts"):
        env.book_facts = {}  # type: ignore[attr-defined]
    return env.book_facts  # type: ignore[attr-defined, no-any-return]


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    uses_of(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    uses_of(env).update({name: uses for name, uses in uses_of(other).items() if name in docnames})


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the list where it belongs, in the order in which a reader meets the facts."""
    places: dict[str, dict[str, str]] = {}
    for page in pages_in_order(app.env):
        for name, place in uses_of(app.env).get(page, []):
            places.setdefault(name, {}).setdefault(page, place)
    for node in list(doctree.findall(fact_list)):
        notes = nodes.enumerated_list("", classes=["numbers"], enumtype="arabic", prefix="", suffix=".")
        notes += [note(app, docname, known()[name], where) for name, where in places.items()]
        node.replace_self(notes)


def pages_in_order(env: BuildEnvironment) -> list[str]:
    """The pages as the contents list them."""
    found, waiting = [], [env.config.root_doc]
    while waiting:
        page = waiting.pop(0)
        found.append(page)
        waiting = [p for p in env.toctree_includes.get(page, []) if p not in found] + waiting
    return found


def note(app: Sphinx, docname: str, fact: facts.Fact, where: dict[str, str]) -> nodes.list_item:
    """One entry: wording, how it was computed, the statements it rests on, where each page first uses it."""
    first = nodes.paragraph("", "", nodes.strong(fact.text, fact.text), nodes.Text(". " + fact.how + " "))
    first += nodes.literal(fact.name, fact.name)
    second = nodes.paragraph("", classes=["meta"])
    evidence = [*fact.statements, *(chronology.PREFIX + id for id in fact.record)]
    for n, id in enumerate(evidence):
        second += nodes.Text(f"{labels.word('Evidence')}: " if n == 0 else ", ")
        second += reference(addresses.uri(app, docname, id), addresses.short(id), ["statement-link"])
    if evidence:
        second += nodes.Text(". ")
    for n, (page, place) in enumerate(where.items()):
        second += nodes.Text(f"{labels.word('Stands in')}: " if n == 0 else ", ")
        address = f"#{place}" if page == docname or app.builder.name == "singlehtml" else (
            f"{app.builder.get_relative_uri(docname, page)}#{place}"
        )
        home = page == app.env.config.root_doc
        second += reference(address, labels.word("home page") if home else app.env.titles[page].astext(), [])
    second += nodes.Text(".")
    item = nodes.list_item("", first, second)
    item["ids"] = [addresses.anchor_of(fact.name, "n")]
    return item


def reference(address: str, words: str, classes: list[str]) -> addresses.link:
    return addresses.link("", words, internal=True, refuri=address, classes=classes)


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("addresses")
    app.add_node(fact_list)
    app.add_role("fact", FactRole())
    app.add_directive("numbers", Numbers)
    app.connect("builder-inited", lambda app: _known.clear())
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("doctree-resolved", fill)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
