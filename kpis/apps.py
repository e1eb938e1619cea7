from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KpisConfig(AppConfig):
    name = "kpis"
    verbose_name = _("Key figures")

    def ready(self) -> None:
        # The catalogue imports models, which are there only now.
        from crm import due, saved_lists, setup, suggestions
        from kpis import reached, rollups
        from kpis.checks import check_catalogue
        from kpis.setup import objectives
        from kpis.suggestions import figures

        register(check_catalogue, "kpis")
        suggestions.register(figures)
        setup.register(70, objectives)
        due.register(rollups.fold_all)
        reached.declare()
        due.register(reached.look)
        post_migrate.connect(rollups.install, sender=self)
        saved_lists.register("feedback", _("Feedback"), "kpis:feedback")
