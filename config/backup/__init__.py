"""The whole of an installation as a file, and back: the database as it is, with the uploaded files (docs/backup.md).

`crm.backup` is the other one: a company as tables of text, for any database and without secrets.
"""

from config.backup.archive import BackupProblem
from config.backup.restoring import restore
from config.backup.writing import write

__all__ = ["BackupProblem", "restore", "write"]
