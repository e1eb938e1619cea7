"""Finding records while typing: accounts, contacts, opportunities and people, accents and case ignored.

A found record has a key, "account:12", that a form sends back; `Finder.get` reads it again with the viewer's rights.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from crm.models import Account, Contact, Opportunity, User
from crm.models.accounts import normalise_phone
from crm.models.names import normalise

LIMIT = 8
SHORTEST_PHONE = 4


@dataclass(frozen=True)
class Found:
    """A record that matches, as a list shows it."""

    kind: str
    record: Any
    label: str
    detail: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.record.pk}"

    @property
    def kind_label(self) -> Any:
        return KINDS[self.kind].label


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be found: its rows, the columns it is searched by, what is shown beside."""

    label: Any
    model: Any
    related: tuple[str, ...]
    phones: bool
    emails: bool
    detail: str

    def rows(self, viewer: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.visible_to(viewer)
        return rows.select_related(*self.related) if self.related else rows

    def matching(self, viewer: Any, text: str) -> QuerySet[Any]:
        """Rows whose name contains the text, or whose phone or e-mail starts with it; none for an empty text."""
        text = without_null(text)
        wanted = normalise(text)
        if not wanted:
            return self.model.objects.none()
        condition = Q(normalised_name__contains=wanted)
        digits = normalise_phone(text)
        if self.phones and len(digits) >= SHORTEST_PHONE:
            condition |= Q(normalised_phone__contains=digits.lstrip("0"))
        if self.emails and "@" in text:
            condition |= Q(email__istartswith=text.strip())
        return self.rows(viewer).filter(condition).order_by("normalised_name", "pk")


KINDS = {
    "opportunity": Kind(_("Opportunity"), Opportunity, ("account",), False, False, "account"),
    "account": Kind(_("Account"), Account, (), True, True, "city"),
    "contact": Kind(_("Contact"), Contact, ("account",), True, True, "account"),
    "user": Kind(_("Person"), User, (), False, True, "email"),
}


class Finder:
    """Looks among some kinds of records with one viewer's rights."""

    def __init__(self, viewer: Any, kinds: tuple[str, ...]) -> None:
        self.viewer = viewer
        self.kinds = kinds

    def find(self, text: str, limit: int = LIMIT) -> list[Found]:
        """At most `limit` records of each kind."""
        return [
            self.shown(kind, record)
            for kind in self.kinds
            for record in KINDS[kind].matching(self.viewer, text)[:limit]
        ]

    def called(self, text: str) -> list[Found]:
        """At most two records with exactly this name: enough to know whether it is clear who is meant."""
        wanted = normalise(without_null(text))
        same = [
            self.shown(kind, record)
            for kind in self.kinds
            for record in KINDS[kind].rows(self.viewer).filter(normalised_name=wanted)[:2]
        ]
        return same if wanted else []

    def get(self, key: str) -> Found | None:
        """The record of a key ("account:12", or "12" where there is one kind only), if the viewer may see it."""
        kind, _separator, number = key.rpartition(":")
        kind = kind or (self.kinds[0] if len(self.kinds) == 1 else "")
        if kind not in self.kinds or not number.isdecimal():
            return None
        record = KINDS[kind].rows(self.viewer).filter(pk=number).first()
        return self.shown(kind, record) if record is not None else None

    @staticmethod
    def shown(kind: str, record: Model) -> Found:
        return Found(kind, record, str(record), str(getattr(record, KINDS[kind].detail) or ""))


def without_null(text: str) -> str:
    """PostgreSQL refuses the null character in any text, even in one to search for."""
    return text.replace("\0", "")


def kind_of(record: Model) -> str:
    """The kind of a record, for its key."""
    return next(name for name, kind in KINDS.items() if isinstance(record, kind.model))
