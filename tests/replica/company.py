"""A company with two administrators in the database of the environment: tells the keys with which they ask, as JSON."""

import json
import sys
import time
from importlib import import_module

import django

SHOPS = 600


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command

    from crm.access import Role
    from crm.models import Account, ApiToken, Company, Pipeline, Stage
    from crm.sessions import SEEN
    from tests.people import make_people, person

    call_command("createcachetable", verbosity=0)
    Company.current()
    people = make_people()
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    pipeline.stages.create(name="Contact", order=1, probability=10)
    pipeline.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    pipeline.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    Account.objects.bulk_create(
        Account(name=f"Shop {number}", normalised_name=f"shop {number}", owner=people.rep) for number in range(SHOPS)
    )
    found = {}
    for each in (people.admin, person("other", Role.ADMIN)):
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(each.pk), settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY], session[SEEN] = each.get_session_auth_hash(), int(time.time()) + 3600
        session.create()
        token = ApiToken.issue(each, "Tests", "write")[1]
        found[each.username] = {"session": session.session_key, "token": token}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
