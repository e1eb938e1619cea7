"""The company's settings of surveys."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.changes import changes_of
from crm.views.answers import form_page, said
from crm.views.settings.frame import for_administrators
from feedback.forms.settings import FeedbackSettingsForm
from feedback.models import FeedbackSettings


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def settings(request: HttpRequest) -> HttpResponse:
    stored = FeedbackSettings.current()
    form = FeedbackSettingsForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        form.save()
        return said(request, _("The settings are saved."), reverse("feedback:surveys"))
    return form_page(request, "feedback/settings.html", form, changes=changes_of(FeedbackSettings.current()))
