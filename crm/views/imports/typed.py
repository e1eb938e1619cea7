"""What was typed into the form on which a file is prepared."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from crm.importers.asked import options_of
from crm.importers.kinds import KINDS
from crm.importers.labels import field_label
from crm.importers.loading import Load
from crm.importers.preparing import COMMA, DMY, MDY, POINT, opened
from crm.importers.presets import NONE, PRESETS
from crm.importers.problems import FileProblem, RowProblem
from crm.importers.profile import first_lines
from crm.imports import missing_of
from crm.models import Import

STYLES = {"date": (DMY, MDY), "decimal": (COMMA, POINT)}


class Typed:
    """`errors` are sentences by what they stand beside: a column ("column-3"), a format, "all" for the form."""

    def __init__(self, post: QueryDict, own: Import) -> None:
        self.post, self.own = post, own
        self.fields = KINDS[own.kind].by_name()
        self.errors: dict[str, str] = {}

    def settings(self) -> dict[str, Any]:
        before = self.own.settings
        key = self.post.get("key", "")
        said: dict[str, Any] = {
            "language": before.get("language", ""),
            "saved": before.get("saved", ""),
            "skip": before.get("skip", {}),
            "preset": self.preset(),
            "constants": self.constants(),
            "values": self.values(),
            "date_orders": self.styles("date"),
            "decimals": self.styles("decimal"),
            "create_missing": "create_missing" in self.post,
            "keep_repeats": "keep_repeats" in self.post,
            "leave_empty": ["opened_on"] if "leave_empty" in self.post and "opened_on" in self.fields else [],
            "key": [key] if key in self.fields else [],
        }
        said["mapping"] = self.mapping(said)
        return said

    def preset(self) -> str:
        found = PRESETS.get(self.post.get("preset", ""))
        return found.name if found and found.kind == self.own.kind else NONE

    def constants(self) -> dict[str, str]:
        found = {name: self.post.get(f"constant-{name}", "").strip() for name in self.fields}
        return {name: value for name, value in found.items() if value}

    def values(self) -> dict[str, dict[str, str]]:
        """Those on the page as they were chosen; those of other files that a saved mapping knows stay."""
        found = {name: dict(values) for name, values in self.own.settings.get("values", {}).items()}
        for name in self.fields:
            pairs = zip(self.post.getlist(f"theirs-{name}"), self.post.getlist(f"ours-{name}"), strict=False)
            for theirs, ours in pairs:
                known = found.setdefault(name, {})
                known.pop(theirs, None)
                if ours:
                    known[theirs] = ours
        return {name: values for name, values in found.items() if values}

    def styles(self, what: str) -> dict[str, str]:
        found = {name: self.post.get(f"{what}-{name}", "") for name in self.fields}
        return {name: style for name, style in found.items() if style in STYLES[what]}

    def mapping(self, said: dict[str, Any]) -> dict[str, str]:
        """Where the user would have it otherwise than it is recognised: header → field, or empty."""
        headers = self.own.profile["headers"]
        plain = {**said, "mapping": {}, "constants": {}}
        load = Load(self.own.kind, self.own.path, options_of(plain, self.own.profile), first_lines(self.own.profile))
        groups = {mapped.field.name: list(mapped.positions) for mapped in load.columns}
        recognised = {position: name for name, positions in groups.items() for position in positions}
        chosen = self.chosen(headers, recognised)
        self.refuse_twice(chosen, groups)
        found = {headers[position]: name for position, name in chosen.items() if name != recognised.get(position, "")}
        for name, positions in groups.items():
            kept = [position for position in positions if chosen.get(position) == name]
            if len(positions) > 1 and kept and kept != positions:
                found[headers[kept[0]]] = name
        return found

    def chosen(self, headers: list[str], recognised: dict[int, str]) -> dict[int, str]:
        found = {}
        for position, header in enumerate(headers):
            if not header or headers.index(header) != position:
                continue
            name = self.post.get(f"column-{position}", recognised.get(position, ""))
            found[position] = name if name in self.fields else ""
        return found

    def refuse_twice(self, chosen: dict[int, str], groups: dict[str, list[int]]) -> None:
        places: dict[str, list[int]] = {}
        for position, name in chosen.items():
            if name:
                places.setdefault(name, []).append(position)
        for name, positions in places.items():
            if len(positions) > 1 and positions != sorted(groups.get(name, [])):
                sentence = _("“%(field)s” is already taken from another column: choose one of the two.")
                label = field_label(self.own.kind, name)
                self.errors[f"column-{positions[-1]}"] = sentence % {"field": label}

    def look_at(self, own: Import) -> None:
        """Whether what was said can be read at all."""
        try:
            load = opened(own)
            for name, text in load.options.constants.items():
                load.constant(name, text)
        except (FileProblem, RowProblem) as problem:
            self.errors["all" if isinstance(problem, FileProblem) else f"constant-{problem.field}"] = str(problem)

    def must_be_whole(self, own: Import) -> None:
        """What has to be said before the whole file is checked."""
        self.errors |= missing_of(own)
