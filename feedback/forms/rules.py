"""The form of a rule: after what, of which customers, when."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.finding import DateInput, style
from crm.forms.concurrent import SeenForm
from crm.inputs import NumberField
from crm.models import Campaign, Channel, Pipeline, Region, SavedView, Segment, Team
from feedback.models import Survey, SurveyRule

YEAR = 366
REFERENCES = {
    "pipeline": Pipeline, "team": Team, "region": Region, "channel": Channel, "segment": Segment, "campaign": Campaign,
}  # fmt: skip


class RuleForm(SeenForm):
    """A rule of a survey; a new one is not active: who would be asked is looked at first."""

    delay_days = NumberField(label=_("Days after the event"), whole=True, min_value=0, max_value=YEAR, initial=0)
    share = NumberField(label=_("Share of customers (%)"), whole=True, min_value=1, max_value=100, initial=100)
    remind_after_days = NumberField(
        label=_("Remind after days"),
        whole=True,
        min_value=1,
        max_value=YEAR,
        required=False,
        help_text=_("Empty: never."),
    )
    least_amount = NumberField(label=_("Amount from"), min_value=0, required=False)

    class Meta:
        model = SurveyRule
        fields = [
            "name", "event", "starts_on", "delay_days", "view", "campaign", "share", "remind_after_days", "pipeline",
            "team", "region", "channel", "segment", "least_amount", "quiet_from", "quiet_until",
        ]  # fmt: skip
        widgets = {
            "starts_on": DateInput(),
            "quiet_from": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "quiet_until": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }
        help_texts = {
            "view": _("For a list of contacts: everybody on it, also who comes onto it later."),
            "campaign": _("For the contacts of a campaign; after other events only what the campaign brought."),
        }

    def __init__(self, *args: Any, viewer: Any, survey: Survey, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.pk:
            self.instance.survey, self.instance.active = survey, False
        for name, model in REFERENCES.items():
            field: Any = self.fields[name]
            rows: Any = model._default_manager
            field.queryset = rows.offered(getattr(self.instance, f"{name}_id"))
            field.empty_label = _("All")
        views: Any = self.fields["view"]
        chosen = Q(pk=self.instance.view_id) if self.instance.view_id else Q(pk__in=[])
        visible = SavedView.objects.visible_to(viewer).values("pk")
        views.queryset = SavedView.objects.filter(chosen | Q(pk__in=visible), list_name=SavedView.List.CONTACTS)
        campaigns: Any = self.fields["campaign"]
        views.empty_label = campaigns.empty_label = _("None")
        share = SurveyRule._meta.get_field("share")
        self.fields["share"].help_text = share.help_text  # type: ignore[union-attr]
        style(self)
