"""What all views of the API have in common."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from crm.api.idempotency import key_in, once
from crm.api.refusals import RefusalError


class ApiView(APIView):
    """Tells in every answer how many requests are left; a POST with an `Idempotency-Key` is done once.

    `figures`: a token for figures only may ask it. `rate` is filled by the throttle.
    """

    figures = False
    rate: dict[str, int] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key = key_in(request) if request.method == "POST" else ""
        if key and hasattr(self, "post"):
            # The framework looks the handler up after this.
            setattr(self, "post", once(getattr(self, "post"), key))  # noqa: B009, B010

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        answer: Response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in self.rate.items():
            answer.headers[f"RateLimit-{name}"] = str(value)
        return answer


class Unknown(ApiView):
    """Whatever address of the API nothing is at."""

    permission_classes: list[Any] = []
    throttle_classes: list[Any] = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise RefusalError("not_found", _("There is nothing at this address: see /api/ for what there is."), status=404)


def refuse_unknown_words(request: Request, known: list[str]) -> None:
    """422 for a word of the address that means nothing here, or is empty: neither must list everything."""
    for name, value in request.query_params.items():
        if name not in known:
            words = {"name": name, "names": ", ".join(known)}
            sentence = _("“%(name)s” is no word of this address: write one of %(names)s.")
            raise RefusalError("unknown_word", sentence % words, known)
        if not value:
            sentence = _("“%(name)s” is empty: say what it is, or leave it out.")
            raise RefusalError("empty_word", sentence % {"name": name})
