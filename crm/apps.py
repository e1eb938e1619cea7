from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Customers and sales")

    def ready(self) -> None:
        """Says which of its tables a backup carries."""
        from crm import backup
        from crm.backup.carried import CARRIED, LEFT

        backup.register(CARRIED, LEFT)
