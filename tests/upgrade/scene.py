"""Two versions of Jauge on one database: the one in use, and the one of this working copy."""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.faults.processes import Processes, collect_static
from tests.faults.servers import PATIENCE, PostgreSQL, free_port
from tests.upgrade.versions import ROOT, export

OLD, NEW = "old", "new"
# Said by the version in use itself: what clients need to know of its demo company.
KEYS = """
import json
from crm.models import Account, ActivityType, ApiToken, Opportunity, Team, User, WebhookEndpoint
from feedback.models import SurveyLink
from kpis.demo import LOGINS
from crm.models import Pipeline
ana = User.objects.get(username="ana")
stages = Pipeline.objects.get(is_default=True).stages.filter(kind="open", active=True).order_by("order")
# Nothing is sent: it asks for nothing.
WebhookEndpoint.objects.create(description="Counted", address="https://crm.example.com/", types=[], secret="whsec_upgrade")
print("KEYS" + json.dumps({
    "logins": {name: password for _role, name, password in LOGINS},
    "account": Account.objects.filter(owner=ana).order_by("pk")[0].pk,
    "type": ActivityType.objects.order_by("pk")[0].pk,
    "stages": [each.pk for each in stages[:2]],
    "team": User.objects.get(username="marc").memberships.order_by("pk")[0].team_id,
    "link": SurveyLink.objects.order_by("pk")[0].token,
    "tokens": {name: ApiToken.issue(User.objects.get(username=name), "Upgrade", "write")[1] for name in ("ana", "admin")},
}))
"""


class Scene:
    """A folder for everything, a PostgreSQL, and both versions; made as an operator makes them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.chmod(0o711)
        for name in ("data", "old", "var", "logs-old", "logs-new"):
            (folder / name).mkdir(0o700)
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres:postgres", str(folder / "data")], check=True)
        self.cluster = PostgreSQL(folder / "data", free_port())
        self.address = f"postgres://jauge:none@127.0.0.1:{self.cluster.port}/postgres"
        self.secret = secrets.token_urlsafe(48)
        self.versions = {OLD: self.version(OLD, folder / "old"), NEW: self.version(NEW, ROOT)}

    def version(self, name: str, root: Path) -> Processes:
        port = free_port()
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
        environment = clean | {
            "JAUGE_SECRET_KEY": self.secret, "JAUGE_VAR_DIR": str(self.folder / "var"), "JAUGE_DATABASE_URL": self.address,
            "JAUGE_WEB_BIND": f"127.0.0.1:{port}", "JAUGE_DEMO": "1", "JAUGE_API_PER_MINUTE": "1000000",
            "JAUGE_LOG_LEVEL": "warning", "PGAPPNAME": f"{name} version",
        }  # fmt: skip
        return Processes(root, self.folder / f"logs-{name}", port, environment)

    def prepare(self, commit: str) -> dict[str, Any]:
        """The version in use with its small demo company; its web server, worker and `run_due` are started."""
        at_once(self.make_cluster, lambda: export(commit, self.folder / "old"))
        old = self.versions[OLD]
        at_once(lambda: old.manage("migrate", "--skip-checks", "--verbosity", "0"), lambda: self.static(OLD))
        old.manage("createcachetable")
        old.manage("demo", "--small", "--skip-checks")
        keys = self.told(KEYS)
        old.web()
        old.worker()
        old.due()
        return keys

    def make_cluster(self) -> None:
        self.cluster.make()
        self.cluster.start()

    def told(self, program: str) -> Any:
        """What a program that the version in use runs says after the word KEYS."""
        old = self.versions[OLD]
        line = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", program]
        done = subprocess.run(line, cwd=old.root, env=old.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.rpartition("KEYS")[2])

    def static(self, name: str) -> None:
        version = self.versions[name]
        collect_static(version.root, self.folder, version.environment)

    def migrate(self) -> subprocess.Popen[bytes]:
        """The new version's, as an operator runs it; what it says is in the log `migrate`."""
        new = self.versions[NEW]
        environment = new.environment
        new.environment = environment | {"PGAPPNAME": "migrate"}
        try:
            return new.start("migrate", "manage.py", "migrate")
        finally:
            new.environment = environment

    def stop(self) -> None:
        for version in self.versions.values():
            version.stop()
        self.cluster.stop()


def at_once(*works: Callable[[], Any]) -> None:
    with ThreadPoolExecutor(len(works)) as pool:
        for each in [pool.submit(work) for work in works]:
            each.result(timeout=10 * PATIENCE)


def until(condition: Callable[[], Any], seconds: float) -> bool:
    """Whether it came to hold within so long."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
