"""Numbers, money, durations and dates as the viewer's language writes them.

Every filter shows "–" where there is no value. `machine` is the same value for programs:
unrounded, with a decimal point.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import get_currency_precision, parse_pattern
from django import template
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from crm.models import Company

register = template.Library()

NOTHING = "–"
NARROW_SPACE = "\u202f"
# As changes have it: a hyphen is shorter than a digit is wide, and breaks at the end of a line.
MINUS = "−"
# From here on cents are noise in a figure that is read at a glance; the exact amount stays in `machine`.
CENTS_BELOW = Decimal(10_000)
# English dates are written day first: the month is a word, so nobody can take one for the other.
LOCALES = {"fr": Locale("fr", "FR"), "en": Locale("en", "GB")}


def viewer_locale():
    """The Babel locale of the active language, e.g. fr_FR."""
    return LOCALES[viewer_language()]


def viewer_language():
    """The active language, of those that numbers and dates are written in."""
    language = (translation.get_language() or "en").partition("-")[0]
    return language if language in LOCALES else "en"


def exact(value):
    """`value` as a Decimal: a float by its shortest decimal form, never by its binary one."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def rounded(value, places):
    """`value` rounded half-up to `places` decimals, as money is."""
    return exact(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


parsed = lru_cache(maxsize=64)(parse_pattern)


# A page writes hundreds of numbers and dates, many of them the same from page to page.
@lru_cache(maxsize=10_000)
def written(form, digits, language, currency=None):
    """A number, given by its digits, in a pattern of Babel's, whose minus is a hyphen."""
    more = {"currency": currency, "currency_digits": False} if currency else {}
    # What is rounded to nothing has no sign.
    amount = Decimal(digits) or Decimal(0)
    text = parsed(form).apply(abs(amount), LOCALES[language], **more)
    return MINUS + text if amount < 0 else text


@lru_cache(maxsize=5_000)
def written_date(value, form, language):
    return format_date(value, form, locale=LOCALES[language])


def dated(value, form):
    """A date, or the company's day of a moment, in a pattern of Babel's; "–" where there is none."""
    if not value:
        return NOTHING
    found = local(value)
    return written_date(found.date() if isinstance(found, datetime) else found, form, viewer_language())


def pattern(places, optional=False):
    """The number pattern with `places` decimals, which are left out when zero if `optional`."""
    return "#,##0" + ("." + ("#" if optional else "0") * places if places else "")


@register.filter
def number(value, places=None):
    """1234.5 as "1,234.5" or "1 234,5"; `places` fixes the decimals (default: up to two)."""
    if value is None or value == "":
        return NOTHING
    digits = 2 if places is None else int(places)
    form = pattern(digits, optional=places is None)
    return written(form, str(rounded(value, digits)), viewer_language())


def written_number(value, places=0):
    """A number as one types it, unrounded: "1,234.5"; with `places` decimals at least."""
    bare = exact(value).normalize()
    return number(bare, max(places, -bare.as_tuple().exponent, 0))


def company_currency():
    """The ISO 4217 code of the company's currency."""
    return Company.current().currency


@register.filter
def money(value, currency=""):
    """An amount in the company's currency (or in `currency`), cents left out from 10,000 on."""
    if value is None or value == "":
        return NOTHING
    whole = abs(exact(value)) >= CENTS_BELOW
    return formatted_money(value, currency or company_currency(), 0 if whole else None)


@register.filter
def money_exact(value, currency=""):
    """An amount to the cent, whatever its size."""
    return NOTHING if value is None or value == "" else formatted_money(value, currency or company_currency())


@register.filter
def money_whole(value, currency=""):
    """An amount without cents, whatever its size: sums of a column, cards of the board."""
    if value is None or value == "":
        return NOTHING
    return formatted_money(value, currency or company_currency(), 0)


def formatted_money(value, currency, places=None):
    places = get_currency_precision(currency) if places is None else places
    form = pattern(places)
    language = viewer_language()
    form = form + "\xa0¤" if language == "fr" else "¤" + form
    return written(form, str(rounded(value, places)), language, currency)


@register.filter
def percent(value, places=1):
    """A fraction as a percentage: 0.6315 as "63.2%" or "63,2 %"."""
    if value is None or value == "":
        return NOTHING
    language = viewer_language()
    form = pattern(int(places)) + ("\u202f%" if language == "fr" else "%")
    return written(form, str(rounded(value, int(places) + 2)), language)


@register.filter
def days(value, places=1):
    """A number of days: "20.0 days"."""
    if value is None or value == "":
        return NOTHING
    return ngettext("%(amount)s day", "%(amount)s days", plural_number(value)) % {"amount": number(value, places)}


@register.filter
def hours(value, places=1):
    """A number of hours: "12.5 h"."""
    return NOTHING if value is None or value == "" else f"{number(value, places)}\xa0h"


@register.filter
def points(value, places=0):
    """A score: "+42" or "−8"."""
    return NOTHING if value is None or value == "" else signed(value, int(places))


def signed(value, places):
    amount = rounded(value, places)
    sign = "+" if amount > 0 else MINUS if amount < 0 else ""
    return sign + number(abs(amount), places)


def plural_number(value):
    """The whole number that decides between singular and plural: 1 is one, 1.5 is in French too."""
    if viewer_language() == "fr":
        return int(abs(exact(value)))
    return 1 if exact(value) == 1 else 2


@register.filter
def duration(seconds):
    """Seconds as people say them: "25 min", "1 h 05"."""
    if seconds is None or seconds == "":
        return NOTHING
    minutes = int(rounded(exact(seconds) / 60, 0))
    if minutes < 0:
        return MINUS + duration(-minutes * 60)
    if minutes < 60:
        return f"{minutes}\xa0min"
    return f"{number(minutes // 60)}\xa0h" + (f"\xa0{minutes % 60:02d}" if minutes % 60 else "")


@register.filter
def in_unit(value, unit):
    """A figure's value in its unit: money, count, percent, days, hours, ratio or points."""
    return FORMATS[str(unit)](value)


def ratio(value):
    return number(value, 2)


def money_per_day(value):
    """An amount for each day: "€120.50 per day"."""
    return NOTHING if value is None or value == "" else gettext("%(amount)s per day") % {"amount": money(value)}


FORMATS = {
    "money": money,
    "money_per_day": money_per_day,
    "count": number,
    "percent": percent,
    "days": days,
    "hours": hours,
    "ratio": ratio,
    "points": points,
}


@register.filter
def machine(value):
    """The unrounded value for `<data value>`: "1234.50", empty where there is none."""
    return "" if value is None else format(exact(value), "f")


def local(value):
    """A datetime in the company's time zone; a date as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value):
    """A date: "23 Nov 2026", "23 nov. 2026"."""
    return dated(value, "d MMM y")


@register.filter
def written_day(value):
    """A date as one types it: "24 Nov 2026", "24/11/2026"; what fields for dates show and read."""
    if not value:
        return ""
    return dated(value, "dd/MM/y" if viewer_language() == "fr" else "d MMM y")


@register.filter
def day_short(value):
    """A date of the running year, without the year: "23 Nov"; of another year, with it."""
    if not value:
        return NOTHING
    this_year = local(value).year == timezone.localdate().year
    return dated(value, "d MMM" if this_year else "d MMM y")


@register.filter
def day_long(value):
    """A date in words: "Monday 23 November 2026"."""
    return dated(value, "EEEE d MMMM y")


@register.filter
def weekday(value):
    """The day of the week, short: "Mon"."""
    return dated(value, "EEE")


@register.filter
def month(value):
    """The month of a date: "November 2026"."""
    return dated(value, "LLLL y")


@register.filter
def moment(value):
    """A date and time in the company's zone: "23 Nov 2026, 14:05"."""
    return format_datetime(local(value), "d MMM y, HH:mm", locale=viewer_locale()) if value else NOTHING


@register.filter
def clock(value):
    """A time of day in the company's zone: "14:05"."""
    return format_time(local(value), "HH:mm", locale=viewer_locale()) if value else NOTHING


@register.filter
def ago(value):
    """How far a date or datetime is from now: "today", "3 days ago", "in 2 weeks"."""
    if not value:
        return NOTHING
    on = local(value).date() if isinstance(value, datetime) else value
    return distance((on - timezone.localdate()).days)


def distance(days_ahead):
    named = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if days_ahead in named:
        return named[days_ahead]
    return format_timedelta(timedelta(days=days_ahead), add_direction=True, locale=viewer_locale())


@register.filter
def as_date(value):
    """The local date of a datetime; a date as it is; for `<time datetime>`."""
    return local(value).date() if isinstance(value, datetime) else value if isinstance(value, date) else None
