"""Intervals and middles. SciPy is imported where used: it takes longer to load than a page to answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import sqrt
from typing import Any

CONFIDENCE = 0.95
Number = int | float | Decimal


@dataclass(frozen=True)
class Spread:
    """What a mean and its interval need of values that are no less than nothing: how many, their sum, that of their
    squares. Unlike their histogram it has no middle."""

    size: int
    total: int
    squares: int

    def __bool__(self) -> bool:
        return bool(self.size)


Histogram = Mapping[Any, int]


@lru_cache(maxsize=4096)
def student_quantile(degrees: int) -> float:
    """The two-sided 95 % quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + CONFIDENCE) / 2))


@lru_cache(maxsize=1)
def normal_quantile() -> float:
    """The two-sided 95 % quantile of the normal distribution, 1.959964."""
    from scipy.special import ndtri

    return float(ndtri((1 + CONFIDENCE) / 2))


def wilson(successes: int, trials: int) -> tuple[float, float] | None:
    """Wilson's score interval of a proportion (Wilson 1927), as fractions; None without trials.

    In closed form, since SciPy's `binomtest` also works out a p-value for every row; a test holds it to SciPy's.
    """
    if trials <= 0:
        return None
    z = normal_quantile()
    share = successes / trials
    centre = share + z * z / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def count(histogram: Histogram | Spread) -> int:
    if isinstance(histogram, Spread):
        return histogram.size
    return sum(histogram.values())


def total(histogram: Histogram | Spread) -> Any:
    if isinstance(histogram, Spread):
        return histogram.total
    return sum((value * times for value, times in histogram.items()), 0)


def median(histogram: Histogram | Spread) -> Any:
    """The middle value, or the mean of the two middle ones; None when empty or not known."""
    size = count(histogram)
    if not size or isinstance(histogram, Spread):
        return None
    lower: Any = None
    upper: Any = None
    seen = 0
    for value in sorted(histogram):
        seen += histogram[value]
        if lower is None and seen >= (size + 1) // 2:
            lower = value
        if seen >= size // 2 + 1:
            upper = value
            break
    return lower if lower == upper else (lower + upper) / 2


def mean_margin(histogram: Histogram | Spread) -> float | None:
    """Half the width of the 95 % interval of the mean (Student's t); None below two values."""
    size = count(histogram)
    if size < 2:
        return None
    # Of whole numbers this is exact, whatever the order in which they come.
    summed = total(histogram)
    squares = float(sum_of_squares(histogram) * size - summed * summed) / size
    return student_quantile(size - 1) * sqrt(squares / (size - 1) / size)


def sum_of_squares(histogram: Histogram | Spread) -> Any:
    if isinstance(histogram, Spread):
        return histogram.squares
    return sum((value * value * times for value, times in histogram.items()), 0)


def least(histogram: Histogram | Spread) -> Any:
    """The least value of some, or a bound of it."""
    return 0 if isinstance(histogram, Spread) else min(histogram)


def ratio_margin(ratio: Any, bottom: float, squares: list[float], n: int) -> float | None:
    """Half the width of the 95 % interval of Σx ÷ Σy over n facts, by the ratio estimator (Cochran, *Sampling
    Techniques*, 1977, §6.4, without finite population): the facts' residuals x − R·y stand for their spread.

    `squares` are Σx², Σxy and Σy². With y = 1 it is Student's interval of the mean. None below two facts.
    """
    if n < 2 or not bottom:
        return None
    slope = float(ratio)
    residuals = squares[0] - 2 * slope * squares[1] + slope * slope * squares[2]
    spread = sqrt(max(0.0, residuals) / (n - 1) / n)
    return student_quantile(n - 1) * spread * n / abs(bottom)
