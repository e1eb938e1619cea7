"""A person: name, role, team from a day on, employment, absences."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from crm.access import Role
from crm.finding import style
from crm.forms.concurrent import SeenForm
from crm.inputs import DayField, NumberField, amount_field
from crm.models import Absence, Company, Region, Team, User
from crm.models.names import normalise


class PersonForm(SeenForm):
    """What adding and editing have in common."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The invitation goes there; they can sign in with it."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As the browser")), *settings.LANGUAGES]
    )
    joined_on = DayField(label=_("First day"), required=False)
    working_share = NumberField(
        label=_("Working share"), min_value=0, max_value=1, max_digits=4, decimal_places=3,
        help_text=_("1 is full time, 0.5 half. Revenue per rep and the selling rate count it, past periods included."),
    )  # fmt: skip
    hourly_cost = amount_field(
        label=_("Hourly cost"), required=False, help_text=_("Cost of time and return on campaigns count it.")
    )

    class Meta:
        model = User
        fields = [
            "first_name", "last_name", "email", "phone", "role", "language", "team", "region", "joined_on",
            "working_share", "hourly_cost",
        ]  # fmt: skip

    def __init__(self, *args: Any, viewer: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer
        choices: Any = self.fields
        choices["team"].queryset = Team.objects.offered(self.instance.team_id)
        choices["region"].queryset = Region.objects.offered(self.instance.region_id)
        choices["role"].help_text = _(
            "A rep sees their own work, a manager that of the teams they manage, an administrator everything."
        )
        style(self)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody else has this address: give another one."))
        return email

    def clean_working_share(self) -> Any:
        share = self.cleaned_data["working_share"]
        if not share:
            raise ValidationError(_("A share is more than 0 and at most 1."))
        return share


def free_username(email: str) -> str:
    """What stands before the @, with a number where somebody has it."""
    base = "".join(each for each in normalise(email.partition("@")[0]) if each.isalnum() or each in "._-")[:140]
    taken = {
        name.lower() for name in User.objects.filter(username__istartswith=base).values_list("username", flat=True)
    }
    number, name = 1, base or "user"
    while name in taken:
        number += 1
        name = f"{base or 'user'}{number}"
    return name


class NewPersonForm(PersonForm):
    """`invite`: the invitation goes out as soon as the person is saved."""

    invite = forms.BooleanField(label=_("Send the invitation now"), required=False, initial=True)

    def save(self, commit: bool = True) -> User:
        self.instance.username = free_username(self.cleaned_data["email"])
        self.instance.set_unusable_password()
        saved: User = super().save(commit)
        return saved


class ChangePersonForm(PersonForm):
    """A change of team counts from a day on; nobody takes the last administrator's or their own rights away."""

    since = DayField(
        label=_("In this team and region since"), required=False,
        help_text=_("Only for a change; empty: today. What was earned before stays with the old team."),
    )  # fmt: skip
    is_active = forms.BooleanField(
        label=_("May sign in"), required=False,
        help_text=_("For somebody who leaves use “Leaving”: it hands over their work as well."),
    )  # fmt: skip
    left_on = DayField(
        label=_("Last day"), required=False, help_text=_("Empty it and tick “May sign in” for who comes back.")
    )

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active", "left_on"]

    field_order = [
        "first_name", "last_name", "email", "phone", "role", "language", "team", "region", "since", "joined_on",
        "left_on", "working_share", "hourly_cost", "is_active",
    ]  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.before = (self.instance.team_id, self.instance.region_id)
        if self.instance.left_on is None:
            del self.fields["left_on"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.viewer.pk == self.instance.pk:
            if data.get("role") != Role.ADMIN:
                self.add_error("role", _("You cannot take your own rights away: ask another administrator."))
            if not data.get("is_active"):
                self.add_error("is_active", _("You cannot lock yourself out: ask another administrator."))
        return data

    def clean_since(self) -> Any:
        on = self.cleaned_data["since"] or Company.current().today()
        current = self.instance.memberships.filter(end_on=None).first()
        if on > Company.current().today():
            raise ValidationError(_("Give today or an earlier day: a change of team is entered once it happens."))
        if current is not None and on < current.start_on:
            raise ValidationError(_("It cannot be before the day on which the present team began."))
        return on

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        person: User = self.instance
        if (person.team_id, person.region_id) != self.before:
            person.join(person.team, self.cleaned_data["since"], person.region)
        else:
            person.save()
        return person


class AbsenceForm(forms.ModelForm):
    start_on = DayField(label=_("First day"))
    end_on = DayField(label=_("Last day"))

    class Meta:
        model = Absence
        fields = ["start_on", "end_on", "reason"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        style(self)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("start_on"), data.get("end_on")
        if first and last and last < first:
            self.add_error("end_on", _("The last day cannot be before the first: correct one of the dates."))
        elif first and last and self.instance.user.absences.filter(start_on__lte=last, end_on__gte=first).exists():
            self.add_error("start_on", _("These days overlap an absence that is there already."))
        return data
