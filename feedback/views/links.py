"""Anonymous links of a survey: made, named, attributed, copied, printed and withdrawn."""

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.changes import changes_of
from crm.views.answers import form_page, said
from crm.views.settings.frame import for_administrators
from feedback import qr_codes
from feedback.addresses import handed_over
from feedback.forms.links import LinkForm
from feedback.models import Survey, SurveyLink
from feedback.models.texts import text_in

RELATED = ("survey", "team", "region", "channel", "campaign", "created_by")


def link_or_404(pk: int) -> SurveyLink:
    found: SurveyLink = get_object_or_404(SurveyLink.objects.select_related(*RELATED), pk=pk)
    return found


def page_of(link: SurveyLink) -> str:
    return reverse("feedback:link", args=[link.pk])


def address_of(request: HttpRequest, link: SurveyLink) -> str:
    """What customers open: within a page of another site, or by itself."""
    name = "ask_embedded" if link.place == SurveyLink.Place.EMBEDDED else "ask_by_link"
    return handed_over(request, reverse(f"feedback:{name}", args=[link.token]))


@require_safe
@for_administrators
def index(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    rows = survey.links.select_related(*RELATED).annotate(count=Count("answers")).order_by("revoked_at", "label")
    context = {"survey": survey, "links": list(rows), "live": survey.current_version()}
    return render(request, "feedback/links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def create(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    form = LinkForm(request.POST or None, survey=survey, instance=SurveyLink(created_by=request.user))
    if request.method == "POST" and form.is_valid():
        made = form.save()
        return said(request, _("“%(name)s” is ready: copy it, print it or embed it.") % {"name": made}, page_of(made))
    cancel = reverse("feedback:survey_links", args=[pk])
    return form_page(request, "feedback/link_form.html", form, survey=survey, cancel=cancel)


@require_safe
@for_administrators
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    link = link_or_404(pk)
    context = {
        "link": link,
        "survey": link.survey,
        "live": link.survey.current_version(),
        "address": address_of(request, link),
        "embedded": link.place == SurveyLink.Place.EMBEDDED,
        "answers": link.answers.count(),
        "changes": changes_of(link),
    }
    return render(request, "feedback/link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    link = link_or_404(pk)
    form = LinkForm(request.POST or None, survey=link.survey, instance=link)
    if request.method == "POST" and form.is_valid():
        form.save()
        return said(request, _("The changes are saved."), page_of(link))
    return form_page(request, "feedback/link_form.html", form, survey=link.survey, link=link, cancel=page_of(link))


@require_POST
@for_administrators
@transaction.atomic
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdrawn it leads nowhere, its answers stay; or in use again."""
    link = get_object_or_404(SurveyLink.objects.select_for_update(of=("self",)), pk=pk)
    link.revoked_at = None if link.revoked_at else timezone.now()
    link.save()
    if link.revoked_at:
        return said(request, _("“%(name)s” is withdrawn: it leads nowhere any more.") % {"name": link}, page_of(link))
    return said(request, _("“%(name)s” is in use again.") % {"name": link}, page_of(link))


@require_safe
@for_administrators
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """To be printed and put on the counter, in the language of the link."""
    link = link_or_404(pk)
    version = link.survey.current_version()
    language = link.language or (version.default_language if version else str(translation.get_language()))
    first: Any = version.questions.order_by("order").first() if version else None
    with translation.override(version.frame_language(language) if version else language):
        question = text_in(first.texts, language, version.default_language) if version and first else ""
        context = {"link": link, "question": question, "address": address_of(request, link), "language": language}
        return render(request, "feedback/poster.html", context)


def download(request: HttpRequest, link: SurveyLink, content: bytes, kind: str, ending: str) -> HttpResponse:
    """Shown in the page, or kept as a file where `?file` asks for it."""
    response = HttpResponse(content, content_type=kind)
    if "file" in request.GET:
        response["Content-Disposition"] = f'attachment; filename="{slugify(link.label) or "link"}.{ending}"'
    return response


@require_safe
@for_administrators
def code_svg(request: HttpRequest, pk: int) -> HttpResponse:
    link = link_or_404(pk)
    return download(request, link, qr_codes.svg(address_of(request, link)), "image/svg+xml", "svg")


@require_safe
@for_administrators
def code_png(request: HttpRequest, pk: int) -> HttpResponse:
    link = link_or_404(pk)
    return download(request, link, qr_codes.png(address_of(request, link)), "image/png", "png")
