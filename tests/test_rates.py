"""Exact Poisson intervals, against values that can be worked out or are printed in tables."""

import math

import pytest
from scipy.stats import poisson

from analysis import rates


def test_none_is_compatible_with_almost_four() -> None:
    """The upper end for 0 is where no event has a chance of one in forty: the logarithm of 40."""
    assert rates.poisson(0) == (0.0, pytest.approx(math.log(40)))


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (100, 81.3640, 121.6270)],
)
def test_the_ends_are_those_of_printed_tables(count: int, low: float, high: float) -> None:
    assert rates.poisson(count) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


@pytest.mark.parametrize("level", [0.8, 0.95])
@pytest.mark.parametrize("count", [1, 7, 40])
def test_each_end_leaves_half_of_the_rest(count: int, level: float) -> None:
    low, high = rates.poisson(count, level)
    assert poisson.sf(count - 1, low) == pytest.approx((1 - level) / 2)
    assert poisson.cdf(count, high) == pytest.approx((1 - level) / 2)


@pytest.mark.parametrize(("count", "level"), [(-1, 0.95), (1, 0.0), (1, 1.0)])
def test_what_is_no_count_or_level_is_refused(count: int, level: float) -> None:
    with pytest.raises(ValueError, match="expected a count"):
        rates.poisson(count, level)
