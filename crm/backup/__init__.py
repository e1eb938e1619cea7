"""The whole company as a file, and back: see docs/backup.md."""

from crm.backup.reading import restore
from crm.backup.tables import register
from crm.backup.writing import parts, write

__all__ = ["parts", "register", "restore", "write"]
