"""The company's settings."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.changes import changes_of
from crm.forms.settings.company import CompanyForm
from crm.models import Company
from crm.views.answers import form_page, saved_record
from crm.views.settings.frame import for_administrators


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def company(request: HttpRequest) -> HttpResponse:
    rows = Company.objects.select_for_update() if request.method == "POST" else Company.objects.all()
    stored = rows.get(pk=Company.current().pk)
    form = CompanyForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved_record(request, form, _("The settings are saved."), reverse("crm:settings"))
    return form_page(request, "crm/settings/company.html", form, changes=changes_of(stored))
