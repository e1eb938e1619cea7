from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Customer feedback")

    def ready(self) -> None:
        """Makes answers a kind of file that can be loaded; says what a merge of contacts does with invitations."""
        from crm import merging
        from feedback import importers  # noqa: F401
        from feedback.merging import prepare

        merging.before(prepare)
