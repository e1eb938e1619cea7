"""Makes the database of the tests, which is copied for each lane: to migrate from nothing takes longest."""

import gc
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main() -> None:
    import django

    gc.disable()
    django.setup()
    from django.apps import apps
    from django.db import connection
    from django.db.models.signals import post_migrate

    from crm.audit import guarding

    # As in tests/conftest.py: tests are emptied afterwards, which the trail refuses.
    post_migrate.disconnect(guarding.install, sender=apps.get_app_config("crm"))
    connection.creation.create_test_db(verbosity=0, autoclobber=True)


if __name__ == "__main__":
    main()
