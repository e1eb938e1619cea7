"""Two people change one record: what does not collide is kept from both, what does is shown side by side.

A form carries, hidden, what its reader saw in each field (Django's `show_hidden_initial`). A field was changed by the
reader if it differs from what they saw, and by someone else if what is stored does.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Manager, Model
from django.utils.translation import gettext as _

from crm.finding import TEXT, FoundField, shown_value


class ConcurrentForm(forms.BaseForm):
    """A form of a record that several people may have open."""

    # The record as it is in the database now: until the form is clean, nothing of it is changed.
    stored: Any
    # Label and stored value of each field that both changed.
    collisions: tuple[tuple[Any, Any], ...] = ()
    # Whether someone else's changes were kept beside those of this form.
    merged = False

    def remember_what_is_seen(self, stored: Any) -> None:
        """Call in `__init__`, when the form has its fields."""
        self.stored = stored
        for name in self._compared():
            self.fields[name].show_hidden_initial = True

    def merge(self, data: dict[str, Any]) -> None:
        """Keeps in `data` what someone else changed; raises ValidationError where both changed the same field."""
        mine = set(self.changed_data)
        theirs = [name for name in self._compared() if self._changed_by_someone_else(name)]
        both = [name for name in theirs if name in mine and self._differs_from_stored(name)]
        if both:
            self.collisions = tuple((self.fields[name].label or name, self._shown(name)) for name in both)
            self._show_as_stored(mine)
            raise ValidationError(
                _("Someone else changed the same fields meanwhile. Compare with what is stored now, then save again.")
            )
        for name in self._compared():
            if name not in mine:
                data[name] = self._stored_value(name)
        self.merged = bool(theirs)

    def _compared(self) -> list[str]:
        """The fields that the record keeps."""
        return [name for name in self.fields if name != "version" and hasattr(self.stored, name)]

    def _stored_value(self, name: str) -> Any:
        value = getattr(self.stored, name)
        return value.all() if isinstance(value, Manager) else value

    def _shown(self, name: str) -> Any:
        """What is stored in a field, as people read it: the label of a choice, an amount in the viewer's format."""
        field, value = self.fields[name], self._stored_value(name)
        labelled = getattr(self.stored, f"get_{name}_display", None)
        if labelled:
            return labelled()
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(field, forms.ModelMultipleChoiceField):
            return ", ".join(str(each) for each in value)
        if isinstance(value, Model):
            return value
        written = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            labels = {str(key): str(label) for key, label in field.widget.choices if not isinstance(label, list)}
            keys = written if isinstance(written, (list, tuple)) else [written]
            return ", ".join(labels.get(str(key), str(key)) for key in keys)
        return written

    def _changed_by_someone_else(self, name: str) -> bool:
        field = self.fields[name]
        hidden = field.hidden_widget()
        seen = hidden.value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        return field.has_changed(self.get_initial_for_field(field, name), seen)

    def _differs_from_stored(self, name: str) -> bool:
        field = self.fields[name]
        return field.has_changed(self.get_initial_for_field(field, name), self[name].data)

    def _show_as_stored(self, mine: set[str]) -> None:
        """The form shown again starts from what is stored now, with the reader's own changes in it."""
        shown: Any = self.data.copy()  # type: ignore[attr-defined]
        if "version" in self.fields:
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
                value = "" if value is None else value
                put(shown, self.add_initial_prefix(name), value)
                fresh = {name: value}
            if name not in mine:
                for key, text in fresh.items():
                    put(shown, key, text)
        self.data = shown


def put(data: Any, key: str, value: Any) -> None:
    """One value under a key, or several."""
    data.setlist(key, [str(each) for each in value] if isinstance(value, (list, tuple)) else [value])


class SeenForm(ConcurrentForm, forms.ModelForm):
    """A form of the settings: its rows have no version, so each save compares what its reader saw with what is stored.

    Data without what was seen, which no page sends, is taken as it is.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stored = self.instance
        if self.instance.pk:
            self.remember_what_is_seen(self.instance)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.instance.pk and any(key.startswith("initial-") for key in self.data):
            self.merge(data)
        return data
