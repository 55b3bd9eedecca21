"""The commit that a build is made from."""

import subprocess
from pathlib import Path

VARIABLE = "BOOK_COMMIT"
"""Where the build tells it: the copies that the book is made from have no history."""


def of(root: Path, inputs: tuple[str, ...]) -> str:
    """The last commit that changed an input; a plus sign says that inputs differ. Empty without history."""
    if _git(root, "rev-parse", "--is-shallow-repository") != "false":
        return ""
    last = _git(root, "log", "-1", "--format=%h", "--abbrev=10", "--", *inputs)
    changed = last and _git(root, "status", "--porcelain", "--", *inputs)
    return f"{last}+" if changed else last


def _git(root: Path, *words: str) -> str:
    """What git prints, nothing where it fails or the folder is not the top of a repository of its own."""
    if not (root / ".git").exists():
        return ""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
