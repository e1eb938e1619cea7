"""Jauge as an operator runs it: web server, worker, `run_due`, each a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.faults.servers import PATIENCE, listens, wait_for

# `manage.py` for commands that only prepare: looking for garbage is half the work of long chains of migrations.
QUICKLY = (
    "import gc, runpy, sys; gc.disable(); sys.argv[0] = 'manage.py'; runpy.run_path('manage.py', run_name='__main__')"
)

# Files for browsers are not what is tried: they are not compressed, which takes longest.
STATIC = """
from config.settings import *
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
"""


def collect_static(root: Path, folder: Path, environment: dict[str, str]) -> None:
    """Into `static` of JAUGE_VAR_DIR; the settings for it are left in `folder`."""
    (folder / "uncompressed_static.py").write_text(STATIC)
    more = {"PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "uncompressed_static"}
    line = [sys.executable, "-c", QUICKLY, "collectstatic", "--noinput", "--skip-checks", "--verbosity", "0"]
    subprocess.run(line, cwd=root, env=environment | more, check=True)


class Processes:
    """Those of the sources in `root`, by name; what each wrote is in `folder`/NAME.log."""

    def __init__(self, root: Path, folder: Path, port: int, environment: dict[str, str]) -> None:
        self.root, self.folder, self.port, self.environment = root, folder, port, environment
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            line = [sys.executable, *words]
            made = subprocess.Popen(line, cwd=self.root, env=self.environment, stderr=log, stdout=log)
        self.processes[name] = made
        return made

    def manage(self, *words: str) -> None:
        """Waits for it; what it says is shown where it fails."""
        line = [sys.executable, "-c", QUICKLY, *words]
        done = subprocess.run(line, cwd=self.root, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"manage.py {words[0]} did not succeed:\n{done.stdout}{done.stderr}"

    def web(self) -> None:
        self.start("web", "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi")
        wait_for(lambda: listens(self.port))

    def worker(self) -> None:
        words = ("rqworker", "--job-class", "django_tasks_rq.Job")
        if "JAUGE_REDIS_URL" not in self.environment:
            words = ("db_worker", "--no-reload", "--interval", "0.2")
        self.start("worker", "manage.py", *words)

    def due(self, every: int = 1) -> None:
        self.start("due", "manage.py", "run_due", "--every", str(every), "--verbosity", "0")

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def dead(self) -> list[str]:
        """Those that ended by themselves."""
        return [name for name, process in self.processes.items() if process.poll() is not None]

    def web_processes(self) -> list[int]:
        """The children of the web server, which answer."""
        master = self.processes["web"].pid
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(master)], capture_output=True, text=True, check=False)
        return [int(each) for each in found.stdout.split()]

    def kill(self, name: str) -> None:
        """Without a word of warning, its children too."""
        children = self.web_processes() if name == "web" else []
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        for each in children:
            os.kill(each, signal.SIGKILL)
        process.wait(PATIENCE)
        if name == "web":
            wait_for(lambda: not listens(self.port))

    def stop(self, *names: str) -> None:
        """Asks them, or all, to end; after ten seconds insists."""
        ending = [self.processes.pop(name) for name in names or list(self.processes)]
        for process in ending:
            process.terminate()
        for process in ending:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(PATIENCE)
