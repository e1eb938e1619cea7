"""The step of setting a company up that is about figures: what the company aims for."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Company
from crm.setup import Step
from crm.templatetags.formats import number
from kpis.engine.periods import floor
from kpis.models import Objective


def objectives() -> Step:
    """Targets for the quarter that is running, its months and its year, and for later ones."""
    company = Company.current()
    quarter, year = (floor(company.today(), grain, company.fiscal_year_start) for grain in ("quarter", "year"))
    running = Q(start_on__gte=quarter) | Q(grain=Objective.Grain.YEAR, start_on=year)
    count = Objective.objects.current().filter(running).count()
    return Step(
        _("Objectives"),
        _("Targets for the company, teams and reps; dashboards show how far everybody is."),
        reverse("kpis:objectives"),
        "target",
        ngettext("%(count)s target for now and later", "%(count)s targets for now and later", count)
        % {"count": number(count)},
        "" if count else _("no targets for this quarter"),
    )
