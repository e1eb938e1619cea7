"""A version as customers see it: their very page, as wide as a phone and as a desktop; nothing of it is recorded."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from crm.languages import LANGUAGES, first_of
from crm.views.settings.frame import for_administrators
from feedback.models import Survey, SurveyVersion
from feedback.questionnaire import Questionnaire
from feedback.views.customers import frame


def language_of(version: SurveyVersion, wanted: str) -> str:
    """The wanted language, the viewer's, or the survey's default one: the first that the survey has."""
    return first_of(version.languages, wanted, get_language() or "", otherwise=version.default_language)


@require_safe
@for_administrators
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, or the version that is asked for by its number, else the one that is live."""
    survey = get_object_or_404(Survey, pk=pk)
    versions = list(survey.versions.order_by("-number"))
    asked = request.GET.get("version", "")
    shown = next((each for each in versions if str(each.number) == asked), versions[0] if versions else None)
    if shown is None:
        return render(request, "feedback/preview.html", {"survey": survey})
    language = language_of(shown, request.GET.get("language", ""))
    spoken = [(code, LANGUAGES[code]) for code in shown.languages]
    context = {"survey": survey, "versions": versions, "shown": shown, "language": language, "spoken": spoken}
    return render(request, "feedback/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators  # type: ignore[arg-type]
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def preview_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of customers with a version, within the preview; sent, it says what a customer would be told."""
    version = get_object_or_404(SurveyVersion.objects.select_related("survey"), pk=pk)
    language = language_of(version, request.POST.get("language") or request.GET.get("language", ""))
    with translation.override(version.frame_language(language)):
        # As who is invited sees it; the link by which they refuse leads nowhere here.
        words = frame(version, language) | {"preview": True, "anonymous": version.survey.anonymous, "refusal": "#"}
        form = Questionnaire(version, language, request.POST or None, says=words["says"])
        if request.method == "POST" and form.is_complete():
            return render(request, "feedback/public/thanks.html", words)
        status = 422 if form.is_bound and form.errors else 200
        return render(
            request, "feedback/public/questions.html", words | {"form": form, "more": form.is_bound}, status=status
        )
