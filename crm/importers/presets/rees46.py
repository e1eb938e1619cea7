"""The log of a shop as REES46 publishes it: view, cart, remove_from_cart and purchase."""

from crm.importers.fields import one
from crm.importers.presets.preset import Preset

PRESETS = (
    Preset(
        "rees46-events",
        "cart_events",
        ("event_time", "event_type", "product_id", "price", "user_id", "user_session"),
        {
            "at": one("event_time"),
            "event_type": one("event_type"),
            "product": one("product_id"),
            "price": one("price"),
            "session": one("user_session"),
            "account": one("user_id"),
        },
        skip={"event_type": ("view",)},
    ),
)
