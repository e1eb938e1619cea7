"""Amounts in other currencies: by a column, by the sign beside the number; converted at the rate of their date."""

import re
from bisect import bisect_right
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from crm.importers.fields import TEXT, Field, Mapped
from crm.importers.numbers import CODES
from crm.importers.problems import RowProblem
from crm.importers.wording import either
from crm.models import Company, ExchangeRate

CURRENCY_FIELD = Field("currency", TEXT, (
    "currencyisocode", "currency code", "deal currency", "devise", "monnaie", "amount currency", "opportunity currency",
    "devise montant", "devise de l opportunité", "betrag währung", "importe moneda", "importo valuta",
), most=20)  # fmt: skip
# The columns of a `Converted` record beside its amount. None means something in them: not converted.
CONVERSION = ("currency", "original_amount", "exchange_rate")
SIGNS = {
    "us$": "USD", "ca$": "CAD", "c$": "CAD", "au$": "AUD", "a$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "r$": "BRL", "mx$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "rs": "INR", "₽": "RUB", "руб": "RUB",
    "zł": "PLN", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₩": "KRW", "₫": "VND", "₱": "PHP", "฿": "THB",
}  # fmt: skip
# A sign, or a code of three letters beside the number: “12345.00|RUB”. Crowns and ¥ are of several countries.
SIGN = re.compile(rf"(?<![^\W\d_])(?:(?:eur|usd|gbp|chf|{CODES})(?![^\W\d_])|{'|'.join(map(re.escape, SIGNS))})", re.I)
# "$" stands for each of these where the company counts in it.
DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"})


class Rates:
    """All exchange rates, read once per file."""

    def __init__(self) -> None:
        self.own = Company.current().currency
        self.known: dict[str, list[tuple[date, Decimal]]] = {}
        for each in ExchangeRate.objects.order_by("on"):
            self.known.setdefault(each.currency, []).append((each.on, each.rate))

    def convert(self, values: dict[str, Any], on: date | None) -> None:
        """Brings `amount` to the company's currency and remembers what the file said; RowProblem without a rate."""
        if "currency" not in values:
            return
        currency = self.code(values["currency"] or "")
        values.update({"currency": "", "original_amount": None, "exchange_rate": None})
        amount = values.get("amount")
        if amount is None or currency in ("", self.own):
            return
        rate = self.at(currency, on)
        values.update({"currency": currency, "original_amount": amount, "exchange_rate": rate})
        values["amount"] = (amount * rate).quantize(Decimal("0.000001"))

    def code(self, text: str) -> str:
        found = SIGNS.get(text.casefold(), text.upper())
        if found and not re.fullmatch("[A-Z]{3}", found):
            sentence = _("“%(value)s” is not a currency: write its code of three letters, such as EUR.")
            raise RowProblem("currency", text, sentence % {"value": text})
        return self.own if text == "$" and self.own in DOLLARS else found

    def at(self, currency: str, on: date | None) -> Decimal:
        """The rate in force on a day; without a day, the latest."""
        rates = self.known.get(currency, [])
        position = bisect_right(rates, on, key=lambda each: each[0]) if on else len(rates)
        if position:
            return rates[position - 1][1]
        words = {"currency": currency, "date": on or Company.current().today()}
        sentence = _("There is no exchange rate for %(currency)s on %(date)s: add one in the settings first.")
        raise RowProblem("currency", currency, sentence % words)


class Symbols:
    """The currency signs in a column of amounts: “$1,117.10K”.

    They count where the column has several, or where the company has rates for the one it has: then it works in
    several currencies. Else the amounts are taken as they stand, and that is told.
    """

    def __init__(self, column: Mapped | None) -> None:
        self.column = column
        self.found: Counter[str] = Counter()
        self.telling = False
        self.notes: list[str] = []

    def see(self, cells: list[str]) -> None:
        if self.column is not None and (sign := self.sign_of(cells)):
            self.found[sign] += 1

    def settle(self) -> None:
        if not self.found:
            return
        rates = Rates()
        foreign = {sign for sign in self.found if rates.code(sign) != rates.own}
        self.telling = len(self.found) > 1 or any(rates.code(sign) in rates.known for sign in foreign)
        if foreign and not self.telling:
            words = {"sign": "".join(foreign), "own": rates.own}
            sentence = either(
                _(
                    "The amounts are written with “%(sign)s” and were taken as %(own)s: to convert them, say "
                    "--set currency=USD (or what they are in) once its exchange rate is in the settings."
                ),
                _(
                    "The amounts are written with “%(sign)s” and were taken as %(own)s: to convert them, give the "
                    "currency under “The same for all rows” once its exchange rate is in the settings."
                ),
            )
            self.notes.append(sentence % words)

    def currency_of(self, cells: list[str]) -> str | None:
        """The sign beside the amount; "" for the company's own; None where signs do not count."""
        return self.sign_of(cells) if self.telling else None

    def sign_of(self, cells: list[str]) -> str:
        match = SIGN.search(self.column.text(cells)) if self.column else None
        return match[0].casefold() if match else ""
