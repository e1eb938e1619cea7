"""Orders of Shopify and WooCommerce, checkouts that were left, payments of Stripe."""

from crm.importers.fields import first, one
from crm.importers.presets.preset import IN_UTC, Preset

# Only the first line of an order has what it came to; the others have one more product each.
FURTHER_LINE = ""
UNPAID = ("voided", "pending", "authorized", "expired", "unpaid")
NO_ORDER = (
    "cancelled", "canceled", "failed", "pending", "pending payment", "on hold", "draft", "wc-cancelled", "wc-failed",
    "wc-pending", "wc-on-hold", "checkout-draft", "annulée", "échouée", "échec", "en attente", "attente paiement",
    "en attente de paiement",
)  # fmt: skip
NO_PAYMENT = (
    "failed", "canceled", "cancelled", "blocked", "expired", "incomplete", "uncaptured", "pending", "requires_action",
    "requires_payment_method", "requires_capture", "requires_confirmation",
)  # fmt: skip

PRESETS = (
    Preset(
        "shopify-orders",
        "sales",
        ("Name", "Financial Status", "Paid at", "Total", "Lineitem quantity"),
        {
            "external_id": first("Id", "Name"),
            "number": one("Name"),
            "sold_on": first("Paid at", "Created at"),
            "amount": one("Total"),
            "included_tax": one("Taxes"),
            "given_back": one("Refunded Amount"),
            "currency": one("Currency"),
            "account": first("Billing Company", "Billing Name", "Email"),
        },
        skip={"Financial Status": (FURTHER_LINE, *UNPAID)},
    ),
    Preset(
        "shopify-checkouts",
        "carts",
        ("Id", "Created at", "Total", "Lineitem quantity"),
        {
            "external_id": one("Id"),
            "created_at": one("Created at"),
            "touched_at": one("Updated at"),
            "converted_at": first("Completed at", "Recovered at"),
            "amount": one("Total"),
            "account": first("Billing Company", "Billing Name", "Email"),
        },
        skip={"Created at": (FURTHER_LINE,)},
    ),
    # A product has one row for each of its variants, and its title on the first.
    Preset(
        "shopify-products",
        "products",
        ("Handle", "Title", "Variant Price"),
        {
            "name": one("Title"),
            "code": one("Variant SKU"),
            "category": first("Type", "Product Category"),
            "price": one("Variant Price"),
            "cost": one("Cost per item"),
        },
        skip={"Title": (FURTHER_LINE,)},
    ),
    # One row for each product of an order; all of them say what the order came to.
    Preset(
        "woocommerce-orders",
        "sales",
        ("Order Number", "Order Status", "Order Date", "Order Total Amount"),
        {
            "external_id": first("Order ID", "Order Number"),
            "number": one("Order Number"),
            "sold_on": first("Paid Date", "Order Date"),
            "amount": one("Order Total Amount"),
            "included_tax": one("Order Total Tax Amount"),
            "given_back": one("Order Refund Amount"),
            "currency": first("Order Currency", "Currency"),
            "account": first("Company (Billing)", "Email (Billing)"),
        },
        skip={"Order Status": NO_ORDER},
    ),
    *(
        Preset(
            name,
            "sales",
            ("id", created, "Amount", "Amount Refunded", "Status"),
            {
                "external_id": one("id"),
                "sold_on": one(created),
                "amount": one("Amount"),
                "given_back": one("Amount Refunded"),
                "currency": one("Currency"),
                "account": first("Customer Description", "Customer Email", "Customer ID"),
            },
            rewrites={"sold_on": IN_UTC},
            skip={"Status": NO_PAYMENT},
        )
        for name, created in (("stripe-payments", "Created date (UTC)"), ("stripe-charges", "Created (UTC)"))
    ),
)
