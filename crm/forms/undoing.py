"""Taking back a verb of an opportunity for a short while."""

from typing import Any

from django.core import signing

from crm.models import Opportunity
from crm.models.snapshots import Snapshot

SALT = "crm.opportunity"
# The page offers it for ten seconds; a slow connection may add to that.
SECONDS = 60


def undo_token(before: Snapshot, opportunity: Opportunity, by: Any) -> str:
    """What the Undo button posts: what the opportunity was, in which version it now is, and who changed it."""
    said = {"of": opportunity.pk, "version": opportunity.version, "by": by.pk, "before": before.as_words()}
    return signing.dumps(said, salt=SALT, compress=True)


def undo(token: str, opportunity: Opportunity, by: Any) -> bool:
    """Leads back to what it was; False when it is too late, changed since, or somebody else's change."""
    try:
        said = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return False
    if (said["of"], said["version"], said["by"]) != (opportunity.pk, opportunity.version, by.pk):
        return False
    Snapshot(**said["before"]).restore(opportunity, by)
    return True
