"""The pages of the demo company, to be walked through by its administrator."""

from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from crm.importers.preparing import take_in
from crm.importers.profile import profile_of
from crm.importers.reading import open_source
from crm.models import (
    Account,
    Activity,
    Contact,
    Import,
    ImportEffect,
    IngestDelivery,
    IngestSource,
    Opportunity,
    Pipeline,
    SavedMapping,
    SavedView,
    Team,
    User,
    WebhookDelivery,
    WebhookEndpoint,
)
from crm.webhooks import outbox
from crm.webhooks.types import known
from feedback.models import Answer, Invitation, Question, SendingRun, Survey, SurveyLink, SurveyRule, SurveyVersion
from kpis.demo import LOGINS
from kpis.models import ObjectiveChange, OneToOne, OwnDashboard, OwnMetric

PAGES = [
    "/my-day/", "/calendar/", "/calendar/?view=week", "/activities/", "/activities/?state=overdue", "/activities/{activity}/edit/", "/sales/", "/opportunities/", "/opportunities/board/",
    "/opportunities/{opportunity}/", "/opportunities/{opportunity}/edit/", "/opportunities/{opportunity}/win/",
    "/opportunities/{opportunity}/lose/", "/opportunities/new/", "/accounts/", "/accounts/{account}/",
    "/accounts/{account}/edit/", "/accounts/new/", "/accounts/{account}/merge/",
    "/accounts/{account}/merge/?other=account:{twin}", "/contacts/", "/contacts/{contact}/", "/contacts/new/", "/views/new/", "/bulk-changes/", "/tokens/", "/sessions/", "/account/", "/api/", "/api/about/opportunities/",
    "/opportunities/?columns=amount,team,last_activity&choosing=1",
    "/search/?q=har", "/quick-log/", "/dashboards/company/", "/dashboards/teams/{team}/", "/dashboards/reps/{rep}/", "/dashboards/accounts/{account}/?period=last-12-months",
    "/dashboards/teams/{team}/review/", "/dashboards/reps/{rep}/one-to-ones/", "/dashboards/reps/{rep}/one-to-ones/new/",
    "/one-to-ones/{sheet}/",
    "/objectives/", "/objectives/?rows=teams&grain=quarter", "/objectives/changes/", "/objectives/changes/{change}/",
    "/settings/", "/settings/company/", "/settings/audit/", "/settings/company/brand/", "/imports/", "/imports/{import_draft}/prepare/", "/imports/{import_done}/", "/settings/connections/", "/settings/connections/new/", "/settings/connections/{connection}/", "/settings/webhooks/", "/settings/webhooks/new/", "/settings/webhooks/{webhook}/", "/settings/webhooks/deliveries/{delivery}/", "/settings/teams/", "/settings/teams/new/",
    "/settings/teams/{team}/", "/settings/people/", "/settings/people/new/", "/settings/people/{rep}/",
    "/settings/people/{rep}/leaving/", "/settings/lists/products/", "/settings/lists/activity-types/",
    "/settings/lists/holidays/", "/settings/lists/pipelines/{pipeline}/", "/settings/lists/campaigns/new/",
    "/kpis/", "/kpis/win_rate/", "/kpis/funnel/", "/kpis/attainment/?by=owner", "/kpis/revenue/rows/", "/kpis/pipeline_created/?period=last-year", "/dashboards/company/?as_of=2026-10-31&from=2026-10-01&to=2026-10-31",
    "/own-kpis/", "/own-kpis/new/", "/own-kpis/{own}/edit/", "/dashboards/own/", "/dashboards/own/new/",
    "/dashboards/own/{dashboard}/", "/dashboards/own/{dashboard}/arrange/",
    "/dashboards/own/{dashboard}/panels/new/?kind=table", "/kpis/own_per_hour/",
    "/feedback/", "/feedback/?of=csat&by=channel&period=last-year", "/feedback/comments/",
    "/feedback/comments/?mood=unhappy&text=livr", "/feedback/answers/{answer}/", "/feedback/tags/",
    "/feedback/tags/new/", "/contacts/{contact}/known/",
    "/surveys/", "/surveys/new/", "/surveys/settings/", "/surveys/sentences/", "/surveys/{survey}/", "/surveys/{survey}/about/",
    "/surveys/{survey}/preview/", "/surveys/{draft}/edit/", "/surveys/{draft}/texts/",
    "/surveys/{draft}/questions/new/?kind=multiple", "/surveys/questions/{question}/", "/surveys/versions/{shown}/form/",
    "/surveys/{survey}/links/", "/surveys/{survey}/links/new/", "/surveys/links/{embedded}/", "/surveys/links/{counter}/",
    "/surveys/links/{counter}/edit/", "/surveys/links/{counter}/poster/", "/a/{counter_token}/", "/e/{embedded_token}/",
    "/s/{asked}/?score=3", "/s/{answered}/", "/u/{asked}/", "/s/nothing-here/",
    "/surveys/{survey}/rules/", "/surveys/{survey}/rules/new/", "/surveys/rules/{rule}/", "/surveys/rules/{rule}/edit/",
    "/surveys/rules/{list}/ask/", "/surveys/sending/",
    "/contacts/{contact}/ask/",
    "/kpis/revenue/?period=soon", "/nothing-here/",
]  # fmt: skip


def make_demo(settings: Any) -> list[str]:
    """Makes a small demo company; the addresses of its pages."""
    settings.JAUGE_DEMO = True
    call_command("demo", "--small")
    own, dashboard = make_own()
    draft, done = make_imports()
    after_wins, yearly = make_rules()
    delivery = make_delivery()
    opportunity = Opportunity.objects.filter(outcome="open").order_by("pk").first()
    names = {
        "import_draft": draft, "import_done": done, "connection": make_connection(),
        "webhook": delivery.endpoint, "delivery": delivery,
        "own": own, "dashboard": dashboard, "rule": after_wins, "list": yearly,
        "opportunity": opportunity, "account": Account.objects.order_by("pk").first(),
        "twin": Account.objects.order_by("pk").last(),
        "activity": Activity.objects.finished().order_by("pk").first(),
        "contact": Contact.objects.order_by("pk").first(), "team": Team.objects.order_by("pk").last(),
        "rep": User.objects.get(username="ana"), "sheet": OneToOne.objects.order_by("pk").first(),
        "change": ObjectiveChange.objects.waiting().first(),
        "pipeline": Pipeline.objects.order_by("pk").first(), "survey": Survey.objects.order_by("pk").first(),
        "answer": Answer.objects.unhappy().filter(follow_up__isnull=False).order_by("-pk").first(),
        "shown": SurveyVersion.objects.published().order_by("pk").last(),
        "draft": Survey.objects.filter(versions__published_at=None).first(),
        "counter": SurveyLink.objects.filter(place="counter").first(),
        "embedded": SurveyLink.objects.filter(place="embedded").first(),
        "question": Question.objects.filter(version__published_at=None, kind="choice").first(),
    }  # fmt: skip
    found: dict[str, Any] = {name: row.pk for name, row in names.items() if row}
    return [page.format(**found | tokens()) for page in PAGES]


def tokens() -> dict[str, str]:
    """What opens customers' pages: an invitation that may be answered, one that was, and two anonymous links."""
    invitations = Invitation.objects.order_by("-sent_on")
    links = dict(SurveyLink.objects.values_list("place", "token"))
    return {
        "asked": next(each.token for each in invitations if each.may_be_answered()),
        "answered": invitations.filter(state="answered")[0].token,
        "counter_token": links["counter"],
        "embedded_token": links["embedded"],
    }


def make_delivery() -> WebhookDelivery:
    """A test message of a webhook that is turned off, so that nothing is sent."""
    webhook = WebhookEndpoint.objects.create(
        description="Accounting", address="https://example.com/hooks/jauge", types=list(known()), active=False
    )
    return outbox.ping(webhook)


def make_own() -> tuple[OwnMetric, OwnDashboard]:
    """A KPI of the company's own, on a dashboard with a panel of each kind."""
    texts = {"label_en": "Won per hour", "label_fr": "Gagné par heure", "definition_en": "Won ÷ hours.",
             "definition_fr": "Gagné ÷ heures."}  # fmt: skip
    own = OwnMetric.objects.create(key="own_per_hour", formula="won_amount / activity_hours", unit="money", **texts)
    dashboard = OwnDashboard.objects.create(
        owner=User.objects.get(username=LOGINS[2][1]), name="Mornings", shared="everyone"
    )
    panels = [("tile", ["own_per_hour"], ""), ("tile", ["win_rate"], ""), ("tile", ["gone"], ""),
              ("trend", ["revenue"], ""), ("funnel", [], ""), ("ranking", ["own_per_hour"], "owner"),
              ("table", ["revenue", "win_rate"], "team"), ("note", [], "")]  # fmt: skip
    for place, (kind, metrics, by) in enumerate(panels, 1):
        width = "quarter" if kind == "tile" else "half"
        dashboard.panels.create(kind=kind, metrics=metrics, by=by, note="What matters.", place=place, width=width)
    return own, dashboard


def make_imports() -> tuple[Import, Import]:
    """One whose columns, dates and names have to be told, and one that was taken back in part."""
    text = (
        "Deal Name,Account Name,Stage,Amount,Create Date,Deal Owner\n"
        'Ovens,Mill,Wone,1200.50,03/04/2025,Anna\nSacks,Bakery,Lost,"1,200",05/06/2025,Marco\n'
    )
    with NamedTemporaryFile("w", suffix=".csv") as file:
        file.write(text)
        file.flush()
        profile = profile_of(open_source(Path(file.name)))
    draft = Import(name="deals.csv", size=len(text), profile=profile, total=2, state=Import.State.DRAFT)
    take_in(draft)
    draft.save()
    summary = {
        "created_missing": {"account": 2}, "left_empty": {"contact": 3}, "notes": ["Taken as EUR."], "ignored": ["x"],
        "columns": [{"header": "Amount", "field": "amount", "written": "."}],
    }  # fmt: skip
    done = Import.objects.create(
        name="accounts.csv", size=9, kind="opportunities", profile=profile, summary=summary, position=9, total=9,
        created=9, undone=8, state=Import.State.UNDONE, started_at=timezone.now(), finished_at=timezone.now(),
    )  # fmt: skip
    ImportEffect.objects.create(made_by=done, model="crm.Account", record=1, after=1, left="touched")
    SavedMapping.objects.create(name="Our shop", kind="sales")
    return draft, done


def make_connection() -> IngestSource:
    """A shop that sent an order and something that was refused."""
    shop: IngestSource = IngestSource.objects.create(name="Web shop", kind="shopify", received_at=timezone.now())
    for topic, outcome, status in (("orders/create", "applied", 200), ("orders/create", "refused", 422)):
        IngestDelivery.objects.create(source=shop, topic=topic, outcome=outcome, status=status, external_id="1042")
    return shop


def make_rules() -> tuple[SurveyRule, SurveyRule]:
    """One after wins, one of all contacts; a run that was cut off, and what it left."""
    survey, admin = Survey.objects.order_by("pk")[0], User.objects.get(username=LOGINS[2][1])
    now = timezone.now()
    start = now.date() - timedelta(days=60)
    wins = SurveyRule.objects.create(name="After a win", survey=survey, event="won", starts_on=start, delay_days=60)
    view = SavedView.objects.create(owner=admin, list_name="contacts", name="All of them")
    yearly = SurveyRule.objects.create(name="Once a year", survey=survey, event="list", view=view, active=False)
    SendingRun.objects.create(started_at=now, beat_at=now, finished_at=now, state="cut_off", planned=12, sent=8)
    sent = {"sending_at": now, "sent_on": start, "sent_at": now, "message_id": "<invitation.1@example.com>"}
    Invitation.objects.create(survey=survey, email="perhaps@example.com", state="unsure", rule=wins, **sent)
    Invitation.objects.create(survey=survey, email="gone@example.com", state="bounced", reason="550 5.1.1 no such user")
    return wins, yearly


def sign_in(page: Any, address: str) -> None:
    _role, name, password = LOGINS[2]
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)
