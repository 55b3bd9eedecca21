"""What was found in a page and what was done with it, for the terminal; nothing of a page is printed raw."""

import os
from collections.abc import Iterator
from pathlib import Path

from analysis.intake import published, sidecar, store
from analysis.intake.copies import Match
from analysis.intake.page import Found
from analysis.intake.saved import Page
from analysis.intake.signs import line, shown

_MOST_LEFT_OUT = 8


def lines(page: Page, found: Found, written: Path | None, like: Match | None, seeds: Path) -> Iterator[str]:
    """The report on one page, line by line."""
    yield shown(page.name)
    yield _row("headline", shown(found.headline) if found.headline else "not found")
    yield _row("outlet", _outlet(found))
    yield _row("address", shown(found.url) if found.url else "not found")
    yield from _published(found)
    paragraphs = sum(bool(line.strip()) for line in found.text.split("\n"))
    yield _row("text", f"{len(found.text):,} characters in {paragraphs:,} paragraphs; {shown(found.charset)}")
    if found.removed:
        yield _row("", f"harmful signs taken out: {found.removed:,}")
    for piece in sidecar.furniture(found.text):
        yield _row("page chrome", f"marked as {piece['why']}: {_ends(piece)}")
    yield from _left_out(found.left_out)
    yield from _written(written, like, seeds, page)


def _row(name: str, said: str) -> str:
    return f"  {name:<12} {said}"


def _outlet(found: Found) -> str:
    if not found.outlet:
        return "not found"
    known = sidecar.outlet(found.outlet)
    named = f"{known['en']}, {known['ar']}" if known["en"] and known["ar"] else "not in lexicon/outlets.yml"
    return f"{shown(found.outlet)} ({named})"


def _published(found: Found) -> Iterator[str]:
    day = published.decided(found.claims, found.text)
    if day is None:
        yield _row("published", "not found; a person must find out")
    elif published.disagree(found.claims):
        yield _row("published", f"DISAGREES: from {day['first']} to {day['last']}; a person must decide")
    else:
        yield _row("published", f"{day['first']}, {day['basis']}")
    for claim in found.claims:
        why = f"; not used: {claim.unused}" if claim.unused else f"; {claim.how}" if claim.how else ""
        yield _row("", f"{claim.day} from {shown(str(claim))}{why}")


def _ends(piece: dict[str, str]) -> str:
    first, last = (shown(line(piece[end]), 60) for end in ("from", "to"))
    return first if first == last else f"{first} … {last}"


def _left_out(left_out: tuple[str, ...]) -> Iterator[str]:
    if left_out:
        yield _row("left out", f"{len(left_out):,} lines of the page that are not in the text, such as:")
    for words in sorted(dict.fromkeys(left_out), key=len, reverse=True)[:_MOST_LEFT_OUT]:
        yield _row("", f"- {shown(words, 100)}")


def _written(written: Path | None, like: Match | None, seeds: Path, page: Page) -> Iterator[str]:
    if written is None:
        yield _row("not written", f"the same text is there already: {like.id if like else ''}")
        return
    if like:
        said = f"of {like.id}: {like.share:.0%} of their runs of five words are the same; it is no new source"
        yield _row("a copy", said)
    yield _row("written", f"{_here(written)} and {written.with_suffix('.yml').name}")
    yield _row("", f"the page as it came is kept: {_here(store.original(page, seeds))}")


def _here(path: Path) -> str:
    """The path as one would type it here."""
    below = path.is_absolute() and path.is_relative_to(Path.cwd())
    return shown(os.path.relpath(path) if below else str(path))
