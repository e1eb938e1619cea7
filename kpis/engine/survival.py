"""How long things last, where some last still: those are counted for as long as they were watched, not dropped.

All figures come from counts of days (days → how many), which add up; `watched` counts those that are not over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any

from kpis.engine.statistics import Histogram, normal_quantile

HALF = 0.5
# Products of fractions miss one half by as much.
NEARLY = 1e-9


@dataclass(frozen=True)
class Incidence:
    """A share with its 95 % interval, which is None where nothing, or everything, has happened."""

    share: float
    low: float | None = None
    high: float | None = None


def risks(watched: Histogram, *ended: Histogram) -> Iterator[tuple[Any, int, list[int]]]:
    """Each number of days after which something ended: how many were watched that long, how many ended each way.

    What is watched for as many days as another took to end was still there when that one ended.
    """
    days = sorted({*watched, *(value for each in ended for value in each)})
    left = sum(watched.values()) + sum(sum(each.values()) for each in ended)
    for value in days:
        gone = [each.get(value, 0) for each in ended]
        if any(gone):
            yield value, left, gone
        left -= sum(gone) + watched.get(value, 0)


def median(ended: Histogram, watched: Histogram) -> Any:
    """The days after which half had ended (Kaplan and Meier 1958); None where fewer than half have.

    Where exactly half are left between two values, the middle between them, as of a plain median.
    """
    staying, half = 1.0, None
    for days, at_risk, (gone,) in risks(watched, ended):
        if half is not None:
            return days if half == days else (half + days) / 2
        staying *= 1 - gone / at_risk
        if staying < HALF - NEARLY:
            return days
        if staying <= HALF + NEARLY:
            half = days
    return half


def incidence(happened: Histogram, otherwise: Histogram, watched: Histogram, within: int) -> Incidence | None:
    """The share to which something had happened within so many days, where it may end otherwise (Aalen and Johansen
    1978). None where nobody was watched that long and not all had ended by then.

    The variance is that of the delta method (Pintilie, *Competing Risks*, 2006, §4.1), the interval that of the
    logarithm of the logarithm, which stays between 0 and 1 (Choudhury 2002).
    """
    if not (happened or otherwise or watched):
        return None
    staying, share, sums = 1.0, 0.0, [0.0] * 5
    for days, at_risk, (wanted, other) in risks(watched, happened, otherwise):
        if days > within:
            break
        gone = wanted + other
        share += staying * wanted / at_risk
        spread = gone / (at_risk * (at_risk - gone)) if at_risk > gone else 0.0
        ours = staying * wanted / at_risk**2
        terms = (spread, spread * share, spread * share**2, ours, ours * share)
        sums = [total + term for total, term in zip(sums, terms, strict=True)]
        sums[2] += staying**2 * wanted * (at_risk - wanted) / at_risk**3
        staying *= 1 - gone / at_risk
    longest = max((days for each in (happened, otherwise, watched) for days in each), default=0)
    if longest < within and staying > NEARLY:
        return None
    variance = share**2 * sums[0] - 2 * share * sums[1] + sums[2] - 2 * (share * sums[3] - sums[4])
    return bounded(share, variance)


def bounded(share: float, variance: float) -> Incidence:
    if not NEARLY < share < 1 - NEARLY or variance <= 0:
        return Incidence(share)
    width = normal_quantile() * sqrt(variance) / (share * abs(log(share)))
    return Incidence(share, share ** exp(width), share ** exp(-width))
