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
        setup = kill_often(plain, set_up, few, chance)
        rotation = kill_often(staffed, turn, few, chance)
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


def begun(folder: Path, work: Work) -> tuple[int, int]:
    """Let a process of its own work on a workspace; gives its number, and the pipe through which it tells."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os.setsid()
        with suppress(BaseException), open_workspace(folder) as space:
            work(space, writer)
        os._exit(0)
    os.close(writer)
    return child, reader


def lasting_s(folder: Path, work: Work) -> float:
    """Let work come to its end, and give how long it takes from the moment at which it might be killed."""
    child, reader = begun(folder, work)
    with os.fdopen(reader, encoding="utf-8") as told:
        told.readline()
        start = time.perf_counter()
        os.waitpid(child, 0)
        return time.perf_counter() - start


def struck(folder: Path, work: Work, longest_s: float, chance: random.Random) -> tuple[int, list[str]]:
    """Let a process work on a workspace and kill it at a random moment; gives its number, and what it acknowledged."""
    child, reader = begun(folder, work)
    with os.fdopen(reader, encoding="utf-8") as told:
        first = told.readline()
        time.sleep(chance.uniform(0.0, longest_s))
        # every other time the vault's process lives a moment longer, as when only the window is killed
        (os.killpg if chance.random() < 0.5 else os.kill)(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return child, [first, *told.read().splitlines()]


def rested(group: int) -> None:
    """Wait until the vault's process has ended too: it ends what it was asked for after its program was killed."""
    with suppress(ProcessLookupError):
        while True:
            os.killpg(group, 0)
            time.sleep(0.01)


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
        _, new = struck(folder, clerk_at_work, LONGEST_S, chance)
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


def kill_often(source: Path, work: Work, kills: int, chance: random.Random) -> list[str]:
    """Kill work on copies of a workspace, each in a place of its own: anchors outside know a workspace by its place."""
    if not kills:
        return []
    # somewhat longer than it takes, so that its end is met too
    longest_s = 1.5 * lasting_s(Path(shutil.copytree(source, source.with_name(f"{source.name} {work.__name__}"))), work)
    faults: list[str] = []
    for number in range(kills):
        folder = Path(shutil.copytree(source, source.with_name(f"{source.name} {work.__name__} {number}")))
        rested(struck(folder, work, longest_s, chance)[0])
        faults += [f"kill {number}: {fault}" for fault in checked(lambda at=folder: look_at_keys(at))]
    return faults


def look_at_keys(folder: Path) -> list[str]:
    """See that there are no accounts and the plain key, or accounts and none, and the people in either case."""
    with open_workspace(folder) as space:
        locked = space.has_accounts
        if locked:
            space.log_in("clerk", PASSWORDS["clerk"])
        count = space.vault.count(RESIDENTS)
        faults = [f"{count} people"] if count != BATCH else []
        if (folder / "vault.key").exists() == locked:
            faults.append("the plain key is there still, or is gone")
        return faults + findings(space)


def set_up(space: Workspace, writer: int) -> None:
    """Make the accounts."""
    say(writer, "ready")
    accounts.setup(space, STAFF, accounts.recovery_key(), CHEAP)


def turn(space: Workspace, writer: int) -> None:
    """Change the key of the vault."""
    space.log_in("clerk", PASSWORDS["clerk"])
    say(writer, "ready")
    accounts.rotate(space)


if __name__ == "__main__":
    main()
