"""Prints the pages of a book with all it can show: what the notebooks' cells would give, and directives.

Run in a copy of the project by test_hostile_book: `python hostile_pages.py`, an object of names and texts.
"""

import json

from analysis import cards, charts, chronology, corpus

DIRECTIVES = {
    "book/evidence": "```{evidence}\n```",
    "book/events": "```{events}\n```",
    "book/numbers": "```{numbers}\n```",
    "book/comparison": "```{cycles}\n```",
    "book/bibliography": "```{reports}\n```",
    "book/glossary": "",
    "book/data": "```{datafiles}\n```\n\n```{datamarkup}\n```",
}


def main() -> None:
    book, record = corpus.load(), chronology.load()
    drawn = (charts.claims, charts.durations, charts.matrix, charts.timeline, cards.coverage)
    both = (charts.missed, charts.uncorroborated)
    shown = [make(book) for make in drawn] + [make(book, record) for make in both]
    pages = {name: f"# {name.title()}\n\n{text}\n" for name, text in DIRECTIVES.items()}
    pages["book/charts"] = "# Charts\n\n" + "\n\n".join(
        one._repr_mimebundle_()["text/markdown"] for one in shown
    )
    blocks = cards.cards(book)._repr_mimebundle_()["text/html"]
    fence = "`" * 40
    pages["book/corpus"] = f"# Articles\n\n{fence}{{raw}} html\n{blocks}\n{fence}\n"
    own = [s for s in book.statements if s.article.startswith("905")]
    quoted = "\n\n".join(f"```{{quotation}} {s.id}\n```" for s in own[::8])
    named = "\n".join(pages)
    pages["index"] = f"# Home\n\n{{article}}`article 905`\n\n{quoted}\n\n```{{toctree}}\n{named}\n```\n"
    print(json.dumps(pages))


if __name__ == "__main__":
    main()
