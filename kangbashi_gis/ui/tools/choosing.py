"""The panel of choosing: by a condition that is put together here, by place, and what is chosen so far."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from kangbashi_gis.model import themes
from kangbashi_gis.model.chosen import Way
from kangbashi_gis.model.schema import FieldType, Theme
from kangbashi_gis.ui import docks, icons, language

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "choose_dock"
MOST_VALUES = 500
SIGNS = ("=", "<>", "<", "<=", ">", ">=", "LIKE", "IS NULL", "IS NOT NULL")
BUTTONS = (QPushButton, QCheckBox)
NUMBERS = (FieldType.INTEGER, FieldType.REAL)


def condition(theme: Theme, field: str, sign: str, value: str) -> str:
    """Write one comparison as QGIS does: fields in double quotes, texts in single ones."""
    name = '"' + field.replace('"', '""') + '"'
    if sign.startswith("IS"):
        return f"{name} {sign}"
    if theme.field(field).type in NUMBERS and sign != "LIKE":
        return f"{name} {sign} {value.strip() or 0}"
    return f"{name} {sign} '" + value.replace("'", "''") + "'"


class ChoosePanel(QWidget):
    """A layer, a condition or a place, and what the new choice does to the old one."""

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window
        self._values = window.jobs.question("choosing_values")
        self._values.answered.connect(self._fill_values)
        self._values.failed.connect(window.banner.fail)
        self.layer, self.way = QComboBox(self), QComboBox(self)
        self.only = QCheckBox(self.tr("On the map too"), self)
        self.field, self.sign, self.value = QComboBox(self), QComboBox(self), QComboBox(self)
        self.also = QPushButton(self.tr("Add to the condition"), self)
        self.where = QLineEdit(self)
        self.by_condition = QPushButton(self.tr("Select"), self)
        self.relation, self.beside = QComboBox(self), QComboBox(self)
        self.reach_m = QDoubleSpinBox(self)
        self.by_place = QPushButton(self.tr("Select"), self)
        self.told = QLabel(self)
        self._set_up()
        self._lay_out()
        self._take_layer()
        self.refresh()

    def theme(self) -> Theme:
        """Give the layer that is chosen from."""
        return themes.theme(str(self.layer.currentData()))

    def refresh(self) -> None:
        """Tell how many rows of which layers are chosen."""
        counts = self._window.chooser.now.fids
        parts = [f"{language.theme_title(themes.theme(name))} {len(fids):,}" for name, fids in counts.items()]
        self.told.setText(self.tr("Selected: {what}").format(what=" · ".join(parts) or "0"))

    def add_comparison(self) -> None:
        """Put the comparison behind what stands in the condition, with AND."""
        one = condition(self.theme(), self.field.currentData(), self.sign.currentText(), self.value.currentText())
        before = self.where.text().strip()
        self.where.setText(f"{before} AND {one}" if before else one)

    def choose_by_condition(self) -> None:
        """Choose what the condition holds for; an empty one holds for all rows."""
        self._window.chooser.where(self.theme().name, self.where.text(), self.way.currentData())

    def choose_by_place(self) -> None:
        """Choose by where rows lie to the chosen ones, or to the place that was asked about."""
        within = bool(self.relation.currentData())
        if self.beside.currentData() == "chosen":
            self._window.chooser.beside(self.theme().name, within, self.reach_m.value(), self.way.currentData())
        else:
            self._window.chooser.at_place(self.theme().name, within, self.way.currentData())

    def limit(self) -> None:
        """Let clicks and shapes on the map choose from this layer only, or from all that are shown."""
        self._window.chooser.only = self.theme().name if self.only.isChecked() else ""

    def _take_layer(self) -> None:
        self.limit()
        self.field.blockSignals(True)
        self.field.clear()
        for one in self.theme().open_fields:
            title = one.title if language.current() == language.CHINESE else one.name
            self.field.addItem(title, one.name)
        self.field.blockSignals(False)
        self.where.clear()
        self._take_field()

    def _take_field(self) -> None:
        self.value.clear()
        space = self._window.space
        if space is not None and self.field.currentData():
            self._values.ask(_values, space, self.theme(), self.field.currentData())

    def _fill_values(self, values: list[str]) -> None:
        typed = self.value.currentText()
        self.value.clear()
        self.value.addItems(values)
        self.value.setCurrentText(typed or (values[0] if values else ""))

    def _set_up(self) -> None:
        for name in themes.LAYER_ORDER:
            self.layer.addItem(icons.kind_icon(name), language.theme_title(themes.theme(name)), name)
        current = self._window.layers.current()
        self.layer.setCurrentIndex(max(self.layer.findData(current), 0))
        ways = (self.tr("New selection"), self.tr("Add to it"), self.tr("Take away from it"), self.tr("Turn over"))
        for title, way in zip(ways, Way, strict=True):
            self.way.addItem(title, way)
        self.sign.addItems(SIGNS)
        self.value.setEditable(True)
        self.value.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.value.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.value.setMinimumContentsLength(10)
        if (completer := self.value.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.relation.addItem(self.tr("meets"), False)
        self.relation.addItem(self.tr("lies within"), True)
        self.beside.addItem(self.tr("what is selected"), "chosen")
        self.beside.addItem(self.tr("the place or area asked about"), "place")
        self.reach_m.setRange(0.0, 100_000.0)
        self.reach_m.setSuffix(" m")
        self.reach_m.setDecimals(1)
        self.layer.currentIndexChanged.connect(self._take_layer)
        self.field.currentIndexChanged.connect(self._take_field)
        self.only.setToolTip(self.tr("Clicks and shapes on the map select from this layer only"))
        self.only.toggled.connect(self.limit)
        self.also.clicked.connect(self.add_comparison)
        self.where.returnPressed.connect(self.choose_by_condition)
        self.by_condition.clicked.connect(self.choose_by_condition)
        self.by_place.clicked.connect(self.choose_by_place)
        self.beside.currentIndexChanged.connect(lambda row: self.reach_m.setEnabled(row == 0))

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        rows = (
            (self.tr("Layer"), (self.layer, self.only, self.way)),
            (self.tr("Comparison"), (self.field, self.sign, self.value, self.also)),
            (self.tr("Condition"), (self.where, self.by_condition)),
            (self.tr("By place"), (self.relation, self.beside, self.reach_m, self.by_place)),
        )
        names = {
            self.way: self.tr("What the new selection does"), self.sign: self.tr("Sign"), self.value: self.tr("Value"),
            self.field: self.tr("Field"), self.beside: self.tr("By what"), self.reach_m: self.tr("At most so far away"),
        }  # fmt: skip
        for title, parts in rows:
            row = QHBoxLayout()
            for part in parts:
                part.setAccessibleName(names.get(part, part.text() if isinstance(part, BUTTONS) else title))
                row.addWidget(part, 0 if isinstance(part, BUTTONS) else 1)
            form.addRow(title, row)
        self.reach_m.setToolTip(names[self.reach_m])
        form.addRow(self.told)


def show(window: "MainWindow") -> ChoosePanel:
    """Show the panel with the keyboard in its condition."""
    title = QCoreApplication.translate("ChoosePanel", "Select")
    panel = docks.raised(window, NAME, title, lambda dock: _made(window, dock))
    panel.where.setFocus()
    return panel


def _made(window: "MainWindow", parent: QWidget) -> ChoosePanel:
    panel = ChoosePanel(window, parent)
    window.chooser.changed.connect(panel.refresh)
    return panel


def _values(space: "Workspace", theme: Theme, field: str) -> list[str]:
    from kangbashi_gis.operations.styles import values_of

    return [value for value, _count in values_of(space, theme, field)[:MOST_VALUES]]
