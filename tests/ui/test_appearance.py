"""Light, dark, icons, languages."""

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from kangbashi_gis import paths
from kangbashi_gis.ui import appearance, icons, language
from kangbashi_gis.ui.commands import COMMANDS

Role = QPalette.ColorRole


def contrast(one: QColor, other: QColor) -> float:
    """Compute the contrast of two colours after WCAG 2.1."""

    def luminance(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("dark", "text", "ground"),
    [
        (dark, *pair)
        for dark, pair in product(
            (False, True),
            (
                (Role.WindowText, Role.Window), (Role.Text, Role.Base), (Role.ButtonText, Role.Button),
                (Role.Link, Role.Base), (Role.BrightText, Role.Window), (Role.ToolTipText, Role.ToolTipBase),
            ),
        )
    ],
)  # fmt: skip
def test_text_can_be_read_on_its_ground(dark: bool, text: Role, ground: Role) -> None:
    palette = appearance.palette(dark)
    assert contrast(palette.color(text), palette.color(ground)) >= 4.5


def test_the_window_becomes_dark_and_light_again_while_it_runs(qapp: QApplication) -> None:
    appearance.apply(qapp, "dark")
    dark = qapp.palette().window().color().lightness()
    appearance.apply(qapp, "light")
    assert dark < 100 < qapp.palette().window().color().lightness()


def test_icons_take_the_colour_of_the_text(qapp: QApplication) -> None:
    image = icons.pixmap("search", 24, "#ff0000").toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert {pixel.name() for pixel in pixels if pixel.alpha() == 255} == {"#ff0000"}


def test_every_icon_that_is_named_is_there() -> None:
    named = {command.icon for command in COMMANDS if command.icon} | set(icons.KINDS.values())
    assert [name for name in sorted(named) if not paths.resource("icons", f"{name}.svg").is_file()] == []


def test_no_icon_is_shipped_that_nothing_uses() -> None:
    sources = "".join(
        file.read_text(encoding="utf-8") for file in paths.resource("..").rglob("kangbashi_gis/ui/**/*.py")
    )
    sheet = paths.resource("styles", "window.qss").read_text(encoding="utf-8")
    shipped = {file.stem for file in paths.resource("icons").glob("*.svg")}
    assert sorted(name for name in shipped if f'"{name}"' not in sources and f"{name}.svg" not in sheet) == []


def test_the_window_speaks_chinese_and_so_do_the_buttons_of_qt(qapp: QApplication) -> None:
    assert language.current() == "zh"
    assert QApplication.translate("MainWindow", "Search") == "查找"
    assert re.search(r"[\u4e00-\u9fff]", QApplication.translate("QPlatformTheme", "Cancel"))


def test_the_texts_stay_whole_when_their_file_is_written_anew(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "译文.qm"
    file.write_bytes((Path(language.translations()) / "kangbashi_gis_zh_CN.qm").read_bytes())
    texts = language.translator(file, qapp)
    file.write_bytes(b"")  # a mapped file ends the program here: SIGBUS
    assert texts.translate("Menus", "&User") == "用户(&U)"
    assert texts.translate("Inquiry", "Near {title}") == "{title} 附近"
