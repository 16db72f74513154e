"""What an import would change, or has changed: counts for each file, each changed row, and all of it on the map."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.diagnosis.plain import from_plain
from kangbashi_gis.diagnosis.wording import worded
from kangbashi_gis.model import themes
from kangbashi_gis.model.diagnosis import Finding
from kangbashi_gis.render.overlay import Marks
from kangbashi_gis.ui import language

DATA = Qt.ItemDataRole.UserRole
COUNTS: tuple[tuple[str, Any], ...] = (
    ("read", QT_TRANSLATE_NOOP("TrialBox", "Read")),
    ("added", QT_TRANSLATE_NOOP("TrialBox", "New")),
    ("replaced", QT_TRANSLATE_NOOP("TrialBox", "Changed")),
    ("unchanged", QT_TRANSLATE_NOOP("TrialBox", "Unchanged")),
    ("gone", QT_TRANSLATE_NOOP("TrialBox", "Gone")),
    ("unlocated", QT_TRANSLATE_NOOP("TrialBox", "Without a place")),
    ("incomplete", QT_TRANSLATE_NOOP("TrialBox", "Incomplete")),
)
KINDS: tuple[tuple[str, Any, str], ...] = (
    ("new", QT_TRANSLATE_NOOP("TrialBox", "new"), "#2e9d4e"),
    ("changed", QT_TRANSLATE_NOOP("TrialBox", "changed"), "#1f6fb2"),
    ("gone", QT_TRANSLATE_NOOP("TrialBox", "gone"), "#d32f2f"),
)
FORMER = "#8a94a0"  # the outline that a changed row had
ROOM_M = 60.0


class TrialBox(QWidget):
    """Files with their counts above, the rows of the chosen one below."""

    marked = Signal(list)  # Marks of the chosen file
    zoom_wanted = Signal(object)  # xmin, ymin, xmax, ymax
    next_version_answered = Signal(str)  # the name of the earlier file that the chosen one replaces
    gone_answered = Signal(bool)  # whether rows that are gone are to be deleted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = QLabel(self)
        self.files, self.rows = QTreeWidget(self), QTreeWidget(self)
        self.next_version = QPushButton(self)
        self.gone = QCheckBox(self.tr("Delete rows that are gone"), self)
        self.outcomes: list[dict[str, Any]] = []
        self._earlier = ""
        self._set_up()
        self.clear_trial()

    def clear_trial(self) -> None:
        """Show nothing: nothing was tried yet, or something was answered since."""
        self.outcomes = []
        self.files.clear()
        self.rows.clear()
        self.note.setText(
            self.tr(
                "“Try” goes through the whole import of all ticked files and writes nothing: here is then what changes."
            )
        )

    def show_outcomes(self, outcomes: Sequence[dict[str, Any]], *, tried: bool, later: Sequence[str] = ()) -> None:
        """Show what became of files, or would become. outcomes: name, theme, refused, report, difference.

        later: names of files that wait for these, because they are placed by them.
        """
        self.outcomes = list(outcomes)
        refused = sum(bool(one["refused"]) for one in outcomes)
        words = self.tr("Tried, nothing was written.") if tried else self.tr("Imported as one step.")
        left = self.tr(" {count} files are refused.").format(count=refused) if refused else ""
        colours = self.tr(" On the map: new green, changed blue, gone red.") if tried else ""
        wait = self.tr(" Import these first: {names} are placed by them, and are tried afterwards.")
        self.note.setText(words + left + colours + (wait.format(names="、".join(later)) if later else ""))
        self.files.clear()
        for one in outcomes:
            self.files.addTopLevelItem(_file_item(one))
        for column in range(self.files.columnCount() - 1):
            self.files.resizeColumnToContents(column)
        seen = (turn for turn, one in enumerate(outcomes) if points_of(one["difference"] or {}))
        self.files.setCurrentIndex(self.files.model().index(next(seen, 0), 0))

    def _show_rows(self) -> None:
        self.rows.clear()
        item = self.files.currentItem()
        self._show_told((item.data(0, DATA)["report"] or {}).get("told", ()) if item is not None else ())
        difference = item.data(0, DATA)["difference"] if item is not None else None
        if not difference:
            self.marked.emit([])
            return
        for kind, title, color in KINDS:
            for row in difference[kind]:
                self.rows.addTopLevelItem(_row_item(QCoreApplication.translate("TrialBox", title), color, row))
        self.rows.resizeColumnToContents(0)
        self.rows.resizeColumnToContents(2)
        self.marked.emit(marks_of(difference))
        self._zoom(points_of(difference))

    def _show_told(self, told: Sequence[Mapping[str, Any]]) -> None:
        """Show what else is doubtful in the chosen file, and offer to take it for the next version of another."""
        found = [from_plain(Finding, one) for one in told]
        for one in found:
            said, advice = worded(one, language.current())
            line = QTreeWidgetItem([self.tr("note"), "", "", said])
            line.setToolTip(3, f"{said}\n{advice}".strip())
            self.rows.addTopLevelItem(line)
        self._earlier = next((str(one.values["name"]) for one in found if one.code == "row_gone_perhaps"), "")
        self.next_version.setVisible(bool(self._earlier))
        self.next_version.setText(self.tr("It replaces “{name}”").format(name=self._earlier))

    def _show_row(self) -> None:
        item = self.rows.currentItem()
        row = item.data(0, DATA) if item is not None else None
        self._zoom(points_of({"row": [row]}) if row else [])

    def _zoom(self, points: Sequence[Sequence[float]]) -> None:
        if points:
            xs, ys = zip(*points, strict=True)
            self.zoom_wanted.emit((min(xs) - ROOM_M, min(ys) - ROOM_M, max(xs) + ROOM_M, max(ys) + ROOM_M))

    def _set_up(self) -> None:
        titles = [QCoreApplication.translate("TrialBox", title) for _, title in COUNTS]
        self.files.setHeaderLabels([self.tr("File"), self.tr("Theme"), *titles, self.tr("Refused because")])
        self.rows.setHeaderLabels([self.tr("Change"), self.tr("Row"), self.tr("Name"), self.tr("What changes")])
        self.files.setAccessibleName(self.tr("What the import does with each file"))
        self.rows.setAccessibleName(self.tr("Rows that change"))
        for tree in (self.files, self.rows):
            tree.setRootIsDecorated(False)
            tree.setUniformRowHeights(True)
        self.note.setWordWrap(True)
        self.gone.setToolTip(
            self.tr("Rows of an earlier file of the same name that are not in it any more; else they stay")
        )
        self.gone.toggled.connect(self.gone_answered)
        head = QHBoxLayout()
        head.addWidget(self.note, 1)
        head.addWidget(self.next_version)
        head.addWidget(self.gone)
        self.next_version.hide()
        self.next_version.setToolTip(self.tr("What came from that file and is not in this one is then gone"))
        self.next_version.clicked.connect(lambda: self.next_version_answered.emit(self._earlier))
        self.files.currentItemChanged.connect(lambda *_: self._show_rows())
        self.rows.currentItemChanged.connect(lambda *_: self._show_row())
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.files)
        parts.addWidget(self.rows)
        parts.setSizes([90, 140])
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.addLayout(head)
        column.addWidget(parts, 1)


def points_of(difference: Mapping[str, Any]) -> list[Sequence[float]]:
    """Give all corners and places of what changes."""
    rows = [row for kind in difference.values() for row in kind]
    corners = [point for row in rows for line in row["outline"] for point in line]
    return corners + [row["place"] for row in rows if row["place"]]


def marks_of(difference: Mapping[str, Any]) -> list[Marks]:
    """Colour what changes: what goes red, where changed rows were grey, they blue, new ones green on top."""
    kinds = {kind: (difference[kind], color) for kind, _, color in KINDS}
    former = Marks(FORMER, [line for row in difference["changed"] for line in row["before"]])
    return [_marks(*kinds["gone"]), former, _marks(*kinds["changed"]), _marks(*kinds["new"])]


def _marks(rows: Sequence[Mapping[str, Any]], color: str) -> Marks:
    lines = [line for row in rows for line in row["outline"]]
    return Marks(color, lines, [row["place"] for row in rows if row["place"] and not row["outline"]])


def _file_item(one: Mapping[str, Any]) -> QTreeWidgetItem:
    report = one["report"] or {}
    counts = [f"{report[name]:,}" if report else "" for name, _ in COUNTS]
    item = QTreeWidgetItem([one["name"], language.theme_title(themes.theme(one["theme"])), *counts, one["refused"]])
    item.setToolTip(len(counts) + 2, one["refused"])
    item.setData(0, DATA, one)
    for place in range(len(counts)):
        item.setTextAlignment(place + 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _row_item(title: str, color: str, row: Mapping[str, Any]) -> QTreeWidgetItem:
    number = str(row["row"] + 1) if row["row"] else ""  # people count the heading as the first row
    changes = _changes(row)
    item = QTreeWidgetItem([title, number, row["title"], changes])
    item.setForeground(0, QColor(color))
    item.setToolTip(3, changes)
    item.setData(0, DATA, row)
    return item


def _changes(row: Mapping[str, Any]) -> str:
    """Say what changes in a row: old and new values of open fields, of personal ones only that they change."""
    empty = QCoreApplication.translate("TrialBox", "(empty)")
    said = [
        f"{one['title']} {_value(one['before'], empty)} → {_value(one['after'], empty)}"
        for one in row.get("fields", ())
    ]
    words = QCoreApplication.translate("TrialBox", "{field} (personal) changes")
    said += [words.format(field=name) for name in row.get("personal", ())]
    said += [QCoreApplication.translate("TrialBox", "its shape changes")] if row.get("moved") else []
    return " · ".join(said)


def _value(value: object, empty: str) -> str:
    return empty if value is None else str(value)
