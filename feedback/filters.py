"""What the stream of comments can be narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from crm.filters import FoundFilter, ReferenceFilter, VisibleFilterSet, date_filter, visible_teams
from crm.models import Activity, Company
from crm.models.names import normalise
from feedback.models import Answer, AnswerTag, Survey
from feedback.models.answers import happy, unhappy
from feedback.names import hidden_from

MOODS = [("unhappy", _("Unhappy")), ("neutral", _("Neutral customers")), ("happy", _("Happy"))]
FOLLOW_UPS = [("open", _("To be followed up")), ("overdue", _("Overdue")), ("closed", _("Followed up"))]


class AnswerFilter(VisibleFilterSet):
    """Answers with a comment, unless all are asked for.

    What an answer was attributed to is not told of anonymous ones, so by a team or an owner only named ones are found.
    """

    text = django_filters.CharFilter(label=_("Words of the comment, or the customer"), method="by_text")
    mood = django_filters.ChoiceFilter(label=_("Customers"), choices=MOODS, method="by_mood", empty_label=_("All"))
    score = django_filters.NumberFilter(label=_("Score"), min_value=0, max_value=10)
    survey = django_filters.ModelChoiceFilter(label=_("Survey"), queryset=Survey.objects.all(), empty_label=_("All"))
    tag = ReferenceFilter(AnswerTag, label=_("Tag"), field_name="tags")
    follow_up = django_filters.ChoiceFilter(
        label=_("Follow-up"), choices=FOLLOW_UPS, method="by_follow_up", empty_label=_("All")
    )
    owner = FoundFilter(label=_("Owner"), kinds=("user",), method="by_owner")
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=visible_teams, method="by_team", empty_label=_("All")
    )
    answered_from = date_filter("answered_on", "gte", _("Answered from"))
    answered_to = date_filter("answered_on", "lte", _("Answered until"))
    shown = django_filters.ChoiceFilter(
        label=_("Answers"),
        choices=[("all", _("Without a comment too"))],
        method="by_comment",
        empty_label=_("With a comment"),
    )

    class Meta:
        model = Answer
        fields: list[str] = []

    def rows(self) -> QuerySet[Any]:
        rows = super().rows()
        return rows if self.form.is_valid() and self.form.cleaned_data["shown"] else rows.exclude(comment="")

    def by_comment(self, rows: QuerySet[Any], name: str, choice: str) -> QuerySet[Any]:
        return rows

    def by_text(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        wanted = normalise(text)
        customers = Q(account__normalised_name__contains=wanted) | Q(contact__normalised_name__contains=wanted)
        if hidden_from(self.request.user):
            customers &= ~Q(pk__in=Answer.objects.unhappy().values("pk"))
        return rows.filter(Q(normalised_comment__contains=wanted) | customers)

    def by_mood(self, rows: QuerySet[Any], name: str, mood: str) -> QuerySet[Any]:
        if mood == "neutral":
            return rows.filter(score__isnull=False).exclude(kind="own").exclude(unhappy()).exclude(happy())
        return rows.filter(unhappy() if mood == "unhappy" else happy())

    def by_follow_up(self, rows: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        closed = Q(follow_up__state=Activity.State.DONE)
        if state == "closed":
            return rows.filter(unhappy(), closed)
        if state == "overdue":
            today = Company.current().today()
            return rows.filter(follow_up__state=Activity.State.PLANNED, follow_up__due_on__lt=today)
        return rows.filter(unhappy()).filter(Q(follow_up=None) | ~closed)

    def by_owner(self, rows: QuerySet[Any], name: str, owner: Any) -> QuerySet[Any]:
        return rows.filter(owner=owner, anonymous=False)

    def by_team(self, rows: QuerySet[Any], name: str, team: Any) -> QuerySet[Any]:
        return super().by_team(rows, name, team).filter(anonymous=False)
