"""What lies under the map: base maps, added, ordered, paled and taken away; and how heights are drawn."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSlider,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.messages import sentence
from kangbashi_gis.model.account import Permission
from kangbashi_gis.operations import base_maps
from kangbashi_gis.operations.base_maps import DATUMS, BaseMap
from kangbashi_gis.ui import language
from kangbashi_gis.ui.styling.relief_editor import ReliefEditor

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.question import Question

LATER_MS = 300
NAME = Qt.ItemDataRole.UserRole


class GroundsDialog(QDialog):
    """Each change is kept in the workspace at once and seen by everybody who opens it."""

    kept = Signal()
    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, space: "Workspace", question: "Question", parent: QWidget) -> None:
        super().__init__(parent)
        self._space, self._question = space, question
        self._maps: list[BaseMap] = []
        self.setWindowTitle(self.tr("Base maps and relief"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 440)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Base maps, the topmost first"))
        self.opacity = QSlider(Qt.Orientation.Horizontal, self)
        self.opacity.setRange(0, 100)
        self.opacity.setAccessibleName(self.tr("Opacity of the base map"))
        self.datum = QComboBox(self)
        self.datum.addItems(DATUMS)
        self.datum.setAccessibleName(self.tr("Coordinates of tiles that are added"))
        self.relief = ReliefEditor(base_maps.relief(space), self)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self._paling, self._lighting = (QTimer(self, singleShot=True, interval=LATER_MS) for _ in range(2))
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show_rights()
        self.show_maps()

    def show_maps(self, chosen: str = "") -> None:
        """Show the base maps as the workspace has them."""
        self._maps = base_maps.base_maps(self._space)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._maps:
            item = QListWidgetItem(one.name, self.list)
            item.setData(NAME, one.name)
            item.setToolTip(one.path)
            item.setCheckState(Qt.CheckState.Checked if one.visible else Qt.CheckState.Unchecked)
        names = [one.name for one in self._maps]
        self.list.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self.list.blockSignals(False)
        self._show_chosen()

    def add(self, files: Sequence[Path]) -> None:
        """Put files or folders under the map; a first piece of each is read, in a thread."""
        if files:
            self.problem.setText(self.tr("Reading…"))
            self._question.ask(_added, self._space, list(files), self.datum.currentText())

    @property
    def chosen(self) -> BaseMap | None:
        """The chosen base map."""
        row = self.list.currentRow()
        return self._maps[row] if 0 <= row < len(self._maps) else None

    def done(self, result: int) -> None:
        """Keep what waits, then go."""
        for timer, work in ((self._paling, self._pale), (self._lighting, self._light)):
            if timer.isActive():
                timer.stop()
                work()
        self._question.drop()
        super().done(result)

    def _do(self, operation: Callable[..., Any], *values: Any, chosen: str = "") -> None:
        try:
            operation(self._space, *values)
        except GisError as problem:
            self._complain(problem)
            return
        self.problem.clear()
        self.show_maps(chosen)
        self.kept.emit()

    def _complain(self, problem: GisError) -> None:
        self.problem.setText("".join(sentence(problem, language.current())))

    def _take_added(self, added: tuple[list[str], list[GisError]]) -> None:
        names, problems = added
        self.problem.setText("\n".join("".join(sentence(one, language.current())) for one in problems))
        self.show_maps(names[-1] if names else "")
        if names:
            self.kept.emit()

    def _show_chosen(self) -> None:
        one, row = self.chosen, self.list.currentRow()
        may = self._may and one is not None
        self.opacity.blockSignals(True)
        self.opacity.setValue(round(one.opacity * 100) if one else 100)
        self.opacity.blockSignals(False)
        for widget in (self.opacity, self.remove):
            widget.setEnabled(may)
        self.up.setEnabled(may and row > 0)
        self.down.setEnabled(may and row < len(self._maps) - 1)

    def _tick(self, item: QListWidgetItem) -> None:
        name = item.data(NAME)
        one = next(known for known in self._maps if known.name == name)
        visible = item.checkState() == Qt.CheckState.Checked
        self._do(base_maps.change_base_map, name, one.opacity, visible, chosen=name)

    def _pale(self) -> None:
        if one := self.chosen:
            value = self.opacity.value() / 100
            self._do(base_maps.change_base_map, one.name, value, one.visible, chosen=one.name)

    def _light(self) -> None:
        self._do(base_maps.set_relief, self.relief.style_now, chosen=self.chosen.name if self.chosen else "")

    def _move(self, by: int) -> None:
        if one := self.chosen:
            self._do(base_maps.move_base_map, one.name, self.list.currentRow() + by, chosen=one.name)

    def _remove(self) -> None:
        if one := self.chosen:
            self._do(base_maps.remove_base_map, one.name)

    @property
    def _may(self) -> bool:
        return self._space.user.may(Permission.EDIT) and not self._space.read_only

    def _show_rights(self) -> None:
        for widget in (self.add_files, self.add_folder, self.datum, self.relief):
            widget.setEnabled(self._may)
            widget.setToolTip("" if self._may else self.tr("Base maps are changed by those who may edit."))

    def _make_buttons(self) -> None:
        self.add_files, self.add_folder = (
            QPushButton(one, self) for one in (self.tr("Add files…"), self.tr("Add a folder of tiles…"))
        )
        self.up, self.down, self.remove = (
            QPushButton(one, self) for one in (self.tr("Up"), self.tr("Down"), self.tr("Remove"))
        )
        for one in (self.add_files, self.add_folder, self.up, self.down, self.remove):
            one.setAutoDefault(False)

    def _connect(self) -> None:
        self.add_files.clicked.connect(self.files_wanted)
        self.add_folder.clicked.connect(self.folder_wanted)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        self.list.itemChanged.connect(self._tick)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.opacity.valueChanged.connect(lambda _value: self._paling.start())
        self._paling.timeout.connect(self._pale)
        self.relief.changed.connect(self._lighting.start)
        self._lighting.timeout.connect(self._light)
        self._question.answered.connect(self._take_added)
        self._question.failed.connect(self._complain)

    def _lay_out(self) -> None:
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._maps_page(), self.tr("Base maps"))
        self.tabs.addTab(self.relief, self.tr("Relief"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def _maps_page(self) -> QWidget:
        page = QWidget(self)
        side = QVBoxLayout()
        for one in (self.add_files, self.add_folder, self.up, self.down, self.remove):
            side.addWidget(one)
        side.addWidget(QLabel(self.tr("Coordinates of tiles:"), page))
        side.addWidget(self.datum)
        side.addStretch(1)
        pale = QHBoxLayout()
        pale.addWidget(QLabel(self.tr("Opacity"), page))
        pale.addWidget(self.opacity, 1)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(pale)
        row = QHBoxLayout(page)
        row.addLayout(left, 1)
        row.addLayout(side)
        return page


def _added(space: "Workspace", files: Sequence[Path], datum: str) -> tuple[list[str], list[GisError]]:
    """In a thread: the names of what was added, and what was wrong with the others."""
    names, problems = [], []
    for one in files:
        try:
            names.append(base_maps.add_base_map(space, one, datum=datum).name)
        except GisError as problem:
            problems.append(problem)
    return names, problems
