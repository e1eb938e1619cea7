"""A negative number on a page has a minus sign as changes have it, no hyphen."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.utils import translation

from crm.templatetags import formats
from crm.written import read_number

pytestmark = pytest.mark.django_db
HYPHEN = re.compile(r"-\d|-[$€£]")


@pytest.mark.parametrize("language, shown", [
    ("en", ["−12.5", "−€1,234.50", "−€12,345", "−€0.01", "−12.0%", "−3.5 days", "−2.0 h", "−25 min", "−1 h 05", "−8"]),
    ("fr", ["−12,5", "−1 234,50 €", "−12 345 €", "−0,01 €", "−12,0 %", "−3,5 jours", "−2,0 h", "−25 min", "−1 h 05", "−8"]),
])  # fmt: skip
def test_every_kind_of_number(language, shown):
    with translation.override(language):
        found = [
            formats.number(-12.5), formats.money(Decimal("-1234.5")), formats.money(Decimal("-12345.4")),
            formats.money_exact(Decimal("-0.01")), formats.percent(-0.12), formats.days(-3.5), formats.hours(-2),
            formats.duration(-1500), formats.duration(-3900), formats.points(-8),
        ]  # fmt: skip
    assert [re.sub(r"[\xa0\u202f]", " ", each) for each in found] == shown


def test_what_is_rounded_to_nothing_has_no_sign():
    with translation.override("en"):
        assert (formats.percent(-0.0001), formats.number(Decimal("-0.001")), formats.duration(-5)) == (
            "0.0%",
            "0",
            "0\xa0min",
        )


def test_what_is_shown_is_read_again():
    for language in ("en", "fr"):
        with translation.override(language):
            assert read_number(formats.written_number(Decimal("-1234.5"))) == Decimal("-1234.5")


def test_programs_read_a_hyphen():
    line = io.StringIO()
    csv.writer(line).writerow([formats.machine(Decimal("-1234.50"))])
    assert line.getvalue().strip() == "-1234.50"
