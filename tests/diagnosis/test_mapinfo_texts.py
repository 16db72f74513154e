"""Few characters in a MapInfo file are asked about with the encodings that they may be in, as in any other file."""

from pathlib import Path
from typing import Any

import pytest

from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.inspecting import Request, inspect
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.diagnosis import FileReport
from kangbashi_gis.progress import silent


def mif(folder: Path, name: str, encoding: str = "gbk", charset: str = "WindowsLatin1") -> Path:
    path = folder / "界桩.mif"
    path.write_text(
        f'Version 300\nCharset "{charset}"\nDelimiter ","\nCoordSys Earth Projection 1, 104\n'
        "Columns 1\n  NAME Char(20)\nData\n\nPoint 109.78 39.61\nPoint 109.79 39.62\n",
        encoding="ascii",
    )
    path.with_suffix(".mid").write_bytes(f'"{name}"\n"A2"\n'.encode(encoding))
    return path


def looked(path: Path, frame: Frame, **options: Any) -> FileReport:
    return inspect(Request(path, path.name, None, ImportOptions(**options)), frame, silent)


def test_two_characters_are_asked_about_with_candidates_and_an_answer_settles_it(tmp_path: Path, frame: Frame) -> None:
    path = mif(tmp_path, "康宁")
    (layer,) = looked(path, frame).layers
    assert layer.encoding.detected is None and layer.encoding.candidates[0].encoding == "GB18030"
    assert any("康宁" in example for example in layer.encoding.candidates[0].examples)
    assert [one.severity for one in layer.findings if one.code.startswith("encoding_")] == ["question"]
    (layer,) = looked(path, frame, encoding="GBK").layers
    assert layer.encoding.stated and not [one for one in layer.findings if one.code.startswith("encoding_")]


@pytest.mark.parametrize(("encoding", "detected"), [("gbk", "GB18030"), ("utf-8", "UTF-8")])
def test_enough_characters_are_recognised_against_what_the_file_says(
    tmp_path: Path, frame: Frame, encoding: str, detected: str
) -> None:
    (layer,) = looked(mif(tmp_path, "内蒙古鄂尔多斯康巴什", encoding), frame).layers
    assert layer.encoding.detected == detected


def test_a_file_in_ascii_has_no_question(tmp_path: Path, frame: Frame) -> None:
    (layer,) = looked(mif(tmp_path, "A1"), frame).layers
    assert not layer.encoding.candidates
