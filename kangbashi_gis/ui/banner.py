"""The line above the map that says what happened and what to do, without stopping anybody's work."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from kangbashi_gis.errors import Cancelled, GisError
from kangbashi_gis.ui import icons, messages

# Kind of notice: its icon and colour.
KINDS = {
    "done": ("circle-check", "#2e8b57"),
    "info": ("info-circle", "#1f6fb2"),
    "warning": ("alert-triangle", "#c77700"),
    "error": ("alert-circle", "#c0392b"),
}


class Banner(QFrame):
    """Shows one notice at a time; the newest replaces the one before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.kind = ""
        self._icon = QLabel(self)
        self._text = _label(self, "bannerText")
        self._hint = _label(self, "bannerHint")
        self.action = QPushButton(self)
        self.action.setObjectName("bannerAction")
        self._act: Callable[[], object] | None = None
        self.action.clicked.connect(self._run)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self.tr("Close this notice"))
        self._close.clicked.connect(self.hide)
        self._lay_out()
        self.hide()

    def text(self) -> str:
        """Give the sentence that is shown, "" when there is none."""
        return "" if self.isHidden() else self._text.text()

    def say(self, kind: str, text: str, hint: str = "", action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show a notice of a kind of `KINDS`, with at most one thing to do about it."""
        name, colour = KINDS[kind]
        self.kind = kind
        self.setProperty("kind", kind)
        self._icon.setPixmap(icons.pixmap(name, 22, colour))
        self._close.setIcon(icons.icon("x"))
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._act = action[1] if action else None
        self.action.setText(action[0] if action else "")
        self.action.setVisible(action is not None)
        self.setAccessibleName(f"{text} {hint}")
        self.style().polish(self)
        self.show()

    def fail(self, error: GisError) -> None:
        """Show an error in its one sentence; a job that the user stopped is no error."""
        text, hint = messages.sentence(error)
        self.say("info" if isinstance(error, Cancelled) else "error", text, hint)

    def _run(self) -> None:
        self.hide()
        if self._act:
            self._act()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
