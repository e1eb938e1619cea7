from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class KpisConfig(AppConfig):
    name = "kpis"
    verbose_name = _("Key figures")

    def ready(self) -> None:
        # The catalogue imports models, which are there only now.
        from crm import backup, due, saved_lists, setup, suggestions, well_known
        from crm.audit import noticing
        from crm.page_cache import noting
        from kpis import reached, rollups, sql_views
        from kpis.backup import CARRIED, LEFT
        from kpis.checks import check_catalogue
        from kpis.demo import LOGINS
        from kpis.models import OwnMetric
        from kpis.setup import objectives
        from kpis.suggestions import figures

        register(check_catalogue, "kpis")
        noticing.watch(OwnMetric)
        well_known.declare(password for _role, _username, password in LOGINS)
        backup.register(CARRIED, LEFT)
        suggestions.register(figures)
        setup.register(70, objectives)
        due.register(rollups.fold_all)
        noting.declare(("kpis_onetoone", "kpis_agreedaction"), follows=rollups.made_of())
        reached.declare()
        due.register(reached.look)
        post_migrate.connect(rollups.install, sender=self)
        pre_migrate.connect(sql_views.take_away, sender=self)
        post_migrate.connect(sql_views.install, sender=self)
        saved_lists.register("feedback", _("Feedback"), "kpis:feedback")
