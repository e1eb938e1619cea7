"""The audit trail, the latest first, narrowed by filters; as a file too."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from crm import exports
from crm.filters import FoundFilter, VisibleFilterSet, date_filter
from crm.models import AuditEntry
from crm.paging import Sort, sheet
from crm.views.settings.frame import for_administrators

LATEST = Sort("at", descending=True)
WORDS = {
    "made": gettext_lazy("made"), "deleted": gettext_lazy("deleted"), "count": gettext_lazy("count"),
    "list": gettext_lazy("list"), "form": gettext_lazy("form"), "how": gettext_lazy("how"),
    "kind": gettext_lazy("kind"), "reason": gettext_lazy("reason"),
    "managers": gettext_lazy("managers"), "gone": gettext_lazy("merged record"), "who": gettext_lazy("who"),
}  # fmt: skip
# What is kept as a word of the program.
SAID = {
    "add": pgettext_lazy("audit", "added"), "remove": pgettext_lazy("audit", "removed"),
    "clear": pgettext_lazy("audit", "all removed"), "added": pgettext_lazy("audit", "added"),
    "removed": pgettext_lazy("audit", "removed"), "reset": pgettext_lazy("audit", "made anew"),
    "totp": pgettext_lazy("audit", "codes of an app"), "webauthn": pgettext_lazy("audit", "passkey"),
    "recovery_codes": pgettext_lazy("audit", "recovery codes"), "password": pgettext_lazy("audit", "password"),
    "mfa": pgettext_lazy("audit", "second factor"), "openid": pgettext_lazy("audit", "the provider of sign-ins"),
    "unreachable": pgettext_lazy("audit", "the provider does not answer"),
    "stale": pgettext_lazy("audit", "begun elsewhere, too long ago, or over"),
    "denied": pgettext_lazy("audit", "refused there"),
    "untrusted": pgettext_lazy("audit", "the answer of the provider cannot be trusted"),
    "unverified": pgettext_lazy("audit", "e-mail address not verified"),
    "unknown": pgettext_lazy("audit", "nobody, or several, with that e-mail address"),
}  # fmt: skip


class AuditFilter(VisibleFilterSet):
    """The text is looked for in names of subjects."""

    event = django_filters.ChoiceFilter(
        label=gettext_lazy("Event"), choices=AuditEntry.Event.choices, empty_label=gettext_lazy("All")
    )
    by = FoundFilter(label=gettext_lazy("Person"), kinds=("user",))
    at_from = date_filter("at__date", "gte", gettext_lazy("From"))
    at_to = date_filter("at__date", "lte", gettext_lazy("Until"))

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        return rows.filter(subject_name__icontains=text)


@dataclass(frozen=True)
class Shown:
    """An entry in words."""

    entry: AuditEntry
    subject: str
    details: str


def in_words(entry: AuditEntry) -> Shown:
    model: Any = None
    if entry.subject_kind:
        try:
            model = apps.get_model(entry.subject_kind)
        except LookupError:  # of a version that had another table
            model = None
    kind = str(model._meta.verbose_name) if model else entry.subject_kind
    name = entry.subject_name or (f"{kind} {entry.subject_key}" if entry.subject_key else kind)
    subject = labelled(kind, name) if entry.subject_name and kind else name
    return Shown(entry, subject, " · ".join(detail(model, key, value) for key, value in entry.details.items()))


def detail(model: Any, key: str, value: Any) -> str:
    if value is True and key in WORDS:
        return str(WORDS[key])
    field = None if key in WORDS else field_of(model, key)
    words: dict[Any, Any] = SAID if key in WORDS and key != "who" else {}
    values = [said(words.get(each, each), field) for each in (value if isinstance(value, list) else [value])]
    text = " → ".join(values) if field is not None else ", ".join(values)
    return labelled(field.verbose_name if field is not None else WORDS.get(key, key), text)


def labelled(label: Any, value: str) -> str:
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def field_of(model: Any, key: str) -> Any:
    try:
        return model._meta.get_field(key) if model else None
    except FieldDoesNotExist:
        return None


def said(value: Any, field: Any) -> str:
    if field is not None and field.choices:
        value = dict(field.flatchoices).get(value, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else str(value)


class Trail(exports.Export):
    """Entries as a file."""

    def rows(self, rows: QuerySet[Any]) -> Any:
        for row in rows.iterator(chunk_size=exports.CHUNK):
            shown = in_words(row)
            yield [
                row.at.isoformat(), row.get_event_display(), row.by_name, row.address, shown.subject, shown.details
            ]  # fmt: skip


FIELDS = (
    exports.Field(gettext_lazy("When"), "at"),
    exports.Field(gettext_lazy("Event"), "event"),
    exports.Field(gettext_lazy("By"), "by_name"),
    exports.Field(gettext_lazy("Address"), "address"),
    exports.Field(gettext_lazy("Subject"), "subject_name"),
    exports.Field(gettext_lazy("Details"), "details"),
)


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    filters = AuditFilter(request.GET, AuditEntry.objects.visible_to(request.user), request)
    form = request.GET.get("format")
    if form in exports.FORMATS and filters.form.is_valid():
        trail = Trail("audit", _("Audit trail"), FIELDS)
        return exports.answer(trail, str(form), filters.rows().order_by(*LATEST.order()), filters, request.user)
    page = sheet(filters.rows(), LATEST, request.GET.get("after", ""), request.GET.get("before", ""))
    context = {"filters": filters, "sheet": page, "trail": [in_words(row) for row in page.rows]}
    return render(request, "crm/settings/audit.html", context, status=200 if filters.form.is_valid() else 422)
