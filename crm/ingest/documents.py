"""What a message says, whichever system sent it. Amounts are positive, net of VAT, in the currency that is named
(empty: the company's); moments are aware.

`version` is when it last changed there; `rank` tells two states of one second apart.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Customer:
    """Whoever bought or called, as far as it is told; `account` is the external id of one of our accounts."""

    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    account: str = ""


@dataclass(frozen=True)
class Item:
    """What was sold: `code` is its article number, `amount` that of all pieces, after discounts."""

    name: str
    code: str
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Refund:
    """Money given back. Without `at` it was given back when it was first told of."""

    external_id: str
    of_sale: str
    amount: Decimal
    currency: str
    version: datetime
    at: datetime | None = None
    customer: Customer = field(default_factory=Customer)


@dataclass(frozen=True)
class Order:
    """A sale, or what may become one. `sold`: it was one at some time; `stands`: it still is, else it ended at
    `version`. Where `refunds` are told, they are all there are."""

    external_id: str
    version: datetime
    rank: int
    at: datetime
    amount: Decimal
    currency: str = ""
    sold: bool = True
    stands: bool = True
    number: str = ""
    customer: Customer = field(default_factory=Customer)
    items: tuple[Item, ...] = ()
    cart: str = ""
    refunds: tuple[Refund, ...] | None = None


@dataclass(frozen=True)
class Removed:
    """An order that is no more."""

    external_id: str
    version: datetime


@dataclass(frozen=True)
class CartState:
    """What is in a cart. `touched_at` is when the customer last did something with it."""

    external_id: str
    version: datetime
    created_at: datetime
    touched_at: datetime
    amount: Decimal
    currency: str = ""
    items: int = 0
    customer: Customer = field(default_factory=Customer)


@dataclass(frozen=True)
class Conversion:
    """A cart became a sale; `of_sale` where it is told which one."""

    external_id: str
    at: datetime
    of_sale: str = ""
    customer: Customer = field(default_factory=Customer)


@dataclass(frozen=True)
class Call:
    """A call that is over. `user` is an e-mail address, `extension` the number of whoever works here."""

    external_id: str
    version: datetime
    at: datetime
    seconds: int
    inbound: bool | None
    answered: bool
    customer: Customer
    user: str = ""
    extension: str = ""
    subject: str = ""
    notes: str = ""


Document = Order | Removed | Refund | CartState | Conversion | Call
