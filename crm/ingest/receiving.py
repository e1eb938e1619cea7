"""The address of a source: what is sent there is signed, or it is refused. Nobody signs in."""

import re
import time
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from crm.ingest.ledger import OUTCOMES
from crm.ingest.recording import TOPIC, log, record
from crm.ingest.signatures import is_signed
from crm.models import Company, IngestSource
from crm.rate_limits import Limit, address_of

PER_SOURCE = Limit("ingest-source", 1200, 60)
UNKNOWN = Limit("ingest-unknown", 60)
# So many messages without a right signature are noted; whoever sends more does not fill the log.
UNSIGNED = Limit("ingest-unsigned", 60)
# WooCommerce tries an address, unsigned, when somebody saves it.
PING = re.compile(rb"webhook_id=[0-9]{1,18}")


@csrf_exempt
@login_not_required
@require_POST
def receive(request: HttpRequest, token: str) -> HttpResponse:
    """200 for what was recorded, was known, or is of no use here; 4xx, with the reason, for what is to be mended.

    What is larger than `DATA_UPLOAD_MAX_MEMORY_SIZE` (Django: 2.5 MB) is not read.
    """
    with translation.override(Company.current().language):
        source = IngestSource.objects.filter(address=token, active=True).first()
        if source is None:
            return unknown(request)
        if not PER_SOURCE.allows(source.address):
            return refused(429, _("Too many messages: send it again in a minute."), {"Retry-After": "60"})
        try:
            return answered(source, request)
        except RequestDataTooBig:
            sentence = _("The message is larger than 2.5 MB.")
            log(source, topic_of(source, request), OUTCOMES.REFUSED, sentence, 413)
            return refused(413, sentence)


def answered(source: IngestSource, request: HttpRequest) -> HttpResponse:
    body, topic = request.body, topic_of(source, request)
    if source.kind == IngestSource.Kind.WOOCOMMERCE and not topic and PING.fullmatch(body):
        log(source, "", OUTCOMES.UNUSED, _("The shop tried the address: it is right."), 200)
        return JsonResponse({"outcome": OUTCOMES.UNUSED})
    if not is_signed(source, request.headers, body, time.time()):
        return unsigned(source, topic)
    delivery = record(source, topic, body)
    if delivery.status >= HTTPStatus.BAD_REQUEST:
        return refused(delivery.status, delivery.message)
    return JsonResponse({"outcome": delivery.outcome, "message": delivery.message})


def topic_of(source: IngestSource, request: HttpRequest) -> str:
    """What the message is about, as its header says; our own documents say it themselves."""
    name = TOPIC.get(source.kind)  # type: ignore[call-overload]
    return request.headers.get(name, "") if name else ""


def unsigned(source: IngestSource, topic: str) -> HttpResponse:
    sentence = _("The signature was not made with this system’s secret, or it is older than five minutes.")
    if UNSIGNED.allows(source.address):
        log(source, topic, OUTCOMES.UNSIGNED, sentence, 401)
    return refused(401, sentence)


def unknown(request: HttpRequest) -> HttpResponse:
    if not UNKNOWN.allows(address_of(request)):
        return refused(429, _("Too many messages: send it again in a minute."), {"Retry-After": "60"})
    return refused(404, _("Nothing is connected at this address, or it was switched off."))


def refused(status: int, sentence: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """A problem document, as the API answers."""
    data = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
    return JsonResponse(data, status=status, content_type="application/problem+json", headers=headers)
