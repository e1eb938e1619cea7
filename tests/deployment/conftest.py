import os

# compose.yaml starts PostgreSQL; its tables are those of the suite's database.
collect_ignore = [] if os.environ.get("JAUGE_DATABASE_URL", "").startswith("postgres") else ["test_compose.py"]
