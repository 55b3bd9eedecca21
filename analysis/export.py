"""The data set that anybody can cite: what the articles say, as tables, annotations and a bibliography.

Which columns a table has, and in which order, stands in data/codebook.csv and nowhere else.
"""

import csv
import datetime as dt
import io
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis import anchor, chronology, datapackage, facts, sentences, statements, webannotation
from analysis.articles import Article
from analysis.bibliography import entry
from analysis.chronology import cycles
from analysis.corpus import Corpus
from analysis.datapackage import codebook
from analysis.statements import Count, Munitions, Statement

TELLS = "codebook.csv"
"""The file that says what the others hold."""
Row = Mapping[Any, Any]


def write(corpus: Corpus, folder: str | Path) -> None:
    """Writes every file of the data set into a folder, which is made if there is none.

    UTF-8, LF, empty for null, lists joined by `;`. The same corpus gives the same bytes. All files are
    written beside the folder first and moved in once they are whole, so a failure changes nothing. Of a
    run that is killed while it moves them, each file is old or new; the description, which holds the
    digests of the others, comes last and so shows that they don't fit, until the next run.
    Raises ValueError for a table whose columns are not those of the codebook or a list that cannot be
    joined, OSError where the folder cannot be written.
    """
    folder, texts = Path(folder).resolve(), files(corpus)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(made, ignore_errors=True)  # what a killed run left
    made.mkdir()
    try:
        for name, text in texts.items():
            (made / name).write_text(text, encoding="utf-8", newline="\n")
        folder.mkdir(exist_ok=True)
        for name in texts:
            os.replace(made / name, folder / name)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def files(corpus: Corpus) -> dict[str, str]:
    """Every file of the data set by its name, the description of them all last. Raises as `write` does."""
    found = dict(_files(corpus))
    found[TELLS] = _codebook({*found, TELLS})
    return {**found, "datapackage.json": datapackage.text(corpus, found)}


def columns(table: str) -> list[str]:
    """The columns of one file of the data set in their order. Raises KeyError for a file without any."""
    found = [row["column"] for row in codebook() if row["table"] == table]
    if not found:
        raise KeyError(table)
    return found


def article_object(article: Article, corpus: Corpus) -> dict[str, Any]:
    """One article as it stands in statements.jsonl: its publication, statements, mentions and chrome."""
    own = [s for s in corpus.statements if s.article == article.id]
    day = article.published
    return {
        "article": article.id,
        "published": {
            "first": day.first.isoformat(), "last": day.last.isoformat(), "basis": day.basis,
            "words": day.words, "start": day.start, "end": day.end,
        } if day else None,
        "statements": [statements.to_json(s) for s in own],
        "mentions": mentions(article, own),
        "chrome": [{"start": c.start, "end": c.end, "why": c.why} for c in article.chrome],
    }  # fmt: skip


def mentions(article: Article, own: Iterable[Statement]) -> list[dict[str, Any]]:
    """The words of the article that its statements' dates and sites rest on, each once, in text order.

    `type` is date or site; `id` is the site's, None for a date. Words that name a country and no site
    are left out.
    """
    found: set[tuple[int, int, str, str]] = set()
    for s in own:
        if s.date.start is not None and s.date.end is not None:
            found.add((s.date.start, s.date.end, "date", ""))
        if s.site and s.site.id and s.site.words:
            found.add((*anchor.nearest(article.text, s.site.words, s.start, s.end), "site", s.site.id))
    return [
        {"start": start, "end": end, "type": type, "id": id or None, "words": article.text[start:end]}
        for start, end, type, id in sorted(found)
    ]


def _files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    objects = [_json(article_object(article, corpus)) for article in corpus.articles]
    yield "statements.jsonl", "".join(f"{line}\n" for line in objects)
    yield "articles.csv", _csv("articles.csv", [_article(a, corpus) for a in corpus.articles])
    yield "statements.csv", _csv("statements.csv", [_statement(s) for s in corpus.statements])
    yield "events.csv", _csv("events.csv", corpus.events.to_dict("records"))
    record = chronology.load()
    yield "cycles.csv", _csv("cycles.csv", cycles.joined(corpus, record).to_dict("records"))
    yield "cycle_ends.csv", _csv("cycle_ends.csv", cycles.joined_ends(corpus, record).to_dict("records"))
    for name in (chronology.ROWS, chronology.SOURCES):
        yield name, (chronology.FOLDER / name).read_text(encoding="utf-8")
    totals = [_total(s) for s in corpus.statements if s.kind == "total"]
    yield "totals.csv", _csv("totals.csv", totals)
    yield "facts.json", _facts(corpus)
    yield "articles.bib", "\n".join(entry(article) for article in corpus.articles)
    yield "annotations.jsonld", webannotation.text(corpus)


def _codebook(names: Collection[str]) -> str:
    """What the codebook says of the files of those names; it has tables that are not in the data set too."""
    return _csv(TELLS, [row for row in codebook() if row["table"] in names])


def _article(article: Article, corpus: Corpus) -> Row:
    day = article.published
    return {
        "article": article.id,
        **{name: getattr(article, name) for name in ("outlet", "outlet_ar", "headline", "headline_ar")},
        **{f"published_{name}": getattr(day, name, None) for name in ("first", "last", "basis", "words")},
        **{name: getattr(article, name) for name in ("language", "url", "sha256")},
        "characters": len(article.text),
        "sentences": len(sentences.of(article)),
        "reviewed": article.id in corpus.reviews,
    }


_AS_IS = (
    "id", "article", "kind", "status", "scope", "start", "end", "quote", "translation", "by", "target",
    "target_type", "weapons", "claimed_by", "blamed_on", "denied_by", "speaker", "act", "parties",
    "mediators", "guarantors", "terms", "deadline_days", "what", "counter", "event", "cycle", "coder",
)  # fmt: skip
_DATED = ("first", "last", "precision", "basis", "words", "conflict")


def _statement(s: Statement) -> Row:
    return {
        **{name: getattr(s, name) for name in _AS_IS},
        **{name: getattr(s.date, name) for name in _DATED},
        "site": s.site.id if s.site else None,
        "site_name": s.site.name if s.site else None,
        "country": s.site.country if s.site else None,
        "admin1": s.site.admin1 if s.site else None,
        **_ends("killed", s.killed), **_ends("wounded", s.wounded), **_ends("count", s.count),
        "period_first": s.period.first, "period_last": s.period.last,
    }  # fmt: skip


def _total(s: Statement) -> Row:
    return {
        "id": s.id, "article": s.article, "what": s.what, **_ends("count", s.count),
        "period_first": s.period.first, "period_last": s.period.last, "counter": s.counter,
    }  # fmt: skip


def _ends(name: str, count: Count | None) -> dict[str, int | None]:
    return {f"{name}_{end}": getattr(count, end, None) for end in ("low", "best", "high")}


def _csv(table: str, rows: Iterable[Row]) -> str:
    order = columns(table)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(order)
    for row in rows:
        if set(row) != set(order):
            differ = ", ".join(sorted(set(row) ^ set(order)))
            raise ValueError(f"{table}: its columns are not those of the codebook: {differ}")
        writer.writerow([_cell(table, name, row[name]) for name in order])
    return stream.getvalue()


def _cell(table: str, column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Munitions):
        ends = (value.low, value.best, value.high)
        return ":".join([value.type, *("" if n is None else str(n) for n in ends)])
    if isinstance(value, tuple):
        items = [_cell(table, column, item) for item in value]
        if any(";" in item for item in items):
            raise ValueError(f"{table}: {column}: a list's members may not hold `;`: {'; '.join(items)}")
        return ";".join(items)
    return str(value)


def _facts(corpus: Corpus) -> str:
    """One fact a line, so that a change to one shows as one changed line."""
    names = columns("facts.json")[1:]
    lines = [
        f"{_json(fact.name)}: {_json({name: getattr(fact, name) for name in names})}"
        for fact in facts.compute(corpus).values()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
