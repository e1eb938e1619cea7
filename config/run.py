"""`make run`: the demo company on this machine, one web server, one background worker, and what is due each minute.

Everything that it starts ends with it: the children share its process group and are stopped on Ctrl-C, and a
child that dies takes the others along.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("JAUGE_VAR_DIR") or ROOT / "var")
FIRST_PORT = 8000
WAIT_SECONDS = 30


def main() -> None:
    VAR.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = demo_environment(port)
    prepare(environment)
    with started(commands(port), environment) as children:
        wait_until_answering(port, children)
        greet(port, environment)
        watch(children)


def demo_environment(port: int) -> dict[str, str]:
    """The demo's settings; the secret is made once and kept beside the database."""
    secret = VAR / "secret"
    if not secret.exists():
        secret.write_text(secrets.token_urlsafe(48))
        secret.chmod(0o600)
    defaults = {"JAUGE_DEMO": "1", "JAUGE_SECRET_KEY": secret.read_text(), "JAUGE_VAR_DIR": str(VAR)}
    # Whoever tries the demo looks at a browser: what goes well is not told in the terminal.
    defaults["JAUGE_LOG_LEVEL"] = "warning"
    defaults["JAUGE_ADDRESS"] = f"http://127.0.0.1:{port}"
    return {**defaults, **os.environ, "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    """JAUGE_PORT, or the first free port from 8000 on."""
    asked = os.environ.get("JAUGE_PORT", "")
    if asked:
        if not (asked.isdigit() and is_free(int(asked))):
            sys.exit(f"Port {asked} cannot be used: choose another with JAUGE_PORT=…")
        return int(asked)
    for port in range(FIRST_PORT, FIRST_PORT + 50):
        if is_free(port):
            return port
    sys.exit("No port from 8000 to 8049 is free: choose one with JAUGE_PORT=…")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def prepare(environment: dict[str, str]) -> None:
    """Database, cache table, static files and, in an empty database, the demo company."""
    print("Preparing …", flush=True)
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "createcachetable")
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    language = "fr" if os.environ.get("LANG", "").startswith("fr") else "en"
    size = ["--small"] if os.environ.get("JAUGE_DEMO_SIZE") == "small" else []
    manage(environment, "demo", "--if-empty", "--language", language, *size)


def manage(environment: dict[str, str], *words: str) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "manage.py"), *words], env=environment, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"“manage.py {words[0]}” did not succeed: see what it says above.")


def commands(port: int) -> list[list[str]]:
    server = ["-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    return [
        [sys.executable, *server, "--threads", "4", "--log-level", "warning"],
        [sys.executable, str(ROOT / "manage.py"), "db_worker", "--verbosity", "0"],
        [sys.executable, str(ROOT / "manage.py"), "run_due", "--every", "60"],
    ]


@contextmanager
def started(lines: list[list[str]], environment: dict[str, str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Children that end when this block does, however it ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    children = [subprocess.Popen(line, env=environment, cwd=ROOT, start_new_session=True) for line in lines]
    try:
        yield children
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        for child in children:
            stop(child)


def stop(child: subprocess.Popen[bytes]) -> None:
    """Asks the child and all that it started to end; after ten seconds insists."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, sign)
            child.wait(timeout=10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        return


def wait_until_answering(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        alive(children)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"The server did not answer within {WAIT_SECONDS} seconds.")


def alive(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is not None:
            sys.exit(f"“{' '.join(map(str, child.args))}” stopped: see what it says above.")  # type: ignore[arg-type, call-overload]


def greet(port: int, environment: dict[str, str]) -> None:
    print(f"\nJauge is ready: http://127.0.0.1:{port}/\n", flush=True)
    manage(environment, "demo", "--logins")
    print("\nCtrl-C stops it; the data stays.\n", flush=True)


def watch(children: list[subprocess.Popen[bytes]]) -> None:
    while True:
        alive(children)
        time.sleep(0.5)


if __name__ == "__main__":
    main()
