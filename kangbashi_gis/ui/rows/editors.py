"""What a field of a form is edited with: a line, a number with its unit, a date with a calendar, a list of codes."""

from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from kangbashi_gis.errors import ValueUnfit
from kangbashi_gis.model.schema import CodeList, Field, FieldType, Theme
from kangbashi_gis.ui import messages

NUMBERS = (FieldType.INTEGER, FieldType.REAL)
LONG = 60  # characters of a text that gets several lines
LINES_PX = 76


class CodeBox(QComboBox):
    """The titles of a code list; typing finds them by any part."""

    def __init__(self, codes: CodeList, parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItem("")
        self.addItems(list(dict.fromkeys(codes.titles.values())))
        completer = self.completer() or QCompleter(self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def wheelEvent(self, event: Any) -> None:
        """Let the wheel roll the form and never change a value on its way."""
        event.ignore()


class Editor(QWidget):
    """One field: its widget, and the sentence beneath it where what was typed does not fit."""

    changed = Signal()

    def __init__(self, theme: Theme, field: Field, value: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from kangbashi_gis.operations.table import shown

        self.field = field
        self._theme = theme
        self._before = shown(field, value)  # type: ignore[arg-type]
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._line = QHBoxLayout()
        self._line.setSpacing(6)
        self.box = self._make()
        self.box.setAccessibleName(field.title)
        self.setFocusProxy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._line)
        column.addWidget(self.problem)

    @property
    def text(self) -> str:
        """What stands in the widget now."""
        if isinstance(self.box, QPlainTextEdit):
            return self.box.toPlainText()
        return self.box.currentText() if isinstance(self.box, QComboBox) else self.box.text()

    @property
    def is_changed(self) -> bool:
        """Whether it holds something else than the row."""
        return self.text != self._before

    def put(self, text: str) -> None:
        """Let the widget hold a text, as if it had been typed."""
        if isinstance(self.box, QPlainTextEdit):
            self.box.setPlainText(text)
        elif isinstance(self.box, QComboBox):
            self.box.setCurrentText(text)
        else:
            self.box.setText(text)

    def reset(self) -> None:
        """Let it hold what the row holds."""
        self.put(self._before)
        self.say("")

    def is_fit(self) -> bool:
        """Tell whether the field can keep what was typed; where it cannot, why is said beneath it."""
        from kangbashi_gis.operations.table_editing import checked

        try:
            if self.is_changed:
                checked(self._theme, self.field, self.text)
        except ValueUnfit as error:
            self.say(messages.sentence(error)[0])
            return False
        self.say("")
        return True

    def set_fixed(self, fixed: bool) -> None:
        """Let it only be looked at, or be edited."""
        if isinstance(self.box, QComboBox):
            self.box.setEnabled(not fixed)
        else:
            self.box.setReadOnly(fixed)
        for button in self.findChildren(QToolButton):
            button.setEnabled(not fixed)

    def say(self, text: str) -> None:
        """Show a sentence beneath the field; "" for none."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.box.setAccessibleDescription(text)

    def _make(self) -> "QLineEdit | QComboBox | QPlainTextEdit":
        if self.field.codes is not None:
            return self._added(self._code(self.field.codes))
        if self.field.type is FieldType.TEXT and (len(self._before) > LONG or "\n" in self._before):
            return self._added(self._lines())
        line = QLineEdit(self._before, self)
        line.textChanged.connect(self._tell)
        line.setCursorPosition(0)
        self._added(line)
        if self.field.type in NUMBERS:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._line.addWidget(QLabel(self.field.unit, self))
        elif self.field.type is FieldType.DATE:
            line.setPlaceholderText("2026-06-08")
            self._line.addWidget(self._calendar(line))
        return line

    def _added(self, box: Any) -> Any:
        self._line.addWidget(box, 1)
        return box

    def _code(self, codes: CodeList) -> CodeBox:
        box = CodeBox(codes, self)
        box.setCurrentText(self._before)
        box.currentTextChanged.connect(self._tell)
        return box

    def _lines(self) -> QPlainTextEdit:
        box = QPlainTextEdit(self._before, self)
        box.setTabChangesFocus(True)
        box.setFixedHeight(LINES_PX)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.textChanged.connect(self._tell)
        return box

    def _calendar(self, line: QLineEdit) -> QToolButton:
        button = QToolButton(self)
        button.setText("▾")
        button.setToolTip(self.tr("Choose a date"))
        button.setAccessibleName(f"{self.field.title}: {button.toolTip()}")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, action = QMenu(button), QWidgetAction(button)
        calendar = QCalendarWidget(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToShow.connect(lambda: self._point(calendar, line))
        calendar.clicked.connect(lambda day: line.setText(day.toString(Qt.DateFormat.ISODate)))
        calendar.clicked.connect(menu.close)
        button.setMenu(menu)
        return button

    def _point(self, calendar: QCalendarWidget, line: QLineEdit) -> None:
        day = QDate.fromString(line.text(), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(day if day.isValid() else QDate.currentDate())

    def _tell(self) -> None:
        self.is_fit()
        self.changed.emit()
