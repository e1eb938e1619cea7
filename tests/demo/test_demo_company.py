"""The demo company: the same for the same seed, true to the rules of the data, and refused where it has no place."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import F, Q, Sum
from pytest_django.plugin import DjangoDbBlocker

from crm.access import Role
from crm.models import (
    Account,
    Activity,
    Cart,
    Membership,
    Opportunity,
    OpportunityEvent,
    OpportunityLine,
    Region,
    Sale,
    SaleLine,
    Stage,
    User,
)
from feedback.models import Answer, AnswerValue
from feedback.models.conditions import is_shown
from kpis.demo import LOGINS
from kpis.demo.company import SMALL, build, counts
from kpis.models import Objective

TODAY = date(2026, 6, 30)


class Undo(Exception):
    """Leaves the transaction, so that nothing of it stays."""


@pytest.fixture(scope="class")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One small demo company for all tests of a class; it is gone after them."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                build("en", 1, TODAY, SMALL)
                yield
                raise Undo
        except Undo:
            pass


def total(sales: Any) -> Decimal:
    return sales.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def demo(**options: Any) -> str:
    output = StringIO()
    call_command("demo", today=str(TODAY), small=True, stdout=output, **options)
    return output.getvalue()


def simulated(seed: int) -> tuple[Any, ...]:
    """What a company of that seed amounts to; nothing of it stays."""
    try:
        with transaction.atomic():
            build("en", seed, TODAY, SMALL)
            found = (total(Sale.objects.all()), total(Opportunity.objects.all()), counts())
            raise Undo
    except Undo:
        return found


def test_same_seed_and_day_give_the_same_company(db: None) -> None:
    first = simulated(seed=1)
    assert simulated(seed=1) == first
    assert simulated(seed=2) != first


@pytest.mark.django_db
@pytest.mark.usefixtures("company")
class TestTheData:
    def test_each_won_opportunity_has_one_sale_of_its_amount(self) -> None:
        won = Opportunity.objects.won()
        sold = Sale.objects.counted().filter(opportunity__isnull=False)
        assert won.count() == sold.count() > 100
        assert not sold.exclude(amount=F("opportunity__amount"), sold_on=F("opportunity__closed_on")).exists()

    def test_lines_add_up_to_the_amount(self) -> None:
        for model, line, name in ((Sale, SaleLine, "sale"), (Opportunity, OpportunityLine, "opportunity")):
            sums = dict(line.objects.values_list(name).annotate(sum=Sum("amount")))
            assert sums == dict(model.objects.values_list("pk", "amount"))

    def test_columns_of_sales_repeat_their_lines(self) -> None:
        for sale in Sale.objects.prefetch_related("lines__product"):
            for name, value in SaleLine.summary(list(sale.lines.all())).items():
                assert getattr(sale, name) == value

    def test_nothing_is_done_in_the_future(self) -> None:
        assert not Activity.objects.filter(done_on__gt=TODAY).exists()
        assert not Sale.objects.filter(sold_on__gt=TODAY).exists()
        assert not Opportunity.objects.filter(Q(closed_on__gt=TODAY) | Q(opened_on__gt=TODAY)).exists()
        assert not OpportunityEvent.objects.filter(on__gt=TODAY).exists()
        assert not Answer.objects.filter(answered_on__gt=TODAY).exists()

    def test_history_tells_how_each_opportunity_came_to_its_state(self) -> None:
        for opportunity in Opportunity.objects.prefetch_related("events"):
            events = list(opportunity.events.all())
            assert events[0].kind == "opened" and events[0].on == opportunity.opened_on
            assert [event.on for event in events] == sorted(event.on for event in events if event.on)
            last = events[-1]
            assert (last.stage_id, last.outcome, last.amount) == (
                opportunity.stage_id,
                opportunity.outcome,
                opportunity.amount,
            )
            assert (last.owner_id, last.team_id) == (opportunity.owner_id, opportunity.team_id) or last.on < TODAY

    def test_open_opportunities_stand_in_every_stage(self) -> None:
        stages = set(Opportunity.objects.open().values_list("stage", flat=True))
        assert stages == set(Stage.objects.filter(kind="open").values_list("pk", flat=True))

    def test_every_rep_has_activity_while_employed_only(self) -> None:
        for rep in User.objects.filter(role=Role.REP):
            done = Activity.objects.filter(owner=rep, state="done")
            assert done.exists(), rep
            assert not done.filter(done_on__lt=rep.joined_on).exists(), rep
            assert rep.left_on is None or not done.filter(done_on__gt=rep.left_on).exists(), rep

    def test_those_who_left_have_no_open_opportunity(self) -> None:
        left = User.objects.filter(left_on__lt=TODAY)
        assert left.count() == 2
        assert not Opportunity.objects.open().filter(owner__in=left).exists()

    def test_one_rep_changed_team_and_kept_what_was_earned_before(self) -> None:
        moved = Membership.objects.get(end_on__isnull=False)
        assert moved.user.team != moved.team
        before = Sale.objects.filter(owner=moved.user, sold_on__lt=moved.end_on)
        assert set(before.values_list("team", flat=True)) == {moved.team_id}

    def test_the_south_has_been_falling_for_two_months(self) -> None:
        south = Region.objects.get(name="South")
        middle, begin = TODAY - timedelta(days=61), TODAY - timedelta(days=122)
        lately = Sale.objects.filter(sold_on__gt=middle)
        earlier = Sale.objects.filter(sold_on__gt=begin, sold_on__lte=middle)
        assert total(lately.filter(region=south)) < total(earlier.filter(region=south))
        # And by number: in a small company one large deal more or less moves the sum by a third.
        fall = lately.filter(region=south).counted().count() / earlier.filter(region=south).counted().count()
        elsewhere = lately.exclude(region=south).counted().count() / earlier.exclude(region=south).counted().count()
        assert fall < 0.75 < elsewhere

    def test_there_are_refunds_carts_answers_and_targets(self) -> None:
        refunds = Sale.objects.filter(kind="refund")
        assert refunds.count() > 5
        assert not refunds.filter(sold_on__lt=F("refund_of__sold_on")).exists()
        assert Cart.objects.filter(sale=None).exists() and Cart.objects.filter(sale__isnull=False).exists()
        languages = set(Answer.objects.exclude(comment="").values_list("language", flat=True))
        assert languages == {"en", "fr"}
        assert set(Objective.objects.values_list("grain", flat=True)) == {"month", "quarter", "year"}

    def test_surveys_are_answered_in_two_versions_each(self) -> None:
        answered = set(Answer.objects.values_list("survey__kind", "version__number"))
        assert answered == {("nps", 1), ("nps", 2), ("csat", 1), ("csat", 2)}
        assert not Answer.objects.filter(answered_at__lt=F("version__published_at")).exists()
        for value in AnswerValue.objects.select_related("question__depends_on", "answer"):
            given = dict(value.answer.values.values_list("question__key", "value"))
            assert value.question.version_id == value.answer.version_id
            assert is_shown(value.question, given)

    def test_customers_know_their_first_sale_and_some_were_lost(self) -> None:
        for account in Account.objects.filter(customer_since__isnull=False):
            first = Sale.objects.filter(account=account).counted().order_by("sold_on").values_list("sold_on", flat=True)
            assert account.customer_since == first[0]
        assert Account.objects.filter(lost_on__lte=TODAY).exists()

    def test_ana_has_work_today_tomorrow_and_overdue(self) -> None:
        mine = Activity.objects.filter(owner__username="ana").planned()
        assert mine.overdue(TODAY).exists()
        assert mine.filter(due_on=TODAY).exists() and mine.filter(due_on=TODAY + timedelta(days=1)).exists()

    def test_the_logins_are_right(self, settings: Any) -> None:
        settings.JAUGE_DEMO = True
        for role, username, password in LOGINS:
            user = User.objects.get(username=username)
            assert user.role == role and user.check_password(password)
        assert User.objects.get(username="marc").managed_team_ids()


class TestTheCommand:
    def test_it_refuses_outside_the_demo(self, db: None, settings: Any) -> None:
        settings.JAUGE_DEMO, settings.DEBUG = False, True
        with pytest.raises(CommandError, match="JAUGE_DEMO=1"):
            demo()
        assert not User.objects.exists()

    def test_it_refuses_a_database_with_data(self, db: None, settings: Any) -> None:
        settings.JAUGE_DEMO = True
        User.objects.create_user("somebody")
        with pytest.raises(CommandError, match="already holds data"):
            demo()
        assert "nothing was added" in demo(if_empty=True)
        assert User.objects.count() == 1

    def test_it_speaks_french_and_prints_what_it_made(self, db: None, settings: Any) -> None:
        settings.JAUGE_DEMO = True
        printed = demo(language="fr")
        assert f"{Opportunity.objects.count():>7}  " in printed
        assert Region.objects.filter(name="Sud").exists()
        assert Stage.objects.filter(name="Négociation").exists()
