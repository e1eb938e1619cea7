"""What was deactivated still narrows the lists of whatever refers to it: saved views and links go on working."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm.models import ActivityType, Channel, Medium, Pipeline, Sale, Segment, Stage
from tests.crm_pages.conftest import Mill


@pytest.mark.parametrize(
    ("address", "name", "model"),
    [
        ("/sales/", "channel", Channel), ("/accounts/", "segment", Segment), ("/opportunities/", "stage", Stage),
        ("/activities/", "type", ActivityType), ("/activities/", "medium", Medium),
    ],
)  # fmt: skip
def test_it_is_offered_after_the_rest_and_said_so(rep: Client, mill: Mill, address: str, name: str, model: Any) -> None:
    more = {"pipeline": Pipeline.objects.first(), "order": 90} if model is Stage else {}
    gone = model.objects.create(name="Bygone", active=False, **more)
    answer = rep.get(address, {name: gone.pk})
    offered = [str(label) for _value, label in answer.context["filters"].form.fields[name].choices]
    assert answer.status_code == 200
    assert offered[-1] == "Bygone (deactivated)"


def test_the_sales_of_a_deactivated_channel_are_found(rep: Client, mill: Mill) -> None:
    channel = Channel.objects.create(name="Fair")
    Sale.record(number="F-1", owner=mill.people.rep, sold_on=date(2025, 3, 1), amount=Decimal(5), channel=channel)
    Channel.objects.filter(pk=channel.pk).update(active=False)
    lines = rep.get("/sales/", {"channel": channel.pk}).context["lines"]
    assert [line.row.number for line in lines] == ["F-1"]
