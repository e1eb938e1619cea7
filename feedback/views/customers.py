"""The pages that customers see, without an account: what is asked of an invitation or through an anonymous link.

A GET records nothing, since mail scanners follow links. The token in the address is the only right there is: the pages
read no cookie and set none, so a forged request could do nothing that its sender could not do anyway (and a page that
sends no referrer, or stands in a frame, could not pass the check of forgery).
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from crm.languages import FROM_THE_RIGHT, OWN_NAMES, first_of
from crm.models import Company
from feedback.answering import ByInvitation, ByLink, NotAnswerableError, Source
from feedback.models import FeedbackSettings, Invitation, SurveyLink, SurveyVersion
from feedback.models.sentences import Sentences
from feedback.models.texts import text_in
from feedback.questionnaire import Questionnaire
from feedback.rate_limits import may_miss, may_send

# A database may refuse to look for other characters.
TOKEN = re.compile(r"[\w-]+", re.ASCII)
View = Callable[..., HttpResponse]


def for_customers(view: View) -> View:
    """Without an account; not indexed, not kept by browsers, telling no other site; so often from one address."""

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        if not TOKEN.fullmatch(token):
            response = closed(request)
        elif request.method == "POST" and not may_send(request, token):
            response = too_often(request)
        else:
            response = view(request, token)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        patch_cache_control(response, no_store=True, private=True)
        return response

    return answer


def too_often(request: HttpRequest) -> HttpResponse:
    response = render(request, "feedback/public/too_often.html", {"language": get_language()}, status=429)
    response["Retry-After"] = "600"
    return response


def closed(request: HttpRequest) -> HttpResponse:
    """The same for a link that is unknown, withdrawn or too old: it says nothing of which."""
    if not may_miss(request):
        return too_often(request)
    return render(request, "feedback/public/closed.html", {"language": get_language()}, status=404)


def accepted(request: HttpRequest) -> list[str]:
    """The languages of the browser, the best first."""
    return [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())]


def language_of(request: HttpRequest, version: SurveyVersion, known: list[str]) -> str:
    """What the customer chose, else what they are known to read, else the browser's, else the company's: the first
    that the survey has."""
    chosen = [request.POST.get("language", ""), request.GET.get("language", "")]
    wanted = [*chosen, *known, *accepted(request), Company.current().language]
    return first_of(version.languages, *wanted, otherwise=version.default_language)


@for_customers
def by_invitation(request: HttpRequest, token: str) -> HttpResponse:
    rows = Invitation.objects.select_related("survey", "version__survey", "contact", "account")
    invitation = rows.filter(token=token).first()
    if invitation is None:
        return closed(request)
    return conversation(request, ByInvitation(invitation))


@for_customers
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    return through_link(request, token)


def through_link(request: HttpRequest, token: str, embedded: bool = False) -> HttpResponse:
    """The page of an anonymous link; within another site only of a link that was made for it."""
    link = SurveyLink.objects.select_related("survey").filter(token=token).first()
    if link is None or (embedded and link.place != SurveyLink.Place.EMBEDDED):
        return closed(request)
    version = version_shown(request, link)
    sitting = request.POST.get("sitting") or request.GET.get("sitting", "")
    return conversation(request, ByLink(link, version, sitting))


def version_shown(request: HttpRequest, link: SurveyLink) -> SurveyVersion | None:
    """The version that the form was made of, though another is live since; else the live one."""
    shown = request.POST.get("version", "")
    if shown.isascii() and shown.isdecimal() and len(shown) < 6:
        found = link.survey.versions.published().filter(number=int(shown)).first()
        if found is not None:
            return found
    return link.survey.current_version()


def conversation(request: HttpRequest, source: Source) -> HttpResponse:
    """The form, the thank-you, or that the link leads nowhere."""
    version = source.version
    is_answered = source.invitation is not None and source.invitation.state == Invitation.State.ANSWERED
    if version is None or not (source.is_open() or is_answered):
        return closed(request)
    if is_answered and request.method == "POST":
        # Sent twice: the page says that it was answered, and loading it again sends nothing.
        return HttpResponseRedirect(request.path)
    version.survey = source.survey
    draft = source.draft() if not is_answered else None
    language = language_of(request, version, [draft.language if draft else "", *source.languages()])
    with translation.override(version.frame_language(language)):
        words = frame_of(source, version, language)
        if is_answered or ("done" in request.GET and request.method != "POST" and source.link is not None):
            response = render(request, "feedback/public/thanks.html", words | {"again": "done" not in request.GET})
        else:
            response = questions(request, source, words, draft.values if draft else {})
    response.headers.setdefault("Content-Language", language)
    return response


def frame_of(source: Source, version: SurveyVersion, language: str) -> dict[str, Any]:
    """The frame with what is of this source: whether it is anonymous, where one refuses, whether answers are kept."""
    anonymous, invitation = source.survey.anonymous or source.link is not None, source.invitation
    return frame(version, language) | {
        "anonymous": anonymous,
        "refusal": reverse("feedback:refusal", args=[invitation.token]) if invitation is not None else "",
        "keeps": invitation is not None and not anonymous,
        "link": source.link,
    }


def frame(version: SurveyVersion, language: str) -> dict[str, Any]:
    """What all pages of a survey show around what they say. `own` marks sentences of Jauge in another language than
    the survey's."""
    spoken = version.frame_language(language)
    return {
        "version": version,
        "language": language,
        "from_the_right": language in FROM_THE_RIGHT,
        "own": format_html(' lang="{}" dir="ltr"', spoken) if spoken != language else "",
        "says": Sentences(language, name=Company.current().name),
        "spoken": [(code, OWN_NAMES[code]) for code in version.languages],
        "privacy": text_in(FeedbackSettings.current().privacy_notice, language, version.default_language),
        "thanks": text_in(version.thanks, language, version.default_language),
    }


def questions(request: HttpRequest, source: Source, words: dict[str, Any], kept: dict[str, Any]) -> HttpResponse:
    """The form with what is known so far; sent, it is kept and, when complete, recorded."""
    version, language = words["version"], words["language"]
    form = Questionnaire(version, language, request.POST if request.method == "POST" else None, kept, words["says"])
    if request.method != "POST":
        chosen = score_chosen(request, form)
        if chosen is not None:
            form = Questionnaire(version, language, None, kept | {"score": chosen}, words["says"])
    else:
        try:
            answered = take(source, form, finished="keep" not in request.POST)
        except NotAnswerableError:
            # Sent twice, or withdrawn meanwhile: the page says which.
            return HttpResponseRedirect(request.path)
        if "keep" in request.POST:
            return HttpResponse(status=204)
        if answered:
            return HttpResponseRedirect(f"{request.path}?done=1&language={language}")
    shown = {"form": form, "kept": bool(kept) and not form.is_bound, "score": request.GET.get("score", "")}
    shown |= {"sitting": source.sitting if isinstance(source, ByLink) else "", "more": form.is_bound}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "feedback/public/questions.html", words | shown, status=status)


def take(source: Source, form: Questionnaire, finished: bool) -> bool:
    """Records what is complete, keeps what is not; whether it was recorded."""
    if finished and form.is_complete():
        source.submit(form)
        return True
    source.keep(form)
    return False


def score_chosen(request: HttpRequest, form: Questionnaire) -> int | None:
    """The score that was clicked in the e-mail, if the survey has it."""
    wanted = request.GET.get("score", "")
    scores = (each.scale() for each in form.questions if each.key == "score")
    return next((int(wanted) for ends in scores if ends and wanted in map(str, range(ends[0], ends[1] + 1))), None)
