"""The page of an answer: all that was asked and answered, the follow-up, replies."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.models import Activity, Company, Opportunity
from crm.views.answers import said, visible_or_404
from feedback import closing_the_loop, replying
from feedback.forms.answers import ClosingForm, ReplyForm
from feedback.models import Answer, AnswerTag, Question
from feedback.models.conditions import is_shown
from feedback.models.texts import text_in
from feedback.names import readable, shown_to
from feedback.tagging import suggested


def answer_or_404(request: HttpRequest, pk: int) -> Any:
    """The answer as the viewer may know it."""
    related = ("survey", "version", "account__owner", "contact", "owner__team", "team", "follow_up__owner",
               "follow_up__type", "escalated_to", "opportunity", "sale", "invitation__follows")  # fmt: skip
    found = visible_or_404(readable(request.user).select_related(*related), request.user, pk)
    return next(shown_to(request.user, [found]))


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, answer_or_404(request, pk))


def page(request: HttpRequest, answer: Any, **forms: Any) -> HttpResponse:
    """422 with what was typed where one of the forms was refused."""
    may_reply = replying.may_reply(answer, answer.hides_name)
    tags = list(AnswerTag.objects.filter(active=True))
    context = {
        "answer": answer,
        "given": given(answer),
        "products": products_of(answer),
        "opportunity": opportunity_of(request.user, answer),
        "replies": [] if answer.hides_name else answer.replies.select_related("by"),
        "may_reply": may_reply,
        "address": replying.address_of(answer) if may_reply else "",
        "reply": forms.get("reply") or ReplyForm(initial={"subject": replying.usual_subject(answer)}),
        "closing": forms.get("closing") or ClosingForm(initial={"closed_with": answer.closed_with}),
        "is_closed": answer.follow_up is not None and answer.follow_up.state == Activity.State.DONE,
        "again": closing_the_loop.asked_again(answer),
        "before": answer.invitation.follows if answer.invitation else None,
        "tags": tags,
        "suggested": suggested(answer, tags),
        "today": Company.current().today(),
    }
    return render(request, "feedback/answer.html", context, status=422 if forms else 200)


def opportunity_of(viewer: Any, answer: Any) -> Opportunity | None:
    asked = None if answer.hides_name else answer.opportunity_id
    found: Opportunity | None = Opportunity.objects.visible_to(viewer).filter(pk=asked).first() if asked else None
    return found


def products_of(answer: Any) -> list[str]:
    """What was sold or offered when it was asked: by these products the answer counts."""
    about = answer.sale or answer.opportunity
    if about is None or answer.hides_name:
        return []
    rows = about.lines.exclude(product=None).select_related("product")
    return list(dict.fromkeys(str(each.product) for each in rows))


def given(answer: Answer) -> list[tuple[str, str]]:
    """The questions that the customer was shown, in the viewer's language, with what was answered ("": nothing).

    What was asked of other answers only was not shown.
    """
    if answer.version is None:
        return []
    asked = list(answer.version.questions.select_related("depends_on").order_by("order"))
    values = {each.question_id: each.value for each in answer.values.all()}
    by_key = {each.key: values[each.pk] for each in asked if each.pk in values}
    default = answer.version.default_language
    return [
        (text_in(each.texts, "", default), in_words(each, values[each.pk], default) if each.pk in values else "")
        for each in asked
        if each.pk in values or is_shown(each, by_key)
    ]


def in_words(question: Question, value: Any, default: str) -> str:
    """What was answered, as the viewer reads it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    names = {each["key"]: text_in(each["texts"], get_language() or "", default) for each in question.choices}
    several = value if isinstance(value, list) else [value]
    return ", ".join(str(names.get(each, each)) for each in several)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    answer = answer_or_404(request, pk)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return page(request, answer, closing=form)
    with transaction.atomic():
        closing_the_loop.close(answer, request.user, form.cleaned_data["closed_with"])  # type: ignore[arg-type]
    return said(request, _("It is closed, with what was done."), reverse("feedback:answer", args=[pk]))


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    answer = answer_or_404(request, pk)
    form = ReplyForm(request.POST)
    allowed = replying.may_reply(answer, answer.hides_name)
    if not allowed:
        form.add_error(None, allowed.reason)  # type: ignore[union-attr]
    if not form.is_valid():
        return page(request, answer, reply=form)
    subject, text = form.cleaned_data["subject"], form.cleaned_data["text"]
    sent = replying.send(answer, request.user, subject, text)  # type: ignore[arg-type]
    if not sent.failure:
        return said(request, _("The reply is sent."), reverse("feedback:answer", args=[pk]))
    form.add_error(None, _("The mail server did not take it: %(reason)s") % {"reason": sent.failure})
    return page(request, answer, reply=form)
