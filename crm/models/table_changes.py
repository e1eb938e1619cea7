"""That something in a table was changed, noted by the database itself (see crm/page_cache/noting.py)."""

from typing import Any

from django.db import connections, models
from django.db.models import Sum

DIGITS = 38


class TableChange(models.Model):
    """One statement that changed `source`, with a number drawn at random.

    Rows are only added, so that nobody waits for anybody. The sum of a table's numbers tells one state of it from
    another, whichever way it came about: a restored database has other sums than the one it was copied from.
    """

    source = models.CharField(max_length=63)
    stamp = models.DecimalField(max_digits=DIGITS, decimal_places=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source}: {self.stamp}"

    @classmethod
    def sums(cls) -> dict[str, Any]:
        """By table what its changes add up to; tables that never changed are not in it."""
        return dict(cls.objects.values_list("source").annotate(Sum("stamp")).order_by())

    @classmethod
    def fold(cls) -> None:
        """One row for each table, of the same sum; two who do it at once take other rows."""
        connection = connections[cls.objects.db]
        if connection.vendor != "postgresql":
            return
        table = connection.ops.quote_name(cls._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH gone AS (DELETE FROM {table} RETURNING source, stamp) "
                f"INSERT INTO {table} (source, stamp) SELECT source, SUM(stamp) FROM gone GROUP BY source"
            )
