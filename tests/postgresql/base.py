"""PostgreSQL, emptied after a test by deleting: truncating a hundred tables with a few rows in all takes seconds."""

from typing import Any

from django.db.backends.postgresql import base, operations

# Beyond so many rows in a table, looking at each row's foreign keys would take longer than truncating.
MOST = 2000


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(
        self, style: Any, tables: list[str], *, reset_sequences: bool = False, allow_cascade: bool = False
    ) -> list[str]:
        if not tables or reset_sequences or self._any_is_large(tables):
            return super().sql_flush(style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        # Foreign keys are looked at when the transaction ends, so that the order does not matter.
        return [" ".join(f"DELETE FROM {self.quote_name(table)};" for table in tables)]

    def _any_is_large(self, tables: list[str]) -> bool:
        sizes = [f"(SELECT 1 FROM {self.quote_name(table)} OFFSET {MOST} LIMIT 1)" for table in tables]
        with self.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(sizes))
            return cursor.fetchone() is not None


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
