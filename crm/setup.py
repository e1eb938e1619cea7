"""Setting up a company: the steps in their order, each with what is done and what is left to do.

Other apps add steps of their own with `register`, when they are ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.access import Role
from crm.models import (
    Account,
    Activity,
    ActivityType,
    Channel,
    Company,
    Opportunity,
    Pipeline,
    Sale,
    Stage,
    Team,
    User,
)
from crm.reference import KINDS
from crm.templatetags.formats import number


@dataclass(frozen=True)
class Step:
    """`state` says what there is; `left` what is missing, empty where nothing is.

    `usual` is the list that one press fills with the usual entries, offered while it is empty.
    """

    label: Any
    about: Any
    address: str
    icon: str
    state: str
    left: str
    usual: str = ""

    @property
    def done(self) -> bool:
        return not self.left


Provider = Callable[[], Step]
_providers: dict[int, Provider] = {}


def register(place: int, provider: Provider) -> None:
    """Adds a step at its place among the others (theirs are tens)."""
    _providers[place] = provider


def steps() -> list[Step]:
    return [provider() for _place, provider in sorted(_providers.items())]


def is_new() -> bool:
    """Whether nothing is recorded yet: no customer, no sale, nothing done or planned."""
    recorded = [Exists(model.objects.all()) for model in (Account, Opportunity, Activity, Sale)]
    return not Company.objects.filter(reduce(or_, map(Q, recorded))).exists()


def company() -> Step:
    found = Company.current()
    looked_at = found.history.filter(history_type="~").exists()
    return Step(
        _("The company"),
        _("Name, currency, time zone, fiscal year and working days: every figure depends on them."),
        reverse("crm:settings_company"),
        "building",
        f"{found.name} · {found.currency} · {found.time_zone}",
        "" if looked_at else _("look at the settings and save them"),
    )


def teams() -> Step:
    count = Team.objects.filter(active=True).count()
    return Step(
        _("Teams"),
        _("Who works with whom. Managers see the teams that they manage and those below."),
        reverse("crm:teams"),
        "users",
        ngettext("%(count)s team", "%(count)s teams", count) % {"count": number(count)},
        "" if count else _("add a team"),
    )


def people() -> Step:
    rows = User.objects.working(Company.current().today())
    told = rows.aggregate(
        count=Count("pk"),
        waiting=Count("pk", filter=Q(last_login=None)),
        sellers=Count("pk", filter=~Q(role=Role.ADMIN)),
    )
    count, waiting, sellers = told["count"], told["waiting"], told["sellers"]
    missing = ngettext("%(count)s has not signed in yet", "%(count)s have not signed in yet", waiting)
    left = missing % {"count": number(waiting)} if waiting else ""
    return Step(
        _("People"),
        _("Reps and managers, each invited by e-mail to choose a password."),
        reverse("crm:people"),
        "user-plus",
        ngettext("%(count)s person", "%(count)s people", count) % {"count": number(count)},
        left if sellers else _("invite the people who sell"),
    )


def pipeline() -> Step:
    default = Pipeline.objects.filter(is_default=True, active=True).first()
    stages = list(default.stages.filter(active=True)) if default else []
    kinds = {stage.kind for stage in stages}
    whole = kinds == set(Stage.Kind.values)
    state = ngettext("%(count)s stage", "%(count)s stages", len(stages)) % {"count": number(len(stages))}
    return Step(
        _("Pipeline"),
        _("The stages that an opportunity goes through, from first contact to won or lost."),
        reverse("crm:reference_edit", args=["pipelines", default.pk])
        if default
        else reverse("crm:reference", args=["pipelines"]),
        "layout-kanban",
        f"{default} · {state}" if default else _("none yet"),
        "" if whole else _("a default pipeline with open stages, a won and a lost end"),
        "" if Pipeline.objects.exists() else "pipelines",
    )


def channels() -> Step:
    return listed(_("Channels"), Channel, "channels", "building-store")


def activity_types() -> Step:
    return listed(_("Activity types"), ActivityType, "activity-types", "phone")


def listed(label: Any, model: Any, slug: str, icon: str) -> Step:
    """A list with at least one entry in use."""
    names = list(model.objects.filter(active=True).values_list("name", flat=True)[:5])
    return Step(
        label,
        KINDS[slug].about,
        reverse("crm:reference", args=[slug]),
        icon,
        ", ".join(names) or _("none yet"),
        "" if names else _("add those that you use"),
        "" if names or model.objects.exists() else slug,
    )


def records() -> Step:
    count = Account.objects.count()
    return Step(
        _("Your data"),
        _("Accounts, opportunities, activities and sales from files, or typed in as you go."),
        reverse("crm:imports"),
        "upload",
        ngettext("%(count)s account", "%(count)s accounts", count) % {"count": number(count)},
        "" if count else _("import a file, or add the first account"),
    )


for _place, _provider in enumerate((company, teams, people, pipeline, channels, activity_types), 1):
    register(10 * _place, _provider)
register(80, records)
