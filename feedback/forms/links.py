"""The form of an anonymous link: where it hangs, and whose its answers are."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.languages import named
from crm.models import Campaign, Channel, Region, Team
from feedback.models import Survey, SurveyLink


class LinkForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = SurveyLink
        fields = ["label", "place", "language", "team", "region", "channel", "campaign"]

    ATTRIBUTED = {"team": Team, "region": Region, "channel": Channel, "campaign": Campaign}

    def __init__(self, *args: Any, survey: Survey, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.survey = survey
        version = survey.current_version() or survey.draft_version()
        spoken: Any = self.fields["language"]
        kept = [self.instance.language] if self.instance.language else []
        spoken.choices = [("", _("The browser’s")), *named({*kept, *(version.languages if version else ())})]
        self.fields["label"].help_text = _("Where customers find it: “Counter of the shop in Namur”.")
        for name, model in self.ATTRIBUTED.items():
            kept = getattr(self.instance, f"{name}_id")
            offered: Any = self.fields[name]
            offered.queryset = model.objects.filter(Q(active=True) | Q(pk=kept))
            self.fields[name].help_text = _("Answers count here.")
        style(self)

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"]
        twin = SurveyLink.objects.filter(survey=self.instance.survey, label=label).exclude(pk=self.instance.pk)
        if twin.exists():
            raise forms.ValidationError(_("Another link of this survey is called so: choose another label."))
        return label
