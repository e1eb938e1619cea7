"""Runs the services of compose.yaml without containers. What is run is what the file says; only places are others:

- each container has a folder of its own (below `folder`) and an address of its own of this machine (127.x.y.z), which stands
  for its name, for 127.0.0.1 and for 0.0.0.0; ports stay what they are, but those that nginx opens;
- volumes and mounted files are in folders; `python` is the one that runs the tests;
- of our image all but the volumes and /tmp is read-only (`read_only`), as the kernel allows: see confined.py;
- PostgreSQL's image is postgresql_image/docker-entrypoint.sh with the programs of this machine, Redis and nginx are this machine's.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.deployment.confined import confined
from tests.deployment.proxy import NGINX, around, by_addresses, certify, on_this_machine
from tests.deployment.shipped import DEPLOY, OURS, ROOT, Service, composed
from tests.house.test_run import any_free_port
from tests.replica.servers import AS_POSTGRES, PROGRAMS, Asked, wait_for

ENTRYPOINT = Path(__file__).parent / "postgresql_image"
DATA, INIT = "/var/lib/postgresql/data", "/docker-entrypoint-initdb.d"
# Seconds, for whatever is waited for, on a machine that has other work.
PATIENCE = 180
# What images stop with where it is not SIGTERM.
STOP_SIGNALS = {"postgres": signal.SIGINT, "nginx": signal.SIGQUIT}


class Container(Asked):
    """One of a service, which may be started, stopped and started again."""

    def __init__(self, service: Service, folder: Path, address: str, names: dict[str, str], volumes: Path) -> None:
        self.service, self.folder, self.host = service, folder, address
        self.names, self.volumes = names, volumes
        self.process: subprocess.Popen[bytes] | None = None
        for each in (folder, folder / "tmp", folder / "home"):
            each.mkdir(mode=0o755, exist_ok=True)
        self.mounts = {place: self.mounted(source) for place, source in service.mounts.items()}

    @property
    def image(self) -> str:
        return self.service.image.rpartition("/")[2].partition(":")[0]

    def mounted(self, source: str) -> Path:
        if not source.startswith("./"):
            path = self.volumes / source
            path.mkdir(exist_ok=True)
            self.give(path)
        elif (DEPLOY / source).is_file():
            path = self.folder / Path(source).name
            shutil.copy(DEPLOY / source, path)
        else:
            # What is the operator's own, beside compose.yaml.
            path = self.volumes / Path(source).name
            path.mkdir(exist_ok=True)
        return path

    def forget_volume(self, place: str) -> None:
        """What `docker volume rm` does, and the next start finds."""
        shutil.rmtree(self.mounts[place])

    def give(self, path: Path) -> None:
        if self.service.user and AS_POSTGRES:
            shutil.chown(path, self.service.user, self.service.user)

    def placed(self, text: str) -> str:
        """With places of this machine: addresses that stand behind @ or //, or are all of it, and paths."""
        text = re.sub(r"\b(127\.0\.0\.1|0\.0\.0\.0)\b", self.host, text)
        text = self.names.get(text, text)
        text = re.sub(r"(?<=[@/])(?<!/var/lib/)([a-z]+)(?=[:/])", lambda name: self.names.get(name[1], name[1]), text)
        for place, path in self.mounts.items():
            text = text.replace(place, str(path))
        return text

    def environment(self) -> dict[str, str]:
        """Nothing of the tests' own."""
        path = f"{Path(sys.executable).parent}:{PROGRAMS}:/usr/local/bin:/usr/bin:/bin"
        found = {"HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp")}
        found |= {name: self.placed(value) for name, value in self.service.environment.items()}
        if self.image == "postgres":
            path = f"{self.folder}:{PROGRAMS}:/usr/bin:/bin"
            init = self.folder / "initdb.d"
            # The image's own, but for the language of its messages.
            found |= {
                "PGDATA": str(self.mounts[DATA]),
                "ADDRESS": self.host,
                "SOCKETS": str(self.folder),
                "INIT": str(init),
                "LANG": "C.UTF-8",
            }
        return found | {"PATH": path}

    def command(self) -> list[str]:
        words = self.service.command or ["redis-server"]
        words = [sys.executable if word == "python" else self.placed(word) for word in words]
        if self.service.image == OURS:
            named = [path for path in self.mounts.values() if path.is_dir()]
            return confined(words, [*named, self.folder / "tmp"])
        if self.image == "redis":
            return [*words, "--bind", self.host, "--save", "", "--dir", str(self.folder), "--protected-mode", "no"]
        if self.image == "nginx":
            conf = around(self.folder, [path for place, path in self.mounts.items() if "/conf.d/" in place])
            begun = f"exec {NGINX} -c {conf} -p {self.folder} -g"
            return [word.replace("/var/log/nginx", str(self.folder)).replace("exec nginx -g", begun) for word in words]
        return words

    def start(self) -> None:
        if self.image == "postgres":
            self.lay_out_the_image()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), env=self.environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, **self.how(),
            )  # fmt: skip

    def how(self) -> dict[str, Any]:
        other = {"user": "postgres", "group": "postgres", "extra_groups": []} if AS_POSTGRES else {}
        return {"cwd": self.folder} | other if self.service.user else {"cwd": ROOT}

    def lay_out_the_image(self) -> None:
        for source, folder in ((ENTRYPOINT, self.folder), (self.folder, self.folder / "initdb.d")):
            folder.mkdir(exist_ok=True)
            for path in source.glob("*.sh"):
                if source == ENTRYPOINT or any(place.startswith(INIT) for place in self.places_of(path)):
                    shutil.copy(path, folder)
        self.give(self.folder)

    def places_of(self, path: Path) -> list[str]:
        return [place for place, found in self.mounts.items() if found == path]

    @property
    def log(self) -> Path:
        return self.folder.with_suffix(".log")

    def ask(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """What `docker compose exec` does with these words."""
        words = tuple(sys.executable if word == "python" else self.placed(word) for word in words)
        environment = self.environment() | more
        return subprocess.run(
            words, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, **self.how()
        )

    def is_healthy(self) -> bool:
        """Whether compose calls it so; if it has ended it is started again, where compose does that."""
        if self.process is None or self.process.poll() is not None:
            assert self.service.restarts, self.said()
            self.start()
        return self.ask(*self.service.health).returncode == 0

    def said(self) -> str:
        return self.log.read_text()[-3000:]

    def stop(self) -> int:
        """As compose does: its signal, and so long to end. Tells with what it ended."""
        assert self.process is not None
        self.process.send_signal(STOP_SIGNALS.get(self.image, signal.SIGTERM))
        return self.process.wait(self.service.grace_seconds)

    def kill(self) -> None:
        """All of its processes, as when a container is killed."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)

    def address(self, database: str = "jauge") -> str:
        password = self.service.environment["POSTGRES_PASSWORD"]
        return f"postgres://jauge:{password}@{self.host}/{database}"


class Composition:
    """All that compose.yaml names, with the operator's variables and changes to jauge.env."""

    def __init__(self, folder: Path, variables: dict[str, str], operators: dict[str, str]) -> None:
        self.folder, self.variables, self.operators = folder, variables, operators
        self.containers: dict[str, list[Container]] = {}
        services = composed(variables, operators)
        numbers = iter(range(1, 250))
        # Another run of the tests beside this one has other addresses.
        beginning = f"127.{100 + os.getpid() % 100}.{os.getpid() // 100 % 250}"
        addresses = {
            name: [f"{beginning}.{next(numbers)}" for _each in range(services[name].replicas)] for name in services
        }
        self.names = {name: found[0] for name, found in addresses.items()}
        for name, found in addresses.items():
            for address in found:
                self.containers.setdefault(name, []).append(self.made(services[name], address))
        self.http, self.https = any_free_port(), any_free_port()
        self.lay_out_the_proxy()

    def made(self, service: Service, address: str) -> Container:
        volumes = self.folder / "volumes"
        volumes.mkdir(exist_ok=True)
        return Container(service, self.folder / f"{service.name}-{address}", address, self.names, volumes)

    def __getitem__(self, name: str) -> Container:
        return self.containers[name][0]

    def all(self) -> list[Container]:
        return [each for found in self.containers.values() for each in found]

    def lay_out_the_proxy(self) -> None:
        """Certificates, ports, and addresses in the place of the name `web`."""
        upstream, pages, certificates = self["proxy"].mounts.values()
        certify(certificates)
        of_web = [each.host for each in self.containers["web"]]
        upstream.write_text(by_addresses(upstream.read_text(), of_web))
        folder = self["proxy"].folder
        pages.write_text(on_this_machine(pages.read_text(), certificates, folder, (self.http, self.https)))

    def up(self, *names: str) -> None:
        """Starts these, each once those that it depends on are as it says."""
        for name in names:
            for other, condition in self[name].service.waits_for.items():
                self.wait(other, condition)
            for each in self.containers[name]:
                each.start()

    def wait(self, name: str, condition: str) -> None:
        for each in self.containers[name]:
            if condition == "service_healthy":
                wait_for(each.is_healthy, PATIENCE)
            else:
                assert each.process is not None
                assert each.process.wait(PATIENCE) == 0, each.said()

    def recreate(self, variables: dict[str, str], *names: str) -> None:
        """Stops these and starts them anew with other variables, without those that they depend on (`--no-deps`)."""
        services = composed(self.variables | variables, self.operators)
        old = [(name, each) for name in names for each in self.containers[name]]
        for _name, each in old:
            each.stop()
        for name in names:
            self.containers[name] = [self.made(services[name], each.host) for own, each in old if own == name]
            for each in self.containers[name]:
                each.start()


@contextmanager
def composition(variables: dict[str, str], operators: dict[str, str]) -> Iterator[Composition]:
    # PostgreSQL looks for its data below it, as another user than root.
    folder = Path(tempfile.mkdtemp(prefix="jauge-composed-"))
    folder.chmod(0o711)
    made = Composition(folder, variables, operators)
    try:
        yield made
    finally:
        for each in reversed(made.all()):
            each.kill()
        shutil.rmtree(folder)
