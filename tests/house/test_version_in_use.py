"""The version in use is named, and its sources are had also where only the last commits were cloned; else it is said."""

import subprocess
from pathlib import Path

import pytest

from tests.upgrade.versions import NotThere, export, version_in_use


def git(folder: Path, *words: str) -> str:
    line = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.com", *words]
    return subprocess.run(line, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, str]:
    """Two commits, and the first of them."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for text in ("old", "new"):
        (folder / "version").write_text(text)
        git(folder, "add", "version")
        git(folder, "commit", "--quiet", "--message", text)
    return folder, git(folder, "rev-parse", "HEAD~")


@pytest.fixture
def shallow(repository: tuple[Path, str], tmp_path: Path) -> Path:
    folder = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository[0]}", str(folder))
    return folder


def test_it_is_fetched_where_only_the_last_commit_was_cloned(
    repository: tuple[Path, str], shallow: Path, tmp_path: Path
) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    export(repository[1], sources, shallow)
    assert (sources / "version").read_text() == "old"


def test_it_is_said_where_it_cannot_be_had(repository: tuple[Path, str], shallow: Path, tmp_path: Path) -> None:
    git(shallow, "remote", "set-url", "origin", str(tmp_path / "nowhere"))
    with pytest.raises(NotThere, match=f"{repository[1]}.*is not in this clone.*nowhere"):
        export(repository[1], tmp_path, shallow)


@pytest.mark.parametrize("text", ["", "main\n", "07a809f\n"])
def test_a_file_that_names_no_commit_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "file").write_text(text)
    with pytest.raises(NotThere, match="whole commit"):
        version_in_use(tmp_path / "file")


def test_there_is_one() -> None:
    assert len(version_in_use()) == 40
