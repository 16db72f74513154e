"""Search results as a list: under the title of their kind, two lines each, the matched characters marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kangbashi_gis.errors import ThemeUnknown
from kangbashi_gis.model import themes
from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.ui import icons, language
from kangbashi_gis.ui.panels.marking import marked

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole
QUERY = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()
ICON, GAP = 20, 10
RECENT = ""  # in place of a kind: what was found before


@dataclass(frozen=True)
class Group:
    """The title over the hits of one kind, and how many they are."""

    kind: str
    count: int
    trouble: str = ""  # why there are no hits under it

    def __str__(self) -> str:
        if self.kind == RECENT:
            return QCoreApplication.translate("Hits", "Found before")
        words = QCoreApplication.translate("Hits", "{kind} · {count}")
        if self.trouble:
            return f"{kind_title(self.kind)} · {self.trouble}"
        return words.format(kind=kind_title(self.kind), count=self.count)


Row = SearchHit | Group


def recent(hits: Sequence[SearchHit]) -> list[Row]:
    """Put hits of before under one title, whatever their kinds."""
    return [Group(RECENT, len(hits)), *hits]


def grouped(hits: Sequence[SearchHit]) -> list[Row]:
    """Put hits under their kinds, the kind of the best hit first; within a kind the order stays."""
    kinds: dict[str, list[SearchHit]] = {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit)
    rows: list[Row] = []
    for kind, members in kinds.items():
        rows += [Group(kind, len(members)), *members]
    return rows


class HitModel(QAbstractListModel):
    """The hits of the newest query, with or without titles over each kind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: Sequence[SearchHit] = ()
        self.addresses: Sequence[SearchHit] = ()  # those of them that are no people
        self.rows: Sequence[Row] = ()
        self.query = ""

    def fill(
        self,
        hits: Sequence[SearchHit],
        query: str,
        arrange: Callable[[Sequence[SearchHit]], list[Row]] = list,
        below: Sequence[Row] = (),
    ) -> None:
        """Show these hits and no others. arrange: puts titles over them. below: stands under them as it is."""
        if not hits and not below and not self.rows:
            return
        self.beginResetModel()
        self.addresses, self.query = hits, query
        self.hits = [*hits, *(one for one in below if isinstance(one, SearchHit))] if below else hits
        self.rows = [*(arrange(hits) if hits else ()), *below]
        self.endResetModel()

    def hit(self, row: int) -> SearchHit | None:
        """Give the hit of a row; None for a title, and beyond the list."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, SearchHit) else None

    def hit_rows(self) -> list[int]:
        """Give the rows that hold hits."""
        return [row for row, one in enumerate(self.rows) if isinstance(one, SearchHit)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Titles cannot be chosen."""
        return super().flags(index) if self.hit(index.row()) else Qt.ItemFlag.NoItemFlags

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Give the number of rows, titles included."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a hit to the delegate, its words to screen readers and tooltips."""
        hit = self.rows[index.row()]
        if role == HIT:
            return hit
        if role == QUERY:
            return self.query
        if isinstance(hit, Group):
            return str(hit) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(filter(None, (f"{aside(hit)}  {hit.title}", hit.detail, hit.note)))
        return None


def kind_title(kind: str) -> str:
    """Give the title of a kind: of its theme, or nothing for a bare point or polygon."""
    if kind == themes.RESIDENTS.name:
        return QCoreApplication.translate("Hits", "Residents")
    try:
        return language.theme_title(themes.theme(kind))
    except ThemeUnknown:
        return ""


def aside(hit: SearchHit, with_kind: bool = True) -> str:
    """Give what stands beside a hit: its kind, and that it has no place where it has none."""
    kind = kind_title(hit.kind) if with_kind else ""
    placeless = "" if hit.place or hit.kind == themes.RESIDENTS.name else QCoreApplication.translate("Hits", "no place")
    return " · ".join(filter(None, (kind, placeless)))


class HitDelegate(QStyledItemDelegate):
    """Paints one hit. with_kind: its kind beside it, where no title says that."""

    def __init__(self, parent: QObject | None = None, with_kind: bool = True) -> None:
        super().__init__(parent)
        self._with_kind = with_kind

    def sizeHint(self, item: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines of text with room around them, or the one of a title."""
        option: Any = item
        height: int = option.fontMetrics.height()
        return QSize(120, height + 8 if isinstance(index.data(HIT), Group) else height * 2 + 16)

    def paint(self, painter: QPainter, item: QStyleOptionViewItem, index: Index) -> None:
        """Paint icon, title with marks, and detail; or the title of a kind."""
        option: Any = item  # the stubs of PySide6 leave out what QStyleOption itself holds
        hit: Row = index.data(HIT)
        painter.save()
        if isinstance(hit, Group):
            self._title(painter, option, hit)
        else:
            self._hit(painter, option, hit, str(index.data(QUERY) or ""))
        painter.restore()

    def _title(self, painter: QPainter, option: Any, group: Group) -> None:
        painter.fillRect(option.rect, option.palette.alternateBase())
        painter.setFont(_small(option.font))
        painter.setPen(option.palette.placeholderText().color())
        painter.drawText(option.rect.adjusted(GAP, 0, -GAP, 0), Qt.AlignmentFlag.AlignVCenter, str(group))

    def _hit(self, painter: QPainter, option: Any, hit: SearchHit, query: str) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.fillRect(option.rect, _tint(option.palette, 46 if selected else 22))
        if selected:
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), option.palette.highlight())
        self._write(painter, option, hit, query)

    def _write(self, painter: QPainter, option: Any, hit: SearchHit, query: str) -> None:
        box = option.rect.adjusted(GAP, 6, -GAP, -6)
        icons.kind_icon(hit.kind).paint(painter, QRect(box.left(), box.center().y() - ICON // 2, ICON, ICON))
        left, small = box.left() + ICON + GAP, _small(option.font)
        half = box.height() // 2
        beside = aside(hit, self._with_kind)
        width = QFontMetrics(small).horizontalAdvance(beside)
        title = QRect(left, box.top(), box.right() - left - width - GAP, half)
        _write_marked(painter, option, title, hit.title, query)
        painter.setFont(small)
        painter.setPen(option.palette.placeholderText().color())
        painter.drawText(
            box.adjusted(0, 0, 0, -half), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, beside
        )
        below = QRect(left, box.top() + half, box.right() - left, half)
        # the end of an address says more than its beginning, which is the same for the whole district
        said = f"{hit.note} · {hit.detail}" if hit.note else hit.detail
        words = QFontMetrics(small).elidedText(said, Qt.TextElideMode.ElideMiddle, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)


def _write_marked(painter: QPainter, option: Any, box: QRect, title: str, query: str) -> None:
    bold = QFont(option.font)
    bold.setBold(True)
    plain = option.palette.text().color()
    accent = option.palette.link().color()
    text = QFontMetrics(bold).elidedText(title, Qt.TextElideMode.ElideMiddle, box.width())
    at = QPoint(
        box.left(), box.top() + (box.height() + option.fontMetrics.ascent() - option.fontMetrics.descent()) // 2
    )
    for run, is_marked in marked(text, query):
        painter.setFont(bold if is_marked else option.font)
        painter.setPen(accent if is_marked else plain)
        painter.drawText(at, run)
        at.setX(at.x() + painter.fontMetrics().horizontalAdvance(run))


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.88)
    return made


def _tint(palette: QPalette, alpha: int) -> Any:
    colour = palette.highlight().color()
    colour.setAlpha(alpha)
    return colour
