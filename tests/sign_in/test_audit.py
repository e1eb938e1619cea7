"""What a security officer asks about is written down, by whom and from where, and nobody changes it afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.audit import guarding, record
from crm.models import Account, ApiToken, AuditEntry, Channel, Company, Contact, Team, User
from tests.people import People
from tests.setup.test_people import words_of
from tests.sign_in.conftest import PASSWORD, code_of

Event = AuditEntry.Event


def last(event: str) -> AuditEntry:
    return AuditEntry.objects.filter(event=event).latest("pk")


@pytest.fixture
def admin(client: Client, boss: User) -> Client:
    client.force_login(boss)
    return client


def test_signing_in_and_out(client: Client, boss: User, sign_in: Any) -> None:
    sign_in(client, boss.username, "wrong-word-2026")
    found = last(Event.SIGN_IN_FAILED)
    assert (found.by, found.subject_key, found.address) == (None, boss.pk, "127.0.0.1")
    sign_in(client, boss.username)
    assert (last(Event.SIGN_IN).by, last(Event.SIGN_IN).by_name) == (boss, "Admin")
    client.post(reverse("account_logout"))
    assert last(Event.SIGN_OUT).by == boss


def test_what_was_typed_is_not_kept(client: Client, boss: User, sign_in: Any) -> None:
    for name in ("my-secret-password-by-mistake", "admin\nSign-in of somebody else"):
        sign_in(client, name, "guess-" + PASSWORD)
    kept = str(list(AuditEntry.objects.values()))
    assert "by-mistake" not in kept and "somebody else" not in kept and PASSWORD not in kept


def test_second_factors_and_passwords(client: Client, boss: User, secret: str, sign_in: Any) -> None:
    sign_in(client, boss.username)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert last(Event.SECOND_FACTOR_FAILED).subject_key == boss.pk
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert last(Event.SECOND_FACTOR).details == {"how": "removed", "kind": "totp"}
    typed = {"oldpassword": PASSWORD, "password1": "Another-word-2026", "password2": "Another-word-2026"}
    client.post(reverse("account_change_password"), typed)
    assert last(Event.PASSWORD).by == boss
    kept = str(list(AuditEntry.objects.values()))
    assert not any(word in kept for word in (PASSWORD, "Another-word", secret))


def test_rights(admin: Client, people: People) -> None:
    page = reverse("crm:person_edit", args=[people.rep.pk])
    assert admin.post(page, words_of(people.rep, role="manager", team=people.south.pk)).status_code == 302
    found = last(Event.RIGHTS)
    assert (found.by, found.subject_name) == (people.admin, "Rep X")
    assert found.details == {"role": ["rep", "manager"], "team": ["North", "South"]}
    people.north.managers.add(people.manager)
    assert last(Event.RIGHTS).details == {"managers": "add", "who": ["Manager"]}
    # Also where nobody is signed in: by a command.
    people.outsider.is_active = False
    people.outsider.save()
    assert last(Event.RIGHTS).details == {"is_active": [True, False]}


def test_settings_and_tokens(admin: Client, people: People) -> None:
    admin.post(reverse("crm:settings_company"), {"name": "Other mill"})  # refused: nothing is written
    assert not AuditEntry.objects.filter(event=Event.SETTINGS).exists()
    admin.post(reverse("crm:reference_new", args=["channels"]), {"name": "Store", "kind": "store"})
    found = last(Event.SETTINGS)
    assert (found.subject_kind, found.subject_name, found.details) == ("crm.Channel", "Store", {"made": True})
    admin.post("/tokens/", {"name": "Shop", "scope": "read", "days": "90"})
    assert last(Event.SETTINGS).subject_kind == "crm.ApiToken"
    token = ApiToken.issue(people.admin, "Program", "write")[1]
    headers = {"Authorization": f"Bearer {token}"}
    address = f"/api/channels/{found.subject_key}/"
    answer = Client().patch(address, {"name": "Shop"}, "application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    assert (last(Event.SETTINGS).by, last(Event.SETTINGS).subject_name) == (people.admin, "Shop")
    assert token not in str(list(AuditEntry.objects.values()))


def test_files_deletions_and_merges(admin: Client, people: People) -> None:
    accounts = [Account.objects.create(name=f"Mill {number}", owner=people.rep) for number in range(4)]
    person = Contact.objects.create(account=accounts[0], last_name="Miller", owner=people.rep)
    admin.get("/accounts/?format=csv&view=all")
    assert last(Event.EXPORT).details == {"list": "accounts", "form": "csv"}
    page = reverse("crm:account_merge", args=[accounts[0].pk])
    typed = {"other": f"account:{accounts[1].pk}", "name": "kept", "versions": "1-1"}
    assert admin.post(page, typed).status_code == 302
    found = last(Event.MERGE)
    assert (found.subject_key, found.details, found.subject_name) == (accounts[0].pk, {"gone": accounts[1].pk}, "")
    assert not AuditEntry.objects.filter(event=Event.DELETION).exists()
    admin.post(reverse("admin:crm_contact_delete", args=[person.pk]), {"post": "yes"})
    found = last(Event.DELETION)
    assert (found.subject_kind, found.subject_key, found.by) == ("crm.Contact", person.pk, people.admin)
    assert "Miller" not in str(AuditEntry.objects.values())


def test_the_database_refuses_to_change_it(people: People) -> None:
    record(Event.EXPORT, details={"list": "accounts"})
    old = AuditEntry.objects.create(event=Event.EXPORT, at=timezone.now() - timedelta(days=500))
    guarding.install()
    rows = AuditEntry.objects.exclude(pk=old.pk)
    for change in (lambda: rows.update(by_name="Nobody"), lambda: rows.delete(), lambda: rows.first().save()):
        with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
            change()
    AuditEntry.forget_old()
    assert list(AuditEntry.objects.all()) == list(rows) != []


def test_the_page(admin: Client, people: People) -> None:
    record(Event.RIGHTS, by=people.admin, subject=people.rep, details={"role": ["rep", "admin"]})
    record(Event.SETTINGS, by=people.manager, subject=Company.current(), name="=cmd()\r\n<script>alert(1)</script>")
    page = admin.get("/settings/audit/").content.decode()
    assert "Sales rep → Administrator" in page and "&lt;script&gt;" in page and "<script>alert" not in page
    narrowed = admin.get("/settings/audit/?event=rights&text=Rep").context["trail"]
    assert {(each.entry.event, each.entry.subject_key) for each in narrowed} == {("rights", people.rep.pk)}
    by = admin.get(f"/settings/audit/?by=user:{people.manager.pk}").context["trail"]
    assert [each.entry.by for each in by] == [people.manager]
    file = b"".join(admin.get("/settings/audit/?format=csv&event=settings").streaming_content).decode()  # type: ignore[attr-defined]
    assert "\ufffd\ufffd<script>" in file and "\r\n<script>" not in file
    assert last(Event.EXPORT).details["list"] == "audit"


def test_words_of_the_program_are_said_in_the_language_of_the_reader(admin: Client, people: People) -> None:
    people.north.managers.add(people.manager)
    record(Event.SECOND_FACTOR, subject=people.rep, details={"how": "reset", "kind": "recovery_codes"})
    second, managers = admin.get("/settings/audit/", headers={"accept-language": "fr"}).context["trail"][:2]
    # PostgreSQL keeps details in an order of its own.
    assert sorted(managers.details.split(" · ")) == ["qui\u00a0: Manager", "responsables\u00a0: ajout"]
    assert sorted(second.details.split(" · ")) == ["action\u00a0: renouvellement", "genre\u00a0: codes de secours"]


def test_pages_follow_one_another(admin: Client) -> None:
    AuditEntry.objects.bulk_create(AuditEntry(event=Event.EXPORT) for _number in range(60))
    first = admin.get("/settings/audit/?event=export").context["sheet"]
    assert len(first.rows) == 50
    second = admin.get("/settings/audit/", {"event": "export", "after": first.after}).context["sheet"]
    assert len(second.rows) == 10 and not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def test_commands_leave_no_settings_in_it(admin: Client, people: People) -> None:
    Team.objects.create(name="East")
    Channel.objects.create(name="Fair")
    assert not AuditEntry.objects.filter(event=Event.SETTINGS).exists()
