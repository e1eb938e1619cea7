"""What each opportunity brought into the stock of open ones and took out of it, day by day, kept by PostgreSQL.

The stock of a past day is the sum of all flows up to it. Flows say what `facts.STOCK` says of past days: the row tells
when an opportunity was opened and closed, its history the owner, team, stage and amount, and whether it was closed in
between. Where anything of an opportunity or its history changes, triggers work out its flows anew.
"""

from collections.abc import Iterator

from django.db import connection

from crm.models import Opportunity, OpportunityEvent
from kpis.engine.triggers import on_every_change
from kpis.models import StockFlow

FLOWS, OPPORTUNITIES, EVENTS = (each._meta.db_table for each in (StockFlow, Opportunity, OpportunityEvent))
FUNCTION = f"{FLOWS}_follow"
KEYS = ("day", "owner_id", "team_id", "pipeline_id", "stage_id")
SUMS = ("facts", "open_count", "open_amount", "open_priced", "open_unpriced")
COLUMNS = ", ".join(("opportunity_id", *KEYS, *SUMS))
# What the flows are made of: a change of anything else leaves them as they are.
OF_OPPORTUNITY = ("opened_on", "closed_on", "owner_id", "team_id", "pipeline_id", "stage_id", "amount")
OF_EVENT = ("opportunity_id", "kind", '"on"', "at", "outcome", "owner_id", "team_id", "stage_id", "amount")
AT_ONCE = 20_000

LATEST = 'ORDER BY e."on" DESC, e.at DESC, e.id DESC LIMIT 1'
# From each day on which something may change to the next such day, or to the closing.
STATES = f"""
SELECT o.id AS opportunity_id, o.pipeline_id, p.day,
  COALESCE(LEAD(p.day) OVER (PARTITION BY o.id ORDER BY p.day), o.closed_on) AS until,
  COALESCE(e.owner_id, o.owner_id) AS owner_id, COALESCE(e.team_id, o.team_id) AS team_id,
  COALESCE(e.stage_id, o.stage_id) AS stage_id, COALESCE(e.amount, o.amount) AS amount, t.outcome
FROM {OPPORTUNITIES} o
CROSS JOIN LATERAL (
  SELECT o.opened_on AS day UNION SELECT e."on" FROM {EVENTS} e
  WHERE e.opportunity_id = o.id AND e."on" > o.opened_on AND (o.closed_on IS NULL OR e."on" < o.closed_on)
) p
LEFT JOIN LATERAL (
  SELECT e.owner_id, e.team_id, e.stage_id, e.amount FROM {EVENTS} e
  WHERE e.opportunity_id = o.id AND e."on" <= p.day {LATEST}
) e ON true
LEFT JOIN LATERAL (
  SELECT e.outcome FROM {EVENTS} e
  WHERE e.opportunity_id = o.id AND e."on" <= p.day AND e.kind IN ('won', 'lost', 'reopened') {LATEST}
) t ON true
WHERE o.id = ANY (ids) AND o.opened_on IS NOT NULL AND (o.closed_on IS NULL OR o.closed_on > o.opened_on)
"""
SAME = " AND ".join(f"f.{each} IS NOT DISTINCT FROM n.{each}" for each in (*KEYS, *SUMS))
# Writes what differs only, and says how many flows that were.
FOLLOW = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}(ids bigint[]) RETURNS bigint LANGUAGE plpgsql AS $body$
DECLARE changed bigint;
BEGIN
  -- Who changes the same opportunity waits here, and then sees what the other did.
  PERFORM 1 FROM {OPPORTUNITIES} WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
  WITH states AS ({STATES}),
  standing AS (SELECT * FROM states WHERE outcome IS NULL OR outcome = 'open'),
  sides AS (
    SELECT opportunity_id, day, 1 AS sign, owner_id, team_id, pipeline_id, stage_id, amount FROM standing
    UNION ALL
    SELECT opportunity_id, until, -1, owner_id, team_id, pipeline_id, stage_id, amount FROM standing
    WHERE until IS NOT NULL
  ),
  fresh AS (
    SELECT opportunity_id, {", ".join(KEYS)}, SUM(sign) AS facts, SUM(sign) AS open_count,
      COALESCE(SUM(sign * amount), 0) AS open_amount,
      COALESCE(SUM(sign) FILTER (WHERE amount IS NOT NULL), 0) AS open_priced,
      COALESCE(SUM(sign) FILTER (WHERE amount IS NULL), 0) AS open_unpriced
    FROM sides GROUP BY opportunity_id, {", ".join(KEYS)}
    HAVING SUM(sign) <> 0 OR COALESCE(SUM(sign * amount), 0) <> 0
      OR COALESCE(SUM(sign) FILTER (WHERE amount IS NOT NULL), 0) <> 0
  ),
  gone AS (
    DELETE FROM {FLOWS} f WHERE f.opportunity_id = ANY (ids)
      AND NOT EXISTS (SELECT 1 FROM fresh n WHERE n.opportunity_id = f.opportunity_id AND {SAME}) RETURNING 1
  ),
  made AS (
    INSERT INTO {FLOWS} ({COLUMNS}) SELECT {COLUMNS} FROM fresh n
    WHERE NOT EXISTS (SELECT 1 FROM {FLOWS} f WHERE f.opportunity_id = n.opportunity_id AND {SAME}) RETURNING 1
  )
  SELECT (SELECT COUNT(*) FROM gone) + (SELECT COUNT(*) FROM made) INTO changed;
  RETURN changed;
END $body$
"""
TRIGGER = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN DELETE FROM {flows};
  ELSIF TG_OP = 'INSERT' THEN PERFORM {follow}(ARRAY(SELECT DISTINCT {id} FROM came));
  ELSIF TG_OP = 'DELETE' THEN PERFORM {follow}(ARRAY(SELECT DISTINCT {id} FROM went));
  ELSE PERFORM {follow}(ARRAY(SELECT DISTINCT {id} FROM (
    (SELECT id, {columns} FROM came EXCEPT SELECT id, {columns} FROM went) UNION
    (SELECT id, {columns} FROM went EXCEPT SELECT id, {columns} FROM came)) changed));
  END IF;
  RETURN NULL;
END $body$
"""


def triggers() -> Iterator[str]:
    """Statements that make the functions and triggers anew."""
    yield FOLLOW
    for source, key, columns in ((OPPORTUNITIES, "id", OF_OPPORTUNITY), (EVENTS, "opportunity_id", OF_EVENT)):
        name = f"{FLOWS}_of_{source}"
        words = {"name": name, "flows": FLOWS, "follow": FUNCTION, "id": key, "columns": ", ".join(columns)}
        yield TRIGGER.format(**words)
        yield from on_every_change(name, source)


def follow_all() -> int:
    """Works out the flows of every opportunity, some at a time, so that nobody waits for long; how many were wrong."""
    last, changed = 0, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH next AS (SELECT id FROM {OPPORTUNITIES} WHERE id > %s ORDER BY id LIMIT %s) "
                f"SELECT MAX(id), {FUNCTION}(COALESCE(ARRAY_AGG(id), ARRAY[]::bigint[])) FROM next",
                [last, AT_ONCE],
            )
            until, differing = cursor.fetchone()
        if until is None:
            return changed
        last, changed = until, changed + differing
