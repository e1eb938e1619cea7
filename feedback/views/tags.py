"""Tags of comments: given and taken away in place; made and changed by administrators."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.changes import changes_of
from crm.views.answers import back, form_page, said, visible_or_404
from crm.views.settings.frame import for_administrators
from feedback.forms.answers import TagForm
from feedback.models import AnswerTag
from feedback.names import readable
from feedback.tagging import suggested


def changed(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Gives an answer a tag or takes it away; the tags of the answer, as they are now."""
    answer = visible_or_404(readable(request.user), request.user, pk)
    asked = request.POST.get("tag", "")
    if asked.isdecimal():
        offered = AnswerTag.objects.all() if verb == "remove" else AnswerTag.objects.filter(active=True)
        getattr(get_object_or_404(offered, pk=int(asked)).answers, verb)(answer)
    if not getattr(request, "htmx", False):
        return back(request, reverse("feedback:answer", args=[pk]))
    tags = list(AnswerTag.objects.filter(active=True))
    return render(
        request, "feedback/_tags.html", {"answer": answer, "tags": tags, "suggested": suggested(answer, tags)}
    )


@require_POST
def tag(request: HttpRequest, pk: int) -> HttpResponse:
    return changed(request, pk, "add")


@require_POST
def untag(request: HttpRequest, pk: int) -> HttpResponse:
    return changed(request, pk, "remove")


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback/tags.html", {"tags": AnswerTag.objects.all()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    return tag_page(request, AnswerTag())


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    return tag_page(request, get_object_or_404(AnswerTag, pk=pk))


def tag_page(request: HttpRequest, record: AnswerTag) -> HttpResponse:
    form = TagForm(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        saved: Any = form.save()
        return said(request, _("“%(name)s” is saved.") % {"name": saved}, reverse("feedback:tags"))
    return form_page(request, "feedback/tag.html", form, changes=changes_of(record) if record.pk else [])
