"""People: the list, adding and inviting, the page of each, absences, leaving."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.audit import Event, record
from crm.changes import changes_of
from crm.forms.settings.people import AbsenceForm, ChangePersonForm, NewPersonForm
from crm.invitations import DAYS, NotSentError, invite, may_be_invited, withdraw
from crm.models import Absence, Company, User
from crm.models.names import normalise
from crm.paging import PAGE_SIZE
from crm.sessions import end_sessions
from crm.views.answers import form_page, said, saved_record
from crm.views.settings.frame import for_administrators

# So many absences are shown at once, the earlier ones on demand.
ABSENCES = 6


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    """Who works here; on demand also who has left."""
    text, everybody = request.GET.get("q", "").strip(), request.GET.get("left") == "1"
    rows = User.objects.select_related("team", "region").order_by("normalised_name", "pk")
    if not everybody:
        rows = rows.working(Company.current().today())
    if text:
        rows = rows.filter(normalised_name__contains=normalise(text))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "crm/settings/people.html", {"page": page, "text": text, "everybody": everybody})


def page_of_person(person: User) -> str:
    return reverse("crm:person_edit", args=[person.pk])


def send_invitation(request: HttpRequest, person: User) -> HttpResponse:
    """Sends it and says so, or says why it could not be sent."""
    try:
        invite(person, request)
    except NotSentError as error:
        words = {"name": person, "reason": error}
        messages.error(request, _("The invitation to %(name)s was not sent: %(reason)s") % words)
        return HttpResponseRedirect(page_of_person(person))
    return said(request, _("An invitation was sent to %(email)s.") % {"email": person.email}, page_of_person(person))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def create(request: HttpRequest) -> HttpResponse:
    today = Company.current().today()
    form = NewPersonForm(request.POST or None, viewer=request.user, initial={"joined_on": today, "working_share": 1})
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "crm/settings/person_form.html", form)
    person = form.save()
    if form.cleaned_data["invite"]:
        return send_invitation(request, person)
    return said(request, _("“%(name)s” was added.") % {"name": person}, page_of_person(person))


def page_of(request: HttpRequest, person: User, form: Any, absence: AbsenceForm) -> HttpResponse:
    invitable, absences = may_be_invited(person), list(person.absences.all())
    context = {
        "form": form,
        "person": person,
        "absence": absence,
        "absences": absences[:ABSENCES],
        "earlier": absences[ABSENCES:],
        "memberships": list(person.memberships.select_related("team", "region").order_by("-start_on")),
        "managed": list(person.managed_teams.all()),
        "changes": changes_of(person),
        "may_be_invited": bool(invitable),
        "days": DAYS,
        "session_count": UserSession.objects.filter(user_id=person.pk).count(),
    }
    status = 422 if any(each.is_bound and each.errors for each in (form, absence)) else 200
    return render(request, "crm/settings/person.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    rows = User.objects.select_for_update() if request.method == "POST" else User.objects.all()
    person = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        # Two administrators who demote each other at once wait for one another.
        list(User.objects.select_for_update().staying_administrators())
    form = ChangePersonForm(request.POST or None, instance=person, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved_record(request, form, _("The changes are saved."), page_of_person(person))
    stored = User.objects.select_related("team").get(pk=pk)
    return page_of(request, stored, form, AbsenceForm(instance=Absence(user=stored)))


@require_POST
@for_administrators
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation, for the first time or again."""
    return send_invitation(request, get_object_or_404(User, pk=pk))


@require_POST
@for_administrators
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The link that was sent opens nothing any more."""
    person = get_object_or_404(User, pk=pk)
    withdraw(person)
    return said(request, _("The invitation is withdrawn: its link opens nothing any more."), page_of_person(person))


@require_POST
@for_administrators
def end_all_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever uses the person's account has to sign in again, on every device; one's own present session goes on."""
    person = get_object_or_404(User, pk=pk)
    own = request.session.session_key if person.pk == request.user.pk else None
    count = end_sessions(person, but=own)
    record(Event.SESSIONS, subject=person, details={"count": count})
    sentence = ngettext("%(count)s session is ended.", "%(count)s sessions are ended.", count)
    return said(request, sentence % {"count": count}, page_of_person(person))


@require_POST
@for_administrators
@transaction.atomic
def add_absence(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    absence = AbsenceForm(request.POST, instance=Absence(user=person))
    if absence.is_valid():
        absence.save()
        return said(request, _("The absence is noted."), page_of_person(person))
    return page_of(request, person, ChangePersonForm(instance=person, viewer=request.user), absence)


@require_POST
@for_administrators
def remove_absence(request: HttpRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.select_related("user"), pk=pk)
    absence.delete()
    return said(request, _("The absence is removed."), page_of_person(absence.user))
