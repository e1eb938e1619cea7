"""Satisfaction: what customers say, and whether they are heard."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.models.surveys import ScoreKind
from kpis.catalogue.facts_of_feedback import ANSWER, INVITATION
from kpis.engine import statistics
from kpis.engine.measures import Measure, Moment
from kpis.engine.metrics import Metric, Omission, Parts, counted, mean, proportion, quotient

PROMOTERS_FROM, DETRACTORS_TO, SATISFIED_FROM = 9, 6, 4
LOWEST_NPS, HIGHEST_NPS = -100.0, 100.0


def scored(kind: str) -> Q:
    return Q(kind=kind, score__isnull=False)


def not_followed_up(moment: Moment) -> Q:
    """No activity follows it up, or it was not done by the day."""
    closed = Q(follow_up__state="done", follow_up__done_on__lte=moment.as_of)
    return DETRACTED & (Q(follow_up=None) | ~closed)


NPS = scored(ScoreKind.NPS)
DETRACTED = NPS & Q(score__lte=DETRACTORS_TO)
CSAT = scored(ScoreKind.CSAT)
CES = scored(ScoreKind.CES)
NPS_ANSWERS = Measure("nps_answers", ANSWER, NPS)
PROMOTERS = Measure("promoters", ANSWER, NPS & Q(score__gte=PROMOTERS_FROM))
DETRACTORS = Measure("detractors", ANSWER, DETRACTED)
SATISFIED = Measure("satisfied", ANSWER, CSAT & Q(score__gte=SATISFIED_FROM))
CSAT_ANSWERS = Measure("csat_answers", ANSWER, CSAT)
CES_SCORES = Measure("ces_scores", ANSWER, CES, histogram=F("score"))
CES_ANSWERS = Measure("ces_answers", ANSWER, CES)
SENT = Measure("sent", INVITATION)
ANSWERED = Measure("answered", INVITATION, lambda moment: Q(answered_on__lte=moment.as_of))
COMPLAINTS = Measure("complaints_open", ANSWER, not_followed_up)


def no_score(kind: str) -> Omission:
    sentence = _("Answers without a score say nothing here.")
    return Omission("no_score", sentence, Measure(f"{kind}_without_score", ANSWER, Q(kind=kind, score=None)))


NOT_SENT = Omission(
    "not_sent",
    _("Invitations that were not sent lie in no period."),
    Measure("invitations_not_sent", INVITATION),
    dated=False,
)


def net_promoter_score(parts: Parts) -> dict[str, Any]:
    """With Student's interval of the mean of +1 (promoters), 0 and −1 (detractors): the variance of the score.

    Where all answers are of one kind the sample does not show how far they spread: there is no interval.
    """
    promoters, detractors, answers = parts["promoters"], parts["detractors"], parts["nps_answers"]
    net = promoters - detractors
    found: dict[str, Any] = {"numerator": net, "denominator": answers, "n": answers}
    found["value"] = quotient(100 * net, answers)
    groups = {1: promoters, 0: answers - promoters - detractors, -1: detractors}
    if margin := statistics.mean_margin({score: times for score, times in groups.items() if times}):
        found["low"] = max(LOWEST_NPS, found["value"] - 100 * margin)
        found["high"] = min(HIGHEST_NPS, found["value"] + 100 * margin)
    return found


METRICS = (
    Metric(
        "nps",
        "satisfaction",
        _("Net promoter score"),
        _("100 × (promoters, who gave 9 or 10, − detractors, who gave 0 to 6) ÷ answers, from −100 to 100."),
        "points",
        "up",
        (PROMOTERS, DETRACTORS, NPS_ANSWERS),
        net_promoter_score,
        {"promoters": PROMOTERS, "detractors": DETRACTORS, "denominator": NPS_ANSWERS},
        {"numerator": ("promoters", "-detractors")},
        omissions=(no_score("nps"),),
        after=" × 100",
        sample_of=_("answers"),
    ),
    Metric(
        "csat",
        "satisfaction",
        _("Satisfied customers"),
        _("Answers of 4 or 5 ÷ all answers on the scale from 1 to 5 (CSAT)."),
        "percent",
        "up",
        (SATISFIED, CSAT_ANSWERS),
        proportion("satisfied", "csat_answers"),
        {"numerator": SATISFIED, "denominator": CSAT_ANSWERS},
        omissions=(no_score("csat"),),
        sample_of=_("answers"),
    ),
    Metric(
        "ces",
        "satisfaction",
        _("Ease for customers"),
        _("The mean of the answers on the scale from 1 (hard) to 7 (easy) (CES)."),
        "ratio",
        "up",
        (CES_SCORES,),
        mean("ces_scores"),
        {"numerator": CES_SCORES, "denominator": CES_ANSWERS},
        omissions=(no_score("ces"),),
        sample_of=_("answers"),
    ),
    Metric(
        "response_rate",
        "satisfaction",
        _("Response rate"),
        _("Surveys answered by the as-of date ÷ surveys sent, by sending date."),
        "percent",
        "up",
        (ANSWERED, SENT),
        proportion("answered", "sent"),
        {"numerator": ANSWERED, "denominator": SENT},
        omissions=(NOT_SENT,),
    ),
    Metric(
        "complaints_open",
        "satisfaction",
        _("Open complaints"),
        _("Detractors (scores of 0 to 6 out of 10) whose follow-up was not done by the as-of date, by date of answer."),
        "count",
        "down",
        (COMPLAINTS,),
        counted("complaints_open"),
        {"numerator": COMPLAINTS},
        additive=True,
        sample_of=_("complaints"),
    ),
)
