"""Rules of asking: those of a survey, the form, who would be asked and why others are not, activating, asking now."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.bell import ring
from crm.changes import changes_of
from crm.languages import first_of
from crm.models import Company
from crm.templatetags.formats import number
from crm.views.answers import form_page, said
from crm.views.settings.frame import for_administrators
from feedback.addresses import NoAddressError
from feedback.forms.rules import RuleForm
from feedback.models import FeedbackSettings, Invitation, SurveyRule, SurveyVersion
from feedback.sending.mail import LOGO, Letter, Writer, language_for
from feedback.sending.occasions import ONCE, Occasion
from feedback.sending.planning import activate, deactivate, plan, quiet_hours
from feedback.sending.selection import Reason, judged
from feedback.tasks import send_now
from feedback.views.surveys import survey_or_404

State = Invitation.State
# So many rows are listed of those who are asked, and of each reason why others are not.
LISTED = 10


def rule_or_404(pk: int) -> SurveyRule:
    rows = SurveyRule.objects.select_related(
        "survey", "view", "team", "campaign", "region", "channel", "segment", "pipeline"
    )
    found: SurveyRule = get_object_or_404(rows, pk=pk)
    return found


def page_of(rule: SurveyRule) -> str:
    return reverse("feedback:rule", args=[rule.pk])


@dataclass
class Group:
    """Those of one verdict: what it is called, how many, the first of them."""

    label: Any
    count: int = 0
    first: list[Occasion] = field(default_factory=list)


def preview(rule: SurveyRule, again: str = "") -> tuple[Group, list[Group]]:
    """Who would be asked now, and the others by reason."""
    groups: dict[Reason | None, Group] = {None: Group(_("Would be asked now"))}
    groups |= {reason: Group(reason.label) for reason in Reason}
    for verdict in judged(rule, timezone.now(), again):
        group = groups[verdict.reason]
        group.count += 1
        if len(group.first) < LISTED:
            group.first.append(verdict.occasion)
    asked = groups.pop(None)
    return asked, [group for group in groups.values() if group.count]


@require_safe
@for_administrators
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules of a survey, with what came of each."""
    survey = survey_or_404(pk)
    counts = {"planned": Count("invitations", filter=Q(invitations__state__in=Invitation.NOT_SENT_YET)),
              "sent": Count("invitations", filter=Q(invitations__sent_on__isnull=False)),
              "answered": Count("invitations", filter=Q(invitations__state=State.ANSWERED))}  # fmt: skip
    rows = SurveyRule.objects.filter(survey=survey).annotate(**counts).order_by("-active", "normalised_name", "pk")
    return render(request, "feedback/rules.html", {"survey": survey, "rules": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def create(request: HttpRequest, pk: int) -> HttpResponse:
    survey = survey_or_404(pk)
    form = RuleForm(request.POST or None, viewer=request.user, survey=survey)
    if request.method == "POST" and form.is_valid():
        rule = form.save()
        return said(
            request, _("The rule is not active yet: look at whom it would ask, then activate it."), page_of(rule)
        )
    cancel = reverse("feedback:survey_rules", args=[pk])
    return form_page(request, "feedback/rule_form.html", form, survey=survey, cancel=cancel)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    rule = rule_or_404(pk)
    form = RuleForm(request.POST or None, instance=rule, viewer=request.user, survey=rule.survey)
    if request.method == "POST" and form.is_valid():
        form.save()
        return said(request, _("The changes are saved."), page_of(rule))
    stored = rule_or_404(pk)
    return form_page(
        request, "feedback/rule_form.html", form, survey=stored.survey, rule=stored, cancel=page_of(stored)
    )


@require_safe
@for_administrators
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the rule would ask, why it does not ask others, and the mail that they get."""
    rule = rule_or_404(pk)
    asked, others = preview(rule)
    version = rule.survey.current_version()
    letter, problem = letter_of(rule, version, asked) if version is not None else (None, "")
    states = Counter(dict(rule.invitations.order_by().values_list("state").annotate(count=Count("pk"))))
    context = {
        "rule": rule, "survey": rule.survey, "version": version, "asked": asked, "others": others, "letter": letter,
        "problem": problem, "hours": quiet_hours(rule, FeedbackSettings.current()), "once": rule.event in ONCE,
        "states": [(State(state).label, count) for state, count in sorted(states.items())],
        "facts": narrowing(rule), "changes": changes_of(rule), "listed": LISTED,
    }  # fmt: skip
    return render(request, "feedback/rule.html", context)


def narrowing(rule: SurveyRule) -> list[tuple[str, Any]]:
    """What narrows the rule: label and value of each filter that is set."""
    names = ("view", "campaign", "pipeline", "team", "region", "channel", "segment")
    return [
        (str(SurveyRule._meta.get_field(name).verbose_name), getattr(rule, name))  # type: ignore[union-attr]
        for name in names
        if getattr(rule, name) is not None
    ]


def letter_of(rule: SurveyRule, version: SurveyVersion, asked: Group) -> tuple[Letter | None, str]:
    """The mail as the first who would be asked gets it, else as somebody without a name; or why there is none."""
    first = asked.first[0] if asked.first else None
    invitation = Invitation(survey=rule.survey, token="preview")
    invitation.contact, invitation.account = (first.contact, first.account) if first else (None, None)
    language = language_for(invitation, version) if first else spoken(version)
    try:
        return Writer().letter(invitation, version, language), ""
    except NoAddressError as error:
        return None, str(error)


def spoken(version: SurveyVersion) -> str:
    """The viewer's language where the survey has it."""
    return first_of(version.languages, get_language() or "", otherwise=version.default_language)


@require_safe
@for_administrators  # type: ignore[arg-type]
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "style-src": [UNSAFE_INLINE], "script-src": [NONE]})  # type: ignore[arg-type]
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail itself, within the rule's page. Mail readers know no style sheets: its styles stand in it."""
    rule = rule_or_404(pk)
    version = rule.survey.current_version()
    letter = letter_of(rule, version, preview(rule)[0])[0] if version is not None else None
    if letter is None:
        raise Http404
    company = Company.current()
    address = reverse("crm:logo", args=[company.logo_name]) if company.logo else ""
    return HttpResponse(letter.html.replace(f"cid:{LOGO}", address))


@require_POST
@for_administrators
@transaction.atomic
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Active: the next run asks whom its page shows. Not active: nobody any more, and what is planned is withdrawn."""
    rule = rule_or_404(pk)
    if not rule.active:
        if not activate(rule):
            return said(request, _("Publish the survey first: there is nothing to ask yet."), page_of(rule))
        return said(request, _("The rule is active."), page_of(rule))
    count = deactivate(rule)
    sentence = ngettext(
        "The rule is not active any more; %(count)s planned invitation was withdrawn.",
        "The rule is not active any more; %(count)s planned invitations were withdrawn.",
        count,
    )
    return said(request, sentence % {"count": number(count)}, page_of(rule))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A list is asked once more, now: how many is shown first, then confirmed."""
    rule = rule_or_404(pk)
    if rule.event not in ONCE or rule.survey.current_version() is None or not rule.survey.active:
        raise Http404
    again = Company.current().today().isoformat()
    if request.method != "POST":
        asked, others = preview(rule, again)
        context = {"rule": rule, "survey": rule.survey, "asked": asked, "others": others, "listed": LISTED}
        return render(request, "feedback/rule_ask.html", context)
    count = plan(rule, timezone.now(), again)
    ring(send_now)
    sentence = ngettext(
        "%(count)s invitation is planned; it is sent as soon as the hours allow.",
        "%(count)s invitations are planned; they are sent as soon as the hours allow.",
        count,
    )
    return said(request, sentence % {"count": number(count)}, page_of(rule))
