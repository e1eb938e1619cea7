"""What holds for every request: nothing is kept, the viewer's language, the company's settings; after it, webhooks."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from crm.models import Company
from crm.tasks import ring_for_webhooks
from crm.webhooks.outbox import has_news

logger = logging.getLogger("jauge.webhooks")
SAFE = {"GET", "HEAD", "OPTIONS"}

Handler = Callable[[HttpRequest], HttpResponse]


class NotKeptMiddleware:
    """No browser and no proxy keeps an answer, unless its view says that it may: no page can be forgotten here.

    What is shown to somebody who is signed in is theirs; after they signed out the back button asks again.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class LanguageMiddleware:
    """The language chosen in the menu (a cookie), else the browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
            # The API may have chosen the language of the person whose token it was given.
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


class CompanyMiddleware:
    """Reads the company's settings once and shows all times in its zone, never in the viewer's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.WITHOUT_COMPANY):
            return self.get_response(request)
        with Company.remembered() as company, timezone.override(company.zone):
            return self.get_response(request)


class WebhookMiddleware:
    """Rings for a worker after a request in which something happened that other systems want to know."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in SAFE and response.status_code < 500:
            self.ring()
        return response

    def ring(self) -> None:
        """What was asked is done and stays done where the database went away since; `run_due` looks for news, too."""
        try:
            if has_news():
                ring_for_webhooks()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("nobody was rung for webhooks", exc_info=error)
