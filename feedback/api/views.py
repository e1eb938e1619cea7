"""Answers for other systems: read page by page, recorded once each."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from crm.access import may_configure
from crm.api.paging import cursor_in, is_key, next_page
from crm.api.views import ApiView, refuse_unknown_words
from feedback.api import answers
from feedback.api import described as told
from feedback.models import Answer
from feedback.names import readable, shown_to

PAGE = 100
FILTERS = ["survey", "from", "to", "cursor"]


class Answers(ApiView):
    @told.listed
    def get(self, request: Request) -> Response:
        """The newest by key first, as the caller may know them; `next` is the address of the next page."""
        words = request.query_params
        refuse_unknown_words(request, FILTERS)
        rows = readable(request.user)
        if "survey" in words:
            asked = words["survey"]
            rows = rows.filter(survey=answers.survey_in({"survey": int(asked) if is_key(asked) else asked}))
        if "from" in words:
            rows = rows.filter(answered_on__gte=answers.day_in({"answered_on": words["from"]}))
        if "to" in words:
            rows = rows.filter(answered_on__lte=answers.day_in({"answered_on": words["to"]}))
        if "cursor" in words:
            rows = rows.filter(pk__lt=cursor_in(words["cursor"]))
        related = rows.select_related("survey", "account", "contact", "owner").prefetch_related("tags")
        found = list(related.order_by("-pk")[: PAGE + 1])
        shown = list(shown_to(request.user, found[:PAGE]))
        following = next_page(request, shown[-1].pk) if len(found) > PAGE else None
        return Response({"results": [described(each) for each in shown], "next": following})

    @told.recorded
    def post(self, request: Request) -> Response:
        """One answer; sent again with the same external id, nothing is recorded and the answer is 200."""
        allowed = may_configure(request.user)
        if not allowed:
            raise PermissionDenied(_("Only an administrator may record answers. Ask yours."))
        answer, made = answers.record(request.user, request.data)
        return Response(described(next(shown_to(request.user, [answer]))), status=201 if made else 200)


class OneAnswer(ApiView):
    @told.one
    def get(self, request: Request, pk: int) -> Response:
        """One answer, as the caller may know it."""
        rows = readable(request.user).select_related("survey", "account", "contact", "owner").prefetch_related("tags")
        return Response(described(next(shown_to(request.user, [get_object_or_404(rows, pk=pk)]))))


def named(record: Any) -> dict[str, Any] | None:
    return {"id": record.pk, "label": str(record)} if record is not None else None


def described(answer: Any) -> dict[str, Any]:
    """An answer as `shown_to` lets the caller know it."""
    followed: Answer = answer
    return {
        "id": answer.pk, "survey": named(answer.survey), "kind": answer.kind, "score": answer.score,
        "comment": answer.comment, "language": answer.language, "answered_on": answer.answered_on.isoformat(),
        "anonymous": answer.anonymous, "account": named(answer.customer), "contact": named(answer.person),
        "owner": named(answer.seller), "tags": [str(tag) for tag in answer.tags.all()],
        "external_id": "" if answer.hides_name else answer.external_id, "follow_up": followed.follow_up_id is not None,
        "closed_with": answer.closed_with, "page": reverse("feedback:answer", args=[answer.pk]),
    }  # fmt: skip
