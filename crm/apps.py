from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Customers and sales")

    def ready(self) -> None:
        # Models are there only now.
        from crm import due
        from crm.models import IngestDelivery

        due.register(IngestDelivery.forget_old)
