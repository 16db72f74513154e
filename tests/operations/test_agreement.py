"""A vault or layers that were put back alone are noticed before anything is said of people."""

import shutil
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.errors import VaultUnavailable
from kangbashi_gis.messages import sentence
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import RESIDENTS, ROADS
from kangbashi_gis.operations.upkeep import check
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store.connection import connect


def add(space: Workspace, name: str) -> int:
    with space.change("data.import", "residents") as change:
        change.vault.append(RESIDENTS, Table({"name": [name]}))
    return change.number


def reasons(space: Workspace) -> set[str]:
    """Ask about people, then write."""
    found = set()
    with pytest.raises(VaultUnavailable) as caught:
        space.vault.population(np.array([1]))
    found.add(str(caught.value.values["reason"]))
    with pytest.raises(VaultUnavailable) as caught:
        add(space, "乙")
    assert "保密库打不开" in sentence(caught.value)[0] and "图层" in sentence(caught.value)[0]
    return found | {str(caught.value.values["reason"])}


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["vault.db"], "older_than_layers"),
        (["city.gpkg"], "newer_than_layers"),
        (["city.gpkg", "log.db"], "newer_than_layers"),
    ],
)
def test_files_put_back_without_the_others_are_noticed(
    workspace_folder: Path, tmp_path: Path, names: list[str], reason: str
) -> None:
    backup = Path(shutil.copytree(workspace_folder, tmp_path / "备份"))
    with open_workspace(workspace_folder) as space:
        add(space, "甲")
    for name in names:
        shutil.copy(backup / name, workspace_folder / name)
    with open_workspace(workspace_folder) as space:
        assert reasons(space) == {reason}
        # the layers can be worked with all the same
        with space.change("edit", "roads") as change:
            change.writer.update(ROADS, np.array([1]), Table({"name": ["新街"]}))
        missing = "operation_not_in_vault" if reason == "older_than_layers" else "operation_not_in_layers"
        assert missing in {one.what for one in check(space, silent).findings}
    with open_workspace(workspace_folder, read_only=True) as space, pytest.raises(VaultUnavailable):
        space.vault.count(RESIDENTS)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_vault_of_a_newer_program_is_told_and_left_alone(workspace_folder: Path, read_only: bool) -> None:
    path = workspace_folder / "vault.db"
    with closing(connect(path, key=(workspace_folder / "vault.key").read_bytes())) as vault:
        vault.execute("UPDATE kbs_meta SET value = '99' WHERE name = 'format'")
    before = path.read_bytes()
    with open_workspace(workspace_folder, read_only=read_only) as space:
        with pytest.raises(VaultUnavailable) as caught:
            space.vault.count(RESIDENTS)
        assert space.store.count(ROADS) == 2
    assert "由更新的版本写成" in sentence(caught.value)[0]
    assert path.read_bytes() == before


def test_all_put_back_together_agree(workspace_folder: Path, tmp_path: Path) -> None:
    backup = Path(shutil.copytree(workspace_folder, tmp_path / "备份"))
    with open_workspace(workspace_folder) as space:
        add(space, "甲")
    with open_workspace(backup) as space:
        assert space.vault.count(RESIDENTS) == 5


def test_what_was_never_done_is_taken_out_of_the_vault(workspace: Workspace) -> None:
    number = workspace.log.begin("王", "data.import", "residents")
    with workspace.vault.write(number) as writer:
        writer.append(RESIDENTS, Table({"name": ["甲"]}))
    workspace.log.finish(number, "undone")
    workspace.vault.close()
    with open_workspace(workspace.folder) as other:
        assert other.vault.count(RESIDENTS) == 5
        assert check(other, silent).findings == ()


def test_a_program_between_its_two_commits_is_no_contradiction(workspace: Workspace) -> None:
    number = workspace.log.begin("王", "data.import", "residents")
    with workspace.vault.write(number) as writer:
        writer.append(RESIDENTS, Table({"name": ["甲"]}))
    with open_workspace(workspace.folder) as other:
        assert other.vault.count(RESIDENTS) == 6
    workspace.vault.erase(number)
