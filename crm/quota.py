"""How much one person may keep in files, so that nobody fills the disk for all: of opportunities and of imports."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Attachment, Import, User

MEGABYTE = 1024 * 1024


def kept_by(person: User) -> tuple[int, int]:
    """How many files, and how many bytes."""
    files, total = 0, 0
    for rows in (Attachment.objects.filter(added_by=person), Import.objects.filter(by=person)):
        found = rows.aggregate(files=Count("pk"), total=Sum("size"))
        files, total = files + found["files"], total + (found["total"] or 0)
    return files, total


def take_room(person: User, size: int) -> None:
    """Raises ValidationError as `refuse_beyond` does; in the transaction that stores the row of the file.

    Whoever else keeps a file for this person waits for its end, and counts this one, too. On SQLite transactions that
    may write come one after the other.
    """
    # Without its key: rows that name the person are stored meanwhile.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    refuse_beyond(person, size)


def refuse_beyond(person: User, size: int) -> None:
    """Raises ValidationError where another file of `size` bytes would be too much, as it is just now."""
    files, total = kept_by(person)
    if files >= settings.PERSON_FILES:
        sentence = ngettext(
            "You keep %(files)s file here, which is the most: remove it, or an import, if it is no longer needed.",
            "You keep %(files)s files here, which is the most: remove files or imports that are no longer needed.",
            files,
        )
        raise ValidationError(sentence % {"files": number_format(files)})
    most = settings.PERSON_MEGABYTES * MEGABYTE
    if total + size > most:
        words = {"kept": number_format(total // MEGABYTE), "most": number_format(settings.PERSON_MEGABYTES)}
        sentence = _(
            "With this file you would keep more than %(most)s MB here, which is the most for one person; so far it is "
            "%(kept)s MB. Remove files or imports that are no longer needed, or ask whoever runs Jauge for more."
        )
        raise ValidationError(sentence % words)
