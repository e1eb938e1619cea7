"""The settings of the tests: the real ones with a fast password hasher and mail in memory."""

import os

os.environ.setdefault("JAUGE_SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("JAUGE_DATABASE_URL", "sqlite:///:memory:")

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
