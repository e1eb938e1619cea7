"""Records that may be there already: the same name, e-mail address or phone number, whatever the spelling."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Account, Contact
from crm.models.accounts import normalise_phone
from crm.models.names import normalise

LIMIT = 5
# Fewer letters begin too many names.
SHORTEST_NAME = 3
# With or without the country's number, the last eight digits of a phone number are the same.
PHONE_DIGITS = 8
LEGAL_FORMS = (
    "sa", "sas", "sasu", "sarl", "eurl", "snc", "sci", "srl", "sprl", "bv", "bvba", "nv", "ag", "gmbh", "spa",
    "inc", "llc", "ltd", "limited", "plc", "corp", "corporation", "company", "co",
)  # fmt: skip
SAME_NAME = _("same name")
SIMILAR_NAME = _("name begins the same")
SAME_EMAIL = _("same e-mail")
SAME_PHONE = _("same phone")


@dataclass(frozen=True)
class Likeness:
    """A record that may be the same as the one that is typed, and why."""

    record: Any
    reasons: tuple[Any, ...]


def bare_name(name: str) -> str:
    """Normalised, without punctuation and legal form: “Dupont & Fils, S.A.” → “dupont fils”."""
    words = re.sub(r"[^\w\s]", "", normalise(name).replace("&", " ").replace("-", " ")).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def phone_end(phone: str) -> str:
    """The last digits of a phone number; nothing for what is too short to be one."""
    digits = normalise_phone(phone)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def reached_alike(email: str, phone: str) -> Q:
    """Rows with this e-mail address or phone number; none where neither is given."""
    condition = Q(pk__in=[])
    if "@" in email:
        condition |= Q(email__iexact=email)
    if phone_end(phone):
        condition |= Q(normalised_phone__endswith=phone_end(phone))
    return condition


def why(record: Any, same_name: bool, email: str, phone: str) -> tuple[Any, ...]:
    end = phone_end(phone)
    reasons = {
        SAME_NAME: same_name,
        SAME_EMAIL: bool(email) and record.email.casefold() == email.casefold(),
        SAME_PHONE: bool(end) and record.normalised_phone.endswith(end),
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def like_account(viewer: Any, *, name: str, email: str, phone: str, besides: int | None = None) -> list[Likeness]:
    """At most LIMIT accounts that the viewer may see and that may be the one that is typed, surest first."""
    rows = Account.objects.visible_to(viewer).exclude(pk=besides)
    email, bare, begins = email.strip(), bare_name(name), normalise(name)
    spelled = [bare, begins, *(f"{bare} {form}" for form in LEGAL_FORMS)] if bare else []
    sure = Q(normalised_name__in=spelled) | reached_alike(email, phone)
    found = [Likeness(row, why(row, bare_name(row.name) == bare, email, phone)) for row in rows.filter(sure)[:LIMIT]]
    if len(bare) >= SHORTEST_NAME and len(found) < LIMIT:
        known = [each.record.pk for each in found]
        alike = rows.filter(normalised_name__startswith=bare).exclude(pk__in=known).order_by("normalised_name", "pk")
        for row in alike[: LIMIT - len(found)]:
            found.append(Likeness(row, (SAME_NAME if bare_name(row.name) == bare else SIMILAR_NAME,)))
    return found


def like_contact(
    viewer: Any, *, first_name: str, last_name: str, email: str, phone: str, besides: int | None = None
) -> list[Likeness]:
    """At most LIMIT contacts that the viewer may see: the same name in either order, e-mail or phone."""
    rows = Contact.objects.visible_to(viewer).exclude(pk=besides).select_related("account")
    email, names = email.strip(), []
    if first_name.strip() and last_name.strip():
        names = [normalise(f"{first_name} {last_name}"), normalise(f"{last_name} {first_name}")]
    found = rows.filter(Q(normalised_name__in=names) | reached_alike(email, phone))
    return [Likeness(row, why(row, row.normalised_name in names, email, phone)) for row in found[:LIMIT]]
