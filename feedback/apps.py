from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Customer feedback")

    def ready(self) -> None:
        """Makes answers a kind of file that can be loaded, surveys a step of setting up, and comments a list with saved
        views; says what a merge of contacts does with invitations, and what a backup carries."""
        from crm import backup, merging, saved_lists, setup
        from crm.audit import noticing
        from feedback import importers, webhooks  # noqa: F401
        from feedback.backup import CARRIED, LEFT
        from feedback.merging import prepare
        from feedback.models import FeedbackSettings, Survey, SurveyRule
        from feedback.setup import surveys

        noticing.watch(Survey, SurveyRule, FeedbackSettings)
        webhooks.declare()
        merging.before(prepare)
        backup.register(CARRIED, LEFT)
        setup.register(75, surveys)
        saved_lists.register("comments", _("What customers say"), "feedback:comments")
