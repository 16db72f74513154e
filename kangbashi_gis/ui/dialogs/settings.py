"""The settings, as a dialog made from the fields of `Settings`: a new setting there is a new row here."""

import dataclasses
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from kangbashi_gis.settings import Settings
from kangbashi_gis.ui import language
from kangbashi_gis.ui.dialogs.form import FormDialog, ask

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

Field = dataclasses.Field[Any]

# Titles and helps of settings are Chinese data; these are for the English window.
ENGLISH = {
    "language": ("Language", "Takes effect at the next start."),
    "appearance": ("Appearance", "Light, dark, or as the system is."),
    "radius_m": ("Usual radius (metres)", "The radius with which a place is first shown."),
    "results": ("Number of search results", "How many results the search box lists at most."),
    "zoom_step": ("Zoom per wheel step", "How much one step of the wheel enlarges or shrinks the map."),
    "idle_minutes": (
        "Lock when idle (minutes)",
        "So long after the last key or move of the mouse, who is logged in is locked.",
    ),
    "recent": ("Recent workspaces", "How many workspaces are kept under recent ones."),
}
ENGLISH_CHOICES = {"system": "As the system", "light": "Light", "dark": "Dark", "zh": "简体中文", "en": "English"}


class SettingsDialog(FormDialog):
    """A row per setting: a list where there are choices, a number with its limits otherwise."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent, QCoreApplication.translate("SettingsDialog", "Settings"), "")
        self.ok.setText(self.tr("Save"))
        self.fields: dict[str, QWidget] = {}
        for field in dataclasses.fields(settings):
            control = _control(field, getattr(settings, field.name), self)
            self.fields[field.name] = control
            title, help = _words(field)
            self.add_row(title, control, help)

    @classmethod
    def ask(cls, window: "MainWindow") -> Settings | None:
        """Show the dialog; None when it was cancelled."""
        dialog = cls(window, window.settings)
        return ask(dialog, dialog.choice)

    def choice(self) -> Settings:
        """Give the settings as they were chosen."""
        return Settings(**{name: _value(control) for name, control in self.fields.items()})


def _words(field: "Field") -> tuple[str, str]:
    if language.current() == language.CHINESE:
        return field.metadata["title"], field.metadata["help"]
    return ENGLISH.get(field.name, (field.metadata["title"], field.metadata["help"]))


def _control(field: "Field", value: Any, parent: QWidget) -> QWidget:
    if field.metadata["choices"]:
        box = QComboBox(parent)
        for code, title in field.metadata["choices"]:
            box.addItem(title if language.current() == language.CHINESE else ENGLISH_CHOICES.get(code, title), code)
        box.setCurrentIndex(box.findData(value))
        return box
    number = QDoubleSpinBox(parent) if isinstance(field.default, float) else QSpinBox(parent)
    number.setRange(field.metadata["least"], field.metadata["most"])
    number.setValue(value)
    return number


def _value(control: QWidget) -> Any:
    if isinstance(control, QComboBox):
        return control.currentData()
    if isinstance(control, QDoubleSpinBox | QSpinBox):
        return control.value()
    raise TypeError(type(control).__name__)
