"""What belongs to no app: where the writing of each person ended, for the reading of a replica (see config/replica)."""

from django.db import models


class ViewerWrite(models.Model):
    """How far the primary's log had come when a person's last change was committed.

    A row for each person, whichever device or token they used. The table is not logged (its migration sees to that): a
    note on a change costs no waiting for the disk, and no replica has it. A crash or a switch of servers empties it.
    """

    user_id = models.BigIntegerField(primary_key=True)
    position = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.position}"
