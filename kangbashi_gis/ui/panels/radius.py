"""How far around: a slider that is fine near and coarse far, a number to type, and the polygon instead of both."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget

LEAST_M, MOST_M = 50, 5000
STEPS = 200


class RadiusControl(QWidget):
    """A radius in metres, 50 to 5000, changed live."""

    changed = Signal(float)

    def __init__(self, radius_m: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(self.tr("Radius"))
        self.number = QSpinBox(self)
        self.number.setRange(LEAST_M, MOST_M)
        self.number.setSingleStep(50)
        self.number.setSuffix(self.tr(" m"))
        self.number.setAccessibleName(self.tr("Radius in metres"))
        self.number.setKeyboardTracking(False)
        title = QLabel(self.tr("Radius"), self)
        title.setBuddy(self.number)
        for one in (self.slider, self.number):
            one.setToolTip(self.tr("How far around the place is counted, {least} to {most} m").format(
                least=LEAST_M, most=MOST_M))  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(title)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.set_radius(radius_m)
        self.slider.valueChanged.connect(self._slid)
        self.number.valueChanged.connect(self._typed)

    def radius_m(self) -> float:
        """Give the radius in metres."""
        return float(self.number.value())

    def set_radius(self, radius_m: float) -> None:
        """Show a radius without saying that it changed."""
        self._set(self.number, min(max(round(radius_m), LEAST_M), MOST_M))
        self._set(self.slider, step_of(radius_m))

    def _slid(self, step: int) -> None:
        self._set(self.number, radius_of(step))
        self.changed.emit(self.radius_m())

    def _typed(self, radius_m: int) -> None:
        self._set(self.slider, step_of(radius_m))
        self.changed.emit(float(radius_m))

    def _set(self, control: QSlider | QSpinBox, value: int) -> None:
        control.blockSignals(True)
        control.setValue(value)
        control.blockSignals(False)


def radius_of(step: int) -> int:
    """Give the radius of a step of the slider: each step is the same factor, rounded to 10 m."""
    return min(max(round(LEAST_M * (MOST_M / LEAST_M) ** (step / STEPS) / 10) * 10, LEAST_M), MOST_M)


def step_of(radius_m: float) -> int:
    """Give the step of the slider nearest to a radius."""
    bounded = min(max(radius_m, LEAST_M), MOST_M)
    return round(STEPS * math.log(bounded / LEAST_M) / math.log(MOST_M / LEAST_M))
