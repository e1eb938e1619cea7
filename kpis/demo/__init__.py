"""The demo company: three years of a mid-size seller of lighting, simulated. Nothing in it is real."""

# Role, user name, password; for `make run` and the demo's sign-in page.
LOGINS = [
    ("rep", "ana", "demo-ana-2026"),
    ("manager", "marc", "demo-marc-2026"),
    ("admin", "admin", "demo-admin-2026"),
]
