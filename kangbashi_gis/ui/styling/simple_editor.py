"""One symbol, edited: an area, a line or a point, each with its own rows."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLineEdit, QWidget

from kangbashi_gis.model.symbol import MARKER_SHAPES, Fill, Hatch, Line, Marker, Simple
from kangbashi_gis.ui.panels.swatch import swatch
from kangbashi_gis.ui.styling.colour_button import ColourButton

WIDEST_MM = 50.0


class SimpleEditor(QWidget):
    """Rows for the parts of a symbol; which ones there are depends on its kind."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simple: Simple = Fill()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._rows: dict[str, QWidget] = {}
        self._showing = False

    @property
    def simple(self) -> Simple:
        """The symbol as it is set."""
        return self._simple

    def show_simple(self, simple: Simple) -> None:
        """Show a symbol, without telling that it changed."""
        if type(simple) is not type(self._simple) or not self._rows:
            self._simple = simple
            self._build()
        self._simple = simple
        self._showing = True
        for name, value in self._parts().items():
            _put(self._rows[name], value)
        self._showing = False
        self._hide_what_does_nothing()

    def row(self, name: str) -> QWidget:
        """Give the widget of a part."""
        return self._rows[name]

    def _parts(self) -> dict[str, Any]:
        """Give the values that are shown, by row."""
        one = self._simple
        if isinstance(one, Fill):
            hatch = one.hatch or Hatch()
            return {
                "color": one.color, "outline": one.outline, "width_mm": one.width_mm, "dash": one.dash,
                "pattern": one.hatch.pattern if one.hatch else "", "hatch_color": hatch.color,
                "angle": hatch.angle, "spacing_mm": hatch.spacing_mm, "hatch_mm": hatch.width_mm,
            }  # fmt: skip
        if isinstance(one, Line):
            return {
                "color": one.color, "width_mm": one.width_mm, "dash": one.dash, "casing": one.casing,
                "casing_mm": one.casing_mm, "ground_m": one.ground_m, "arrow": one.arrow,
            }  # fmt: skip
        return {
            "shape": one.shape, "color": one.color, "outline": one.outline, "size_mm": one.size_mm, "turn": one.turn
        }  # fmt: skip

    def _build(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._rows = {}
        if isinstance(self._simple, Fill):
            self._build_fill()
        elif isinstance(self._simple, Line):
            self._build_line()
        else:
            self._build_marker()

    def _build_fill(self) -> None:
        self._color("color", self.tr("Fill"))
        self._color("outline", self.tr("Outline"))
        self._number("width_mm", self.tr("Outline width (mm)"), WIDEST_MM, 0.05)
        self._dash()
        kinds = {"": self.tr("none"), "lines": self.tr("lines"), "cross": self.tr("crossed"), "dots": self.tr("dots")}
        self._choice("pattern", self.tr("Hatch"), kinds)
        self._color("hatch_color", self.tr("Hatch colour"))
        self._number("angle", self.tr("Hatch angle (°)"), 360.0, 15.0)
        self._number("spacing_mm", self.tr("Hatch spacing (mm)"), WIDEST_MM, 0.5, least=0.3)
        self._number("hatch_mm", self.tr("Hatch width (mm)"), WIDEST_MM, 0.05)

    def _build_line(self) -> None:
        self._color("color", self.tr("Colour"))
        self._number("width_mm", self.tr("Width (mm)"), WIDEST_MM, 0.1)
        self._dash()
        self._color("casing", self.tr("Edge"))
        self._number("casing_mm", self.tr("Edge width (mm)"), WIDEST_MM, 0.05)
        self._number("ground_m", self.tr("Width on the ground (m)"), 500.0, 1.0)
        arrows = {"": self.tr("none"), "end": self.tr("at the end"), "along": self.tr("along the line")}
        self._choice("arrow", self.tr("Arrow"), arrows)

    def _build_marker(self) -> None:
        shapes = QComboBox(self)
        for name, words in self._shapes().items():
            shapes.addItem(swatch(Marker(shape=name, size_mm=3.4)), words, name)
        shapes.currentIndexChanged.connect(self._note)
        self._add("shape", self.tr("Shape"), shapes)
        self._color("color", self.tr("Colour"))
        self._color("outline", self.tr("Outline"))
        self._number("size_mm", self.tr("Size (mm)"), WIDEST_MM, 0.5)
        self._number("turn", self.tr("Turn (°)"), 360.0, 15.0)

    def _shapes(self) -> dict[str, str]:
        words = {
            "circle": self.tr("circle"), "square": self.tr("square"), "diamond": self.tr("diamond"),
            "triangle": self.tr("triangle"), "star": self.tr("star"), "cross": self.tr("cross"),
            "pentagon": self.tr("pentagon"), "valve": self.tr("valve"), "hydrant": self.tr("hydrant"),
            "manhole": self.tr("manhole"), "tree": self.tr("tree"), "lamp": self.tr("lamp"),
            "school": self.tr("school"), "hospital": self.tr("hospital"), "parking": self.tr("parking"),
            "flag": self.tr("flag"),
        }  # fmt: skip
        return {name: words[name] for name in MARKER_SHAPES}

    def _color(self, name: str, title: str) -> None:
        button = ColourButton(title, self)
        button.changed.connect(self._note)
        self._add(name, title, button)

    def _number(self, name: str, title: str, most: float, step: float, *, least: float = 0.0) -> None:
        box = QDoubleSpinBox(self)
        box.setRange(least, most)
        box.setDecimals(2)
        box.setSingleStep(step)
        box.valueChanged.connect(self._note)
        self._add(name, title, box)

    def _choice(self, name: str, title: str, words: dict[str, str]) -> None:
        box = QComboBox(self)
        for key, word in words.items():
            box.addItem(word, key)
        box.currentIndexChanged.connect(self._note)
        self._add(name, title, box)

    def _dash(self) -> None:
        line = QLineEdit(self)
        line.setPlaceholderText(self.tr("solid; or lengths such as 3 1"))
        line.setToolTip(self.tr("Lengths in millimetres: drawn, left out, drawn, left out …"))
        line.textChanged.connect(self._note)
        self._add("dash", self.tr("Dashes (mm)"), line)

    def _add(self, name: str, title: str, widget: QWidget) -> None:
        widget.setAccessibleName(title)
        self._form.addRow(title, widget)
        self._rows[name] = widget

    def _note(self) -> None:
        if self._showing:
            return
        self._simple = self._made({name: _value(widget) for name, widget in self._rows.items()})
        self._hide_what_does_nothing()
        self.changed.emit()

    def _made(self, said: dict[str, Any]) -> Simple:
        one = self._simple
        if isinstance(one, Fill):
            names = {"hatch_color": "color", "hatch_mm": "width_mm"}
            parts = ("pattern", "hatch_color", "angle", "spacing_mm", "hatch_mm")
            inner = {names.get(name, name): said.pop(name) for name in parts}
            return replace(one, **said, hatch=Hatch(**inner) if inner["pattern"] else None)
        return replace(one, **said)

    def _hide_what_does_nothing(self) -> None:
        """Show the rows of a hatch only where there is one, and of an edge only where it has a colour."""
        one = self._simple
        hidden: dict[str, bool] = {}
        if isinstance(one, Fill):
            hidden = dict.fromkeys(("hatch_color", "angle", "spacing_mm", "hatch_mm"), one.hatch is None)
        elif isinstance(one, Line):
            hidden = {"casing_mm": not one.casing}
        for name, hides in hidden.items():
            self._form.setRowVisible(self._rows[name], not hides)


def _put(widget: QWidget, value: Any) -> None:
    if isinstance(widget, ColourButton):
        widget.show_color(value)
    elif isinstance(widget, QDoubleSpinBox):
        widget.setValue(value)
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(widget.findData(value), 0))
    elif isinstance(widget, QLineEdit) and _lengths(widget.text()) != value:
        widget.setText(" ".join(f"{one:g}" for one in value))


def _value(widget: QWidget) -> Any:
    if isinstance(widget, ColourButton):
        return widget.color
    if isinstance(widget, QDoubleSpinBox):
        return widget.value()
    if isinstance(widget, QComboBox):
        return widget.currentData()
    assert isinstance(widget, QLineEdit)
    return _lengths(widget.text())


def _lengths(text: str) -> tuple[float, ...]:
    """Read lengths, as far as they are numbers: what is being typed is not finished yet."""
    found = []
    for part in text.replace(",", " ").replace(";", " ").split():
        try:
            found.append(min(max(float(part), 0.0), WIDEST_MM))
        except ValueError:
            break
    return tuple(found) if sum(found) > 0 else ()
