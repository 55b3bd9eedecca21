"""How well the machine reads the corpus, as tables for the book."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis import codings, evaluation, labels
from analysis.articles import Article
from analysis.corpus import Corpus
from analysis.evaluation import LAYERS, MARKS, Miss, Score
from analysis.exhibits import Exhibit, cell
from analysis.statements import KINDS
from analysis.wording import listing

UNSEEN = Path(__file__).resolve().parent / "data" / "unseen.csv"


def layers(corpus: Corpus, marks: str | Path = MARKS) -> Exhibit:
    """One row a layer: how many marks the machine found with the very span and value."""
    given = evaluation.marked(corpus.articles, marks)
    scores = [evaluation.layer(name, given, marks).score for name in LAYERS]
    return Exhibit(
        name="machine-layers",
        caption=labels.word("machine-layers caption"),
        table=_table(scores, "layer ", "Marked by hand"),
        alt=_told(scores, "layer "),
    )


def statements(corpus: Corpus) -> Exhibit:
    """One row a kind: how many of the machine's statements in scope have a partner in the review."""
    scores = [result.score for result in evaluation.kinds(_coded(corpus), corpus.folder).values()]
    return Exhibit(
        name="machine-statements",
        caption=labels.word("machine-statements caption"),
        table=_table(scores, "", "In the review"),
        alt=_told(scores, ""),
    )


def fields(corpus: Corpus) -> Exhibit:
    """One row a field, the least agreed first: on how many pairs machine and review say the same."""
    scores = evaluation.fields(evaluation.pairs(_coded(corpus), corpus.folder))
    cells = {score.what: (score.right, score.expected) for score in scores}
    names = {what.partition(" ")[2] for what in cells}
    rows = []
    for name in names:
        own = [cells.get(f"{kind} {name}") for kind in KINDS]
        whole = sum(c[0] for c in own if c), sum(c[1] for c in own if c)
        rows.append((whole[0] / whole[1], _field(name), [_of(c) for c in (*own, whole)]))
    headings = [labels.word("Field"), *map(labels.word, KINDS), labels.word("all")]
    table = [[name, *shares] for _, name, shares in sorted(rows)]
    return Exhibit(
        name="machine-fields",
        caption=labels.word("machine-fields caption"),
        table=pd.DataFrame(table, columns=headings, dtype=object),
        alt=listing([f"{row[0]}, {row[-1]}" for row in table]) + ".",
    )


def misses(corpus: Corpus, marks: str | Path = MARKS) -> Exhibit:
    """One row a mistake: what was missed, and what was found where the marks or the review have nothing."""
    given = evaluation.marked(corpus.articles, marks)
    results = [(f"layer {name}", evaluation.layer(name, given, marks)) for name in LAYERS]
    results += list(evaluation.kinds(_coded(corpus), corpus.folder).items())
    found = [(key, miss) for key, result in results for miss in result.misses]
    headings = [labels.word(key) for key in ("What is read", "Article", "Mistake", "Words", "Value")]
    rows = [_mistake(corpus, key, miss) for key, miss in found]
    return Exhibit(
        name="machine-misses",
        caption=labels.word("machine-misses caption"),
        table=pd.DataFrame(rows, columns=headings, dtype=object),
        alt=labels.word("machine-misses alt").format(n=len(rows)),
    )


def unseen() -> Exhibit:
    """One row a trial: articles that nobody who wrote the rules had seen, scored once, and what was found.

    The rows are analysis/data/unseen.csv, written when a trial was made: since then the articles stand in
    tests/expected/machine/articles and count as seen. `commit` is the state of the rules that was tried.
    """
    with UNSEEN.open(encoding="utf-8", newline="") as file:
        trials = [(row, Score(row["articles"], *(int(row[n]) for n in ("found", "expected", "right"))))
                  for row in csv.DictReader(file)]  # fmt: skip
    headings = ["Articles", "Rules at", "In scope, asked for", "Found by the machine", "In both", "F1",
                "A find where there is none"]  # fmt: skip
    rows = [
        [row["articles"], row["commit"], s.expected, s.found, s.right, _share(s.f1),
         _of((int(row["false"]), int(row["eventless"])))]
        for row, s in trials
    ]  # fmt: skip
    return Exhibit(
        name="machine-unseen",
        caption=labels.word("machine-unseen caption"),
        table=pd.DataFrame(rows, columns=list(map(labels.word, headings)), dtype=object),
        alt=listing([f"{row['articles']}, F1 {_share(s.f1)}" for row, s in trials]) + ".",
    )


def _coded(corpus: Corpus) -> list[Article]:
    """The articles coded without sight of the machine's reading: a review that began as its draft agrees
    with it because of that."""
    return [article for article in corpus.articles if codings.both(article, corpus.folder)]


def _mistake(corpus: Corpus, key: str, miss: Miss) -> list[str]:
    article = corpus.article(miss.article)
    fault = labels.word("missed" if miss.fault == "missed" else "found in vain")
    # Of a statement the first column has the kind; what is left to say is which truce act it is.
    _, _, act = miss.value.partition(" ")
    value = miss.value if key.startswith("layer ") else labels.word(act) if act else ""
    return [labels.word(key), article.outlet or article.id, fault, " ".join(miss.words.split()), value]


def _table(scores: Iterable[Score], prefix: str, expected: str) -> pd.DataFrame:
    headings = ["What is read", "Found by the machine", expected, "In both", "Precision", "Recall", "F1"]
    rows = [
        [labels.word(prefix + s.what), s.found, s.expected, s.right,
         *map(_share, (s.precision, s.recall, s.f1))]
        for s in scores
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(map(labels.word, headings)))


def _told(scores: Iterable[Score], prefix: str) -> str:
    """The scores in a sentence, for those who don't see the table."""
    word = labels.word("machine-scores alt")
    return listing([word.format(what=labels.word(prefix + s.what), f1=_share(s.f1)) for s in scores]) + "."


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"


def _of(same: tuple[int, int] | None) -> str:
    return cell(f"{same[0]} of {same[1]}" if same and same[1] else None)


def _field(name: str) -> str:
    return labels.word(f"field {name}")
