"""Measures how fast and in how much memory a large file is read: part of `make bench`.

The file is made up: two million rows in ACLED's columns, with places and groups that do not exist. It is
read in a fresh process, once with a row in ten to be kept, as in an export of a whole region, and once with
every row to be kept.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tqdm import tqdm

from analysis.record import sets

ROWS = 2_000_000
LIMIT = 600_000_000
_LOAD = """
import json, resource, sys, time
from analysis import record
begin = time.perf_counter()
kept = len(record.load(sys.argv[1]))
seconds = time.perf_counter() - begin
print(json.dumps([kept, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]))
"""
_SAME = {
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "inter1": "Political militia",
    "sub_event_type": "Air/drone strike", "assoc_actor_1": "", "assoc_actor_2": "", "geo_precision": "1",
    "inter2": "External/Other forces", "time_precision": "1", "region": "Fictional Region", "fatalities": "0",
}  # fmt: skip


def main() -> None:
    """Print rows a second and the most memory that the process held, beside the limit."""
    for every, what in ((10, "one row in ten kept"), (1, "every row kept")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "invented.csv"
            write(path, every)
            size = path.stat().st_size
            command = [sys.executable, "-c", _LOAD, str(path)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        kept, seconds, peak = json.loads(done.stdout)
        print(f"{f'record.load {ROWS:,} rows, {size / 1e6:.0f} MB, {what}':<66}{kept:>14,}")
        print(f"{'  rows a second':<66}{ROWS / seconds:>14,.0f}")
        print(f"{f'  most memory held, at most {LIMIT / 1e6:.0f} MB':<66}{peak / 1e6:>11,.0f} MB")


def write(path: Path, every: int) -> None:
    """Writes the made-up file, of which one row in `every` is on Iraq."""
    columns = next(given for given in sets.accepted() if given["format"] == "acled")
    names = [*columns["needed"], *columns["known"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(names) + "\n")
        for n in tqdm(range(ROWS), disable=None, leave=False):
            row = _SAME | _row(n, n % every == 0)
            file.write(",".join(row.get(name, "") for name in names) + "\n")


def _row(n: int, kept: bool) -> dict[str, str]:
    return {
        "event_id_cnty": f"FIC{n}", "event_date": f"{2020 + n % 5}-{n % 12 + 1:02}-{n % 28 + 1:02}",
        "country": "Iraq" if kept else "Fictionland", "admin1": f"Fictional Province {n % 18}",
        "location": f"Fictional Base {n % 900}", "latitude": f"{30 + n % 70_001 / 10_000:.4f}",
        "longitude": f"{40 + n % 60_007 / 10_000:.4f}", "actor1": f"Fictional Brigade {n % 40}",
        "actor2": "Military Forces of the United States (2021-)", "source": f"Fictional News {n % 500}",
        "notes": "A made-up row.",
    }  # fmt: skip


if __name__ == "__main__":
    main()
