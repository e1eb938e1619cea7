"""Who asks the API. Apart from the router: the framework loads it before its own views."""

from typing import Any

from rest_framework.authentication import SessionAuthentication

from crm.api.authentication import refuse_without_second_factor


class Session(SessionAuthentication):
    """The session of the pages, with its protection against forged requests; nobody is answered 401, not 403."""

    def authenticate(self, request: Any) -> Any:
        found = super().authenticate(request)
        if found is not None:
            refuse_without_second_factor(found[0])
        return found

    def authenticate_header(self, request: Any) -> str:
        return "Session"
