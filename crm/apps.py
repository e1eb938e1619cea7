from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Customers and sales")

    def ready(self) -> None:
        """Has the database notice what webhooks tell, and `run_due` send it."""
        # The pages of the API describe what is told, and import models, which are there only now.
        from crm import due
        from crm.api import webhook_data
        from crm.webhooks import outbox, sending, watching

        webhook_data.declare()
        due.register(sending.send_due)
        due.register(outbox.forget)
        pre_migrate.connect(watching.make_way, sender=self)
        post_migrate.connect(watching.install, sender=self)
