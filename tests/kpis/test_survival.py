"""Shares and medians of what is not over yet, held to SciPy and to what statisticians published."""

from collections import Counter
from random import Random
from statistics import median

import pytest
from scipy.stats import CensoredData, ecdf

from kpis.engine import survival


def drawn(seed: int, size: int = 60) -> tuple[list[int], list[int]]:
    random = Random(seed)
    days = [random.randrange(1, 40) for _ in range(size)]
    return days[: size // 2], days[size // 2 :]


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
@pytest.mark.parametrize("seed", range(5))
def test_without_another_end_the_share_and_its_variance_are_kaplan_meiers(seed: int) -> None:
    ended, watched = drawn(seed)
    staying = ecdf(CensoredData(uncensored=ended, right=watched)).sf
    bounds = staying.confidence_interval(confidence_level=0.95, method="linear")
    for within in (5, 10, 20, 30):
        found = survival.incidence(Counter(ended), {}, Counter(watched), within)
        assert found is not None and found.low is not None and found.high is not None
        share = 1 - float(staying.evaluate(within))
        # SciPy cuts its bounds at 0 and 1; one of them is whole.
        half = max(float(bounds.high.evaluate(within)) - 1 + share, 1 - share - float(bounds.low.evaluate(within)))
        assert found.share == pytest.approx(share)
        expected = survival.bounded(share, (half / survival.normal_quantile()) ** 2)
        assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize("seed", range(5))
def test_the_ways_to_end_add_up_to_all_that_ended(seed: int) -> None:
    ended, watched = drawn(seed)
    won, lost = Counter(ended[::2]), Counter(ended[1::2])
    both = survival.incidence(Counter(ended), {}, Counter(watched), 20)
    ours, theirs = (survival.incidence(*pair, Counter(watched), 20) for pair in ((won, lost), (lost, won)))
    assert both and ours and theirs
    assert ours.share + theirs.share == pytest.approx(both.share)


def test_with_all_ended_it_is_the_plain_share_and_its_binomial_variance() -> None:
    found = survival.incidence({3: 2, 50: 1}, {10: 3, 95: 4}, {}, 90)
    assert found is not None and found.share == pytest.approx(0.3)
    expected = survival.bounded(0.3, 0.3 * 0.7 / 10)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_what_nobody_was_watched_for_is_not_known() -> None:
    assert survival.incidence({3: 2}, {}, {20: 5}, 90) is None
    assert survival.incidence({}, {}, {}, 90) is None
    over = survival.incidence({3: 2}, {5: 1}, {}, 90)
    assert over is not None and over.share == pytest.approx(2 / 3)


@pytest.mark.parametrize("seed", range(5))
def test_the_median_is_where_half_of_them_have_ended(seed: int) -> None:
    ended, watched = drawn(seed)
    staying = ecdf(CensoredData(uncensored=ended, right=watched)).sf
    found = survival.median(Counter(ended), Counter(watched))
    assert found in ended
    assert float(staying.evaluate(found)) < 0.5 <= float(staying.evaluate(found - 1))


@pytest.mark.parametrize("size", [1, 2, 7, 10, 31])
def test_without_anybody_left_it_is_the_plain_median(size: int) -> None:
    days = drawn(size, 2 * size)[0]
    assert survival.median(Counter(days), {}) == median(days)


def test_there_is_no_median_before_half_have_ended() -> None:
    assert survival.median({3: 1}, {10: 2}) is None
    assert survival.median({}, {}) is None
