"""Olist: leads, the deals closed with them, buyers, their orders, what they paid, and the reviews of orders."""

from crm.importers.fields import joined, one
from crm.importers.presets.preset import Preset

LEADS = ("mql_id", "first_contact_date", "landing_page_id", "origin")
DEALS = ("mql_id", "seller_id", "sdr_id", "sr_id", "won_date")

PRESETS = (
    Preset(
        "olist-leads",
        "prospects",
        LEADS,
        {"external_id": one("mql_id"), "prospect_since": one("first_contact_date"), "source": one("origin")},
    ),
    # Each lead is an opportunity from its first contact on, open until a closed deal says otherwise.
    Preset(
        "olist-lead-opportunities",
        "opportunities",
        LEADS,
        {
            "external_id": one("mql_id"),
            "account": one("mql_id"),
            "opened_on": one("first_contact_date"),
            "source": one("origin"),
        },
        starting={"stage": "Lead"},
        leave_empty=("opened_on",),
    ),
    Preset(
        "olist-customers",
        "prospects",
        DEALS,
        {"external_id": one("mql_id"), "customer_since": one("won_date"), "segment": one("business_segment")},
    ),
    # Deals tell no amount; one is said to be won before its lead came in, so its opening stays empty.
    Preset(
        "olist-deals",
        "opportunities",
        DEALS,
        {
            "external_id": one("mql_id"),
            "account": one("mql_id"),
            "owner": one("sr_id"),
            "channel": one("lead_type"),
            "closed_on": one("won_date"),
        },
        constants={"stage": "Closed Won", "amount": "0"},
        leave_empty=("opened_on",),
    ),
    # A review may be about several orders: it is an answer for each.
    Preset(
        "olist-reviews",
        "answers",
        ("review_id", "order_id", "review_score", "review_answer_timestamp"),
        {
            "external_id": joined("review_id", "order_id"),
            "score": one("review_score"),
            "answered_on": one("review_answer_timestamp"),
            "comment": one("review_comment_message"),
            "sale": one("order_id"),
        },
        constants={"survey": "CSAT"},
    ),
    # The marketplace gives a buyer another id with each order.
    Preset(
        "olist-buyers",
        "accounts",
        ("customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state"),
        {
            "external_id": one("customer_id"),
            "name": one("customer_id"),
            "postal_code": one("customer_zip_code_prefix"),
            "city": one("customer_city"),
            "region": one("customer_state"),
        },
        constants={"kind": "person"},
    ),
    # What an order comes to is told by its payments.
    Preset(
        "olist-orders",
        "sales",
        ("order_id", "customer_id", "order_status", "order_purchase_timestamp"),
        {"external_id": one("order_id"), "account": one("customer_id"), "sold_on": one("order_purchase_timestamp")},
        constants={"amount": "0"},
    ),
    # Payments have no date: it is given with --set sold_on=2018-10-17. Some of one order are alike.
    Preset(
        "olist-payments",
        "sales",
        ("order_id", "payment_sequential", "payment_type", "payment_value"),
        {"number": one("order_id"), "channel": one("payment_type"), "amount": one("payment_value")},
        keep_repeats=True,
    ),
)
