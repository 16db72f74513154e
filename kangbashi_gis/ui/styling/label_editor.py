"""The names of a layer, edited: which field, how big, which colours, up to which scale."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Label
from kangbashi_gis.ui.styling.colour_button import ColourButton

ALWAYS = 10_000_000  # as a scale that can be typed


class LabelEditor(QWidget):
    """A tick, and rows for the parts of a label."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.on = QCheckBox(self.tr("Write names"), self)
        self.field = QComboBox(self)
        for one in theme.open_fields:
            self.field.addItem(one.title, one.name)
        self.height_mm = QDoubleSpinBox(self)
        self.height_mm.setRange(1.0, 20.0)
        self.height_mm.setSingleStep(0.2)
        self.color = ColourButton(self.tr("Colour"), self, optional=False)
        self.halo = ColourButton(self.tr("Halo"), self)
        self.scale = QSpinBox(self)
        self.scale.setRange(100, ALWAYS)
        self.scale.setSingleStep(1000)
        self.scale.setPrefix("1 : ")
        self.scale.setGroupSeparatorShown(True)
        self.priority = QSpinBox(self)
        self.priority.setRange(0, 10)
        self.priority.setToolTip(self.tr("0 comes first where there is no room for all"))
        self._lay_out()

    @property
    def label(self) -> Label | None:
        """The label as it is set; None for no names."""
        if not self.on.isChecked() or self.field.currentData() is None:
            return None
        most = float("inf") if self.scale.value() >= ALWAYS else float(self.scale.value())
        return Label(
            self.field.currentData(), self.height_mm.value(), self.color.color or "#202020", self.halo.color, most,
            self.priority.value(),
        )  # fmt: skip

    def show_label(self, label: Label | None) -> None:
        """Show a label, without telling that it changed."""
        self._showing = True
        self.on.setChecked(label is not None)
        shown = label or Label(str(self.field.itemData(0) or ""))
        self.field.setCurrentIndex(max(self.field.findData(shown.field), 0))
        self.height_mm.setValue(shown.size_mm)
        self.color.show_color(shown.color)
        self.halo.show_color(shown.halo)
        self.scale.setValue(ALWAYS if shown.most_scale == float("inf") else round(shown.most_scale))
        self.priority.setValue(shown.priority)
        self._showing = False
        self._enable()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.addRow(self.on)
        rows: list[tuple[str, QWidget]] = [
            (self.tr("Field"), self.field), (self.tr("Height (mm)"), self.height_mm), (self.tr("Colour"), self.color),
            (self.tr("Halo"), self.halo), (self.tr("Up to the scale"), self.scale),
            (self.tr("Priority"), self.priority),
        ]  # fmt: skip
        for title, widget in rows:
            widget.setAccessibleName(title)
            form.addRow(title, widget)
        self.on.toggled.connect(self._note)
        self.field.currentIndexChanged.connect(self._note)
        for box in (self.height_mm, self.scale, self.priority):
            box.valueChanged.connect(self._note)
        for button in (self.color, self.halo):
            button.changed.connect(self._note)

    def _note(self) -> None:
        self._enable()
        if not self._showing:
            self.changed.emit()

    def _enable(self) -> None:
        for widget in (self.field, self.height_mm, self.color, self.halo, self.scale, self.priority):
            widget.setEnabled(self.on.isChecked())
