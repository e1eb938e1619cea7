"""What is in deploy/ names commands, files and switches that are there, and starts with the values it shows."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import yaml
from django.core.management import find_commands, get_commands
from django.utils.module_loading import import_string

from tests.deployment.shipped import switches

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
FILES = [path for path in DEPLOY.rglob("*") if path.is_file()]
TEXT = "\n".join(path.read_text() for path in FILES)
PAGE = (ROOT / "docs" / "operations.md").read_text()
SWITCH = re.compile(r"JAUGE_[A-Z_]*[A-Z]")


def test_every_command_is_there() -> None:
    import django_rq

    # Installed where Redis is configured.
    known = {*get_commands(), *find_commands(str(Path(django_rq.__file__).parent / "management"))}
    named = set(re.findall(r"manage\.py ([a-z_]+)", TEXT + PAGE))
    assert {"migrate", "createcachetable", "collectstatic", "db_worker", "rqworker", "run_due", "backup"} <= named
    assert named - known == set()


def test_the_web_server_finds_what_it_is_given() -> None:
    lines = set(re.findall(r"gunicorn[\"', ]+--config[\"', ]+([\w/.]+)[\"', ]+([\w.]+)", TEXT + PAGE))
    assert lines == {("config/gunicorn.py", "config.wsgi")}
    assert (ROOT / "config/gunicorn.py").exists()
    assert callable(import_string("config.wsgi.application"))
    (job,) = set(re.findall(r"--job-class ([\w.]+\w)", TEXT + PAGE))
    assert import_string(job)


def test_every_switch_is_read() -> None:
    read = {name for path in (ROOT / "config").glob("*.py") for name in SWITCH.findall(path.read_text())}
    assert set(SWITCH.findall(TEXT)) - read == set()


def test_the_environment_that_is_shown_is_understood(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    secret = secrets.token_urlsafe(48)
    shown = {name: value.replace("change-me", secret) for name, value in switches().items()}
    line = [sys.executable, "manage.py", "check", "--fail-level", "WARNING"]
    answer = subprocess.run(line, cwd=ROOT, env=clean | shown | {"JAUGE_VAR_DIR": str(tmp_path)}, capture_output=True)
    assert answer.returncode == 0, answer.stderr.decode()


def test_what_containers_are_made_of_is_there() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = composed["services"]
    assert {"web", "worker", "due", "prepare", "proxy", "database", "replica", "redis"} == set(services)
    assert services["web"]["deploy"]["replicas"] == services["worker"]["deploy"]["replicas"] == 2
    mounted = [each.split(":")[0] for service in services.values() for each in service.get("volumes", [])]
    # The certificates are the operator's.
    files = [each for each in mounted if each.startswith("./") and each != "./certificates"]
    assert [each for each in files if not (DEPLOY / each).exists()] == []
    assert {each for each in mounted if not each.startswith("./")} == set(composed["volumes"])
    assert (DEPLOY / composed["x-jauge"]["build"]["context"] / composed["x-jauge"]["build"]["dockerfile"]).exists()
    copied = re.findall(r"^COPY (\S+) ", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert copied and all((ROOT / each).exists() for each in copied)


def test_the_page_names_every_file() -> None:
    unnamed = [path.name for path in FILES if path.name.split("@")[0] not in PAGE]
    assert unnamed == []
