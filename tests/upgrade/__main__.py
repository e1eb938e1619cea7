"""`make upgrade-test`: this version is brought in while the one in use serves, as docs/operations.md tells operators to.

Both run on a PostgreSQL of their own, under people who read and write all the while. Nothing may be answered with an error,
nothing that somebody was told is done may be missing, and nobody may wait long for a lock. `--from COMMIT` tries another
version than that of deploy/version-in-use.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.upgrade.locks import Locks, held
from tests.upgrade.scene import NEW, OLD, Scene, at_once, until
from tests.upgrade.stored import differences, keep_what_is_told
from tests.upgrade.versions import NotThere, other_baseline, version_in_use
from tests.upgrade.visitors import Crowd, Front, Ledger
from tests.upgrade.works import Company

PAUSE_SECONDS = 0.05
# How long each stretch is, after everything has started.
BEFORE, BESIDE, BOTH, AFTER = 3, 4, 5, 4
# A migration gives up after LOCK_SECONDS and lets others pass (config/management/commands/migrate.py); who stands behind it
# waits as long, and a little more on a machine that is busy.
LONGEST_WAIT_SECONDS = 3.5
# Longer than a migration waits: it has to try again.
HELD_SECONDS = 5


class Play:
    """What happens, in the order in which operators do it."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.front, self.ledger = scene, Front(), Ledger()
        self.old, self.new = scene.versions[OLD], scene.versions[NEW]
        self.faults = self.ledger.faults
        self.began = time.monotonic()

    def say(self, text: str) -> None:
        self.ledger.phase = text
        print(f"{time.monotonic() - self.began:5.1f} s  {text}", flush=True)

    def run(self, commit: str) -> None:
        self.say(f"commit {commit[:10]} is made, filled and started")
        keys = self.scene.prepare(commit)
        if commit == version_in_use() and (sentence := other_baseline(self.old.root)):
            self.faults.append(sentence)
        keep_what_is_told(self.scene.address)
        company = Company(self.front, self.ledger, keys)
        self.front.open(OLD, self.old.port)
        company.sign_in(keys["logins"])
        crowd = Crowd(self.ledger, PAUSE_SECONDS)
        with Locks(self.scene.address) as self.locks:
            company.go_about_it(crowd)
            try:
                self.change_over(f"crm_account id = {keys['account']}")
            finally:
                self.say("everybody finishes")
                crowd.end()
        self.look_closely()

    def change_over(self, row: str) -> None:
        self.say("the old version serves alone")
        time.sleep(BEFORE)
        self.say("migrate, while somebody has a long transaction")
        self.migrate(row)
        self.say("the old version serves on the new tables")
        at_once(lambda: time.sleep(BESIDE), lambda: self.scene.static(NEW))
        self.say("the new version starts beside it")
        self.new.web()
        self.front.open(NEW, self.new.port)
        self.say("both serve")
        time.sleep(BOTH)
        self.say("the old web server stops, then worker and run_due change")
        self.front.close(OLD)
        time.sleep(0.2)
        self.old.stop("web")
        self.old.stop()
        self.new.worker()
        self.new.due()
        self.say("the new version serves alone")
        time.sleep(AFTER)

    def migrate(self, row: str) -> None:
        """Somebody holds what it wants for longer than it waits, and lets go."""
        with held(self.scene.address, row):
            process = self.scene.migrate()
            if until(lambda: "migrate" in self.locks.longest or process.poll() is not None, 60):
                until(lambda: process.poll() is not None, HELD_SECONDS)
        if process.wait(120):
            self.faults.append(f"migrate did not succeed: {self.new.said('migrate')[-2000:]}")
        del self.new.processes["migrate"]

    def look_closely(self) -> None:
        self.faults += differences(self.scene.address, self.ledger)
        self.faults += [f"{name} of the new version ended by itself" for name in self.new.dead()]
        for name, (seconds, statement) in self.locks.longest.items():
            if seconds > LONGEST_WAIT_SECONDS:
                self.faults.append(f"{name} waited {seconds:.1f} s for a lock: {statement}")
        try:
            self.new.manage("rollups")
        except AssertionError as error:
            self.faults.append(str(error))

    def report(self) -> None:
        for name, statuses in self.ledger.answers.items():
            print(f"  {name}: {dict(sorted(statuses.items()))}")
        for phase, spent in self.ledger.spent.items():
            print(f"  {phase}: slowest answer {max(spent):.1f} s of {len(spent)}")
        print(
            f"  told done, and there once: {dict(Counter({kind: len(names) for kind, names in self.ledger.done.items()}))}"
        )
        for name, (seconds, statement) in sorted(self.locks.longest.items(), key=lambda each: -each[1][0]):
            print(f"  longest wait for a lock, {name}: {seconds:.2f} s ({statement[:90]})")
        print("  migrate said: " + " / ".join(line.strip() for line in self.new.said("migrate").splitlines()[-8:]))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.upgrade")
    parser.add_argument("--from", dest="commit", help="a commit instead of that of deploy/version-in-use")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jauge-upgrade-") as folder:
        scene = Scene(Path(folder))
        play = Play(scene)
        try:
            play.run(options.commit or version_in_use())
            play.report()
        except (NotThere, AssertionError) as error:
            play.faults.append(str(error))
        finally:
            scene.stop()
            for name in (OLD, NEW):
                for log in sorted((Path(folder) / f"logs-{name}").glob("*.log")):
                    if play.faults and log.stat().st_size:
                        print(f"\n== {log.name} of the {name} version\n{log.read_text()[-3000:]}")
    for fault in play.faults[:40]:
        print(f"FAULT {fault}")
    print(
        f"{len(play.faults) or 'no'} faults, load {os.getloadavg()[0]:.1f}, {time.monotonic() - play.began:.0f} s in all"
    )
    return 1 if play.faults else 0


if __name__ == "__main__":
    sys.exit(main())
