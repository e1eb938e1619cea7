"""The draft of a survey: its texts, its questions and their order."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.languages import LANGUAGES
from crm.views.answers import form_page, said
from crm.views.settings.frame import for_administrators
from feedback import editing
from feedback.conditions_in_words import in_words
from feedback.forms.questions import MORE, QuestionForm
from feedback.forms.surveys import TextsForm
from feedback.models import Question, Survey, SurveyVersion
from feedback.models.surveys import SCALES


def draft_or_404(pk: int, locked: bool = False) -> SurveyVersion:
    """The draft of a survey; whoever else wants to change it waits until this one is done."""
    rows = SurveyVersion.objects.filter(published_at=None).select_related("survey")
    found: SurveyVersion = get_object_or_404(rows.select_for_update(of=("self",)) if locked else rows, survey=pk)
    return found


def question_or_404(pk: int, locked: bool = False) -> Question:
    """A question of a draft, with its version."""
    question = get_object_or_404(Question.objects.filter(version__published_at=None), pk=pk)
    question.version = draft_or_404(question.version.survey_id, locked)
    return question


def editor(version: SurveyVersion) -> str:
    return reverse("feedback:survey_edit", args=[version.survey_id])


@require_safe
@for_administrators
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    version = survey.draft_version()
    if version is None:
        return HttpResponseRedirect(reverse("feedback:survey", args=[pk]))
    return edit_page(request, survey, version)


def edit_page(request: HttpRequest, survey: Survey, version: SurveyVersion, refusals: Any = ()) -> HttpResponse:
    """The draft; 422 with the sentences where something was refused."""
    version.survey = survey
    rows = list(version.questions.select_related("depends_on").order_by("order"))
    for each in rows:
        each.version = version
        if each.depends_on is not None:
            each.depends_on.version = version
    lines = [{"question": each, "condition": in_words(each), "missing": untranslated(each, version)} for each in rows]
    has_score = any(each.kind == Question.Kind.SCORE for each in rows)
    kinds = [kind for kind in Question.Kind if kind != Question.Kind.SCORE or (survey.kind in SCALES and not has_score)]
    context = {
        "survey": survey,
        "version": version,
        "lines": lines,
        "kinds": kinds,
        "refusals": refusals,
        "languages": [LANGUAGES[language] for language in version.languages],
    }
    return render(request, "feedback/survey_edit.html", context, status=422 if refusals else 200)


def untranslated(question: Question, version: SurveyVersion) -> list[Any]:
    """The languages in which the question lacks a text."""
    return [LANGUAGES[language] for language in version.languages if not question.is_complete_in(language)]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    version = draft_or_404(pk, locked=request.method == "POST")
    form = TextsForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        form.save()
        # A language that was added has its texts to be written next.
        to = reverse("feedback:survey_texts", args=[pk]) if form.cleaned_data["added"] else editor(version)
        return said(request, _("The changes are saved."), to)
    return form_page(request, "feedback/survey_texts.html", form, survey=version.survey, cancel=editor(version))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def question_new(request: HttpRequest, pk: int) -> HttpResponse:
    version = draft_or_404(pk, locked=request.method == "POST")
    kind = request.GET.get("kind", "")
    if kind not in Question.Kind.values or (kind == Question.Kind.SCORE and version.survey.kind not in SCALES):
        raise Http404
    if kind == Question.Kind.SCORE and version.questions.filter(kind=kind).exists():
        # Pressed twice, or an old page: there is one score.
        return HttpResponseRedirect(editor(version))
    question = Question(version=version, kind=kind, required=kind == Question.Kind.SCORE)
    return question_page(request, version, question)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    question = question_or_404(pk, locked=request.method == "POST")
    return question_page(request, question.version, question)


def question_page(request: HttpRequest, version: SurveyVersion, question: Question) -> HttpResponse:
    """The form of a question: saved, refused with what was typed, or with rows added or moved."""
    form = QuestionForm(request.POST or None, version=version, question=question)
    words = {"survey": version.survey, "version": version, "question": question, "cancel": editor(version)}
    if request.method == "POST":
        arranged = rearranged(request.POST)
        if arranged is not None:
            form = QuestionForm(
                version=version, question=question, rows=int(arranged["rows"]), initial=form.typed(arranged)
            )
            return render(request, "feedback/question.html", {"form": form, **words})
        if form.is_valid():
            saved = form.save()
            return said(request, _("“%(question)s” is saved.") % {"question": saved}, editor(version))
    return form_page(request, "feedback/question.html", form, **words)


def rearranged(data: Any) -> Any:
    """What was typed with rows for choices added, or one of them moved up or down; None where it is to be saved."""
    made = data.copy()
    rows = int(made.get("rows", "")) if made.get("rows", "").isdecimal() else 0
    if "more" in made:
        made["rows"] = str(rows + MORE)
        return made
    for name, by in (("choice_up", -1), ("choice_down", 1)):
        moved = made.get(name, "")
        if moved.isdecimal() and int(moved) < rows and 0 <= int(moved) + by < rows:
            swap(made, int(moved), int(moved) + by)
            return made
    return None


def swap(data: Any, one: int, other: int) -> None:
    for part in ("key", *LANGUAGES):
        first, second = f"choice_{one}_{part}", f"choice_{other}_{part}"
        data[first], data[second] = data.get(second, ""), data.get(first, "")


def changed(request: HttpRequest, version: SurveyVersion, change: Any, sentence: Any) -> HttpResponse:
    """Does what is asked, or shows the draft with the reason why not."""
    try:
        with transaction.atomic():
            change()
    except ValidationError as error:
        return edit_page(request, version.survey, version, error.messages)
    return said(request, sentence, editor(version))


@require_POST
@for_administrators
@transaction.atomic
def question_move(request: HttpRequest, pk: int) -> HttpResponse:
    question = question_or_404(pk, locked=True)
    by = -1 if request.POST.get("to") == "up" else 1
    sentence = _("“%(name)s” was moved.") % {"name": question}
    return changed(request, question.version, lambda: editing.move(question, by), sentence)


@require_POST
@for_administrators
@transaction.atomic
def question_remove(request: HttpRequest, pk: int) -> HttpResponse:
    question = question_or_404(pk, locked=True)
    sentence = _("“%(name)s” is removed.") % {"name": question}
    return changed(request, question.version, lambda: editing.remove(question), sentence)


@require_POST
@for_administrators
@transaction.atomic
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions as they were dragged: their keys in `order`, with commas between."""
    version = draft_or_404(pk, locked=True)
    keys = [int(key) for key in request.POST.get("order", "").split(",") if key.isdecimal()]
    try:
        with transaction.atomic():
            editing.put_in_order(version, keys)
    except ValidationError as error:
        # The script loads the page again, which shows the order as it is and why.
        messages.error(request, error.messages[0])
        return HttpResponse(status=409)
    return HttpResponse(status=204)
