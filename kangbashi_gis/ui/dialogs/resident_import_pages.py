"""The steps of bringing a table of residents in, a page each: columns, problems, addresses, differences, the end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.model.resident_tables import LEVELS, NOTES, TITLES, WORDS, FieldChange, Role, TableReport, Told
from kangbashi_gis.ui import language

KEY = Qt.ItemDataRole.UserRole
# what a person may point out; the rest is recognised or left alone
ASKED = (
    Role.NAME, Role.ID_NUMBER, Role.SEX, Role.BORN, Role.ETHNICITY, Role.PHONE, Role.HOUSEHOLD, Role.RELATION,
    Role.ADDRESS, Role.COMPOUND, Role.BUILDING, Role.UNIT, Role.ROOM, Role.MOVED_IN,
)  # fmt: skip
ADDRESSES = (Told.ADDRESS_NONE, Told.ADDRESS_DOUBTFUL)


def said(words: tuple[str, str]) -> str:
    """Choose the words of the window's language from a pair of Chinese and English."""
    return words[0] if language.current() == language.CHINESE else words[1]


class Listing(QTableWidget):
    """A table that is only read, or ticked, with the keyboard as with the mouse."""

    def __init__(self, parent: QWidget, name: str, headings: Sequence[str], wide: int) -> None:
        super().__init__(0, len(headings), parent)
        self.setHorizontalHeaderLabels(list(headings))
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show rows in place of those before."""
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(place, column, item)
        if rows:
            self.setCurrentCell(0, 0)


class Page(QWidget):
    """A step: a sentence at its top, and what it shows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.column.addWidget(self.sentence)


class ColumnsPage(Page):
    """Which column is what. A choice asks for the table to be looked through again."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = Listing(self, self.tr("Columns"), [self.tr("What"), self.tr("Column of the table")], 1)
        self.notes = QLabel(self)
        self.notes.setWordWrap(True)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.notes)
        self.stated: dict[str, str] = {}

    def show_report(self, report: TableReport) -> None:
        """Show the columns as they were recognised."""
        sheets = "、".join(report.sheets)
        self.sentence.setText(self.tr("{count} people in {sheets}").format(count=report.read, sheets=sheets))
        headings = list(dict.fromkeys([*report.columns.values(), *report.ignored]))
        self.table.setRowCount(len(ASKED))
        for place, role in enumerate(ASKED):
            title = said(TITLES[role])
            self.table.setItem(place, 0, QTableWidgetItem(title))
            box = QComboBox(self.table)
            box.setAccessibleName(title)
            box.addItem(self.tr("(none)"), "")
            for heading in headings:
                box.addItem(heading, heading)
            box.setCurrentIndex(max(box.findData(report.columns.get(role, "")), 0))
            box.activated.connect(lambda _index, role=role, box=box: self._state(role, box))
            self.table.setCellWidget(place, 1, box)
        told = [f"{said(NOTES[name])}（{count}）" for name, count in report.notes.items()]
        left = [one for one in report.ignored if one not in self.stated.values()]
        told += [self.tr("Not used: {columns}").format(columns="、".join(left))] if left else []
        self.notes.setText("\n".join(told))

    def _state(self, role: Role, box: QComboBox) -> None:
        self.stated[role.value] = str(box.currentData())
        self.chosen.emit()


class ProblemsPage(Page):
    """What is the matter with which row, masked; by reason where one is chosen."""

    wanted = Signal()  # the report for the community

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason = QComboBox(self)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.report = QPushButton(self.tr("Report for the community…"), self)
        self.report.setAutoDefault(False)
        headings = [self.tr("Sheet"), self.tr("Row"), self.tr("Kept out"), self.tr("Reason"), self.tr("Value, masked")]
        self.table = Listing(self, self.tr("Problems"), headings, 3)
        top = QHBoxLayout()
        top.addWidget(self.reason, 1)
        top.addWidget(self.report)
        self.column.addLayout(top)
        self.column.addWidget(self.table, 1)
        self.reason.currentIndexChanged.connect(self._show)
        self.report.clicked.connect(self.wanted)
        self._problems: Sequence[tuple[str, tuple[str, ...]]] = ()

    def show_report(self, report: TableReport) -> None:
        """Show the problems of all rows; those of addresses have a page of their own."""
        text = self.tr("{refused} rows are kept out and go back to the community; {doubled} stand twice.")
        self.sentence.setText(text.format(refused=report.refused, doubled=report.doubled))
        yes = self.tr("yes")
        self._problems = [
            (one.told, (one.sheet, str(one.row), yes if one.refused else "", said(WORDS[Told(one.told)]), one.shown))
            for one in report.problems
            if one.told not in ADDRESSES
        ]
        self.reason.blockSignals(True)
        self.reason.clear()
        self.reason.addItem(self.tr("All reasons ({count})").format(count=len(self._problems)), "")
        for name, count in sorted(report.counts.items(), key=lambda one: -one[1]):
            if name not in ADDRESSES:
                self.reason.addItem(f"{said(WORDS[Told(name)])}（{count}）", name)
        self.reason.blockSignals(False)
        self._show()

    def _show(self) -> None:
        wanted = self.reason.currentData()
        self.table.fill([row for name, row in self._problems if wanted in ("", name)])


class AddressesPage(Page):
    """To what the addresses were matched, and which rows have none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.levels = Listing(self, self.tr("Levels"), [self.tr("Matched to"), self.tr("People")], 0)
        headings = [self.tr("Sheet"), self.tr("Row"), self.tr("Reason"), self.tr("Address as far as the building")]
        self.rows = Listing(self, self.tr("Addresses to look at"), headings, 3)
        self.levels.setMaximumHeight(170)
        self.column.addWidget(self.levels)
        self.column.addWidget(self.rows, 1)

    def show_report(self, report: TableReport) -> None:
        """Show the levels, and the rows whose address is not sure."""
        self.sentence.setText(self.tr("People whose address is not sure come in, but stand at no room."))
        self.levels.fill([(said(LEVELS[name]), f"{count:,}") for name, count in report.levels.items()])
        self.rows.fill(
            [
                (one.sheet, str(one.row), said(WORDS[Told(one.told)]), one.shown)
                for one in report.problems
                if one.told in ADDRESSES
            ]
        )


class DifferencesPage(Page):
    """What the vault has otherwise: what is ticked is taken from the table, all else stays as it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        headings = [
            self.tr("Take"), self.tr("Sheet"), self.tr("Row"), self.tr("Who"), self.tr("What"), self.tr("Recorded"),
            self.tr("In the table"),
        ]  # fmt: skip
        self.table = Listing(self, self.tr("Differences"), headings, 6)
        self.all = QPushButton(self.tr("Take all"), self)
        self.none = QPushButton(self.tr("Keep all"), self)
        row = QHBoxLayout()
        for button, state in ((self.all, Qt.CheckState.Checked), (self.none, Qt.CheckState.Unchecked)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, state=state: self._set_all(state))
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.table, 1)
        self.column.addStretch()

    def show_report(self, report: TableReport) -> None:
        """Show each field that differs; what fills a gap is ticked."""
        text = self.tr("{count} people are recorded otherwise. Ticked values are taken, all others stay.")
        if not report.differing:
            text = self.tr("Nobody is recorded otherwise: there is nothing to choose here.")
        self.sentence.setText(text.format(count=report.differing))
        for part in (self.all, self.none, self.table):
            part.setVisible(bool(report.differing))
        known, rows = self.answers(), []
        for one in report.differences:
            rows += [(f"{one.sheet}!{one.row}:{change.field}", one, change) for change in one.fields]
        self.table.fill([("", one.sheet, str(one.row), one.name, *_change(change)) for _, one, change in rows])
        for place, (key, _, change) in enumerate(rows):
            item = QTableWidgetItem()
            item.setData(KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            take = known.get(key, "take" if change.taken else "keep") == "take"
            item.setCheckState(Qt.CheckState.Checked if take else Qt.CheckState.Unchecked)
            self.table.setItem(place, 0, item)

    def answers(self) -> dict[str, str]:
        """Give what was chosen, by row and field."""
        ticked = Qt.CheckState.Checked
        return {str(one.data(KEY)): "take" if one.checkState() == ticked else "keep" for one in self._boxes()}

    def _set_all(self, state: Qt.CheckState) -> None:
        for one in self._boxes():
            one.setCheckState(state)

    def _boxes(self) -> list[QTableWidgetItem]:
        items = (self.table.item(place, 0) for place in range(self.table.rowCount()))
        return [one for one in items if one is not None]


class EndPage(Page):
    """What will be done, and who is recorded in the rooms of the table without being in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        headings = [self.tr("Name"), self.tr("ID number"), self.tr("Recorded at")]
        self.table = Listing(self, self.tr("Recorded, but not in the table"), headings, 2)
        self.column.addWidget(self.about)
        self.column.addWidget(self.table, 1)

    def show_report(self, report: TableReport) -> None:
        """Show the counts."""
        text = self.tr(
            "{added} people are added, {changed} changed, {unchanged} stay as they are, {undecided} differ and stay; "
            "{refused} rows are kept out, {doubled} stand twice. All of it can be undone in one step."
        )
        names = ("added", "changed", "unchanged", "undecided", "refused", "doubled")
        self.sentence.setText(text.format(**{name: f"{getattr(report, name):,}" for name in names}))
        gone = self.tr("{count} people are recorded in the rooms of this table and are not in it. Nobody is deleted.")
        self.about.setText(gone.format(count=report.gone_count))
        self.table.fill([(one.name, one.id_number, one.address) for one in report.gone])


def _change(change: FieldChange) -> tuple[str, str, str]:
    return said(TITLES[change.field]), change.before or "—", change.after
