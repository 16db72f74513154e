"""From a folder that anybody can read to a workspace with accounts: three administrators, the first clerk, a paper."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.account import Role
from kangbashi_gis.operations.accounts import NEEDED, Person, recovery_key, require_setup, setup
from kangbashi_gis.ui import entrance, messages
from kangbashi_gis.ui.dialogs.form import FormDialog
from kangbashi_gis.ui.dialogs.new_password import secret_line
from kangbashi_gis.ui.dialogs.recovery_paper import RecoveryPaper
from kangbashi_gis.ui.panels.user import role_title

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

WIDTH = 760


class SetupDialog(FormDialog):
    """First who, then the recovery key on paper; only then anything is made."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, QCoreApplication.translate("SetupDialog", "Make the first accounts"), "", WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self.lines: dict[Role, tuple[QLineEdit, QLineEdit, QLineEdit]] = {}
        self.paper = RecoveryPaper(recovery_key(), window.space.project.name if window.space else "", self)
        self.back = QPushButton(self.tr("Back"), self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._people_page())
        self.pages.addWidget(self.paper)
        self.column.insertWidget(0, self.pages)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)  # SQLCipher does not say how far it has come
        self.bar.setAccessibleName(self.tr("The residents are encrypted anew"))
        self.bar.hide()
        self.column.insertWidget(2, self.bar)
        self.buttons.addButton(self.back, self.buttons.ButtonRole.ResetRole)
        self.back.clicked.connect(lambda: self._turn(0))
        self.paper.changed.connect(self._check)
        self._made = window.jobs.question("session")
        self._made.answered.connect(lambda _answer: self._done())
        self._made.failed.connect(self._refuse)
        self._turn(0)

    def people(self) -> list[Person]:
        """Give who is to have an account, as typed."""
        return [Person(name.text().strip(), role, first.text()) for role, (name, first, _) in self.lines.items()]

    def accept(self) -> None:
        """Turn the page; on the last one make the accounts."""
        if not self.ok.isEnabled() or self._window.space is None or self._made.waiting:
            return
        if self.pages.currentIndex() == 0:
            self._try_people(self._window.space)
            return
        self.complain(self.tr("The accounts are made and the residents encrypted anew …"))
        self.pages.setEnabled(False)
        self.bar.show()
        self._made.ask(_make, self._window.space, self.people(), self.paper.key)

    def reject(self) -> None:
        """Leave everything as it was; not while accounts are being made."""
        if not self._made.waiting:
            super().reject()

    def _try_people(self, space: "Workspace") -> None:
        try:
            require_setup(space, self.people())
        except GisError as error:
            self.complain("\n".join(filter(None, messages.sentence(error))))
            return
        self._turn(1)

    def _turn(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.back.setVisible(page == 1)
        self.ok.setText(self.tr("Make the accounts") if page == 1 else self.tr("Next"))
        self._check()
        (self.paper.proof if page == 1 else self.lines[NEEDED[0]][0]).setFocus()

    def _check(self) -> None:
        self.complain(self.paper.problem() if self.pages.currentIndex() == 1 else self._problem())

    def _problem(self) -> str:
        for role, (name, first, again) in self.lines.items():
            if not name.text().strip() or not first.text():
                return self.tr("{role}: a name and a password are missing.").format(role=role_title(role))
            if first.text() != again.text():
                return self.tr("{role}: the two passwords are not the same.").format(role=role_title(role))
        return ""

    def _done(self) -> None:
        window, clerk = self._window, self.lines[Role.CLERK][0].text().strip()
        super().accept()
        window.session.settle()
        window.banner.say("done", self.tr("The accounts are made. From now on people log in here."))
        entrance.ask(window, clerk)

    def _refuse(self, error: GisError) -> None:
        self.pages.setEnabled(True)
        self.bar.hide()
        self._turn(0)
        self.complain("\n".join(filter(None, messages.sentence(error))))
        self.ok.setEnabled(True)

    def _people_page(self) -> QWidget:
        page = QWidget(self)
        words = self.tr(
            "Whoever can open this folder can read its residents so far. Four different people get the first accounts; "
            "afterwards only clerks can read residents. Each types a password of their own: at least 10 characters, "
            "three kinds, not the name."
        )
        note = QLabel(words, page)
        note.setWordWrap(True)
        grid = QGridLayout()
        titles = (self.tr("Role"), self.tr("Account"), self.tr("Password"), self.tr("Once more"))
        for at, title in enumerate(titles):
            grid.addWidget(QLabel(title, page), 0, at)
        for row, role in enumerate(NEEDED, start=1):
            lines = (QLineEdit(page), secret_line(page), secret_line(page))
            self.lines[role] = lines
            grid.addWidget(QLabel(role_title(role), page), row, 0)
            for at, (line, title) in enumerate(zip(lines, titles[1:], strict=True), start=1):
                line.setAccessibleName(f"{role_title(role)}: {title}")
                line.textChanged.connect(lambda _text: self._check())
                grid.addWidget(line, row, at)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(note)
        column.addSpacing(8)
        column.addLayout(grid)
        column.addStretch(1)
        return page


def _make(space: "Workspace", people: list[Person], key: str) -> None:
    setup(space, people, key)
