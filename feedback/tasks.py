"""Background jobs: what a worker is rung for (`crm.bell`)."""

from django_tasks import task

from feedback.sending.running import run_due


@task()
def send_now() -> None:
    """Sends what is due without waiting for the next periodic run."""
    run_due()
