"""What customers say: a stream of answers, the latest first, narrowed by filters; as a file too."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crm import exports
from crm.access import may_configure
from crm.paging import Sort, sheet
from crm.views.saved_views import view_bar
from feedback.filters import AnswerFilter
from feedback.models import Answer, AnswerTag
from feedback.names import readable, shown_to
from feedback.tagging import suggested

LATEST = Sort("answered_on", descending=True)
FIELDS = (
    exports.Field(_("Answered on"), "answered_on"),
    exports.Field(_("Survey"), "survey"),
    exports.Field(_("Kind"), "kind"),
    exports.Field(_("Score"), "score"),
    exports.Field(_("Comment"), "comment"),
    exports.Field(_("Account"), "customer"),
    exports.Field(_("Contact"), "person"),
    exports.Field(_("Owner"), "seller"),
    exports.Field(_("What was done"), "closed_with"),
)


@dataclass(frozen=True)
class Comments(exports.Export):
    """Answers as a file, each as the viewer may know it."""

    viewer: Any = None

    def rows(self, rows: QuerySet[Any]) -> Iterator[list[Any]]:
        for row in shown_to(self.viewer, rows.iterator(chunk_size=exports.CHUNK)):
            yield [field.value(row) for field in self.fields]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    views = view_bar(request, "comments")
    if views.default and not request.GET:
        return HttpResponseRedirect(views.default.address)
    filters = AnswerFilter(request.GET, readable(request.user), request)
    related = Answer.objects.select_related("survey", "account", "contact", "owner", "follow_up")
    form = request.GET.get("format")
    if form in exports.FORMATS and filters.form.is_valid():
        rows = filters.rows().select_related("survey", "account", "contact", "owner").order_by(*LATEST.order())
        file = Comments("comments", _("What customers say"), FIELDS, request.user)
        return exports.answer(file, str(form), rows, filters, request.user)
    places = request.GET.get("after", ""), request.GET.get("before", "")
    page = sheet(filters.rows(), LATEST, *places, shown=related.prefetch_related("tags", "replies"))
    tags = list(AnswerTag.objects.filter(active=True))
    comments = [{"answer": each, "suggested": suggested(each, tags)} for each in shown_to(request.user, page.rows)]
    context = {
        "filters": filters,
        "views": views,
        "sheet": page,
        "comments": comments,
        "tags": tags,
        "may": may_configure(request.user),
    }
    return render(request, "feedback/comments.html", context, status=200 if filters.form.is_valid() else 422)
