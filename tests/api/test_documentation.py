"""The examples of docs/api.md, against a running server: every command answers, and the Python program runs through."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crm.models import Account, Activity, ApiToken, Contact, Import, Opportunity
from tests.api.conftest import World

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "api.md").read_text()
COMMANDS = re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture
def environment(transactional_db: None, live_server: Any, world: World) -> dict[str, str]:
    _token, text = ApiToken.issue(world.people.manager, "Examples", "write")
    _token, administrators = ApiToken.issue(world.people.admin, "Examples", "write")
    return {**os.environ, "JAUGE": live_server.url, "TOKEN": text, "ADMINISTRATORS_TOKEN": administrators}


def run(command: str, environment: dict[str, str]) -> str:
    command = command.replace("python ", f"{sys.executable} ", 1) if command.startswith("python ") else command
    done = subprocess.run(
        ["bash", "-ec", command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_command_answers(environment: dict[str, str]) -> None:
    curls = [command for command in COMMANDS if command.startswith("curl")]
    assert len(curls) >= 5
    for command in curls:
        answer = json.loads(run(command, environment))
        assert "code" not in answer, (command, answer)
    assert Account.objects.filter(external_id="WEB-1043", name="Scierie du Lac").count() == 1
    assert Contact.objects.filter(last_name__in=("Meunier", "Lopez")).count() == 2
    assert Import.objects.get().kind == "opportunities"


def test_the_program_runs_through(environment: dict[str, str]) -> None:
    [command] = [command for command in COMMANDS if command.startswith("python")]
    said = run(command, environment).splitlines()
    assert said[:-1] == ["refused: stale", "won: 2400.00", "calls: 3", "accounts: Moulin de Pierre"]
    # With or without the sale of the mill, by the year in which this runs.
    assert said[-1] in ("revenue: 2400.00", "revenue: 2405.00")
    assert Opportunity.objects.get(name="Two millstones").outcome == "won"
    assert Activity.objects.filter(subject__startswith="Call ").count() == 3


def test_every_verb_of_the_page_is_an_address() -> None:
    from config.openapi import described

    paths = {re.sub(r"\{\w+\}", "7", path) for path in described()["paths"]}
    named = set(re.findall(r"`(?:PUT |POST )?(/api/[\w/-]+/)`", TEXT)) - {"/api/"}
    assert sorted(named - paths) == []
