"""Two people change one record: what does not collide is kept from both, what does is shown side by side.

A form carries, hidden, what its reader saw in each field (Django's `show_hidden_initial`). When the record has a
newer version, a field was changed by the reader if it differs from what they saw, and by someone else if what is
stored does.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from crm.finding import TEXT, FoundField, shown_value


class ConcurrentForm(forms.BaseForm):
    """A form of a record with a version."""

    # The record as it is in the database now: until the form is clean, nothing of it is changed.
    stored: Any
    # Label and stored value of each field that both changed.
    collisions: tuple[tuple[Any, Any], ...] = ()
    # Whether someone else's changes were kept beside those of this form.
    merged = False

    def remember_what_is_seen(self, stored: Any) -> None:
        """Call at the end of `__init__`, when the fields are complete."""
        self.stored = stored
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "version"

    def merge(self, data: dict[str, Any]) -> None:
        """Keeps in `data` what someone else changed; raises ValidationError where both changed the same field."""
        mine = set(self.changed_data)
        both = [name for name in self._compared() if name in mine and self._collides(name)]
        if both:
            self.collisions = tuple((self.fields[name].label or name, self._shown(name)) for name in both)
            self._show_as_stored(mine)
            raise ValidationError(
                _("Someone else changed the same fields meanwhile. Compare with what is stored now, then save again.")
            )
        for name in self._compared():
            if name not in mine:
                data[name] = getattr(self.stored, name)
        self.merged = True

    def _shown(self, name: str) -> Any:
        """What is stored in a field, as people read it: the label of a choice, an amount in the viewer's format."""
        value = getattr(self.stored, name)
        labelled = getattr(self.stored, f"get_{name}_display", None)
        if labelled:
            return labelled()
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return value if isinstance(value, Model) else self.fields[name].prepare_value(value)

    def _compared(self) -> list[str]:
        return [name for name in self.fields if name != "version"]

    def _collides(self, name: str) -> bool:
        """Whether what is stored is neither what the reader saw nor what they want."""
        field, stored = self.fields[name], self.get_initial_for_field(self.fields[name], name)
        hidden = field.hidden_widget()
        seen = hidden.value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        return field.has_changed(stored, seen) and field.has_changed(stored, self[name].data)

    def _show_as_stored(self, mine: set[str]) -> None:
        """The form shown again starts from what is stored now, with the reader's own changes in it."""
        shown: dict[str, Any] = self.data.dict()  # type: ignore[attr-defined]
        shown[self.add_prefix("version")] = self.stored.version
        for name in self._compared():
            field = self.fields[name]
            initial = self.get_initial_for_field(field, name)
            if isinstance(field, FoundField):
                key, text = shown_value(initial)
                shown[self.add_initial_prefix(name)] = f"{key} {text}".strip()
                fresh = {name: key, name + TEXT: text}
            else:
                value = field.prepare_value(initial)
                shown[self.add_initial_prefix(name)] = value = "" if value is None else value
                fresh = {name: value}
            if name not in mine:
                shown |= fresh
        self.data = shown
