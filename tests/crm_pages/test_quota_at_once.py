"""Files that somebody sends at the very same time: no more of them are kept than the person may keep."""

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from crm import quota
from crm.models import Account, Attachment, Import, Opportunity, User
from tests.at_once import at_once
from tests.people import make_people, make_pipeline

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7 an offer"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.IMPORTS_ROOT = tmp_path / "imports"
    return tmp_path / "imports"


@pytest.fixture
def boss() -> User:
    make_pipeline()
    return make_people().admin


@pytest.fixture
def client(boss: User, client: Client) -> Client:
    client.force_login(boss)
    return client


@pytest.fixture(autouse=True)
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was counted is old when it is used, as where storing a file takes long."""
    counted = quota.kept_by

    def kept_by(person: User) -> tuple[int, int]:
        found = counted(person)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(quota, "kept_by", kept_by)


def attaching(client: Client, boss: User) -> Callable[[], Any]:
    """To an opportunity of its own: two files of one wait for each other in any case."""
    account = Account.objects.create(name="Mill", owner=boss)
    opportunity = Opportunity.open(name="Stones", account=account, owner=boss, amount=Decimal(10), by=boss)

    def attach() -> Any:
        file = SimpleUploadedFile("offer.pdf", PDF, "application/pdf")
        return client.post(f"/opportunities/{opportunity.pk}/attach/", {"file": file})

    return attach


def uploading(client: Client, boss: User) -> Callable[[], Any]:
    return lambda: client.post("/imports/", {"file": SimpleUploadedFile("mills.csv", b"account\nMill\n")})


WAYS = {"files": (attaching,) * 3, "imports": (uploading,) * 3, "both": (attaching, uploading, attaching, uploading)}


@pytest.mark.parametrize("ways", WAYS)
def test_one_place_is_taken_once(client: Client, boss: User, settings: Any, folder: Path, ways: str) -> None:
    settings.PERSON_FILES = 1
    answers = at_once(*[way(client, boss) for way in WAYS[ways]])
    codes = sorted(each.status_code for each in answers)
    assert codes == [302] + [422] * (len(codes) - 1)
    assert all("You keep 1 file here" in each.content.decode() for each in answers if each.status_code == 422)
    assert Attachment.objects.count() + Import.objects.count() == 1
    # Nothing is left of those that were refused.
    assert len(list(folder.glob("*"))) == Import.objects.count()


def test_somebody_else_has_a_place_of_their_own(client: Client, boss: User, settings: Any) -> None:
    settings.PERSON_FILES = 1
    other = User.objects.get(username="manager")
    theirs = Client()
    theirs.force_login(other)
    answers = at_once(attaching(client, boss), attaching(theirs, other))
    assert [each.status_code for each in answers] == [302, 302]
