"""Runs a command that may write below the directories named and nowhere else, as on a file system that is otherwise
read-only: `python confined.py DIRECTORY… -- COMMAND…`. What it starts is held to the same.

The kernel keeps it (Landlock, Linux 5.13 and newer), for root too. Where it cannot, `possible` is false, and the command runs as
it is.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
TELL_VERSION = 1
PATH_BENEATH = 1
NO_NEW_PRIVILEGES = 38
# To write, and to remove and make entries; by the version of the interface.
SINCE_VERSION = {1: (1, *range(4, 13)), 2: (13,), 3: (14,)}
# Of these the entries of a directory have no part.
OF_FILES = 1 << 1 | 1 << 14
# Null and shared memory; PrivateDevices= and containers leave them, too.
ALWAYS = ("/dev",)

kernel = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Of the kernel's interface; 0 or less where there is none."""
    return int(kernel.syscall(CREATE_RULESET, None, 0, TELL_VERSION))


possible = version() > 0


def confine(directories: Sequence[str | Path]) -> None:
    """This process and what it starts write below the directories only; OSError where the kernel refuses."""
    rights = sum(1 << bit for since, bits in SINCE_VERSION.items() if since <= version() for bit in bits)
    ruleset = checked(kernel.syscall(CREATE_RULESET, struct.pack("=Q", rights), 8, 0))
    for directory in (*ALWAYS, *directories):
        place = os.open(directory, os.O_PATH)
        allowed = rights if os.path.isdir(directory) else rights & OF_FILES
        checked(kernel.syscall(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", allowed, place), 0))
        os.close(place)
    checked(kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    checked(kernel.syscall(RESTRICT_SELF, ruleset, 0))


def checked(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer


def confined(command: Sequence[str], directories: Sequence[str | Path]) -> list[str]:
    """The command that runs `command` so."""
    return [sys.executable, __file__, *map(str, directories), "--", *command]


def main(words: list[str]) -> None:
    end = words.index("--")
    if possible:
        confine(words[:end])
    os.execvp(words[end + 1], words[end + 1 :])


if __name__ == "__main__":
    main(sys.argv[1:])
