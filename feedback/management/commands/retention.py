from typing import Any

from django.core.management.base import BaseCommand

from crm.models import Company
from feedback.privacy import retain


class Command(BaseCommand):
    help = "Carries out the retention periods of surveys: half-finished answers go, old answers lose names and words."

    def handle(self, *args: Any, **options: Any) -> None:
        with Company.remembered():
            for kind, count in retain().items():
                self.stdout.write(f"{kind}: {count}")
