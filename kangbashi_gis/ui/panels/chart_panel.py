"""统计图: charts of a theme, of what its table shows, or of what is selected on the map; copied, saved."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kangbashi_gis.errors import Cancelled, GisError
from kangbashi_gis.model import themes
from kangbashi_gis.model.chart import ChartAsk, ChartData
from kangbashi_gis.model.rows import ALL as EVERYTHING
from kangbashi_gis.model.rows import Ask
from kangbashi_gis.progress import reporting
from kangbashi_gis.ui import docks, messages
from kangbashi_gis.ui.panels.chart_choice import CHOSEN, FILTERED, ChartChoice
from kangbashi_gis.ui.panels.chart_picture import ChartPicture
from kangbashi_gis.ui.rows import CHARTS

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

PAUSE_MS = 200
CHOICE_PX = 270
FIRST_PX = 380  # high
MOST_BARS = 30
BAR_PX, FRAME_PX = 18, 110  # of a bar with its name; of titles and axis together


class ChartPanel(QWidget):
    """What is drawn on the left, the chart on the right."""

    def __init__(self, window: "MainWindow", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._filters: dict[str, Ask] = {}  # what the tables of themes show, as far as they have told
        self._stop = threading.Event()
        self.choice = ChartChoice(self)
        self.picture = ChartPicture(window.jobs, self)
        self.copy = QPushButton(self.tr("&Copy"), self)
        self.save = QPushButton(self.tr("&Save as…"), self)
        self._lay_out()
        self._question = window.jobs.question("chart_numbers")
        self._question.answered.connect(self._take)
        self._question.failed.connect(self._fail)
        self._saving = window.jobs.question("charts")
        self._saving.answered.connect(self._saved)
        self._saving.failed.connect(window.banner.fail)
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self.refresh)
        self.choice.changed.connect(self._later.start)
        self.picture.failed.connect(self._fail)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        window.chooser.changed.connect(self._follow_choice)
        window.session.changed.connect(self._later.start)

    def offer(self, theme: str, ask: Ask | None, by: str = "") -> None:
        """Draw a theme; ask: what its table shows now, None for all rows."""
        if ask is not None:
            self._filters[theme] = ask
        self.choice.choose(theme, by, FILTERED if ask is not None and not ask.is_plain else "")

    def forget(self) -> None:
        """Let go of what was drawn: another workspace is open."""
        self._filters.clear()
        self._stop.set()
        self._question.drop()
        self.picture.say("")

    def refresh(self) -> None:
        """Count and draw anew."""
        self._later.stop()
        self._stop.set()
        if self._window.space is None or not self.isVisible():
            return
        theme, rows = self.choice.chosen_theme, self.choice.rows.currentData()
        ask = EVERYTHING
        if rows == CHOSEN and not theme.in_vault:
            fids = self._window.chooser.now.of(theme.name)
            if not len(fids):
                self._say(self.tr("Nothing of this theme is selected on the map."))
                return
            ask = Ask(only=fids)
        elif rows == FILTERED and not theme.in_vault:
            ask = self._filters.get(theme.name, EVERYTHING)
        if not self.choice.ask().by:
            self._say(self.tr("No field of this theme fits this chart."))
            return
        self._stop = threading.Event()
        most = max((self.picture.height() - FRAME_PX) // BAR_PX, 4)  # bars that have room
        wanted = replace(self.choice.ask(), most=min(most, MOST_BARS))
        self._question.ask(_counted, self._window.space, theme.name, ask, wanted, self._stop)

    def showEvent(self, event: object) -> None:
        """Draw what was put off while nobody saw it."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._later.start()

    def _follow_choice(self) -> None:
        if self.choice.rows.currentData() == CHOSEN:
            self._later.start()

    def _take(self, data: ChartData) -> None:
        self.picture.show_data(data)
        self._allow(True)

    def _fail(self, error: GisError) -> None:
        if not isinstance(error, Cancelled):
            self._say("\n".join(part for part in messages.sentence(error) if part))

    def _say(self, text: str) -> None:
        self._question.drop()
        self.picture.say(text)
        self._allow(False)

    def _allow(self, drawn: bool) -> None:
        self.copy.setEnabled(drawn)
        self.save.setEnabled(drawn)

    def _copy(self) -> None:
        pixmap = self.picture.pixmap()
        if self.picture.data is None or pixmap.isNull():
            return
        from PySide6.QtGui import QPainter, QPixmap

        # on white: what is shown lets the panel's own colour through, which other programs would make black
        whole = QPixmap(pixmap.size())
        whole.setDevicePixelRatio(pixmap.devicePixelRatio())
        whole.fill(self.palette().window().color())
        painter = QPainter(whole)
        painter.drawPixmap(0, 0, pixmap)
        painter.end()
        QApplication.clipboard().setPixmap(whole)

    def _save(self) -> None:
        from kangbashi_gis.ui.dialogs.files import ask_save

        data = self.picture.data
        if data is None:
            return
        name = data.title.replace("：", " ").replace("/", "-")
        kinds = self.tr("Picture") + " (*.png);;SVG (*.svg);;PDF (*.pdf)"
        if (path := ask_save(self, self.tr("Save the chart"), Path.home() / f"{name}.png", kinds)) is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Save the chart in a thread, at the proportions in which it is seen."""
        data = self.picture.data
        if data is None:
            return
        share = self.picture.height() / max(self.picture.width(), 1)
        self._saving.ask(_written, data, path, share)

    def _saved(self, path: Path) -> None:
        self._window.banner.say("done", self.tr("The chart was saved as {file}.").format(file=path))

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.choice)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 0, 10, 8)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        side = QWidget(self)
        side.setFixedWidth(CHOICE_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area, 1)
        column.addLayout(buttons)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(side)
        whole.addWidget(self.picture, 1)
        self._allow(False)


def show_chart(window: "MainWindow", theme: str = "", ask: Ask | None = None, by: str = "") -> ChartPanel:
    """Bring the charts to the front. theme: what to draw; ask: what its table shows; by: a field."""
    title = QCoreApplication.translate("ChartPanel", "Charts")
    is_new = window.findChild(QDockWidget, CHARTS) is None
    panel = docks.raised(window, CHARTS, title, lambda parent: ChartPanel(window, parent))
    if is_new and (dock := window.findChild(QDockWidget, CHARTS)) is not None:
        window.resizeDocks([dock], [FIRST_PX], Qt.Orientation.Vertical)
    if theme:
        panel.offer(theme, ask, by)
    else:
        panel.refresh()
    return panel


def follow(window: "MainWindow", *, opened: bool = False) -> None:
    """Let the charts follow the data, or let go of them where another workspace was opened."""
    dock = window.findChild(QDockWidget, CHARTS)
    if dock is None or not isinstance(panel := dock.widget(), ChartPanel):
        return
    if opened:
        panel.forget()
    panel.refresh()


def _counted(space: "Workspace", theme: str, ask: Ask, wanted: ChartAsk, stop: threading.Event) -> ChartData:
    from kangbashi_gis.operations.charts import chart

    return chart(space, themes.theme(theme), ask, wanted, reporting(lambda _fraction, _step: None, stop.is_set))


def _written(data: ChartData, path: Path, share: float) -> Path:
    from kangbashi_gis.render.charts import Look, save

    save(data, path, Look(180.0, max(180.0 * share, 60.0), 300.0))
    return path
