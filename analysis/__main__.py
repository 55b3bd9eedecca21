"""`python -m analysis`: checks what people edit, and writes the data set.

Data goes to standard output or a folder, everything else to standard error. Exit status 0 is done, 1 bad
input, 2 wrong usage.
"""

import os
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

    Looks at every sidecar, review and coding, at the cycles, the lexicon and the labels.
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
