import os

# SQLite has no replicas; that one beside it is refused is among the tests of the switch.
collect_ignore = (
    [] if os.environ.get("JAUGE_DATABASE_URL", "").startswith("postgres") else ["test_streaming_replica.py"]
)
