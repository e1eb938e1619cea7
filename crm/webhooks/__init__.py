"""Telling other systems what happened: noticed by the database, sent in the background, signed (docs/webhooks.md)."""
