"""Every switch is in the operators' page, and nothing else is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SWITCH = re.compile(r"JAUGE_[A-Z_]+")
# Read by the settings from the settings, not from the environment.
OURS = {"JAUGE_DATA"}


def test_every_switch_is_documented() -> None:
    sources = [*(ROOT / "config").glob("*.py")]
    used = {name for path in sources for name in SWITCH.findall(path.read_text())} - OURS
    documented = set(SWITCH.findall((ROOT / "docs" / "operations.md").read_text()))
    assert used == documented
