"""The board: open opportunities by stage, with the count and the sum of each column."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.models import Opportunity, Pipeline, Stage

CARDS = 20


@dataclass(frozen=True)
class BoardColumn:
    """A stage: how many opportunities, what they add up to, the newest of them."""

    stage: Stage
    count: int
    amount: Decimal
    cards: list[Opportunity]

    @property
    def hidden(self) -> int:
        return self.count - len(self.cards)


def chosen_pipeline(request: HttpRequest, pipelines: list[Pipeline]) -> Pipeline | None:
    """The one asked for in the address, else the default, else the first; an unknown one is not found."""
    asked = request.GET.get("pipeline", "")
    if asked:
        found = next((each for each in pipelines if str(each.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    ordered = sorted(pipelines, key=lambda each: not each.is_default)
    return ordered[0] if ordered else None


def columns_of(stages: list[Stage], rows: QuerySet[Any]) -> list[BoardColumn]:
    """Counts and sums of all columns in one statement; the cards of each from its own index."""
    summed = rows.filter(stage__in=stages).order_by().values("stage").annotate(n=Count("pk"), total=Sum("amount"))
    totals = {each["stage"]: each for each in summed}
    empty = {"n": 0, "total": None}
    return [column(stage, rows, totals.get(stage.pk, empty)) for stage in stages]


def column(stage: Stage, rows: QuerySet[Any], total: dict[str, Any]) -> BoardColumn:
    cards = rows.filter(stage=stage).select_related("account", "owner").order_by("-pk")[:CARDS] if total["n"] else []
    return BoardColumn(stage, total["n"], total["total"] or Decimal(0), list(cards))


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    pipelines = list(Pipeline.objects.visible_to(request.user).filter(active=True))
    pipeline = chosen_pipeline(request, pipelines)
    stages = list(pipeline.stages.filter(kind=Stage.Kind.OPEN, active=True).order_by("order")) if pipeline else []
    rows = Opportunity.objects.visible_to(request.user).filter(outcome=Stage.Kind.OPEN)
    context = {
        "pipelines": pipelines,
        "pipeline": pipeline,
        "stages": stages,
        "columns": columns_of(stages, rows),
    }
    return render(request, "crm/board.html", context)
