"""What a question asks for: its metrics, checked; its windows; the measures to take."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from kpis.engine.errors import QueryError
from kpis.engine.measures import AnyMeasure, Asked, Dimension, Moment
from kpis.engine.metrics import Metric
from kpis.engine.periods import GRAIN_LABELS, YEAR, Shift
from kpis.engine.query import Query

LEFT_OUT = "left_out:"


def chosen(metrics: Mapping[str, Metric], dimensions: Mapping[str, Dimension], query: Query) -> list[Metric]:
    """The metrics asked for, after checking that they exist and carry what is asked of them."""
    found = []
    for name in dict.fromkeys(query.metrics):
        if name not in metrics:
            sentence = _("There is no figure “%(name)s”.") % {"name": name}
            raise QueryError("unknown_metric", sentence, sorted(metrics))
        refuse_what_is_not_carried(metrics[name], query, dimensions)
        found.append(metrics[name])
    if not found:
        raise QueryError("no_metric", _("Name at least one figure."), sorted(metrics))
    if query.scope == "team":
        refuse_people(dimensions, query)
    return found


class Divisible(Protocol):
    """What can be split and narrowed by some dimensions: a metric, or a figure made of one."""

    @property
    def label(self) -> Any: ...

    def dimensions(self) -> list[str]: ...

    def filters(self) -> list[str]: ...


def refuse_what_is_not_carried(metric: Divisible, query: Query, dimensions: Mapping[str, Dimension]) -> None:
    """QueryError with the dimensions that there are, where the question names another one: by their labels in the
    sentence, by their names beside it."""
    for names, carried in ((query.by, metric.dimensions()), (query.where, metric.filters())):
        for name in names:
            if name not in carried:
                sentence = _("“%(metric)s” cannot be split or filtered by “%(dimension)s”; it can be by: %(allowed)s.")
                allowed = ", ".join(str(label_of(each, dimensions)) for each in carried)
                words = {"metric": metric.label, "dimension": label_of(name, dimensions), "allowed": allowed}
                raise QueryError("unknown_dimension", sentence % words, carried)


def label_of(name: str, dimensions: Mapping[str, Dimension]) -> Any:
    """What people call a dimension or a grain; its name where there is none of it."""
    return GRAIN_LABELS.get(name) or (dimensions[name].label if name in dimensions else name)


def refuse_people(dimensions: Mapping[str, Dimension], query: Query) -> None:
    """A rep sees the team's totals without colleagues' rows; who sees everybody's rows may split them."""
    if getattr(query.viewer, "role", "rep") != "rep":
        return
    for name in [*query.by, *query.where]:
        if name in dimensions and dimensions[name].personal:
            allowed = [each for each in dimensions if not dimensions[each].personal]
            raise QueryError("team_totals_only", _("A team's figures are shown as totals, not by person."), allowed)


def completed(metrics: list[Metric], query: Query) -> Query:
    """With the dimension that a metric asked alone makes no sense without: a funnel has stages."""
    always = metrics[0].always_by if len(metrics) == 1 else ""
    return replace(query, by=(*query.by, always)) if always and always not in query.by else query


def windows(dimensions: Mapping[str, Dimension], query: Query, today: date) -> list[Asked]:
    """The period as of the day, then the window to compare with, as of as many days earlier: like for like.

    What the filters mean is written out in them: a team with its sub-teams.
    """
    where = {name: tuple(dimensions[name].expand(list(ids))) for name, ids in query.where.items()}
    query = replace(query, where=where)
    as_of = min(query.as_of or today, today)
    own = Asked(query, tuple(dict.fromkeys(query.by)), query.period, Moment(as_of, as_of < today))
    if query.compare is None:
        return [own]
    if query.whole_months:
        period, shift = query.period.same_months(as_of), YEAR
    else:
        period = query.period.compared(query.compare, as_of)
        assert period.start and query.period.start
        shift = Shift((query.period.start - period.start).days)
    return [own, replace(own, period=period, moment=Moment(shift.as_of(as_of), True), shift=shift)]


def measures(metrics: list[Metric], brief: bool) -> list[AnyMeasure]:
    """What the metrics are made of, each once, with what they leave out unless it is to be brief."""
    wanted = [each for metric in metrics for each in metric.measures]
    if not brief:
        wanted += [each.measure for metric in metrics for each in metric.omissions if each.dated]
    return list({each.id: each for each in wanted}.values())
