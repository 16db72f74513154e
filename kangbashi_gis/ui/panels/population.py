"""人口统计: how many people live where, of which age, how it changes: a table, a chart, colours on the map."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.statistics import Statistics, StatisticsRow
from kangbashi_gis.ui import docks, messages
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.panels.charts import Chart, bars, lines, pyramid
from kangbashi_gis.ui.panels.population_map import ColorClass, classes, coloured

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "population_dock"
CHART_PX = 240
MOST_BARS = 11
MOST_NAME_PX = 190
ON_MAP = ("community", "grid", "block")


@dataclass(frozen=True)
class Shown:
    """What was asked for, the ground of each row, the names of the communities."""

    statistics: Statistics
    grounds: list[Any]
    communities: tuple[str, ...]


class PopulationPanel(QWidget):
    """What to count by on top, then a table beside a chart, and the legend of the map."""

    areas_wanted = Signal(list)  # Coloured
    publish_wanted = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self._space: Workspace | None = None
        self.by = QComboBox(self)
        self.community = QComboBox(self)
        self.on_map = QCheckBox(self.tr("Colour the &map"), self)
        self.publish = QPushButton(self.tr("Pu&blish…"), self)
        self.status = QLabel(self)
        self.table = QTableWidget(self)
        self.legend = QLabel(self)
        self.empty = QLabel(self)
        self.pyramid = Chart(jobs, pyramid, CHART_PX, self)
        self.bars = Chart(jobs, bars, CHART_PX, self)
        self.lines = Chart(jobs, lines, CHART_PX, self)
        self._question = jobs.question("population")
        self._question.answered.connect(self.show_statistics)
        self._question.failed.connect(self.fail)
        self._set_up()

    def ask(self, space: "Workspace | None" = None) -> None:
        """Count anew, in a workspace or in the one before."""
        self._space = space or self._space
        if self._space is None:
            return
        by, _, size = str(self.by.currentData()).partition(":")
        self.status.setText(self.tr("Counting …"))
        community = str(self.community.currentData() or "")
        self._question.ask(_count, self._space, by, float(size or 500), community)

    def forget(self) -> None:
        """Show nothing any more: the numbers may have been exact."""
        self._question.drop()
        self.shown, self._space = None, None
        self.table.setRowCount(0)
        self._chart(None)
        self.legend.clear()
        self.status.clear()
        self.areas_wanted.emit([])

    def fail(self, error: GisError) -> None:
        """Say what is wrong in place of numbers."""
        self.shown = None
        self._say("\n".join(filter(None, messages.sentence(error))))

    def show_statistics(self, shown: Shown) -> None:
        """Show numbers, or how to come to some."""
        self.shown = shown
        self._show_communities(shown)
        may = self._space is not None and self._space.user.may(Permission.STATISTICS_PUBLISH)
        self.publish.setVisible(may)
        found = shown.statistics
        if not found.rows:
            here = self.tr("Publish a release with the button above.")
            other = self.tr("A clerk who may read the residents publishes a release; then it is shown to everybody.")
            self._say(self.tr("No statistics of people were published yet.") + "\n" + (here if may else other))
            return
        self._pages.setCurrentIndex(1)
        self.status.setText(self._status(found))
        self._fill(found)
        self._show_chart(found)
        self._show_map()

    def _say(self, text: str) -> None:
        self.empty.setText(text)
        self._pages.setCurrentIndex(0)
        self.status.clear()
        self.areas_wanted.emit([])

    def _status(self, found: Statistics) -> str:
        if found.exact:
            return self.tr("Exact numbers, as of now. Not to be passed on.")
        words = self.tr("Rounded numbers, published {date}. “–” stands for fewer than ten, or what would tell them.")
        return words.format(date=found.released.replace("T", " "))

    def _show_communities(self, shown: Shown) -> None:
        chosen = self.community.currentData()
        self.community.blockSignals(True)
        self.community.clear()
        self.community.addItem(self.tr("Whole district"), "")
        for name in shown.communities:
            self.community.addItem(name, name)
        self.community.setCurrentIndex(max(self.community.findData(chosen), 0))
        self.community.blockSignals(False)
        self.community.setEnabled(shown.statistics.by != "release")

    def _fill(self, found: Statistics) -> None:
        heads = [self.tr("Name"), self.tr("People"), self.tr("Men"), self.tr("Women")]
        wide = found.by in ("community", "grid", "block", "release")
        heads += ["0–14", "15–59", "60+", self.tr("Households")] if wide else []
        self.table.clear()
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(found.rows))
        about = "" if found.exact else "≈"
        for at, row in enumerate(found.rows):
            cells = [row.people, *row.by_sex.values()] if row.by_sex else [row.people, None, None]
            cells += [*row.by_age.values(), row.households] if wide else []
            self.table.setItem(at, 0, QTableWidgetItem(self._name(row, found.by)))
            for column, cell in enumerate(cells, 1):
                self.table.setItem(at, column, _number(cell, about))
        for column in (2, 3):
            self.table.setColumnHidden(column, found.by in ("sex", "year"))
        self.table.resizeColumnsToContents()
        self.table.setColumnWidth(0, min(self.table.columnWidth(0), MOST_NAME_PX))
        self.table.setCurrentCell(0, 0)

    def _name(self, row: StatisticsRow, by: str) -> str:
        if by == "block":
            return self.tr("Block {number} · {name}").format(number=row.number, name=row.name)
        return row.name.replace("T", " ") if by == "release" else row.name or self.tr("No community")

    def _show_chart(self, found: Statistics) -> None:
        people = {self._name(row, found.by): row.people for row in found.rows}
        if found.by in ("year", "release"):
            self._chart(self.lines, {name.partition(" ")[0]: number for name, number in people.items()})
        elif found.by in ("community", "sex"):
            known = sorted(((name, n) for name, n in people.items() if n is not None), key=lambda one: -one[1])
            self._chart(self.bars, dict(known[:MOST_BARS]))
        else:
            told = {band: (men or 0, women or 0, 0) for band, (men, women) in found.pyramid.items()}
            self._chart(self.pyramid, told or None)

    def _chart(self, chosen: Chart | None, data: Any = None) -> None:
        for chart in (self.pyramid, self.bars, self.lines):
            chart.setVisible(chart is chosen)
            words = (self.tr("Men"), self.tr("Women")) if chart is self.pyramid else ()
            chart.show_data(data if chart is chosen else None, words)

    def _show_map(self) -> None:
        """Colour the map, if that is wanted, and say what the colours stand for."""
        self.legend.clear()
        possible = self.shown is not None and self.shown.statistics.by in ON_MAP
        self.on_map.setEnabled(possible)
        if not possible or self.shown is None or not self.on_map.isChecked():
            self.areas_wanted.emit([])
            return
        people = [row.people for row in self.shown.statistics.rows]
        found = classes(people)
        self.areas_wanted.emit(coloured(found, people, self.shown.grounds))
        self.legend.setText("&nbsp;&nbsp; ".join(self._key(one) for one in found))

    def _key(self, one: ColorClass) -> str:
        if one.least is None:
            words = self.tr("held back")
        elif one.below is None:
            words = self.tr("{least} and more").format(least=f"{one.least:,}")
        else:
            words = f"{one.least:,} – {one.below:,}"
        return f"<span style='background-color:{one.color}'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;</span>&nbsp;{words}"

    def _set_up(self) -> None:
        for text, data in (
            (self.tr("By community"), "community"),
            (self.tr("By grid of 250 m"), "grid:250"),
            (self.tr("By grid of 500 m"), "grid:500"),
            (self.tr("By grid of 1 km"), "grid:1000"),
            (self.tr("By block"), "block"),
            (self.tr("By age"), "age"),
            (self.tr("By sex"), "sex"),
            (self.tr("By year of moving in"), "year"),
            (self.tr("By release"), "release"),
        ):
            self.by.addItem(text, data)
        self.by.setAccessibleName(self.tr("What people are counted by"))
        self.community.setAccessibleName(self.tr("Community"))
        self.table.setAccessibleName(self.tr("Numbers of people"))
        self.legend.setAccessibleName(self.tr("Legend of the map"))
        self.on_map.setChecked(True)
        self.publish.hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.by.currentIndexChanged.connect(lambda _at: self.ask())
        self.community.currentIndexChanged.connect(lambda _at: self.ask())
        self.on_map.toggled.connect(lambda _on: self._show_map())
        self.publish.clicked.connect(self.publish_wanted)
        for label in (self.status, self.empty, self.legend):
            label.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for one in (self.by, self.community, self.on_map, self.publish):
            top.addWidget(one)
        top.addWidget(self.status, 1)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        numbers = QWidget(self)
        row = QHBoxLayout(numbers)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.table, 3)
        for chart in (self.pyramid, self.bars, self.lines):
            row.addWidget(chart, 2)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(numbers)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        column.addWidget(self.legend)

    def sizeHint(self) -> QSize:
        """Ask for room for a chart."""
        return QSize(900, CHART_PX + 110)


def show(window: "MainWindow") -> PopulationPanel:
    """Show the panel under the map."""
    title = QCoreApplication.translate("PopulationPanel", "Population")
    panel = docks.raised(window, NAME, title, lambda dock: _made(window, dock))
    panel.ask(window.space)
    panel.by.setFocus()
    return panel


def refresh(window: "MainWindow") -> None:
    """Count anew where the panel is on the screen: a release was published, or somebody else is at the window."""
    panel = _found(window)
    if panel is not None and window.space is None:
        panel.forget()
    elif panel is not None and panel.isVisible():
        panel.ask(window.space)


def forget(window: "MainWindow") -> None:
    """Let go of the numbers, which may be exact."""
    if (panel := _found(window)) is not None:
        panel.forget()


def _found(window: "MainWindow") -> PopulationPanel | None:
    return window.findChild(PopulationPanel)


def _made(window: "MainWindow", parent: QWidget) -> PopulationPanel:
    panel = PopulationPanel(window.jobs, parent)
    panel.areas_wanted.connect(window.canvas.show_areas)
    panel.publish_wanted.connect(lambda: window.commands.trigger("data.publish_statistics"))
    parent.visibilityChanged.connect(lambda shown: None if shown else window.canvas.show_areas(()))  # type: ignore[attr-defined]
    window.session.ending.connect(panel.forget)
    window.session.changed.connect(lambda: refresh(window))
    return panel


def _number(number: int | None, about: str) -> QTableWidgetItem:
    item = QTableWidgetItem("–" if number is None else f"{about}{number:,}")
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _count(space: "Workspace", by: str, unit_m: float, community: str) -> Shown:
    from kangbashi_gis.operations.statistics import community_names, grounds, statistics

    found = statistics(space, by, None, unit_m, "" if by == "release" else community)
    return Shown(found, grounds(space, found) if by in ON_MAP else [], community_names(space))
