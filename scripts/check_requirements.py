"""What runs is what was looked at: every package pinned with its checksums, nothing else installed, scripts unchanged.

Whether one of them has a known fault is asked elsewhere: see docs/security.md, V15.
"""

import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
CHECKSUM = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# What installs the rest (Makefile).
INSTALLERS = {"pip", "setuptools", "uv", "wheel"}


def entries(text: str) -> Iterator[tuple[Requirement, int]]:
    """The requirements of a file, each with how many checksums it has."""
    for line in text.replace("\\\n", " ").splitlines():
        stated = line.partition(" #")[0].strip()
        if stated and not stated.startswith("#"):
            yield Requirement(stated.partition("--hash")[0]), len(CHECKSUM.findall(stated))


def faults_of_pins(text: str) -> Iterator[str]:
    for requirement, checksums in entries(text):
        if not re.fullmatch(r"==[^*,]+", str(requirement.specifier)):
            yield f"{requirement.name} is not pinned to one version"
        if not checksums:
            yield f"{requirement.name} has no checksum"


def faults_of_wishes(project: str, text: str) -> Iterator[str]:
    """What the project asks for is pinned, to a version that it allows."""
    pinned = {canonicalize_name(each.name): str(each.specifier)[2:] for each, _checksums in entries(text)}
    stated = tomllib.loads(project)["project"]
    extras = stated.get("optional-dependencies", {}).values()
    for wish in map(Requirement, [*stated["dependencies"], *(each for group in extras for each in group)]):
        version = pinned.get(canonicalize_name(wish.name))
        if version is None:
            yield f"{wish.name} is asked for and not pinned"
        elif not wish.specifier.contains(version, prereleases=True):
            yield f"{wish.name} is pinned to {version}, which the project does not allow"


def faults_of_installed(text: str, installed: dict[str, str]) -> Iterator[str]:
    """`installed` are names and versions of what is there."""
    here = [each for each, _checksums in entries(text) if each.marker is None or each.marker.evaluate()]
    pinned = {canonicalize_name(each.name): str(each.specifier)[2:] for each in here}
    for name, version in sorted(installed.items()):
        if name not in pinned and name not in INSTALLERS:
            yield f"{name} {version} is installed and not pinned"
        elif name in pinned and version != pinned[name]:
            yield f"{name} is installed in version {version} and pinned to {pinned[name]}"
    yield from (f"{name} is pinned and not installed" for name in sorted(pinned.keys() - installed.keys()))


def faults_of_scripts(folder: Path) -> Iterator[str]:
    """Scripts of others that are served from here have the checksums that they came with, and there are no more."""
    stated = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {each.name: each for each in folder.iterdir() if each.name != "SHA256SUMS"}
    for name in sorted(files.keys() | stated.keys()):
        if name not in stated or name not in files:
            yield f"static/vendor/{name} is {'not there' if name in stated else 'of unknown origin'}"
        elif hashlib.sha256(files[name].read_bytes()).hexdigest() != stated[name]:
            yield f"static/vendor/{name} was changed"


def main() -> int:
    text = (ROOT / "requirements.txt").read_text()
    installed = {canonicalize_name(each.metadata["Name"]): each.version for each in distributions()}
    faults = [
        *faults_of_pins(text),
        *faults_of_wishes((ROOT / "pyproject.toml").read_text(), text),
        *faults_of_installed(text, installed),
        *faults_of_scripts(ROOT / "static" / "vendor"),
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(list(entries(text)))} packages pinned, {len(installed)} installed: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
