"""Accounts, contacts and prospects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.importers.fields import DATE, EMAIL, NUMBER, REFERENCE, TEXT, WHOLE, Field
from crm.importers.kinds.attribution import (
    ACCOUNT_FIELD,
    CAMPAIGN_FIELD,
    CHANNEL_FIELD,
    EXTERNAL_ID,
    OWNER_FIELD,
    REGION_FIELD,
    SOURCE_FIELD,
    TEAM_FIELD,
)  # fmt: skip
from crm.importers.kinds.base import Kind, Row, as_date
from crm.importers.kinds.lookups import OWNER, SEGMENT
from crm.importers.problems import RowProblem
from crm.importers.recognising import NumberColumn
from crm.importers.wording import either
from crm.models import Account, Contact
from crm.models.accounts import normalise_phone
from crm.models.names import normalise

CONTACT_FIELDS = (
    Field("email", EMAIL, ("e mail", "mail", "courriel", "e mail address", "adresse e mail")),
    Field("phone", headers=("telephone", "téléphone", "mobile", "phone number", "numéro de téléphone"), most=40),
    Field("language", headers=("langue", "preferred language"), most=5),
)
KINDS = {"company": "company", "person": "person", "entreprise": "company", "societe": "company", "personne": "person"}
YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "oui", "vrai"), "yes"),
    **dict.fromkeys(("no", "n", "false", "0", "non", "faux"), "no"),
}


# “10 à 19 salariés”, “250-499”, “10+”: how many, about.
ABOUT = re.compile(r"\d[\d\s.,]*(?:\s*(?:-|–|à|to|et)\s*\d[\d\s.,]*|\s*\+)(?:\s*[^\W\d]+)*", re.I)
UNTOLD = Decimal(-1)


@dataclass
class Employees(NumberColumn):
    """Reads how many they are; a range tells no number, and is no reason to refuse the account."""

    whole: bool = True

    def see(self, value: str) -> None:
        if not ABOUT.fullmatch(value):
            super().see(value)

    def read(self, text: str) -> Decimal:
        return UNTOLD if ABOUT.fullmatch(text) else super().read(text)


class Accounts(Kind):
    id = "accounts"
    numbers: ClassVar[Mapping[str, type[NumberColumn]]] = {"employees": Employees}
    model = Account
    related = ("segment", "owner", "region", "parent")
    fields: ClassVar[tuple[Field, ...]] = (
        Field("name", required=True, headers=(
            "account", "account name", "company", "company name", "company account", "compte", "société", "entreprise",
            "raison sociale", "dénomination", "dénomination sociale", "nom", "client",
        )),
        Field("external_id", headers=(*EXTERNAL_ID, "accountid", "account id", "company id", "siret"), most=100),
        Field("kind", TEXT, ("type de client",), choices=KINDS),
        Field("segment", REFERENCE, ("sector", "industry", "secteur", "secteur d activité"), reference=SEGMENT),
        Field("parent_name", headers=("subsidiary of", "parent", "parent account", "filiale de", "maison mère")),
        *CONTACT_FIELDS,
        Field("website", headers=("site web", "web site", "url", "domain"), most=200),
        Field("street", headers=("address", "adresse", "rue", "street address")),
        Field("postal_code", headers=("zip", "zip code", "code postal", "postcode"), most=20),
        Field("city", headers=("ville", "localité"), most=100),
        Field("country", headers=("office location", "pays", "country region"), most=80),
        Field("employees", WHOLE, ("number of employees", "effectif", "employés", "nombre d employés")),
        Field("annual_revenue", NUMBER, ("revenue", "chiffre d affaires", "ca annuel")),
        Field("founded", WHOLE, ("year established", "year founded", "année de création")),
        OWNER_FIELD, TEAM_FIELD, REGION_FIELD, CHANNEL_FIELD, CAMPAIGN_FIELD, SOURCE_FIELD,
        Field("prospect_since", DATE, ("prospect depuis", "lead date")),
        Field("customer_since", DATE, ("client depuis",)),
        Field("notes", headers=("description", "remarques"), most=10_000),
    )  # fmt: skip

    def clean(self, row: Row) -> None:
        as_date(row.values, "prospect_since", "customer_since")
        if row.values.get("employees") == UNTOLD:
            row.values["employees"] = None
            self.directory.left_empty["employees"] += 1
        if row.values.get("name") and row.values.get("parent_name"):
            self.seen.add_parent(normalise(row.values["name"]), normalise(row.values["parent_name"]), row.number)

    def prepare(self, record: Any) -> Any:
        record.normalised_name = normalise(record.name)
        record.normalised_phone = normalise_phone(record.phone)
        record.attribute()
        return record

    def differences(self, record: Any, values: dict[str, Any]) -> dict[str, Any]:
        """With another owner the account goes to their team, where the file names none."""
        found = super().differences(record, values)
        owner = found.get("owner")
        if owner is not None and "team" not in values and owner.team_id != record.team_id:
            found["team"] = owner.team
        return found

    def finish(self) -> None:
        """Parents may stand below their subsidiaries in the file, so they are joined at the end."""
        for parents in self.seen.all_parents():
            self.join(parents)
        self.directory.left_empty = +self.directory.left_empty

    def join(self, parents: dict[str, str]) -> None:
        wanted = {*parents, *parents.values()}
        known = {each.normalised_name: each for each in Account.objects.filter(normalised_name__in=wanted)}
        changed = []
        for child, parent in parents.items():
            self.directory.left_empty["parent_name"] += parent not in known
            if child in known and parent in known and known[child].parent_id != known[parent].pk:
                known[child].parent = known[parent]
                changed.append(known[child])
        self.effects.watch(Account, [each.pk for each in changed])
        Account.objects.bulk_update(changed, ["parent"], batch_size=500)


class Prospects(Accounts):
    """Accounts that entered as prospects, with the day they did and, if they did, the day they became customers."""

    id = "prospects"
    fields = tuple(
        {
            **Accounts.by_name(),
            "name": Field("name", headers=(*Accounts.by_name()["name"].headers, "last name", "lead name")),
            "external_id": Field("external_id", headers=(*EXTERNAL_ID, "mql id", "lead id", "leadid"), most=100),
            "prospect_since": Field(
                "prospect_since", DATE, (
                    "first contact date", "created time", "created", "date de premier contact", "create date",
                    "created date", "created at", "created on", "date de création",
                ),
            ),
            "customer_since": Field("customer_since", DATE, ("won date", "converted date", "date de conversion", "became a customer date", "date de signature")),
            "converted": Field("converted", TEXT, ("is converted", "converti"), choices=YES_NO),
        }.values()
    )  # fmt: skip

    def clean(self, row: Row) -> None:
        converted = row.values.pop("converted", None)
        if converted == "no":
            row.values["customer_since"] = None
        elif converted == "yes" and not row.values.get("customer_since"):
            # That it did is known, the day is not: it counts with the day it came, and the summary says so.
            row.values["customer_since"] = row.values.get("prospect_since")
            self.directory.left_empty["customer_since"] += 1
        if not row.values.get("name") and not row.values.get("external_id"):
            raise RowProblem("name", "", _("A prospect needs a name or an id: fill one in."))
        super().clean(row)

    def update(self, record: Any, row: Row) -> str:
        name = row.values.get("name")
        if record.prospect_since is None and name and normalise(name) != record.normalised_name:
            # Leads and accounts are often numbered apart: their ids meet without meaning the same.
            words = {"id": record.external_id, "name": record.name}
            sentence = either(
                _("The account “%(name)s” already has the id %(id)s: recognise prospects by another --key."),
                _("The account “%(name)s” already has the id %(id)s: recognise prospects by their name instead."),
            )
            raise ValidationError(sentence % words)
        return super().update(record, row)

    def clean_new(self, row: Row) -> None:
        # A lead may have no name yet; its id is how people call it until it has one.
        row.values["name"] = row.values.get("name") or row.values["external_id"]
        if not row.values.get("prospect_since"):
            raise RowProblem("prospect_since", "", _("A new prospect needs the day on which it became one."))


class Contacts(Kind):
    id = "contacts"
    model = Contact
    key = ("last_name", "first_name", "account")
    related = ("account", "owner")
    fields = (
        Field("last_name", required=True, headers=("nom", "name", "nom de famille", "surname"), most=100),
        Field("first_name", headers=("prénom", "given name"), most=100),
        Field("external_id", headers=(*EXTERNAL_ID, "contactid", "contact id"), most=100),
        ACCOUNT_FIELD,
        Field("job_title", headers=("title", "fonction", "poste"), most=120),
        *CONTACT_FIELDS,
        Field("owner", REFERENCE, OWNER_FIELD.headers, reference=OWNER),
        SOURCE_FIELD,
        Field("notes", headers=("description", "remarques"), most=10_000),
    )

    def prepare(self, record: Any) -> Any:
        record.normalised_name = normalise(str(record))
        record.normalised_phone = normalise_phone(record.phone)
        return record
