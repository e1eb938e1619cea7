import gc

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models.signals import post_migrate

from crm.audit import guarding
from crm.models import Pipeline, Stage
from tests.people import People, make_people

# Objects made since the last look for garbage; the interpreter's 700 suits programs that are smaller than a suite.
GARBAGE = 50_000


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Migrations make many thousand models, each of them kept: while they run, looking for garbage is half the work."""
    gc.disable()
    # Tests that commit are emptied afterwards, which the trail refuses; tests/sign_in/test_audit.py has it refuse.
    post_migrate.disconnect(guarding.install, sender=apps.get_app_config("crm"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    gc.enable()
    gc.collect()
    # What is there now stays till the end, and is never looked at again.
    gc.freeze()
    gc.set_threshold(GARBAGE, 10, 10)


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    """How often somebody tried something is counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def people(db: None) -> People:
    return make_people()


@pytest.fixture
def pipeline(db: None) -> Pipeline:
    """Three open stages, won and lost."""
    made = Pipeline.objects.create(name="Sales", is_default=True)
    names = [("Contact", 10), ("Offer", 40), ("Negotiation", 70)]
    for order, (name, probability) in enumerate(names, 1):
        made.stages.create(name=name, order=order, probability=probability)
    made.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    made.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    return made
