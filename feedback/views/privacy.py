"""What is known of a person: shown and taken as a file on request, erased on request; for administrators."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from crm.finding import style
from crm.models import Contact
from crm.views.answers import form_page, said
from crm.views.settings.frame import for_administrators
from feedback import privacy


class ErasingForm(forms.Form):
    """Cannot be taken back: it is ticked, not only clicked."""

    sure = forms.BooleanField(
        label=gettext_lazy("Erase this person: it cannot be taken back"),
        error_messages={"required": gettext_lazy("Tick the box to erase: it cannot be taken back.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        style(self)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def known(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("account"), pk=pk)
    form = ErasingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        privacy.erase(contact.pk)
        return said(request, _("The person is erased; the figures stay."), reverse("crm:contact", args=[pk]))
    # As pairs: a sale has a column that is called as a dictionary's method is.
    found = [(kind, [list(row.items()) for row in rows]) for kind, rows in privacy.known_of(contact).items() if rows]
    return form_page(request, "feedback/known.html", form, contact=contact, known=found)


@require_safe
@for_administrators
def known_file(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("account"), pk=pk)
    answer = HttpResponse(privacy.archive(contact), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="contact-{pk}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
