"""What happens is noticed whichever way it is written, once; history that is brought in or taken back is not."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations import Migration, operations
from django.test import Client
from django.utils import timezone

from crm import bulk, merging
from crm.importers.loading import Load
from crm.importers.options import Options
from crm.models import (
    Account,
    Activity,
    ActivityType,
    BulkChange,
    Opportunity,
    OpportunityEvent,
    Pipeline,
    WebhookEndpoint,
    WebhookEvent,
)
from crm.models.webhooks import silence
from crm.webhooks import outbox, watching
from feedback.models import Answer, Survey
from tests.people import People

pytestmark = pytest.mark.django_db


def noticed() -> list[str]:
    return list(WebhookEvent.objects.order_by("pk").values_list("type", flat=True))


def test_nothing_is_noticed_where_nobody_listens(opportunity: Opportunity) -> None:
    opportunity.win()
    assert noticed() == []


def test_the_verbs_of_an_opportunity(endpoint: WebhookEndpoint, opportunity: Opportunity, pipeline: Pipeline) -> None:
    opportunity.move_to(pipeline.stages.get(name="Offer"))
    opportunity.lose()
    opportunity.reopen()
    opportunity.win()
    assert noticed() == ["opportunity.moved", "opportunity.lost", "opportunity.moved", "opportunity.won"]


def test_an_activity_that_is_logged_done_or_planned(
    endpoint: WebhookEndpoint, people: People, call: ActivityType
) -> None:
    Activity.log(type=call, owner=people.rep)
    planned = Activity.plan(type=call, owner=people.rep, due_on=timezone.now().date())
    assert noticed() == ["activity.done"]
    planned.done()
    planned.went("positive")
    planned.save()
    assert noticed() == ["activity.done"] * 2


def test_what_is_written_past_the_models(endpoint: WebhookEndpoint, people: People, call: ActivityType) -> None:
    plans = [Activity.plan(type=call, owner=people.rep, due_on=timezone.now().date()) for _each in range(3)]
    Activity.objects.filter(pk=plans[0].pk).update(state="done", done_on="2026-01-02")
    for plan in plans[1:]:
        plan.state, plan.done_on = "done", plan.due_on
    Activity.objects.bulk_update(plans[1:], ["state", "done_on"])
    Activity.objects.bulk_create([Activity(type=call, owner=people.rep, state="done", done_on="2026-01-02")])
    assert noticed() == ["activity.done"] * 4


def test_an_answer(endpoint: WebhookEndpoint) -> None:
    survey = Survey.objects.create(name="After the sale", kind="nps")
    Answer.objects.create(survey=survey, score=9, answered_on=timezone.now().date())
    assert noticed() == ["answer.received"]


def test_a_bulk_change(endpoint: WebhookEndpoint, people: People, pipeline: Pipeline, client: Client) -> None:
    made = [Opportunity.open(name=f"Deal {number}", owner=people.rep, amount=1) for number in range(3)]
    keys = [each.pk for each in made]
    offer = pipeline.stages.get(name="Offer")
    rows = Opportunity.objects.filter(pk__in=keys)
    bulk.write([move(each, offer) for each in rows], BulkChange.Kind.STAGE, people.rep)
    assert noticed() == ["opportunity.moved"] * 3


def move(opportunity: Opportunity, stage: Any) -> Opportunity:
    opportunity.stage = stage
    return opportunity


def test_bulk_through_the_api_rings(
    endpoint: WebhookEndpoint, people: People, call: ActivityType, client: Client, monkeypatch: Any
) -> None:
    rung: list[int] = []
    monkeypatch.setattr("crm.middleware.ring_for_webhooks", lambda: rung.append(1))
    client.force_login(people.rep)
    rows = {"rows": [{"type": call.pk}, {"type": call.pk}]}
    answer = client.post("/api/activities/bulk/", rows, content_type="application/json", headers={"X-CSRFToken": "-"})
    assert answer.status_code in (200, 201), answer.content
    assert noticed() == ["activity.done"] * 2
    assert rung == [1]


def test_what_is_rolled_back_never_happened(endpoint: WebhookEndpoint, opportunity: Opportunity) -> None:
    with transaction.atomic():
        opportunity.win()
        transaction.set_rollback(True)
    assert noticed() == []


def test_a_merge_is_no_event(endpoint: WebhookEndpoint, people: People, call: ActivityType) -> None:
    one, other = (Account.objects.create(name=name, owner=people.rep) for name in ("One", "Other"))
    Activity.log(type=call, owner=people.rep, account=other)
    before = noticed()
    merging.merge(one, other, set())
    assert noticed() == before


CSV = "Id,Name,Owner,Stage,Amount,Create date,Close date\n1,Old deal,rep,Won,500,2019-01-02,2019-02-03\n"


def test_an_import_is_history(endpoint: WebhookEndpoint, people: People, pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(CSV)
    summary = Load("opportunities", path, Options()).run()
    assert summary.states["created"] == 1, summary
    assert OpportunityEvent.objects.filter(kind="won").count() == 1
    assert noticed() == []
    Opportunity.objects.get().reopen()
    assert noticed() == ["opportunity.moved"]


def test_silence_ends_with_its_transaction(endpoint: WebhookEndpoint, opportunity: Opportunity) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), silence():
        opportunity.win()
        raise ZeroDivisionError
    Opportunity.objects.get().win()
    assert noticed() == ["opportunity.won"]


@pytest.mark.django_db(transaction=True)
def test_silence_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError), silence():
        pass


def test_a_deleted_activity_that_comes_back_is_no_news(
    endpoint: WebhookEndpoint, people: People, call: ActivityType
) -> None:
    done = Activity.log(type=call, owner=people.admin)
    before = noticed()
    change = BulkChange.objects.create(kind=BulkChange.Kind.DELETE, list_name="activities", by=people.admin, count=1)
    bulk.delete(change, [done], None, people.admin)
    bulk.undo(change, Activity, people.admin)
    assert Activity.objects.filter(pk=done.pk).exists()
    assert noticed() == before


def test_what_happened_before_the_subscription_is_not_told(
    endpoint: WebhookEndpoint, people: People, call: ActivityType
) -> None:
    Activity.log(type=call, owner=people.rep, at=endpoint.created_at - timedelta(days=400))
    Activity.log(type=call, owner=people.rep)
    assert outbox.prepare() == 1
    assert endpoint.deliveries.count() == 1
    # Who wants what nobody is told leaves nothing behind.
    assert WebhookEvent.objects.count() == 1


def test_only_the_types_that_were_asked_for(endpoint: WebhookEndpoint, opportunity: Opportunity) -> None:
    endpoint.types = ["opportunity.lost"]
    endpoint.save()
    other = WebhookEndpoint.objects.create(description="Other", address=endpoint.address, types=["opportunity.won"])
    opportunity.win()
    outbox.prepare()
    assert (endpoint.deliveries.count(), other.deliveries.count()) == (0, 1)


def test_preparing_again_makes_no_second_delivery(endpoint: WebhookEndpoint, opportunity: Opportunity) -> None:
    opportunity.win()
    outbox.prepare()
    WebhookEvent.objects.update(prepared_at=None)
    outbox.prepare()
    assert endpoint.deliveries.count() == 1


def test_a_record_that_is_gone_leaves_the_outbox(endpoint: WebhookEndpoint, people: People, call: ActivityType) -> None:
    Activity.log(type=call, owner=people.rep).delete()
    assert outbox.prepare() == 0
    assert WebhookEvent.objects.count() == 0


def plan(*changes: operations.base.Operation) -> list[tuple[Migration, bool]]:
    migration = Migration("next", "crm")
    migration.operations = list(changes)
    return [(migration, False)]


def test_triggers_make_way_for_migrations_and_come_back(endpoint: WebhookEndpoint, opportunity: Opportunity) -> None:
    longer = operations.AlterField("opportunityevent", "kind", models.CharField(max_length=99))
    watching.make_way(plan=plan(longer), apps=apps)
    opportunity.win()
    assert noticed() == []
    watching.install()
    watching.install()
    opportunity.reopen()
    assert noticed() == ["opportunity.moved"]


def test_what_happens_while_a_migration_adds_is_noticed(endpoint: WebhookEndpoint, opportunity: Opportunity) -> None:
    """On PostgreSQL, where an old version goes on serving; SQLite makes tables anew."""
    more = operations.AddField("opportunityevent", "why", models.TextField(null=True))
    elsewhere = operations.AlterField("opportunity", "name", models.CharField(max_length=999))
    watching.make_way(plan=plan(more, elsewhere), apps=apps)
    opportunity.win()
    assert noticed() == (["opportunity.won"] if connection.vendor == "postgresql" else [])
