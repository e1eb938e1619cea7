"""The fields that every fact may be given in a file."""

from crm.importers.fields import REFERENCE, Field
from crm.importers.kinds.lookups import ACCOUNT, CAMPAIGN, CHANNEL, OWNER, REGION, SOURCE, TEAM

OWNER_HEADERS = (
    "sales agent", "sales rep", "rep", "deal owner", "opportunity owner", "potential owner", "call owner", "lead owner",
    "account owner", "company owner", "contact owner", "activity owner", "event owner", "assigned to", "owner name", "user", "salesperson",
    "user id", "commercial", "vendeur", "représentant", "responsable", "propriétaire", "attribué à", "seller",
    "propriétaire de l opportunité", "propriétaire du compte", "opportunity inhaber", "opportunity besitzer",
    "propietario de oportunidad", "propietario de la oportunidad", "titolare opportunità",
)  # fmt: skip
OWNER_FIELD = Field("owner", REFERENCE, OWNER_HEADERS, reference=OWNER)
TEAM_FIELD = Field("team", REFERENCE, ("sales team", "équipe", "équipe commerciale"), reference=TEAM)
REGION_FIELD = Field(
    "region", REFERENCE, ("regional office", "région", "territory", "secteur géographique"), reference=REGION
)
CHANNEL_FIELD = Field("channel", REFERENCE, ("canal", "sales channel", "canal de vente"), reference=CHANNEL)
CAMPAIGN_FIELD = Field("campaign", REFERENCE, ("campagne", "campaign name", "campaign id"), reference=CAMPAIGN)
ATTRIBUTION = (OWNER_FIELD, TEAM_FIELD, REGION_FIELD, CHANNEL_FIELD, CAMPAIGN_FIELD)
SOURCE_FIELD = Field(
    "source", REFERENCE,
    ("lead source", "origin", "origine", "provenance", "source du prospect", "origine de la piste", "lead quelle",
     "origen del candidato", "origen del prospecto"),
    reference=SOURCE,
)  # fmt: skip
ACCOUNT_FIELD = Field(
    "account", REFERENCE,
    ("account name", "company", "company name", "customer", "client", "compte", "société", "entreprise", "organization",
     "organisation", "associated company", "accountid", "account id", "nom du compte", "nombre de la cuenta", "nome account",
     "customer name", "client name", "nom du client", "nom client"),
    reference=ACCOUNT,
)  # fmt: skip
EXTERNAL_ID = ("id", "record id", "external id", "identifiant", "référence")
