"""An article in Arabic with its statements, and the names, days and numbers in it, marked where they stand.

Marks overlap: one sentence may tell of an attack and of the truce it broke. So the text is cut into
segments wherever anything begins or ends, and each segment knows every statement that it is part of.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import labels, lexicon, wording
from analysis.articles import Article, Chrome
from analysis.block import Block
from analysis.statements import KINDS, MACHINE, Statement

SIGNS = {"attack": "▲", "strike": "◆", "truce": "●", "total": "■"}
"""The shape of each kind, so that no reader depends on its colour."""

MENTIONS = ("name", "date", "quantity")
"""What is framed within the text, each with a colour and a frame of its own."""

LANES = 4
"""How many underlines the style sheet can draw below one another."""


@dataclass(frozen=True, slots=True)
class Framed:
    """Words at [start, end) that are a name, a date or a quantity to a reading; `told` is what they mean."""

    start: int
    end: int
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an article's text, [start, end), that belongs to the same statements from end to end.

    `statements` has the shortest first, `mentions` the longest. A segment holds either line breaks alone or
    none.
    """

    start: int
    end: int
    text: str
    statements: tuple[Statement, ...] = ()
    chrome: Chrome | None = None
    mentions: tuple[Framed, ...] = ()


def segments(
    article: Article, statements: Iterable[Statement], mentions: Iterable[Framed] = ()
) -> list[Segment]:
    """The whole text in order, cut where a statement, a mention, page chrome or a line begins or ends.

    Statements of other articles are left out. Raises ValueError for one whose quotation isn't at its place.
    """
    own = own_of(article, statements)
    text = article.text
    framed = sorted(mentions, key=lambda m: (m.start - m.end, m.start))
    spans = [(s.start, s.end) for s in own] + [(c.start, c.end) for c in article.chrome]
    spans += [(m.start, m.end) for m in framed]
    lines = [at for at in range(1, len(text)) if (text[at] == "\n") != (text[at - 1] == "\n")]
    cuts = sorted({0, len(text), *lines, *(at for span in spans for at in span)})
    return [
        Segment(
            start,
            end,
            text[start:end],
            tuple(s for s in own if s.start <= start and end <= s.end),
            next((c for c in article.chrome if c.start <= start and end <= c.end), None),
            tuple(m for m in framed if m.start <= start and end <= m.end),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    ]


def marked(article: Article, statements: Iterable[Statement]) -> Block:
    """The article from right to left, each statement's words underlined and linked to its evidence.

    A statement begins with the sign of its kind, which is the link that a keyboard reaches; its words are
    links for a pointer. Words of several statements link to the shortest and have an underline for each.
    """
    own = own_of(article, statements)
    html = Markup(
        '<div class="marked" id="m-{number}">{head}{legend}<div class="marked-text" lang="ar" dir="rtl">'
        "{paragraphs}</div></div>"
    ).format(
        number=article.number,
        head=head(article, own),
        legend=legend(own, bool(article.chrome)),
        paragraphs=Markup("").join(paragraphs(segments(article, own), lanes(own))),
    )
    listed = [f"{SIGNS[s.kind]} {name(s)}" for s in sorted(own, key=lambda s: (s.start, s.end))]
    return Block(html, "\n".join((title(article), article.text, *listed)))


def name(statement: Statement) -> str:
    """A statement in English for those who don't see or don't read it: kind, standing, translation."""
    return f"{_kind(statement)}: {statement.translation}" if statement.translation else gist(statement)


def gist(statement: Statement) -> str:
    """A statement that nobody translated: kind, standing, truce act, days, site, weapons, as far as told."""
    days, site = statement.date, statement.site
    parts = [labels.word(statement.act)] if statement.act else []
    parts += [wording.span(days.first, days.last)] if days.first and days.last else []
    if site:
        country = lexicon.country(site.country) if site.country else labels.word("unknown")
        parts.append(site.name or site.words or country)
    parts += [labels.word(weapon.type) for weapon in statement.weapons]
    return f"{_kind(statement)}: {'; '.join(parts)}" if parts else _kind(statement)


def _kind(statement: Statement) -> str:
    standing = [labels.word(statement.status)] if statement.status != "reported" else []
    standing += [labels.word("out of scope")] if statement.scope == "out" else []
    told = f" ({', '.join(standing)})" if standing else ""
    return f"{_capital(labels.word(statement.kind))}{told}"


def lanes(statements: Iterable[Statement]) -> dict[str, int]:
    """On which line below the text, counted from 1, each statement is drawn, so that no two run together."""
    found: dict[str, int] = {}
    ends: list[int] = []
    for statement in sorted(statements, key=lambda s: (s.start, s.start - s.end)):
        free = next((lane for lane, end in enumerate(ends) if end <= statement.start), len(ends))
        ends[free : free + 1] = [statement.end]
        found[statement.id] = free + 1
    return found


def own_of(article: Article, statements: Iterable[Statement]) -> list[Statement]:
    """The article's statements, the shortest first."""
    own = [s for s in statements if s.article == article.id]
    for statement in own:
        if not statement.quote or article.text[statement.start : statement.end] != statement.quote:
            raise ValueError(
                f"{article.id}: {statement.id}: the quotation is not at {statement.start} to {statement.end}"
            )
    return sorted(own, key=lambda s: (s.end - s.start, s.start))


def paragraphs(parts: Sequence[Segment], lane: dict[str, int], linked: bool = True) -> list[Markup]:
    """A paragraph for each line of the text that isn't blank. Without `linked` no mark leads to evidence."""
    lines: list[list[Segment]] = [[]]
    for part in parts:
        if part.text.startswith("\n"):
            lines.append([])
        else:
            lines[-1].append(part)
    begun: set[object] = set()
    return [
        Markup("<p>{}</p>").format(Markup("").join(_segment(part, lane, begun, linked) for part in line))
        for line in lines
        if any(not part.text.isspace() for part in line)
    ]


def _segment(part: Segment, lane: dict[str, int], begun: set[object], linked: bool) -> Markup:
    """The words of a segment in their marks, after the signs of the statements that begin with it."""
    starting = [s for s in part.statements if s.id not in begun]
    running = [s for s in part.statements if s.id in begun]
    signs = Markup("").join(_sign(s, linked) for s in reversed(starting))
    if signs:
        signs = _underlined(signs, running, lane)
    words = _underlined(_framed(part), part.statements, lane)
    if part.statements and linked:
        words = Markup(
            '<a class="mark" data-statement="{id}" data-statements="{ids}" href="#{id}" tabindex="-1"'
            ' title="{title}">{words}</a>'
        ).format(
            id=part.statements[0].id,
            ids=" ".join(s.id for s in part.statements),
            title="\n".join(map(name, part.statements)),
            words=words,
        )
    if part.chrome:
        label = Markup() if part.chrome in begun else _chrome_label(part.chrome)
        words = Markup('{}<span class="chrome">{}</span>').format(label, words)
    begun.update(s.id for s in starting)
    begun.add(part.chrome)
    return signs + words


def _framed(part: Segment) -> Markup:
    """The words in a frame for each mention, the longest outermost; a frame cut in two is open at the cut."""
    words = Markup("{}").format(part.text)
    for mention in reversed(part.mentions):
        css = f"mention of-{mention.kind}"
        css += " begins" if mention.start == part.start else ""
        css += " ends" if mention.end == part.end else ""
        words = Markup('<span class="{}" title="{}">{}</span>').format(css, mention.told, words)
    return words


def _underlined(words: Markup, statements: Iterable[Statement], lane: dict[str, int]) -> Markup:
    """The words with a line for each statement, the lowest line outermost."""
    for statement in sorted(statements, key=lambda s: lane[s.id]):
        css = f"{_css(statement)} lane-{min(lane[statement.id], LANES)}"
        words = Markup('<span class="{}">{}</span>').format(css, words)
    return words


def _sign(statement: Statement, linked: bool) -> Markup:
    sign = _shape(statement.kind, statement.scope)
    if not linked:
        mark = Markup('<span class="sign {css}" role="img" title="{name}" aria-label="{name}">{sign}</span>')
        return mark.format(css=_css(statement), name=gist(statement), sign=sign)
    return Markup(
        '<a class="mark sign {css}" data-statement="{id}" href="#{id}" title="{name}" aria-label="{name}">'
        "{sign}</a>"
    ).format(css=_css(statement), id=statement.id, name=name(statement), sign=sign)


def _shape(kind: str, scope: str = "in") -> str:
    """The sign of a kind; in brackets, as figures that don't count are, when it is out of scope."""
    return SIGNS[kind] if scope == "in" else f"({SIGNS[kind]})"


def _css(statement: Statement) -> str:
    return f"is-{statement.kind}" + (" is-out" if statement.scope == "out" else "")


def _chrome_label(chrome: Chrome) -> Markup:
    label = Markup('<span class="chrome-label" lang="en" dir="ltr">{}</span> ')
    return label.format(labels.word("not the article").format(why=chrome.why))


def head(article: Article, own: Collection[Statement]) -> Markup:
    """Not a heading element: the book's lists of contents link headings to sections, and this is none."""
    read = "unreviewed" if any(s.coder == MACHINE for s in own) else "coded"
    return Markup(
        '<p class="marked-head" role="heading" aria-level="3">{title}</p>'
        '<p class="meta">{read}. <a href="corpus.html#a-{number}">{about}</a></p>'
    ).format(
        title=title(article), read=_capital(labels.word(read if own else "not coded")),
        number=article.number, about=labels.word("about article").format(number=article.number),
    )  # fmt: skip


def title(article: Article) -> str:
    outlet, day = article.outlet or article.id, article.published
    if day is None:
        return f"{outlet}, {labels.word('not told')}"
    return f"{outlet}, {wording.span(day.first, day.last)} ({labels.word(day.basis)})"


def legend(own: Collection[Statement], chrome: bool, mentions: Iterable[Framed] = ()) -> Markup:
    """What the marks mean: only those that the article has."""
    item = Markup('<li><span class="sign is-{}">{}</span> <span class="{}">{}</span></li>')
    kinds = [kind for kind in KINDS if any(s.kind == kind for s in own)]
    items = [item.format(kind, _shape(kind), f"is-{kind} lane-1", labels.word(kind)) for kind in kinds]
    outside = [kind for kind in kinds if any(s.kind == kind and s.scope == "out" for s in own)]
    if outside:
        signs = " ".join(_shape(kind, "out") for kind in outside)
        items.append(item.format("out", signs, "is-out lane-1", "out of scope, not counted"))
    framed = {mention.kind for mention in mentions}
    frame = Markup('<li><span class="mention of-{} begins ends">{}</span></li>')
    items += [frame.format(kind, labels.word(f"{kind} mention")) for kind in MENTIONS if kind in framed]
    if chrome:
        item = Markup('<li><span class="chrome">{}</span></li>')
        items.append(item.format(labels.word("words of the page")))
    return Markup('<ul class="legend">{}</ul>').format(Markup("").join(items)) if items else Markup()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
