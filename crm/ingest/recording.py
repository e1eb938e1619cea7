"""A message that is signed: read, and recorded in one transaction with its line in the log."""

from decimal import InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.ingest import generic, shopify, woocommerce
from crm.ingest.calls import Calls
from crm.ingest.carts import Carts
from crm.ingest.documents import Call, CartState, Conversion, Document, Order, Refund, Removed
from crm.ingest.ledger import OUTCOMES, Ledger, Result, together
from crm.ingest.reading import parsed
from crm.ingest.refusals import RefusedError, UnusedError
from crm.ingest.sales import Sales
from crm.models import IngestDelivery, IngestSource

READERS: dict[str, Any] = {
    IngestSource.Kind.WOOCOMMERCE: woocommerce.read,
    IngestSource.Kind.SHOPIFY: shopify.read,
    IngestSource.Kind.GENERIC: generic.read,
}
TOPIC = {
    IngestSource.Kind.WOOCOMMERCE: "X-WC-Webhook-Topic",
    IngestSource.Kind.SHOPIFY: "X-Shopify-Topic",
}
ATTEMPTS = 2


def record(source: IngestSource, topic: str, body: bytes) -> IngestDelivery:
    """What came of it, as it stands in the log; what is refused has changed nothing."""
    try:
        return applied(source, topic, body)
    except RefusedError as error:
        return log(source, topic, OUTCOMES.REFUSED, error.sentence, error.status)
    except UnusedError as error:
        return log(source, topic, OUTCOMES.UNUSED, error.sentence, 200)
    except ValidationError as error:
        return log(source, topic, OUTCOMES.REFUSED, " ".join(error.messages), 422)
    except (DataError, InvalidOperation):
        return log(source, topic, OUTCOMES.REFUSED, _("A value is larger than what can be stored."), 422)


def applied(source: IngestSource, topic: str, body: bytes) -> IngestDelivery:
    """Carried out; once more where somebody else wrote the same at the same moment."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return apply(source, topic, body)
        except (IntegrityError, OperationalError):
            if attempt == ATTEMPTS:
                raise
    raise AssertionError


def apply(source: IngestSource, topic: str, body: bytes) -> IngestDelivery:
    """In a transaction: two messages of one source never act at the same time."""
    said = parsed(body)
    if source.kind == IngestSource.Kind.GENERIC:
        topic = said.text("type", 80)
    documents = READERS[source.kind](topic, said)
    locked = IngestSource.objects.select_for_update(of=("self",)).select_related("channel", "owner", "call_type")
    ledger = Ledger(locked.get(pk=source.pk))
    result = together([put(ledger, each) for each in documents])
    return log(source, topic, result.outcome, result.message, 200, documents[-1].external_id)


def put(ledger: Ledger, document: Document) -> Result:
    sales, carts = Sales(ledger), Carts(ledger)
    if isinstance(document, Order):
        result = sales.order(document)
        carts.ordered(document)
        return result
    if isinstance(document, Removed):
        return sales.removed(document)
    if isinstance(document, Refund):
        return sales.refund(document)
    if isinstance(document, CartState):
        return carts.state(document)
    if isinstance(document, Conversion):
        return carts.conversion(document)
    assert isinstance(document, Call)
    return Calls(ledger).call(document)


def log(
    source: IngestSource, topic: str, outcome: str, message: str, status: int, external_id: str = ""
) -> IngestDelivery:
    """A line in the log of the source."""
    now = timezone.now()
    if outcome != OUTCOMES.UNSIGNED:
        IngestSource.objects.filter(pk=source.pk).update(received_at=now)
    made: IngestDelivery = IngestDelivery.objects.create(
        source=source, at=now, topic=topic[:80], outcome=outcome, message=message[:300], status=status,
        external_id=external_id,
    )  # fmt: skip
    return made
