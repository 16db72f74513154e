"""Backups and erasing on the command line: documents, sentences, exit codes."""

import json
from pathlib import Path

import pytest

from kangbashi_gis.cli import passwords
from kangbashi_gis.cli.main import run
from tests.conftest import PASSWORDS

pytestmark = pytest.mark.usefixtures("quick_vault")


@pytest.fixture(autouse=True)
def known_passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, staffed: tuple[Path, str]) -> None:
    path = tmp_path / "密码.txt"
    path.write_text("\n".join(f"{name}:{password}" for name, password in PASSWORDS.items()), encoding="utf-8")
    monkeypatch.setenv(passwords.PRESENT, str(path))
    (tmp_path / "恢复.txt").write_text(staffed[1], encoding="utf-8")
    monkeypatch.setenv(passwords.RECOVERY, str(tmp_path / "恢复.txt"))


def answer(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    assert run([*words, "--json"]) == code
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def test_a_backup_is_made_listed_verified_drilled_and_restored(
    staffed_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (str(staffed_folder), str(tmp_path / "备份盘"), "--user", "system_admin")
    made = answer(capsys, "backup", "make", *words, "--keep", "30")
    listed = answer(capsys, "backup", "list", *words)["backups"]
    assert isinstance(listed, list)
    assert [one["name"] for one in listed] == [made["name"]]
    assert answer(capsys, "backup", "verify", *words)["ok"] is True
    drilled = answer(capsys, "backup", "drill", *words, "--clerk", "clerk")
    assert (drilled["ok"], drilled["people"]) == (True, 5)
    restored = answer(capsys, "backup", "restore", *words, "--into", str(tmp_path / "新"))
    assert restored["path"] == str(tmp_path / "新")
    answer(capsys, "backup", "restore", *words, "--replace", "--backup", str(made["name"]))
    elsewhere = answer(capsys, "backup", "restore", str(tmp_path / "别处"), str(tmp_path / "备份盘"))
    assert elsewhere["path"] == str(tmp_path / "别处")


def test_what_goes_wrong_is_one_sentence_and_a_code_of_its_own(
    staffed_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disk = tmp_path / "备份盘"
    words = (str(staffed_folder), str(disk), "--user", "system_admin")
    assert run(["backup", "list", *words]) == 92
    assert "里面没有备份" in capsys.readouterr().err
    assert run(["backup", "make", *words]) == 0
    capsys.readouterr()
    assert run(["backup", "restore", *words]) == 75
    assert run(["backup", "restore", *words, "--into", str(tmp_path)]) == 75
    assert run(["backup", "drill", *words, "--backup", "没有的"]) == 74
    (pack,) = disk.rglob("people-*.pack")
    pack.write_bytes(pack.read_bytes()[:-1])
    assert run(["backup", "verify", *words]) == 93
    told = capsys.readouterr()
    assert "vault.db" in told.out
    assert "Traceback" not in told.err


def test_a_person_is_erased_only_when_that_is_confirmed(
    staffed_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, clerk = str(staffed_folder), ("--user", "clerk")
    assert run(["backup", "make", place, str(tmp_path / "备份盘"), "--user", "system_admin"]) == 0
    capsys.readouterr()
    found = answer(capsys, "resident", "find", place, "周五五", *clerk)["results"]
    assert isinstance(found, list)
    words = ("resident", "erase", place, found[0]["id"], "--reason", "consent_withdrawn", *clerk)
    assert run(list(words)) == 2
    capsys.readouterr()
    erased = answer(capsys, *words, "--yes")
    assert erased["rows"] == 1
    assert erased["last_expiry"]
    assert answer(capsys, "resident", "find", place, "周五五", *clerk)["results"] == []
    assert run([*words, "--yes"]) == 39
