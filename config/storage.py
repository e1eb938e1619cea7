"""Uploaded files on disk: whole, or not there."""

import os
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """What a full disk cuts off is removed; Django leaves it where it is."""

    def _save(self, name: str, content: Any) -> str:
        path = self.path(name)
        before = os.path.exists(path)
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError:
            if not before:
                self.delete(name)
            raise
