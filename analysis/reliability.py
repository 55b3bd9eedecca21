"""How far two coders agree on one article, layer by layer, and every difference that is left to settle.

The layers are the kinds, on which the coders agree or not about which words say such a thing, and the fields,
on which they agree or not about what those words say.

F1 of a kind is the share of statements that have a partner (`agreement.pairs` says which); F1 of a field is
taken on such pairs, of the values that either coder gave: those that both gave alike, twice, as a share of
all. That neither said anything is not counted.

Alpha is Krippendorff's for nominal values. Of a kind, the units are the characters of the text, page chrome
left out, and the value is whether a statement of that kind covers the character; under "all" it is which
kinds do. So it counts how much of a passage both marked, long passages weigh more, and one coder's two
adjoining statements are one stretch. It is not the alpha for unitizing (alpha-u), which takes stretches
for units. Of a field, the units are the pairs; that a coder gave nothing is a value as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import agreement, alpha, reviews
from analysis.agreement import COMPARED, Pair
from analysis.articles import SEEDS, Article
from analysis.evaluation import Score, told
from analysis.reviews import Review
from analysis.statements import FIELDS, KINDS, Statement
from analysis.yamlfile import BadFile, Problem

_DAYS = ("first", "last")
_MORE = ("denied_by", "speaker", "what")
"""Fields that no score is made of, but that have to be settled."""


def pair(article: Article, coders: tuple[str, str], folder: str | Path = SEEDS) -> tuple[Review, Review]:
    """Two codings of an article, `first` and `second` or others. Raises BadFile when one isn't there."""
    found = []
    for coder in coders:
        path = reviews.path(article, coder, folder)
        review = reviews.load(article, coder, folder) if path.parent == Path(folder) else None
        if review is None:
            raise BadFile(Problem(str(path), 1, "(file)", "expected a coding of the article, there is none"))
        found.append(review)
    return found[0], found[1]


def layers(article: Article, one: Sequence[Statement], other: Sequence[Statement]) -> pd.DataFrame:
    """One row a layer: how many each coder has and how many both, F1, alpha, from how many units, and why
    there is no alpha where there is none."""
    found = agreement.pairs(one, other)
    rows = []
    for row in agreement.by_kind(found).to_dict("records"):
        own = _covered(article, one, other, KINDS if row["kind"] == "all" else (row["kind"],))
        score = Score(row["kind"], row["second"], row["first"], row["both"])
        rows.append(_row("kind", score, alpha.nominal(own)))
    for name in _fields():
        values = [(_value(a, name), _value(b, name)) for a, b in found if a and b and _has(a, name)]
        told_by = [sum(map(_said, own)) for own in zip(*values, strict=True)] or [0, 0]
        both = sum(a == b and _said(a) for a, b in values)
        rows.append(_row("field", Score(name, told_by[1], told_by[0], both), alpha.nominal(Counter(values))))
    return pd.DataFrame(rows)


def differences(article: Article, one: Sequence[Statement], other: Sequence[Statement]) -> pd.DataFrame:
    """One row a difference: the kind, the field, the offsets, the words, and what each coder has.

    Where the coders chose other words, offsets and words are those that either has.
    """
    columns = ["article", "kind", "field", "start", "end", "words", "first", "second"]
    rows: list[dict[str, Any]] = []
    for found in agreement.pairs(one, other):
        both = [s for s in found if s]
        start, end = min(s.start for s in both), max(s.end for s in both)
        about = {"article": article.id, "kind": both[0].kind, "start": start, "end": end}
        rows += [
            {**about, "field": field, "words": article.text[start:end], "first": mine, "second": theirs}
            for field, mine, theirs in _differing(found)
        ]
    return pd.DataFrame(rows, columns=columns)


def _differing(found: Pair) -> Iterator[tuple[str, str, str]]:
    one, other = found
    if one is None or other is None:
        yield "statement", "there" if one else "not there", "there" if other else "not there"
        return
    if (one.start, one.end) != (other.start, other.end):
        yield "words", f"{one.start} to {one.end}", f"{other.start} to {other.end}"
    more = (name for name in _MORE if name in FIELDS[one.kind] and name not in COMPARED[one.kind])
    for field in (*COMPARED[one.kind], *more):
        mine, theirs = agreement.value(one, field), agreement.value(other, field)
        if mine != theirs:
            yield field, told(mine), told(theirs)


def _covered(
    article: Article, one: Iterable[Statement], other: Iterable[Statement], kinds: Sequence[str]
) -> Counter[alpha.Values]:
    """For how many characters outside page chrome each pair of values was given: the kinds that cover it."""
    codings = [[s for s in coding if s.kind in kinds] for coding in (one, other)]
    spans = [(s.start, s.end) for own in codings for s in own] + [(c.start, c.end) for c in article.chrome]
    places = sorted({0, len(article.text)}.union(*spans))
    found: Counter[alpha.Values] = Counter()
    for start, end in zip(places, places[1:], strict=False):
        if not any(c.start <= start < c.end for c in article.chrome):
            values = [frozenset(s.kind for s in own if s.start <= start < s.end) for own in codings]
            found[tuple(values)] += end - start
    return found


def _fields() -> list[str]:
    """The fields that are scored, first and last day as one."""
    named = [field for fields in COMPARED.values() for field in fields if field not in _DAYS]
    return ["date", *dict.fromkeys(named)]


def _has(statement: Statement, name: str) -> bool:
    return name == "date" or name in COMPARED[statement.kind]


def _value(statement: Statement, name: str) -> Any:
    if name != "date":
        return agreement.value(statement, name)
    days = tuple(agreement.value(statement, day) for day in _DAYS)
    return None if days == (None, None) else days


def _said(value: Any) -> bool:
    return value is not None and value != frozenset()


def _row(what: str, score: Score, found: alpha.Alpha) -> dict[str, Any]:
    return {
        "layer": score.what, "of": what,
        "first": score.expected, "second": score.found, "both": score.right, "f1": score.f1,
        "alpha": found.value, "units": found.units, "alpha_undefined": found.undefined,
    }  # fmt: skip
