"""Background jobs. The queue is a bell, not a memory: what is to be done stands in the database."""

from django.db import transaction
from django_tasks import task

from crm.importers.jobs import ring_again, work_on
from crm.webhooks import sending


@task()
def work_on_import(key: int) -> None:
    work_on(key)


def ring(key: int) -> None:
    """Has a worker look at the import once the transaction stands."""
    transaction.on_commit(lambda: work_on_import.enqueue(key))


def ring_forsaken() -> None:
    """For `run_due`: has a worker go on with the imports that lost theirs."""
    for key in ring_again():
        work_on_import.enqueue(key)


@task()
def send_webhooks() -> None:
    if sending.send_due():
        send_webhooks.enqueue()


def ring_for_webhooks() -> None:
    """Has a worker send what is due once the transaction stands."""
    transaction.on_commit(send_webhooks.enqueue)
