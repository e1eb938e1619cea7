import pytest

from crm.models import Pipeline, Stage
from tests.people import People, make_people


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
