"""`python -m analysis`: checks what people edit, and writes the data set.

Data goes to standard output or a folder, everything else to standard error. Exit status 0 is done, 1 bad
input, 2 wrong usage.
"""

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.yamlfile import Problem

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Statements about truces and attacks, from articles to tables."""


@main.command()
@click.option("--seeds", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SEEDS,
              show_default="seeds/", help="The folder of articles and codings.")  # fmt: skip
def check(seeds: Path) -> None:
    """Say file, line and field of what is wrong.

    Looks at every sidecar, review and coding, at the cycles, the public record, the releases, the lexicon and
    the labels.
    """
    from analysis import corpus, problems

    try:
        found = problems.find(seeds)
    except OSError as error:
        raise click.ClickException(str(error)) from None
    if found:
        _fail(found)
    held = corpus.load(seeds)
    names = ("articles", "reviews", "statements", "events", "cycles")
    counts = ", ".join(f"{len(getattr(held, name))} {name}" for name in names)
    click.echo(f"{counts}: nothing wrong", err=True)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write the data set into DIR.

    What was there stays whole if it fails.
    """
    from analysis import corpus, yamlfile
    from analysis import export as dataset

    try:
        dataset.write(corpus.load(), folder)
    except yamlfile.BadFile as error:
        _fail(error.problems)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--seeds", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SEEDS,
              show_default="seeds/", help="The folder of articles and codings.")  # fmt: skip
def changes(seeds: Path) -> None:
    """Say what each article added since the last release changed.

    Old value beside new, as on the book's page of that name. Nothing is written.
    """
    from analysis import changes as comparison
    from analysis import corpus, yamlfile
    from analysis.changes import text

    try:
        click.echo(text.whole(comparison.report(corpus.load(seeds))), nl=False)
    except yamlfile.BadFile as error:
        _fail(error.problems)
    except OSError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="The day of publication, where no .yml beside the file tells it.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Say by which rule and words each statement was made.")
def annotate(files: tuple[str, ...], published: dt.datetime | None, explain: bool) -> None:
    """Read articles by machine: one JSON object a file, on one line.

    FILE is plain text in UTF-8, or - for standard input. What a person coded is not looked at.
    """
    from analysis import yamlfile

    given = published.date() if published else None
    out, failed = sys.stdout.buffer, False
    for file in files:
        try:
            line = _annotated(file, given, explain)
        except yamlfile.BadFile as error:
            click.echo(str(error.problems[0]._replace(file=_shown(error.problems[0].file))), err=True)
            failed = True
        except OSError as error:
            click.echo(f"{file}: cannot be read: {error.strerror}", err=True)
            failed = True
        else:
            out.write(line)
            out.flush()
    if failed:
        raise SystemExit(1)


def _annotated(file: str, given: dt.date | None, explain: bool) -> bytes:
    from analysis import annotate, articles
    from analysis.yamlfile import read_utf8

    if file == "-":
        id, text, day = "stdin", _stdin(), None
    else:
        path = Path(file)
        id, text, day = path.stem, read_utf8(path), None
        if given is None and path.with_suffix(".yml").is_file() and path.suffix != ".yml":
            day = articles.published_beside(path, text)
    article = articles.Article(id, text, day) if given is None else articles.read(text, id, given)
    reading = annotate.annotate(article, explain)
    return json.dumps(annotate.to_json(reading, article), ensure_ascii=False).encode() + b"\n"


def _stdin() -> str:
    from analysis.yamlfile import BadFile, Problem

    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"expected UTF-8, found byte 0x{raw[error.start]:02x}"
        raise BadFile(Problem("-", raw.count(b"\n", 0, error.start) + 1, "(file)", what)) from None


def _fail(found: "Iterable[Problem]") -> NoReturn:
    for problem in found:
        click.echo(str(problem._replace(file=_shown(problem.file))), err=True)
    raise SystemExit(1)


def _shown(file: str) -> str:
    """The path as one would type it here: relative where the file stands below the working folder."""
    path = Path(file)
    return os.path.relpath(path) if path.is_absolute() and path.is_relative_to(Path.cwd()) else file


if __name__ == "__main__":
    main(prog_name="python -m analysis")
