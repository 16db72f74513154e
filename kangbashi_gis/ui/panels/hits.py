"""Search results as a list: two lines each, an icon for the kind, the matched characters marked."""

from collections.abc import Sequence
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

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole
QUERY = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()
ICON, GAP = 20, 10


class HitModel(QAbstractListModel):
    """The hits of the newest query."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: Sequence[SearchHit] = ()
        self.query = ""

    def fill(self, hits: Sequence[SearchHit], query: str) -> None:
        """Show these hits and no others."""
        if not hits and not self.hits:
            return
        self.beginResetModel()
        self.hits, self.query = hits, query
        self.endResetModel()

    def hit(self, row: int) -> SearchHit | None:
        """Give the hit of a row, None beyond the list."""
        return self.hits[row] if 0 <= row < len(self.hits) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Give the number of hits."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a hit to the delegate, its words to screen readers and tooltips."""
        hit = self.hits[index.row()]
        if role == HIT:
            return hit
        if role == QUERY:
            return self.query
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(filter(None, (f"{aside(hit)}  {hit.title}", hit.detail, hit.note)))
        return None


def kind_title(kind: str) -> str:
    """Give the title of a kind: of its theme, or nothing for a bare point or polygon."""
    try:
        return language.theme_title(themes.theme(kind))
    except ThemeUnknown:
        return ""


def aside(hit: SearchHit) -> str:
    """Give what stands beside a hit: its kind, and that it has no place where it has none."""
    kind = kind_title(hit.kind)
    return kind if hit.place else f"{kind} · " + QCoreApplication.translate("Hits", "no place")


def marked(text: str, query: str) -> list[tuple[str, bool]]:
    """Cut a text into runs, True where the characters of the query stand in it, the longest runs first."""
    flags = [False] * len(text)
    lowered, rest = text.lower(), query.lower().replace(" ", "")
    while rest:
        size = next((n for n in range(len(rest), 0, -1) if rest[:n] in lowered), 0)
        if size:
            start = lowered.index(rest[:size])
            flags[start : start + size] = [True] * size
        rest = rest[size or 1 :]
    return _runs(text, flags)


def _runs(text: str, flags: Sequence[bool]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for character, flag in zip(text, flags, strict=True):
        if runs and runs[-1][1] == flag:
            runs[-1] = (runs[-1][0] + character, flag)
        else:
            runs.append((character, flag))
    return runs


class HitDelegate(QStyledItemDelegate):
    """Paints one hit."""

    def sizeHint(self, item: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines of text with room around them."""
        option: Any = item
        return QSize(120, option.fontMetrics.height() * 2 + 16)

    def paint(self, painter: QPainter, item: QStyleOptionViewItem, index: Index) -> None:
        """Paint icon, title with marks, kind and detail."""
        option: Any = item  # the stubs of PySide6 leave out what QStyleOption itself holds
        hit: SearchHit = index.data(HIT)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.fillRect(option.rect, _tint(option.palette, 46 if selected else 22))
        if selected:
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), option.palette.highlight())
        self._write(painter, option, hit, str(index.data(QUERY) or ""))
        painter.restore()

    def _write(self, painter: QPainter, option: Any, hit: SearchHit, query: str) -> None:
        box = option.rect.adjusted(GAP, 6, -GAP, -6)
        icons.kind_icon(hit.kind).paint(painter, QRect(box.left(), box.center().y() - ICON // 2, ICON, ICON))
        left, small = box.left() + ICON + GAP, QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.88)
        half = box.height() // 2
        beside = aside(hit)
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
    text = option.fontMetrics.elidedText(title, Qt.TextElideMode.ElideMiddle, box.width())
    at = QPoint(
        box.left(), box.top() + (box.height() + option.fontMetrics.ascent() - option.fontMetrics.descent()) // 2
    )
    for run, is_marked in marked(text, query):
        painter.setFont(bold if is_marked else option.font)
        painter.setPen(accent if is_marked else plain)
        painter.drawText(at, run)
        at.setX(at.x() + painter.fontMetrics().horizontalAdvance(run))


def _tint(palette: QPalette, alpha: int) -> Any:
    colour = palette.highlight().color()
    colour.setAlpha(alpha)
    return colour
