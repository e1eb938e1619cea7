"""What random companies do besides selling: they spend, plan, rest, ask their customers and are answered."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from crm.models import (
    Absence,
    Account,
    Activity,
    Campaign,
    CampaignResult,
    Expense,
    Holiday,
    Membership,
    Opportunity,
    OpportunityEvent,
    Sale,
    Stage,
    User,
)
from feedback.models import Answer, Invitation, Survey
from feedback.models.surveys import SCALES

FIRST = date(2024, 11, 1)
DAYS = 180
KINDS = ("nps", "csat", "ces", "own")


def make_more(random: Random, made: Any, accounts: list[Account], size: int) -> None:
    """Everything here; what is drawn for it comes last, so that the rest of a company stays what it was."""
    make_costs(random, made, size)
    make_calendar(random, made)
    make_work(random, made, accounts, 2 * size)
    make_feedback(random, made, accounts, 2 * size)
    make_expectations(random)
    make_campaigns(random, made)
    make_results(random, made, size)


def attribution(random: Random, made: Any) -> dict[str, Any]:
    found = {name: random.choice([None, *made.shared[name]]) for name in ("region", "channel", "campaign")}
    return {**found, "owner": random.choice([None, *made.people]), "team": random.choice([None, *made.teams])}


def some_day(random: Random) -> date:
    return FIRST + timedelta(days=random.choice([random.randrange(DAYS), random.randrange(0, DAYS, 15)]))


def make_costs(random: Random, made: Any, size: int) -> None:
    for user in made.people:
        # 45 is a whole number to SQLite, 33.33 is none that floats hold.
        user.hourly_cost = random.choice([None, Decimal(45), Decimal("33.33"), Decimal("0.07")])
        User.objects.filter(pk=user.pk).update(hourly_cost=user.hourly_cost)
    for _index in range(size):
        amount = Decimal(random.choice(["0.10", "19.99", "250.25", "1234.567891", "-5"]))
        Expense.objects.create(spent_on=some_day(random), amount=amount, **attribution(random, made))


def make_results(random: Random, made: Any, size: int) -> None:
    """Results of campaigns, each telling some of the counts; some of nothing, some of more leads than clicks."""
    for _index in range(size):
        told = {name: random.choice([None, 0, 3, 70, 12_345_678_901]) for name in ("impressions", "clicks", "orders")}
        campaign = random.choice(made.shared["campaign"])
        given = {
            **attribution(random, made),
            **told,
            "leads": random.choice([None, 0, 5, 90]) if any(each is not None for each in told.values()) else 5,
            "campaign": campaign,
        }
        CampaignResult.objects.create(measured_on=some_day(random), **given)


def make_calendar(random: Random, made: Any) -> None:
    """Days off, some twice, some in one region only; a rep who lives in a region."""
    regions = made.shared["region"]
    for index in range(6):
        Holiday.objects.create(on=FIRST + timedelta(days=30 * index), name="Off", region=None)
    Holiday.objects.create(on=FIRST + timedelta(days=33), name="East only", region=regions[0])
    Membership.objects.filter(user=made.people[0]).update(region=regions[0])
    User.objects.filter(pk=made.people[1].pk).update(region=random.choice([None, *regions]))
    for user in made.people:
        for _index in range(3):
            start = some_day(random)
            Absence.objects.create(user=user, start_on=start, end_on=start + timedelta(days=random.randrange(12)))


def make_work(random: Random, made: Any, accounts: list[Account], size: int) -> None:
    """Activities on opportunities: planned, done in time or late, cancelled; recorded on days of the past."""
    opportunities = list(Opportunity.objects.order_by("pk"))
    for _index in range(size):
        given = {
            "type": random.choice(made.shared["activity_type"]),
            "medium": random.choice([None, *made.shared["medium"]]),
            "opportunity": random.choice([*opportunities, None]),
            "account": random.choice([None, *accounts]),
            **attribution(random, made),
        }
        due = some_day(random)
        if random.random() < 0.4:
            found = Activity.log(on=due, duration_seconds=random.choice([0, 61, 900]), **given)
        else:
            found = Activity.plan(due_on=due, **given)
        if found.state == "planned" and random.random() < 0.5:
            found.done(seconds=600, on=due + timedelta(days=random.choice([-3, 0, 0, 1, 20])))
        elif found.state == "planned" and random.random() < 0.2:
            found.cancel()
        recorded = datetime.combine(due - timedelta(days=random.randrange(40)), time(22, 30), UTC)
        Activity.objects.filter(pk=found.pk).update(created_at=recorded)


def make_feedback(random: Random, made: Any, accounts: list[Account], size: int) -> None:
    surveys = [Survey.objects.create(name=kind, kind=kind) for kind in KINDS]
    surveys.append(Survey.objects.create(name="nps again", kind="nps"))
    sales, opportunities = list(Sale.objects.order_by("pk")), list(Opportunity.objects.order_by("pk"))
    for _index in range(size):
        survey, sent = random.choice(surveys), random.choice([None, some_day(random), some_day(random)])
        given = {"account": random.choice([None, *accounts]), **attribution(random, made)}
        given |= random.choice([{}, {"sale": random.choice(sales)}, {"opportunity": random.choice(opportunities)}])
        invitation = Invitation.objects.create(survey=survey, sent_on=sent, **given)
        if random.random() < 0.3:
            continue
        on = (sent or some_day(random)) + timedelta(days=random.randrange(20))
        if sent:
            Invitation.objects.filter(pk=invitation.pk).update(answered_on=on, state="answered")
        lowest, highest = SCALES.get(survey.kind, (0, 3))
        score = random.choice([None, lowest, *range(lowest, highest + 1)])
        answer = Answer.objects.create(survey=survey, invitation=invitation, score=score, answered_on=on, **given)
        answer.follow_up = follow_up(random, made, on)
        answer.save()


def follow_up(random: Random, made: Any, on: date) -> Activity | None:
    if random.random() < 0.4:
        return None
    planned = Activity.plan(due_on=on + timedelta(days=3), type=made.shared["activity_type"][0])
    if random.random() < 0.6:
        planned.done(on=on + timedelta(days=random.randrange(30)))
    return planned


def make_expectations(random: Random) -> None:
    """When opportunities are expected to close, now and by their history; how likely stages are to be won."""
    for stage in Stage.objects.filter(kind="open"):
        Stage.objects.filter(pk=stage.pk).update(probability=random.choice([0, 33, 50, 100]))
    for row in Opportunity.objects.order_by("pk"):
        expected = random.choice([None, some_day(random), some_day(random), some_day(random) + timedelta(days=60)])
        Opportunity.objects.filter(pk=row.pk).update(expected_close_on=expected)
        for event in row.events.order_by("pk"):
            then = random.choice([None, expected, some_day(random)])
            OpportunityEvent.objects.filter(pk=event.pk).update(expected_close_on=then)


def make_campaigns(random: Random, made: Any) -> None:
    """Campaigns with and without dates, an end, a region and a channel."""
    for index in range(4):
        start = FIRST + timedelta(days=random.randrange(40, DAYS)) if index else None
        Campaign.objects.create(
            name=f"C{index}",
            start_on=start,
            end_on=start + timedelta(days=random.randrange(20)) if start and index < 3 else None,
            region=random.choice([None, *made.shared["region"]]),
            channel=random.choice([None, *made.shared["channel"]]),
        )
