"""Faults that are really done to Jauge: `make fault-test` (docs/reliability.md). Not part of the suite: they take minutes."""
