"""Who asks the API. Apart from the router: the framework loads it before its own views."""

from typing import Any

from rest_framework.authentication import SessionAuthentication


class Session(SessionAuthentication):
    """The session of the pages, with its protection against forged requests; nobody is answered 401, not 403."""

    def authenticate_header(self, request: Any) -> str:
        return "Session"
