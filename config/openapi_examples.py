"""What may be sent to the API, by operation: examples that are sent, too, by a test."""

from typing import Any

ACTIVITY: dict[str, Any] = {
    "type": 1, "account": 1, "subject": "Asked for an offer", "done_on": "2026-03-31", "duration_seconds": 420,
    "outcome": "positive",
}  # fmt: skip
EXAMPLES: dict[str, Any] = {
    "accounts_create": {"name": "Moulin de Pierre", "city": "Gent", "external_id": "WEB-1042"},
    "accounts_partial_update": {"phone": "+32 2 555 12 12"},
    "accounts_bulk_create": {"rows": [{"name": "Moulin de Pierre"}, {"name": "Scierie du Lac"}]},
    "accounts_bulk_partial_update": {"rows": [{"id": 1, "city": "Liège"}]},
    "accounts_merge_create": {"other": 2, "take": ["phone"]},
    "accounts_lost_create": {"on": "2026-03-31"},
    "contacts_create": {"last_name": "Meunier", "first_name": "Ana", "email": "ana@example.com", "account": 1},
    "opportunities_create": {
        "name": "Two millstones", "account": 1, "expected_close_on": "2026-06-30",
        "lines": [{"product": 1, "quantity": "2", "unit_price": "1250.00"}],
    },
    "opportunities_win_create": {"amount": "2400.00", "on": "2026-05-12"},
    "opportunities_lose_create": {"reason": 1},
    "opportunities_move_create": {"stage": 2},
    "opportunities_lines_update": {"lines": [{"description": "Delivery", "amount": "150.00"}]},
    "activities_create": ACTIVITY,
    "activities_bulk_create": {"rows": [ACTIVITY, {"type": 1, "state": "planned", "due_on": "2030-04-02"}]},
    "activities_done_create": {"outcome": "positive", "duration_seconds": 900},
    "sales_create": {"sold_on": "2026-03-31", "account": 1, "number": "F-2026-17", "amount": "99.90"},
    "sales_refund_create": {"amount": "20.00"},
    "carts_create": {"external_id": "cart-77", "created_at": "2026-03-31T09:12:00Z", "amount": "49.90", "items": 2},
    "expenses_create": {"spent_on": "2026-03-31", "amount": "120.00", "kind": "Advertising", "campaign": 1},
    "campaign_results_create": {"measured_on": "2026-03-31", "campaign": 1, "impressions": 1200, "clicks": 37},
    "objectives_create": {
        "metric": "revenue",
        "objectives": [{"grain": "month", "start_on": "2026-04-01", "owner": 1, "target": "20000.00"}],
    },
    "kpis_query_create": {
        "metrics": ["win_rate", "revenue"], "period": "2026-Q1", "by": ["owner"], "compare": "year",
    },
    "imports_partial_update": {
        "kind": "opportunities", "mapping": {"Deal": "name", "Comment": ""}, "constants": {"currency": "EUR"},
        "date_orders": {"opened_on": "dmy"}, "create_missing": True,
    },
    "imports_mapping_create": {"mapping": 1},
    "import_mappings_create": {"taken_from": 1, "name": "Our shop"},
    "import_mappings_partial_update": {"name": "Our shop"},
    "webhooks_create": {
        "description": "Accounting", "address": "https://example.com/hooks/jauge", "types": ["opportunity.won"],
    },
    "webhooks_partial_update": {"types": ["opportunity.won", "opportunity.lost"]},
    "invitations_create": {"contact": 1, "survey": 1, "delivery": "link"},
    "survey_rules_create": {"name": "After each win", "survey": 1, "event": "won", "delay_days": 2},
    "answers_create": {"survey": "After a win", "score": 9, "comment": "Quick and friendly", "external_id": "r-1"},
}  # fmt: skip
