"""How heights are drawn: the colours of a ramp, and the light that falls on them."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QHBoxLayout, QSlider, QWidget

from kangbashi_gis.model.symbol.raster import RasterStyle
from kangbashi_gis.ui.styling.colour_button import ColourButton


class ReliefEditor(QWidget):
    """A style of heights. The range of metres comes from the rasters unless the workspace says another one."""

    changed = Signal()

    def __init__(self, style: RasterStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.colors = [ColourButton(self._named(number), self, optional=False) for number in range(len(style.colors))]
        self.shade = QSlider(Qt.Orientation.Horizontal, self)
        self.shade.setRange(0, 100)
        self.shade.setValue(round(style.shade * 100))
        self.azimuth = self._degrees(0.0, 360.0, style.azimuth % 360)
        self.height_deg = self._degrees(1.0, 90.0, style.height)
        self._lay_out()
        for button, color in zip(self.colors, style.colors, strict=True):
            button.show_color(color)
            button.changed.connect(self.changed)
        self.shade.valueChanged.connect(lambda _value: self.changed.emit())
        for one in (self.azimuth, self.height_deg):
            one.valueChanged.connect(lambda _value: self.changed.emit())

    @property
    def style_now(self) -> RasterStyle:
        """The style as it is set now."""
        return replace(
            self._style,
            colors=tuple(one.color[:7] for one in self.colors),
            shade=self.shade.value() / 100,
            azimuth=self.azimuth.value(),
            height=self.height_deg.value(),
        )

    def _named(self, number: int) -> str:
        return self.tr("Colour {number}, from the lowest up").format(number=number + 1)

    def _degrees(self, least: float, most: float, value: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setRange(least, most)
        box.setDecimals(0)
        box.setSuffix(" °")
        box.setValue(value)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        half = (len(self.colors) + 1) // 2
        for title, some in ((self.tr("Low"), self.colors[:half]), (self.tr("High"), self.colors[half:])):
            row = QHBoxLayout()
            for button in some:
                row.addWidget(button)
            form.addRow(title, row)
        for title, field in (
            (self.tr("Shadow"), self.shade),
            (self.tr("Light comes from"), self.azimuth),
            (self.tr("Light's height"), self.height_deg),
        ):
            field.setAccessibleName(title)
            form.addRow(title, field)
