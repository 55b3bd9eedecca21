"""Reading hostile pages in a process of its own, which may fail, hang or swell without harm.

The libraries that take archives and pages apart are large, and partly not in Python. What they print is
thrown away: it can hold words of the page, and those must not reach a terminal.
"""

import dataclasses
import logging
import multiprocessing
import os
import resource
import sys
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import NamedTuple

from analysis.intake import Refused, page
from analysis.intake.page import Found
from analysis.intake.saved import Page

SECONDS = 60.0
"""How long the pages of one file may take."""
_MEMORY = 4_000_000_000


class Taken(NamedTuple):
    """A page and what was found in it, or why not; without a page the file itself could not be read."""

    page: Page | None
    found: Found | Refused


def read(pages: Callable[[], Iterable[Page]], seconds: float = SECONDS) -> list[Taken]:
    """What stands in the pages that the function gives. It is called, and they are read, in a new process."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_work, args=(theirs, pages), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            return [Taken(None, Refused(f"reading it took more than {seconds:g} seconds"))]
        done: list[Taken] = ours.recv()
        return done
    except EOFError:
        return [Taken(None, Refused("it breaks the program that reads it"))]
    finally:
        child.kill()
        child.join()
        ours.close()


def _work(out: Connection, pages: Callable[[], Iterable[Page]]) -> None:
    _hush()
    done: list[Taken] = []
    try:
        for given in pages():
            # The bytes of the page have done their work; the file that it came in is kept.
            done.append(Taken(dataclasses.replace(given, body=b""), _found(given)))
    except Exception as error:
        done.append(Taken(None, _reason(error)))
    out.send(done)


def _hush() -> None:
    nothing = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stderr = nothing
    os.dup2(nothing.fileno(), 1)
    os.dup2(nothing.fileno(), 2)
    logging.disable()
    warnings.simplefilter("ignore")
    # Not every system knows this limit.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _found(given: Page) -> Found | Refused:
    try:
        return page.read(given)
    except Exception as error:
        return _reason(error)


def _reason(error: Exception) -> Refused:
    match error:
        case Refused():
            return error
        case RecursionError():
            return Refused("its parts stand too deep in each other")
        case MemoryError():
            return Refused("it takes too much memory")
        case _:
            return Refused(f"cannot be read: {type(error).__name__}")
