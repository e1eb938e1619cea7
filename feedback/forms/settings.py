"""What holds for all surveys, each setting with what it decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.inputs import NumberField
from crm.languages import SPOKEN
from feedback.forms.languages import Group, add_fields, group, paragraphs, texts_typed
from feedback.models import FeedbackSettings, SurveyVersion

YEAR = 3660


def days(label: Any, least: int = 0) -> NumberField:
    return NumberField(label=label, whole=True, min_value=least, max_value=YEAR)


class FeedbackSettingsForm(forms.ModelForm):
    contact_rest_days = days(_("Days between two surveys of a person"))
    invitation_days = days(_("Days for which an invitation may be answered"), 1)
    mails_per_minute = NumberField(label=_("E-mails per minute at most"), whole=True, min_value=1, max_value=10_000)
    follow_up_days = days(_("Days to follow up an unhappy customer"))
    escalation_days = days(_("Days after the due date until the manager is told"))
    smallest_group = NumberField(
        label=_("Smallest group shown of anonymous surveys"), whole=True, min_value=2, max_value=1000
    )
    draft_days = days(_("Days that half-finished answers are kept"), 1)
    answer_months = NumberField(
        label=_("Months until answers lose names and comments"), whole=True, min_value=1, max_value=240, required=False
    )

    class Meta:
        model = FeedbackSettings
        fields = [
            "contact_rest_days", "invitation_days", "quiet_from", "quiet_until", "mails_per_minute", "sender_name",
            "reply_to", "follow_up_days", "escalation_days", "reps_see_low_scores", "smallest_group", "draft_days",
            "answer_months",
        ]  # fmt: skip
        widgets = {
            name: forms.TimeInput(format="%H:%M", attrs={"type": "time"}) for name in ("quiet_from", "quiet_until")
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.help_text = FeedbackSettings._meta.get_field(name).help_text  # type: ignore[union-attr]
        # Those that Jauge speaks and those of any survey that is written.
        written = (code for each in SurveyVersion.objects.values_list("languages", flat=True) for code in each)
        self.languages = list(dict.fromkeys([*SPOKEN, *sorted({*written, *self.instance.privacy_notice})]))
        self.fields["contact_rest_days"].help_text = _(
            "Whatever the survey; after a closed complaint the second ask does not wait for the first."
        )
        add_fields(
            self,
            "privacy_notice",
            _("Privacy notice"),
            self.languages,
            self.instance.privacy_notice,
            paragraphs(4000, 5),
        )
        style(self)

    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.Meta.fields]

    def notice(self) -> Group:
        help_text = _("What becomes of answers; customers read it below the questions.")
        return group(self, "privacy_notice", _("Privacy notice"), self.languages, help_text)

    def save(self, commit: bool = True) -> FeedbackSettings:
        self.instance.privacy_notice = texts_typed(self.cleaned_data, "privacy_notice", self.languages, {})
        saved: FeedbackSettings = super().save(commit)
        return saved
