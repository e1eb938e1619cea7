"""Fails when a user-facing string is not in the catalogues, or a French one is missing, fuzzy or badly set.

Extraction is gettext's (`makemessages`) in a copy of the tree, so the working tree is never touched.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from french_typography import typeset

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("config", "crm", "feedback", "kpis", "templates", "locale", "manage.py", "static/js")
CATALOGUE = Path("locale/fr/LC_MESSAGES/django.po")


def extracted() -> Catalog:
    """The French catalogue after a fresh extraction from the sources."""
    with tempfile.TemporaryDirectory() as folder:
        for name in COPIED:
            source, target = ROOT / name, Path(folder) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
            else:
                shutil.copy(source, target)
        command = [sys.executable, "manage.py", "makemessages", "--locale", "fr", "--no-obsolete", "--no-location"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        with (Path(folder) / CATALOGUE).open("rb") as file:
            return read_po(file)


def badly_set(catalogue: Catalog) -> list[str]:
    """French texts with typewriter apostrophes, or with spaces at which a line may break wrongly."""
    found = []
    for message in catalogue:
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        found += [text for text in texts if message.id and typeset(text) != text]
    return found


def untranslated(catalogue: Catalog) -> list[str]:
    found = []
    for message in catalogue:
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and (message.fuzzy or not all(texts)):
            found.append(message.id if isinstance(message.id, str) else message.id[0])
    return found


def main() -> None:
    catalogue = extracted()
    missing, wrong = untranslated(catalogue), badly_set(catalogue)
    for text in missing:
        print(f"not translated: {text!r}")
    for text in wrong:
        print(f"set it by “scripts/french_typography.py”: {text!r}")
    sys.exit(bool(missing or wrong))


if __name__ == "__main__":
    main()
