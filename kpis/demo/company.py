"""Builds the whole demo company, in one transaction."""

from datetime import date
from random import Random

from django.db import transaction

from crm.models import Account, Activity, Cart, Company, Contact, Opportunity, Sale, User
from feedback.models import Answer
from kpis.demo.customers import make_customers
from kpis.demo.feedback import make_feedback
from kpis.demo.objectives import make_objectives
from kpis.demo.one_to_ones import make_one_to_ones
from kpis.demo.organisation import make_organisation
from kpis.demo.reference import make_reference
from kpis.demo.selling import make_selling
from kpis.demo.shop import make_shop
from kpis.demo.words import LANGUAGES
from kpis.demo.working import make_activities
from kpis.demo.world import World
from kpis.models import Objective

SMALL = 0.1
COUNTED = (User, Account, Contact, Opportunity, Activity, Sale, Cart, Answer, Objective)


@transaction.atomic
def build(language: str, seed: int, today: date, share: float = 1.0) -> None:
    """Fills an empty database. The same seed, day, language and share give the same data."""
    world = World(LANGUAGES[language], Random(seed), today, Company.current().zone, share)
    make_organisation(world)
    make_reference(world)
    make_customers(world)
    deals = make_selling(world)
    make_activities(world, deals)
    make_shop(world)
    make_feedback(world, deals)
    make_objectives(world)
    make_one_to_ones(world)


def holds_data() -> bool:
    """Whether somebody or something is recorded already."""
    return any(model._default_manager.exists() for model in COUNTED)


def counts() -> list[tuple[str, int]]:
    return [(str(model._meta.verbose_name_plural), model._default_manager.count()) for model in COUNTED]
