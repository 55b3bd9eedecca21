"""How far the two independent codings of the articles agree, and how their differences were settled."""

from pathlib import Path

import pandas as pd

from analysis import agreement, labels, reviews, wording
from analysis.agreement import Pair
from analysis.articles import SEEDS
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.statements import KINDS

FIELDS = {
    "first": "first day", "last": "last day", "scope": "scope", "status": "standing", "site": "site",
    "by": "who did it", "target": "who was hit", "target_type": "kind of target", "weapons": "weapons",
    "killed": "killed", "wounded": "wounded", "claimed_by": "claimed by", "blamed_on": "blamed on",
    "denied_by": "denied by", "speaker": "speaker", "act": "truce act", "parties": "parties",
    "mediators": "mediators", "guarantors": "guarantors", "deadline_days": "deadline",
    "count": "number", "counter": "who counted",
}  # fmt: skip
"""How each compared field is called in a table."""


def pairs(corpus: Corpus, folder: str | Path = SEEDS) -> list[Pair]:
    """The statements of both codings of every article that has both, each with its partner.

    `folder` is where the codings stand. Raises BadFile when one of them is wrong.
    """
    found: list[Pair] = []
    for article in corpus.articles:
        first, second = (reviews.load(article, coding, folder) for coding in reviews.CODINGS)
        if first and second:
            found += agreement.pairs(first.statements, second.statements)
    return found


def agreement_by_kind(corpus: Corpus, folder: str | Path = SEEDS) -> Exhibit:
    """One row a kind: how many statements each coding has, and how many of them both have."""
    found = agreement.by_kind(pairs(corpus, folder))
    table = pd.DataFrame(
        {
            labels.word("Kind"): [_kind(kind) for kind in found["kind"]],
            "First coding": found["first"],
            "Second coding": found["second"],
            "In both": found["both"],
            "F1": ["" if pd.isna(share) else f"{share:.2f}" for share in found["f1"]],
        }
    )
    everything = found.iloc[-1]
    return Exhibit(
        name="agreement-by-kind",
        caption="Statements that both codings found: same article, same kind, and words that overlap by at"
        " least half of the shorter. F1 is those in both as a share of the mean of the codings.",
        table=table,
        alt=f"The first coding has {everything['first']} statements and the second {everything['second']};"
        f" {everything['both']} are in both.",
    )


def agreement_by_field(corpus: Corpus, folder: str | Path = SEEDS) -> Exhibit:
    """One row a field, the least agreed first: on how many paired statements both codings say the same."""
    found = agreement.by_field(pairs(corpus, folder))
    sums = found.groupby("field", sort=False)[["same", "pairs"]].sum()
    sums = sums[sums["pairs"] > 0]
    sums = sums.iloc[(sums["same"] / sums["pairs"]).argsort(kind="stable")]
    cells = {(kind, field): _of(same, of) for kind, field, of, same in found.itertuples(index=False)}
    table = pd.DataFrame(
        {
            "Field": [FIELDS[field] for field in sums.index],
            **{_kind(kind): [cells.get((kind, field)) for field in sums.index] for kind in KINDS},
            _kind("all"): [_of(same, of) for same, of in sums.itertuples(index=False)],
        },
        dtype=object,
    )
    least = [f"{field}, {same}" for field, same in table.iloc[:1, [0, -1]].itertuples(index=False)]
    return Exhibit(
        name="agreement-by-field",
        caption="On how many of the statements in both codings a field says the same, the least agreed field"
        " first. Days are the same only to the day, lists only with the same names; a field that both leave"
        " empty is the same.",
        table=table,
        alt=f"{len(table)} fields compared; the least agreed: {wording.listing(least)}.",
    )


def settled(corpus: Corpus) -> Exhibit:
    """One row a point that was settled: what each coding had, what the review has, and why."""
    rows = [
        {
            labels.word("Article"): article.outlet or article.id,
            "On": point.on,
            "First coding": point.first,
            "Second coding": point.second,
            "Decided": point.decided,
            "Why": point.why,
        }
        for article in corpus.articles
        if article.id in corpus.reviews
        for point in corpus.reviews[article.id].settled
    ]
    headings = [labels.word("Article"), "On", "First coding", "Second coding", "Decided", "Why"]
    return Exhibit(
        name="settled",
        caption="Every point that was settled between the codings, with the reason.",
        table=pd.DataFrame(rows, columns=headings, dtype=object),
        alt=f"{len(rows)} points settled.",
    )


def _kind(kind: str) -> str:
    return "all" if kind == "all" else labels.word(kind)


def _of(same: int, pairs: int) -> str | None:
    return f"{same} of {pairs}" if pairs else None
