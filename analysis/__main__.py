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

    from analysis.proposal import Proposal
    from analysis.yamlfile import Problem

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_SEEDS = click.option("--seeds", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SEEDS,
                      show_default="seeds/", help="The folder of articles and codings.")  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Statements about truces and attacks, from articles to tables."""


@main.command()
@_SEEDS
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
    alone = [s.id for s in held.reviewed.statements if (s.kind, s.scope, s.cycle) == ("truce", "in", None)]
    if alone:
        click.echo(f"truce acts in no cycle of analysis/data/cycles.yml: {', '.join(alone)}", err=True)


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
@click.argument("id", metavar="ID")
@click.option("--seeds", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SEEDS,
              show_default="seeds/", help="The folder of articles and codings.")  # fmt: skip
def propose(id: str, seeds: Path) -> None:
    """Draft the review of an article from the machine's reading.

    ID is the article's name or its number. In a review that is there, what a person wrote stays as it is, and
    only what is new is added.
    """
    from analysis import proposal, yamlfile

    try:
        made = proposal.make(proposal.find(id, seeds), seeds)
        if made.after != made.before:
            proposal.write(made)
        _report(made)
    except KeyError as error:
        raise click.ClickException(error.args[0]) from None
    except yamlfile.BadFile as error:
        _fail(error.problems)
    except OSError as error:
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


def _report(made: "Proposal") -> None:
    """Say what a proposal has written, and what it has not."""
    from analysis import draft
    from analysis.cards import counts
    from analysis.yamlfile import Source

    file = _shown(str(made.path))
    if made.before is None:
        said = f"{file}: a draft with {counts(made.new)}. Fill it in; `check` says what is left"
        click.echo(said, err=True)
        return
    lines = Source(made.path).lines
    total = sum(len(place) == 2 and place[0] == "statements" for place in lines)
    for n, statement in enumerate(made.new, total - len(made.new)):
        line = lines["statements", n]
        click.echo(f"{file}:{line}: new: {statement.kind}, {draft.quoted(statement.quote)}", err=True)
    told = [f"{len(made.new)} new, added at the end" if made.new else "nothing new, left as it is"]
    told += [f"{made.had} that you have"]
    told += [f"{len(made.deleted)} that you deleted, left out"] if made.deleted else []
    told += [f"yours that the machine does not find: {', '.join(made.unfound)}"] if made.unfound else []
    click.echo(f"{file}: {'; '.join(told)}", err=True)


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


_TOOL = click.argument("tool", metavar="FORMAT", type=click.Choice(["brat", "cas", "w3c"]))


@main.command("hand-out")
@_TOOL
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@_SEEDS
def hand_out(tool: str, ids: tuple[str, ...], folder: Path, seeds: Path) -> None:
    """Write reviews into DIR for another annotators' tool.

    FORMAT is brat, cas (UIMA CAS, for INCEpTION) or w3c (web annotations). Where an article has no review,
    the machine's reading is written. A file that is there already is never overwritten.
    """
    from analysis import yamlfile
    from analysis.exchange import desk

    try:
        desk.hand_out(tool, ids, folder, seeds)
    except yamlfile.BadFile as error:
        _fail(error.problems)
    except OSError as error:
        raise click.ClickException(str(error)) from None


@main.command("take-back")
@_TOOL
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("target", metavar="[NEW]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@_SEEDS
def take_back(tool: str, file: Path, target: Path | None, seeds: Path) -> None:
    """Turn what a tool made of an article into a review file.

    FILE is an .ann (brat), an .xmi or .json (cas), or a .jsonld (w3c). The review goes to standard output, or
    into the file NEW, which may not exist yet, such as seeds/ID.second.yml.
    """
    from analysis import yamlfile
    from analysis.exchange import desk

    try:
        review = desk.take_back(tool, file, seeds)
        if target is None:
            sys.stdout.buffer.write(review.encode())
        else:
            desk.write_new(target, review)
    except yamlfile.BadFile as error:
        _fail(error.problems)
    except OSError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("id", metavar="ID")
@click.option("--coders", nargs=2, default=("first", "second"), show_default="first second",
              help="The two codings, as their files are named: seeds/ID.first.yml.")  # fmt: skip
@click.option("--differences", is_flag=True, help="Every difference to settle, instead of the figures.")
@_SEEDS
def agree(id: str, coders: tuple[str, str], differences: bool, seeds: Path) -> None:
    """Say how far two codings of one article agree, as CSV.

    A line for each kind and field: F1, and Krippendorff's alpha or why it is undefined. With --differences,
    a line for each difference: the words, their offsets, the field, and what each coder has.
    """
    from analysis import reliability, yamlfile
    from analysis.exchange import coding
    from analysis.reviewtext import visible

    try:
        article = coding.find_article(id, seeds)
        one, other = (review.statements for review in reliability.pair(article, coders, seeds))
        table = (reliability.differences if differences else reliability.layers)(article, one, other)
        text = table.to_csv(index=False, lineterminator="\n", float_format="%.4f")
        click.echo("\n".join(map(visible, text.split("\n"))), nl=False)
    except yamlfile.BadFile as error:
        _fail(error.problems)
    except OSError as error:
        raise click.ClickException(str(error)) from None


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


@main.command()
@click.argument("files", metavar="FILE…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--url", metavar="URL", help="Fetch this page too: http or https, from a public address.")
@click.option("--seeds", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SEEDS,
              show_default="seeds/", help="The folder of articles to add to.")  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too. For tests.")
def add(files: tuple[Path, ...], url: str | None, seeds: Path, allow_private: bool) -> None:
    """Bring in articles from saved pages.

    FILE is .html, .txt, .mhtml or .warc, or a folder of them. Says what was found and by which evidence, and
    writes a text and its sidecar.
    """
    from analysis.intake import adding

    if not files and not url:
        raise click.UsageError("expected a FILE or a --url")
    if not adding.add(files, url, seeds, allow_private):
        raise SystemExit(1)


def _fail(found: "Iterable[Problem]") -> NoReturn:
    from analysis.reviewtext import visible

    for problem in found:
        click.echo(visible(str(problem._replace(file=_shown(problem.file)))), err=True)
    raise SystemExit(1)


def _shown(file: str) -> str:
    """The path as one would type it here: relative where the file stands below the working folder."""
    path = Path(file)
    return os.path.relpath(path) if path.is_absolute() and path.is_relative_to(Path.cwd()) else file


if __name__ == "__main__":
    main(prog_name="python -m analysis")
