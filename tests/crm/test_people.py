"""People that tests make in a few statements are those that Jauge makes one by one."""

from typing import Any

import pytest
from django.apps import apps

from crm.access import Role
from crm.models import Team
from crm.models.table_changes import TableChange
from tests.people import person, persons

# What differs between two people who are made alike.
OF_ITS_OWN = {"id", "password", "history_id", "history_date", "date_joined", "at"}
# That tables changed is noted with numbers at random.
MODELS = [model for model in apps.get_models() if model is not TableChange]


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in MODELS}


def rows(before: dict[str, int], first: int) -> dict[str, list[dict[str, Any]]]:
    """What each model has more than before; people by their distance from the `first`."""
    found = {
        model._meta.label: list(model._base_manager.order_by("pk").values())[before[model._meta.label] :]
        for model in MODELS
    }
    return {label: [row_of(each, first) for each in made] for label, made in found.items() if made}


def row_of(values: dict[str, Any], first: int) -> dict[str, Any]:
    known = {name: value for name, value in values.items() if name not in OF_ITS_OWN}
    return known | {name: known[name] - first for name in ("user_id", "subject_key") if name in known}


@pytest.mark.django_db
def test_they_leave_the_same_rows() -> None:
    team = Team.objects.create(name="North")
    told = [("manager", Role.MANAGER, team), ("rep", Role.REP, team), ("admin", Role.ADMIN, None)]
    before = counts()
    one_by_one = [person(*each) for each in told]
    left = rows(before, one_by_one[0].pk)
    assert left.keys() == {"crm.User", "crm.HistoricalUser", "crm.Membership", "crm.AuditEntry"}
    for each in one_by_one:
        type(each).objects.filter(pk=each.pk).update(username=f"{each.pk}", email=f"{each.pk}@example.com")
    before = counts()
    at_once = persons(*told)
    assert rows(before, at_once[0].pk) == left
    assert all(each.check_password("word") and not each._state.adding for each in at_once)
