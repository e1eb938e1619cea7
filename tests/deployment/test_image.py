"""What the Containerfile says, done without a container: the tree that it copies holds what the server needs, and serves.

Of its steps the packages of the distribution are not installed here, nor those of Python once more: that they are all there,
pinned and with checksums is what pip is asked.
"""

import os
import secrets
import shlex
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.deployment.confined import confined
from tests.deployment.shipped import ROOT, composed, image_command, image_environment, instructions, switches
from tests.house.test_run import any_free_port
from tests.operations.test_graceful_stop import listens, wait_for

IGNORED = (ROOT / ".dockerignore").read_text().split()
# What operators put beside the files, and what work leaves behind.
KEPT_OUT = (".git/config", ".venv/bin/python", "var/jauge.sqlite3", "deploy/jauge.env", "deploy/.env", ".mypy_cache/x",
            "deploy/certificates/crm.example.com.key", "crm/__pycache__/x.pyc", "node_modules/x")  # fmt: skip
# PostgreSQL's programs in the distribution that the image is made from.
PROGRAMS_OF = {"bookworm": 15, "trixie": 17}


def is_ignored(path: Path) -> bool:
    """As .dockerignore is read: a pattern holds for what lies below, too; one with **/ at any depth."""
    places = [path, *path.parents][:-1]
    return any(
        fnmatch(place.name, pattern[3:]) if pattern.startswith("**/") else fnmatch(str(place), pattern)
        for place in places
        for pattern in IGNORED
    )


def done(what: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == what]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What COPY puts into the image, and what RUN makes of it."""
    assert done("COPY") == ["requirements.txt ./", ". ."] and done("WORKDIR") == ["/srv/jauge"]
    folder = tmp_path_factory.mktemp("image") / "jauge"

    def ignored(parent: str, names: list[str]) -> list[str]:
        return [name for name in names if is_ignored((Path(parent) / name).relative_to(ROOT))]

    shutil.copytree(ROOT, folder, ignore=ignored)
    for compiled in folder.glob("locale/*/LC_MESSAGES/*.mo"):
        compiled.unlink()
    (last,) = [rest for rest in done("RUN") if "scripts/" in rest]
    subprocess.run(last.replace("python ", f"{sys.executable} "), shell=True, cwd=folder, check=True)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The image's, with what compose.yaml adds, a database of SQLite, and places of this machine."""
    web = composed({"POSTGRES_PASSWORD": "aa", "REPLICATION_PASSWORD": "bb"}, {})["web"]
    assert {**image_environment(), **switches()}.items() - web.environment.items() <= {
        (name, switches().get(name)) for name in ("JAUGE_DATABASE_URL", "JAUGE_REDIS_URL", "JAUGE_WEB_BIND")
    }
    places = {
        "JAUGE_SECRET_KEY": secrets.token_urlsafe(48), "JAUGE_VAR_DIR": str(tmp_path), "JAUGE_DATABASE_URL": "",
        "JAUGE_REPLICA_URL": "", "JAUGE_REDIS_URL": "", "JAUGE_WEB_BIND": f"127.0.0.1:{any_free_port()}",
    }  # fmt: skip
    return {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "HOME": "/srv/jauge"} | web.environment | places


def test_django_has_nothing_to_say(tree: Path, environment: dict[str, str]) -> None:
    # Which names sub-domains have, and lists that browsers carry, is for the company to say.
    known = {"security.W005", "security.W021"}
    line = [sys.executable, "manage.py", "check", "--deploy"]
    answer = subprocess.run(line, cwd=tree, env=environment, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    found = {line.partition("(")[2].partition(")")[0] for line in answer.stderr.splitlines() if line.startswith("?:")}
    assert found <= known, answer.stderr


def test_its_command_serves(tree: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """From the tree alone, which it cannot write to."""
    command = [sys.executable if word == "python" else word for word in image_command()]
    port = int(environment["JAUGE_WEB_BIND"].rpartition(":")[2])
    with (tmp_path / "log").open("w") as log:
        with subprocess.Popen(confined(command, [tmp_path]), cwd=tree, env=environment, stderr=log) as server:
            try:
                wait_for(lambda: listens(port) or server.poll() is not None)
                assert server.poll() is None, (tmp_path / "log").read_text()
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
                    assert answer.status == 200
            finally:
                server.terminate()
        assert server.returncode == 0
    for name in ("fr", "en"):
        source = ROOT / f"locale/{name}/LC_MESSAGES/django.po"
        assert not source.exists() or (tree / source.relative_to(ROOT)).with_suffix(".mo").exists()


def test_packages_are_all_pinned_with_checksums() -> None:
    """The words of the image, where everything is installed already and nothing may be fetched."""
    (line,) = [rest for rest in done("RUN") if "pip install" in rest]
    words = [*shlex.split(line)[1:], "--dry-run", "--no-index", "--root-user-action=ignore"]
    answer = subprocess.run([*pip(), *words], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert "Would install" not in answer.stdout


def pip() -> list[str]:
    """That of the environment, or where it has none, as with uv, the one outside."""
    own = [sys.executable, "-m", "pip"]
    has_one = subprocess.run([*own, "--version"], capture_output=True).returncode == 0
    return own if has_one else ["python3", "-m", "pip", "--python", sys.executable]


def test_it_does_not_run_as_root() -> None:
    (user,) = done("USER")
    made = [words for rest in done("RUN") for words in commands(rest) if words[0] == "useradd"]
    assert [words[-1] for words in made] == [user] and user != "root"
    (home,) = [words for rest in done("RUN") for words in commands(rest) if words[0] == "install"]
    assert home[home.index("--owner") + 1] == user
    assert home[-1] == image_environment()["JAUGE_VAR_DIR"] == done("VOLUME")[0]
    order = [what for what, _rest in instructions()]
    assert order.index("USER") > len(order) - 1 - order[::-1].index("RUN"), "what it runs from then on is not its own"


def commands(line: str) -> Iterator[list[str]]:
    return (shlex.split(each) for each in line.split("&&"))


def test_what_is_the_operators_own_stays_outside() -> None:
    assert [path for path in KEPT_OUT if not is_ignored(Path(path))] == []
    needed = (
        "manage.py",
        "requirements.txt",
        "config/gunicorn.py",
        "locale/fr/LC_MESSAGES/django.po",
        "static/css/app.css",
    )
    assert [path for path in needed if is_ignored(Path(path))] == []


def test_its_programs_can_back_up_the_database_beside_it() -> None:
    distribution = done("FROM")[0].rpartition("-")[2]
    server = composed({"POSTGRES_PASSWORD": "aa", "REPLICATION_PASSWORD": "bb"}, {})["database"].image.rpartition(":")[
        2
    ]
    assert "postgresql-client" in done("RUN")[0]
    assert PROGRAMS_OF[distribution] >= int(server)
