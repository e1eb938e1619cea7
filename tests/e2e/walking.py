"""The pages of the demo company, to be walked through by its administrator."""

from typing import Any

from django.core.management import call_command

from crm.models import Account, Contact, Opportunity, Pipeline, Team, User
from feedback.models import Answer, Question, Survey, SurveyVersion
from kpis.demo import LOGINS
from kpis.models import ObjectiveChange, OneToOne, OwnDashboard, OwnMetric

PAGES = [
    "/my-day/", "/calendar/", "/calendar/?view=week", "/activities/", "/activities/?state=overdue", "/sales/", "/opportunities/", "/opportunities/board/",
    "/opportunities/{opportunity}/", "/opportunities/{opportunity}/edit/", "/opportunities/{opportunity}/win/",
    "/opportunities/{opportunity}/lose/", "/opportunities/new/", "/accounts/", "/accounts/{account}/",
    "/accounts/{account}/edit/", "/accounts/new/", "/accounts/{account}/merge/",
    "/accounts/{account}/merge/?other=account:{twin}", "/contacts/", "/contacts/{contact}/", "/contacts/new/", "/views/new/", "/bulk-changes/",
    "/opportunities/?columns=amount,team,last_activity&choosing=1",
    "/search/?q=har", "/quick-log/", "/dashboards/company/", "/dashboards/teams/{team}/", "/dashboards/reps/{rep}/", "/dashboards/accounts/{account}/?period=last-12-months",
    "/dashboards/teams/{team}/review/", "/dashboards/reps/{rep}/one-to-ones/", "/dashboards/reps/{rep}/one-to-ones/new/",
    "/one-to-ones/{sheet}/",
    "/objectives/", "/objectives/?rows=teams&grain=quarter", "/objectives/changes/", "/objectives/changes/{change}/",
    "/settings/", "/settings/company/", "/settings/loading/", "/settings/teams/", "/settings/teams/new/",
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
    "/surveys/", "/surveys/new/", "/surveys/settings/", "/surveys/{survey}/", "/surveys/{survey}/about/",
    "/surveys/{survey}/preview/", "/surveys/{draft}/edit/", "/surveys/{draft}/texts/",
    "/surveys/{draft}/questions/new/?kind=multiple", "/surveys/questions/{question}/", "/surveys/versions/{shown}/form/",
    "/kpis/revenue/?period=soon", "/nothing-here/",
]  # fmt: skip


def make_demo(settings: Any) -> list[str]:
    """Makes a small demo company; the addresses of its pages."""
    settings.JAUGE_DEMO = True
    call_command("demo", "--small")
    own, dashboard = make_own()
    opportunity = Opportunity.objects.filter(outcome="open").order_by("pk").first()
    names = {
        "own": own, "dashboard": dashboard,
        "opportunity": opportunity, "account": Account.objects.order_by("pk").first(),
        "twin": Account.objects.order_by("pk").last(),
        "contact": Contact.objects.order_by("pk").first(), "team": Team.objects.order_by("pk").last(),
        "rep": User.objects.get(username="ana"), "sheet": OneToOne.objects.order_by("pk").first(),
        "change": ObjectiveChange.objects.waiting().first(),
        "pipeline": Pipeline.objects.order_by("pk").first(), "survey": Survey.objects.order_by("pk").first(),
        "answer": Answer.objects.unhappy().filter(follow_up__isnull=False).order_by("-pk").first(),
        "shown": SurveyVersion.objects.published().order_by("pk").last(),
        "draft": Survey.objects.filter(versions__published_at=None).first(),
        "question": Question.objects.filter(version__published_at=None, kind="choice").first(),
    }  # fmt: skip
    return [page.format(**{name: row.pk for name, row in names.items() if row}) for page in PAGES]


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


def sign_in(page: Any, address: str) -> None:
    _role, name, password = LOGINS[2]
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)
