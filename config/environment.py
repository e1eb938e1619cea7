"""Reads environment variables strictly: a value that is not understood stops the program with a sentence."""

import os
import re
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
# 128 bits, written as hexadecimal digits, are so many characters; of 16 digits some 14 appear in them.
SECRET_LENGTH = 32
SECRET_VARIETY = 10
# What stands in examples and generated projects.
NO_SECRETS = ("insecure", "demo-only", "not-a-secret", "changeme", "change-me", "change_me", "example", "your-secret",
              "secret-key", "secret_key", "secretkey", "password", "tests-only", "bench-only")  # fmt: skip

# Of a server that is asked besides: one that is cut off is given up, rather than waited for.
NO_WAITING = {"connect_timeout": 2, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2,
              "tcp_user_timeout": 9000}  # fmt: skip


def text(name: str, default: str = "") -> str:
    """The variable as typed, or the default when it is absent or empty."""
    return os.environ.get(name, "").strip() or default


def secret(name: str) -> str:
    """A secret that nobody guesses; "" when it is not set. The refusal does not repeat it: it may get into a log."""
    return hard_to_guess(name, text(name))


def former_secrets(name: str, present: str) -> list[str]:
    """Secrets that were in force before the one that is `present`, with blanks between them: no secret holds any."""
    values = [hard_to_guess(name, value) for value in text(name).split()]
    if len({present, *values}) <= len(values):
        raise ImproperlyConfigured(f"{name} holds a secret twice, or the one that is in force: leave it out.")
    return values


def hard_to_guess(name: str, value: str) -> str:
    """The value of that variable, or nothing. Raises ImproperlyConfigured where somebody could find it out."""
    if not value:
        return ""
    if len(value) < SECRET_LENGTH:
        reason = f"it has {len(value)} characters, fewer than {SECRET_LENGTH}"
    elif len(set(value)) < SECRET_VARIETY:
        reason = f"it is made of {len(set(value))} different characters only"
    elif value in (value + value)[1:-1]:
        reason = "it repeats itself"
    elif not value.isascii() or not value.isprintable() or " " in value:
        reason = "it holds more than plain letters, digits and signs"
    elif any(word in value.lower() for word in NO_SECRETS):
        reason = "it is an example that everybody knows"
    else:
        return value
    raise ImproperlyConfigured(f"{name} is no secret, {reason}: make one with “openssl rand -base64 48”.")


def boolean(name: str, default: bool) -> bool:
    """True or False; any other spelling than 1/0, true/false, yes/no, on/off is refused."""
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither true nor false: use 1 or 0.")


def integer(name: str, default: int, minimum: int = 0) -> int:
    """A whole number of at least `minimum`."""
    value = text(name)
    if not value:
        return default
    if not value.isdigit() or int(value) < minimum:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number of at least {minimum}.")
    return int(value)


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    """One of a few words."""
    value = text(name, default).lower()
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} is not known: use {', '.join(choices)}.")
    return value


def second_factor(name: str, former: str) -> str:
    """Who needs one. A switch that knew administrators only still means them, and never the opposite of the new one."""
    wanted = one_of(name, ("nobody", "administrators", "everybody"), "nobody")
    if not boolean(former, False):
        return wanted
    if text(name) and wanted == "nobody":
        raise ImproperlyConfigured(f"{former} asks administrators for a second factor and {name} nobody: unset one.")
    return "administrators" if wanted == "nobody" else wanted


def mail_address(name: str, default: str) -> str:
    """An e-mail address, alone or as “Name <address>”."""
    value = text(name, default)
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
        raise ImproperlyConfigured(f"{name}={value!r} is not an e-mail address: use name@host or Name <name@host>.")
    return value


def address(name: str) -> str:
    """The root of a web site, without a slash at its end; "" when it is not set."""
    value = text(name).rstrip("/")
    if value and not re.fullmatch(r"https?://[^\s/?#]+", value):
        raise ImproperlyConfigured(f"{name}={value!r} is not the address of a site: use https://crm.example.com.")
    return value


def issuer(name: str) -> str:
    """The address of a provider of sign-ins, as it calls itself; http only on this machine."""
    value = text(name)
    if value and not re.fullmatch(r"https://[^\s?#@]+|http://(localhost|127\.0\.0\.1)(:\d+)?(/[^\s?#@]*)?", value):
        raise ImproperlyConfigured(f"{name}={value!r} is not the address of a provider: use https://login.example.com.")
    return value


def all_or_none(switches: dict[str, str]) -> None:
    """Refuses that some of these switches (name: value) are set and others are not."""
    absent = [name for name, value in switches.items() if not value]
    if absent and len(absent) < len(switches):
        given = [name for name in switches if name not in absent]
        raise ImproperlyConfigured(f"{', '.join(given)} is set and {', '.join(absent)} is not: set all or none.")


def items(name: str, default: str = "") -> list[str]:
    """A comma-separated list, without blanks."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def ports(name: str, default: str) -> frozenset[int]:
    """A comma-separated list of TCP ports."""
    values = items(name, default)
    if not all(value.isdecimal() and 0 < int(value) < 65536 for value in values):
        raise ImproperlyConfigured(f"{name}={text(name)!r} is not a list of ports: use numbers such as 443,8443.")
    return frozenset(int(value) for value in values)


def refuse_together(trial: dict[str, bool], served: dict[str, bool]) -> None:
    """Refuses switches of a trial (name: is it on) beside those of a server that others reach."""
    for name in (each for each, on in trial.items() if on):
        for other in (each for each, on in served.items() if on):
            raise ImproperlyConfigured(
                f"{name} opens doors that everybody knows, and {other} says that others reach this server: unset one."
            )


def database(name: str, default_path: Path) -> dict[str, Any]:
    """Django's description of a database from a URL (sqlite:///path or postgres://user:word@host:port/name)."""
    url = text(name, f"sqlite:///{default_path}")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:])
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise ImproperlyConfigured(
        f"{name}={url!r} is not a database address: use sqlite:///path or postgres://user:word@host:port/name."
    )


def replica(name: str, primary: dict[str, Any]) -> dict[str, Any] | None:
    """The same of a copy that PostgreSQL keeps of the database `primary`; None when it is not set."""
    url = text(name)
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} is not the address of a replica: use postgres://user:word@host:port/name.")
    if primary["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} needs PostgreSQL in JAUGE_DATABASE_URL: only that has replicas.")
    found = _postgresql(parts)
    if all(found[key] == primary[key] for key in ("HOST", "PORT", "NAME")):
        raise ImproperlyConfigured(f"{name} names the database of JAUGE_DATABASE_URL, which is no replica of itself.")
    options = {**NO_WAITING, **dict(parse_qsl(parts.query))}
    options.setdefault("options", "-c jit=off -c default_transaction_read_only=on")
    # Kept by each thread, and looked at by each request; a pool would go on handing out those of a server that is away.
    return {**found, "OPTIONS": options, "CONN_MAX_AGE": 600, "TEST": {"MIRROR": "default"}}


def _sqlite(path: str) -> dict[str, Any]:
    pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening one reads the whole schema, longer than many a page takes. A file put in its place is seen within a
        # minute.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _postgresql(parts: Any) -> dict[str, Any]:
    # Compiling a statement takes PostgreSQL longer (0.3 s, measured) than any of ours takes to run.
    # A connection for each thread of the web server; four is what the pool opens in any case. Where PostgreSQL is away
    # nobody waits long, and the pool does not pause longer and longer: the first request after its return asks again.
    pool = {"max_size": max(4, integer("JAUGE_WEB_THREADS", 4, 1)), "timeout": 5, "reconnect_timeout": 5}
    options = {"pool": pool, "options": "-c jit=off", "connect_timeout": "5"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        # Each connection is tried before it is handed out: those from before a restart of PostgreSQL lead nowhere.
        "CONN_HEALTH_CHECKS": True,
        "NAME": unquote(parts.path)[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {**options, **dict(parse_qsl(parts.query))},
    }
