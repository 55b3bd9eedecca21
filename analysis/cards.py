"""The articles, as cards and side by side: who published each, when, and what it speaks about."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from analysis import labels, wording
from analysis.articles import Article
from analysis.block import Block, arabic
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit
from analysis.marked import segments
from analysis.reviews import Window
from analysis.statements import KINDS, Statement

OPENING = 12
"""How many of its first words stand for an article that came without a headline."""


def cards(corpus: Corpus) -> Block:
    """One card an article, in the order of their numbers; each card's address is `a-<number>`."""
    shown = [_card(article, corpus) for article in corpus.articles]
    plain = "\n\n".join(_plain(article, corpus) for article in corpus.articles)
    return Block(Markup('<div class="article-cards">{}</div>').format(Markup("").join(shown)), plain)


def coverage(corpus: Corpus) -> Exhibit:
    """One row an article: the days it speaks about and how many statements of each kind it makes."""
    rows = []
    for article in corpus.articles:
        day = article.published
        published = wording.span(day.first, day.last) if day else labels.word("not told")
        own = [s for s in corpus.statements if s.article == article.id]
        found = Counter(s.kind for s in own if s.scope == "in")
        rows.append(
            {
                labels.word("Article"): _row_name(article, corpus),
                labels.word("Published"): published,
                labels.word("Speaks about"): _window(corpus.window(article)),
                **{_capital(labels.word(kind)): found[kind] for kind in KINDS},
                _capital(labels.word("out of scope")): sum(s.scope == "out" for s in own),
            }
        )
    coded = [a for a in corpus.articles if a.id in corpus.reviews]
    return Exhibit(
        name="coverage",
        caption=labels.word("coverage caption"),
        table=pd.DataFrame(rows, dtype=object),
        alt=labels.word("coverage alt").format(
            articles=len(rows), coded=len(coded), counts=counts(corpus.reviewed.statements)
        ),
    )


def counts(statements: Iterable[Statement]) -> str:
    """How many statements of each kind: "5 attacks, 1 strike and 2 totals"; "none" where there are none."""
    found = Counter(s.kind for s in statements)
    return wording.listing([_several(found[kind], kind) for kind in KINDS if found[kind]])


def opening(article: Article) -> str:
    """The first words of the article's own text, page chrome left aside."""
    line = next((part.text for part in segments(article, ()) if not part.chrome and part.text.strip()), "")
    words = line.split()
    return " ".join(words[:OPENING]) + ("…" if len(words) > OPENING else "")


def _card(article: Article, corpus: Corpus) -> Markup:
    line = Markup("<dt>{}</dt><dd>{}</dd>")
    facts = Markup("").join(line.format(term, _said(*lines)) for term, lines in _facts(article, corpus))
    return Markup(
        '<div class="article-card" id="a-{number}">{outlet}{headline}<dl class="meta">{facts}</dl>'
        '<p class="meta"><a href="annotation.html#m-{number}">{read}</a></p></div>'
    ).format(
        number=article.number, outlet=_outlet(article), headline=_headline(article), facts=facts,
        read=labels.word("read marked").format(number=article.number),
    )  # fmt: skip


def _said(claim: str, reason: str = "") -> Markup:
    """What is so, and in a quieter line how we know."""
    told = Markup(' <span class="reason">{}</span>').format(reason) if reason else ""
    return Markup("{}{}").format(claim, told)


def _outlet(article: Article) -> Markup:
    name = arabic(article.outlet_ar) if article.outlet_ar else ""
    return Markup('<p class="outlet"><strong>{}</strong> {}</p>').format(article.outlet or article.id, name)


def _headline(article: Article) -> Markup:
    if article.headline_ar:
        translated = Markup('<p class="headline-en">{}</p>').format(
            article.headline or labels.word("not translated")
        )
        return arabic(article.headline_ar, "p", "headline") + translated
    missing = Markup('<p class="headline-en">{} {}</p>')
    missing = missing.format(labels.word("no headline"), labels.word("begins"))
    return missing + arabic(opening(article), "p", "headline")


def _facts(article: Article, corpus: Corpus) -> list[tuple[str, tuple[str, ...]]]:
    """The lines below a headline: a term, what is so, and how we know."""
    review, window = corpus.reviews.get(article.id), corpus.window(article)
    own = [s for s in corpus.statements if s.article == article.id]
    outside = [s for s in own if s.scope == "out"]
    named = [cycle.name.en for cycle in corpus.parts.values() if any(s.id in cycle.statements for s in own)]
    told = [
        (labels.word("Published"), _published(article)),
        (labels.word("Speaks about"), (_window(window), window.why if window else "")),
        (labels.word("Coding"), (_capital(labels.word("reviewed" if review else "unreviewed")),)),
        (labels.word("Text"), (_size(article),)),
    ]
    kept = labels.word("kept outside").format(counts=counts(outside)) if outside else ""
    says, none = ("Says", "none") if review else ("Says by machine", "no cycle yet")
    coded = [
        (labels.word(says), (counts(s for s in own if s.scope == "in"), kept)),
        (labels.word("Truce cycles"), ("; ".join(named) or labels.word(none),)),
    ]
    return [*told[:2], *coded, *told[2:]]


def _published(article: Article) -> tuple[str, ...]:
    day = article.published
    if day is None:
        return (labels.word("not told"),)
    return f"{wording.span(day.first, day.last)}, {labels.word(day.basis)}", day.evidence or ""


def _window(window: Window | None) -> str:
    return wording.span(window.first, window.last) if window else labels.word("not told")


def _row_name(article: Article, corpus: Corpus) -> str:
    name = f"{article.number} {article.outlet or ''}".strip()
    return name if article.id in corpus.reviews else f"{name}, {labels.word('unreviewed')}"


def _size(article: Article) -> str:
    places = labels.word("in places" if len(article.chrome) > 1 else "in place").format(n=len(article.chrome))
    chrome = places if article.chrome else labels.word("none")
    size = labels.word("characters").format(n=f"{len(article.text):,}")
    return f"{size}; {labels.word('words of the page')}: {chrome}"


def _several(n: int, kind: str) -> str:
    return f"{n:,} {labels.word(kind if n == 1 else f'several {kind}')}"


def _plain(article: Article, corpus: Corpus) -> str:
    headline = article.headline or labels.word("no headline")
    head = [f"{article.number} {article.outlet or article.id}", headline]
    told = [f"{term}: {'. '.join(filter(None, lines))}" for term, lines in _facts(article, corpus)]
    return "\n".join([*head, *told])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
