"""Environments like this one, but for what a test takes away from them or puts in."""

import sys
import sysconfig
from pathlib import Path

CLOCK = """import time
def at(real, second):
    start = real()
    return lambda: second + real() - start
time.time, time.time_ns = at(time.time, 500_000_000), at(time.time_ns, 500_000_000 * 10**9)
"""
"""Sets the clock back to 1985, in every process of the environment."""


def make(folder: Path, without: str = "", sitecustomize: str = "") -> str:
    """The Python of an environment that has all that this one has, but for packages of one name."""
    packages = folder / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    packages.mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "pyvenv.cfg").write_bytes((Path(sys.prefix) / "pyvenv.cfg").read_bytes())
    (folder / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    (folder / "share").symlink_to(Path(sys.prefix) / "share")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not (without and path.name.partition("-")[0].startswith(without)) and path.name != "project.pth":
            (packages / path.name).symlink_to(path)
    if sitecustomize:
        (packages / "sitecustomize.py").write_text(sitecustomize, encoding="utf-8")
    return str(folder / "bin" / "python")
