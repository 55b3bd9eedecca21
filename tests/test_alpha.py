"""Krippendorff's alpha: its author's worked examples, what it must not depend on, where there is none."""

from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis import alpha
from analysis.alpha import Alpha


def of(*coders: str) -> Alpha:
    """Alpha of coders who gave each unit a letter or digit, or, at a dot, nothing."""
    units = [tuple(value for value in unit if value != ".") for unit in zip(*coders, strict=True)]
    return alpha.nominal(Counter(units))


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C; then the example
# with three coders that encyclopedias give. Each value as printed there.
PUBLISHED = [
    (("0100000010", "1110010000"), 0.095),
    (("aabbdcccedda", "babbbccceddd"), 0.692),
    (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ((".....34121133.3", "1.213343.......", "..21344.21133.4"), 0.691),
]  # fmt: skip


@pytest.mark.parametrize(("coders", "expected"), PUBLISHED)
def test_the_worked_examples(coders: tuple[str, ...], expected: float) -> None:
    found = of(*coders)
    assert found.value == pytest.approx(expected, abs=0.0005) and found.undefined is None


def test_what_one_coder_alone_gave_does_not_count() -> None:
    assert of("aabb.", "aabbb") == of("aabb", "aabb") == Alpha(1, 4, None)


@pytest.mark.parametrize(
    ("coders", "units", "why"),
    [
        (("", ""), 0, "fewer than two"),
        (("a", "a"), 1, "fewer than two"),
        (("a", "b"), 1, "fewer than two"),
        (("ab..", "..ab"), 0, "fewer than two"),
        (("aaaa", "aaaa"), 4, "only one value"),
        (("aab.", "aa.b"), 2, "only one value"),
    ],
)
def test_where_alpha_is_undefined_it_says_so(coders: tuple[str, ...], units: int, why: str) -> None:
    found = of(*coders)
    assert (found.value, found.units) == (None, units)
    assert found.undefined and found.undefined.startswith(why)


codings = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40)


@given(codings)
def test_alpha_does_not_depend_on_who_is_first_or_what_the_values_are_called(
    units: list[tuple[str, str]],
) -> None:
    found = alpha.nominal(Counter(units))
    swapped = alpha.nominal(Counter((b, a) for a, b in units))
    renamed = alpha.nominal(Counter((a.translate(NAMES), b.translate(NAMES)) for a, b in units))
    assert found == pytest.approx(swapped) and found == pytest.approx(renamed)


NAMES = str.maketrans("abc", "zxy")


@given(codings)
def test_alpha_is_one_exactly_when_all_agree(units: list[tuple[str, str]]) -> None:
    found = alpha.nominal(Counter(units))
    assume(found.value is not None)
    assert found.value is not None and (found.value == 1) == all(a == b for a, b in units)
    assert found.value <= 1


@given(codings, st.integers(2, 5))
def test_a_number_stands_for_so_many_units(units: list[tuple[str, str]], times: int) -> None:
    """Characters are counted in runs: a run of five is five units."""
    counted = alpha.nominal({unit: n * times for unit, n in Counter(units).items()})
    assert counted == pytest.approx(alpha.nominal(Counter(units * times)))
