"""The forms of the accounts: a new one, a password to begin with, communities by name, another key."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from kangbashi_gis.model.account import ROLES, Permission, Role
from kangbashi_gis.model.quotas import MOST, QUOTAS
from kangbashi_gis.operations.accounts import AccountLine, Person
from kangbashi_gis.ui import language
from kangbashi_gis.ui.dialogs.form import FormDialog
from kangbashi_gis.ui.dialogs.new_password import NewPassword
from kangbashi_gis.ui.dialogs.recovery_paper import RecoveryPaper
from kangbashi_gis.ui.panels.user import role_title

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = Qt.ItemDataRole.UserRole
Scope = tuple[str, ...] | None


class Communities(QWidget):
    """The whole district, or ticked communities, by name."""

    def __init__(self, names: Mapping[str, str], scope: Scope, dialog: FormDialog) -> None:
        super().__init__(dialog)
        self.whole = QRadioButton(self.tr("The whole district"), dialog)
        self.some = QRadioButton(self.tr("Only the people of these communities:"), dialog)
        self.list = QListWidget(dialog)
        self.list.setAccessibleName(self.tr("Communities"))
        for code, name in sorted(names.items(), key=lambda pair: pair[1]):
            item = QListWidgetItem(f"{name}  ({code})")
            item.setData(CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = scope is not None and code in scope
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        for row in (self.whole, self.some, self.list):
            dialog.form.addRow(row)
        (self.whole if scope is None else self.some).setChecked(True)
        self.list.setEnabled(scope is not None)
        self.some.toggled.connect(self.list.setEnabled)
        self.hide()  # only its parts stand in the form

    def scope(self) -> Scope:
        """Give the codes that are ticked; None for the whole district."""
        if self.whole.isChecked():
            return None
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(one.data(CODE)) for one in items if one.checkState() == Qt.CheckState.Checked)

    def show_for(self, role: str) -> None:
        """Ask only where the role reads people."""
        for part in (self.whole, self.some, self.list):
            part.setVisible(reads_people(role))


class AddDialog(FormDialog):
    """Who, as what, for which communities, with which password to begin with."""

    def __init__(self, parent: QWidget, names: Mapping[str, str]) -> None:
        super().__init__(parent, QCoreApplication.translate("AddDialog", "Add an account"), "")
        self.ok.setText(self.tr("Add"))
        self.name, self.role = QLineEdit(self), role_choice(self, Role.CLERK.value)
        self.add_row(self.tr("Account"), self.name)
        self.add_row(self.tr("Role"), self.role)
        self.communities = Communities(names, None, self)
        self.new = NewPassword(self)
        words = self.tr("The person changes this password at the first log-in. A clerk then gives a clerk the key.")
        note = QLabel(words, self)
        note.setWordWrap(True)
        self.form.addRow(note)
        self.new.changed.connect(self._check)
        self.name.textChanged.connect(self._check)
        self.role.currentIndexChanged.connect(lambda _row: self.communities.show_for(str(self.role.currentData())))
        self._check()

    def person(self) -> Person:
        """Give who is to have an account."""
        role = Role(str(self.role.currentData()))
        scope = self.communities.scope() if reads_people(role.value) else None
        return Person(self.name.text().strip(), role, self.new.text(), scope)

    def _check(self) -> None:
        self.new.name = self.name.text().strip()
        self.complain(self.new.problem() if self.new.name else self.tr("Type the name of the account."))


class ResetDialog(FormDialog):
    """A password to begin with, for somebody who has lost theirs."""

    def __init__(self, parent: QWidget, name: str) -> None:
        title = QCoreApplication.translate("ResetDialog", "Reset the password of {name}").format(name=name)
        super().__init__(parent, title, "")
        self.ok.setText(self.tr("Reset"))
        self.new = NewPassword(self, name)
        self.new.changed.connect(lambda: self.complain(self.new.problem()))
        note = QLabel(self.tr("The keys of the account change with it: a clerk has to be given the key again."), self)
        note.setWordWrap(True)
        self.form.addRow(note)
        self.ok.setEnabled(False)

    def password(self) -> str:
        """Give the password to begin with."""
        return self.new.text()


class ScopeDialog(FormDialog):
    """The people of which communities an account may look up."""

    def __init__(self, parent: QWidget, names: Mapping[str, str], scope: Scope) -> None:
        super().__init__(parent, QCoreApplication.translate("ScopeDialog", "Communities"), "")
        self.ok.setText(self.tr("Save"))
        self.communities = Communities(names, scope, self)

    def answer(self) -> "Sequence[Scope]":
        """Give the scope, within a list, because None is an answer too."""
        return [self.communities.scope()]


class RoleDialog(FormDialog):
    """Another role for an account."""

    def __init__(self, parent: QWidget, role: str) -> None:
        super().__init__(parent, QCoreApplication.translate("RoleDialog", "Role"), "")
        self.ok.setText(self.tr("Save"))
        self.role = role_choice(self, role)
        self.add_row(self.tr("Role"), self.role)
        words = self.tr("Who is a clerk no longer loses the key; whoever becomes one is given it by a clerk.")
        note = QLabel(words, self)
        note.setWordWrap(True)
        self.form.addRow(note)

    def answer(self) -> Role:
        """Give the role that is chosen."""
        return Role(str(self.role.currentData()))


class LimitsDialog(FormDialog):
    """How much each account may look up on one day."""

    def __init__(self, parent: QWidget, limits: Mapping[str, int]) -> None:
        super().__init__(parent, QCoreApplication.translate("LimitsDialog", "Daily limits"), "")
        self.ok.setText(self.tr("Save"))
        self._before = dict(limits)
        self.fields: dict[str, QSpinBox] = {}
        words = self.tr(
            "For every account, from now on. Counted from the log since midnight in China; whoever has used theirs "
            "up is refused, and the auditor told. The change itself stands in the log."
        )
        note = QLabel(words, self)
        note.setWordWrap(True)
        self.form.addRow(note)
        for name, most in limits.items():
            field = QSpinBox(self)
            field.setRange(0, MOST)
            field.setGroupSeparatorShown(True)
            field.setValue(most)
            self.fields[name] = field
            chinese, english = QUOTAS[name].title
            self.add_row(chinese if language.current() == language.CHINESE else english, field)

    def answer(self) -> dict[str, int]:
        """Give the limits that were changed."""
        chosen = {name: field.value() for name, field in self.fields.items()}
        return {name: most for name, most in chosen.items() if most != self._before[name]}


class RotateDialog(FormDialog):
    """Another key for the vault, and on demand another recovery key."""

    def __init__(self, parent: QWidget, key: str, workspace: str) -> None:
        super().__init__(parent, QCoreApplication.translate("RotateDialog", "Change the key"), "", 640)
        self.ok.setText(self.tr("Change the key"))
        words = self.tr(
            "All residents are encrypted anew; whoever had the old key cannot read them any more. Do this after a "
            "clerk has left. Older backups stay readable with the old key."
        )
        note = QLabel(words, self)
        note.setWordWrap(True)
        self.renew = QCheckBox(self.tr("Make a new recovery key too; the paper so far is of no use then"), self)
        self.paper = RecoveryPaper(key, workspace, self)
        self.paper.hide()
        for row in (note, self.renew, self.paper):
            self.form.addRow(row)
        self.renew.toggled.connect(self.paper.setVisible)
        self.renew.toggled.connect(lambda _on: self._check())
        self.paper.changed.connect(self._check)

    def answer(self) -> "Sequence[str]":
        """Give the new recovery key, "" to keep the old one."""
        return [self.paper.key if self.renew.isChecked() else ""]

    def _check(self) -> None:
        self.complain(self.paper.problem() if self.renew.isChecked() else "")


def role_choice(dialog: QWidget, chosen: str) -> QComboBox:
    """Make a list of the roles that an account may have."""
    box = QComboBox(dialog)
    for role in (one for one in Role if one is not Role.VISITOR):
        box.addItem(role_title(role), role.value)
    box.setCurrentIndex(box.findData(chosen))
    return box


def lacks_key(line: AccountLine) -> bool:
    """Tell whether an account has not been given a key that its role needs."""
    role = ROLES[Role(line.role)]
    people = Permission.PEOPLE_READ in role and not line.has_key
    return people or (Permission.LOCAL_SYSTEMS in role and not line.has_local_key)


def reads_people(role: str) -> bool:
    """Tell whether a role is one that has the key to the vault."""
    return Permission.PEOPLE_READ in ROLES[Role(role)]
