from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Customers and sales")

    def ready(self) -> None:
        """Says which of its tables a backup carries and what is due; has the database notice what webhooks tell."""
        # Models, and the pages of the API that describe what is told, are there only now.
        from crm import account_notices, backup, due, finished_jobs, indexes, reference, sessions, unnamed_files
        from crm.api import webhook_data
        from crm.audit import guarding, noticing
        from crm.backup.carried import CARRIED, LEFT
        from crm.models import (
            ApiReplay,
            ApiToken,
            AuditEntry,
            Company,
            IngestDelivery,
            IngestSource,
            TableChange,
            Team,
            WebhookEndpoint,
        )
        from crm.page_cache import noting, tables
        from crm.webhooks import outbox, sending, watching

        backup.register(CARRIED, LEFT)
        webhook_data.declare()
        noticing.connect()
        account_notices.connect()
        sessions.connect()
        noticing.watch(Company, Team, ApiToken, IngestSource, WebhookEndpoint)
        noticing.watch(*(kind.model for kind in reference.KINDS.values()))
        due.register(AuditEntry.forget_old)
        due.register(ApiReplay.forget_old)
        due.register(IngestDelivery.forget_old)
        due.register(TableChange.fold)
        noting.declare(tables.FACTS, tables.LEFT)
        due.register(sending.send_due)
        due.register(outbox.forget)
        due.register(finished_jobs.forget)
        due.register(unnamed_files.delete_old, daily=True)
        pre_migrate.connect(watching.make_way, sender=self)
        post_migrate.connect(watching.install, sender=self)
        post_migrate.connect(guarding.install, sender=self)
        post_migrate.connect(indexes.install, sender=self)
        # Once: tables of all apps are there before the first of them is told.
        post_migrate.connect(noting.install, sender=self)
