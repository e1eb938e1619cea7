from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class KpisConfig(AppConfig):
    name = "kpis"
    verbose_name = _("Key figures")

    def ready(self) -> None:
        # The catalogue imports models, which are there only now.
        from crm import saved_lists, setup, suggestions
        from kpis.checks import check_catalogue
        from kpis.setup import objectives
        from kpis.suggestions import figures

        register(check_catalogue, "kpis")
        suggestions.register(figures)
        setup.register(70, objectives)
        saved_lists.register("feedback", _("Feedback"), "kpis:feedback")
