"""Real files, kept outside the repository: JAUGE_DATA names their folder."""

from pathlib import Path

import pytest

from tests.real.files import DATA, MISSING


@pytest.fixture(scope="session")
def data() -> Path:
    if not DATA.is_dir():
        pytest.skip(MISSING)
    return DATA
