"""Which tables of crm a backup carries."""

SECRET = "Secrets are never carried: they are made anew."
FILES = "Files are copied apart, as docs/backup.md says."
CONNECTION = "It belongs to a connection of a shop or telephone system, and those are made anew with new secrets."
WORK = "What was under way, or could be taken back, ends with the old place."

CARRIED = (
    "crm.Company",
    "crm.Region",
    "crm.Holiday",
    "crm.ExchangeRate",
    "crm.Team",
    "crm.User",
    "crm.Team_managers",
    "crm.Membership",
    "crm.Absence",
    "crm.Channel",
    "crm.Source",
    "crm.Segment",
    "crm.Category",
    "crm.Product",
    "crm.Pipeline",
    "crm.Stage",
    "crm.LostReason",
    "crm.ActivityType",
    "crm.Medium",
    "crm.Campaign",
    "crm.Expense",
    "crm.CampaignResult",
    "crm.Account",
    "crm.Contact",
    "crm.Opportunity",
    "crm.OpportunityLine",
    "crm.OpportunityEvent",
    "crm.Activity",
    "crm.Sale",
    "crm.SaleLine",
    "crm.Cart",
    "crm.CartEvent",
    "crm.SavedView",
    "crm.DefaultView",
    "crm.SavedMapping",
)
LEFT = {
    "crm.ApiToken": SECRET,
    "crm.CalendarFeed": SECRET,
    "crm.ApiReplay": WORK,
    "crm.Attachment": FILES,
    "crm.BulkChange": WORK,
    "crm.BulkChangeRow": WORK,
    "crm.Import": WORK,
    "crm.ImportEffect": WORK,
    "crm.IngestSource": SECRET,
    "crm.IngestRecord": CONNECTION,
    "crm.IngestDelivery": CONNECTION,
    "crm.User_groups": "Rights follow from roles; groups of Django's admin are not used.",
    "crm.User_user_permissions": "Rights follow from roles; groups of Django's admin are not used.",
}
