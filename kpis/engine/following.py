"""Rows that PostgreSQL works out anew from facts and their history wherever these change: one function, called by
triggers, for the facts concerned. It writes what differs only, so that what is summed from these rows changes little.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

from kpis.engine.triggers import on_every_change

AT_ONCE = 20_000
FEW = 50

# Who changes the same fact waits for the other here, and then sees what they did. For a few facts the plan that is kept
# will do: to plan the statement anew takes several times as long as it does. For many it would compare each with each.
FUNCTION = """
CREATE OR REPLACE FUNCTION {function}(ids bigint[]) RETURNS bigint LANGUAGE plpgsql SET plan_cache_mode = auto AS $body$
DECLARE changed bigint;
BEGIN
  PERFORM set_config(
    'plan_cache_mode', CASE WHEN cardinality(ids) <= {few} THEN 'force_generic_plan' ELSE 'force_custom_plan' END, true
  );
  PERFORM 1 FROM {subject} WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
  WITH fresh AS ({fresh}),
  gone AS (
    DELETE FROM {table} f WHERE f.{of} = ANY (ids)
      AND NOT EXISTS (SELECT 1 FROM fresh n WHERE {same}) RETURNING 1
  ),
  made AS (
    INSERT INTO {table} ({columns}) SELECT {columns} FROM fresh n
    WHERE NOT EXISTS (SELECT 1 FROM {table} f WHERE {same}) RETURNING 1
  )
  SELECT (SELECT COUNT(*) FROM gone) + (SELECT COUNT(*) FROM made) INTO changed;
  RETURN changed;
END $body$
"""
TRIGGER = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN DELETE FROM {table};
  ELSIF TG_OP = 'INSERT' THEN PERFORM {function}(ARRAY(SELECT DISTINCT {key} FROM came));
  ELSIF TG_OP = 'DELETE' THEN PERFORM {function}(ARRAY(SELECT DISTINCT {key} FROM went));
  ELSE PERFORM {function}(ARRAY(SELECT DISTINCT {key} FROM (
    (SELECT id, {columns} FROM came EXCEPT SELECT id, {columns} FROM went) UNION
    (SELECT id, {columns} FROM went EXCEPT SELECT id, {columns} FROM came)) changed));
  END IF;
  RETURN NULL;
END $body$
"""


@dataclass(frozen=True)
class Followed:
    """`table` has rows with `columns` for each row of `subject`, told by the column `of`: those that the statement
    `fresh` gives for the keys `ids`. They depend on some columns of the tables in `sources`, each with the column that
    tells the subject, and on no other."""

    table: str
    subject: str
    of: str
    columns: tuple[str, ...]
    fresh: str
    sources: Mapping[str, tuple[str, tuple[str, ...]]]

    @property
    def function(self) -> str:
        return f"{self.table}_follow"

    def statements(self) -> Iterator[str]:
        """What makes the function and its triggers anew."""
        equal = [f"f.{self.of} = n.{self.of}", *(f"f.{each} IS NOT DISTINCT FROM n.{each}" for each in self.columns)]
        words = {"table": self.table, "function": self.function}
        yield FUNCTION.format(
            **words,
            few=FEW,
            subject=self.subject,
            of=self.of,
            fresh=self.fresh,
            columns=", ".join((self.of, *self.columns)),
            same=" AND ".join(equal),
        )
        for source, (key, columns) in self.sources.items():
            name = f"{self.table}_of_{source}"
            yield TRIGGER.format(**words, name=name, key=key, columns=", ".join(columns))
            yield from on_every_change(name, source)

    def follow_all(self) -> int:
        """Works out all rows, of some subjects at a time, so that nobody waits for long; how many were wrong."""
        last, changed = 0, 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"WITH next AS (SELECT id FROM {self.subject} WHERE id > %s ORDER BY id LIMIT %s) "
                    f"SELECT MAX(id), {self.function}(COALESCE(ARRAY_AGG(id), ARRAY[]::bigint[])) FROM next",
                    [last, AT_ONCE],
                )
                until, differing = cursor.fetchone()
            if until is None:
                return changed
            last, changed = until, changed + differing
