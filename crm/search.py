"""Finding records while typing: accounts, contacts, opportunities and people, accents and case ignored.

A found record has a key, "account:12", that a form sends back; `Finder.get` reads it again with the viewer's rights.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.candidates import NEVER, Over, Way, best_keys, first_keys
from crm.models import Account, Contact, Opportunity, Product, Stage, User
from crm.models.accounts import normalise_phone
from crm.models.names import normalise
from crm.templatetags.formats import money

LIMIT = 8
SHORTEST_PHONE = 4
# Trigram indexes serve from three letters on; a shorter text is looked for at the beginning of names only.
SHORTEST_INSIDE = 3
AMOUNT = re.compile(r"\d{1,12}([.,]\d{1,2})?")


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

    @property
    def address(self) -> str:
        """The record's page; a person or a product has none here."""
        return "" if self.kind in ("user", "product") else reverse(f"crm:{self.kind}", args=[self.record.pk])


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be found: its rows, the columns it is searched by, what is shown beside."""

    label: Any
    model: Any
    related: tuple[str, ...]
    phones: bool
    emails: bool
    details: tuple[str, ...]
    amounts: bool = False
    # Who types a name seldom means what has ended.
    over: Over = NEVER
    # Reference data that is no longer in use is not offered; where it was chosen it stays.
    retires: bool = False

    def rows(self, viewer: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.visible_to(viewer)
        return rows.select_related(*self.related) if self.related else rows

    def matching(self, viewer: Any, text: str, limit: int) -> list[Any]:
        """At most `limit` rows that match the text, the best first; none for an empty text."""
        text = without_null(text).strip()
        wanted = normalise(text)
        if not wanted:
            return []
        rows = self.model.objects.filter(active=True) if self.retires else self.model.objects.all()
        shares = rows.shares_of(viewer)
        keys: list[int] = []
        if not any(shares):
            # The index has names in order: no beginning is passed over, however many there are.
            begins = rows.visible_to(viewer).filter(normalised_name__startswith=wanted)
            keys = first_keys(begins, self.ways(text, wanted), limit, self.over)
        if len(keys) < limit:
            keys = best_keys(rows, shares, self.ways(text, wanted), limit, self.over)
        found = self.rows(viewer).in_bulk(keys) if keys else {}
        return [found[key] for key in keys if key in found]

    def ways(self, text: str, wanted: str) -> list[Way]:
        """How a row matches, the best first: the name is the text; begins with it as a word of its own, or at all; the
        amount is it; another word begins with it; the e-mail begins with it; the phone, then the name contain it."""
        name, word = "normalised_name", f" {wanted}"
        inside = (
            Way(Q(normalised_name__contains=wanted), name, lambda text: wanted in text)
            if len(wanted) >= SHORTEST_INSIDE
            else None
        )
        begins = Way(Q(normalised_name__startswith=wanted), name, lambda text: text.startswith(wanted), inside)
        ways = [
            Way(Q(normalised_name=wanted), name, lambda text: text == wanted, begins),
            Way(Q(normalised_name__startswith=f"{wanted} "), name, lambda text: text.startswith(f"{wanted} "), begins),
            begins,
        ]
        amount = typed_amount(text)
        if self.amounts and amount is not None:
            ways.append(of_amount(amount))
        if inside:
            ways.append(Way(Q(normalised_name__contains=word), name, lambda text: word in text, inside))
        if self.emails and inside and " " not in text:
            begun = text.lower()
            ways.append(Way(Q(email__istartswith=text), "email", lambda email: email.lower().startswith(begun)))
        digits = normalise_phone(text).lstrip("0")
        if self.phones and len(digits) >= SHORTEST_PHONE:
            ways.append(Way(Q(normalised_phone__contains=digits), "normalised_phone", lambda phone: digits in phone))
        return [*ways, inside] if inside else ways

    def details_of(self, record: Any) -> str:
        """What tells the record from others of its name."""
        values = (getattr(record, name) for name in self.details)
        return " · ".join(money(each) if isinstance(each, Decimal) else str(each) for each in values if each)

    def nearness(self, record: Any, wanted: str) -> tuple[int, bool]:
        """How a record stands among those of all kinds: called so, with a name that begins so, or found by anything
        else; of each what is over last."""
        name = record.normalised_name
        rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2
        return rank, self.over.says(getattr(record, self.over.column))


def of_amount(amount: Decimal) -> Way:
    """ "1200" also means 1,200.50: cents are rarely remembered."""
    below = amount + 1 if amount == amount.to_integral_value() else amount
    return Way(
        Q(amount=amount) | Q(amount__gt=amount, amount__lt=below),
        "amount",
        lambda known: known is not None and (known == amount or amount < known < below),
    )


KINDS = {
    "opportunity": Kind(
        _("Opportunity"),
        Opportunity,
        ("account", "stage"),
        False,
        False,
        ("account", "stage", "amount"),
        amounts=True,
        over=Over("outcome", lambda outcome: outcome != Stage.Kind.OPEN),
    ),
    "account": Kind(_("Account"), Account, (), True, True, ("city",)),
    "contact": Kind(_("Contact"), Contact, ("account",), True, True, ("account",)),
    "user": Kind(_("Person"), User, (), False, True, ("email",)),
    "product": Kind(_("Product"), Product, ("category",), False, False, ("category",), retires=True),
}


class Finder:
    """Looks among some kinds of records with one viewer's rights."""

    def __init__(self, viewer: Any, kinds: tuple[str, ...]) -> None:
        self.viewer = viewer
        self.kinds = kinds

    def find(self, text: str, limit: int = LIMIT) -> list[Found]:
        """At most `limit` records of each kind: of all first what is called so, then what begins so."""
        wanted = normalise(without_null(text).strip())
        found = [(kind, record) for kind in self.kinds for record in KINDS[kind].matching(self.viewer, text, limit)]
        found.sort(key=lambda each: KINDS[each[0]].nearness(each[1], wanted))
        return [self.shown(kind, record) for kind, record in found]

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
        return Found(kind, record, str(record), KINDS[kind].details_of(record))


def without_null(text: str) -> str:
    """PostgreSQL refuses the null character in any text, even in one to search for."""
    return text.replace("\0", "")


def typed_amount(text: str) -> Decimal | None:
    """The amount that a text says ("1 200,50", "€1,200"), if it says one."""
    bare = re.sub(r"[\s\u00a0\u202f€$£]", "", text)
    grouped = re.sub(r"[.,](?=\d{3}(\D|$))", "", bare)
    return Decimal(grouped.replace(",", ".")) if AMOUNT.fullmatch(grouped) else None


def kind_of(record: Model) -> str:
    """The kind of a record, for its key."""
    return next(name for name, kind in KINDS.items() if isinstance(record, kind.model))
