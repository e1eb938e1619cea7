"""Reps, products, campaigns: few rows, saved one by one so that their rules and history apply."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.access import Role
from crm.importers.fields import DATE, EMAIL, NUMBER, REFERENCE, TEXT, Field
from crm.importers.kinds.attribution import CHANNEL_FIELD, EXTERNAL_ID, REGION_FIELD, TEAM_FIELD
from crm.importers.kinds.base import CREATED, UPDATED, Kind, Row, as_date
from crm.importers.kinds.lookups import CATEGORY, OWNER, create_user
from crm.importers.problems import RowProblem
from crm.models import Campaign, Product, Team, User
from crm.models.names import normalise

ROLES = {
    "rep": "rep", "manager": "manager", "admin": "admin", "representant": "rep", "responsable": "manager",
    **dict.fromkeys(("sales rep", "sales representative", "commercial", "commerciale", "vendeur"), "rep"),
    **dict.fromkeys(("sales manager", "team manager", "manager commercial"), "manager"),
}  # fmt: skip


class Reps(Kind):
    """People who sell. A manager's name puts the rep in that manager's team, made if need be."""

    id = "reps"
    model = User
    bulk = False
    related = ("team", "region")
    fields = (
        Field("name", headers=(
            "sales agent", "sales rep", "rep", "full name", "nom", "nom complet", "commercial", "vendeur", "représentant",
        )),
        Field("external_id", headers=(*EXTERNAL_ID, "user id"), most=100),
        Field("first_name", headers=("prénom", "given name"), most=150),
        Field("last_name", headers=("nom de famille", "surname"), most=150),
        Field("username", headers=("login", "identifiant de connexion"), most=150),
        Field("email", EMAIL, ("e mail", "mail", "courriel", "adresse e mail")),
        Field("role", TEXT, ("rôle",), choices=ROLES),
        Field("manager", headers=("sales manager", "team manager", "chef d équipe", "manager name")),
        TEAM_FIELD,
        REGION_FIELD,
        Field("hourly_cost", NUMBER, ("coût horaire",)),
        Field("working_share", NUMBER, ("temps de travail", "fte", "etp")),
        Field("joined_on", DATE, ("start date", "date d entrée", "joined")),
        Field("left_on", DATE, ("end date", "date de sortie", "left")),
    )  # fmt: skip

    def clean(self, row: Row) -> None:
        as_date(row.values, "joined_on", "left_on")
        parts = [row.values.pop(name, None) for name in ("first_name", "last_name")]
        row.values["name"] = whole_name(row.values.get("name"), *parts)
        if not row.values["name"]:
            raise RowProblem("name", "", _("A rep needs a name: fill it in."))

    def create(self, rows: list[Row]) -> None:
        for row in rows:
            user = create_user(row.values["name"], row.values.get("role") or Role.REP)
            self.effects.made([user])
            self.write(user, row)

    def write(self, user: User, row: Row) -> bool:
        """Writes what the file says and puts the rep into the manager's team; whether anything changed."""
        team = row.values.get("team") or self.team_of(row.values.get("manager"))
        values = {**self.columns(row), **({"team": team} if team else {})}
        changed = self.differences(user, values)
        for name, value in changed.items():
            setattr(user, name, value)
        if changed:
            user.save()
        return bool(changed)

    @transaction.atomic
    def update(self, record: Any, row: Row) -> str:
        return UPDATED if self.write(record, row) else "unchanged"

    def team_of(self, manager: str | None) -> Team | None:
        """The team that a manager leads, called by their name unless it has one."""
        if not manager:
            return None
        leader = User.objects.filter(normalised_name=OWNER.key(manager)).first()
        if leader is None:
            leader = create_user(manager, Role.MANAGER)
            self.effects.made([leader])
            self.directory.created["user"] += 1
        team = leader.managed_teams.first()
        if team is None:
            team = Team.objects.filter(normalised_name=OWNER.key(manager)).first() or Team.objects.create(name=manager)
            team.managers.add(leader)
            self.effects.made([team])
            self.directory.created["team"] += 1
        return team

    def create_one(self, row: Row) -> str:
        self.create([row])
        return CREATED


def whole_name(name: str | None, first: str | None, last: str | None) -> str:
    """The name, or first and last one; “Nom” beside “Prénom” is the last name alone."""
    if name and first and not last and f" {normalise(first)} " not in f" {normalise(name)} ":
        name, last = None, name
    return name or " ".join(part for part in (first, last) if part)


class Products(Kind):
    id = "products"
    model = Product
    bulk = False
    related = ("category",)
    fields = (
        Field("name", required=True, headers=("product", "product name", "produit", "nom", "désignation", "article", "libellé", "title"), most=120),
        Field("external_id", headers=(*EXTERNAL_ID, "product id"), most=100),
        Field("code", headers=("sku", "reference", "code produit", "variant sku"), most=60),
        Field("category", REFERENCE, ("series", "catégorie", "product category", "family", "famille", "gamme"),
              reference=CATEGORY),
        Field("price", NUMBER, ("sales price", "unit price", "list price", "prix", "prix de vente", "prix unitaire", "prix de vente ht", "prix unitaire ht", "prix ht", "variant price")),
        Field("cost", NUMBER, ("unit cost", "coût", "prix de revient", "prix d achat", "prix d achat ht", "cost per item")),
    )  # fmt: skip


class Campaigns(Kind):
    id = "campaigns"
    model = Campaign
    bulk = False
    fields = (
        Field("name", required=True, headers=("campaign", "campaign name", "campagne", "nom"), most=120),
        Field("external_id", headers=(*EXTERNAL_ID, "campaignid", "campaign id"), most=100),
        CHANNEL_FIELD,
        REGION_FIELD,
        Field("start_on", DATE, ("start date", "date de début", "début")),
        Field("end_on", DATE, ("end date", "date de fin", "fin")),
        Field("budget", NUMBER, ("budgeted cost", "budgeted", "budget prévu")),
        Field("notes", headers=("remarks", "remarques"), most=5000),
    )

    def clean(self, row: Row) -> None:
        as_date(row.values, "start_on", "end_on")

    def create(self, rows: list[Row]) -> None:
        for row in rows:
            row.values["name"] = self.free_name(row, None)
        super().create(rows)

    def update(self, record: Any, row: Row) -> str:
        row.values["name"] = self.free_name(row, record.pk)
        return super().update(record, row)

    def free_name(self, row: Row, pk: int | None) -> str:
        """Other systems let two campaigns have one name: the second is told apart by its id."""
        name, number = row.values["name"], row.values.get("external_id")
        taken = Campaign.objects.filter(normalised_name=normalise(name)).exclude(pk=pk).exists()
        return f"{name[: 117 - len(number)]} ({number})" if taken and number and len(number) < 60 else name
