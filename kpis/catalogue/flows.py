"""What PostgreSQL works out of each opportunity and account, for roll-ups to sum (see kpis/engine/following.py)."""

from crm.models import Account, Opportunity, OpportunityEvent, Sale
from kpis.engine.following import Followed
from kpis.models import Course, FirstSale, StockFlow

ACCOUNTS, SALES, OPPORTUNITIES, EVENTS = (
    each._meta.db_table for each in (Account, Sale, Opportunity, OpportunityEvent)
)
OF_EVENT = ("opportunity_id", "kind", '"on"', "at", "outcome", "owner_id", "team_id", "amount")
LATEST = 'ORDER BY e."on" DESC, e.at DESC, e.id DESC LIMIT 1'

# What an opportunity brought into the stock of open ones and took out of it, day by day. The stock of a past day is the
# sum of all flows up to it, as `facts.STOCK` has it: the row tells when it was opened and closed, its history the
# owner, team and amount, and whether it was closed in between. States last from each day on which something may
# change to the next such day, or to the closing.
STOCK_FLOWS = Followed(
    table=StockFlow._meta.db_table,
    subject=OPPORTUNITIES,
    of="opportunity_id",
    columns=(
        "day", "owner_id", "team_id", "owner_then_id", "team_then_id", "pipeline_id",
        "facts", "open_count", "open_amount", "open_priced", "open_unpriced",
    ),
    fresh=f"""
WITH states AS (
  SELECT o.id AS opportunity_id, o.owner_id, o.team_id, o.pipeline_id, p.day,
    COALESCE(LEAD(p.day) OVER (PARTITION BY o.id ORDER BY p.day), o.closed_on) AS until,
    COALESCE(e.owner_id, o.owner_id) AS owner_then_id, COALESCE(e.team_id, o.team_id) AS team_then_id,
    COALESCE(e.amount, o.amount) AS amount, t.outcome
  FROM {OPPORTUNITIES} o
  CROSS JOIN LATERAL (
    SELECT o.opened_on AS day UNION SELECT e."on" FROM {EVENTS} e
    WHERE e.opportunity_id = o.id AND e."on" > o.opened_on AND (o.closed_on IS NULL OR e."on" < o.closed_on)
  ) p
  LEFT JOIN LATERAL (
    SELECT e.owner_id, e.team_id, e.amount FROM {EVENTS} e
    WHERE e.opportunity_id = o.id AND e."on" <= p.day {LATEST}
  ) e ON true
  LEFT JOIN LATERAL (
    SELECT e.outcome FROM {EVENTS} e
    WHERE e.opportunity_id = o.id AND e."on" <= p.day AND e.kind IN ('won', 'lost', 'reopened') {LATEST}
  ) t ON true
  WHERE o.id = ANY (ids) AND o.opened_on IS NOT NULL AND (o.closed_on IS NULL OR o.closed_on > o.opened_on)
),
sides AS (
  SELECT states.*, side.sign, side.at FROM states
  CROSS JOIN LATERAL (VALUES (1, states.day), (-1, states.until)) side (sign, at)
  WHERE side.at IS NOT NULL AND (outcome IS NULL OR outcome = 'open')
),
sums AS (
  SELECT opportunity_id, at AS day, owner_id, team_id, owner_then_id, team_then_id, pipeline_id,
    SUM(sign) AS facts, SUM(sign) AS open_count, COALESCE(SUM(sign * amount), 0) AS open_amount,
    COALESCE(SUM(sign) FILTER (WHERE amount IS NOT NULL), 0) AS open_priced,
    COALESCE(SUM(sign) FILTER (WHERE amount IS NULL), 0) AS open_unpriced
  FROM sides GROUP BY 1, 2, 3, 4, 5, 6, 7
)
SELECT * FROM sums WHERE facts <> 0 OR open_amount <> 0 OR open_priced <> 0""",
    sources={
        OPPORTUNITIES: (
            "id", ("opened_on", "closed_on", "owner_id", "team_id", "pipeline_id", "amount"),
        ),
        EVENTS: ("opportunity_id", OF_EVENT),
    },
)  # fmt: skip

# The stages that an opportunity was ever in: which of them is the furthest depends on the order that they have today.
COURSES = Followed(
    table=Course._meta.db_table,
    subject=OPPORTUNITIES,
    of="opportunity_id",
    columns=("day", "owner_id", "team_id", "pipeline_id", "stage_id", "visited", "outcome"),
    fresh=f"""
SELECT o.id AS opportunity_id, o.opened_on AS day, o.owner_id, o.team_id, o.pipeline_id, o.stage_id, o.outcome,
  COALESCE((SELECT STRING_AGG(DISTINCT e.stage_id::text, ' ') FROM {EVENTS} e
    WHERE e.opportunity_id = o.id AND e."on" IS NOT NULL), '') AS visited
FROM {OPPORTUNITIES} o WHERE o.id = ANY (ids) AND o.opened_on IS NOT NULL""",
    sources={
        OPPORTUNITIES: ("id", ("opened_on", "owner_id", "team_id", "pipeline_id", "stage_id", "outcome")),
        EVENTS: ("opportunity_id", ("opportunity_id", '"on"', "stage_id")),
    },
)

# The first sale of an account, as `facts.first_of_account` has it: of those of the day on which it became a customer
# the one that was recorded first.
FIRST_SALES = Followed(
    table=FirstSale._meta.db_table,
    subject=ACCOUNTS,
    of="account_id",
    columns=("day", "owner_id", "team_id"),
    fresh=f"""
SELECT DISTINCT ON (s.account_id) s.account_id, s.sold_on AS day, s.owner_id, s.team_id
FROM {SALES} s JOIN {ACCOUNTS} a ON a.id = s.account_id AND a.customer_since = s.sold_on
WHERE s.account_id = ANY (ids) AND s.kind = 'sale' AND s.cancelled_on IS NULL
ORDER BY s.account_id, s.id""",
    sources={
        SALES: ("account_id", ("account_id", "kind", "sold_on", "cancelled_on", "owner_id", "team_id")),
        ACCOUNTS: ("id", ("customer_since",)),
    },
)
FOLLOWED = {each.table: each for each in (STOCK_FLOWS, COURSES, FIRST_SALES)}
