"""Kill -9 at random moments of a clerk's work, of setting up accounts and of changing the vault's key; then look.

    python benchmarks/kills.py [--quick] [--kills N] [--seed S]

A clerk writes people and looks people up without pause, in a workspace with accounts; each thing that the program has
acknowledged is told through a pipe. The program is killed together with the vault's process, or alone. Then the
workspace must open, the clerk come in, the log be whole, log and vault agree, and nothing acknowledged be missing.
200 kills, and a tenth as many of `account setup` and of a rotation; 1 of the clerk alone with --quick.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.errors import GisError  # noqa: E402
from kangbashi_gis.model.account import Role  # noqa: E402
from kangbashi_gis.model.events import EventKind  # noqa: E402
from kangbashi_gis.model.table import Table  # noqa: E402
from kangbashi_gis.model.themes import RESIDENTS  # noqa: E402
from kangbashi_gis.operations import accounts, auditing  # noqa: E402
from kangbashi_gis.operations.accounts import Person  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace  # noqa: E402
from kangbashi_gis.store.keys import Cost  # noqa: E402

CHEAP = Cost(1, 8192)  # what is killed here is writing, not argon2id
STAFF = [Person(role.value, role, f"Ulan-Mulun {n} 2026") for n, role in enumerate(Role) if role is not Role.VISITOR]
PASSWORDS = {one.name: one.password for one in STAFF}
LONGEST_S = 0.5
SETUP_S = 0.25
BATCH = 20  # people in each operation
FRESH_AFTER = 25  # kills, then a new workspace
Work = Callable[[Workspace, int], None]


def main() -> None:
    """Kill, look, print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    kills = options.kills or (1 if options.quick else 200)
    few, chance = 0 if options.quick else max(1, kills // 10), random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        os.environ["KANGBASHI_GIS_CONFIG"] = place
        plain, staffed = furnish(Path(place))
        told, faults = kill_clerks(staffed, Path(place), kills, chance)
        setup = [fault for _ in range(few) for fault in kill_setup(plain, Path(place), chance)]
        rotation = [fault for _ in range(few) for fault in kill_rotation(staffed, Path(place), chance)]
    scaled = f"{kills} kills of 200" if kills < 200 else False
    rows = [
        promise(f"kill -9 at {kills} random moments of writing people and log: faults", 0, len(faults), "faults",
                scaled=scaled, faults=faults, acknowledged=told),
        promise(f"kill -9 at {few} random moments of `account setup`: faults", 0, len(setup), "faults",
                scaled=scaled, faults=setup),
        promise(f"kill -9 at {few} random moments of a change of the vault's key: faults", 0, len(rotation), "faults",
                scaled=scaled, faults=rotation),
    ]  # fmt: skip
    print(document("kills", rows))


def furnish(place: Path) -> tuple[Path, Path]:
    """Make a workspace without accounts and one with them, both with some people."""
    plain, staffed = place / "无账户", place / "有账户"
    with create_workspace(plain, "示例") as space:
        append(space)
    shutil.copytree(plain, staffed)
    with open_workspace(staffed) as space:
        accounts.setup(space, STAFF, accounts.recovery_key(), CHEAP)
    return plain, staffed


def append(space: Workspace) -> int:
    """Write some people as one operation; gives its number."""
    with space.change("data.import", RESIDENTS.name) as change:
        names = [f"第{change.number}批{one}" for one in range(BATCH)]
        change.vault.append(RESIDENTS, Table({"name": names, "household": [str(change.number)] * BATCH}))
    return change.number


def struck(folder: Path, work: Work, longest_s: float, chance: random.Random) -> list[str]:
    """Let a process of its own work on a workspace, kill it at a random moment; gives what it had acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os.setsid()
        with suppress(BaseException), open_workspace(folder) as space:
            work(space, writer)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as told:
        first = told.readline()
        time.sleep(chance.uniform(0.0, longest_s))
        # every other time the vault's process lives a moment longer, as when only the window is killed
        (os.killpg if chance.random() < 0.5 else os.kill)(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [first, *told.read().splitlines()]


def say(writer: int, text: str) -> None:
    """Acknowledge something: from now on it may not be lost."""
    os.write(writer, f"{text}\n".encode())


def clerk_at_work(space: Workspace, writer: int) -> None:
    """Look people up and write people without pause."""
    space.log_in("clerk", PASSWORDS["clerk"])
    say(writer, "ready")
    while True:
        for _ in range(3):
            event = space.note(EventKind.LOOKUP, subject="people", count=1)
            say(writer, f"event {event.number} {event.hash.hex()}")
        say(writer, f"people {append(space)}")


def kill_clerks(staffed: Path, place: Path, kills: int, chance: random.Random) -> tuple[int, list[str]]:
    """Kill a clerk's program again and again; gives how much was acknowledged, and what was not well afterwards."""
    faults: list[str] = []
    told: list[str] = []
    total = 0
    for number in range(kills):
        folder = place / f"办事{number // FRESH_AFTER}"
        if number % FRESH_AFTER == 0:
            shutil.copytree(staffed, folder)
            told = []
        new = struck(folder, clerk_at_work, LONGEST_S, chance)
        told += new
        total += sum(line.startswith(("event", "people")) for line in new)
        faults += [f"kill {number}: {fault}" for fault in checked(lambda at=folder, all_=list(told): look(at, all_))]
    return total, faults


def checked(step: Callable[[], list[str]]) -> list[str]:
    """Give what a look finds; that it cannot look at all is a finding too."""
    try:
        return step()
    except GisError as problem:
        return [f"{problem.code} {problem.values}"]


def look(folder: Path, told: list[str]) -> list[str]:
    """Open as the clerk; compare the log with itself, with the vault, and with what was acknowledged."""
    with open_workspace(folder) as space:
        space.log_in("clerk", PASSWORDS["clerk"])
        count = space.vault.count(RESIDENTS)  # the first question about people takes out what never came to be
        people = space.vault.operations()
        ended = [one for one in space.log.entries(1_000_000) if one.operation == "data.import"]
        done = {one.number for one in ended if one.outcome == "done"}
        faults = [f"unsettled {one.number}" for one in space.log.unsettled()]
        if set(people) != done:
            faults.append(f"the vault has the operations {sorted(set(people) ^ done)} otherwise than the log")
        if count != BATCH * len(done):
            faults.append(f"{len(done)} operations gave {count} people")
        for line in told:
            kind, _, rest = line.partition(" ")
            number, _, stamp = rest.partition(" ")
            if kind == "event" and (space.log.hash_of(int(number)) or b"").hex() != stamp:
                faults.append(f"event {number} was acknowledged and is lost")
            if kind == "people" and int(number) not in done:
                faults.append(f"operation {number} was acknowledged and is lost")
        return faults + findings(space)


def findings(space: Workspace) -> list[str]:
    """Check the log, as the auditor where people log in."""
    if space.has_accounts:
        space.log_in("audit_admin", PASSWORDS["audit_admin"])
    return [f"{one.code} {one.number} {one.detail}" for one in auditing.verify(space).findings]


def kill_setup(plain: Path, place: Path, chance: random.Random) -> list[str]:
    """Kill the making of the first accounts: either there are none, or all of them, and the people are there."""
    folder = place / "建账户"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(plain, folder)
    struck(folder, set_up, SETUP_S, chance)

    def seen() -> list[str]:
        with open_workspace(folder) as space:
            whole = not space.has_accounts
            if not whole:
                space.log_in("clerk", PASSWORDS["clerk"])
            count = space.vault.count(RESIDENTS)
            left = (folder / "vault.key").exists() != whole
            faults = [f"{count} people"] if count != BATCH else []
            faults += ["the plain key is there still, or is gone"] if left else []
            return faults + findings(space)

    return checked(seen)


def set_up(space: Workspace, writer: int) -> None:
    """Make the accounts."""
    say(writer, "ready")
    accounts.setup(space, STAFF, accounts.recovery_key(), CHEAP)
    time.sleep(LONGEST_S)


def kill_rotation(staffed: Path, place: Path, chance: random.Random) -> list[str]:
    """Kill a change of the vault's key: the clerk comes in, and the people are there."""
    folder = place / "换钥匙"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(staffed, folder)
    struck(folder, turn, SETUP_S, chance)
    return checked(lambda: look(folder, []))


def turn(space: Workspace, writer: int) -> None:
    """Change the key again and again."""
    space.log_in("clerk", PASSWORDS["clerk"])
    say(writer, "ready")
    while True:
        accounts.rotate(space)


if __name__ == "__main__":
    main()
