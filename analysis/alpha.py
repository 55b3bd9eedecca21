"""Krippendorff's alpha for nominal data: how far coders agree beyond what chance would give.

1 is agreement throughout, 0 what one would expect if the values had been dealt out at random, below 0
agreement worse than that. After Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), whose
worked examples the tests go through.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import NamedTuple

Values = tuple[Hashable, ...]
"""The values that the coders gave to one unit; a coder who gave none is left out."""


class Alpha(NamedTuple):
    """Alpha, from how many units, and, where alpha is None, why it is undefined."""

    value: float | None
    units: int
    undefined: str | None


def nominal(given: Mapping[Values, int]) -> Alpha:
    """Alpha of any number of coders, where two values either are the same or are not.

    `given` says for each combination of values how many units have it. A unit with one value or none can't
    be compared and doesn't count. Alpha is undefined when fewer than two units can be compared, and when all
    values are the same: then nothing tells agreement from a habit.
    """
    units = {values: number for values, number in given.items() if len(values) > 1 and number}
    number = sum(units.values())
    if number < 2:
        return Alpha(None, number, "fewer than two units that both coded")
    total: Counter[Hashable] = Counter()
    differing = 0.0
    for values, often in units.items():
        own = Counter(values)
        size = len(values)
        total.update({value: often * n for value, n in own.items()})
        differing += often * (size * size - sum(n * n for n in own.values())) / (size - 1)
    n = sum(total.values())
    by_chance = (n * n - sum(m * m for m in total.values())) / (n - 1)
    if not by_chance:
        return Alpha(None, number, "only one value occurs")
    return Alpha(1 - differing / by_chance, number, None)
