"""`account …` on the command line: what each command answers, and one clear sentence for whatever goes wrong."""

import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kangbashi_gis.cli.main import run
from kangbashi_gis.operations import workspace
from kangbashi_gis.store import attempts, one_time
from tests.conftest import PASSWORDS

Answer = tuple[int, str, str]
Call = Callable[..., Answer]
NEW = "Another-Good 77 one"
REFUSED = "账户名、密码或验证码不对。"

pytestmark = pytest.mark.usefixtures("quick_vault")


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run one command line as somebody; gives exit code, stdout, stderr. Passwords come from files, as for people."""
    present = tmp_path / "密码.txt"
    present.write_text("\n".join(f"{name}:{word}" for name, word in PASSWORDS.items()), encoding="utf-8")
    monkeypatch.setenv("KANGBASHI_GIS_PASSWORD_FILE", str(present))

    def called(*words: object, by: str = "", new: str = "", recovery: str = "", **also: str) -> Answer:
        for variable, text in (("NEW_PASSWORD", new), ("RECOVERY", recovery)):
            path = tmp_path / f"{variable}.txt"
            path.write_text(text, encoding="utf-8")
            monkeypatch.setenv(f"KANGBASHI_GIS_{variable}_FILE", str(path) if text else "")
        if "password" in also:
            present.write_text(also["password"], encoding="utf-8")
        code = run([str(word) for word in words] + (["--user", by] if by else []))
        told = capsys.readouterr()
        return code, told.out, told.err

    return called


def listed(call: Call, folder: Path) -> dict[str, dict[str, object]]:
    code, told, _ = call("account", "list", folder, "--json", by="security_admin")
    assert code == 0
    return {one["name"]: one for one in json.loads(told)["accounts"]}


def test_setup_makes_four_accounts_and_prints_the_recovery_key(workspace_folder: Path, call: Call) -> None:
    words = ["--system-admin", "老王", "--security-admin", "老李", "--audit-admin", "老赵", "--clerk", "小张"]
    people = "\n".join(f"{name}:Good-Word {n} {n}xyz" for n, name in enumerate(words[1::2]))
    code, told, _ = call("account", "setup", workspace_folder, *words, new=people)
    assert (code, "恢复密钥" in told, (workspace_folder / "vault.key").exists()) == (0, True, False)
    code, told, _ = call("resident", "find", workspace_folder, "赵一", "--json", by="小张", password=people)
    assert (code, len(json.loads(told)["results"])) == (0, 1)


def test_no_recovery_key_is_printed_where_the_accounts_cannot_be_made(workspace_folder: Path, call: Call) -> None:
    assert call("account", "setup", workspace_folder, new="short")[:2] == (46, "")
    same = call("account", "setup", workspace_folder, "--clerk", "系统管理员", new=NEW)
    assert same[:2] == (54, "") and "四个不同的账户" in same[2]
    assert "account setup" in call("account", "list", workspace_folder)[2]


def test_setup_is_refused_where_there_are_accounts(staffed_folder: Path, call: Call) -> None:
    code, told, sentence = call("account", "setup", staffed_folder, by="system_admin", new=NEW)
    assert (code, told) == (54, "") and "已经有账户了" in sentence


def test_an_account_is_added_granted_the_key_limited_disabled_and_removed(staffed_folder: Path, call: Call) -> None:
    add = ("account", "add", staffed_folder, "小张", "--role", "clerk", "--scope", "150603001001")
    assert call(*add, by="security_admin", new=NEW)[0] == 0
    assert call(*add, by="security_admin", new=NEW)[0] == 48
    made = listed(call, staffed_folder)["小张"]
    assert (made["role"], made["scope"], made["has_key"], made["must_change"]) == (
        "clerk",
        ["150603001001"],
        False,
        True,
    )
    assert call("account", "grant", staffed_folder, "小张", by="clerk")[0] == 0
    assert call("account", "scope", staffed_folder, "小张", by="security_admin")[0] == 0
    assert call("account", "disable", staffed_folder, "小张", by="security_admin")[0] == 0
    made = listed(call, staffed_folder)["小张"]
    assert (made["scope"], made["has_key"], made["disabled"]) == (None, True, True)
    assert call("account", "disable", staffed_folder, "小张", "--enable", by="security_admin")[0] == 0
    assert call("account", "role", staffed_folder, "小张", "planner", by="security_admin")[0] == 0
    made = listed(call, staffed_folder)["小张"]
    assert (made["role"], made["has_key"], made["disabled"]) == ("planner", False, False)
    assert call("account", "remove", staffed_folder, "小张", by="security_admin")[0] == 0
    assert "小张" not in listed(call, staffed_folder)


def test_a_new_account_changes_its_password_before_anything_else(staffed_folder: Path, call: Call) -> None:
    call("account", "add", staffed_folder, "小李", "--role", "planner", by="security_admin", new=NEW)
    first = {"by": "小李", "password": f"小李:{NEW}"}
    code, _, sentence = call("workspace", "info", staffed_folder, **first)
    assert (code, "account password" in sentence) == (45, True)
    assert call("account", "password", staffed_folder, new=NEW, **first)[0] == 46
    assert call("account", "password", staffed_folder, new=NEW + "!", **first)[0] == 0
    assert call("workspace", "info", staffed_folder, by="小李", password=f"小李:{NEW}!")[0] == 0


def test_the_security_administrator_sets_a_password_to_begin_with(staffed_folder: Path, call: Call) -> None:
    assert call("account", "password", staffed_folder, "planner", by="clerk", new=NEW)[0] == 40
    assert call("account", "password", staffed_folder, "planner", by="security_admin", new="weak")[0] == 46
    assert call("account", "password", staffed_folder, "planner", by="security_admin", new=NEW)[0] == 0
    assert listed(call, staffed_folder)["planner"]["must_change"]
    assert call("account", "password", staffed_folder, new=NEW)[0] == 2


def test_who_administers_the_last_of_a_kind_stays(staffed_folder: Path, call: Call) -> None:
    for name in ("clerk", "audit_admin", "security_admin"):
        code, _, sentence = call("account", "remove", staffed_folder, name, by="security_admin")
        assert (code, name in sentence) == (48, True)
    assert call("account", "remove", staffed_folder, "没有", by="security_admin")[0] == 47


def test_the_key_is_changed_and_the_recovery_key_with_it(
    staffed: tuple[Path, str], staffed_folder: Path, call: Call
) -> None:
    assert call("account", "rotate", staffed_folder, by="security_admin")[0] == 40
    assert call("account", "rotate", staffed_folder, by="clerk")[0] == 0
    code, told, _ = call("account", "rotate", staffed_folder, "--new-recovery-key", "--json", by="clerk")
    renewed = json.loads(told)["recovery_key"]
    assert call("account", "recover", staffed_folder, "clerk", new=NEW, recovery=staffed[1])[0] == 49
    assert code == 0 and renewed != staffed[1]
    assert call("resident", "find", staffed_folder, "赵一", by="clerk")[0] == 0


def test_who_holds_the_recovery_key_gets_in_again(staffed: tuple[Path, str], staffed_folder: Path, call: Call) -> None:
    code, _, sentence = call("account", "recover", staffed_folder, "clerk", new=NEW, recovery=staffed[1][:-1])
    assert (code, "恢复密钥不对" in sentence) == (49, True)
    assert call("account", "recover", staffed_folder, "没有", new=NEW, recovery=staffed[1])[0] == 47
    assert call("account", "recover", staffed_folder, "clerk", new=NEW, recovery=staffed[1].lower())[0] == 0
    assert call("resident", "find", staffed_folder, "赵一", by="clerk", password=f"clerk:{NEW}")[0] == 0


def test_a_second_factor_is_asked_for_once_it_is_on(
    staffed_folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("account", "second-factor", staffed_folder, "on")[0] == 42
    _, told, _ = call("account", "second-factor", staffed_folder, "on", "--json", by="planner")
    secret = one_time.base64.b32decode(json.loads(told)["secret"])
    code, _, sentence = call("workspace", "info", staffed_folder, by="planner")
    assert (code, sentence.splitlines()[0]) == (43, REFUSED)
    monkeypatch.setenv("KANGBASHI_GIS_CODE", one_time.code(secret, int(time.time()) // one_time.STEP_S))
    assert call("account", "second-factor", staffed_folder, "off", by="planner")[0] == 0
    monkeypatch.delenv("KANGBASHI_GIS_CODE")
    assert call("workspace", "info", staffed_folder, by="planner")[0] == 0


def test_a_wrong_password_and_a_name_that_is_none_get_the_same_answer(staffed_folder: Path, call: Call) -> None:
    answers = [
        call("account", *words, by=name, new=NEW, password=f"{name}:wrong")
        for words in (("list", staffed_folder), ("password", staffed_folder))
        for name in ("clerk", "没有这个人")
    ]
    assert len(set(answers)) == 1 and answers[0][0] == 43 and REFUSED in answers[0][2]


def test_five_failures_lock_a_name_also_with_the_clock_set_back_until_somebody_unlocks_it(
    staffed_folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    codes = [call("workspace", "info", staffed_folder, by="leader", password="leader:x")[0] for _ in range(6)]
    assert codes == [43] * 5 + [44]
    monkeypatch.setattr(attempts.time, "time", lambda: now - 86_400)
    people = "\n".join(f"{name}:{word}" for name, word in PASSWORDS.items())
    code, _, sentence = call("workspace", "info", staffed_folder, by="leader", password=people)
    assert (code, "30 分钟" in sentence) == (44, True)
    assert listed(call, staffed_folder)["leader"]["locked"]
    assert call("account", "disable", staffed_folder, "leader", "--unlock", by="security_admin")[0] == 0
    assert call("workspace", "info", staffed_folder, by="leader")[0] == 0


def test_where_nothing_can_be_noted_nobody_logs_in(
    staffed_folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch, staffed: tuple[Path, str]
) -> None:
    monkeypatch.setattr(workspace, "hindrance", lambda folder: "read_only")
    code, _, told = call("account", "list", staffed_folder, by="security_admin")
    assert (code, "记不进日志" in told) == (55, True)
    assert call("account", "password", staffed_folder, by="clerk", new=NEW)[0] == 34
    assert call("account", "recover", staffed_folder, "clerk", new=NEW, recovery=staffed[1])[0] == 34
    assert call("workspace", "info", staffed_folder)[0] == 0


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _spoil(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def _crown(path: Path) -> None:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as file:
        file.execute("UPDATE accounts SET role = 'emperor' WHERE name = 'leader'")


def _date_forward(path: Path) -> None:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as file:
        file.execute("UPDATE facts SET value = ? WHERE name = 'format'", (b"99",))


@pytest.mark.parametrize(
    ("name", "harm", "code"),
    [
        ("accounts.db", _cut, 31),
        ("accounts.db", _spoil, 31),
        ("accounts.db", _crown, 31),
        ("accounts.db", Path.unlink, 31),
        ("accounts.db", _date_forward, 32),
        ("log.db", _cut, 31),
        ("log.db", _spoil, 31),
    ],
)
def test_a_harmed_file_is_one_sentence_that_names_it(
    staffed_folder: Path, call: Call, name: str, harm: Callable[[Path], None], code: int
) -> None:
    harm(staffed_folder / name)
    found, told, sentence = call("account", "list", staffed_folder, by="security_admin")
    assert (found, told, len(sentence.splitlines())) == (code, "", 2)
    assert name in sentence


@pytest.mark.parametrize("harm", [_cut, _spoil, Path.unlink])
def test_a_harmed_vault_stops_its_clerks_and_nobody_else(
    staffed_folder: Path, call: Call, harm: Callable[[Path], None]
) -> None:
    harm(staffed_folder / "vault.db")
    code, _, sentence = call("account", "rotate", staffed_folder, by="clerk")
    assert (code, "vault.db" in sentence) == (37, True)
    assert call("account", "list", staffed_folder, by="security_admin")[0] == 0


@pytest.mark.parametrize("name", ["accounts.db", "log.db"])
def test_another_program_that_writes_is_told_and_nothing_is_answered(
    staffed_folder: Path, call: Call, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kangbashi_gis.store.connection.BUSY_MS", 10)
    with closing(dbapi2.connect(str(staffed_folder / name), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, told, sentence = call("account", "list", staffed_folder, by="security_admin")
    assert (code, told, "另一个程序" in sentence) == (33, "", True)
    assert call("account", "list", staffed_folder, by="security_admin")[0] == 0


def test_a_file_of_passwords_without_the_name_is_told_before_anything_is_tried(
    staffed_folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, sentence = call("account", "list", staffed_folder, by="某人", password="甲:1\n乙:2")
    assert (code, "KANGBASHI_GIS_PASSWORD_FILE" in sentence) == (2, True)
    monkeypatch.setenv("KANGBASHI_GIS_PASSWORD_FILE", str(staffed_folder / "没有.txt"))
    assert call("account", "list", staffed_folder, by="clerk")[0] == 10
