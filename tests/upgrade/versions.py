"""The version that is in use: which commit it is, and its sources in a folder of their own."""

import re
import runpy
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "deploy" / "version-in-use"
COMMIT = re.compile(r"[0-9a-f]{40}")


class NotThere(RuntimeError):
    """The sources of the version in use cannot be had: nothing can be said about this version beside it."""


def version_in_use(file: Path = FILE) -> str:
    """The commit. Raises NotThere where the file does not name one."""
    text = file.read_text().strip() if file.exists() else ""
    if not COMMIT.fullmatch(text):
        raise NotThere(f"{file} has to hold the whole commit of the version in use, 40 hexadecimal digits.")
    return text


def export(commit: str, folder: Path, root: Path = ROOT) -> None:
    """The sources as they were. Raises NotThere where neither this repository nor its origin has them."""
    fetch(commit, root)
    with subprocess.Popen(["git", "archive", commit], cwd=root, stdout=subprocess.PIPE) as archive:
        subprocess.run(["tar", "--extract", "--directory", str(folder)], stdin=archive.stdout, check=True)
    if archive.returncode:
        raise NotThere(f"git archive {commit} did not succeed.")


def fetch(commit: str, root: Path) -> None:
    """A clone of the last commits only has not got it: it is fetched alone."""
    if there(commit, root):
        return
    line = ["git", "fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit]
    asked = subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)
    if not there(commit, root):
        raise NotThere(
            f"The version in use, commit {commit} ({FILE.name}), is not in this clone, and “{' '.join(line)}” did not "
            f"bring it: {asked.stderr.strip() or 'nothing was said'}. Clone with the whole history, or correct the file."
        )


def other_baseline(sources: Path, root: Path = ROOT) -> str:
    """What is wrong where `make check` looks at migrations after others than the last ones of the version in use."""
    last = {
        folder.parent.name: max(each.stem for each in folder.glob("[0-9]*.py"))
        for folder in (sources / app / "migrations" for app in ("crm", "feedback", "kpis"))
    }
    told = runpy.run_path(str(root / "scripts" / "check_migrations.py"))["BASELINE"]
    return "" if told == last else f"BASELINE in scripts/check_migrations.py has to be {last}: it is {told}."


def there(commit: str, root: Path) -> bool:
    line = ["git", "cat-file", "-e", f"{commit}^{{commit}}"]
    return subprocess.run(line, cwd=root, capture_output=True, check=False).returncode == 0
