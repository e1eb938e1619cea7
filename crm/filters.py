"""What lists can be narrowed by; every filter lives in the address."""

from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField

from crm.attention import quiet, without_next_step
from crm.finding import DateInput, FoundField, give_viewer
from crm.models import (
    Account,
    Activity,
    ActivityType,
    Channel,
    Company,
    Contact,
    Medium,
    Opportunity,
    Sale,
    Segment,
    Stage,
    Team,
)
from crm.models.accounts import normalise_phone
from crm.models.names import normalise
from crm.remembering import remembered


def visible_teams(request: Any) -> QuerySet[Team]:
    teams: QuerySet[Team] = Team.objects.visible_to(getattr(request, "user", None))
    return teams


class FoundFilter(django_filters.Filter):
    """A record found while typing; its id is in the address."""

    field_class = FoundField


class ReferenceField(ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj) if obj.active else gettext("%(name)s (deactivated)") % {"name": obj}


class ReferenceFilter(django_filters.ModelChoiceFilter):
    """Reference data, also what is deactivated, after the rest: what refers to it is found by it as before."""

    field_class = ReferenceField

    def __init__(self, model: Any, label: Any, **more: Any) -> None:
        rows = model.objects.order_by("-active", *model._meta.ordering)
        super().__init__(label=label, queryset=rows, empty_label=_("All"), **more)


class VisibleFilterSet(django_filters.FilterSet):
    """A filter set whose form offers only what the viewer may see, and lists nothing while a filter is wrong."""

    text = django_filters.CharFilter(label=_("Text"), method="by_text")

    def __init__(self, data: Any, queryset: QuerySet[Any], request: Any) -> None:
        super().__init__(data, queryset=queryset, request=request)
        give_viewer(self.form, request.user)
        for name, field in self.form.fields.items():
            if isinstance(field, ModelChoiceField):
                field.widget.choices = partial(self.offered, name, field)

    def offered(self, name: str, field: ModelChoiceField) -> list[Any]:
        """The choices of a field as they are shown: only who looks decides about them."""
        return remembered(("choices", type(self), name), lambda: list(field.iterator(field)))

    def rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.qs if self.form.is_valid() else self.queryset.none()
        return rows

    @property
    def in_use(self) -> int:
        """How many filters narrow the list."""
        values = self.form.cleaned_data.values() if self.form.is_valid() else []
        return sum(1 for value in values if value not in (None, ""))

    def by_text(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        return rows.filter(normalised_name__contains=normalise(text))

    def by_team(self, rows: QuerySet[Any], name: str, team: Team) -> QuerySet[Any]:
        """A team with all teams below it."""
        return rows.filter(team__in=team.subtree_ids())


def date_filter(column: str, lookup: str, label: Any) -> django_filters.DateFilter:
    return django_filters.DateFilter(field_name=column, lookup_expr=lookup, label=label, widget=DateInput)


class OpportunityFilter(VisibleFilterSet):
    outcome = django_filters.ChoiceFilter(label=_("Outcome"), choices=Stage.Kind.choices, empty_label=_("All"))
    stage: Any = ReferenceFilter(Stage, label=_("Stage"))
    owner = FoundFilter(label=_("Owner"), kinds=("user",))
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=visible_teams, method="by_team", empty_label=_("All")
    )
    needs = django_filters.ChoiceFilter(
        label=_("Needs attention"),
        choices=[("next_step", _("Nothing is planned")), ("life", _("Gone quiet"))],
        method="by_need",
        empty_label=_("All"),
    )
    opened_from = date_filter("opened_on", "gte", _("Opened from"))
    opened_to = date_filter("opened_on", "lte", _("Opened until"))
    closed_from = date_filter("closed_on", "gte", _("Closed from"))
    closed_to = date_filter("closed_on", "lte", _("Closed until"))

    class Meta:
        model = Opportunity
        fields: list[str] = []

    def by_need(self, rows: QuerySet[Any], name: str, need: str) -> QuerySet[Any]:
        """Open ones for which nothing is planned, or without a sign of life."""
        return without_next_step(rows) if need == "next_step" else quiet(rows, Company.current().today())

    def by_text(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        """In the opportunity's name or its account's."""
        wanted = normalise(text)
        accounts = Account.objects.visible_to(self.request.user).filter(normalised_name__contains=wanted)
        return rows.filter(normalised_name__contains=wanted) | rows.filter(account__in=accounts)


class BoardFilter(OpportunityFilter):
    """What a board can be narrowed by: its columns are the stages, and all its cards are open."""

    outcome = stage = opened_from = opened_to = closed_from = closed_to = None


class AccountFilter(VisibleFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Account.Kind.choices, empty_label=_("All"))
    segment = ReferenceFilter(Segment, label=_("Segment"))
    owner = FoundFilter(label=_("Owner"), kinds=("user",))
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=visible_teams, method="by_team", empty_label=_("All")
    )
    customer = django_filters.ChoiceFilter(
        label=_("Customer"),
        choices=[("yes", _("Customers")), ("no", _("Prospects"))],
        method="by_customer",
        empty_label=_("All"),
    )

    class Meta:
        model = Account
        fields: list[str] = []

    def by_customer(self, rows: QuerySet[Any], name: str, choice: str) -> QuerySet[Any]:
        return rows.filter(customer_since__isnull=choice == "no")


class ContactFilter(VisibleFilterSet):
    text = django_filters.CharFilter(label=_("Name, e-mail or phone"), method="by_text")
    account = FoundFilter(label=_("Account"), kinds=("account",))
    refuses_surveys = django_filters.BooleanFilter(
        label=_("Refuses surveys"),
        widget=forms.Select(choices=[("", _("All")), ("true", _("Yes")), ("false", _("No"))]),
    )

    class Meta:
        model = Contact
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        if "@" in text:
            return rows.filter(email__icontains=text.strip())
        digits = normalise_phone(text).lstrip("0")
        if len(digits) >= 4:
            return rows.filter(normalised_phone__contains=digits)
        return rows.filter(normalised_name__contains=normalise(text))


class ActivityFilter(VisibleFilterSet):
    """Dates are those on which activities were done, or are due while they are not."""

    text = django_filters.CharFilter(label=_("Subject"), method="by_text")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*Activity.State.choices, ("overdue", _("Overdue"))],
        method="by_state",
        empty_label=_("All"),
    )
    type = ReferenceFilter(ActivityType, label=_("Type"))
    medium = ReferenceFilter(Medium, label=_("Medium"))
    owner = FoundFilter(label=_("Owner"), kinds=("user",))
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=visible_teams, method="by_team", empty_label=_("All")
    )
    account = FoundFilter(label=_("Account"), kinds=("account",))
    contact = FoundFilter(label=_("Contact"), kinds=("contact",))
    opportunity = FoundFilter(label=_("Opportunity"), kinds=("opportunity",))
    dated_from = django_filters.DateFilter(label=_("Done or due from"), method="by_date", widget=DateInput)
    dated_to = django_filters.DateFilter(label=_("Done or due until"), method="by_date", widget=DateInput)

    class Meta:
        model = Activity
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        return rows.filter(normalised_subject__contains=normalise(text))

    def by_state(self, rows: Any, name: str, state: str) -> QuerySet[Any]:
        found: QuerySet[Any] = (
            rows.overdue(Company.current().today()) if state == "overdue" else rows.filter(state=state)
        )
        return found

    def by_date(self, rows: QuerySet[Any], name: str, day: Any) -> QuerySet[Any]:
        lookup = "gte" if name == "dated_from" else "lte"
        not_done = Q(done_on=None, **{f"due_on__{lookup}": day})
        return rows.filter(not_done | Q(**{f"done_on__{lookup}": day}))


class SaleFilter(VisibleFilterSet):
    text = django_filters.CharFilter(label=_("Number or external id"), method="by_text")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Sale.Kind.choices, empty_label=_("All"))
    cancelled = django_filters.ChoiceFilter(
        label=_("Cancelled"),
        choices=[("no", _("Not cancelled")), ("yes", _("Cancelled"))],
        method="by_cancelled",
        empty_label=_("All"),
    )
    account = FoundFilter(label=_("Account"), kinds=("account",))
    owner = FoundFilter(label=_("Owner"), kinds=("user",))
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=visible_teams, method="by_team", empty_label=_("All")
    )
    channel = ReferenceFilter(Channel, label=_("Channel"))
    sold_from = date_filter("sold_on", "gte", _("Sold from"))
    sold_to = date_filter("sold_on", "lte", _("Sold until"))

    class Meta:
        model = Sale
        fields: list[str] = []

    def by_cancelled(self, rows: QuerySet[Any], name: str, choice: str) -> QuerySet[Any]:
        return rows.filter(cancelled_on__isnull=choice == "no")

    def by_text(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        """A part of the number, or the whole id in the system that it came from."""
        return rows.filter(Q(number__icontains=text.strip()) | Q(external_id=text.strip()))
