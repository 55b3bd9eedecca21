"""The export, killed or without room at every change that it makes to the disk."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import corpus, export


@pytest.mark.parametrize("fault", ["SIGKILL", "ENOSPC"])
def test_each_file_is_old_or_new_and_the_next_export_is_right(
    fault: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    command = [sys.executable, str(Path(__file__).with_name("faulty_export.py")), str(tmp_path), fault]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    *tries, last = map(json.loads, done.stdout.splitlines())
    names = list(export.files(corpus.load()))
    assert last["code"] == 0 and len(tries) >= 2 * len(names)
    for one in tries:
        assert one["code"] == (-signal.SIGKILL if fault == "SIGKILL" else 1)
        assert one["whole"] and one["mine"] == "by hand" and one["again"] and one["beside"] == ["data"], one
        assert one["new"] == names[: len(one["new"])], "the description is the last"
    counts = {"SIGKILL": "kills survived", "ENOSPC": "full disks survived"}
    record_property(counts[fault], len(tries))
