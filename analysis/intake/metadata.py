"""What a page says of itself in its head: tags and JSON-LD. Nothing of it is believed here."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from analysis.folding import fold

PUBLISHED = frozenset(
    "article:published_time og:published_time article:published datepublished date pubdate publishdate "
    "publish-date publish_date publication_date dc.date dc.date.issued dcterms.issued dcterms.created "
    "parsely-pub-date sailthru.date".split()
)
"""The names of tags that hold the day of publication."""
CHANGED = frozenset(
    "article:modified_time og:updated_time article:modified datemodified last-modified dc.date.modified "
    "dcterms.modified".split()
)
"""The names of tags that hold the day of a change."""
_ARTICLE = ("article", "posting", "report")
_MOST_NODES = 20_000


def tags(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The meta tags that have a name and a content, in their order; names in small letters."""
    for tag in tree.iter("meta"):
        content = (tag.get("content") or tag.get("value") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (tag.get(attribute) or "").strip().lower()
            if name and content:
                yield name, content
                break


def times(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The time elements marked as the day of publication, or the page's only one, and their values."""
    every = list(tree.iter("time"))
    if len(every) == 1 and every[0].get("datetime"):
        yield "the only <time>", every[0].get("datetime") or ""
    for tag in tree.iter("time", "span", "div", "p"):
        named = (tag.get("itemprop") or "").lower() == "datepublished"
        classes = set((tag.get("class") or "").lower().split())
        if named or (tag.tag == "time" and (tag.get("pubdate") is not None or classes & _CLASSES)):
            yield f"<{tag.tag}>", tag.get("datetime") or tag.get("content") or tag.text_content()[:200]


_CLASSES = {"published", "entry-date", "post-date"}


def articles(tree: HtmlElement, title: str | None) -> list[dict[str, Any]]:
    """The objects of JSON-LD that are articles; only those of that title where there are such."""
    found = [node for node in _nodes(tree) if _is_article(node)]
    wanted = fold(title or "").text.strip()
    same = [n for n in found if isinstance(h := n.get("headline"), str) and fold(h).text.strip() == wanted]
    return same or found


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object in every JSON-LD script, without recursion, up to a number that no honest page has."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                waiting.append(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue
    waiting.reverse()
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += reversed(node.values())
        elif isinstance(node, list):
            waiting += reversed(node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.lower().endswith(_ARTICLE) for name in names)
