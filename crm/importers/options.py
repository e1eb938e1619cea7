"""What a user, or a preset, says of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crm.importers.fields import Columns


@dataclass(frozen=True)
class Options:
    """What the user says of a file.

    Mappings: header → field (empty: the column is not used); field → value; field → their value → ours.

    `date_orders` ("dmy", "mdy") and `decimals` ("," or ".") are by field; "*" stands for all fields.
    `preset` is the name of one, "none", or "" to have it recognised by the header.
    `starting` holds values that only new records get. `columns` (field → columns) and `rewrites` (field → pattern and
    replacement, the first that fits the whole cell) come from presets. `skip` (header → values) passes rows over.
    `leave_empty` names fields that are left empty where they contradict another, instead of rejecting the row.
    With `keep_repeats`, rows without an id that say the same are records of their own.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    date_orders: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    create_missing: bool = False
    dry_run: bool = False
    all_or_nothing: bool = False
    preset: str = ""
    starting: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Columns] = field(default_factory=dict)
    rewrites: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_empty: tuple[str, ...] = ()
    keep_repeats: bool = False
