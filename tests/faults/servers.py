"""A PostgreSQL and a Redis of their own, on free ports, with their files in a temporary folder: they may be broken."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Against hanging, not a measure: on a machine that is busy with other work a web server takes a minute to start.
PATIENCE = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(condition: Callable[[], Any], seconds: float = PATIENCE, every: float = 0.05) -> float:
    """How long it took; an error where it takes too long."""
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < seconds, "waited in vain"
        time.sleep(every)
    return time.monotonic() - begin


class PostgreSQL:
    """A cluster; on Debian its programs do not run as root, so that they run as their own user there."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: float(each.parent.name))
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    def run(self, program: str, *words: str) -> None:
        line = [str(self.bin / program), *words]
        subprocess.run(line, check=True, cwd="/", stdout=subprocess.DEVNULL, **self.user)  # type: ignore[call-overload]

    def make(self) -> None:
        self.run("initdb", "-D", str(self.data), "-U", "jauge", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        self.listen()

    def listen(self) -> None:
        """Of what is set twice the last counts: a copy of another cluster listens elsewhere."""
        settings = f"port={self.port}\nlisten_addresses='127.0.0.1'\nunix_socket_directories=''\nmax_connections=60\n"
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(settings)

    def start(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-l", str(self.data / "log"), "-w", "start")

    def stop(self, how: str = "immediate") -> None:
        self.run("pg_ctl", "-D", str(self.data), "-m", how, "-w", "stop")

    def restart(self) -> None:
        """As if somebody had pulled the plug: nobody is asked to finish, what was committed is read from its log."""
        self.run("pg_ctl", "-D", str(self.data), "-l", str(self.data / "log"), "-m", "immediate", "-w", "restart")


class Redis:
    """One that keeps nothing on disk: stopped, it forgets all."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        line = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--loglevel", "warning"]
        self.process = subprocess.Popen(line, cwd="/tmp", stdout=subprocess.DEVNULL)
        wait_for(lambda: listens(self.port))

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(PATIENCE)
            self.process = None

    def flush(self) -> None:
        from redis import Redis as Client

        with Client.from_url(self.address) as client:
            client.flushall()
