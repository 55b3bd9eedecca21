"""The articles as BibTeX, so that a paper can cite the reports and not only this book."""

from analysis import wording
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
    date is called so in the note.
    """
    fields = {
        "author": f"{{{escaped(article.outlet)}}}" if article.outlet else None,
        "title": f"{{{escaped(_title(article))}}}",
        "year": _year(article),
        "language": "Arabic" if article.language == "ar" else None,
        "url": article.url,
        "note": escaped(_note(article)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{article-{article.number},", *lines, "}"]) + "\n"


def _title(article: Article) -> str:
    return article.headline_ar or f"[{opening(article)}]"


def _year(article: Article) -> str | None:
    day = article.published
    if day is None:
        return None
    return str(day.first.year) if day.first.year == day.last.year else f"{day.first.year}/{day.last.year}"


def _note(article: Article) -> str:
    said = [f"In English: {article.headline}"] if article.headline else []
    day = article.published
    if day:
        known = "" if day.basis == "stated" else " (inferred, the text prints no date)"
        said.append(f"published {wording.span(day.first, day.last)}{known}")
    if article.sha256:
        said.append(f"SHA-256 of the text {article.sha256}")
    return "; ".join(said)


def escaped(text: str) -> str:
    return text.translate(_SPECIAL)
