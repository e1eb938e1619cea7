"""What the grid is asked for, read from its address: of which KPI, which year, by what, for whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from babel.dates import format_date
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.access import manages, sees_everything
from crm.models import Company, Team
from crm.templatetags.formats import viewer_locale
from kpis.asking import IDENTIFIER
from kpis.catalogue import KNOWN
from kpis.engine import Period, QueryError
from kpis.engine.metrics import Metric
from kpis.engine.periods import FIRST_YEAR, LAST_YEAR, add_months, after, bucket_label, floor
from kpis.models import Objective
from kpis.templatetags.figures import in_words

DEFAULT = "revenue"
REPS, TEAMS, COMPANY = "reps", "teams", "company"
ROWS = {REPS: gettext_lazy("Reps"), TEAMS: gettext_lazy("Teams"), COMPANY: gettext_lazy("The company")}
GRAINS = {
    "month": gettext_lazy("Months"), "quarter": gettext_lazy("Quarters"), "year": gettext_lazy("The year"),
}  # fmt: skip
YEARS_AROUND = 2


@dataclass(frozen=True)
class Column:
    """A month, quarter or year of the grid."""

    period: Period

    @property
    def start(self) -> date:
        assert self.period.start
        return self.period.start

    @property
    def label(self) -> str:
        return in_words(self.period)

    @property
    def short(self) -> str:
        """“Jan 2026”, so that twelve fit beside each other."""
        if self.period.grain != "month":
            return self.label
        return str(format_date(self.start, "LLL y", locale=viewer_locale()))


@dataclass(frozen=True)
class GridAsking:
    """`year` is the fiscal year; `team` narrows the rows to a team and those below."""

    viewer: Any
    metric: Metric
    year: Period
    grain: str
    rows: str
    team: Team | None

    def columns(self, year: Period | None = None) -> list[Column]:
        year = year or self.year
        return [
            Column(replace(year, start=start, end=after(start, self.grain), grain=self.grain))
            for start in year.buckets(self.grain)
        ]

    def year_before(self, years: int = 1) -> Period:
        """The fiscal year so many years before."""
        assert self.year.start
        return fiscal_year(add_months(self.year.start, -12 * years), self.year.fiscal_year_start)

    @property
    def words(self) -> dict[str, str]:
        """The words of the address."""
        assert self.year.start
        team = {"team": str(self.team.pk)} if self.team else {}
        year = str(self.year.start.year)
        return {"metric": self.metric.id, "year": year, "grain": self.grain, "rows": self.rows} | team


def with_objectives() -> list[Metric]:
    """The KPIs that objectives are set for: those known by rep and by team, as one number."""
    return [
        metric for metric in KNOWN.values() if {"owner", "team"} <= set(metric.dimensions()) and not metric.always_by
    ]


def read(viewer: Any, words: QueryDict) -> GridAsking:
    """The grid in the address; QueryError with what would have been right."""
    company = Company.current()
    metric = one_of(words.get("metric") or DEFAULT, [each.id for each in with_objectives()])
    rows = one_of(words.get("rows") or REPS, [name for name, _label in offered_rows(viewer)])
    return GridAsking(
        viewer=viewer,
        metric=KNOWN[metric],
        year=fiscal_year(first_day(words.get("year", ""), company), company.fiscal_year_start),
        grain=one_of(words.get("grain") or Objective.Grain.MONTH, [*GRAINS]),
        rows=rows,
        team=team_in(viewer, words.get("team", "")),
    )


def one_of(name: str, allowed: list[str]) -> str:
    if name not in allowed:
        sentence = _("“%(name)s” cannot be chosen here; these can: %(allowed)s.")
        raise QueryError("bad_grid", sentence % {"name": name, "allowed": ", ".join(allowed)}, allowed)
    return name


def offered_rows(viewer: Any) -> Iterator[tuple[str, Any]]:
    """The company's own objectives are seen by who sees everything."""
    return ((name, label) for name, label in ROWS.items() if name != COMPANY or sees_everything(viewer))


def first_day(text: str, company: Company) -> date:
    """The first day of the fiscal year that begins in the year written; of the running one where none is."""
    if not text:
        return floor(company.today(), "year", company.fiscal_year_start)
    if not IDENTIFIER.fullmatch(text) or not FIRST_YEAR < int(text) < LAST_YEAR:
        raise QueryError("bad_period", _("“%(text)s” is not a year.") % {"text": text})
    return date(int(text), company.fiscal_year_start, 1)


def fiscal_year(start: date, fiscal_year_start: int) -> Period:
    text = bucket_label(start, "year", fiscal_year_start)
    return Period(start, after(start, "year"), "year", text, fiscal_year_start)


def team_in(viewer: Any, text: str) -> Team | None:
    if not text:
        return None
    found = {str(team.pk): team for team in offered_teams(viewer)}.get(text)
    if found is None:
        raise QueryError("bad_grid", _("You see no such team: choose one from the list."))
    return found


def offered_teams(viewer: Any) -> list[Team]:
    """The teams whose objectives the viewer may see, a team after the one above it."""
    teams = Company.current().teams.values()
    seen = [
        team for team in teams if sees_everything(viewer) or team.pk in manages(viewer) or team.pk == viewer.team_id
    ]
    names = {team.pk: team.normalised_name for team in teams}
    return sorted(seen, key=lambda team: [names[int(pk)] for pk in team.path.strip("/").split("/")])


def offered_years(asking: GridAsking) -> list[tuple[int, str, bool]]:
    """The years around today's, and the chosen one: first calendar year, label, chosen."""
    company = Company.current()
    this = floor(company.today(), "year", company.fiscal_year_start)
    starts = {add_months(this, 12 * number) for number in range(-YEARS_AROUND, YEARS_AROUND + 1)}
    assert asking.year.start
    return [
        (start.year, bucket_label(start, "year", company.fiscal_year_start), start == asking.year.start)
        for start in sorted({*starts, asking.year.start})
    ]
