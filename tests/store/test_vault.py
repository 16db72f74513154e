"""Personal values go into the vault's own process and come out only as counts, masked rows and row numbers."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlcipher3 import dbapi2

from kangbashi_gis.errors import GisError, UndoConflict, VaultUnavailable
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ENTITIES, PARCELS, RESIDENTS
from kangbashi_gis.store.connection import connect
from kangbashi_gis.store.vault import Vault, make_key

PEOPLE = Table(
    {
        "id_number": ["150699196001010012", "150699196201010029", "150699199001010035"],
        "name": ["赵一", "钱二", "孙三"],
        "sex": ["1", "2", "1"],
        "born": ["1960-01-01", "1962-01-01", None],
        "phone": ["10000000001", None, "10000000003"],
        "household": ["H1", "H1", "H2"],
        "relation": ["户主", "配偶", "户主"],
        "address_fid": [7, 7, 9],
    }
)
ROOT = Path(__file__).resolve().parents[2]
EVERYWHERE = np.arange(1, 20)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    make_key(tmp_path / "vault.key")
    opened = Vault(tmp_path / "保密.db", tmp_path / "vault.key")
    yield opened
    opened.close()


def put(vault: Vault, operation: int = 1, table: Table = PEOPLE) -> np.ndarray:
    with vault.write(operation) as writer:
        return writer.append(RESIDENTS, table)


def test_people_are_counted_where_they_live(vault: Vault) -> None:
    put(vault)
    found = vault.population(np.array([7, 8]))
    assert (found["total"], found["households"], found["by_sex"]) == (2, 1, {"男": 1, "女": 1})
    assert list(found["by_age"].values()) in ([(1, 1, 0)], [(0, 1, 0), (1, 0, 0)])
    fids, counts = vault.per_address(EVERYWHERE)
    assert (fids.tolist(), counts.tolist()) == ([7, 9], [2, 1])


def test_people_come_out_masked(vault: Vault) -> None:
    put(vault)
    first, second, third = vault.people_at(np.array([9, 7]))
    assert (first["name_masked"], first["id_number_masked"]) == ("孙*", "150699********0035")
    assert (second["name_masked"], second["phone_masked"], second["sex"]) == ("赵*", "100****0001", "男")
    assert (third["relation"], third["age"] >= 63, first["age"]) == ("配偶", True, None)
    assert len(vault.people_at(np.array([9, 7]), limit=2)) == 2


def test_rows_are_matched_without_leaving_the_vault(vault: Vault) -> None:
    put(vault)
    again = PEOPLE.with_columns(name=["赵一", "钱二改名", "孙三"], id_number=[*PEOPLE.columns["id_number"][:2], "新"])
    fids, same = vault.match(RESIDENTS, again, ["id_number"])
    assert (fids.tolist(), same.tolist()) == ([1, 2, 0], [True, False, False])


def test_a_page_that_is_not_as_it_was_written_is_told_as_damage(vault: Vault) -> None:
    put(vault)
    vault.close()
    content = bytearray(vault.path.read_bytes())
    for at in range(len(content) - 3 * 4096, len(content)):
        content[at] ^= 0x5A
    vault.path.write_bytes(content)
    with pytest.raises(VaultUnavailable) as caught:
        vault.check()
    assert caught.value.values["reason"] == "key_or_file"


def test_an_update_is_counted_at_once(vault: Vault) -> None:
    fids = put(vault)
    assert vault.population(np.array([9]))["total"] == 1
    with vault.write(2) as writer:
        writer.update(RESIDENTS, fids[:1], Table({"address_fid": [9]}))
        writer.delete(RESIDENTS, fids[1:2])
    assert vault.population(np.array([9]))["total"] == 2
    assert vault.count(RESIDENTS) == 2
    assert vault.check() == []


def test_operations_are_undone_and_redone(vault: Vault) -> None:
    put(vault)
    with vault.write(2, undoes=1) as writer:
        assert writer.undo(1) == 3
    assert vault.population(EVERYWHERE)["total"] == 0
    with vault.write(3, undoes=2) as writer:
        writer.undo(2)
    assert vault.population(EVERYWHERE)["total"] == 3
    with pytest.raises(UndoConflict), vault.write(4, undoes=1) as writer:
        writer.undo(2)


def test_nothing_is_kept_of_a_transaction_that_fails(vault: Vault) -> None:
    put(vault)
    with pytest.raises(RuntimeError), vault.write(2) as writer:
        writer.append(RESIDENTS, PEOPLE)
        raise RuntimeError
    assert vault.count(RESIDENTS) == 3
    assert not vault.holds(2)
    put(vault, 3)
    assert vault.count(RESIDENTS) == 6


def test_an_erased_operation_leaves_nothing_behind(vault: Vault) -> None:
    fids = put(vault)
    with vault.write(2) as writer:
        writer.append(RESIDENTS, PEOPLE)
        writer.update(RESIDENTS, fids[:1], Table({"name": ["改名"]}))
    vault.erase(2)
    vault.erase(2)
    assert vault.count(RESIDENTS) == 3
    assert [one["name_masked"] for one in vault.people_at(np.array([7]))] == ["赵*", "钱*"]
    assert not vault.holds(2)
    assert vault.check() == []


def test_personal_fields_of_open_themes_are_kept_by_id(vault: Vault) -> None:
    with vault.write(1) as writer:
        writer.append(PARCELS, Table({"id": ["甲" * 36], "holder": ["郑七"]}))
        writer.append(ENTITIES, Table({"id": ["乙" * 36], "representative": ["王八"], "phone": ["10000000009"]}))
    assert vault.ids(PARCELS) == ["甲" * 36]
    fids, same = vault.match(ENTITIES, Table({"id": ["乙" * 36], "phone": ["1"]}), ["id"])
    assert (fids.tolist(), same.tolist()) == ([1], [False])


def test_no_personal_value_can_be_read_from_the_file(vault: Vault) -> None:
    put(vault)
    vault.close()
    content = b"".join(path.read_bytes() for path in vault.path.parent.glob("保密.db*"))
    for value in ("赵一", "150699196001010012", "10000000001", "SQLite format"):
        assert value.encode() not in content


def test_the_key_can_only_be_read_by_its_user(tmp_path: Path) -> None:
    make_key(tmp_path / "钥匙")
    assert len((tmp_path / "钥匙").read_bytes()) == 32
    assert os.name == "nt" or (tmp_path / "钥匙").stat().st_mode & 0o077 == 0


def test_a_copy_opens_under_the_same_key_and_no_other(vault: Vault, tmp_path: Path) -> None:
    put(vault)
    vault.copy(tmp_path / "副本.db")
    copied = Vault(tmp_path / "副本.db", tmp_path / "vault.key")
    assert copied.count(RESIDENTS) == 3
    copied.close()
    make_key(tmp_path / "别的钥匙")
    stranger = Vault(tmp_path / "副本.db", tmp_path / "别的钥匙")
    with pytest.raises(VaultUnavailable):
        stranger.count(RESIDENTS)


def test_a_damaged_vault_writes_nothing_to_the_standard_error(vault: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    put(vault)
    vault.close()
    vault.path.write_bytes(vault.path.read_bytes()[::-1])
    with pytest.raises(VaultUnavailable) as caught:
        vault.count(RESIDENTS)
    assert caught.value.values["reason"] == "key_or_file"
    assert capfd.readouterr() == ("", "")


def test_a_lost_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(VaultUnavailable) as caught:
        Vault(tmp_path / "保密.db", tmp_path / "没有的钥匙").count(RESIDENTS)
    assert caught.value.values["path"].endswith("没有的钥匙")
    assert not (tmp_path / "保密.db").exists()


def test_a_vault_that_was_never_made_holds_nothing(vault: Vault) -> None:
    assert not vault.holds(1)
    vault.erase(1)
    assert not vault.path.exists()


def test_a_vault_that_was_never_made_can_be_asked_without_making_it(tmp_path: Path) -> None:
    make_key(tmp_path / "vault.key")
    vault = Vault(tmp_path / "保密.db", tmp_path / "vault.key", read_only=True)
    assert vault.population(EVERYWHERE)["total"] == 0
    vault.close()
    assert not vault.path.exists()


def test_a_process_that_ended_takes_its_transaction_with_it(vault: Vault) -> None:
    put(vault)
    with pytest.raises(VaultUnavailable), vault.write(2) as writer:
        writer.append(RESIDENTS, PEOPLE)
        vault._process.kill()
        vault._process.join()
        writer.append(RESIDENTS, PEOPLE)
    assert vault.count(RESIDENTS) == 3
    assert vault.check() == []


def test_a_process_that_cannot_be_started_is_told_and_tried_again(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(process: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    with monkeypatch.context() as patch:
        patch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
        with pytest.raises(VaultUnavailable) as caught:
            vault.count(RESIDENTS)
        assert caught.value.values["reason"] == "no_process"
        vault.close()
    assert vault.count(RESIDENTS) == 0


def test_a_mistake_inside_is_logged_with_its_place_and_nothing_personal(
    vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    twice = Table({"id": ["甲" * 36] * 2, "name": ["赵一", "钱二"]})
    with pytest.raises(GisError) as caught, vault.write(1) as writer:
        writer.append(RESIDENTS, twice)
    assert (type(caught.value), caught.value.values) == (GisError, {"reason": "IntegrityError"})
    assert "IntegrityError at vault_process.py:" in caplog.text
    assert "rows.py:" in caplog.text
    assert "赵一" not in caplog.text
    put(vault)
    assert vault.count(RESIDENTS) == 3


def test_damaged_pages_are_no_mistake_of_the_program(vault: Vault) -> None:
    put(vault, table=Table({"name": ["甲"] * 3000}))
    vault.close()
    size = vault.path.stat().st_size
    with vault.path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\x55" * (size - size // 2))
    with pytest.raises(VaultUnavailable) as caught:
        vault.ids(RESIDENTS)
    assert caught.value.values == {"path": str(vault.path), "reason": "damaged"}


def test_the_vault_writes_under_names_that_sql_reserves(vault: Vault) -> None:
    fids = put(vault)
    with vault.write(2) as writer:
        writer.update(RESIDENTS, fids, Table({"valid_to": ["2026-01-01"] * 3}))
    assert vault.stamp(RESIDENTS) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such switch")
def test_the_process_writes_no_core_file_and_lets_nobody_look_in(vault: Vault) -> None:
    put(vault)
    pid = vault._process.pid
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    # a process that may not be dumped belongs to root, whoever runs it
    assert Path(f"/proc/{pid}/environ").stat().st_uid == 0


def test_the_process_ends_when_its_program_is_killed(tmp_path: Path) -> None:
    make_key(tmp_path / "vault.key")
    script = tmp_path / "程序.py"
    script.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path)]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=here) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        program.kill()
    # the file is free again: no process holds its lock, and nothing of the transaction is left
    vault = Vault(tmp_path / "保密.db", tmp_path / "vault.key")
    put(vault, 2)
    assert vault.count(RESIDENTS) == 3
    vault.close()


PROGRAM = """
import sys, time
from pathlib import Path
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.store.vault import Vault

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    vault = Vault(folder / "保密.db", folder / "vault.key")
    with vault.write(1) as writer:
        writer.append(RESIDENTS, Table({"name": ["甲"] * 100}))
        print("ready", flush=True)
        sys.stdin.read()
"""


def test_the_vault_cannot_be_opened_without_its_key(vault: Vault) -> None:
    put(vault)
    vault.close()
    with pytest.raises(dbapi2.DatabaseError, match="not a database"):
        connect(vault.path)
