"""What is known of a person: shown and taken as a file on request, erased on request; for administrators."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from crm.changes import shown
from crm.finding import style
from crm.models import Account, Activity, Contact, Opportunity, Sale
from crm.views.answers import form_page, said
from crm.views.settings.frame import for_administrators
from feedback import privacy
from feedback.models import Answer, AnswerReply, Invitation

# What the page calls each kind of `privacy.known_of`, and the table whose columns name its values.
KINDS: dict[str, tuple[Any, Any]] = {
    "contact": (gettext_lazy("Contact"), Contact),
    "account": (gettext_lazy("Account"), Account),
    "opportunities": (gettext_lazy("Opportunities"), Opportunity),
    "sales": (gettext_lazy("Sales"), Sale),
    "activities": (gettext_lazy("Activities"), Activity),
    "invitations": (gettext_lazy("Invitations to surveys"), Invitation),
    "answers": (gettext_lazy("Answers"), Answer),
    "answers_to_questions": (gettext_lazy("Answers to each question"), None),
    "replies": (gettext_lazy("Our replies"), AnswerReply),
    "changes": (gettext_lazy("What was changed"), None),
}
# Names of values that are no columns, and of columns that have none of their own.
NAMES: dict[str, Any] = {
    "answer": gettext_lazy("number of the answer"),
    "question": gettext_lazy("question"),
    "value": gettext_lazy("what was answered"),
    "at": gettext_lazy("when"),
    "by": gettext_lazy("by whom"),
    "kind": gettext_lazy("what"),
}
UNNAMED: dict[str, Any] = {"created_at": gettext_lazy("created at"), "updated_at": gettext_lazy("changed at")}
CHANGES: dict[str, Any] = {
    "+": gettext_lazy("Added"),
    "~": gettext_lazy("Changed"),
    "-": gettext_lazy("Deleted"),
}


def in_words(table: Any, row: dict[str, Any]) -> list[tuple[str, Any]]:
    """A row of what is known, its names and values as people read them."""
    if table is None:
        return [
            (str(NAMES[name]), CHANGES.get(value, value) if name == "kind" else value) for name, value in row.items()
        ]
    fields = {name: table._meta.get_field(name) for name in row}
    return [
        (str(UNNAMED.get(name, field.verbose_name)), row[name] if field.is_relation else shown(field, row[name], {}))
        for name, field in fields.items()
    ]


class ErasingForm(forms.Form):
    """Cannot be taken back: it is ticked, not only clicked."""

    sure = forms.BooleanField(
        label=gettext_lazy("Erase this person: it cannot be taken back"),
        error_messages={"required": gettext_lazy("Tick the box to erase: it cannot be taken back.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        style(self)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def known(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("account"), pk=pk)
    form = ErasingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        privacy.erase(contact.pk)
        return said(request, _("The person is erased; the figures stay."), reverse("crm:contact", args=[pk]))
    known = {kind: rows for kind, rows in privacy.known_of(contact).items() if rows}
    found = [(KINDS[kind][0], [in_words(KINDS[kind][1], row) for row in rows]) for kind, rows in known.items()]
    return form_page(request, "feedback/known.html", form, contact=contact, known=found)


@require_safe
@for_administrators
def known_file(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("account"), pk=pk)
    answer = HttpResponse(privacy.archive(contact), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="contact-{pk}.zip"'
    return answer
