"""Asks with what a sheet begins: a template or a kept page, which paper, which ground, at which scale."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QPushButton

from kangbashi_gis.errors import GisError
from kangbashi_gis.model import themes
from kangbashi_gis.model.page import SIZES, Page, placed
from kangbashi_gis.operations import page_keeping, page_templates
from kangbashi_gis.ui import language, messages
from kangbashi_gis.ui.dialogs.form import FormDialog, ask
from kangbashi_gis.ui.page import sketch

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

SCALES = (200, 500, 1000, 2000, 5000, 10_000, 25_000, 50_000, 100_000, 250_000)
PAGE = Qt.ItemDataRole.UserRole
PICTURE = QSize(132, 100)


@dataclass(frozen=True)
class Beginning:
    """The page to begin with, what it is about (as `work_printing.subject_of` takes it), the name it is kept under."""

    page: Page
    found: dict[str, Any]
    kept: str = ""


class BeginningDialog(FormDialog):
    """Templates that come with the program, pages of the workspace, and files of one's own."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, QCoreApplication.translate("BeginningDialog", "Print a sheet"), "", 640)
        self.ok.setText(self.tr("Lay it out"))
        self._main = window
        self.list = QListWidget(self)
        self.paper, self.ground, self.scale = QComboBox(self), QComboBox(self), QComboBox(self)
        self.feature = QLineEdit(self)
        self.file = QPushButton(self.tr("From a file…"), self)
        self.file.setAutoDefault(False)
        self._fill()
        self._lay_out()
        self._take()

    @classmethod
    def ask(cls, window: "MainWindow") -> Beginning | None:
        """Show the dialog; None when it was cancelled."""
        dialog = cls(window)
        return ask(dialog, dialog.beginning)

    def beginning(self) -> Beginning:
        """Give what was chosen."""
        page, kept = self._page()
        if size := str(self.paper.currentData()):
            page = page_templates.on_paper(page, size)
        kind, wanted = self.ground.currentData()
        found = {"named": self.feature.text().strip()} if kind == "named" else wanted if kind == "fid" else {}
        if kind == "seen":
            page = self._seen(page)
        if scale := int(self.scale.currentData()):
            page = page_templates.at_scale(page, scale)
        return Beginning(page, found, kept)

    def add_file(self, file: Path) -> None:
        """Offer a file of one's own and choose it; says what is wrong with it."""
        try:
            page = page_templates.read_page(file)
        except GisError as problem:
            self.say("".join(messages.sentence(problem)))
            return
        self.list.setCurrentItem(self._add(file.stem, page, ""))

    def _page(self) -> tuple[Page, str]:
        item = self.list.currentItem()
        page, kept = item.data(PAGE)
        return page, kept

    def _seen(self, page: Page) -> Page:
        """The first map shows what the window shows."""
        first = page.first_map
        view = self._main.canvas.view
        if first is None:
            return page
        scale = 0.0
        return placed(page, replace(first, area=tuple(view.upright), angle=view.angle, scale=scale, around=0.0))

    def _fill(self) -> None:
        for one in page_templates.templates():
            title = one.page.title if language.current() == language.CHINESE else one.page.title_en or one.page.title
            self._add(title, one.page, "")
        space = self._main.space
        assert space is not None
        for name in page_keeping.kept_pages(space):
            try:
                self._add(name, page_keeping.kept_page(space, name), name)
            except GisError as problem:
                self.say("".join(messages.sentence(problem)))
        self.list.setCurrentRow(0)
        self.paper.addItem(self.tr("As the template has it"), "")
        for size in reversed(tuple(SIZES)):
            self.paper.addItem(size, size)
        self.scale.addItem(self.tr("Whatever shows the ground"), 0)
        for scale in SCALES:
            self.scale.addItem(f"1:{scale:,}", scale)
        self._offer_ground()

    def _offer_ground(self) -> None:
        self.ground.addItem(self.tr("What the map shows"), ("seen", {}))
        self.ground.addItem(self.tr("All of it"), ("all", {}))
        for name, fids in self._main.chooser.now.fids.items():
            if len(fids):
                title = self.tr("The selected one: {theme}").format(theme=language.theme_title(themes.theme(name)))
                self.ground.addItem(title, ("fid", {"theme": name, "fid": int(fids[0])}))
        self.ground.addItem(self.tr("A feature or map sheet by its number"), ("named", {}))

    def _add(self, title: str, page: Page, kept: str) -> QListWidgetItem:
        item = QListWidgetItem(sketch.icon(page, PICTURE), title, self.list)
        item.setData(PAGE, (page, kept))
        item.setToolTip(f"{page.width_mm:g} × {page.height_mm:g} mm")
        return item

    def _lay_out(self) -> None:
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setIconSize(PICTURE)
        self.list.setGridSize(PICTURE + QSize(16, 36))
        self.list.setMinimumHeight(300)
        self.add_row(self.tr("Template"), self.list)
        self.form.addRow("", self.file)
        self.add_row(self.tr("Paper"), self.paper)
        self.add_row(self.tr("Ground"), self.ground)
        named = self.tr("THEME:CODE such as parcels:150603001, or sheet:NUMBER")
        self.feature.setPlaceholderText(named)
        self.add_row(self.tr("Feature"), self.feature, named)
        self.add_row(self.tr("Scale"), self.scale)
        self.list.currentRowChanged.connect(lambda _row: self._take())
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.ground.currentIndexChanged.connect(lambda _row: self._check())
        self.feature.textChanged.connect(lambda _text: self._check())
        self.file.clicked.connect(self._ask_file)

    def _ask_file(self) -> None:
        from kangbashi_gis.ui.dialogs import files

        for one in files.ask_open(self._main, self.tr("Template file")):
            self.add_file(one)

    def _take(self) -> None:
        """Propose the ground that a template is made for."""
        page, kept = self._page()
        rows = [self.ground.itemData(row) for row in range(self.ground.count())]
        kinds = [kind for kind, _ in rows]
        own = next((at for at, (kind, one) in enumerate(rows) if kind == "fid" and one["theme"] == page.about), -1)
        if page.about:
            self.ground.setCurrentIndex(own if own >= 0 else kinds.index("named"))
            if not self.feature.text():
                self.feature.setText("sheet:" if page.about.startswith("sheet") else f"{page.about}:")
        else:
            self.ground.setCurrentIndex(kinds.index("all") if kept else kinds.index("seen"))
        self._check()

    def _check(self) -> None:
        kind, _ = self.ground.currentData()
        self.feature.setEnabled(kind == "named")
        page, _kept = self._page()
        given = self.feature.text().partition(":")[2].strip()
        if kind == "named" and not given:
            self.complain(self.tr("Say which feature: THEME:CODE, or sheet:NUMBER."))
        elif page.about and kind in ("seen", "all"):
            self.complain(self.tr("This template is about one feature: choose it on the map, or say its number."))
        else:
            self.complain("")
