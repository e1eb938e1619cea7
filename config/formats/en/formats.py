"""Dates in the names of records, day first as everywhere else: Django's “Sept. 25, 2026” is found nowhere in Jauge."""

DATE_FORMAT = "j M Y"
