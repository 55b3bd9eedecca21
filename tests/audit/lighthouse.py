"""Lighthouse's view of the book on a phone: `python -m tests.audit.lighthouse`.

Measures the home page and the page of most bytes, five times each, and prints the medians of performance and
accessibility out of a hundred. Exit status 1 when one is below the limit or something needed is missing.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tqdm import tqdm

from tests.audit.browser import BOOK, CHROMIUM, MISSING
from tests.audit.server import sent, served

HERE = Path(__file__).parent
RUNS = 5
LIMIT = 95
CATEGORIES = ("performance", "accessibility")


def main() -> int:
    """Print a line for each page and category; 0 when all reach the limit, otherwise 1."""
    if complaint := missing():
        print(complaint, file=sys.stderr)
        return 1
    heaviest = max(BOOK.glob("**/*.html"), key=lambda page: len(sent(page))).relative_to(BOOK)
    low = 0
    with served(BOOK, "br") as address, tqdm(total=2 * RUNS, disable=None, leave=False) as progress:
        for page in ("index.html", str(heaviest)):
            scores = []
            for _ in range(RUNS):
                scores.append(measured(f"{address}/{page}"))
                progress.update()
            for category in CATEGORIES:
                median = statistics.median(score[category] for score in scores)
                low += median < LIMIT
                print(f"{page:<24} {category:<14} {median:5.0f}  at least {LIMIT}")
    return int(low > 0)


def missing() -> str:
    """What this needs and does not find, with the way to get it; nothing when all is there."""
    if not (BOOK / "index.html").is_file():
        return MISSING
    if not all(map(shutil.which, ("node", "npm", CHROMIUM))):
        return "Node, npm or Chromium is missing. On Debian, type: sudo apt-get install nodejs npm chromium"
    if not (HERE / "node_modules" / "lighthouse").is_dir():
        return "Lighthouse is not installed. Type: sh setup.sh audit"
    return ""


def measured(address: str) -> dict[str, float]:
    """The scores of a page, out of a hundred, by category. Raises RuntimeError when Lighthouse fails."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            "node", "node_modules/lighthouse/cli/index.js", address, "--quiet", "--output=json",
            f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox",
        ]  # fmt: skip
        environment = os.environ | {"CHROME_PATH": CHROMIUM}
        done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True)
        if done.returncode != 0 or not report.is_file():
            raise RuntimeError(f"Lighthouse failed on {address}: {done.stderr.strip()[-500:]}")
        found = json.loads(report.read_text(encoding="utf-8"))
    return {category: 100 * found["categories"][category]["score"] for category in CATEGORIES}


if __name__ == "__main__":
    sys.exit(main())
