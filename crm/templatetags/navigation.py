"""The entries of the menu: by role, the current one marked, none that leads nowhere."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from crm.access import may_configure
from crm.models import Company

register = template.Library()

ENTRIES = (
    ("crm:my_day", _("My day"), "sun"),
    ("kpis:home", _("Dashboard"), "gauge"),
    ("crm:opportunities", _("Opportunities"), "target"),
    ("crm:board", _("Board"), "layout-kanban"),
    ("crm:calendar", _("Calendar"), "calendar-event"),
    ("crm:activities", _("Activities"), "phone"),
    ("crm:accounts", _("Accounts"), "building"),
    ("crm:contacts", _("Contacts"), "address-book"),
    ("crm:sales", _("Sales"), "receipt"),
    ("kpis:feedback", _("Feedback"), "mood-smile"),
    ("kpis:dashboards", _("My dashboards"), "star"),
    ("kpis:metrics", _("Key figures"), "chart-bar"),
    ("kpis:objectives", _("Objectives"), "flag"),
)
ADMIN = (("feedback:surveys", _("Surveys"), "message"), ("crm:settings", _("Settings"), "settings"))


@register.simple_tag(takes_context=True)
def menu(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries for the viewer, each with address, label, icon and whether it is the current one."""
    request = context["request"]
    entries = [*ENTRIES, *ADMIN] if may_configure(request.user) else ENTRIES
    made = []
    for name, label, icon in entries:
        address = known(name)
        if address:
            current = request.path.startswith(address) if address != "/" else request.path == "/"
            made.append({"address": address, "label": label, "icon": icon, "current": current})
    # Of two that fit, the longer address is the nearer: the board is not the list.
    fitting = [entry for entry in made if entry["current"]]
    for entry in fitting:
        entry["current"] = entry is max(fitting, key=lambda each: len(each["address"]))
    return made


def known(name: str) -> str:
    """The address of a page, empty where the page does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def address_of(name: str) -> str:
    return known(name)


@register.filter
def initials(person: Any) -> str:
    """“Ana Lopez” → AL."""
    return "".join(word[0] for word in str(person).split()[:2]).upper()


@register.filter
def team_of(user: Any) -> Any:
    """The user's team, or None; from what the page has read already."""
    return Company.current().teams.get(user.team_id)
