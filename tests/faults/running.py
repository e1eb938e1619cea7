"""Jauge as an operator runs it, on the database of the test: web server, worker, `run_due`, each a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.faults.servers import PATIENCE, free_port, listens, wait_for
from tests.sending.test_killed import address

ROOT = Path(__file__).resolve().parents[2]


class Jauge:
    """Its processes by name; what each wrote is in `folder`/NAME.log."""

    def __init__(self, folder: Path, static: Path | None = None, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
        self.environment = clean | {
            "JAUGE_SECRET_KEY": settings.SECRET_KEY, "JAUGE_VAR_DIR": str(folder), "JAUGE_DATABASE_URL": address(),
            "JAUGE_WEB_BIND": f"127.0.0.1:{self.port}", "JAUGE_ADDRESS": "https://crm.example.com",
            "JAUGE_API_PER_MINUTE": "1000000", "JAUGE_LOG_LEVEL": "warning",
        } | more  # fmt: skip
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        if static is not None and not (folder / "static").exists():
            (folder / "static").symlink_to(static)

    def start(self, name: str, *words: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            line = [sys.executable, *words]
            self.processes[name] = subprocess.Popen(line, cwd=ROOT, env=self.environment, stderr=log, stdout=log)

    def manage(self, *words: str) -> None:
        line = [sys.executable, "manage.py", *words]
        subprocess.run(line, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

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

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(PATIENCE)
        self.processes.clear()
