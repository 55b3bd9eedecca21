"""Page chrome: the words of a text that belong to the page around the article and not to the article.

A page is read line by line. What a line is, it tells by its own words (lexicon/chrome.yml), by where it
stands (above the article, between its paragraphs, below it), and by repeating what stood before. A line that
could be the article's own is left to it: a headline too many does less harm than a paragraph too few.

Offsets are code points into the text as given, ends exclusive.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.articles import Chrome
from analysis.folding import Folded, fold
from analysis.lexicon import FOLDER
from analysis.yamlfile import Record, Source

# A longer line, in signs, is a paragraph, whatever it begins with.
_LONGEST = 320
# Furniture of these kinds that stands together is one piece, and so are kinds of one name here. Any other
# line is a piece by itself.
_JOINED = {
    "ticker": "ticker",
    "section": "section",
    "navigation": "navigation",
    "share bar": "share bar",
    "counter": "share bar",
    "related": "related",
    "suggestions": "related",
    "tags": "tags",
    "teasers": "teasers",
    "most read": "teasers",
    "sign-up": "sign-up",
    "sign-up with": "sign-up",
    "follow": "footer",
    "follow with": "footer",
    "footer": "footer",
    "comments": "comments",
}
# Nothing of the article comes after these, once most of it has been.
_CLOSING = frozenset(("tags", "most read", "comments", "footer"))

_LINE = re.compile(r"[^\n\r]+")
_STOP = re.compile(r"[.!?؟…][\"')\]}.!?؟… ]*$")
_BULLET = re.compile(r"[•●▪■◾◼*►▶←>\-–]")
_AFTER_LABEL = re.compile(r" ?(?:[:|>/»←–(-]+|\.\.+|…)")
_LABEL = re.compile(r"[#\w ]{2,24}?" + _AFTER_LABEL.pattern)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|(?:https?://|www\.)\S+")
_HASHTAGS = re.compile(r"(?:#\w+[\s،,|]*)+")
_COUNTED = re.compile(r"\d[\d,. ]* ?(?:مشاهده|مشاهدات|زياره|قراءه|تعليق|تعليقات|مشاركه|مشاركات)")
_ITEMS = re.compile(r"\s{4,}|\s[|•]\s")
_SIGNED = re.compile(
    r"المصدر ?: ?(?P<after>[^:()]{2,40})$"
    r"|[(\[](?P<brackets>[^()\[\]]{2,40})[)\]]$"
    r"|[–-] ?(?P<dash>(?:صوره )?ارشيف(?:يه)?)$"
    r"|© ?(?P<right>[^©]{2,40})$"
)
_QUOTED = re.compile(r' ?: ?"[^"]{2,40}"')
_PARTS = re.compile(r" ?[/|:،,+&()\"–—-]+ ?")
_TIME = re.compile(r" ?[:|–-]| (?:[^\W\d]+ )?\d| (?:منذ|قبل|اليوم|امس)\b")
_AND = re.compile(r"(?<=\w) و(?=\w)")
_ENDS_BOX = re.compile(r"^نهايه\b|\bنهايه$|^end of\b")
_DATELINE_HAS = re.compile(r"[-/|:–—]")
_LINKED = re.compile(
    r"(?:(?<=[.!?؟…\"] )|[(\[] ?)(?:اقرا|اقراوا|اقرووا|شاهد|طالع)(?:/ي)? ايضا ?:[^()\[\]\n]{3,200}(?:[)\]]|$)"
)
_PUNCTUATION = " .,:;!?…،؛؟\"'|/\\-–—()[]{}<>«»*+•●▪■►▶←→"


@dataclass(slots=True)
class _Line:
    """One line of the folded text, without the space around it.

    `why` is set once it is known as chrome. `label` is how much of its beginning is a label, as "عاجل |"
    before a headline, where the rest is the article's own.
    """

    start: int
    end: int
    text: str
    gap: bool
    why: str | None = None
    label: int = 0
    short: bool = field(init=False)
    words: int = field(init=False)
    stop: bool = field(init=False)

    def __post_init__(self) -> None:
        self.short = len(self.text) <= _LONGEST
        self.words = self.text.count(" ") + 1
        self.stop = _STOP.search(self.text, max(0, len(self.text) - 12)) is not None


@dataclass(slots=True)
class _Page:
    """The lines of a page, and its first and last paragraph (beyond its ends when there is none).

    `long` is how many words make a paragraph of a line without a full stop: fewer where the page writes its
    paragraphs without one.
    """

    lines: list[_Line]
    long: int = 25
    first: int = 0
    last: int = -1

    def prose(self, line: _Line) -> bool:
        """Whether the line reads as a paragraph: a whole sentence, or too long for anything else."""
        # A headline can be a question of some length.
        least = 15 if line.text[-1:] in "?؟!" else 8
        return line.why is None and ((line.stop and line.words >= least) or line.words >= self.long)


def find(text: str) -> tuple[Chrome, ...]:
    """The chrome of any text, in its order and without overlap. Raises nothing; takes linear time."""
    return find_folded(fold(text))


def find_folded(folded: Folded) -> tuple[Chrome, ...]:
    """As `find`, for a text that is folded already."""
    lines = list(_lines(folded.text))
    for line in lines:
        line.why = _by_words(line, folded)
    page = _Page(lines)
    _measure(page)
    _mark_tickers(page)
    _mark_edges(page)
    _mark_boxes(page)
    _mark_related(page)
    _mark_foot(page)
    _measure(page)
    _mark_repeats(page)
    _mark_below(page)
    spans = sorted((*_pieces(lines), *_within(lines)))
    return tuple(Chrome(*folded.span(start, end), why) for start, end, why in spans)


def _lines(text: str) -> Iterator[_Line]:
    """The lines that have something on them; `gap` where an empty line stands above."""
    end, gap = 0, False
    for found in _LINE.finditer(text):
        part = found[0].strip(" ")
        gap = gap or text.count("\n", end, found.start()) > 1
        end = found.end()
        if part:
            start = found.start() + (found[0][0] == " ")
            yield _Line(start, start + len(part), part, gap)
            gap = False


# What a line tells by its own words.


class _Words(Record):
    whole: list[str] = []
    label: list[str] = []
    start: list[str] = []
    beside: list[str] = []
    inside: list[str] = []


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of lexicon/chrome.yml, folded, by the way they are looked up."""

    whole: dict[str, str]
    begins: dict[str, list[tuple[str, str, bool]]]  # by first word: the phrase, its kind, whether a label
    beside: dict[str, list[str]]
    inside: list[tuple[str, str]]
    lists: dict[str, frozenset[str]]
    dateline: re.Pattern[str]


_LISTS = ("outlet", "city", "credit", "share word", "section")  # kinds whose words alone decide nothing


@functools.cache
def _lexicon() -> _Lexicon:
    kinds = Source(FOLDER / "chrome.yml").parse_each(_Words)
    whole: dict[str, str] = {}
    begins: dict[str, list[tuple[str, str, bool]]] = {}
    for why, words in kinds.items():
        if why not in _LISTS:
            whole.update((_bare(fold(phrase).text), why) for phrase in words.whole)
        for phrases, is_label in ((words.label, True), (words.start, False)):
            for text in (fold(phrase).text for phrase in phrases):
                begins.setdefault(_first(text), []).append((text, why, is_label))
    lists = {why: frozenset(_bare(fold(phrase).text) for phrase in kinds[why].whole) for why in _LISTS}
    return _Lexicon(
        whole,
        {first: sorted(found, key=lambda f: -len(f[0])) for first, found in begins.items()},
        {why: [fold(phrase).text for phrase in words.beside] for why, words in kinds.items()},
        [(fold(phrase).text, why) for why, words in kinds.items() for phrase in words.inside],
        lists,
        _dateline(lists["outlet"], lists["city"]),
    )


def _bare(text: str) -> str:
    return text.strip(_PUNCTUATION)


def _first(text: str) -> str:
    found = re.match(r"\w+", text)
    return found[0] if found else text[:1]


def _by_words(line: _Line, folded: Folded) -> str | None:
    """What the line is by its words alone, or None."""
    if _is_list(line, folded):
        return "ticker"
    if not line.short:
        return None
    words = _lexicon()
    why = words.whole.get(_bare(line.text)) or _by_beginning(line, words) or _by_inside(line, words)
    if why:
        return why
    if _is_share_bar(line.text, words.lists["share word"]) or _COUNTED.fullmatch(line.text):
        return "share bar"
    if line.text[0] == "#" and _HASHTAGS.fullmatch(_original(line, folded)):
        return "tags"
    if _ADDRESS.fullmatch(line.text):
        return "navigation"
    if not _is_caption(line, words):
        return None
    return "source" if _signs(line.text, words) else "caption"


def _original(line: _Line, folded: Folded) -> str:
    return folded.original[slice(*folded.span(line.start, line.end))]


def _is_list(line: _Line, folded: Folded) -> bool:
    """Whether it is a ticker set on one line: four or more headlines with wide space or bars between them."""
    if line.stop or line.words < 20:
        return False
    items = _ITEMS.split(_original(line, folded))
    return len(items) >= 4 and all(3 <= item.count(" ") + 1 <= 30 and item[-1:] != "." for item in items)


def _by_beginning(line: _Line, words: _Lexicon) -> str | None:
    bare = line.text.lstrip(_PUNCTUATION)
    for phrase, why, is_label in words.begins.get(_first(bare), ()):
        if not bare.startswith(phrase):
            continue
        rest = bare[len(phrase) :]
        if is_label and _AFTER_LABEL.match(rest) and _fits(why, line, rest, words):
            return why
        if not is_label and not rest[:1].isalnum() and _fits(why, line, rest, words):
            return why
    return None


def _fits(why: str, line: _Line, rest: str, words: _Lexicon) -> bool:
    """Whether the line is of the kind of the words it begins with, and not a sentence that begins alike."""
    if words.beside[why]:
        return any(phrase in line.text for phrase in words.beside[why])
    if why == "source":
        return _signs(rest, words) or _QUOTED.fullmatch(rest) is not None
    if why == "caption":
        return line.words <= 30 and not line.stop
    if why in ("byline", "comments", "share bar", "counter", "reading time"):
        return line.words <= 10 and (not line.stop or why == "comments")
    return line.words <= 40


def _by_inside(line: _Line, words: _Lexicon) -> str | None:
    for phrase, why in words.inside:
        if phrase not in line.text:
            continue
        if why == "footer" and not (line.stop and line.words >= 8):
            return why
        if why in ("reading time", "byline", "sign-up", "follow") and line.words <= 20 and not line.stop:
            return why
        if why == "update" and line.text.startswith(phrase) and not line.stop and _is_time(line.text, phrase):
            return why
    return None


def _is_time(text: str, phrase: str) -> bool:
    """Whether what follows "last updated" is a time, and not something else that was updated."""
    rest = text[text.index(phrase) + len(phrase) :]
    return rest.count(" ") < 14 and _TIME.match(rest) is not None


def _is_share_bar(text: str, share: frozenset[str]) -> bool:
    if len(text) > 160:
        return False
    parts = re.findall(r"[^\W_][\w-]*", text)
    return any(part in share for part in parts) and all(part in share or part.isdigit() for part in parts)


def _signs(text: str, words: _Lexicon) -> bool:
    """Whether the text is nothing but outlets and agencies, or those who make pictures."""
    known = words.lists["outlet"] | words.lists["credit"]
    parts = [_bare(name) for part in _PARTS.split(text) for name in _AND.split(part)]
    return _bare(text) in known or (any(parts) and all(part in known or not part for part in parts))


def _is_caption(line: _Line, words: _Lexicon) -> bool:
    """A short line without a full stop that ends with who made the picture."""
    found = _SIGNED.search(line.text) if line.words <= 30 and not line.stop else None
    return found is not None and _signs(found[found.lastgroup or 0], words)


# What a line is by where it stands.


def _measure(page: _Page) -> None:
    """Finds the first and the last paragraph; what follows the page's closing furniture is none."""
    whole = [line for line in page.lines if line.why is None and line.words >= 12]
    if sum(line.stop for line in whole) * 2 < len(whole):
        page.long = 12
    words = [line.words if page.prose(line) else 0 for line in page.lines]
    total, above = sum(words), 0
    page.first, page.last = (0, -1) if total else (len(words), len(words))
    for at, line in enumerate(page.lines):
        if line.why in _CLOSING and above * 2 > total:
            break
        if words[at]:
            page.first = page.first if above else at
            page.last = at
            above += words[at]


def _mark_tickers(page: _Page) -> None:
    """A ticker's label takes the lines set together below it, if a headline is left for the article."""
    for at, line in enumerate(page.lines):
        if line.why != "ticker":
            continue
        if _bare(line.text) not in _lexicon().whole:
            _keep_headline(page, at)
            continue
        items = list(_block(page, at + 1))
        while items and not _headline_follows(page, items[-1] + 1):
            items.pop()
        for item in items:
            page.lines[item].why = "ticker"


def _keep_headline(page: _Page, at: int) -> None:
    """A ticker set on one line with its label; the label alone where the rest is the only headline."""
    line = page.lines[at]
    if at < page.first and not _headline_follows(page, at + 1) and (label := _LABEL.match(line.text)):
        line.why, line.label = None, label.end()


def _headline_follows(page: _Page, at: int) -> bool:
    """Whether a line without a full stop stands between here and the next paragraph."""
    for line in page.lines[at : at + 12]:
        if page.prose(line):
            return False
        if line.why is None and not line.stop and line.words >= 4:
            return True
    return False


def _block(page: _Page, at: int) -> Iterator[int]:
    """The lines from here, eight at most, that no empty line parts, neither chrome nor sentences."""
    for n in range(at, min(len(page.lines), at + 8)):
        line = page.lines[n]
        if (n > at and line.gap) or line.why or line.stop or page.prose(line):
            return
        yield n


def _mark_edges(page: _Page) -> None:
    """Sections, datelines and bylines above the first paragraph; the outlet's name above and below."""
    words = _lexicon()
    for at, line in enumerate(page.lines):
        above, below = at < page.first, at > page.last
        if line.why or line.stop or line.words > 10 or not line.short or not (above or below):
            continue
        bare = _bare(line.text)
        if above and bare in words.lists["section"]:
            line.why = "section"
        elif _signs(line.text, words):
            line.why = "outlet"
        elif above and (bare in words.lists["city"] or _is_dateline(line.text, words)):
            line.why = "byline"
    for line, after in zip(page.lines, page.lines[1:], strict=False):
        if line.why == "logo" and after.why in ("section", "navigation", "share bar", "follow", "footer"):
            line.why = after.why


def _is_dateline(text: str, words: _Lexicon) -> bool:
    """A line of short parts, one of them the outlet: "بغداد / الأناضول / فلان"."""
    parts = [part.removeprefix("مراسل ") for part in map(_bare, _PARTS.split(text)) if part]
    if "/" in text and len(parts) == 2 and parts[0] in words.lists["city"] and parts[1].count(" ") <= 2:
        return True  # "بغداد/ فلان الفلاني"
    if not any(part in words.lists["outlet"] for part in parts) or re.search(r"\d", text):
        # A stretched letter serves as a dash too, and the fold has dropped it: "بغداد ـ واع".
        city, _, rest = text.partition(" ")
        return city in words.lists["city"] and _signs(rest, words)
    return len(parts) > 1 and all(part.count(" ") < 3 for part in parts)


def _mark_boxes(page: _Page) -> None:
    """Boxes that say where they end: from "قصص مقترحة" to a line with "نهاية"."""
    for at, line in enumerate(page.lines):
        if line.why not in ("suggestions", "most read"):
            continue
        inner = page.lines[at : at + 14]
        ends = [n for n, last in enumerate(inner) if n and last.words <= 6 and _ENDS_BOX.search(last.text)]
        for one in inner[: ends[0] + 1 if ends else 0]:
            one.why = "related"


def _mark_related(page: _Page) -> None:
    """The link below "read also": the line right below it, or the box that empty lines set off."""
    parted = any(line.gap for line in page.lines)
    for at, line in enumerate(page.lines):
        if line.why not in ("related", "suggestions") or _bare(line.text) not in _lexicon().whole:
            continue
        for n in _block(page, at + 1):
            page.lines[n].why = "related"
            after = page.lines[n + 1] if n + 1 < len(page.lines) else None
            if not parted and not (after and _BULLET.match(after.text)):
                break


def _mark_foot(page: _Page) -> None:
    """Notices in whole sentences, as far up from the end as nothing else stands between them."""
    phrases = [phrase for phrase, why in _lexicon().inside if why in ("footer", "sign-up")]
    for line in reversed(page.lines):
        if not line.why:
            if not line.short or not any(phrase in line.text for phrase in phrases):
                return
            line.why = "footer"


def _mark_repeats(page: _Page) -> None:
    """Headlines that stand twice: the later one, or both where they stand below the article."""
    seen: dict[str, int] = {}
    for at, line in enumerate(page.lines):
        if line.stop or not 2 <= line.words <= 40 or line.why:
            continue
        before = seen.get(line.text)
        seen[line.text] = at
        # Two or three words may be a cross-head that serves twice; not right below itself.
        if before is None or (line.words < 4 and at - before > 1):
            continue
        line.why = "headline"
        if before > page.last and at - before <= 4:
            # What stands between the two is of their kind: the headline's second line.
            for between in page.lines[before:at]:
                between.why = between.why or "headline"


def _mark_below(page: _Page) -> None:
    """Below the article, all that follows the first piece of furniture belongs to the page."""
    why: str | None = None
    for line in page.lines[page.last + 1 :] if page.first <= page.last else ():
        if line.why:
            why = line.why
        elif why == "tags" and not line.gap and line.words <= 5:
            line.why = "tags"
        elif why:
            why = line.why = "related" if why == "related" else "teasers"


def _pieces(lines: list[_Line]) -> Iterator[tuple[int, int, str]]:
    """Whole lines of chrome; neighbours of a kind that is written in several lines are one piece."""
    piece: tuple[int, int, str] | None = None
    for line in lines:
        why = _JOINED.get(line.why or "", line.why)
        if piece and why == piece[2] and why in _JOINED:
            piece = (piece[0], line.end, why)
            continue
        if piece:
            yield piece
        piece = (line.start, line.end, why) if why else None
    if piece:
        yield piece


# What stands within a paragraph.


def _within(lines: list[_Line]) -> Iterator[tuple[int, int, str]]:
    """Datelines that open a paragraph, and links and update times set within a line."""
    words = _lexicon()
    for line in lines:
        if line.why:
            continue
        head = line.text[:90]
        opening = words.dateline.match(head) if _DATELINE_HAS.search(head) else None
        end = len(opening[0].rstrip()) if opening else line.label
        if line.label:
            yield line.start, line.start + line.label, "ticker"
        if opening:
            yield line.start, line.start + end, "dateline"
        if "ايضا" in line.text:
            for found in _LINKED.finditer(line.text, end):
                yield line.start + found.start(), line.start + found.end(), "related"
        elif line.short and not line.stop:
            yield from _update(line, end, words)


def _update(line: _Line, after: int, words: _Lexicon) -> Iterator[tuple[int, int, str]]:
    for phrase, why in words.inside:
        at = line.text.find(phrase, after) if why == "update" else -1
        if at >= 0 and _is_time(line.text, phrase):
            yield line.start + at, line.end, why
            return


def _dateline(outlets: frozenset[str], cities: frozenset[str]) -> re.Pattern[str]:
    """What may open a paragraph: "شفق نيوز/", "بغداد - الأناضول -", "أربيل (رويترز) -"."""
    who, where = (
        "(?:{})".format("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        for names in (outlets, cities)
    )
    name = r"[^\W\d_]+(?: [^\W\d_]+){0,2}"
    who = rf"(?:{who}|[^\W\d_]+ نيوز)"
    dash, mark = " ?[/|–—-] ?", " ?[/|:–—-] ?"
    return re.compile(
        rf"(?:{where}(?:، ?{name}| [0-9][0-9/.-]*(?: {name})?)? ?\( ?{who} ?\) ?[:–—-]+"
        rf"|\( ?{who} ?\) ?[–—-]+"
        rf"|{where} (?:\|(?= )|{who} ?:)"
        rf'|{where}(?:{mark}| )(?:{name}{dash})?"{who}" ?[/|:–—-]'
        rf"|{where}{mark}{who}(?:{dash}{name})?{mark}"
        rf"|{name} ?/ ?{who}(?: ?/ ?{name})? ?[/:–—-]"
        rf"|{who}(?: ?[/|] ?{name}){{0,2}}(?: ?[/|]| [–—-](?= )))(?= ?[\w\"#])"
    )
