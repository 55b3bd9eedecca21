"""What the project's code may do: load YAML as plain data, run nothing it is given, read nothing else."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAFE = {"SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader"}
FETCHING = {"analysis/intake/fetch.py"}
"""The modules that may ask the network for something."""
NETWORK = {"requests", "httpx", "aiohttp", "urllib3", "socket", "http.client", "urllib.request", "ftplib"}
UNSAFE = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "os.popen",
    "tempfile.mktemp",
    "yaml.unsafe_load",
    "yaml.full_load",
    "yaml.load_all",
    "yaml.unsafe_load_all",
    "urlopen",
    "urllib.request.urlopen",
}


def faults(name: str, text: str) -> Iterator[str]:
    """What a module does that none may, each with its line."""
    for node in ast.walk(ast.parse(text)):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None)
            for imported in [module] if module else [alias.name for alias in node.names]:
                if imported.split(".")[0] in ("pickle", "marshal", "shelve", "dill"):
                    yield f"{where}: {imported}"
                fetches = {imported, imported.split(".")[0]} & NETWORK
                if fetches and name not in FETCHING:
                    yield f"{where}: {imported}"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            values = (*node.args, *(keyword.value for keyword in node.keywords))
            given = [ast.unparse(value).rpartition(".")[2] for value in values]
            if called in UNSAFE or called == "yaml.load" and not SAFE & set(given[1:]):
                yield f"{where}: {called}"
            if any(k.arg == "shell" and ast.unparse(k.value) != "False" for k in node.keywords):
                yield f"{where}: {called} with a shell"


def test_no_module_loads_or_runs_what_it_was_given() -> None:
    modules = [path for folder in ("analysis", "book") for path in sorted((ROOT / folder).rglob("*.py"))]
    assert len(modules) > 100
    found = [
        fault
        for path in modules
        for fault in faults(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "yaml.load(x)",
        "yaml.load(x, Loader=yaml.Loader)",
        "yaml.unsafe_load(x)",
        "eval(x)",
        "exec(x)",
        "import pickle",
        "from pickle import loads",
        "subprocess.run(x, shell=True)",
        "tempfile.mktemp()",
        "import urllib.request",
        "from urllib.request import urlopen",
        "import requests",
        "os.system(x)",
        "urlopen(x)",
    ],
)
def test_the_check_sees_each(text: str) -> None:
    assert list(faults("analysis/x.py", text))
    assert not list(faults("analysis/x.py", "yaml.load(x, yaml.CSafeLoader); from urllib.parse import quote"))


WATCH = """
import os, runpy, sys
seen = open(sys.argv[1], "w", encoding="utf-8")
def hook(event, args):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(args[0], str | bytes):
        print(event, os.path.realpath(os.fsdecode(args[0])), file=seen)
    if event in ("socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        print(event, args, file=seen)
sys.argv[:] = ["analysis", *sys.argv[2:]]
sys.addaudithook(hook)
runpy.run_module("analysis", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("command", ["check", "export", "annotate"])
def test_a_command_opens_nothing_but_the_project_and_what_it_is_given(command: str, tmp_path: Path) -> None:
    """Apart from the interpreter, its packages, and the system's lists of time zones and locales."""
    given = tmp_path / "given"
    given.mkdir()
    text = "استهدفت الفصائل قاعدة عين الأسد بصاروخ. {include} /etc/passwd ../secret.txt file:///etc/passwd"
    (given / "x_1.txt").write_text(text, encoding="utf-8")
    words = {"check": [], "export": [str(given / "out")], "annotate": [str(given / "x_1.txt")]}[command]
    seen = tmp_path / "seen"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    arguments = [sys.executable, "-P", "-c", WATCH, str(seen), command, *words]
    done = subprocess.run(arguments, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = seen.read_text(encoding="utf-8").splitlines()
    assert any(str(ROOT / "seeds") in line or str(given) in line for line in lines)
    own = [ROOT, given, *(Path(path).resolve() for path in (sys.prefix, sys.base_prefix))]
    allowed = [
        *own,
        *map(Path, ("/usr/share/zoneinfo", "/usr/lib", "/lib", "/usr/share/locale", "/dev/null")),
    ]
    outside = set()
    for line in lines:
        event, _, file = line.partition(" ")
        opens = event in ("open", "os.listdir", "os.scandir")
        if not opens or not any(map(Path(file).is_relative_to, allowed)):
            outside.add(line)
    assert outside == set()
