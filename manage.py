#!/usr/bin/env python3
"""Django's command line for Jauge."""

import os
import sys

# Commands that compare the sources with what was generated from them: they serve and sign nothing, so that they need
# no secret. Every other command refuses to run without one (see config/settings.py).
OF_THE_SOURCES = ("makemigrations", "makemessages", "compilemessages")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] and sys.argv[1] in OF_THE_SOURCES and not os.environ.get("JAUGE_SECRET_KEY"):
        os.environ.setdefault("JAUGE_DEMO", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
