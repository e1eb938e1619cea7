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
    "tests/house/": "postgresql",
    # Of text, systemd and an image.
    "tests/deployment/test_image.py": "sqlite",
    "tests/deployment/test_units.py::test_systemd_understands_them": "sqlite",
    "tests/deployment/test_units.py::test_they_may_do_little": "sqlite",
    "tests/deployment/test_units.py::test_they_write_where_they_may_and_nowhere_else": "sqlite",
    # Each role on one of them; an administrator, who reaches all code, on both.
    "tests/api/test_whole_api.py::test_every_address_as_each_role[rep]": "sqlite",
    "tests/api/test_whole_api.py::test_every_address_as_each_role[manager]": "postgresql",
    # Each real file goes in on both: by the command on one, by the API on the other, through the same importers. Of Maven's
    # pipeline it is two variants on the other.
    "tests/real/": "sqlite",
    "tests/real/test_by_the_api.py": "postgresql",
}


def elsewhere(name: str, vendor: str) -> bool:
    """Whether this test is left to the suite on the other database. Of a folder and a file in it, the file counts."""
    told = [each for each in ONCE if name.startswith(each)]
    return bool(os.environ.get(SHARED) and told) and ONCE[max(told, key=len)] != vendor
