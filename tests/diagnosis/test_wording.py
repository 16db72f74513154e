"""What a finding says: options of the command line are for the command line only."""

import re

import pytest

from kangbashi_gis.diagnoses import DIAGNOSES, without_commands
from kangbashi_gis.diagnosis.wording import worded
from kangbashi_gis.model.diagnosis import Finding, Severity


@pytest.mark.parametrize("code", sorted(DIAGNOSES))
def test_without_commands_no_option_of_the_command_line_is_left_in_an_advice(code: str) -> None:
    one = DIAGNOSES[code]
    for text in (one.zh, one.zh_action, one.en, one.en_action):
        assert not re.search("--[a-z]|命令行|command line", without_commands(text))


def test_the_command_line_is_told_its_options_and_others_are_not() -> None:
    finding = Finding("reference_nowhere", Severity.QUESTION, 1, {"x": 1, "y": 2})
    assert worded(finding)[1] == "请选定坐标系，或用控制点求转换参数。"
    assert worded(finding, "en")[1] == "Choose its system, or find its parameters from control points."
    assert "--crs" in worded(finding, commands=True)[1]
