"""Who is it: name, password and code; a password that has expired is changed here. Esc is only looking."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QListWidgetItem, QSizePolicy

from kangbashi_gis.errors import GisError
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.form import FormDialog
from kangbashi_gis.ui.dialogs.new_password import NewPassword, secret_line
from kangbashi_gis.ui.panels.user import role_title

if TYPE_CHECKING:
    from kangbashi_gis.sample.demonstration import Demonstration
    from kangbashi_gis.ui.main_window import MainWindow

WHO = Qt.ItemDataRole.UserRole


class LoginDialog(FormDialog):
    """Stands before the map, which is there already for who only looks."""

    def __init__(self, window: "MainWindow", name: str = "", locked: bool = False) -> None:
        super().__init__(window, QCoreApplication.translate("LoginDialog", "Log in"), "")
        self.setObjectName("login")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = window.session
        self._expired = ""
        samples = _demonstrations(window)
        self.name = self._name_box(window, samples)
        self.password, self.code = secret_line(self), QLineEdit(self)
        self.add_row(self.tr("Account"), self.name, self.tr("Names that have logged in here are in the list"))
        self.add_row(self.tr("Password"), self.password)
        self.add_row(self.tr("Code"), self.code, self.tr("From the phone, where the account has a second factor"))
        self.code.setPlaceholderText(self.tr("empty, unless the account has a second factor"))
        self.new = NewPassword(self)
        self.new.changed.connect(self._check)
        self.note = QLabel(
            self.tr("Everybody may look at the map. Whoever looks residents up or changes data logs in.")
        )
        self.samples = QListWidget(self)
        self._lay_out(samples)
        self._show_new(False)
        self._listen()
        if name:
            self.name.setEditText(name)
        if locked:
            self.note.setText(self.tr("Locked. Whoever goes on logs in again."))
        (self.password if self.name.currentText() else self.name).setFocus()

    def accept(self) -> None:
        """Try what was typed; the dialog goes when it was right."""
        if self._session.busy or not self.ok.isEnabled():
            return
        name, password, code = self.name.currentText().strip(), self.password.text(), self.code.text().strip()
        if not name or not password:
            (self.password if name else self.name).setFocus()
            return
        self._wait(True)
        if self._expired:
            self._session.change_password(self._expired, password, self.new.text(), code)
        else:
            self._session.log_in(name, password, code)

    def reject(self) -> None:
        """Only look; not while a password is being tried."""
        if not self._session.busy:
            self._forget()
            super().reject()

    def _enter(self) -> None:
        self._forget()
        super().accept()

    def _refuse(self, error: GisError) -> None:
        self._wait(False)
        self.say("\n".join(filter(None, messages.sentence(error))))
        if not self._expired:
            self.password.clear()
            self.password.setFocus()

    def _expire(self, name: str) -> None:
        """Ask for a new password: the one so far was right, and is not typed again."""
        self._expired = self.new.name = name
        self._wait(False)
        self.code.clear()
        self._show_new(True)
        self.say("")
        self.note.setText(self.tr("This password has to be changed first: it is old, or somebody else has set it."))
        self.ok.setText(self.tr("Change it and log in"))
        self._check()
        self.new.first.setFocus()

    def _renew(self) -> None:
        """Go on with the new password; a code is good only once, so who has one types the next."""
        name, used, self._expired = self._expired, bool(self.code.text()), ""
        if not name:
            return
        self.password.setText(self.new.text())
        self.code.clear()
        self._show_new(False)
        self.ok.setText(self.tr("Log in"))
        if used:
            self._wait(False)
            self.say(self.tr("The password was changed. Log in with the next code."))
            self.code.setFocus()
        else:
            self._session.log_in(name, self.password.text())

    def _check(self) -> None:
        if self._expired:
            self.complain(self.new.problem())

    def _fill(self, item: QListWidgetItem) -> None:
        one: Demonstration = item.data(WHO)
        self.name.setEditText(one.name)
        self.password.setText(one.password)
        self.ok.setFocus()

    def _wait(self, waiting: bool) -> None:
        fields = (self.name, self.password, self.code, self.new.first, self.new.again, self.samples)
        for field in (*fields, self.ok, self.leave):
            field.setEnabled(not waiting)
        if waiting:
            self.say(self.tr("One moment: the password is being tried …"))

    def _forget(self) -> None:
        for line in (self.password, self.code):
            line.clear()
        self.new.clear()

    def _show_new(self, shown: bool) -> None:
        for line in (self.new.first, self.new.again):
            self.form.setRowVisible(line, shown)
        for field in (self.name, self.password):
            self.form.setRowVisible(field, not shown)
        self.samples.setVisible(self.samples.count() > 0 and not shown)
        self.samples_title.setVisible(self.samples.isVisibleTo(self))

    def _listen(self) -> None:
        session = self._session
        for signal, slot in (
            (session.entered, self._enter), (session.refused, self._refuse), (session.expired, self._expire),
            (session.renewed, self._renew),
        ):  # fmt: skip
            signal.connect(slot)

    def _lay_out(self, samples: "tuple[Demonstration, ...]") -> None:
        self.ok.setText(self.tr("Log in"))
        self.leave = self.buttons.buttons()[1]
        self.leave.setText(self.tr("Only look"))
        self.note.setParent(self)
        self.note.setObjectName("note")
        self.note.setWordWrap(True)
        self.samples_title = QLabel(
            self.tr("Demonstration accounts of the made-up sample; a click fills one in:"), self
        )
        self.samples_title.setObjectName("section")
        self.samples_title.setWordWrap(True)
        self.samples.setAccessibleName(self.tr("Demonstration accounts"))
        self.samples.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for one in samples:
            item = QListWidgetItem(f"{role_title(one.role)}    {one.name} / {one.password}")
            item.setData(WHO, one)
            self.samples.addItem(item)
        self.samples.itemClicked.connect(self._fill)
        self.samples.itemActivated.connect(self._fill)
        rows = self.samples.sizeHintForRow(0) * self.samples.count()
        self.samples.setFixedHeight(rows + 2 * self.samples.frameWidth() + 4)
        self.column.insertWidget(0, self.note)
        self.column.insertWidget(2, self.samples_title)
        self.column.insertWidget(3, self.samples)

    def _name_box(self, window: "MainWindow", samples: "tuple[Demonstration, ...]") -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        known = window.state.logins(window.folder)
        box.addItems([*known, *(one.name for one in samples if one.name not in known)])
        box.setCurrentIndex(0 if known else -1)
        return box


def _demonstrations(window: "MainWindow") -> "tuple[Demonstration, ...]":
    from kangbashi_gis.operations.demonstrating import demonstrations

    return demonstrations(window.space) if window.space is not None else ()
