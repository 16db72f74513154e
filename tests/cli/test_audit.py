"""`audit …` on the command line: whole or not, who did what, anchored and signed."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kangbashi_gis.cli.main import run
from tests.conftest import PASSWORDS

pytestmark = pytest.mark.usefixtures("quick_vault")


@pytest.fixture(autouse=True)
def passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "密码.txt"
    path.write_text("\n".join(f"{name}:{word}" for name, word in PASSWORDS.items()), encoding="utf-8")
    monkeypatch.setenv("KANGBASHI_GIS_PASSWORD_FILE", str(path))


def test_the_auditor_reads_the_log_by_kind_and_that_is_noted(
    staffed_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", "show", str(staffed_folder), "--user", "audit_admin"]) == 0
    assert "登录" in capsys.readouterr().out
    words = ["audit", "show", str(staffed_folder), "--kind", "log_read", "--json", "--user", "audit_admin"]
    assert run(words) == 0
    assert [one["user"] for one in json.loads(capsys.readouterr().out)["events"]] == ["audit_admin"] * 2


def test_an_edited_log_is_told_line_by_line(staffed_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["audit", "verify", str(staffed_folder), "--user", "audit_admin"]
    assert run(words) == 0
    with closing(dbapi2.connect(str(staffed_folder / "log.db"), isolation_level=None)) as log:
        log.execute("UPDATE events SET user = 'planner' WHERE number = 3")
    capsys.readouterr()
    assert run(words) == 59
    told = capsys.readouterr()
    assert "第 3 条的内容被改过" in told.out and "日志被动过" in told.err


def test_a_second_account_signs_how_far_the_log_has_come(
    staffed_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", "anchor", str(staffed_folder), "--sign", "--json", "--user", "security_admin"]) == 0
    assert len(json.loads(capsys.readouterr().out)["line"].split()) == 8
    assert run(["audit", "verify", str(staffed_folder), "--json", "--user", "audit_admin"]) == 0
    assert json.loads(capsys.readouterr().out)["signed"] == 1
