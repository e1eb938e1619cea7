"""How to sign in to the demo company."""

from crm.access import Role
from crm.models import User
from kpis.demo import LOGINS


def logins() -> list[tuple[str, str, str]]:
    """Role as people call it, user name and password, of the demo's people that are in this database."""
    addresses = [f"{username}@example.com" for _role, username, _password in LOGINS]
    there = set(User.objects.filter(email__in=addresses).values_list("username", flat=True))
    return [(str(Role(role).label), username, password) for role, username, password in LOGINS if username in there]
