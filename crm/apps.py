from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Customers and sales")

    def ready(self) -> None:
        """Says which of its tables a backup carries, and what is to be forgotten; models are there only now."""
        from crm import backup, due
        from crm.backup.carried import CARRIED, LEFT
        from crm.models import IngestDelivery

        backup.register(CARRIED, LEFT)
        due.register(IngestDelivery.forget_old)
