"""How the program looks: Qt's Fusion style with our two palettes, one style sheet, and a Chinese font."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from kangbashi_gis import paths

# The first family that is installed is used; each holds simplified Chinese in its Chinese shapes.
FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Sans Serif",
)
LEAST_POINTS = 10.0  # strokes of Chinese characters run together below this

_Role = QPalette.ColorRole

LIGHT = {
    _Role.Window: "#f3f5f7",
    _Role.WindowText: "#1d2730",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f7f9fb",
    _Role.Text: "#1d2730",
    _Role.PlaceholderText: "#7b8794",
    _Role.Button: "#ffffff",
    _Role.ButtonText: "#1d2730",
    _Role.BrightText: "#c0392b",
    _Role.ToolTipBase: "#1d2730",
    _Role.ToolTipText: "#ffffff",
    _Role.Highlight: "#1f6fb2",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#1a66a6",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#eaeef2",
    _Role.Mid: "#d3dae1",
    _Role.Dark: "#9aa5b1",
    _Role.Shadow: "#5f6c7a",
    _Role.Accent: "#1f6fb2",
}
DARK = {
    _Role.Window: "#20252b",
    _Role.WindowText: "#e4e8ec",
    _Role.Base: "#181c21",
    _Role.AlternateBase: "#1d2228",
    _Role.Text: "#e4e8ec",
    _Role.PlaceholderText: "#8793a0",
    _Role.Button: "#2b323a",
    _Role.ButtonText: "#e4e8ec",
    _Role.BrightText: "#ff8a7a",
    _Role.ToolTipBase: "#e4e8ec",
    _Role.ToolTipText: "#181c21",
    _Role.Highlight: "#3d8fd6",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#6fb3ea",
    _Role.Light: "#3a434d",
    _Role.Midlight: "#2a3038",
    _Role.Mid: "#3b444e",
    _Role.Dark: "#6d7986",
    _Role.Shadow: "#0b0d10",
    _Role.Accent: "#3d8fd6",
}
FADED = {False: "#9aa5b1", True: "#67727e"}  # disabled text, by whether it is dark


def apply(app: QApplication, appearance: str) -> None:
    """Set style, palette and font. `appearance` is system, light or dark; system is followed while it changes."""
    app.setStyle("Fusion")
    _set_font(app)
    app.setProperty("appearance", appearance)
    if not app.property("followed"):
        app.setProperty("followed", True)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: _paint(app))
    _paint(app)


def is_dark(appearance: str) -> bool:
    """Tell whether the dark palette is to be used."""
    if appearance == "system":
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return appearance == "dark"


def palette(dark: bool) -> QPalette:
    """Make the light or the dark palette."""
    made = QPalette()
    for role, colour in (DARK if dark else LIGHT).items():
        made.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(FADED[dark]))
    return made


def _paint(app: QApplication) -> None:
    app.setPalette(palette(is_dark(str(app.property("appearance")))))
    # set again with each palette: `palette(…)` in a sheet is read when the sheet is set
    sheet = paths.resource("styles", "window.qss").read_text(encoding="utf-8")
    app.setStyleSheet(sheet.replace("@icons@", paths.resource("icons").as_posix()))


def _set_font(app: QApplication) -> None:
    font = app.font()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(max(font.pointSizeF(), LEAST_POINTS))
    app.setFont(font)
