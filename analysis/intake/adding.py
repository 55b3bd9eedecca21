"""Every page that was named, one after the other: one that is refused does not stop the others."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from analysis.intake import Refused, fetch, page, report, saved, store
from analysis.intake.saved import Page
from analysis.intake.signs import shown


def add(files: Iterable[Path], url: str | None, seeds: Path, allow_private: bool = False) -> bool:
    """Adds the pages of files and folders and the one at an address to the articles in `seeds`.

    What was found goes to standard output, a refusal to standard error, on one line. False when there was
    one.
    """
    good = True
    for named in files:
        for path in _each(named):
            if isinstance(path, Refused):
                good = _refuse(str(named), path)
            else:
                good &= _pages(str(path), saved.read(path), seeds)
    if url is not None:
        good &= _pages(url, _fetched(url, allow_private), seeds)
    return good


def _each(named: Path) -> Iterator[Path | Refused]:
    try:
        yield from saved.files(named)
    except Refused as error:
        yield error
    except OSError as error:
        yield Refused(f"cannot be read: {error.strerror}")


def _fetched(url: str, allow_private: bool) -> Iterator[Page]:
    yield fetch.fetch(url, allow_private)


def _pages(name: str, pages: Iterator[Page], seeds: Path) -> bool:
    good = True
    while True:
        try:
            given = next(pages, None)
            if given is None:
                return good
            name = given.name
            found = page.read(given)
            written, like = store.add(given, found, seeds)
        except Refused as error:
            good = _refuse(name, error)
        except RecursionError:
            good = _refuse(name, Refused("its parts stand too deep in each other"))
        else:
            click.echo("\n".join(report.lines(given, found, written, like, seeds)))


def _refuse(name: str, error: Refused) -> bool:
    click.echo(f"{shown(name)}: {shown(str(error))}", err=True)
    return False
