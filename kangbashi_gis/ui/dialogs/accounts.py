"""The accounts of a workspace: for the security administrator, who makes and ends them, and clerks, who give keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.account import Permission, Role
from kangbashi_gis.operations import accounts as operations
from kangbashi_gis.operations import quotas
from kangbashi_gis.operations.accounts import AccountLine
from kangbashi_gis.operations.scope import communities
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.account_forms import (
    AddDialog,
    LimitsDialog,
    ResetDialog,
    RoleDialog,
    RotateDialog,
    ScopeDialog,
    lacks_key,
    reads_people,
)
from kangbashi_gis.ui.dialogs.form import ask
from kangbashi_gis.ui.panels.user import role_title

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

LINE = Qt.ItemDataRole.UserRole
COLUMNS = 6  # of buttons


class AccountsDialog(QDialog):
    """A row per account and what may be done with the one that is chosen. All of it is logged."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(self.tr("Accounts"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1020, 520)
        self.names = dict(communities(window.space)) if window.space is not None else {}
        self.table = QTableWidget(self)
        self.told = QLabel(self)
        self.buttons: dict[str, QPushButton] = {}
        self._question = window.jobs.question("session")
        self._question.answered.connect(self.show_accounts)
        self._question.failed.connect(self._fail)
        self._limits = window.jobs.question("session")
        self._limits.answered.connect(self._ask_limits)
        self._limits.failed.connect(self._fail)
        self._lay_out()
        self._do(_nothing)

    def show_accounts(self, lines: list[AccountLine]) -> None:
        """List the accounts as they are now; the one that was chosen stays chosen."""
        chosen = self._chosen()
        self.told.clear()
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate(self._cells(line)):
                item = QTableWidgetItem(text)
                item.setData(LINE, line)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        rows = [row for row, line in enumerate(lines) if chosen is not None and line.name == chosen.name]
        self.table.setCurrentCell(rows[0] if rows else 0, 0)
        self._refresh()

    def choose(self, name: str) -> None:
        """Choose an account."""
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None and item.text() == name:
                self.table.setCurrentItem(item)

    def _cells(self, line: AccountLine) -> tuple[str, ...]:
        states = {
            self.tr("disabled"): line.disabled,
            self.tr("locked"): line.locked,
            self.tr("has to change the password"): line.must_change,
            self.tr("second factor"): line.second_factor,
        }
        state = " · ".join(title for title, so in states.items() if so)
        return line.name, role_title(Role(line.role)), self._scope(line), state, self._keys(line), line.fingerprint

    def _keys(self, line: AccountLine) -> str:
        keys = {self.tr("residents"): line.has_key, self.tr("local systems"): line.has_local_key}
        return " · ".join(title for title, so in keys.items() if so) or (
            self.tr("no key yet") if lacks_key(line) else ""
        )

    def _scope(self, line: AccountLine) -> str:
        if not reads_people(line.role):
            return ""
        if line.scope is None:
            return self.tr("whole district")
        return "、".join(self.names.get(code, code) for code in line.scope) or self.tr("nobody")

    def _chosen(self) -> AccountLine | None:
        item = self.table.currentItem()
        return item.data(LINE) if item is not None else None

    def _refresh(self) -> None:
        """Grey out what this user may not do, or what makes no sense for the account that is chosen."""
        line, session = self._chosen(), self._window.session
        is_other = line is not None and line.name != session.name
        manages, grants = session.may(Permission.ACCOUNTS), session.may(Permission.PEOPLE_READ)
        reads = line is not None and reads_people(line.role)
        sense = {
            "add": manages, "reset": manages and is_other, "scope": manages and reads, "role": manages and is_other,
            "disable": manages and is_other, "unlock": manages and line is not None and line.locked,
            "remove": manages and is_other, "grant": grants and line is not None and lacks_key(line),
            "rotate": grants, "confirm": manages, "limits": manages,
        }  # fmt: skip
        for name, button in self.buttons.items():
            button.setEnabled(sense[name])
            button.setToolTip(self._reason(name in ("grant", "rotate"), manages, grants))
        enable = line is not None and line.disabled
        self.buttons["disable"].setText(self.tr("Enable") if enable else self.tr("Disable"))

    def _reason(self, of_clerk: bool, manages: bool, grants: bool) -> str:
        if of_clerk and not grants:
            return self.tr("Only a clerk who has the key can do this.")
        return "" if of_clerk or manages else self.tr("Only the security administrator can do this.")

    def _do(self, function: Callable[..., Any], *arguments: Any) -> None:
        if self._window.space is not None:
            for button in self.buttons.values():
                button.setEnabled(False)
            self.told.setText(self.tr("One moment …"))
            self._question.ask(_done, self._window.space, function, arguments)

    def _fail(self, error: GisError) -> None:
        self._refresh()
        self.told.setText("\n".join(filter(None, messages.sentence(error))))

    def _add(self) -> None:
        dialog = AddDialog(self, self.names)
        if person := ask(dialog, dialog.person):
            self._do(operations.add_account, person)

    def _reset(self, line: AccountLine) -> None:
        dialog = ResetDialog(self, line.name)
        if password := ask(dialog, dialog.password):
            self._do(operations.reset_password, line.name, password)

    def _narrow(self, line: AccountLine) -> None:
        dialog = ScopeDialog(self, self.names, line.scope)
        if (answer := ask(dialog, dialog.answer)) is not None:
            self._do(operations.set_scope, line.name, answer[0])

    def _change_role(self, line: AccountLine) -> None:
        dialog = RoleDialog(self, line.role)
        if role := ask(dialog, dialog.answer):
            self._do(operations.set_role, line.name, role)

    def _remove(self, line: AccountLine) -> None:
        question = self.tr("Remove the account “{name}”? Where it had the key, change the key afterwards.")
        if messages.ask(self, self.tr("Remove"), question.format(name=line.name)):
            self._do(operations.remove_account, line.name)

    def _grant(self, line: AccountLine) -> None:
        question = self.tr("Let “{name}” read the fingerprint of their key aloud. Is it {fingerprint}?")
        if messages.ask(self, self.tr("Give the key"), question.format(name=line.name, fingerprint=line.fingerprint)):
            self._do(operations.grant, line.name)

    def _rotate(self) -> None:
        space = self._window.space
        dialog = RotateDialog(self, operations.recovery_key(), space.project.name if space else "")
        if (answer := ask(dialog, dialog.answer)) is not None:
            self._do(operations.rotate, answer[0])

    def _change_limits(self) -> None:
        if self._window.space is not None:
            self._limits.ask(quotas.limits, self._window.space)

    def _ask_limits(self, limits: dict[str, int]) -> None:
        dialog = LimitsDialog(self, limits)
        if changed := ask(dialog, dialog.answer):
            self._do(_set_limits, changed)

    def _with_line(self, act: Callable[[AccountLine], None]) -> None:
        if (line := self._chosen()) is not None:
            act(line)

    def _lay_out(self) -> None:
        headings = [self.tr("Account"), self.tr("Role"), self.tr("Communities"), self.tr("State"), self.tr("Key"),
                    self.tr("Fingerprint")]  # fmt: skip
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setAccessibleName(self.tr("Accounts"))
        self.table.currentCellChanged.connect(lambda *_where: self._refresh())
        self.told.setWordWrap(True)
        self.told.setObjectName("problem")
        grid = QGridLayout()
        for at, (name, title, act) in enumerate(self._acts()):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self.buttons[name] = button
            grid.addWidget(button, at // COLUMNS, at % COLUMNS)
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        closing.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        column.addLayout(grid)
        column.addWidget(closing)

    def _acts(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        return (
            ("add", self.tr("Add…"), self._add),
            ("reset", self.tr("Reset the password…"), lambda: self._with_line(self._reset)),
            ("scope", self.tr("Communities…"), lambda: self._with_line(self._narrow)),
            ("role", self.tr("Role…"), lambda: self._with_line(self._change_role)),
            ("disable", self.tr("Disable"), lambda: self._with_line(
                lambda line: self._do(operations.disable, line.name, not line.disabled))),
            ("unlock", self.tr("Unlock"), lambda: self._with_line(lambda line: self._do(operations.unlock, line.name))),
            ("remove", self.tr("Remove…"), lambda: self._with_line(self._remove)),
            ("grant", self.tr("Give the key…"), lambda: self._with_line(self._grant)),
            ("rotate", self.tr("Change the key…"), self._rotate),
            ("confirm", self.tr("Confirm the new recovery key"), lambda: self._do(operations.confirm_recovery)),
            ("limits", self.tr("Daily limits…"), self._change_limits),
        )  # fmt: skip


def _nothing(space: "Workspace") -> None:
    """Change nothing: only the list is wanted."""


def _set_limits(space: "Workspace", limits: dict[str, int]) -> None:
    for name, most in limits.items():
        quotas.set_limit(space, name, most)


def _done(space: "Workspace", function: Callable[..., Any], arguments: tuple[Any, ...]) -> list[AccountLine]:
    function(space, *arguments)
    return operations.accounts(space)
