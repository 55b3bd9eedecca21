"""The data set's description for programs: a Frictionless Data Package, version 1.

What a column is called, means and may hold stands in data/codebook.csv, in words for people. Here those words
are read: "ISO day, or empty" is a date that may be missing, "in, out" a choice of two. A wording that is not
understood is an error, so a new column can't go out undescribed.
"""

import csv
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis import bibliography, citation, labels, licence, statements
from analysis.articles import Article
from analysis.corpus import Corpus

CODEBOOK = Path(__file__).resolve().parent / "data" / "codebook.csv"
NAME = "truces-attacks-iraq"
KEYS = {
    "articles.csv": ("article",), "statements.csv": ("id",), "events.csv": ("event",),
    "cycles.csv": ("cycle",), "totals.csv": ("id",), "codebook.csv": ("table", "column"),
    "chronology.csv": ("id",), "chronology_sources.csv": ("source",),
}  # fmt: skip
"""The columns that no two rows of a table share. Ends of cycles have none: two parties may say the same."""
MEDIA = {
    "csv": "text/csv", "jsonl": "application/jsonl", "json": "application/json",
    "jsonld": "application/ld+json", "bib": "application/x-bibtex",
}  # fmt: skip
Described = dict[str, Any]

# What the codebook's words on values begin with, and what that makes of a column.
_WORDS: tuple[tuple[str, Described], ...] = (
    (r"ISO day\b", {"type": "date"}),
    (r"(whole number|code points|days)\b", {"type": "integer", "constraints": {"minimum": 0}}),
    (r"degrees\b", {"type": "number"}),
    (r"true, false$", {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}),
    (r"64 hexadecimal digits\b", {"type": "string", "constraints": {"pattern": "^[0-9a-f]{64}$"}}),
    (r"ISO 639-1 code\b", {"type": "string", "constraints": {"pattern": "^[a-z]{2}$"}}),
    (r"ISO 3166-1 code\b", {"type": "string", "constraints": {"pattern": "^[A-Z]{2}$"}}),
    (r"s-, the article's number\b", {"type": "string", "constraints": {"pattern": statements.ID}}),
    (r"type:low:best:high\b", {"type": "string", "constraints": {"pattern": statements.MUNITIONS}}),
    (r"address\b", {"type": "string", "format": "uri"}),
    (r"(text|words|names?|ids|an? \w+|machine|English|Arabic)\b", {"type": "string"}),
)
_OTHER_TABLE = re.compile(r"an? (?:id|name) of (\w+\.csv)")


def text(corpus: Corpus, files: Mapping[str, str]) -> str:
    """The description of the files of a data set, as JSON. Same files, same characters.

    Raises ValueError for a column whose values the codebook tells in words that aren't understood.
    """
    about, terms = citation.load(), licence.read()
    rows = codebook()
    package = {
        "profile": "data-package",
        "name": NAME,
        "title": about.title,
        "description": f"{about.abstract} {terms.articles}",
        **({"homepage": about.url} if about.url else {}),
        "version": about.version,
        "created": f"{about.released}T00:00:00Z",
        "keywords": list(about.keywords),
        "licenses": [{"name": about.license, "title": terms.title, "path": terms.address}],
        "contributors": [{"title": author.full, "role": "author"} for author in about.authors],
        "sources": [_source(article) for article in corpus.articles],
        "resources": [_resource(name, content, rows) for name, content in files.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def codebook(file: Path = CODEBOOK) -> list[dict[str, str]]:
    """The rows of the codebook."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def schema(table: str, rows: Sequence[Mapping[str, str]]) -> Described:
    """The columns of one table of the codebook: types, meanings, allowed values, keys."""
    own = [row for row in rows if row["table"] == table]
    found: Described = {"fields": [field(row, rows) for row in own], "missingValues": [""]}
    if table in KEYS:
        found["primaryKey"] = list(KEYS[table])
    leads = [(row["column"], to[1]) for row in own if (to := _OTHER_TABLE.match(row["values"]))]
    if leads:
        found["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": to, "fields": list(KEYS[to])}}
            for column, to in leads
        ]
    return found


def field(row: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> Described:
    """One column. Raises ValueError when its values are told in words that aren't understood."""
    values = row["values"]
    if values.startswith("as in "):
        other, column = values.removeprefix("as in "), row["column"]
        values = next(r["values"] for r in rows if (r["table"], r["column"]) == (other, column))
    found = {"name": row["column"], **_typed(row, values)}
    found["description"] = labels.word("column").format(meaning=row["meaning"], values=values)
    if "empty" not in values and "joined by" not in values:
        found["constraints"] = {"required": True, **found.get("constraints", {})}
    return found


def _typed(row: Mapping[str, str], values: str) -> Described:
    for beginning, found in _WORDS:
        if re.match(beginning, values):
            return found
    chosen = re.split(r", or empty|; empty", re.sub(r" \([^)]*\)", "", values))[0].split(", ")
    if all(re.match(r"\d ", item) for item in chosen):
        return {"type": "integer", "constraints": {"enum": [int(item.partition(" ")[0]) for item in chosen]}}
    if len(chosen) > 1 and all(re.fullmatch(r"[a-z][a-z_ -]*", item) for item in chosen):
        return {"type": "string", "constraints": {"enum": chosen}}
    place = f"{CODEBOOK.name}: {row['table']}, {row['column']}: values"
    raise ValueError(f"{place}: expected a known kind of value or a choice of words, found {values!r}")


def _resource(name: str, content: str, rows: Sequence[Mapping[str, str]]) -> Described:
    raw, form = content.encode(), name.rpartition(".")[2]
    found = {
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "name": name,
        "path": name,
        "description": labels.word(f"file {name}"),
        "format": form,
        "mediatype": MEDIA[form],
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
    }
    if form == "csv":
        return {**found, "schema": schema(name, rows)}
    # Nested objects are no table; without this frictionless would take a line of them for a row.
    return {**found, "type": "file"} if form == "jsonl" else found


def _source(article: Article) -> Described:
    told = (bibliography.outlet(article), article.headline_ar, bibliography.published(article))
    return {"title": ". ".join(filter(None, told))} | ({"path": article.url} if article.url else {})
