"""`python -m analysis` as a person meets it: exit status, standard output, standard error."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.articles import SEEDS

ROOT = SEEDS.parent
Done = subprocess.CompletedProcess[str]


def run(*words: str, cwd: Path = ROOT) -> Done:
    command = [sys.executable, "-m", "analysis", *words]
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, env=settings, check=False)


# One fault in each of ten files of a copy of seeds/: the file, what is changed, the field and the message.
FAULTS = {
    "a letter of a text": (
        "000.txt", "فشلت", "فشلث", "sha256", "the text of .* has changed"),
    "a letter of a quotation": (
        "003.review.yml", "شهدت ليلة الجمعة", "شهدث ليلة الجمعة", "quote", "not in the article"),
    "page chrome": (
        "003.second.yml", "هدنة استمرت لخمسة شهور", "السلطات الأوكرانية", "quote", "page chrome"),
    "an unknown site": (
        "001.review.yml", "site: {id: victoria", "site: {id: viktoria", "site.id", "unknown site 'viktoria'"),
    "an unknown actor": (
        "001.first.yml", "target: coalition", "target: koalition", "target", "unknown id 'koalition'"),
    "an unknown field": (
        "001.second.yml", "  status: ", "  standing: ", "standing", "unknown field"),
    "an impossible date": (
        "002.review.yml", "date: {first: 2021-03-03", "date: {first: 2021-02-30", "date.first", "2021-02-30"),
    "first after last": (
        "002.second.yml", "date: {first: 2021-03-01", "date: {first: 2021-03-09", "date", "after last"),
    "an attack after publication": (
        "003.first.yml", "last: 2024-07-26, b", "last: 2024-07-27, b", "date.last", "after publication"),
    "date words that the article lacks": (
        "004.review.yml", "words: \"منذ أسابيع", "words: \"منذ أشهر", "date.words", "not have these words"),
}  # fmt: skip
Faults = tuple[dict[str, str], Done]


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Faults:
    """Where each fault was put, and what `check` says of all of them together."""
    folder = tmp_path_factory.mktemp("faults")
    seeds = Path(shutil.copytree(SEEDS, folder / "seeds"))
    places = {}
    for name, (file, old, new, _, _) in FAULTS.items():
        number, ending = file.split(".", 1)
        path = next(seeds.glob(f"{number}_{'?' * 16}.{ending}"))
        text = path.read_bytes().decode("utf-8")
        assert old in text, f"{path.name} has no {old!r}"
        path.write_bytes(text.replace(old, new, 1).encode())
        if ending == "txt":  # what a changed text no longer fits is the hash in its sidecar
            path, old = path.with_suffix(".yml"), "sha256: "
            text = path.read_bytes().decode("utf-8")
        places[name] = f"seeds/{path.name}:{text[: text.index(old)].count(chr(10)) + 1}: "
    return places, run("check", "--seeds", "seeds", cwd=folder)


@pytest.mark.parametrize("name", FAULTS)
def test_check_names_file_line_and_field(faults: Faults, name: str) -> None:
    places, done = faults
    *_, field, said = FAULTS[name]
    expected = re.compile(rf"{re.escape(places[name])}(statements\.\d+\.)?{re.escape(field)}: .*{said}")
    assert any(map(expected.match, done.stderr.splitlines())), f"no {expected.pattern} in:\n{done.stderr}"


def test_check_says_no_more_than_what_is_wrong(faults: Faults) -> None:
    _, done = faults
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == len(FAULTS) + 1, "an unknown field leaves a known one missing"
    assert all(re.match(r"seeds/\S+\.yml:\d+: [\w.()]+: .+", line) for line in done.stderr.splitlines())


def test_check_passes() -> None:
    done = run("check")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    counted = r"5 articles, 5 reviews, \d+ statements, \d+ events, 6 cycles: nothing wrong\n"
    alone = "truce acts in no cycle of analysis/data/cycles.yml: s-001-064333\n"
    assert re.fullmatch(counted + alone, done.stderr)


def test_export_says_nothing(tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "data"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len((tmp_path / "data" / "statements.jsonl").read_text("utf-8").splitlines()) == 5


def test_export_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = run("export", str(tmp_path / "file" / "data"))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1 and str(tmp_path / "file") in done.stderr
    assert (tmp_path / "file").read_text() == "not a folder"


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--seeds", "no-such-folder"),
        ("check", "--seeds", "Makefile"),
        ("check", "seeds"),
        ("export",),
        ("export", "Makefile"),
        ("expert", "data"),
    ],
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage:" in done.stderr and "Traceback" not in done.stderr


def test_help_loads_no_tables() -> None:
    """The help comes at once: nothing heavy is imported for it."""
    code = (
        "import sys, runpy\nsys.argv = ['analysis', '--help']\n"
        "try: runpy.run_module('analysis', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code\n"
        "print({'pandas', 'matplotlib', 'pydantic'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "check" in done.stdout and "export" in done.stdout
    assert done.stderr == "set()\n"
