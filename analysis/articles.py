"""Articles: the text as received, and what is known about its publication."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from analysis import anchor
from analysis.yamlfile import BadFile, Cell, Problem, Record, Source, read_utf8

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""What an article may be called: the name is part of addresses, ids and files of the book."""
SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Published:
    """When an article came out: some day from `first` to `last`, both included.

    `basis` is `stated` when the text prints the date at [start, end) and `inferred` when it was worked
    out; `evidence` says how.
    """

    first: dt.date
    last: dt.date
    basis: str
    words: str | None
    start: int | None
    end: int | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Chrome:
    """Words at [start, end) that belong to the page and not to the article, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `text` is the file exactly as stored; offsets count its code points.

    What isn't known is None: a text read from elsewhere has no outlet, and a text that came without a
    headline has none. `…_latin` is the Arabic in Latin letters, word by word; None too for an outlet whose
    Arabic name only spells a foreign one. `copy_of` is the id of the article that this one repeats, as
    outlets print an agency's report: it is a text of its own, but no source of its own.
    """

    id: str
    text: str
    published: Published | None = None
    outlet: str | None = None
    outlet_ar: str | None = None
    outlet_latin: str | None = None
    headline: str | None = None
    headline_ar: str | None = None
    headline_latin: str | None = None
    language: str | None = None
    url: str | None = None
    sha256: str | None = None
    chrome: tuple[Chrome, ...] = ()
    copy_of: str | None = None

    @property
    def number(self) -> str:
        """The short name that ids use: what stands before the first underscore."""
        return self.id.partition("_")[0]


def load(folder: str | Path = SEEDS) -> list[Article]:
    """Every article of a folder with its sidecar, in the order of their names.

    Raises BadFile with all that is wrong: a changed text, bytes that aren't UTF-8, an empty text, a
    missing or unknown field, words that the text doesn't have, a text or a sidecar without the other, two
    articles of one number.
    """
    folder = Path(folder)
    texts = {path.stem for path in folder.glob("*.txt")}
    sidecars = {path.stem for path in folder.glob("*.yml") if "." not in path.stem}
    found: list[Article] = []
    problems: list[Problem] = []
    for name in sorted(texts | sidecars):
        try:
            found.append(load_one(folder, name))
        except BadFile as error:
            problems += error.problems
    problems += [*_copies(found, folder), *_numbers(found, folder)]
    if problems:
        raise BadFile(*problems)
    return found


def _copies(found: list[Article], folder: Path) -> Iterator[Problem]:
    """A copy names an article of the folder that is no copy itself."""
    first = {article.id for article in found if article.copy_of is None}
    for article in found:
        if article.copy_of is not None and article.copy_of not in first:
            message = f"expected an article that is no copy, found {article.copy_of!r}"
            yield Source(folder / f"{article.id}.yml").problem(("copy_of",), message)


def _numbers(found: list[Article], folder: Path) -> Iterator[Problem]:
    """No two articles have one number: ids of statements and names of facts are made of it."""
    first: dict[str, str] = {}
    for article in found:
        other = first.setdefault(article.number, article.id)
        if other != article.id:
            message = f"expected a number of its own, {other} is {article.number} already"
            yield Problem(str(folder / f"{article.id}.txt"), 1, "(file)", message)


def read(text: str, id: str, published: dt.date | tuple[dt.date, dt.date] | None = None) -> Article:
    """An article from a text that has no sidecar. `published` is a day, or a first and a last day."""
    if published is None:
        return Article(id, text)
    first, last = published if isinstance(published, tuple) else (published, published)
    return Article(id, text, Published(first, last, "stated", None, None, None, None))


def load_one(folder: Path, name: str) -> Article:
    """The article `name` of a folder, checked against its sidecar. Raises BadFile."""
    text_path, sidecar_path = folder / f"{name}.txt", folder / f"{name}.yml"
    if not NAME.fullmatch(name):
        what = f"expected a name of up to 100 Latin letters, digits, _ and -, found {name!r}"
        raise BadFile(Problem(_printable(text_path), 1, "(file)", what))
    for path, other in ((text_path, sidecar_path), (sidecar_path, text_path)):
        if not path.exists():
            raise BadFile(Problem(str(path), 1, "(file)", f"expected it beside {other.name}, there is none"))
    text = read_utf8(text_path)
    if not text.strip():
        raise BadFile(Problem(str(text_path), 1, "(file)", "expected an article, the text is empty"))
    source = Source(sidecar_path)
    sidecar = source.parse(_Sidecar)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest != sidecar.sha256:
        message = f"the text of {text_path.name} has changed: its hash is {digest}"
        raise BadFile(source.problem(("sha256",), message))
    return Article(
        id=name,
        text=text,
        published=_published(sidecar.published, text, source) if sidecar.published else None,
        outlet=sidecar.outlet.en,
        outlet_ar=sidecar.outlet.ar,
        outlet_latin=sidecar.outlet.transliterated,
        headline=sidecar.headline.en,
        headline_ar=sidecar.headline.ar,
        headline_latin=sidecar.headline.transliterated,
        language=sidecar.language,
        url=sidecar.url,
        sha256=sidecar.sha256,
        chrome=tuple(_chrome(item, text, source, n) for n, item in enumerate(sidecar.chrome)),
        copy_of=sidecar.copy_of,
    )


def _printable(path: Path) -> str:
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in str(path))


def published_beside(path: Path, text: str) -> Published | None:
    """When the article at `path` came out, as the sidecar beside it says. Raises BadFile."""
    source = Source(path.with_suffix(".yml"))
    given = source.parse(_Dated).published
    return _published(given, text, source) if given else None


Line = Annotated[Cell, StringConstraints(pattern=r"^[^\n\r\x{85}\x{2028}\x{2029}]*$")]
"""Words on one line."""
Address = Annotated[
    str, StringConstraints(pattern=r"^https?://[A-Za-z0-9\[][^\s<>\"{}|\\^`]*$", max_length=2000)
]
"""An address that a link of the book may have: on the web, and with no sign that would have to be escaped."""


class _Arabic(Record):
    """Words in Arabic and, word by word, in Latin letters: al- as such, no diacritics, hamza or ayn."""

    ar: Line | None
    transliterated: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9 \"'(),.:;!?%–-]+$")] | None

    @model_validator(mode="after")
    def _word_by_word(self) -> "_Arabic":
        if self.transliterated is None:
            return self
        words, letters = (len((text or "").split()) for text in (self.ar, self.transliterated))
        if words != letters:
            raise ValueError(f"transliterated: expected a word for each of {words} in ar, found {letters}")
        return self


class _Name(_Arabic):
    en: Line | None


class _Headline(_Name):
    @model_validator(mode="after")
    def _transliterated(self) -> "_Headline":
        if self.en is not None and self.ar is not None and self.transliterated is None:
            raise ValueError("transliterated: expected the headline in Latin letters, found null")
        return self


class _Published(Record):
    first: dt.date
    last: dt.date
    basis: Literal["stated", "inferred"]
    words: Cell | None
    evidence: str

    @model_validator(mode="after")
    def _ordered(self) -> "_Published":
        if self.first > self.last:
            raise ValueError(f"first {self.first} is after last {self.last}")
        if self.basis == "stated" and not self.words:
            raise ValueError("a stated date needs the words that state it")
        return self


class _Chrome(Record):
    from_: str = Field(alias="from", min_length=1)
    to: str = Field(min_length=1)
    why: str


class _Sidecar(Record):
    outlet: _Name
    headline: _Headline
    published: _Published | None
    language: Literal["ar"]
    url: Address | None
    sha256: str
    chrome: list[_Chrome]
    # Only of what came in by `add`: the page as it was, in the folder of originals, and what it repeats.
    original: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}\.[a-z.]{2,8}$")] | None = None
    copy_of: str | None = None


class _Dated(BaseModel):
    """The one field of a sidecar that says when."""

    published: _Published | None


def _published(given: _Published, text: str, source: Source) -> Published:
    start = end = None
    if given.words:
        try:
            start, end = anchor.find(text, given.words)
        except anchor.NotAnchored as error:
            raise BadFile(source.problem(("published", "words"), str(error))) from None
    return Published(given.first, given.last, given.basis, given.words, start, end, given.evidence)


def _chrome(item: _Chrome, text: str, source: Source, n: int) -> Chrome:
    """The run from the first occurrence of `from` to the next end of `to`.

    A page repeats its furniture, so the words of one piece may stand twice; each piece begins where
    the words before it make it unique.
    """
    try:
        start, _ = anchor.find(text, item.from_)
    except anchor.NotAnchored as error:
        raise BadFile(source.problem(("chrome", n, "from"), str(error))) from None
    at = text.find(item.to, start)
    if at < 0:
        raise BadFile(source.problem(("chrome", n, "to"), "the words do not stand after `from`"))
    return Chrome(start, at + len(item.to), item.why)
