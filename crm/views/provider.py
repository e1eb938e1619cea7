"""Signing in at the company's provider: leading there, and what comes back. It opens accounts, and makes none."""

import logging
import secrets
from dataclasses import asdict
from hmac import compare_digest
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from crm import openid, signing_out
from crm.audit import Event, record
from crm.models import Company, User
from crm.openid import Attempt, Reason, RefusedError
from crm.rate_limits import Limit, address_of

ATTEMPT = "crm.openid"
# A sign-in that is begun is kept in the database.
BEGUN = Limit("openid", 60, 60)

log = logging.getLogger("jauge.openid")


@login_not_required
@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """A link and no form: browsers hold the redirects after a form, which are not ours, against the page's policy."""
    if not openid.configured():
        raise Http404
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if not BEGUN.allows(address_of(request)):
        return HttpResponse(status=429, headers={"Retry-After": str(BEGUN.seconds)})
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    attempt = Attempt.begin(wanted if ours else "")
    try:
        there = openid.leading_there(attempt, coming_back(request))
    except RefusedError as refusal:
        return refused(request, refusal)
    request.session[ATTEMPT] = asdict(attempt)
    return HttpResponseRedirect(there)


@login_not_required
@never_cache
@require_safe
def finish(request: HttpRequest) -> HttpResponse:
    """Signs in whoever has the address; second factors are asked for as after a password."""
    if not openid.configured():
        raise Http404
    kept = request.session.pop(ATTEMPT, None)
    attempt = Attempt(**kept) if kept else None
    try:
        vouched = openid.vouched_for(request.GET.dict(), attempt, coming_back(request))
        person = person_of(vouched.email)
    except RefusedError as refusal:
        return refused(request, refusal)
    record_authentication(request, person, method="openid")
    signing_out.remember(request.session, person, vouched.token)
    following = attempt.following if attempt else ""
    return perform_login(request, Login(user=person, redirect_url=following or None))


@login_not_required
@never_cache
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """After signing out here: a page that goes on to the provider. Browsers hold redirects after a form against the
    page's policy, and this is one; a page that was loaded may lead anywhere."""
    token = request.session.pop(signing_out.LEAVING, "")
    if not token:
        return redirect("account_login")
    state = secrets.token_urlsafe(32)
    try:
        there = openid.leading_out(token, state, request.build_absolute_uri(reverse("crm:provider_left")))
    except RefusedError as refusal:
        log.warning("the session at the provider was not ended: %s", refusal)
        there = ""
    if not there:
        sentence = _("You are signed out here, and perhaps not at %(name)s: on a shared computer sign out there too.")
        messages.warning(request, sentence % {"name": settings.OIDC_NAME})
        return redirect("account_login")
    request.session[signing_out.STATE] = state
    return render(request, "account/provider_leaving.html", {"there": there, "name": settings.OIDC_NAME})


@login_not_required
@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Where the provider sends people back to; only to whoever was sent there is it said that they are signed out."""
    state = request.session.pop(signing_out.STATE, "")
    if state and compare_digest(state.encode(), request.GET.get("state", "").encode()):
        messages.success(request, _("You are signed out, here and at %(name)s.") % {"name": settings.OIDC_NAME})
    return redirect("account_login")


def coming_back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("crm:provider_finish"))


def person_of(email: str) -> User:
    """The one who may sign in and has that address: never a guess between two."""
    found = list(User.objects.working(Company.current().today()).filter(email__iexact=email)[:2])
    if len(found) != 1 or found[0].email.casefold() != email.casefold():
        raise RefusedError(Reason.UNKNOWN)
    return found[0]


def refused(request: HttpRequest, refusal: RefusedError) -> HttpResponse:
    """A sentence on the sign-in page; in the trail why, and not who: the address may be of somebody else."""
    details: dict[str, Any] = {"how": "openid", "reason": refusal.why.value}
    record(Event.SIGN_IN_FAILED, request=request, details=details)
    if refusal.why in (Reason.UNREACHABLE, Reason.UNTRUSTED):
        log.warning("sign-in at the provider failed: %s", refusal)
    messages.error(request, refusal.why.label % {"name": settings.OIDC_NAME})
    return redirect("account_login")
