"""What deploy/ says, read from its files: commands, environment, volumes, how to ask whether it is well, how long to wait."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
OURS = "jauge"
UNITS = {"ms": 0.001, "s": 1, "m": 60}
# ${NAME}, ${NAME:-default} and ${NAME:?why it must be given}.
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def switches(path: Path = DEPLOY / "jauge.env") -> dict[str, str]:
    """The lines NAME=value of a file for `env_file:` or `EnvironmentFile=`."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {name: value.strip('"') for name, _is, value in (line.partition("=") for line in lines)}


def filled(found: Any, variables: dict[str, str]) -> Any:
    """With the operator's variables in their places, as compose does; LookupError where one is missing."""

    def value_of(match: re.Match[str]) -> str:
        name, how, more = match.groups()
        if variables.get(name):
            return variables[name]
        if how == "-":
            return str(more)
        raise LookupError(f"{name}: {more or 'is not set'}")

    if isinstance(found, dict):
        return {name: filled(value, variables) for name, value in found.items()}
    if isinstance(found, list):
        return [filled(value, variables) for value in found]
    return VARIABLE.sub(value_of, found) if isinstance(found, str) else found


def instructions(text: str | None = None) -> list[tuple[str, str]]:
    """The Containerfile's, in order: what is done, and with what."""
    whole = text if text is not None else (DEPLOY / "Containerfile").read_text()
    without_comments = "\n".join(line for line in whole.splitlines() if not line.startswith("#"))
    lines = without_comments.replace("\\\n", " ").splitlines()
    parts = [line.partition(" ") for line in lines if line.strip()]
    return [(what, " ".join(rest.split())) for what, _blank, rest in parts]


def image_environment() -> dict[str, str]:
    words = [word for what, rest in instructions() if what == "ENV" for word in shlex.split(rest)]
    return {name: value for name, _is, value in (word.partition("=") for word in words)}


def image_command() -> list[str]:
    (command,) = [rest for what, rest in instructions() if what == "CMD"]
    words: list[str] = json.loads(command)
    return words


@dataclass(frozen=True)
class Service:
    """One of compose.yaml. `mounts` leads from places in the container to what is mounted there."""

    name: str
    image: str
    command: list[str]
    environment: dict[str, str]
    mounts: dict[str, str]
    health: list[str]
    grace_seconds: float
    replicas: int
    user: str
    restarts: bool
    waits_for: dict[str, str]


def seconds(text: str) -> float:
    amount, unit = re.fullmatch(r"(\d+)(ms|s|m)", text).groups()  # type: ignore[union-attr]
    return int(amount) * UNITS[unit]


def service(name: str, told: dict[str, Any], operators: dict[str, str]) -> Service:
    ours = told["image"] == OURS
    own = image_command() if ours else []
    command = told.get("command", own)
    health = told.get("healthcheck", {}).get("test", ["CMD"])
    assert health[0] == "CMD", "asked without a shell"
    environment = image_environment() if ours else {}
    if "env_file" in told:
        assert told["env_file"] == "jauge.env"
        environment |= switches() | operators
    parts = [each.split(":") for each in told.get("volumes", [])]
    return Service(
        name=name,
        image=told["image"],
        command=shlex.split(command) if isinstance(command, str) else command,
        environment=environment | {key: str(value) for key, value in told.get("environment", {}).items()},
        mounts={place: source for source, place, *_read_only in parts},
        health=health[1:],
        grace_seconds=seconds(told.get("stop_grace_period", "10s")),
        replicas=told.get("deploy", {}).get("replicas", 1),
        user=told.get("user", ""),
        restarts=told.get("restart") == "unless-stopped",
        waits_for={other: how["condition"] for other, how in told.get("depends_on", {}).items()},
    )


def composed(variables: dict[str, str], operators: dict[str, str]) -> dict[str, Service]:
    """The services, with what stands in the operator's `.env`, and what they changed in jauge.env."""
    told = filled(yaml.safe_load((DEPLOY / "compose.yaml").read_text()), variables)
    return {name: service(name, each, operators) for name, each in told["services"].items()}
