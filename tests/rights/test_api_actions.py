"""Every action of the API by each role: who may see a record changes it, administrators keep the company's data.

A line gives method, address, body, and the status for rep, outsider, manager and admin; the records belong to `rep`.
404 is a record that the role does not see, 403 what it may not do.
"""

from typing import Any

import pytest
from django.db import transaction

from crm.api.reference import FAMILIES
from crm.models import Account, Contact
from tests.api.conftest import Program
from tests.people import People
from tests.rights.api import URLS, family_of
from tests.rights.test_every_url import objects

__all__ = ["objects"]

ROLES = ("rep", "outsider", "manager", "admin")
CHANGING = (200, 404, 200, 200)
ADMIN = (403, 403, 403, 200)
ADMIN_MAKING = (403, 403, 403, 201)
ADMIN_DELETING = (403, 403, 403, 204)
MAKING = (201, 201, 201, 201)
GIVING = (422, 404, 200, 200)
# By method and name of the address: what is sent, and what is answered.
LINES: dict[str, tuple[Any, tuple[int, ...]]] = {
    "POST accounts-list": ({"name": "New"}, MAKING),
    "PATCH accounts-detail": ({"city": "Gent"}, CHANGING),
    "DELETE accounts-detail": (None, (409, 404, 409, 409)),
    "POST accounts-bulk": ({"rows": [{"name": "New"}]}, MAKING),
    "PATCH accounts-bulk": ({"rows": [{"id": "own", "city": "Gent"}]}, (200, 422, 200, 200)),
    "POST accounts-lost": ({}, CHANGING),
    "POST accounts-merge": ({"other": "twin"}, CHANGING),
    "POST accounts-reassign": ({"owner": "rep"}, GIVING),
    "POST contacts-list": ({"last_name": "New"}, MAKING),
    "PATCH contacts-detail": ({"job_title": "Boss"}, CHANGING),
    "DELETE contacts-detail": (None, (204, 404, 204, 204)),
    "POST contacts-bulk": ({"rows": [{"last_name": "New"}]}, MAKING),
    "PATCH contacts-bulk": ({"rows": [{"id": "own", "job_title": "Boss"}]}, (200, 422, 200, 200)),
    "POST contacts-merge": ({"other": "twin"}, CHANGING),
    "POST opportunities-list": ({"name": "New"}, MAKING),
    "PATCH opportunities-detail": ({"notes": "x"}, CHANGING),
    "DELETE opportunities-detail": (None, (409, 404, 409, 409)),
    "POST opportunities-bulk": ({"rows": [{"name": "New"}]}, MAKING),
    "PATCH opportunities-bulk": ({"rows": [{"id": "own", "notes": "x"}]}, (200, 422, 200, 200)),
    "POST opportunities-win": ({}, CHANGING),
    "POST opportunities-lose": ({"reason": "lost-reasons"}, CHANGING),
    "POST opportunities-move": ({"stage": "stages"}, CHANGING),
    "POST opportunities-reopen": ({}, CHANGING),
    "POST opportunities-reassign": ({"owner": "rep"}, GIVING),
    "PUT opportunities-lines": ({"lines": []}, CHANGING),
    "POST activities-list": ({"type": "activity-types"}, MAKING),
    "PATCH activities-detail": ({"subject": "x"}, CHANGING),
    "DELETE activities-detail": (None, (409, 404, 409, 409)),
    "POST activities-bulk": ({"rows": [{"type": "activity-types"}]}, MAKING),
    "PATCH activities-bulk": ({"rows": [{"id": "own", "subject": "x"}]}, (200, 422, 200, 200)),
    "POST activities-done": ({}, CHANGING),
    "POST activities-undo": ({}, (409, 404, 409, 409)),
    "POST activities-cancel": ({}, CHANGING),
    "POST activities-reschedule": ({"due_on": "2030-01-05"}, CHANGING),
    "POST activities-reassign": ({"owner": "rep"}, GIVING),
    "POST sales-list": ({"sold_on": "2026-01-05", "amount": "1"}, ADMIN_MAKING),
    "PATCH sales-detail": ({"number": "F-1"}, ADMIN),
    "POST sales-bulk": ({"rows": [{"sold_on": "2026-01-05", "amount": "1"}]}, ADMIN_MAKING),
    "PATCH sales-bulk": ({"rows": [{"id": "own", "number": "F-1"}]}, ADMIN),
    "POST sales-refund": ({"amount": "1"}, ADMIN_MAKING),
    "POST sales-cancel": ({}, ADMIN),
    "POST carts-list": ({"created_at": "2026-01-05T09:00:00Z"}, ADMIN_MAKING),
    "PATCH carts-detail": ({"items": 2}, ADMIN),
    "DELETE carts-detail": (None, ADMIN_DELETING),
    "POST carts-bulk": ({"rows": [{"created_at": "2026-01-05T09:00:00Z"}]}, ADMIN_MAKING),
    "PATCH carts-bulk": ({"rows": [{"id": "own", "items": 2}]}, ADMIN),
    "POST expenses-list": ({"spent_on": "2026-01-05", "amount": "1"}, ADMIN_MAKING),
    "PATCH expenses-detail": ({"kind": "Ads"}, ADMIN),
    "DELETE expenses-detail": (None, ADMIN_DELETING),
    "POST expenses-bulk": ({"rows": [{"spent_on": "2026-01-05", "amount": "1"}]}, ADMIN_MAKING),
    "PATCH expenses-bulk": ({"rows": [{"id": "own", "kind": "Ads"}]}, ADMIN),
    "POST campaign-results-list": ({"measured_on": "2026-01-05", "campaign": "campaigns", "clicks": 1}, ADMIN_MAKING),
    "PATCH campaign-results-detail": ({"clicks": 2}, ADMIN),
    "DELETE campaign-results-detail": (None, ADMIN_DELETING),
    "POST campaign-results-bulk": (
        {"rows": [{"measured_on": "2026-01-05", "campaign": "campaigns", "clicks": 1}]}, ADMIN_MAKING,
    ),
    "PATCH campaign-results-bulk": ({"rows": [{"id": "own", "clicks": 2}]}, ADMIN),
    "POST teams-list": ({"name": "New"}, ADMIN_MAKING),
    "PATCH teams-detail": ({"name": "New"}, ADMIN),
    "POST opportunities-attachments": (None, (422, 404, 422, 422)),  # without a file: see tests/api/test_attachments.py
    "DELETE attachments-detail": (None, (204, 404, 204, 204)),
    "POST imports-list": (None, (403, 403, 403, 422)),
    "PATCH imports-detail": ({"create_missing": True}, (403, 403, 403, 409)),  # it is done
    "DELETE imports-detail": (None, ADMIN_DELETING),
    "POST imports-check": ({}, (403, 403, 403, 409)),
    "POST imports-start": ({}, (403, 403, 403, 409)),
    "POST imports-pause": ({}, (403, 403, 403, 409)),
    "POST imports-cancel": ({}, (403, 403, 403, 409)),
    "POST imports-resume": ({}, (403, 403, 403, 409)),
    "POST imports-undo": ({}, ADMIN),
    "POST imports-mapping": ({"mapping": None}, (403, 403, 403, 409)),
    "POST imports-correct": (None, (403, 403, 403, 422)),
    "POST import-mappings-list": ({"taken_from": "imports", "name": "New"}, (403, 403, 403, 409)),
    "PATCH import-mappings-detail": ({"name": "New"}, ADMIN),
    "DELETE import-mappings-detail": (None, ADMIN_DELETING),
    # The address is one that nothing is sent to.
    "POST webhooks-list": ({"description": "New", "address": "https://192.0.2.1/", "types": ["opportunity.won"]}, (403, 403, 403, 422)),
    "PATCH webhooks-detail": ({"description": "New"}, (403, 403, 403, 422)),
    "DELETE webhooks-detail": (None, ADMIN_DELETING),
    "POST webhooks-secret": ({}, ADMIN),
    "POST webhooks-activate": ({}, ADMIN),
    "POST webhooks-deactivate": ({}, ADMIN),
    "POST webhooks-ping": ({}, ADMIN),
    "POST webhook-deliveries-resend": ({}, (403, 403, 403, 409)),
    "POST survey-rules-list": ({"name": "New", "survey": "surveys", "event": "won"}, ADMIN_MAKING),
    "PATCH survey-rules-detail": ({"delay_days": 3}, ADMIN),
    "POST survey-rules-activate": ({}, (403, 403, 403, 409)),  # the survey is not published
    "POST survey-rules-deactivate": ({}, ADMIN),
    "POST invitations-list": ({"contact": "contacts", "survey": "surveys"}, (422, 422, 422, 422)),  # nor is it here
    "POST invitations-withdraw": ({}, CHANGING),
    "DELETE teams-detail": (None, (403, 403, 403, 409)),
    "POST people-list": ({"first_name": "A", "last_name": "B", "email": "a@example.com"}, ADMIN_MAKING),
    "PATCH people-detail": ({"phone": "1", "last_name": "Rep"}, ADMIN),
    "POST people-invite": ({}, (403, 403, 403, 409)),  # has signed in already
    "POST people-withdraw": ({}, ADMIN),
    "POST people-leave": ({"on": "2026-01-31", "successor": "manager"}, ADMIN),
    "POST absences-list": ({"user": "rep", "start_on": "2026-02-05", "end_on": "2026-02-05"}, ADMIN_MAKING),
    "DELETE absences-detail": (None, ADMIN_DELETING),
    "POST objectives-list": (
        {"metric": "revenue", "objectives": [{"grain": "month", "start_on": "2026-02-01", "owner": "rep", "target": "9"}]},
        (403, 422, 403, 201),  # an outsider does not see the person
    ),
    "POST objective-changes-accept": ({}, (403, 403, 403, 422)),  # it is in force already
    "POST objective-changes-refuse": ({}, (403, 403, 403, 422)),
    "POST objective-changes-take-back": ({}, ADMIN_MAKING),
    "POST stages-move": ({"step": 1}, ADMIN),
    "POST activity-types-move": ({"step": 1}, (403, 403, 403, 409)),  # there is one only
}  # fmt: skip
NEW = {
    "holidays": {"on": "2026-02-05", "name": "New"}, "exchange-rates": {"currency": "CHF", "on": "2026-01-05", "rate": "1"},
    "stages": {"name": "New", "pipeline": "pipelines"},
}  # fmt: skip
CHANGED = {"holidays": {"name": "Other"}, "exchange-rates": {"rate": "2"}}
for family in FAMILIES:
    LINES[f"POST {family}-list"] = (NEW.get(family, {"name": "New"}), ADMIN_MAKING)
    LINES[f"PATCH {family}-detail"] = (CHANGED.get(family, {"name": "Other"}), ADMIN)
# In use, or needed.
KEPT = {"pipelines", "stages", "activity-types", "campaigns"}
LINES |= {
    f"DELETE {family}-detail": (None, (403, 403, 403, 409) if family in KEPT else ADMIN_DELETING) for family in FAMILIES
}


def test_every_action_has_a_line() -> None:
    found = set()
    for url in URLS:
        methods = set(url.callback.actions) & {"post", "patch", "put", "delete"}
        allowed = {name.lower() for name in url.callback.cls.http_method_names}
        found |= {f"{method.upper()} {url.name}" for method in methods & allowed}
    assert found == LINES.keys()


@pytest.fixture
def records(objects: dict[str, Any]) -> dict[str, Any]:
    people: People = objects["people"]
    twins = {
        "accounts": Account.objects.create(name="Twin", owner=people.rep),
        "contacts": Contact.objects.create(last_name="Twin", owner=people.rep),
    }
    return {**objects["records"], "twins": twins, "rep": people.rep, "manager": people.manager}


def sent(body: Any, records: dict[str, Any], family: str) -> Any:
    """The body with the keys of the records that it names."""
    if isinstance(body, list):
        return [sent(each, records, family) for each in body]
    if isinstance(body, dict):
        return {name: sent(value, records, family) for name, value in body.items()}
    if body == "own":
        return records[family].pk
    if body == "twin":
        return records["twins"][family].pk
    return records[body].pk if isinstance(body, str) and body in records else body


@pytest.mark.parametrize("line", sorted(LINES))
def test_each_action_by_each_role(line: str, objects: dict[str, Any], records: dict[str, Any]) -> None:
    method, name = line.split()
    family = family_of(name)
    part = name.removeprefix(f"{family}-")
    address = f"{family}/" if part in ("list", "bulk") else f"{family}/{records[family].pk}/"
    if part not in ("list", "detail"):
        address += f"{part}/"
    body, expected = LINES[line]
    found = {}
    for role in ROLES:
        with transaction.atomic():
            program = Program(getattr(objects["people"], role))
            answer = program.send(method, address, sent(body, records, family))
            found[role] = answer.status_code
            transaction.set_rollback(True)
    assert found == dict(zip(ROLES, expected, strict=True)), answer.content
