"""Every notebook runs by itself from a fresh kernel, is kept without outputs, and has short cells."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

from analysis import corpus

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))
MOST_LINES = 5


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call, no-any-return]


def run(path: Path, folder: Path) -> NotebookNode:
    """The notebook with its outputs, run from a copy in an otherwise empty folder."""
    notebook = read(Path(shutil.copy(path, folder)))
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name=notebook.metadata.kernelspec.name,
        resources={"metadata": {"path": str(folder)}},
        config=Config({"KernelManager": {"transport_encryption": "auto"}}),  # without it a kernel warns
    )
    return client.execute()


def shown(notebook: NotebookNode, kind: str) -> str:
    return "\n".join(
        output.data[kind]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if kind in output.get("data", {})
    )


def test_there_are_notebooks() -> None:
    assert {"corpus.ipynb", "annotation.ipynb"} <= {path.name for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_kept_without_outputs_and_with_short_cells(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)  # type: ignore[no-untyped-call]
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None
            assert len(cell.source.splitlines()) <= MOST_LINES, cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_from_a_fresh_kernel(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    ran = run(path, tmp_path)
    outputs = [output for cell in ran.cells for output in cell.get("outputs", [])]
    assert outputs, "it shows nothing"
    # A warning would stand in the book; what a cell shows is data, not print.
    assert {output.output_type for output in outputs} <= {"execute_result", "display_data"}
    if path.stem in ("corpus", "annotation"):
        anchor = {"corpus": "a", "annotation": "m"}[path.stem]
        for article in corpus.load().articles:
            assert f'id="{anchor}-{article.number}"' in shown(ran, "text/html")
