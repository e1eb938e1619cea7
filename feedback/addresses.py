"""Under which addresses customers reach the pages that are for them."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


class NoAddressError(Exception):
    """It is not known under which address customers reach Jauge: links would lead nowhere."""

    def __str__(self) -> str:
        return _("Set JAUGE_ADDRESS to the address at which customers reach Jauge, as https://crm.example.com.")


def absolute(path: str) -> str:
    """The address of a page for whoever reads a mail. Raises NoAddressError."""
    if not settings.PUBLIC_ADDRESS:
        raise NoAddressError
    return f"{settings.PUBLIC_ADDRESS}{path}"


def survey_address(token: str, score: int | None = None) -> str:
    """Where an invitation is answered; with a score, that one is chosen there."""
    address = reverse("feedback:ask", args=[token])
    return absolute(address if score is None else f"{address}?score={score}")


def refusal_address(token: str) -> str:
    """Where whoever holds an invitation ends all surveys."""
    return absolute(reverse("feedback:refusal", args=[token]))


def handed_over(request: HttpRequest, path: str) -> str:
    """The address of a page for whoever is given it by hand, printed or copied: JAUGE_ADDRESS, since an administrator
    may read the page under another one; where that is not set, the address under which they do."""
    return absolute(path) if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)
