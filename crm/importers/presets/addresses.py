"""Lists of people and companies: Google contacts, HubSpot's leads, the French register of companies (SIRENE)."""

from crm.importers.fields import first, one
from crm.importers.presets.preset import Preset

# Of several addresses or numbers in one cell, the first.
FIRST_OF_SEVERAL = ((r"(.*?)\s*:::.*", r"\1"),)
ONE_OF_SEVERAL = {"email": FIRST_OF_SEVERAL, "phone": FIRST_OF_SEVERAL}
REACHED = {"email": one("E-mail 1 - Value"), "phone": one("Phone 1 - Value")}

PRESETS = (
    Preset(
        "google-contacts",
        "contacts",
        ("Given Name", "Family Name", "E-mail 1 - Value"),
        {
            "last_name": first("Family Name", "Name"),
            "first_name": one("Given Name"),
            "account": one("Organization 1 - Name"),
            "job_title": one("Organization 1 - Title"),
            **REACHED,
        },
        rewrites=ONE_OF_SEVERAL,
    ),
    Preset(
        "google-contacts-csv",
        "contacts",
        ("First Name", "Last Name", "Organization Name", "E-mail 1 - Value"),
        {
            "last_name": one("Last Name"),
            "first_name": one("First Name"),
            "account": one("Organization Name"),
            "job_title": one("Organization Title"),
            **REACHED,
        },
        rewrites=ONE_OF_SEVERAL,
    ),
    # A contact at no company is called by its own name.
    Preset(
        "hubspot-leads",
        "prospects",
        ("Lifecycle Stage", "Create Date", "Email", "Last Name"),
        {
            "external_id": first("Record ID", "Contact ID"),
            "name": first("Company Name", "Associated Company", "Last Name", "Email"),
            "email": one("Email"),
            "phone": first("Phone Number", "Mobile Phone Number"),
            "owner": one("Contact owner"),
            "source": first("Original Source", "Original Traffic Source", "Lead Source"),
            "prospect_since": first("Became a Lead Date", "Create Date"),
            "customer_since": one("Became a Customer Date"),
            "converted": one("Lifecycle Stage"),
        },
        # Who was a customer and left, or tells others, was won.
        rewrites={
            "external_id": ((r"(\d.*)", r"contact \1"),),
            "converted": (("customer|client|evangelist|évangéliste", "yes"), (".*", "")),
        },
    ),
    Preset(
        "sirene",
        "accounts",
        ("siret", "denominationUniteLegale"),
        {
            "external_id": one("siret"),
            "name": one("denominationUniteLegale"),
            "postal_code": one("codePostalEtablissement"),
            "city": one("libelleCommuneEtablissement"),
            "segment": first("activitePrincipaleEtablissement", "activitePrincipaleUniteLegale"),
        },
    ),
)
