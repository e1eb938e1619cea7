"""What is known of each record of a source, and what came of a message."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from crm.ingest.documents import Document
from crm.models import Company, IngestDelivery, IngestRecord, IngestSource

OUTCOMES = IngestDelivery.Outcome
# Of several documents in a message, what came of the first of these is what came of it.
FIRST = (OUTCOMES.APPLIED, OUTCOMES.WAITING, OUTCOMES.UNCHANGED, OUTCOMES.UNUSED)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Result:
    outcome: str
    message: str = ""


def together(results: Iterable[Result]) -> Result:
    """What came of a message with several documents."""
    return min(results, key=lambda each: FIRST.index(OUTCOMES(each.outcome)))


def applied() -> Result:
    return Result(OUTCOMES.APPLIED)


def repeated() -> Result:
    return Result(OUTCOMES.UNCHANGED, _("It was received before."))


def older() -> Result:
    return Result(OUTCOMES.UNCHANGED, _("Something newer was received before: it stays."))


def deleted_here() -> Result:
    return Result(OUTCOMES.UNCHANGED, _("It was deleted here: it is not made again."))


class Ledger:
    """The records of one source. Whoever uses it has locked the source: nobody else does meanwhile."""

    def __init__(self, source: IngestSource) -> None:
        self.source = source
        self.company = Company.current()

    def entry(self, kind: str, external_id: str) -> IngestRecord:
        made: IngestRecord = IngestRecord.objects.select_related("sale__account", "cart", "activity").get_or_create(
            source=self.source, kind=kind, external_id=external_id
        )[0]
        return made

    def of_sale(self, kind: str, external_id: str) -> list[IngestRecord]:
        """The refunds, or the carts, that belong to a sale by its id there."""
        rows = IngestRecord.objects.filter(source=self.source, kind=kind, of_sale=external_id)
        return list(rows.select_related("sale", "cart").order_by("pk"))

    def sale_with(self, external_id: str) -> Any:
        """The sale with that id there, if it is one here already."""
        if not external_id:
            return None
        rows = IngestRecord.objects.filter(source=self.source, kind=IngestRecord.Kind.SALE, external_id=external_id)
        record = rows.select_related("sale__account").first()
        return record.sale if record else None

    def loaded_before(self, model: Any, external_id: str, day_field: str, day: Any, **more: Any) -> Any:
        """The record with that id and date that came from a file or by the API: it is this one, not a second one."""
        link = {"Sale": "sale", "Cart": "cart", "Activity": "activity"}[model.__name__]
        taken = IngestRecord.objects.filter(**{link: OuterRef("pk")})
        near = {f"{day_field}__gte": day - A_DAY, f"{day_field}__lte": day + A_DAY}
        rows = model.objects.filter(external_id=external_id, **near, **more).exclude(Exists(taken))[:2]
        found = list(rows)
        return found[0] if len(found) == 1 else None


def fingerprint(document: Document) -> str:
    """Equal for equal documents; nothing can be read from it."""
    return hashlib.sha256(repr(document).encode()).hexdigest()


def is_repeat(entry: IngestRecord, document: Document) -> bool:
    """Whether this very document was the last one that was applied; remembers it."""
    said = fingerprint(document)
    before = entry.facts.get("said")
    entry.facts["said"] = said
    return before == said
