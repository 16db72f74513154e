"""Charts as files: each kind as each format, Chinese in letters, whole or not at all, and never with Qt."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.errors import ChartUnfit, OutputUnwritable, UsageError
from kangbashi_gis.model.chart import ChartData, ChartKind, Series
from kangbashi_gis.render import charts

K = ChartKind
BARS = ChartData(K.BAR, "法人单位：按行业", "行业", "行数", ("批发$零售$", "餐饮"), (Series("行数", (3.0, 1.0)),))
KINDS = [
    BARS,
    ChartData(K.LINE, "逐年", "年份", "行数", ("2016", "2017"), (Series("甲", (1, None)), Series("乙", (0, 2)))),
    ChartData(K.HISTOGRAM, "面积", "面积（m²）", "行数", (), (Series("行数", (2.0, 5.0)),), (0.0, 1.5, 3.0)),
    ChartData(K.SCATTER, "资本与人数", "人数", "资本（万元）", points=np.array([[1.0, 2.0], [3.0, 4.0]])),
    ChartData(K.PYRAMID, "年龄", "人数", "岁", ("0–4", "5–9"), (Series("男", (3, None)), Series("女", (2, 1)))),
]
SMALL = charts.Look(80, 50, 72)


@pytest.mark.parametrize("data", KINDS, ids=[one.kind.value for one in KINDS])
def test_every_kind_becomes_pixels(data: ChartData) -> None:
    drawn = charts.pixels(data, SMALL)
    colours = np.frombuffer(drawn.rgba, np.uint8).reshape(drawn.height, drawn.width, 4)
    assert abs(drawn.width - 80 / 25.4 * 72) <= 1
    assert len(np.unique(colours.reshape(-1, 4), axis=0)) > 10
    assert (colours[0, 0] == 255).all()


@pytest.mark.parametrize(("suffix", "head"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_each_format_is_written_and_the_same_data_give_the_same_file(tmp_path: Path, suffix: str, head: bytes) -> None:
    path = tmp_path / f"统计图{suffix}"
    charts.save(BARS, path, SMALL)
    assert path.read_bytes().startswith(head)
    assert charts.encoded(BARS, suffix, SMALL) == path.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_an_svg_has_outlines_and_no_letters_that_another_computer_may_lack() -> None:
    drawn = charts.svg(BARS, 120, 80)
    assert "<text" not in drawn
    assert 'width="340' in drawn


def test_what_stands_between_two_dollars_is_no_formula() -> None:
    charts.encoded(replace(BARS, labels=(r"$\frac$", "$_$")), ".png", SMALL)


def test_titles_with_dollars_are_no_formulas_either() -> None:
    charts.encoded(replace(BARS, title="$x_$", x_title=r"$\a$", y_title="$$", note="$%_$"), ".png", SMALL)


def test_no_other_format_is_written_and_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        charts.save(BARS, tmp_path / "图.gif")
    with pytest.raises(OutputUnwritable):
        charts.save(BARS, tmp_path / "没有" / "图.png", SMALL)


def test_without_a_chinese_font_a_sentence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "FAMILIES", ("没有这种字体",))
    charts.family.cache_clear()
    with pytest.raises(ChartUnfit) as refused:
        charts.pixels(BARS, SMALL)
    assert refused.value.values["reason"] == "chart_font"
    charts.family.cache_clear()


def test_long_numbers_are_written_as_people_do() -> None:
    told = [charts._figures(one) for one in (0.0, 0.5, 1200.0, 123456.0, 2.5e9, -250000.0)]
    assert told == ["0", "0.5", "1,200", "12.35万", "25亿", "-25万"]


def test_drawing_a_chart_loads_no_qt() -> None:
    code = (
        "import sys\nfrom kangbashi_gis.model.chart import *\nfrom kangbashi_gis.render.charts import encoded\n"
        "d = ChartData(ChartKind.BAR, '甲', '乙', '丙', ('丁',), (Series('丙', (1.0,)),))\n"
        "encoded(d, '.pdf')\nprint([m for m in sys.modules if 'PySide' in m or 'Qt' in m])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
