"""Somebody leaves: who takes over is chosen, what moves is read, then it is done."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.forms.settings.leaving import LeavingForm
from crm.leaving import leave
from crm.models import Company, User
from crm.templatetags.formats import day, number
from crm.views.answers import said
from crm.views.settings.frame import for_administrators


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """The first press shows what will happen, the second does it."""
    rows = User.objects.select_for_update() if request.method == "POST" else User.objects.all()
    person = get_object_or_404(rows, pk=pk)
    form = LeavingForm(request.POST or None, viewer=request.user, person=person)
    valid = request.method == "POST" and form.is_valid()
    if valid and request.POST.get("confirmed"):
        return done(request, person, form)
    context = {
        "form": form,
        "person": person,
        "plan": form.plan() if valid and not request.POST.get("back") else None,
        "counts": [(field.label, form.counts[field.name]) for field in form.parts()],
        "managed": list(person.managed_teams.all()),
        "past": valid and form.cleaned_data["left_on"] < Company.current().today(),
    }
    return render(request, "crm/settings/leaving.html", context, status=422 if form.is_bound and form.errors else 200)


def done(request: HttpRequest, person: User, form: LeavingForm) -> HttpResponse:
    moved = leave(person, form.cleaned_data["left_on"], form.successors(), request.user)
    words = {"name": person, "day": day(person.left_on), "count": number(sum(moved.values()))}
    sentence = _("%(name)s leaves on %(day)s: %(count)s records were handed over.") % words
    return said(request, sentence, reverse("crm:person_edit", args=[person.pk]))
