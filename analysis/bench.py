"""Measures how fast the machine reads, beside dateparser and bare pyahocorasick: `make bench`.

The text is the five articles, repeated. Whole annotation is measured, in one process, by the time that it has
the core. dateparser reads the same articles, fewer times over.
"""

import dataclasses
import functools
import itertools
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from typing import Any

import ahocorasick
from tqdm import tqdm

from analysis import articles, lexicon
from analysis.annotate import annotate
from analysis.articles import Article
from analysis.folding import fold

MEGABYTE = 1_000_000
LIMITS = {"twice": 2.2, "dateparser": 5.0, "import": 0.3}


def main() -> None:
    """Print a table of times and rates, and the ratios that have a limit."""
    # What is page chrome the machine finds itself: that is part of reading.
    given = [dataclasses.replace(article, chrome=()) for article in articles.load()]
    for article in given:
        annotate(article)  # the lexicon is read once, before anything is measured
    with tqdm(total=6, disable=None, leave=False) as progress:
        rows = []
        for measure in (once, many, searched, bare, memory, started):
            rows.append(measure(given))
            progress.update()
    for what, value in itertools.chain.from_iterable(rows):
        print(f"{what:<66}{value:>14}")


Rows = list[tuple[str, str]]


def once(given: list[Article]) -> Rows:
    """Five and ten megabytes as one text each: linear time means twice the text in twice the time."""
    texts = [repeated(given, size * MEGABYTE) for size in (5, 10)]
    seconds = [timed(functools.partial(annotate, articles.read(text, "bench"))) for text in texts]
    ratio = seconds[1] / seconds[0]
    return [
        *((f"annotate one text of {len(text.encode()) / MEGABYTE:.0f} MB", f"{s:.2f} s")
          for text, s in zip(texts, seconds, strict=True)),
        (f"  the second to the first, at most {LIMITS['twice']}", f"{ratio:.2f}"),
    ]  # fmt: skip


def many(given: list[Article]) -> Rows:
    """The articles as they are, over and over, until five megabytes are read."""
    stream = list(until(given, 5 * MEGABYTE))
    seconds = timed(lambda: [annotate(article) for article in stream])
    characters = sum(len(article.text) for article in stream)
    rates["annotate"] = characters / seconds
    return [
        (f"annotate {len(stream)} articles, 5 MB", f"{seconds:.2f} s"),
        ("  characters a second", f"{characters / seconds:,.0f}"),
        ("  articles a second", f"{len(stream) / seconds:,.0f}"),
    ]


rates: dict[str, float] = {}


def searched(given: list[Article]) -> Rows:
    """dateparser's search for dates in the articles, each as one text, ten times over."""
    from dateparser.search import search_dates

    search_dates("في 26 يوليو 2024", languages=["ar"])  # its language is loaded before it is measured
    stream = given * 10
    seconds = timed(lambda: [search_dates(article.text, languages=["ar"]) for article in stream])
    rate = sum(len(article.text) for article in stream) / seconds
    return [
        (f"dateparser search_dates, {len(stream)} articles: characters a second", f"{rate:,.0f}"),
        (f"  annotate to that, at least {LIMITS['dateparser']:.0f}", f"{rates['annotate'] / rate:.1f}"),
    ]


def bare(given: list[Article]) -> Rows:
    """Only the lexicon's spellings, laid bare into one automaton, over the folded text."""
    automaton = ahocorasick.Automaton()
    for words in spellings():
        automaton.add_word(fold(words).text, words)
    automaton.make_automaton()
    text = fold(repeated(given, 5 * MEGABYTE)).text
    seconds = timed(lambda: sum(1 for _ in automaton.iter(text)))
    return [
        (f"bare pyahocorasick, {len(automaton):,} spellings: characters a second",
         f"{len(text) / seconds:,.0f}"),
        ("  annotate to that", f"{rates['annotate'] / (len(text) / seconds):.3f}"),
    ]  # fmt: skip


def spellings() -> list[str]:
    """Every spelling that the lexicon has."""
    entries: list[Any] = [
        *lexicon.sites().values(), *lexicon.actors().values(), *lexicon.provinces().values(),
        *lexicon.countries().values(), *lexicon.weapons().values(), *lexicon.targets().values(),
        *lexicon.outlets().values(),
    ]  # fmt: skip
    nouns = [noun for entry in entries for noun in getattr(entry, "nouns", [])]
    return [*nouns, *(words for entry in entries for words in (entry.ar, *entry.spellings))]


def memory(given: list[Article]) -> Rows:
    """The most that is held while a stream of articles is read, early in the stream and late."""
    tracemalloc.start()
    peaks = []
    for _ in range(2):
        tracemalloc.reset_peak()
        for article in itertools.islice(itertools.cycle(given), 100):
            annotate(article)
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    return [
        (f"most memory held by articles {name}", f"{peak / MEGABYTE:.2f} MB")
        for name, peak in zip(("1 to 100", "101 to 200"), peaks, strict=True)
    ]


def started(given: list[Article]) -> Rows:
    """Seconds to import the module in a fresh process, as measured inside it; the middle of five runs."""
    code = "import time; t = time.perf_counter(); import analysis.annotate; print(time.perf_counter() - t)"
    taken = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                             env=os.environ | {"PYTHONPATH": str(articles.SEEDS.parent)}).stdout)
        for _ in range(5)
    ]  # fmt: skip
    return [(f"import analysis.annotate, at most {LIMITS['import']} s", f"{statistics.median(taken):.3f} s")]


def repeated(given: list[Article], size: int) -> str:
    """The articles' texts one after the other until there are `size` bytes."""
    return "\n".join(article.text for article in until(given, size))


def until(given: list[Article], size: int) -> Iterable[Article]:
    """The articles over and over until there are `size` bytes."""
    read = 0
    for article in itertools.cycle(given):
        if read >= size:
            return
        yield article
        read += len(article.text.encode())


def timed(do: Callable[[], object]) -> float:
    """Seconds of this process that a call takes."""
    begin = time.process_time()
    do()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
