"""What Jauge says around the questions, in languages that it does not speak: written once, for all surveys."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.languages import SPOKEN, named
from crm.views.answers import form_page, said
from crm.views.settings.frame import for_administrators
from feedback.forms.sentences import SentencesForm
from feedback.models import Sentence, SurveyVersion
from feedback.models.sentences import SENTENCES


def languages() -> list[tuple[str, str, int]]:
    """Code and name of each language of a survey that Jauge does not speak, and how many sentences are missing."""
    written = Counter(Sentence.objects.values_list("language", flat=True))
    asked = {code for each in SurveyVersion.objects.values_list("languages", flat=True) for code in each}
    codes = {*asked, *written} - set(SPOKEN)
    return [(code, name, len(SENTENCES) - written[code]) for code, name in named(codes)]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def sentences(request: HttpRequest) -> HttpResponse:
    """The language is chosen in the address; without one the first."""
    offered = languages()
    if not offered:
        return render(request, "feedback/sentences.html", {"offered": offered})
    language = request.GET.get("language", "") or offered[0][0]
    if language not in {code for code, _name, _missing in offered}:
        raise Http404
    form = SentencesForm(request.POST if request.method == "POST" else None, language=language)
    if request.method == "POST" and form.is_valid():
        form.save()
        return said(request, _("The sentences are saved."), f"{reverse('feedback:sentences')}?language={language}")
    return form_page(request, "feedback/sentences.html", form, offered=offered, language=language)
