"""What all pages of the settings have in common: they are for administrators, and say so to everybody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from crm.access import may_configure

View = Callable[..., HttpResponse]


def switched(active: bool) -> str:
    """What is said after something was deactivated or put in use again."""
    if active:
        return _("“%(name)s” is in use again.")
    return _("“%(name)s” is deactivated: no form offers it any more.")


def for_administrators(view: View) -> View:
    """Everybody else is refused with the reason."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = may_configure(request.user)
        if not allowed:
            raise PermissionDenied(str(allowed.reason))  # type: ignore[union-attr]
        return view(request, *args, **kwargs)

    return answer
