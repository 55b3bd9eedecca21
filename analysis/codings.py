"""How far the two independent codings of the articles agree, and how their differences were settled."""

from pathlib import Path

import pandas as pd

from analysis import agreement, labels, reviews, wording
from analysis.agreement import Pair
from analysis.articles import SEEDS, Article
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.statements import KINDS


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


def both(article: Article, folder: str | Path = SEEDS) -> bool:
    """Whether the article was coded twice, independently, before its review."""
    return all(reviews.path(article, coding, folder).exists() for coding in reviews.CODINGS)


def agreement_by_kind(corpus: Corpus, folder: str | Path = SEEDS) -> Exhibit:
    """One row a kind: how many statements each coding has, and how many of them both have."""
    found = agreement.by_kind(pairs(corpus, folder))
    table = pd.DataFrame(
        {
            labels.word("Kind"): [labels.word(kind) for kind in found["kind"]],
            labels.word("First coding"): found["first"],
            labels.word("Second coding"): found["second"],
            labels.word("In both"): found["both"],
            labels.word("F1"): ["" if pd.isna(share) else f"{share:.2f}" for share in found["f1"]],
        }
    )
    everything = found.iloc[-1]
    return Exhibit(
        name="agreement-by-kind",
        caption=labels.word("agreement-by-kind caption"),
        table=table,
        alt=labels.word("agreement-by-kind alt").format(**everything[["first", "second", "both"]]),
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
            labels.word("Field"): [labels.word(f"field {field}") for field in sums.index],
            **{labels.word(kind): [cells.get((kind, field)) for field in sums.index] for kind in KINDS},
            labels.word("all"): [_of(same, of) for same, of in sums.itertuples(index=False)],
        },
        dtype=object,
    )
    least = [f"{field}, {same}" for field, same in table.iloc[:1, [0, -1]].itertuples(index=False)]
    return Exhibit(
        name="agreement-by-field",
        caption=labels.word("agreement-by-field caption"),
        table=table,
        alt=labels.word("agreement-by-field alt").format(n=len(table), least=wording.listing(least)),
    )


def settled(corpus: Corpus) -> Exhibit:
    """One row a point that was settled: what each coding had, what the review has, and why."""
    keys = ("Article", "On", "First coding", "Second coding", "Decided", "Why")
    rows = [
        [article.outlet or article.id, point.on, point.first, point.second, point.decided, point.why]
        for article in corpus.articles
        if article.id in corpus.reviews
        for point in corpus.reviews[article.id].settled
    ]
    return Exhibit(
        name="settled",
        caption=labels.word("settled caption"),
        table=pd.DataFrame(rows, columns=list(map(labels.word, keys)), dtype=object),
        alt=labels.word("settled alt").format(n=len(rows)),
    )


def _of(same: int, pairs: int) -> str | None:
    return labels.word("same of pairs").format(same=same, pairs=pairs) if pairs else None
