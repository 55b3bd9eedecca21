"""`hand-out`, `take-back` and `agree` as a person meets them."""

import contextlib
import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.__main__ import main
from analysis.articles import SEEDS

ROOT = SEEDS.parent
ID = "003_44ffeb11cd31c30c"


def run(*words: str, cwd: Path = ROOT) -> Result:
    with contextlib.chdir(cwd):
        return CliRunner().invoke(main, words)


def test_there_and_back_by_command(seeds: Path, tmp_path: Path) -> None:
    id = "002_1e46c76889d52dfe"
    done = run("hand-out", "brat", "002", "out", "--seeds", str(seeds), cwd=tmp_path)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    file = f"out/{id}.ann"
    done = run("take-back", "brat", file, "--seeds", str(seeds), cwd=tmp_path)
    review = (seeds / f"{id}.review.yml").read_text("utf-8")
    assert (done.exit_code, done.stdout, done.stderr) == (0, review, "")
    done = run("take-back", "brat", file, "seeds/new.third.yml", "--seeds", str(seeds), cwd=tmp_path)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert (seeds / "new.third.yml").read_text("utf-8") == review


def test_what_a_coder_deleted_in_the_tool_is_not_proposed_again(seeds: Path, tmp_path: Path) -> None:
    review = seeds / f"{ID}.review.yml"
    review.unlink()
    run("hand-out", "brat", "003", str(tmp_path), "--seeds", str(seeds))
    ann = tmp_path / f"{ID}.ann"
    marks = ann.read_text("utf-8")
    dropped = re.findall(r"id: (s-003-\w+)", marks)[0]
    name = re.search(rf"^#\d+\tAnnotatorNotes (T\d+)\t.*\bid: {dropped}", marks, re.M)[1]
    ann.write_text("".join(
        line for line in marks.splitlines(keepends=True) if not re.search(rf"^{name}\t| {name}\b", line)
    ), encoding="utf-8")  # fmt: skip
    run("take-back", "brat", str(ann), str(review), "--seeds", str(seeds))
    before = review.read_text("utf-8")
    assert before.count(dropped) == 1 and f"offered: [{dropped}" in before
    done = run("propose", "003", "--seeds", str(seeds))
    assert done.exit_code == 0 and review.read_text("utf-8") == before, done.output


@pytest.mark.parametrize(("tool", "ending"), [("brat", "ann"), ("cas", "xmi"), ("w3c", "jsonld")])
def test_nothing_of_a_person_is_written_over(tool: str, ending: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    own = out / f"{ID}.{ending}"
    own.write_text("mine")
    done = run("hand-out", tool, "002", "003", str(out))
    assert (done.exit_code, done.stdout) == (1, "") and len(done.stderr.splitlines()) == 1
    assert f"{own} is there already" in done.stderr
    assert [path.name for path in out.iterdir()] == [own.name] and own.read_text() == "mine"


def test_a_review_is_not_written_over(seeds: Path, tmp_path: Path) -> None:
    run("hand-out", "w3c", "003", str(tmp_path / "out"))
    review = seeds / f"{ID}.review.yml"
    before = review.read_bytes()
    done = run("take-back", "w3c", str(tmp_path / "out" / f"{ID}.jsonld"), str(review), "--seeds", str(seeds))
    assert (done.exit_code, done.stdout) == (1, "") and len(done.stderr.splitlines()) == 1
    assert "is there already" in done.stderr and review.read_bytes() == before


def test_a_folders_configuration_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "annotation.conf").write_text("[entities]\nMine\n")
    assert run("hand-out", "brat", "003", str(tmp_path)).exit_code == 0
    assert (tmp_path / "annotation.conf").read_text() == "[entities]\nMine\n"
    assert run("hand-out", "brat", "002", str(tmp_path)).exit_code == 0, "another article beside it"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("hand-out", "brat", "999", "OUT"), 1),
        (("hand-out", "brat", "../seeds/003", "OUT"), 1),
        (("hand-out", "brat", "", "OUT"), 1),
        (("hand-out", "word", "003", "OUT"), 2),
        (("hand-out", "brat", "OUT"), 2),
        (("take-back", "brat", "no-such-file"), 2),
        (("take-back", "brat", "README.md"), 1),
        (("take-back", "cas", "README.md"), 1),
        (("take-back", "w3c", "README.md"), 1),
        (("agree", "999"), 1),
        (("agree", "003", "--coders", "first", "third"), 1),
        (("agree", "003", "--coders", "first", "../../x"), 1),
        (("agree",), 2),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(words: tuple[str, ...], status: int, tmp_path: Path) -> None:
    done = run(*(word.replace("OUT", str(tmp_path / "out")) for word in words))
    assert (done.exit_code, done.stdout) == (status, ""), done.stderr
    assert isinstance(done.exception, SystemExit) and not (tmp_path / "out").exists()
    assert status == 2 or len(done.stderr.splitlines()) == 1


def test_what_a_file_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    run("hand-out", "brat", "003", str(tmp_path))
    with (tmp_path / f"{ID}.ann").open("a", encoding="utf-8") as file:
        file.write("\x1b[2Jgone\u202e\n")
    done = run("take-back", "brat", str(tmp_path / f"{ID}.ann"))
    assert done.exit_code == 1 and "\\u001b[2Jgone\\u202e" in done.stderr
    assert "\x1b" not in done.stderr and "\u202e" not in done.stderr


def test_agreement_is_a_table_and_so_are_the_differences() -> None:
    figures = list(csv.DictReader(io.StringIO(run("agree", "003").stdout)))
    assert [row["layer"] for row in figures[:5]] == ["attack", "strike", "truce", "total", "all"]
    assert {"date", "site", "weapons"} <= {row["layer"] for row in figures}
    assert all(bool(row["alpha"]) != bool(row["alpha_undefined"]) for row in figures)
    done = run("agree", "003", "--differences", "--coders", "second", "review")
    differences = list(csv.DictReader(io.StringIO(done.stdout)))
    text = (SEEDS / f"{ID}.txt").read_bytes().decode()
    assert differences and done.stderr == ""
    for row in differences:
        assert text[int(row["start"]) : int(row["end"])] == row["words"] and row["first"] != row["second"]
