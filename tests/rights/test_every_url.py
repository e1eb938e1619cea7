"""Every address of the project, as each role and as nobody. An address without a line in the table fails.

The objects in the addresses belong to `rep`; `outsider` is a rep of another team. A line gives the expected
status of a GET for nobody, rep, outsider, manager and admin. 405 is a page that takes a POST only.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from crm.models import (
    Absence,
    Account,
    Activity,
    ActivityType,
    ApiToken,
    Attachment,
    BulkChange,
    Contact,
    Import,
    IngestSource,
    Opportunity,
    Pipeline,
    Region,
    SavedMapping,
    SavedView,
    WebhookEndpoint,
)
from crm.webhooks import outbox
from feedback.models import Answer, AnswerTag, Invitation, Question, Survey, SurveyLink, SurveyRule
from kpis.models import ObjectiveChange, OneToOne, OwnDashboard, OwnMetric, Slot
from tests.people import People
from tests.rights.api import TABLE as API_TABLE
from tests.rights.api import api_objects, family_of

ROLES = ("nobody", "rep", "outsider", "manager", "admin")
OPEN = (200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200)
OWN = (302, 200, 404, 200, 200)
PRIVATE = (302, 200, 404, 404, 404)
CONFIGURING = (302, 403, 403, 403, 200)
OWN_POST = (302, 405, 405, 405, 405)
ADMIN = (302, 403, 403, 403, 200)
# Refused as a method before anybody is looked at; a POST by others than administrators is in tests/setup.
ADMIN_POST = (302, 405, 405, 405, 405)
UNKNOWN_TOKEN = (404, 404, 404, 404, 404)
# Pages of the sign-in package: what they answer depends on the session, never on whose data it is.
SIGN_IN_PREFIXES = ("account_", "mfa_", "account")
# What a browser may keep: the company's colours, which are in the address. Everything else is asked for again.
KEPT = {"crm:colours"}
TABLE: dict[str, tuple[int, ...]] = {
    "healthz": OPEN,
    "readyz": OPEN,
    "metrics": (404, 404, 404, 404, 404),  # there is no token in the environment; with one see tests/operations
    "javascript_catalogue": OPEN,
    "set_language": (302, 302, 302, 302, 302),
    "crm:my_day": SIGNED_IN,
    # No provider is set; with one see tests/sign_in/test_provider.py.
    "crm:provider_begin": (404, 404, 404, 404, 404),
    "crm:provider_finish": (404, 404, 404, 404, 404),
    # Without a token in the session there is nothing to leave.
    "crm:provider_leave": (302, 302, 302, 302, 302),
    "crm:provider_left": (302, 302, 302, 302, 302),
    "crm:sessions": SIGNED_IN,
    "crm:session_end": OWN_POST,
    "crm:sessions_end_others": OWN_POST,
    "crm:tokens": SIGNED_IN,
    "crm:token_revoke": OWN_POST,
    "crm:settings": ADMIN,
    "crm:settings_usual": ADMIN_POST,
    "crm:audit": ADMIN,
    "crm:settings_company": ADMIN,
    "crm:settings_brand": ADMIN,
    "crm:logo": (404, 404, 404, 404, 404),  # there is none; with one everybody gets it: customers' pages show it
    "crm:colours": OPEN,
    "crm:reference": ADMIN,
    "crm:reference_new": ADMIN,
    "crm:reference_edit": ADMIN,
    "crm:reference_move": ADMIN_POST,
    "crm:reference_switch": ADMIN_POST,
    "crm:reference_delete": ADMIN_POST,
    "crm:connections": ADMIN,
    "crm:connection_new": ADMIN,
    "crm:connection": ADMIN,
    "crm:connection_secret": ADMIN_POST,
    "crm:connection_switch": ADMIN_POST,
    # Signed messages of shops, by POST only: see tests/ingest.
    "ingest:receive": (405, 405, 405, 405, 405),
    "crm:teams": ADMIN,
    "crm:team_new": ADMIN,
    "crm:team_edit": ADMIN,
    "crm:team_switch": ADMIN_POST,
    "crm:team_delete": ADMIN_POST,
    "crm:webhooks": ADMIN,
    "crm:webhook": ADMIN,
    "crm:webhook_new": ADMIN,
    "crm:webhook_edit": ADMIN,
    "crm:webhook_secret": ADMIN_POST,
    "crm:webhook_test": ADMIN_POST,
    "crm:webhook_switch": ADMIN_POST,
    "crm:webhook_delete": ADMIN_POST,
    "crm:delivery": ADMIN,
    "crm:delivery_resend": ADMIN_POST,
    "crm:people": ADMIN,
    "crm:person_new": ADMIN,
    "crm:person_edit": ADMIN,
    "crm:person_invite": ADMIN_POST,
    "crm:person_revoke": ADMIN_POST,
    "crm:person_absence": ADMIN_POST,
    "crm:person_sessions": ADMIN_POST,
    "crm:person_leaving": ADMIN,
    "crm:absence_remove": ADMIN_POST,
    "crm:imports": ADMIN,
    "crm:backup": ADMIN_POST,
    "crm:import": ADMIN,
    "crm:import_prepare": (302, 403, 403, 403, 302),  # it is done: there is nothing left to prepare
    "crm:import_mapping": ADMIN_POST,
    "crm:import_start": ADMIN_POST,
    "crm:import_wish": ADMIN_POST,
    "crm:import_resume": ADMIN_POST,
    "crm:import_undo": ADMIN_POST,
    "crm:import_correct": ADMIN_POST,
    "crm:import_delete": ADMIN_POST,
    "crm:import_rejected": (302, 403, 403, 403, 404),
    "crm:mapping_delete": ADMIN_POST,
    "crm:search": SIGNED_IN,
    "crm:suggestions": SIGNED_IN,
    "crm:find": SIGNED_IN,
    "crm:quick_log": SIGNED_IN,
    "crm:undo_quick_log": OWN_POST,
    "crm:activities": SIGNED_IN,
    "crm:activity_done": OWN_POST,
    "crm:activity_undo": OWN_POST,
    "crm:activity_move": OWN_POST,
    "crm:activity_outcome": OWN_POST,
    "crm:activity_plan": OWN,
    "crm:logged_edit": OWN,
    "crm:logged_delete": OWN_POST,
    "crm:activity_cancel": OWN_POST,
    "crm:calendar": SIGNED_IN,
    "crm:plan": SIGNED_IN,
    "crm:feed": SIGNED_IN,
    "crm:feed_file": (404, 404, 404, 404, 404),
    "crm:view_new": SIGNED_IN,
    "crm:view_edit": (302, 200, 404, 404, 404),
    "crm:view_keep": OWN_POST,
    "crm:view_default": OWN_POST,
    "crm:view_delete": OWN_POST,
    "crm:bulk_changes": SIGNED_IN,
    "crm:bulk_undo": OWN_POST,
    "crm:opportunities_bulk": OWN_POST,
    "crm:accounts_bulk": OWN_POST,
    "crm:contacts_bulk": OWN_POST,
    "crm:activities_bulk": OWN_POST,
    "crm:sales_bulk": OWN_POST,
    "crm:opportunities": SIGNED_IN,
    "crm:opportunity_new": SIGNED_IN,
    "crm:board": SIGNED_IN,
    "crm:opportunity": OWN,
    "crm:opportunity_edit": OWN,
    "crm:opportunity_win": OWN,
    "crm:opportunity_lose": OWN,
    "crm:opportunity_move": OWN_POST,
    "crm:opportunity_reopen": OWN_POST,
    "crm:opportunity_undo": OWN_POST,
    "crm:opportunity_plan": OWN_POST,
    "crm:opportunity_attach": OWN_POST,
    "crm:attachment": OWN,
    "crm:attachment_remove": OWN_POST,
    "crm:opportunity_lines": OWN_POST,
    "crm:sales": SIGNED_IN,
    "crm:accounts": SIGNED_IN,
    "crm:account_new": SIGNED_IN,
    "crm:account": OWN,
    "crm:account_edit": OWN,
    "crm:account_merge": OWN,
    "crm:accounts_alike": SIGNED_IN,
    "crm:contact_merge": OWN,
    "crm:contacts_alike": SIGNED_IN,
    "crm:contacts": SIGNED_IN,
    "crm:contact_new": SIGNED_IN,
    "crm:contact": OWN,
    "crm:contact_edit": OWN,
    "feedback:comments": SIGNED_IN,
    "feedback:answer": OWN,
    "feedback:answer_close": OWN_POST,
    "feedback:answer_reply": OWN_POST,
    "feedback:answer_tag": OWN_POST,
    "feedback:answer_untag": OWN_POST,
    "feedback:contact_known": ADMIN,
    "feedback:contact_known_file": ADMIN,
    "feedback:tags": ADMIN,
    "feedback:tag_new": ADMIN,
    "feedback:tag": ADMIN,
    "feedback:surveys": ADMIN,
    "feedback:survey_new": ADMIN,
    "feedback:settings": ADMIN,
    "feedback:sentences": ADMIN,
    "feedback:survey": ADMIN,
    "feedback:survey_about": ADMIN,
    "feedback:survey_copy": ADMIN_POST,
    "feedback:survey_switch": ADMIN_POST,
    "feedback:survey_delete": ADMIN_POST,
    "feedback:survey_draft": ADMIN_POST,
    "feedback:survey_discard": ADMIN_POST,
    "feedback:survey_publish": ADMIN_POST,
    "feedback:survey_preview": ADMIN,
    "feedback:survey_edit": ADMIN,
    "feedback:survey_texts": ADMIN,
    "feedback:survey_order": ADMIN_POST,
    "feedback:survey_question_new": (302, 403, 403, 403, 404),  # no kind of question was named
    "feedback:preview_form": ADMIN,
    "feedback:survey_rules": ADMIN,
    "feedback:survey_rule_new": ADMIN,
    "feedback:rule": ADMIN,
    "feedback:rule_edit": ADMIN,
    "feedback:rule_mail": (302, 403, 403, 403, 404),  # the survey is a draft: there is no mail yet
    "feedback:rule_switch": ADMIN_POST,
    "feedback:rule_ask": (302, 403, 403, 403, 404),  # what follows a win is no list to be asked at once
    "feedback:contact_ask": OWN,
    "feedback:invitation_withdraw": OWN_POST,
    "feedback:sending": ADMIN,
    "feedback:sending_now": ADMIN_POST,
    "feedback:invitation_settle": ADMIN_POST,
    "feedback:question_edit": ADMIN,
    "feedback:question_move": ADMIN_POST,
    "feedback:question_remove": ADMIN_POST,
    "feedback:survey_links": ADMIN,
    "feedback:survey_link_new": ADMIN,
    "feedback:link": ADMIN,
    "feedback:link_edit": ADMIN,
    "feedback:link_switch": ADMIN_POST,
    "feedback:link_poster": ADMIN,
    "feedback:link_svg": ADMIN,
    "feedback:link_png": ADMIN,
    # What customers see: opened by a token, and by nothing else.
    "feedback:ask": UNKNOWN_TOKEN,
    "feedback:ask_by_link": UNKNOWN_TOKEN,
    "feedback:ask_embedded": UNKNOWN_TOKEN,
    "feedback:refusal": UNKNOWN_TOKEN,
    "api:root": SIGNED_IN,
    "api:family": SIGNED_IN,
    "api:openapi": (401, 200, 200, 200, 200),
    "api:unknown": (302, 200, 200, 200, 200),  # the address of all others begins as that of the reference
    **API_TABLE,
    "api:answers": (401, 200, 200, 200, 200),
    "api:answer": (401, 200, 404, 200, 200),
    "api:kpis": (401, 200, 200, 200, 200),
    "api:kpi": (401, 200, 200, 200, 200),
    "api:kpi_query": (401, 422, 422, 422, 422),
    "api:kpi_rows": (401, 200, 200, 200, 200),
    "kpis:feedback": SIGNED_IN,
    "kpis:home": (302, 302, 302, 302, 302),
    "kpis:company": (302, 403, 403, 403, 200),
    "kpis:team": (302, 404, 404, 200, 200),
    "kpis:team_review": (302, 404, 404, 200, 200),
    "kpis:rep": OWN,
    "kpis:account": OWN,
    "kpis:rep_one_to_ones": OWN,
    "kpis:rep_one_to_one_new": (302, 403, 404, 200, 200),
    "kpis:one_to_one": OWN,
    "kpis:one_to_one_edit": (302, 403, 404, 200, 200),
    "kpis:action_done": OWN_POST,
    "kpis:objectives": SIGNED_IN,
    "kpis:objective_changes": SIGNED_IN,
    "kpis:objective_change": OWN,
    "kpis:objective_take_back": OWN_POST,
    "kpis:objective_accept": OWN_POST,
    "kpis:objective_refuse": OWN_POST,
    "kpis:dashboards": SIGNED_IN,
    "kpis:dashboard_new": SIGNED_IN,
    "kpis:dashboard": PRIVATE,
    "kpis:dashboard_edit": PRIVATE,
    "kpis:dashboard_arrange": PRIVATE,
    "kpis:dashboard_order": OWN_POST,
    "kpis:dashboard_panel": PRIVATE,
    "kpis:dashboard_copy": OWN_POST,
    "kpis:dashboard_home": OWN_POST,
    "kpis:dashboard_delete": OWN_POST,
    "kpis:panel_edit": PRIVATE,
    "kpis:panel_move": OWN_POST,
    "kpis:panel_remove": OWN_POST,
    "kpis:panel_restore": OWN_POST,
    "kpis:own_metrics": CONFIGURING,
    "kpis:own_metric_new": CONFIGURING,
    "kpis:own_metric_check": OWN_POST,
    "kpis:own_metric_edit": CONFIGURING,
    "kpis:own_metric_active": OWN_POST,
    "kpis:own_metric_delete": OWN_POST,
    "kpis:metrics": SIGNED_IN,
    "kpis:metric": SIGNED_IN,
    "kpis:metric_rows": SIGNED_IN,
}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
        else:
            yield f"{namespace}{each.name}", each


NAMES = [
    (name, pattern) for name, pattern in patterns(get_resolver()) if not name.startswith(("admin:", *SIGN_IN_PREFIXES))
]


@pytest.fixture
def objects(people: People, pipeline: Pipeline) -> dict[str, Any]:
    call = ActivityType.objects.create(name="Call", code="call")
    account = Account.objects.create(name="Mill", owner=people.rep)
    opportunity = Opportunity.open(name="Stones", account=account, owner=people.rep, amount=Decimal(10))
    sheet = OneToOne.objects.create(rep=people.rep, held_by=people.manager, held_on=date(2026, 1, 5))
    january = Slot("month", date(2026, 1, 1), None, people.rep.pk)
    dashboard = OwnDashboard.objects.create(owner=people.rep, name="Mornings")
    offer = ContentFile(b"%PDF-1.7", "offer.pdf")
    draft = Survey.objects.create(name="After a win", kind="nps").edit()
    webhook = WebhookEndpoint.objects.create(description="Accounting", address="https://example.com/", active=False)
    made = {
        "people": people,
        "survey": draft.survey,
        "preview": draft,
        "link": SurveyLink.objects.create(survey=draft.survey, label="Counter", place="counter"),
        "rule": SurveyRule.objects.create(name="Wins", survey=draft.survey, event="won"),
        "invitation": Invitation.objects.create(survey=draft.survey, email="m@example.com"),
        "question": Question.objects.create(version=draft, order=1, kind="text", texts={"en": "Why?"}),
        "account": account,
        "answer": Answer.objects.create(survey=draft.survey, account=account, score=2, answered_on=date(2026, 1, 5)),
        "tag": AnswerTag.objects.create(name="Delivery"),
        "contact": Contact.objects.create(account=account, last_name="Miller", owner=people.rep),
        "opportunity": opportunity,
        "attachment": Attachment.objects.create(opportunity=opportunity, name="offer.pdf", file=offer, size=8),
        "activity": Activity.plan(type=call, account=account, owner=people.rep, due_on=date(2026, 1, 5)),
        "logged": Activity.log(type=call, account=account, owner=people.rep, on=date(2026, 1, 5)),
        "bulk": BulkChange.objects.create(by=people.rep, list_name="accounts", kind="owner", count=1),
        "view": SavedView.objects.create(owner=people.rep, list_name="accounts", name="Mills"),
        "import": Import.objects.create(
            name="mills.csv", size=1, kind="accounts", state=Import.State.DONE, started_at=timezone.now()
        ),
        "mapping": SavedMapping.objects.create(name="Mills", kind="accounts"),
        "connection": IngestSource.objects.create(name="Shop", kind="shopify"),
        "team": people.sales,
        "webhook": webhook,
        "delivery": outbox.ping(webhook),
        "session": UserSession.objects.create(user=people.rep, ip="192.0.2.1", session_key="of-the-rep"),
        "token": ApiToken.issue(people.rep, "Shop", "read")[0],
        "rep": people.rep,
        "one": sheet,
        "objective": ObjectiveChange.make("revenue", {january: Decimal(100)}, by=people.admin),
        "reference": Region.objects.create(name="Coast"),
        "person": people.rep,
        "absence": Absence.objects.create(user=people.rep, start_on=date(2026, 1, 5), end_on=date(2026, 1, 6)),
        "dashboard": dashboard,
        "panel": dashboard.panels.create(kind="tile", metrics=["revenue"]),
        "own": OwnMetric.objects.create(
            key="own_wins", label_en="Wins", label_fr="Victoires", formula="won_count", unit="count"
        ),
        "action": sheet.actions.create(text="Call the mill", owner=people.rep, metric="revenue"),
    }
    return {**made, "records": api_objects(made)}


def address(name: str, pattern: URLPattern, objects: dict[str, Any]) -> str:
    """The address with the object that its name speaks of."""
    words: dict[str, Any] = {}
    if "pk" in pattern.pattern.regex.groupindex and not pattern.pattern.converters:
        words["pk"] = objects["records"][family_of(name.removeprefix("api:"))].pk
    for word in pattern.pattern.converters:
        noun = name.split(":")[-1].split("_")[0]
        named = {"metric": "win_rate", "name": "accounts", "token": "of-nobody", "kind": "regions", "colour": "0b5394"}
        words[word] = named[word] if word in named else objects[noun].pk
    return reverse(name, kwargs=words)


def test_every_address_has_a_line() -> None:
    assert sorted({name for name, _pattern in NAMES} - TABLE.keys()) == []


def test_every_line_has_an_address() -> None:
    assert sorted(TABLE.keys() - {name for name, _pattern in NAMES}) == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role(objects: dict[str, Any], client: Client, role: str) -> None:
    if role != "nobody":
        client.force_login(getattr(objects["people"], role))
    expected = {name: TABLE[name][ROLES.index(role)] for name, _pattern in NAMES}
    answers = {name: client.get(address(name, pattern, objects)) for name, pattern in NAMES}
    assert {name: answer.status_code for name, answer in answers.items()} == expected
    kept = {name for name, answer in answers.items() if "no-store" not in answer.headers["Cache-Control"]}
    assert kept == KEPT


@pytest.mark.parametrize("verb", ["win", "lose", "move", "reopen", "edit", "undo", "plan", "lines", "attach"])
def test_an_outsider_cannot_change_an_opportunity(objects: dict[str, Any], client: Client, verb: str) -> None:
    client.force_login(objects["people"].outsider)
    opportunity = objects["opportunity"]
    answer = client.post(reverse(f"crm:opportunity_{verb}", args=[opportunity.pk]), {"amount": "1", "name": "Mine"})
    assert answer.status_code == 404
    before = opportunity.version
    opportunity.refresh_from_db()
    assert (opportunity.version, opportunity.outcome) == (before, "open")
