"""What CI runs on one of its two databases only, where it runs the suite on both side by side.

Each says on which, and why its answer cannot depend on the database. A suite that runs alone leaves nothing out.
"""

import os

# Set by .ci/run for both suites.
SHARED = "JAUGE_TESTS_SHARED"

# Files, folders or single tests, as pytest names them.
ONCE = {
    # What a browser does with pages, which tests of pages ask for on both.
    "tests/e2e/": "sqlite",
    # Text, files and processes of this repository; links of pages, which are asked for on both.
    "tests/house/": "sqlite",
    # Each role on one of them; an administrator, who reaches all code, on both.
    "tests/api/test_whole_api.py::test_every_address_as_each_role[rep]": "sqlite",
    "tests/api/test_whole_api.py::test_every_address_as_each_role[manager]": "postgresql",
    # Files go in by the command on both; by the API the same importers take them.
    "tests/real/test_by_the_api.py": "postgresql",
}


def elsewhere(name: str, vendor: str) -> bool:
    """Whether this test is left to the suite on the other database."""
    shared = bool(os.environ.get(SHARED))
    return shared and any(name.startswith(each) and vendor != where for each, where in ONCE.items())
