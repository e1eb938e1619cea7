"""Sums of facts by month, written by triggers of PostgreSQL as facts change (see kpis/rollups.py).

Rows are only added: what a change takes away stands there with a minus. So nobody waits for anybody, and the sums of
what a moment sees are right at that moment. From time to time rows of one key are made one.
"""

from typing import Any

from django.db import models

from crm.access import AttributedQuerySet


class RollupState(models.Model):
    """Which roll-up is whole, and by which definition: one of another definition is not read."""

    name = models.CharField(primary_key=True, max_length=63)
    definition = models.CharField(max_length=64)
    rebuilt_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


def loose(model: str) -> Any:
    """A key without a constraint: a row may outlive whom it is about, with sums of nothing."""
    return models.ForeignKey(
        model, null=True, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )


def amount() -> Any:
    return models.DecimalField(max_digits=38, decimal_places=6, default=0)


def product_of_amounts() -> Any:
    return models.DecimalField(max_digits=60, decimal_places=12, default=0)


def count() -> Any:
    return models.BigIntegerField(default=0)


class Rolled(models.Model):
    """`facts` rows of an owner and team, and their sums: a column for each measure, by its name."""

    owner = loose("crm.User")
    team = loose("crm.Team")
    facts = count()

    objects = AttributedQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.owner_id}, {self.team_id}: {self.facts}"


class ByMonth(Rolled):
    month = models.DateField()

    class Meta(Rolled.Meta):
        abstract = True
        indexes = [
            models.Index(fields=["month"], name="%(class)s_month_idx"),
            models.Index(fields=["owner", "month"], name="%(class)s_owner_idx"),
            models.Index(fields=["team", "month"], name="%(class)s_team_idx"),
        ]


class SalesRolled(ByMonth):
    revenue = amount()
    revenue_squares = product_of_amounts()
    sale_facts = count()
    sales_count = count()
    sold_amount = amount()
    sales_with_lines = count()
    sales_without_lines = count()
    cross_sales = count()
    costed_sales = count()
    sales_without_cost = count()
    sales_without_account = count()


class ClosedRolled(ByMonth):
    won_count = count()
    won_amount = amount()
    won_squares = product_of_amounts()
    won_dated = count()
    won_undated = count()
    lost_count = count()
    lost_amount = amount()
    lost_priced = count()
    lost_unpriced = count()
    closed_count = count()
    closed_amount = amount()
    closed_squares = product_of_amounts()
    closed_priced = count()
    closed_dated = count()
    closed_undated = count()
    won_days_total = count()
    won_days_squares = count()
    closed_days_total = count()
    closed_days_squares = count()


class OpenedRolled(ByMonth):
    opened_count = count()
    opened_amount = amount()
    opened_priced = count()
    opened_unpriced = count()


class ActivitiesRolled(ByMonth):
    type = loose("crm.ActivityType")
    activity_count = count()
    activity_seconds = count()


class OfStock(Rolled):
    """What is open, or comes to be and ceases to be."""

    pipeline = loose("crm.Pipeline")
    open_count = count()
    open_amount = amount()
    open_priced = count()
    open_unpriced = count()

    class Meta(Rolled.Meta):
        abstract = True


class StockRolled(OfStock):
    """What is open as of now."""

    stage = loose("crm.Stage")


class OfFlows(OfStock):
    """`owner` and `team` are today's, by which rights go; those of the day of the flow stand beside."""

    owner_then = loose("crm.User")
    team_then = loose("crm.Team")

    class Meta(Rolled.Meta):
        abstract = True


class StockFlow(OfFlows):
    """What one opportunity brought into the stock on a day, or took out of it (less than nothing)."""

    opportunity = loose("crm.Opportunity")
    day = models.DateField()

    class Meta(Rolled.Meta):
        indexes = [
            models.Index(fields=["opportunity"], name="stockflow_opportunity_idx"),
            models.Index(fields=["day"], name="stockflow_day_idx"),
        ]


class FlowsRolled(OfFlows, ByMonth):
    class Meta(ByMonth.Meta):
        pass


class OfCourses(models.Model):
    """The ids of the stages that opportunities were ever in (`visited`, in one order), the present one, the outcome."""

    pipeline = loose("crm.Pipeline")
    stage = loose("crm.Stage")
    visited = models.TextField()
    outcome = models.CharField(max_length=5)

    class Meta:
        abstract = True


class Course(OfCourses):
    """The way of one opportunity, opened on a `day`."""

    opportunity = loose("crm.Opportunity")
    owner = loose("crm.User")
    team = loose("crm.Team")
    day = models.DateField()

    objects = AttributedQuerySet.as_manager()

    class Meta(Rolled.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["opportunity"], name="course_opportunity_idx"),
            models.Index(fields=["day"], name="course_day_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id}: {self.visited}"


class CoursesRolled(OfCourses, ByMonth):
    course_count = count()

    class Meta(ByMonth.Meta):
        pass


class FirstSale(models.Model):
    """Who made an account's first sale, and when."""

    account = loose("crm.Account")
    owner = loose("crm.User")
    team = loose("crm.Team")
    day = models.DateField()

    objects = AttributedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["account"], name="firstsale_account_idx"),
            models.Index(fields=["day"], name="firstsale_day_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.day}"


class FirstSalesRolled(ByMonth):
    first_sales = count()
