"""The company's logo and colour: chosen by administrators."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.forms.settings.brand import BrandForm
from crm.models import Company
from crm.views.answers import form_page, saved_record
from crm.views.settings.frame import for_administrators


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def brand(request: HttpRequest) -> HttpResponse:
    rows = Company.objects.select_for_update() if request.method == "POST" else Company.objects.all()
    form = BrandForm(request.POST or None, request.FILES or None, instance=rows.get(pk=Company.current().pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved_record(request, form, _("The settings are saved."), reverse("crm:settings_brand"))
    return form_page(request, "crm/settings/brand.html", form, scores=range(11))
