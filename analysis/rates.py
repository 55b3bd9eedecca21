"""How far a count may be from the number to be expected: exact intervals of Poisson counts."""

from scipy.stats import chi2


def poisson(count: int, level: float = 0.95) -> tuple[float, float]:
    """Garwood's exact interval of a Poisson count: the lowest and highest number to be expected, in counts.

    Divide both by the exposure for an interval of the rate. Raises ValueError for a count below 0 or a level
    that isn't between 0 and 1.
    """
    if count < 0 or not 0 < level < 1:
        raise ValueError(f"expected a count from 0 and a level between 0 and 1, found {count} and {level}")
    tail = (1 - level) / 2
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return low, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2
