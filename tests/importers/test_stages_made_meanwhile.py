"""Two imports into an empty company at once: what the other one made since this one began is used, not made again."""

import pytest

from crm.importers.kinds.stages import Stages
from crm.importers.references import Directory
from crm.models import Pipeline, Stage


@pytest.mark.django_db
def test_the_pipeline_and_stages_of_the_other_are_taken() -> None:
    first, second = Directory(create_missing=True), Directory(create_missing=True)
    one, other = Stages(first), Stages(second)
    made = [one.find(None, name) for name in ("Offer", "Won", "Lost")]
    assert [other.find(None, name) for name in ("offer", "Closed won", "Lost")] == made
    assert (Pipeline.objects.count(), Stage.objects.count()) == (1, 3)
    assert first.created == {"pipeline": 1, "stage": 3} and not second.created
