"""Where a record is used: facts of people count, what the database keeps beside them does not."""

from datetime import date

import pytest

from crm.models import Account, AuditEntry
from crm.uses import uses_of
from kpis.models import SalesRolled
from tests.people import People


@pytest.mark.django_db
def test_sums_and_the_trail_are_no_uses(people: People) -> None:
    assert uses_of(people.south) != []
    before = {str(each.label): each.count for each in uses_of(people.south)}
    SalesRolled.objects.create(month=date(2025, 1, 1), team_id=people.south.pk, facts=0)
    AuditEntry.objects.create(event=AuditEntry.Event.SIGN_IN, by=people.outsider)
    assert {str(each.label): each.count for each in uses_of(people.south)} == before
    assert "audit trail" not in {str(each.label) for each in uses_of(people.outsider)}
    Account.objects.create(name="Mill", team=people.south)
    assert sum(each.count for each in uses_of(people.south)) == sum(before.values()) + 1
