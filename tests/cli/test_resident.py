"""`resident find` on the command line: masked, as text and as JSON; one record unmasked for a reason."""

import json
from pathlib import Path

import pytest

from kangbashi_gis.cli.main import run


def test_people_are_listed_masked(workspace_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["resident", "find", str(workspace_folder), "150699196001010011", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (person,) = told["results"]
    assert (told["form"], told["total"], told["more"]) == ("id_number", 1, 0)
    assert (person["name"], person["id_number"], person["match"]) == ("赵*", "150699********0011", "id_number")
    assert run(["resident", "find", str(workspace_folder), "张"]) == 0
    assert "范围太大" in capsys.readouterr().out


def test_a_record_is_unmasked_for_a_reason(workspace_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["resident", "find", str(workspace_folder), "150699196001010011"]
    run([*asked, "--json"])
    identity = json.loads(capsys.readouterr().out)["results"][0]["id"]
    assert run([*asked, "--unmask", identity, "--reason", "好奇"]) == 72
    assert "给出的是：好奇" in capsys.readouterr().err
    assert run([*asked, "--unmask", identity]) == 72
    assert "没有写理由" in capsys.readouterr().err
    assert run([*asked, "--unmask", identity, "--reason", "phone_service", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unmasked"]["id_number"] == "150699196001010011"
    assert run([*asked, "--unmask", "没有", "--reason", "phone_service"]) == 39


def test_a_card_names_household_building_and_parcel_but_no_room(
    workspace_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["resident", "find", str(workspace_folder), "150699196001010011", "--json"])
    identity = json.loads(capsys.readouterr().out)["results"][0]["id"]
    assert run(["resident", "card", str(workspace_folder), identity, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["card"]["person"]["name"], told["unmasked"]) == ("赵*", None)
    assert "室" not in json.dumps(told, ensure_ascii=False)
    assert run(["resident", "card", str(workspace_folder), identity, "--unmask", "--reason", "court"]) == 0
    assert "150699196001010011" in capsys.readouterr().out
    assert run(["resident", "card", str(workspace_folder), "没有这个人"]) == 39
