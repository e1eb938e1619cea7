from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Customers and sales")

    def ready(self) -> None:
<<<<<<< HEAD
        # Models are there only now.
        from crm import due
        from crm.models import IngestDelivery

        due.register(IngestDelivery.forget_old)
=======
        """Says which of its tables a backup carries."""
        from crm import backup
        from crm.backup.carried import CARRIED, LEFT

        backup.register(CARRIED, LEFT)
>>>>>>> backup
