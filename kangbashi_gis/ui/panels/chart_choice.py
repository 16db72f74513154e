"""What a chart is drawn of: theme, kind, fields, and which rows; only what fits together can be chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from kangbashi_gis.model import themes
from kangbashi_gis.model.chart import KINDS, ChartAsk, ChartKind
from kangbashi_gis.model.schema import Field, FieldType, Theme
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.ui import language

NUMBERS = (FieldType.INTEGER, FieldType.REAL)
ALL, FILTERED, CHOSEN = "all", "filtered", "chosen"
PEOPLE = {"age": "年龄", "sex": "性别", "community": "社区", "year": "迁入年份", "release": "发布日期"}
SPLIT = (ChartKind.LINE, ChartKind.PYRAMID)
VALUED = (ChartKind.BAR, ChartKind.LINE, ChartKind.SCATTER)


class ChartChoice(QWidget):
    """Boxes under each other; `changed` follows whatever is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.kind, self.by, self.value, self.split, self.rows = (QComboBox(self) for _ in range(6))
        self.classes = QSpinBox(self)
        self.classes.setRange(2, 100)
        self.classes.setValue(20)
        self._labels: dict[QWidget, QLabel] = {}
        self._quiet = True
        self._fill()
        self._lay_out()
        self._quiet = False
        for box in (self.theme, self.kind):
            box.currentIndexChanged.connect(self._refill)
        for box in (self.by, self.value, self.split, self.rows):
            box.currentIndexChanged.connect(self._tell)
        self.classes.valueChanged.connect(self._tell)
        self._refill()

    @property
    def chosen_theme(self) -> Theme:
        """The theme that is chosen."""
        return themes.theme(str(self.theme.currentData()))

    def ask(self) -> ChartAsk:
        """Give what is to be drawn."""
        kind = ChartKind(self.kind.currentData())
        value = str(self.value.currentData() or "") if kind in VALUED else ""
        split = str(self.split.currentData() or "") if kind in SPLIT else ""
        return ChartAsk(kind, str(self.by.currentData() or ""), value, split, classes=self.classes.value())

    def choose(self, theme: str = "", by: str = "", rows: str = "") -> None:
        """Choose theme, field and rows, as far as they are given."""
        self._quiet = True
        for box, wanted in ((self.theme, theme), (self.by, by), (self.rows, rows)):
            if wanted and box.findData(wanted) >= 0:
                box.setCurrentIndex(box.findData(wanted))
            if box is self.theme:
                self._fill_fields()
        self._quiet = False
        self.changed.emit()

    def _fill(self) -> None:
        for one in THEMES:
            self.theme.addItem(language.theme_title(one), one.name)
        self.theme.setCurrentIndex(self.theme.findData("entities"))
        for kind, words in KINDS.items():
            self.kind.addItem(words[0 if language.current() == "zh" else 1], kind.value)
        for name, title in (
            (ALL, self.tr("all rows")),
            (FILTERED, self.tr("filtered in the table")),
            (CHOSEN, self.tr("selected on the map")),
        ):
            self.rows.addItem(title, name)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(10, 8, 10, 8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, box in (
            (self.tr("Theme"), self.theme), (self.tr("Chart"), self.kind), (self.tr("By"), self.by),
            (self.tr("Value"), self.value), (self.tr("Split by"), self.split), (self.tr("Classes"), self.classes),
            (self.tr("Rows"), self.rows),
        ):  # fmt: skip
            label = QLabel(title, self)
            label.setBuddy(box)
            box.setAccessibleName(title)
            self._labels[box] = label
            form.addRow(label, box)

    def _refill(self) -> None:
        if self._quiet:
            return
        self._quiet = True
        self._fill_fields()
        self._quiet = False
        self.changed.emit()

    def _fill_fields(self) -> None:
        theme, kind = self.chosen_theme, ChartKind(self.kind.currentData())
        people = theme.in_vault
        named = [(title, name) for name, title in PEOPLE.items()] if people else _named(_by(theme, kind))
        _put(self.by, named)
        numbers = _named([one for one in theme.open_fields if _is_number(one)])
        _put(self.value, numbers if kind is ChartKind.SCATTER else [(self.tr("number of rows"), ""), *numbers])
        if kind is ChartKind.SCATTER and self.value.currentData() == self.by.currentData() and len(numbers) > 1:
            self.value.setCurrentIndex(1 if self.value.currentIndex() == 0 else 0)
        coded = _named([one for one in theme.open_fields if one.codes is not None or one.type is FieldType.TEXT])
        _put(self.split, coded if kind is ChartKind.PYRAMID else [(self.tr("not split"), ""), *coded])
        self._show(self.value, kind in VALUED and not people)
        self._show(self.split, kind in SPLIT and not people)
        self._show(self.classes, kind in (ChartKind.HISTOGRAM, ChartKind.PYRAMID) and not people)
        self._show(self.rows, not people)
        self._labels[self.by].setText(self.tr("Along x") if kind is ChartKind.SCATTER else self.tr("By"))
        self._labels[self.value].setText(self.tr("Along y") if kind is ChartKind.SCATTER else self.tr("Value"))

    def _show(self, box: QWidget, shown: bool) -> None:
        for one in (box, self._labels[box]):
            one.setVisible(shown)

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()


def _by(theme: Theme, kind: ChartKind) -> list[Field]:
    """Give the fields that a chart can be laid out by, those that fit best first."""
    fields = theme.open_fields
    if kind in (ChartKind.HISTOGRAM, ChartKind.SCATTER):
        return [one for one in fields if _is_number(one)]
    if kind is ChartKind.LINE:
        return [one for one in fields if one.type in (FieldType.DATE, FieldType.INTEGER) and one.codes is None]
    if kind is ChartKind.PYRAMID:
        return sorted(fields, key=lambda one: not _is_number(one))
    return sorted(fields, key=lambda one: one.codes is None)


def _is_number(one: Field) -> bool:
    return one.type in NUMBERS and one.codes is None


def _named(fields: list[Field]) -> list[tuple[str, str]]:
    return [(one.title, one.name) for one in fields]


def _put(box: QComboBox, named: list[tuple[str, str]]) -> None:
    """Fill a box, and leave chosen what was, where it is still there."""
    before = box.currentData()
    box.clear()
    for title, name in named:
        box.addItem(title, name)
    box.setCurrentIndex(max(box.findData(before), 0) if named else -1)
