"""Background jobs: what a worker is rung for (`crm.bell`)."""

from django.db import transaction
from django_tasks import task

from crm import bell
from crm.importers.jobs import ring_again, work_on
from crm.webhooks import sending


@task()
def work_on_import(key: int) -> None:
    work_on(key)


def ring(key: int) -> None:
    """Has a worker look at the import once the transaction stands."""
    transaction.on_commit(lambda: bell.ring(work_on_import, key))


def ring_forsaken() -> None:
    """For `run_due`: has a worker go on with the imports that lost theirs."""
    for key in ring_again():
        bell.ring(work_on_import, key)


@task()
def send_webhooks() -> None:
    if sending.send_due():
        bell.ring(send_webhooks)


def ring_for_webhooks() -> None:
    """Has a worker send what is due once the transaction stands."""
    transaction.on_commit(lambda: bell.ring(send_webhooks))
