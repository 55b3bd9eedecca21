"""The days that an article speaks about, as a rule proposes them until a person has decided."""

import datetime as dt
from collections.abc import Iterable

from analysis import labels
from analysis.articles import Article
from analysis.reviews import Window
from analysis.statements import Statement

LOOK_BACK = dt.timedelta(days=366)
"""What an article tells from longer before its publication is taken for a look back, not for its subject."""


def proposed(article: Article, statements: Iterable[Statement]) -> Window | None:
    """From the earliest day that the article's statements in scope tell, up to its publication.

    What lies more than a year before publication is left aside. Where the publication isn't known the latest
    day told is the last; None where there is neither.
    """
    dates = [s.date for s in statements if s.article == article.id and s.scope == "in"]
    days = [day for date in dates for day in (date.first, date.last) if day]
    out = article.published
    if out:
        days = [day for day in days if out.first - LOOK_BACK <= day <= out.last] + [out.first, out.last]
    if not days:
        return None
    return Window(first=min(days), last=max(days), why=labels.word("window proposed"))
