"""Every page that was named, one after the other: one that is refused does not stop the others."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import click

from analysis.intake import Refused, apart, fetch, report, saved, store
from analysis.intake.saved import Page
from analysis.intake.signs import shown


def add(files: Iterable[Path], url: str | None, seeds: Path, allow_private: bool = False) -> bool:
    """Adds the pages of files and folders and the one at an address to the articles in `seeds`.

    What was found goes to standard output, a refusal to standard error, on one line. False when there was
    one.
    """
    good = True
    for named in files:
        try:
            paths = saved.files(named)
        except (Refused, OSError) as error:
            good = _refuse(str(named), error)
            continue
        for path in paths:
            good &= _pages(str(path), partial(saved.read, path), seeds)
    if url is not None:
        good &= _pages(url, partial(_fetched, url, allow_private), seeds)
    return good


def _fetched(url: str, allow_private: bool) -> Iterator[Page]:
    yield fetch.fetch(url, allow_private)


def _pages(name: str, pages: Callable[[], Iterable[Page]], seeds: Path) -> bool:
    good = True
    for page, found in apart.read(pages):
        if page is None or isinstance(found, Refused):
            good = _refuse(page.name if page else name, found)
            continue
        try:
            written, like = store.add(page, found, seeds)
        except Refused as error:
            good = _refuse(page.name, error)
        else:
            click.echo("\n".join(report.lines(page, found, written, like, seeds)))
    return good


def _refuse(name: str, error: object) -> bool:
    reason = f"cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
    click.echo(f"{shown(name)}: {shown(reason)}", err=True)
    return False
