"""Surveys: the list, a new one, the page of each with its versions, and what is done with the whole survey."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Prefetch, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.changes import changes_of
from crm.views.answers import form_page, said
from crm.views.settings.frame import for_administrators, switched
from feedback.differences import differences
from feedback.editing import copy, copy_name
from feedback.forms.surveys import AboutForm, NewSurveyForm
from feedback.models import Answer, Question, Survey, SurveyVersion

# So many versions are shown, the latest first, each with what it changed.
VERSIONS = 30
PUBLISHED, DRAFT = Q(versions__published_at__isnull=False), Q(versions__isnull=False, versions__published_at=None)


def survey_or_404(pk: int) -> Survey:
    found: Survey = get_object_or_404(Survey, pk=pk)
    return found


def locked_or_404(pk: int) -> Survey:
    found: Survey = get_object_or_404(Survey.objects.select_for_update(), pk=pk)
    return found


def page_of(survey: Survey) -> str:
    return reverse("feedback:survey", args=[survey.pk])


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    """All surveys, those in use first: what is live, what is being written, what came back."""
    rows = Survey.objects.annotate(
        live=Max("versions__number", filter=PUBLISHED), drafts=Count("versions", filter=DRAFT)
    ).order_by("-active", "normalised_name", "pk")
    answered = Answer.objects.order_by().values("survey").annotate(count=Count("pk"), last=Max("answered_on"))
    told = {each["survey"]: each for each in answered}
    lines = [{"survey": each, "answers": told.get(each.pk)} for each in rows]
    return render(request, "feedback/surveys.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    form = NewSurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        survey = form.save()
        sentence = _("“%(name)s” is a draft: change what you like, then publish it.") % {"name": survey}
        return said(request, sentence, reverse("feedback:survey_edit", args=[survey.pk]))
    return form_page(request, "feedback/survey_new.html", form)


@require_safe
@for_administrators
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return detail_page(request, survey_or_404(pk))


def detail_page(request: HttpRequest, survey: Survey, refusal: Any = "") -> HttpResponse:
    """The survey with its versions; 422 where something was refused."""
    questions = Prefetch("questions", Question.objects.select_related("depends_on").order_by("order"))
    rows = survey.versions.select_related("published_by").prefetch_related(questions).order_by("-number")
    versions = list(rows[: VERSIONS + 1])
    answered = Answer.objects.filter(survey=survey).order_by().values("version").annotate(count=Count("pk"))
    counts: dict[int | None, int] = {each["version"]: each["count"] for each in answered}
    context = {
        "survey": survey,
        "live": next((each for each in versions if each.is_published), None),
        "draft": next((each for each in versions if not each.is_published), None),
        "versions": described(versions, counts)[:VERSIONS],
        "loaded": counts.get(None, 0),
        "answers": sum(counts.values()),
        "settled": survey.is_settled(),
        "changes": changes_of(survey),
        "refusal": refusal,
    }
    return render(request, "feedback/survey.html", context, status=422 if refusal else 200)


def described(versions: list[SurveyVersion], counts: dict[int | None, int]) -> list[dict[str, Any]]:
    """Each version with how often it was answered and what it changed of the one before."""
    earlier: list[SurveyVersion | None] = [*versions[1:], None][: len(versions)]
    return [
        {
            "version": each,
            "answers": counts.get(each.pk, 0),
            "differences": differences(before, each) if before is not None else [],
        }
        for each, before in zip(versions, earlier, strict=True)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def about(request: HttpRequest, pk: int) -> HttpResponse:
    """The name, and while nobody was asked the score and the promise of anonymity."""
    survey = locked_or_404(pk) if request.method == "POST" else survey_or_404(pk)
    form = AboutForm(request.POST or None, instance=survey)
    if request.method == "POST" and form.is_valid():
        form.save()
        return said(request, _("The changes are saved."), page_of(survey))
    stored = survey_or_404(pk)
    return form_page(request, "feedback/survey_about.html", form, survey=stored, cancel=page_of(stored))


@require_POST
@for_administrators
@transaction.atomic
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    survey = survey_or_404(pk)
    made = copy(survey, copy_name(survey))
    to = reverse("feedback:survey_about", args=[made.pk])
    return said(request, _("“%(name)s” is a draft with the same questions: name it.") % {"name": made}, to)


@require_POST
@for_administrators
@transaction.atomic
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use: nobody is asked any more, answers and figures stay; or in use again."""
    survey = locked_or_404(pk)
    survey.active = not survey.active
    survey.save()
    return said(request, switched(survey.active) % {"name": survey}, page_of(survey))


@require_POST
@for_administrators
@transaction.atomic
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Only a survey that was never published nor answered."""
    survey = locked_or_404(pk)
    if survey.is_settled() or survey.invitations.exists():
        return detail_page(request, survey, _("Customers were asked already: deactivate it instead."))
    name = str(survey)
    survey.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": name}, reverse("feedback:surveys"))


@require_POST
@for_administrators
@transaction.atomic
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the next version, or goes on with the one that was begun."""
    survey_or_404(pk).edit()
    return HttpResponseRedirect(reverse("feedback:survey_edit", args=[pk]))


@require_POST
@for_administrators
@transaction.atomic
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throws the draft away; customers are asked what they were asked."""
    survey = locked_or_404(pk)
    version = survey.draft_version()
    if version is not None and version.number > 1:
        version.delete()
        return said(request, _("The draft is thrown away: what is live has not changed."), page_of(survey))
    return detail_page(request, survey, _("This is the first version: delete the survey instead."))


@require_POST
@for_administrators
@transaction.atomic
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    from feedback.views.drafts import edit_page

    survey = locked_or_404(pk)
    version = survey.draft_version()
    if version is None:
        return said(request, _("There is no draft: everything is live already."), page_of(survey))
    try:
        version.publish(request.user)
    except ValidationError as error:
        return edit_page(request, survey, version, error.messages)
    sentence = _("Version %(number)s is live: customers are asked this from now on; past answers keep their meaning.")
    return said(request, sentence % {"number": version.number}, page_of(survey))
