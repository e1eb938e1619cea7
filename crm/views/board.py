"""The board: open opportunities by stage, with the count and the sum of each column."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from crm.filters import BoardFilter
from crm.finding import TEXT
from crm.models import Activity, Company, Opportunity, Pipeline, Stage
from crm.models.activities import gone_quiet
from crm.page_cache import cached_page
from crm.related import attach

CARDS = 20
EXACT = Decimal("0.000001")


@dataclass(frozen=True)
class Card:
    """An opportunity as the board shows it."""

    opportunity: Any
    days: int | None
    next_step: Activity | None


@dataclass(frozen=True)
class BoardColumn:
    """A stage: how many opportunities, what all of them add up to, the newest of them."""

    stage: Stage
    count: int
    amount: Decimal
    cards: list[Card]
    # The buttons that move a card of this column into another one: the same for each card.
    moves: SafeString

    @property
    def hidden(self) -> int:
        return self.count - len(self.cards)


class Board:
    """Open opportunities of a pipeline, by stage; `moved` names the one that is shown whatever its age."""

    def __init__(self, viewer: Any, pipeline: Pipeline | None, rows: QuerySet[Any], moved: int | None = None) -> None:
        self.viewer = viewer
        self.pipeline = pipeline
        self.moved = moved
        self.today: date = Company.current().today()
        self.rows = rows
        of_pipeline = [each for each in Company.current().stages if pipeline and each.pipeline_id == pipeline.pk]
        stages = [each for each in of_pipeline if each.kind == Stage.Kind.OPEN]
        # Where an opportunity is dropped to be won or lost.
        endings = [each for each in of_pipeline if each.kind != Stage.Kind.OPEN]
        self.endings = sorted(endings, key=lambda stage: stage.kind != Stage.Kind.WON)
        self.totals = self._totals(stages)
        # Those in use, and those that no longer are but still hold opportunities.
        self.stages = [stage for stage in stages if stage.active or stage.pk in self.totals]

    def columns(self) -> list[BoardColumn]:
        """Counts and sums of all columns in one statement, next steps in another, the cards of each from its index."""
        found = {stage.pk: self._newest(stage) for stage in self.stages}
        steps = self._next_steps([each.pk for rows in found.values() for each in rows])
        attach(self.viewer, *found.values(), steps.values())
        return [self._column(stage, found[stage.pk], steps) for stage in self.stages]

    def _totals(self, stages: list[Stage]) -> dict[int, dict[str, Any]]:
        # Stages by name: PostgreSQL then reads the index of the board alone, a third of the time without them.
        rows = self.rows.filter(pipeline=self.pipeline, stage__in=stages).order_by().values("stage")
        return {each["stage"]: each for each in rows.annotate(n=Count("pk"), total=Sum("amount"))} if stages else {}

    def _newest(self, stage: Stage) -> list[Any]:
        if stage.pk not in self.totals:
            return []
        quiet = ExpressionWrapper(gone_quiet(stage.quiet_after_days, self.today), BooleanField())
        rows = self.rows.filter(stage=stage).annotate(quiet=quiet, account_name=F("account__name"))
        newest = list(rows.order_by("-pk")[:CARDS])
        if self.moved and all(each.pk != self.moved for each in newest):
            newest = [*rows.filter(pk=self.moved), *newest]
        return newest

    def _next_steps(self, keys: list[int]) -> dict[int, Activity]:
        """The soonest planned activity of each opportunity."""
        planned = Activity.objects.visible_to(self.viewer).filter(state=Activity.State.PLANNED, opportunity__in=keys)
        latest_first = planned.order_by("-due_on", "-pk")
        return {each.opportunity_id: each for each in latest_first if each.opportunity_id}

    def _column(self, stage: Stage, rows: list[Any], steps: dict[int, Activity]) -> BoardColumn:
        total = self.totals.get(stage.pk, {"n": 0, "total": None})
        cards = [Card(each, self._days(each), steps.get(each.pk)) for each in rows]
        # SQLite adds in floating point: what it adds beyond the stored precision is noise.
        return BoardColumn(stage, total["n"], (total["total"] or Decimal(0)).quantize(EXACT), cards, self._moves(stage))

    def _moves(self, stage: Stage) -> SafeString:
        others = [(each.pk, each) for each in self.stages if each.active and each != stage]
        return format_html_join("", '<button class="btn btn-sm" name="stage" value="{}">{}</button>', others)

    def _days(self, opportunity: Opportunity) -> int | None:
        return (self.today - opportunity.stage_since).days if opportunity.stage_since else None


def chosen_pipeline(asked: str, pipelines: list[Pipeline]) -> Pipeline | None:
    """The one asked for, else the default, else the first; an unknown one is not found."""
    if asked:
        found = next((each for each in pipelines if str(each.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    ordered = sorted(pipelines, key=lambda each: not each.is_default)
    return ordered[0] if ordered else None


def board_context(request: HttpRequest, words: QueryDict, moved: int | None = None) -> dict[str, Any]:
    """The board that an address asks for: its pipeline, and what it is narrowed to."""
    pipelines = list(Pipeline.objects.visible_to(request.user).filter(active=True))
    pipeline = chosen_pipeline(words.get("pipeline", ""), pipelines)
    rows = Opportunity.objects.visible_to(request.user).filter(outcome=Stage.Kind.OPEN)
    filters = BoardFilter(words, rows, request)
    made = Board(request.user, pipeline, filters.rows(), moved)
    return {
        "pipelines": pipelines,
        "pipeline": pipeline,
        "columns": made.columns(),
        "endings": made.endings,
        "today": made.today,
        "filters": filters,
        "asked": words.urlencode(),
        "narrowed": narrowed_to(filters, words),
    }


def narrowed_to(filters: BoardFilter, words: QueryDict) -> str:
    """The part of an address that narrows, for another pipeline's board and for the list of a column."""
    kept = QueryDict(mutable=True)
    for name in words:
        if name.removesuffix(TEXT) in filters.filters:
            kept.setlist(name, words.getlist(name))
    return kept.urlencode()


@require_safe
@cached_page
def board(request: HttpRequest) -> HttpResponse:
    context = board_context(request, request.GET)
    return render(request, "crm/board.html", context, status=200 if context["filters"].form.is_valid() else 422)


def asked_from_board(request: HttpRequest) -> bool:
    """Whether a verb was asked for on the board, by script: it then answers with the board as it now is."""
    return getattr(request, "htmx", None) is not None and bool(request.htmx) and "board" in request.POST  # type: ignore[attr-defined]


def board_again(request: HttpRequest, moved: int, **told: Any) -> HttpResponse:
    """The board after a verb, with a message beside; 422 when the verb was refused."""
    context = board_context(request, QueryDict(request.POST["board"]), moved) | told | {"on_board": True}
    return render(request, "crm/_board_again.html", context, status=422 if told.get("refused") else 200)
