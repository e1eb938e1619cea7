from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Tables of which nothing is remembered from one question to the next.
FACTS = (
    "feedback_invitation", "feedback_answer", "feedback_answervalue", "feedback_answertag",
    "feedback_answertag_answers", "feedback_answerreply",
)  # fmt: skip


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Customer feedback")

    def ready(self) -> None:
        """Makes answers a kind of file that can be loaded, surveys a step of setting up, and comments a list with saved
        views; says what a merge of contacts does with invitations, and what a backup carries."""
        from crm import backup, due, merging, saved_lists, setup
        from crm.audit import noticing
        from crm.page_cache import noting
        from feedback import importers, webhooks  # noqa: F401
        from feedback.backup import CARRIED, LEFT
        from feedback.merging import prepare
        from feedback.models import FeedbackSettings, SentSitting, Survey, SurveyRule
        from feedback.setup import surveys

        noticing.watch(Survey, SurveyRule, FeedbackSettings)
        webhooks.declare()
        merging.before(prepare)
        backup.register(CARRIED, LEFT)
        noting.declare(FACTS, left=("feedback_answerdraft", "feedback_sendingrun", "feedback_sentsitting"))
        due.register(SentSitting.forget_old)
        setup.register(75, surveys)
        saved_lists.register("comments", _("What customers say"), "feedback:comments")
