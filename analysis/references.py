"""A ready reference to the book or to one part of it, in the forms that people paste."""

from dataclasses import dataclass

from analysis import bibliography, citation, labels, wording
from analysis.citation import Citation

FORMS = ("Chicago", "APA", "BibTeX", "RIS")


@dataclass(frozen=True, slots=True)
class Part:
    """What is cited: its title and its address within the book, such as `book/events.html#e-…`.

    The whole book has no title of its own here: `title` is None.
    """

    title: str | None
    address: str


def every(part: Part, book: Citation | None = None) -> dict[str, str]:
    """The reference in each of `FORMS`. Without a book it is this one."""
    book = book or citation.load()
    makers = (chicago, apa, bibtex, ris)
    return {form: make(part, book) for form, make in zip(FORMS, makers, strict=True)}


def permalink(part: Part, book: Citation) -> str:
    """The whole address where the book has one of its own, else the address within the book."""
    return f"{book.url.rstrip('/')}/{part.address}" if book.url else part.address


def chicago(part: Part, book: Citation) -> str:
    """A bibliography entry after The Chicago Manual of Style."""
    inside = f"“{_stopped(part.title)}” {labels.word('cite in')} " if part.title else ""
    day = wording.span(book.released, book.released)
    version = labels.word("version").lower()
    return (
        f"{_stopped(_authors(book))} {inside}{book.title}. {version.capitalize()} {book.version}. {day}. "
        f"{permalink(part, book)}."
    )


def apa(part: Part, book: Citation) -> str:
    """An entry of a reference list after the Publication Manual of the APA."""
    inside = f"{_stopped(part.title)} {labels.word('cite in')} " if part.title else ""
    version = labels.word("version").capitalize()
    return (
        f"{_stopped(_authors(book))} ({book.released.year}). {inside}{book.title} "
        f"({version} {book.version}) [{labels.word('cite data set')}]. {permalink(part, book)}"
    )


def bibtex(part: Part, book: Citation) -> str:
    """An entry for BibTeX: `incollection` for a part, `misc` for the whole."""
    kind = "incollection" if part.title else "misc"
    titles = {"title": part.title, "booktitle": book.title} if part.title else {"title": book.title}
    note = labels.word("cite in the book").format(address=part.address)
    where = {"url": permalink(part, book)} if book.url else {"note": bibliography.escaped(note)}
    fields = {
        "author": " and ".join(_bibtex_author(author) for author in book.authors),
        **{name: f"{{{bibliography.escaped(value or '')}}}" for name, value in titles.items()},
        "year": str(book.released.year),
        "month": f"{book.released:%b}".lower(),
        "edition": f"{labels.word('version').capitalize()} {book.version}",
        **where,  # an address stands as it is
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{_key(part, book)},", *lines, "}"])


def ris(part: Part, book: Citation) -> str:
    """A record for reference managers."""
    titles = [("TI", part.title), ("T2", book.title)] if part.title else [("TI", book.title)]
    fields = [
        ("TY", "CHAP" if part.title else "DATA"),
        *(("AU", _listed(author)) for author in book.authors),
        *titles,
        ("PY", str(book.released.year)),
        ("DA", f"{book.released:%Y/%m/%d}"),
        ("ET", book.version),
        ("UR", permalink(part, book)),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in fields)


def _authors(book: Citation) -> str:
    return wording.listing([author.full for author in book.authors])


def _bibtex_author(author: citation.Author) -> str:
    name = bibliography.escaped(_listed(author))
    return name if author.is_person else f"{{{name}}}"


def _listed(author: citation.Author) -> str:
    """The name as a list has it, a person's family name first."""
    return author.name or ", ".join(filter(None, (author.family, author.given)))


def _stopped(text: str | None) -> str:
    """A text with a full stop, unless it ends with a mark that closes it."""
    text = text or ""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _key(part: Part, book: Citation) -> str:
    anchor = part.address.rpartition("#")[2].removesuffix(".html").rpartition("/")[2]
    return f"truces-{book.version}-{anchor}"
