"""Logging what was done, taking it back, and saying that something planned is done."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from crm.finding import FoundField, FoundInput, NewRecord, ViewerForm
from crm.inputs import DayField, minutes_field
from crm.models import Account, Activity, ActivityType, Company, Contact, Medium, Opportunity

LONGEST_MINUTES = 24 * 60
UNDO_SALT = "crm.quick-log"
# The page offers it for ten seconds; a slow connection may add to that.
UNDO_SECONDS = 60
CREATED = (("account", _("New account")), ("contact", _("New contact")))


def about(record: Any) -> dict[str, Any]:
    """The fields of an activity that say whom it is about; an opportunity brings its account and contact."""
    if isinstance(record, Opportunity):
        return {"opportunity": record, "account": record.account, "contact": record.contact}
    if isinstance(record, Contact):
        return {"contact": record, "account": record.account}
    return {"account": record} if isinstance(record, Account) else {}


def last_medium(viewer: Any, kind: ActivityType | None) -> Medium | None:
    """The medium that the viewer used last for this type of activity."""
    own = Activity.objects.filter(owner=viewer, type=kind, medium__active=True).select_related("medium")
    latest = own.order_by("-done_on", "-pk").first()
    return latest.medium if latest else None


def next_days(today: date) -> list[tuple[Any, date]]:
    """Dates that a next step is often given, each on a working day, none twice."""
    working = Company.current().working_days or "1234567"
    offered: dict[date, Any] = {}
    for days, label in ((1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week")), (30, _("In a month"))):
        on = today + timedelta(days=days)
        while str(on.isoweekday()) not in working:
            on += timedelta(days=1)
            label = _("Next working day") if days == 1 else label
        offered.setdefault(on, label)
    return [(label, on) for on, label in offered.items()]


class TypeField(forms.ModelChoiceField):
    """The types in use, as buttons."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=ActivityType.objects.filter(active=True),
            widget=forms.RadioSelect,
            empty_label=None,
            **options,
        )


class QuickLogForm(ViewerForm):
    """A call, a meeting, a negotiation or anything else, and what comes next: ten seconds.

    With `create`, the name typed in `about` becomes a new account or contact in the same step.
    """

    about = FoundField(
        label=_("With whom"),
        kinds=("opportunity", "account", "contact"),
        widget=FoundInput(("opportunity", "account", "contact"), creates=True),
        error_messages={"required": _("Say with whom: type the name of an account, a contact or an opportunity.")},
    )
    create = forms.ChoiceField(
        label=_("Not there yet?"), choices=[("", _("No")), *CREATED], required=False, widget=forms.RadioSelect
    )
    create_phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    create_email = forms.EmailField(label=_("E-mail"), required=False)
    create_account = FoundField(label=_("Account of the contact"), kinds=("account",), required=False)
    type = TypeField(label=_("Type"), error_messages={"required": _("Choose what it was: a call, a meeting …")})
    medium = forms.ModelChoiceField(label=_("Medium"), queryset=Medium.objects.filter(active=True), required=False)
    minutes = minutes_field(LONGEST_MINUTES, label=_("Minutes"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Activity.Outcome.choices, required=False, widget=forms.RadioSelect
    )
    on = DayField(label=_("Date"), required=False, help_text=_("Empty: today."))
    notes = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_on = DayField(label=_("Next step on"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.planned: Activity | None = None
        kind = self.data.get("create", "") if self.is_bound else ""
        self.about_field: FoundField = self.fields["about"]  # type: ignore[assignment]
        if kind in dict(CREATED):
            self.about_field.creating = kind
        self.next_days = next_days(Company.current().today())

    @property
    def offers_creation(self) -> bool:
        """Whether the part for a missing record is shown: asked for, or the name is unknown."""
        unknown = self.is_bound and self.has_error("about", "unknown")
        return unknown or bool(self.about_field.creating)

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on and on > Company.current().today():
            raise forms.ValidationError(_("This date is to come: log what was done, and plan the rest as a next step."))
        return on

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("next_step") and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("Give the date of the next step."))
        if data.get("next_on") and data["next_on"] < Company.current().today():
            self.add_error("next_on", _("The next step cannot be in the past: give today or a later date."))
        return data

    @transaction.atomic
    def save(self) -> Activity:
        """Logs it in the viewer's name, makes the missing record and plans the next step (`planned`)."""
        data = self.cleaned_data
        who = about(self._record())
        shared = {"type": data["type"], "medium": data["medium"], "owner": self.viewer, **who}
        logged = Activity.log(
            on=data["on"],
            duration_seconds=self._seconds(),
            outcome=data["outcome"],
            notes=data["notes"],
            **shared,
        )
        if data["next_on"]:
            self.planned = Activity.plan(due_on=data["next_on"], subject=data["next_step"], **shared)
        return logged

    def save_all(self) -> list[Activity]:
        """The same: what was logged, and the next step where there is one."""
        logged = self.save()
        return [logged, self.planned] if self.planned else [logged]

    def _record(self) -> Any:
        """Whom it is about; a new account or contact is made in the viewer's name."""
        found, data = self.cleaned_data["about"], self.cleaned_data
        if not isinstance(found, NewRecord):
            return found
        shared = {"owner": self.viewer, "phone": data["create_phone"], "email": data["create_email"]}
        if found.kind == "account":
            return Account.objects.create(name=found.name, **shared)
        first, _space, last = found.name.rpartition(" ")
        return Contact.objects.create(first_name=first, last_name=last, account=data["create_account"], **shared)

    def _seconds(self) -> int:
        minutes = self.cleaned_data["minutes"]
        return int(60 * (self.cleaned_data["type"].default_minutes if minutes is None else minutes))


def undo_token(logged: Activity, planned: Activity | None) -> str:
    """What the Undo button posts: which activities, in which version, and who logged them."""
    rows = [[each.pk, each.version] for each in (logged, planned) if each is not None]
    return signing.dumps({"by": logged.owner_id, "rows": rows}, salt=UNDO_SALT)


@transaction.atomic
def undo_log(viewer: Any, token: str) -> bool:
    """Removes what was just logged, with its next step; False when it is too late, changed or not the viewer's."""
    try:
        said = signing.loads(token, salt=UNDO_SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        return False
    if said["by"] != viewer.pk:
        return False
    rows = Activity.objects.visible_to(viewer).select_for_update().in_bulk([key for key, _version in said["rows"]])
    if any(key not in rows or rows[key].version != version for key, version in said["rows"]):
        return False
    for row in rows.values():
        row.delete()
    return True


class DoneForm(forms.Form):
    """One click is enough; the outcome and the minutes may be said."""

    outcome = forms.ChoiceField(choices=Activity.Outcome.choices, required=False)
    minutes = minutes_field(LONGEST_MINUTES, required=False)

    def seconds(self, activity: Activity) -> int:
        minutes = self.cleaned_data["minutes"]
        if minutes is None:
            return activity.duration_seconds or 60 * activity.type.default_minutes
        return int(60 * minutes)


class OutcomeForm(forms.Form):
    """How something that was done went."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Activity.Outcome.choices, required=False)
