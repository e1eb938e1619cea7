"""Results of surveys: scores, how they are spread, what the customers who gave them bought and whether they stay."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from crm.models import Company
from feedback.models.answers import HAPPY_FROM, UNHAPPY_TO
from feedback.models.surveys import SCALES, ScoreKind
from feedback.names import hidden_from
from kpis import addresses
from kpis.asking import Asking, last_day
from kpis.catalogue import KNOWN, rows_of
from kpis.engine import Figure, Period, QueryError
from kpis.engine.metrics import Metric
from kpis.objectives import ask

SCORES = {"nps": ScoreKind.NPS, "csat": ScoreKind.CSAT, "ces": ScoreKind.CES}
BESIDE = ("response_rate", "complaints_open")
# The part of each figure that is all answers.
ANSWERS = "denominator"
WORTH = ("revenue", "retention_rate")
# Of more customers the question would take longer than the page may: the latest answers are looked at.
MOST_CUSTOMERS = 2000
# An address names no more customers than that.
MOST_IN_ADDRESS = 50


@dataclass(frozen=True)
class Tile:
    metric: Metric
    figure: Figure
    small: bool


@dataclass(frozen=True)
class Bar:
    """How many gave a score, as a share of all and of the longest bar (0 to 1), and the very answers."""

    score: int
    count: int
    share: float
    length: float
    tone: str
    address: str


@dataclass(frozen=True)
class Worth:
    """What the customers of a mood bought in the twelve months, and the share of them that stayed: figures with the
    address of their rows, empty for too many customers to name."""

    label: Any
    customers: int
    figures: list[tuple[Metric, Figure, str]]
    small: bool


def tiles(asking: Asking) -> list[Tile]:
    """The scores that were asked for in the period or the one compared with, the response rate, open complaints."""
    names = asking.carried(*SCORES, *BESIDE)
    found = ask(asking.query(*names)).total if names else {}
    small = Company.current().small_sample
    known = [
        name for name in names if name not in SCORES or found[name].n or found[name].hidden or found[name].previous
    ]
    return [Tile(KNOWN[name], found[name], 0 < found[name].n < small) for name in known]


def distribution(asking: Asking, name: str) -> list[Bar]:
    """How often each score of the scale was given; nothing where that is hidden."""
    try:
        rows, _column = rows_of(asking.query(name, compare=None), name, ANSWERS)
    except QueryError:
        return []
    counts = dict(rows.order_by().values_list("score").annotate(answers=Count("pk", distinct=True)))
    kind = SCORES[name]
    lowest, highest = SCALES[kind]
    whole, longest = sum(counts.values()), max(counts.values(), default=0)
    if not whole:
        return []
    return [
        Bar(
            score,
            counts.get(score, 0),
            counts.get(score, 0) / whole,
            counts.get(score, 0) / longest,
            "bad" if score <= UNHAPPY_TO[kind] else "good" if score >= HAPPY_FROM[kind] else "warn",
            f"{part(addresses.rows(asking, name, part=ANSWERS))}score={score}",
        )
        for score in range(highest, lowest - 1, -1)
    ]


def part(address: str) -> str:
    """The address, ready for one more word."""
    return address + ("&" if "?" in address and not address.endswith("?") else "")


def worth(asking: Asking, name: str) -> list[Worth]:
    """Beside the score what those who gave it are worth: by the latest answer of each customer in the period.

    Of reps who may not know who gave low scores nothing: a customer would be known by the revenue.
    """
    if hidden_from(asking.viewer):
        return []
    try:
        rows, _column = rows_of(asking.query(name, compare=None), name, ANSWERS)
    except QueryError:
        return []
    named = rows.filter(account__isnull=False).order_by("-answered_on", "-pk")
    latest: dict[int, int] = {}
    for account, score in named.values_list("account", "score")[: 4 * MOST_CUSTOMERS]:
        if len(latest) < MOST_CUSTOMERS:
            latest.setdefault(account, score)
    kind = SCORES[name]
    happy, unhappy = HAPPY_FROM[kind], UNHAPPY_TO[kind]
    groups = [
        (_("Happy"), [each for each, score in latest.items() if score >= happy]),
        (_("Neutral customers"), [each for each, score in latest.items() if unhappy < score < happy]),
        (_("Unhappy"), [each for each, score in latest.items() if score <= unhappy]),
    ]
    return [worth_of(asking, label, accounts) for label, accounts in groups if accounts]


def worth_of(asking: Asking, label: Any, accounts: list[int]) -> Worth:
    company = Company.current()
    end = min(last_day(asking.period, company.today()), asking.as_of or company.today(), company.today())
    year = Period.parse("last-12-months", end, company.fiscal_year_start)
    theirs = replace(asking, period=year, compare=None, where={"account": list(accounts)})
    figures = ask(theirs.query(*WORTH, targets=False)).total
    few = len(accounts) <= MOST_IN_ADDRESS
    opened = {each: addresses.rows(theirs, each) if few else "" for each in WORTH}
    small = len(accounts) < company.small_sample
    return Worth(label, len(accounts), [(KNOWN[each], figures[each], opened[each]) for each in WORTH], small)
