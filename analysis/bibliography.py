"""The articles as BibTeX, so that a paper can cite the reports and not only this book.

What every common style prints, old BibTeX and biblatex alike, is the note: the title in Latin letters, the
title in English and how the date is known stand there. `usera` and `userb` have both titles for programs.
"""

from analysis import labels, wording
from analysis.articles import Article
from analysis.cards import opening

_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
})  # fmt: skip


def entry(article: Article) -> str:
    """One article as a BibTeX entry named `article-<number>`, without the fields that are unknown.

    A title in square brackets is the opening words of a text that came without a headline. An inferred
    date is called so in the note; the month is left out where the days span two.
    """
    day, arabic = article.published, article.language == "ar"
    fields = {
        "author": _braced(outlet(article)),
        "title": _braced(article.headline_ar or f"[{opening(article)}]"),
        "usera": _braced(article.headline_latin),
        "userb": _braced(article.headline),
        "year": _year(article),
        "month": f"{day.first:%b}".lower() if day and _one_month(article) else None,
        "language": "Arabic" if arabic else None,
        "langid": "arabic" if arabic else None,
        "url": article.url,
        "note": escaped("; ".join(_notes(article))),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"  # month names are BibTeX's own macros
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{article-{article.number},", *lines, "}"]) + "\n"


def outlet(article: Article) -> str | None:
    """The outlet's name with its Arabic name in Latin letters where the two differ."""
    if article.outlet and article.outlet_latin and article.outlet_latin != article.outlet:
        return f"{article.outlet} ({article.outlet_latin})"
    return article.outlet


def published(article: Article) -> str | None:
    """The days on which it came out; an inferred date says so. None when they are unknown."""
    day = article.published
    if day is None:
        return None
    days = wording.span(day.first, day.last)
    return days if day.basis == "stated" else f"{days} ({labels.word('date inferred')})"


def _year(article: Article) -> str | None:
    day = article.published
    if day is None:
        return None
    return str(day.first.year) if day.first.year == day.last.year else f"{day.first.year}/{day.last.year}"


def _one_month(article: Article) -> bool:
    day = article.published
    return day is not None and (day.first.year, day.first.month) == (day.last.year, day.last.month)


def _notes(article: Article) -> list[str]:
    told = {
        "cite transliterated": article.headline_latin,
        "cite translated": article.headline,
        "cite published": published(article),
        "cite digest": article.sha256,
    }
    return [labels.word(key).format(value=value) for key, value in told.items() if value]


def _braced(text: str | None) -> str | None:
    """In braces of its own, so that no style splits it into names or changes its capitals."""
    return f"{{{escaped(text)}}}" if text else None


def escaped(text: str) -> str:
    return text.translate(_SPECIAL)
