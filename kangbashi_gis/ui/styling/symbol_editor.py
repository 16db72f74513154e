"""The symbol of a layer, edited: one for all, by value, by class of a number, by rule, by size, dense, in groups."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.schema import CodeList, FieldType, Shape, Theme
from kangbashi_gis.model.symbol import (
    PLAIN,
    Categorised,
    Clustered,
    Fill,
    Graduated,
    Heat,
    Line,
    Marker,
    Method,
    Proportional,
    Ruled,
    Simple,
    Symbol,
)
from kangbashi_gis.model.symbol.legend import key_symbol
from kangbashi_gis.model.symbol.ramps import RAMPS, coloured, kinds, ramp
from kangbashi_gis.ui.styling import classes_editor as rows
from kangbashi_gis.ui.styling.classes_editor import ClassesEditor, ClassRow
from kangbashi_gis.ui.styling.simple_editor import SimpleEditor

if TYPE_CHECKING:
    from kangbashi_gis.ui.question import Question

MOST_VALUES = 60
NUMBERS = (FieldType.INTEGER, FieldType.REAL)
KINDS: dict[str, type] = {
    "single": object, "value": Categorised, "class": Graduated, "rule": Ruled, "size": Proportional, "heat": Heat,
    "group": Clustered,
}  # fmt: skip
RAMP_WORDS = (
    QT_TRANSLATE_NOOP("Ramps", "blues"), QT_TRANSLATE_NOOP("Ramps", "greens"), QT_TRANSLATE_NOOP("Ramps", "oranges"),
    QT_TRANSLATE_NOOP("Ramps", "heat"), QT_TRANSLATE_NOOP("Ramps", "greys"),
    QT_TRANSLATE_NOOP("Ramps", "blue to red"), QT_TRANSLATE_NOOP("Ramps", "brown to green"),
)  # fmt: skip
SPREAD = ("size", "heat", "group")  # for points only


class SymbolEditor(QWidget):
    """A choice of the kind, what it depends on, the classes, and the symbol of the chosen class.

    ask: asks for the values of a field, or its bounds, in a thread: (what, arguments, take).
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, theme: Theme, question: "Question", ask: "Ask", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._question, self._ask = theme, question, ask
        self._symbol: Symbol = PLAIN[theme.shape]
        self._take: Callable[[object], None] = lambda _answer: None
        self._showing = False
        self.kind, self.field, self.method, self.colors = (QComboBox(self) for _ in range(4))
        self.count = QSpinBox(self)
        self.count.setRange(2, 12)
        self.count.setValue(5)
        self.classes = ClassesEditor(self)
        self.simple = SimpleEditor(self)
        self.make = QPushButton(self.tr("Classify"), self)
        self.add, self.remove, self.up, self.down = (
            QPushButton(words, self) for words in (self.tr("Add"), self.tr("Remove"), self.tr("Up"), self.tr("Down"))
        )
        self._fill_choices()
        self._lay_out()
        self._connect()

    @property
    def symbol(self) -> Symbol:
        """The symbol as it is set."""
        return self._symbol

    def show_symbol(self, symbol: Symbol) -> None:
        """Show a symbol, without telling that it changed."""
        self._showing = True
        self._symbol = symbol
        self.kind.setCurrentIndex(self.kind.findData(_kind(symbol)))
        if hasattr(symbol, "field"):
            self._fill_fields()
            self.field.setCurrentIndex(self.field.findData(symbol.field))
        else:
            self._fill_fields()
        if isinstance(symbol, Graduated):
            self.method.setCurrentIndex(max(self.method.findData(symbol.method), 0))
            if symbol.bounds[0] < symbol.bounds[-1]:  # one that has just been begun has no classes yet
                self.count.setValue(len(symbol.symbols))
        if isinstance(symbol, Categorised | Graduated | Ruled):
            shown = rows.rows_of(symbol, self._codes(symbol))
            self.classes.show_rows(shown, self._key_title(), keys_fixed=isinstance(symbol, Graduated))
        self._show_chosen()
        self._showing = False
        self._arrange()

    def _fill_choices(self) -> None:
        words = {
            "single": self.tr("one symbol"), "value": self.tr("by value"), "class": self.tr("by class of a number"),
            "rule": self.tr("by rule"), "size": self.tr("size by a number"), "heat": self.tr("heat map"),
            "group": self.tr("groups of points"),
        }  # fmt: skip
        for name, word in words.items():
            if self._theme.shape == Shape.POINT or name not in SPREAD:
                self.kind.addItem(word, name)
        methods = {
            "natural": self.tr("natural breaks"),
            "quantile": self.tr("equal counts"),
            "equal": self.tr("equal steps"),
        }
        for name, word in methods.items():
            self.method.addItem(word, name)
        for name, title in zip(RAMPS, RAMP_WORDS, strict=True):
            self.colors.addItem(QCoreApplication.translate("Ramps", str(title)), name)

    def _fill_fields(self) -> None:
        """Offer numbers where a number is needed, and every field that may be seen elsewhere."""
        wanted = self.field.currentData()
        numbers = self.kind.currentData() in ("class", "size", "heat")
        blocked = self.field.blockSignals(True)
        self.field.clear()
        if self.kind.currentData() == "heat":
            self.field.addItem(self.tr("(each point counts once)"), "")
        for one in self._theme.open_fields:
            if not numbers or one.type in NUMBERS:
                self.field.addItem(one.title, one.name)
        self.field.setCurrentIndex(max(self.field.findData(wanted), 0))
        self.field.blockSignals(blocked)

    def _lay_out(self) -> None:
        for widget, words in (
            (self.kind, self.tr("Kind")), (self.field, self.tr("Field")), (self.method, self.tr("Method")),
            (self.count, self.tr("Classes")), (self.colors, self.tr("Colours")),
        ):  # fmt: skip
            widget.setAccessibleName(words)
        top, ways, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.kind, 1)
        top.addWidget(self.field, 1)
        for one in (self.method, self.count, self.colors):
            ways.addWidget(one)
        ways.addWidget(self.make)
        ways.addStretch(1)
        for button in (self.add, self.remove, self.up, self.down):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.classes, 1)
        left.addLayout(buttons)
        right = QVBoxLayout()
        self.of_what = QLabel(self)
        right.addWidget(self.of_what)
        right.addWidget(self.simple)
        right.addStretch(1)
        both = QHBoxLayout()
        both.addLayout(left, 3)
        both.addLayout(right, 2)
        whole = QVBoxLayout(self)
        whole.addLayout(top)
        whole.addLayout(ways)
        whole.addLayout(both, 1)
        self.make.setAutoDefault(False)

    def _connect(self) -> None:
        self.kind.activated.connect(self._change_kind)
        self.field.activated.connect(self._change_field)
        self.make.clicked.connect(self._classify)
        self.colors.activated.connect(self._colour)
        self.classes.changed.connect(self._take_classes)
        self.classes.chosen.connect(lambda _row: self._show_chosen())
        self.simple.changed.connect(self._take_simple)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self.classes.remove_current)
        self.up.clicked.connect(lambda: self.classes.move_current(-1))
        self.down.clicked.connect(lambda: self.classes.move_current(1))
        self._question.answered.connect(lambda answer: self._take(answer))
        self._question.failed.connect(self._fail)

    def _arrange(self) -> None:
        """Show what the kind needs, and nothing else."""
        kind = self.kind.currentData()
        classed = kind in ("value", "class", "rule")
        self.field.setVisible(kind in ("value", "class", "size", "heat"))
        self.method.setVisible(kind == "class")
        self.count.setVisible(kind == "class")
        self.colors.setVisible(kind in ("class", "heat"))
        self.make.setVisible(kind in ("value", "class"))
        for widget in (self.classes, self.add, self.remove):
            widget.setVisible(classed)
        self.add.setVisible(kind in ("value", "rule"))
        for button in (self.up, self.down):
            button.setVisible(kind == "rule")
        self.simple.setVisible(kind != "heat")
        self.of_what.setVisible(kind == "group")
        self.of_what.setText(self.tr("The marker of a group:"))

    def _key_title(self) -> str:
        titles = {"value": self.tr("Value"), "class": self.tr("Range"), "rule": self.tr("Condition")}
        return titles.get(self.kind.currentData(), "")

    def _change_kind(self) -> None:
        """Begin another kind with the look that there was."""
        kind, like = self.kind.currentData(), key_symbol(self._symbol)[0]
        if not isinstance(like, type(PLAIN[self._theme.shape])):
            like = PLAIN[self._theme.shape]
        self._fill_fields()
        field = self.field.currentData() or ""
        if kind in ("class", "size") and not field:
            self.failed.emit(None)
            self.show_symbol(self._symbol)
            return
        made: dict[str, Callable[[], Symbol]] = {
            "single": lambda: like,
            "value": lambda: Categorised(field, {}, like),
            "class": lambda: Graduated(field, (0.0, 0.0), (like,), like),
            "rule": lambda: Ruled((), like),
            "size": lambda: Proportional(field, _marker(like), 0.0, 1.0),
            "heat": lambda: Heat(),
            "group": lambda: Clustered(single=_marker(like)),
        }
        self.show_symbol(made[kind]())
        self._tell()
        if kind in ("value", "class", "size"):
            self._classify()

    def _change_field(self) -> None:
        field = self.field.currentData()
        if isinstance(self._symbol, Heat):
            self._symbol = replace(self._symbol, weight=field)
            self._tell()
        elif isinstance(self._symbol, Categorised | Graduated | Proportional):
            self._symbol = replace(self._symbol, field=field)
            self._classify()

    def _classify(self) -> None:
        """Find the values, or the bounds, in a thread."""
        kind, field = self.kind.currentData(), self.field.currentData()
        if kind == "value":
            self._take = self._take_values
            self._ask("values", field)
        elif kind == "class":
            self._take = self._take_bounds
            self._ask("bounds", field, self.method.currentData(), self.count.value())
        elif kind == "size":
            self._take = self._take_sizes
            self._ask("bounds", field, "equal", 1)

    def _take_values(self, answer: object) -> None:
        assert isinstance(answer, list)
        values = [value for value, _ in answer[:MOST_VALUES]]
        before = self._symbol
        known = before.cases if isinstance(before, Categorised) else {}
        titles = (before.titles or {}) if isinstance(before, Categorised) else {}
        codes = self._theme.field(self.field.currentData()).codes
        like = key_symbol(before)[0]
        made = [
            ClassRow(
                value, titles.get(value, codes.title(value) if codes else ""), known.get(value) or coloured(like, color)
            )
            for value, color in zip(values, kinds(len(values)), strict=True)
        ]
        self.show_symbol(rows.categorised(self.field.currentData(), made, self._other() or PLAIN[self._theme.shape]))
        self._tell()

    def _take_bounds(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        if len(answer) < 2:
            self.failed.emit(None)
            return
        like = key_symbol(self._symbol)[0]
        symbols = tuple(coloured(like, color) for color in ramp(self.colors.currentData(), len(answer) - 1))
        method: Method = self.method.currentData()
        self.show_symbol(Graduated(self.field.currentData(), answer, symbols, None, method))
        self._tell()

    def _take_sizes(self, answer: object) -> None:
        if isinstance(answer, tuple) and len(answer) == 2 and isinstance(self._symbol, Proportional):
            self._symbol = replace(self._symbol, field=self.field.currentData(), least=answer[0], most=answer[1])
            self._tell()

    def _colour(self) -> None:
        name = self.colors.currentData()
        if isinstance(self._symbol, Graduated):
            colors = ramp(name, len(self._symbol.symbols))
            symbols = tuple(coloured(one, color) for one, color in zip(self._symbol.symbols, colors, strict=True))
            self.show_symbol(replace(self._symbol, symbols=symbols))
            self._tell()
        elif isinstance(self._symbol, Heat):
            colors = ramp(name, 5)
            self._symbol = replace(self._symbol, colors=(colors[0] + "00", *(one + "d0" for one in colors)))
            self._tell()

    def _add(self) -> None:
        like = self.classes.rows[-1].symbol if self.classes.rows else self._other() or PLAIN[self._theme.shape]
        self.classes.add_row(ClassRow("", "", coloured(like, kinds(len(self.classes.rows) + 1)[-1])), self._key_title())

    def _codes(self, symbol: Symbol) -> CodeList | None:
        if not isinstance(symbol, Categorised):
            return None
        return next((one.codes for one in self._theme.fields if one.name == symbol.field), None)

    def _other(self) -> Simple | None:
        return getattr(self._symbol, "other", None)

    def _take_classes(self) -> None:
        made = self.classes.rows
        if isinstance(self._symbol, Categorised):
            self._symbol = rows.categorised(self._symbol.field, made, self._symbol.other, self._codes(self._symbol))
        elif isinstance(self._symbol, Graduated):
            if len(made) != len(self._symbol.symbols):
                self._symbol = _without(self._symbol, made)
                self.classes.show_rows(rows.rows_of(self._symbol), self._key_title(), keys_fixed=True)
        elif isinstance(self._symbol, Ruled):
            self._symbol = rows.ruled(self._symbol, made, self._symbol.other)
        self._tell()

    def _show_chosen(self) -> None:
        """Show the symbol that is edited: of the chosen class, of the layer, of a group."""
        symbol, at = self._symbol, self.classes.currentRow()
        if isinstance(symbol, Fill | Line | Marker):
            self.simple.show_simple(symbol)
        elif isinstance(symbol, Proportional):
            self.simple.show_simple(symbol.marker)
        elif isinstance(symbol, Clustered):
            self.simple.show_simple(symbol.group)
        elif isinstance(symbol, Categorised | Graduated | Ruled) and 0 <= at < len(self.classes.rows):
            self.simple.show_simple(self.classes.rows[at].symbol)

    def _take_simple(self) -> None:
        symbol, one = self._symbol, self.simple.simple
        if isinstance(symbol, Fill | Line | Marker):
            self._symbol = one
        elif isinstance(symbol, Proportional) and isinstance(one, Marker):
            self._symbol = replace(symbol, marker=one)
        elif isinstance(symbol, Clustered) and isinstance(one, Marker):
            self._symbol = replace(symbol, group=one)
        elif isinstance(symbol, Categorised | Graduated | Ruled):
            self.classes.set_symbol(self.classes.currentRow(), one)
            if isinstance(symbol, Graduated):
                self._symbol = replace(symbol, symbols=tuple(row.symbol for row in self.classes.rows))
            else:
                self._take_classes()
                return
        self._tell()

    def _fail(self, problem: GisError) -> None:
        self.failed.emit(problem)

    def _tell(self) -> None:
        if not self._showing:
            self.changed.emit()


Ask = Callable[..., None]


def _kind(symbol: Symbol) -> str:
    return next((name for name, kind in KINDS.items() if kind is not object and isinstance(symbol, kind)), "single")


def _marker(simple: Simple) -> Marker:
    return simple if isinstance(simple, Marker) else Marker()


def _without(symbol: Graduated, made: list[ClassRow]) -> Graduated:
    """Take a class away: what it held goes to the one before, or after the first."""
    keys = [row.key for row in rows.rows_of(symbol)]
    gone = next((at for at, key in enumerate(keys) if key not in {row.key for row in made}), len(keys) - 1)
    bounds = [*symbol.bounds]
    del bounds[gone if gone else 1]
    return replace(symbol, bounds=tuple(bounds), symbols=tuple(row.symbol for row in made))
