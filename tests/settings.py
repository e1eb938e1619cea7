"""The settings of the tests: the real ones with a fast password hasher and mail in memory."""

import os
import secrets
import tempfile
from pathlib import Path

TEST_DATABASE = Path(tempfile.gettempdir()) / f"jauge-tests-{os.getpid()}.sqlite3"

os.environ.setdefault("JAUGE_SECRET_KEY", secrets.token_urlsafe(48))
os.environ.setdefault("JAUGE_DATABASE_URL", f"sqlite:///{TEST_DATABASE}")

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PUBLIC_ADDRESS = "https://crm.example.com"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if Path(DATABASES["default"]["NAME"]).name.startswith("jauge-tests-"):  # noqa: F405 - a worker's, that of who began it
    # In a file: the server that browsers talk to would share the connection of a database in memory, and its
    # transactions, with the tests.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_DATABASE)}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    DATABASES["default"]["ENGINE"] = "tests.postgresql"  # noqa: F405
