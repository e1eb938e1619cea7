"""The tokens of the API: one's own, made and revoked; for administrators also everybody else's, to be revoked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.access import sees_everything
from crm.forms.api_tokens import TokenForm
from crm.models import ApiToken
from crm.views.answers import said, visible_or_404

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The page; a new token is shown on it once."""
    form, made = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        made = form.issue(request.user)  # type: ignore[arg-type]
        form = TokenForm()
    rows = ApiToken.objects.visible_to(request.user).select_related("user")
    others = rows.exclude(user=request.user) if sees_everything(request.user) else rows.none()
    context = {
        "form": form,
        "made": made,
        "own": list(rows.filter(user=request.user)[:SHOWN]),
        "others": list(others.order_by("revoked_at", "-created_at")[:SHOWN]),
        "root": reverse("api:root"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "crm/api_tokens.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = visible_or_404(ApiToken.objects.all(), request.user, pk)
    token.revoke()
    return said(
        request, _("“%(name)s” is revoked: it opens nothing any more.") % {"name": token}, reverse("crm:tokens")
    )
