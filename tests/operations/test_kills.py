"""Kill -9 at random moments of a clerk's work, of account setup and of a change of the key: the benchmark in small."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kangbashi_gis.errors import WorkspaceHeld
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations import accounts
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.store import rotation
from tests.conftest import CHEAP, PASSWORDS, STAFF

ROOT = Path(__file__).resolve().parents[2]
# worker and vault are one process here, which is killed as one; the benchmark kills both, or the worker alone
PROGRAM = "from tests import quick_vault; quick_vault.use(); from benchmarks import kills; kills.main()"


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_after_ten_kills_log_and_vault_agree_and_nothing_acknowledged_is_lost() -> None:
    words = [sys.executable, "-c", PROGRAM, "--kills", "10"]
    told = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8", timeout=120)
    promises = json.loads(told.stdout)["promises"]
    assert [one["faults"] for one in promises] == [[], [], []]
    assert promises[0]["acknowledged"] > 0


@pytest.mark.usefixtures("quick_vault")
def test_a_setup_that_was_killed_before_the_key_was_changed_is_ended_when_the_clerk_comes_in(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (workspace.folder / "vault.key").read_bytes()

    def die(*words: object) -> None:
        raise WorkspaceHeld(path="", holder="")

    with monkeypatch.context() as patch, pytest.raises(WorkspaceHeld):
        patch.setattr(rotation, "rotate", die)
        accounts.setup(workspace, STAFF, accounts.recovery_key(), CHEAP)
    workspace.vault.close()
    workspace.log_in("clerk", PASSWORDS["clerk"])
    assert workspace.vault.count(RESIDENTS) == 5
    workspace.log_out()
    assert not rotation.opens(workspace.folder / "vault.db", old)
