"""Who takes over what from somebody who leaves."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.access import Role
from crm.finding import FoundField, ViewerForm, shown_value
from crm.inputs import DayField
from crm.leaving import PARTS, counts
from crm.models import Company, User


class LeavingForm(ViewerForm):
    """One person takes over everything, or another one some of it."""

    left_on = DayField(
        label=_("Last day"), help_text=_("Sign-in ends after it; whoever is signed in then is sent away.")
    )
    successor = FoundField(label=_("Who takes over"), kinds=("user",), required=False)

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        self.base_fields = {
            **self.base_fields,
            **{part.name: FoundField(label=part.label, kinds=("user",), required=False) for part in PARTS},
        }
        super().__init__(*args, **options)
        self.person = person
        self.counts = counts(person)
        self.fields["left_on"].initial = person.left_on or Company.current().today()

    def parts(self) -> list[Any]:
        """The fields of single kinds."""
        return [self[part.name] for part in PARTS]

    def clean_left_on(self) -> Any:
        on = self.cleaned_data["left_on"]
        if self.person.joined_on and on < self.person.joined_on:
            raise ValidationError(_("The last day cannot be before the first: correct one of the dates."))
        return on

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in ("successor", *(part.name for part in PARTS)):
            if data.get(name) is not None:
                self._check(name, data[name], data.get("left_on"))
        for part in PARTS:
            missing = self.counts[part.name] and not (data.get(part.name) or data.get("successor"))
            if missing and not self.errors:
                self.add_error("successor", _("Choose who takes over: nothing may be left without an owner."))
        self._keep_an_administrator()
        return data

    def _check(self, name: str, chosen: User, last_day: Any) -> None:
        if chosen == self.person:
            self.add_error(name, _("They are leaving: choose somebody else."))
        elif not chosen.may_sign_in() or (chosen.left_on and last_day and chosen.left_on <= last_day):
            self.add_error(name, _("%(name)s is leaving or has left: choose somebody else.") % {"name": chosen})

    def _keep_an_administrator(self) -> None:
        if self.viewer.pk == self.person.pk:
            self.add_error(None, _("You cannot lock yourself out: ask another administrator."))
        elif self.person.role == Role.ADMIN:
            others = User.objects.select_for_update().staying_administrators().exclude(pk=self.person.pk)
            if not list(others):
                self.add_error(None, _("This is the only administrator: make somebody else an administrator first."))

    def successors(self) -> dict[str, User]:
        """Who takes over each kind of which there is something."""
        everything = self.cleaned_data["successor"]
        chosen = {part.name: self.cleaned_data[part.name] or everything for part in PARTS}
        return {name: person for name, person in chosen.items() if person is not None}

    def chosen(self) -> list[tuple[str, str]]:
        """What was chosen, as the confirmation sends it again: names and values of its hidden inputs."""
        found = [("left_on", self.cleaned_data["left_on"].isoformat())]
        for name in ("successor", *(part.name for part in PARTS)):
            if self.cleaned_data[name] is not None:
                found.append((name, shown_value(self.cleaned_data[name])[0]))
        return found

    def plan(self) -> list[dict[str, Any]]:
        """What goes to whom, for reading before it happens."""
        to = self.successors()
        return [
            {"label": part.label, "count": self.counts[part.name], "to": to.get(part.name)}
            for part in PARTS
            if self.counts[part.name]
        ]
