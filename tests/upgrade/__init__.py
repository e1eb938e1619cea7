"""A new version brought in while the old one serves: `make upgrade-test` (docs/operations.md). Not part of the suite."""
