"""The layer tree: what is drawn, in which order and how strongly, with its legend."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.model import themes
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Categorised, LayerState, Style, Symbol
from kangbashi_gis.model.symbol.legend import legend
from kangbashi_gis.render.night import is_dark, simple_by_night, symbol_by_night
from kangbashi_gis.ui import icons, language
from kangbashi_gis.ui.panels.swatch import HEIGHT, WIDTH, swatch

THEME = Qt.ItemDataRole.UserRole
OPACITY = Qt.ItemDataRole.UserRole + 1


def first_layers(stored: Sequence[LayerState] = ()) -> list[LayerState]:
    """Give the layers as they were kept, and those a newer program knows in their usual place below them."""
    known = [one for one in stored if one.theme in themes.LAYER_ORDER]
    have = {one.theme for one in known}
    return known + [one for one in themes.first_layers() if one.theme not in have]


class LayerPanel(QWidget):
    """A tree of layers, top first. Dragging changes the order, a tick what is seen, the slider how strongly."""

    changed = Signal()
    zoom_wanted = Signal(str)  # a theme's name
    style_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = QTreeWidget(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self._percent = QLabel(self)
        self._styles: dict[str, Style] = {}
        self.zoom = QAction(icons.icon("focus-2"), self.tr("Zoom to layer"), self)
        self.style_action = QAction(icons.icon("palette"), self.tr("Style…"), self)
        self.style_action.triggered.connect(self._want_style)
        # several ticks or a whole drag become one change
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.changed)
        self._set_up_tree()
        self._set_up_slider()
        self._lay_out()

    def show_layers(self, layers: Sequence[LayerState]) -> None:
        """Show these layers, top first."""
        self.tree.blockSignals(True)
        self.tree.clear()
        for state in layers:
            item = _item(state)
            self.tree.addTopLevelItem(item)
            _fill(item, self._symbol(item))
        self.tree.blockSignals(False)
        for first in self._items()[:1]:
            self.tree.setCurrentItem(first)
        self._show_opacity()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the legend again when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "tree"):
            self.tree.blockSignals(True)
            for item in self._items():
                _fill(item, self._symbol(item))
            self.tree.blockSignals(False)

    def show_styles(self, styles: Mapping[str, Style]) -> None:
        """Show the legend of layers that do not look as their themes come."""
        if styles == self._styles:
            return
        self._styles = dict(styles)
        self.tree.blockSignals(True)
        for item in self._items():
            _fill(item, self._symbol(item))
        self.tree.blockSignals(False)

    def _symbol(self, item: QTreeWidgetItem) -> Symbol | None:
        name = item.data(0, THEME)
        return self._styles[name].symbol if name in self._styles else themes.theme(name).symbol

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write the numbers of rows beside the titles."""
        self.tree.blockSignals(True)
        for item in self._items():
            theme = themes.theme(item.data(0, THEME))
            item.setText(0, _title(theme, counts.get(theme.name)))
        self.tree.blockSignals(False)

    def layers(self) -> list[LayerState]:
        """Give the layers as they are set now, top first."""
        return [_state(item) for item in self._items()]

    def set_visible(self, theme: str, visible: bool) -> None:
        """Tick a layer or take its tick away."""
        for item in self._items():
            if item.data(0, THEME) == theme:
                item.setCheckState(0, Qt.CheckState.Checked if visible else Qt.CheckState.Unchecked)

    def current(self) -> str | None:
        """Give the theme of the chosen layer."""
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return item.data(0, THEME) if item is not None else None

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _current_item(self) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if item.data(0, THEME) == self.current()), None)

    def _show_opacity(self) -> None:
        item = self._current_item()
        self.slider.setEnabled(item is not None)
        value = round(100 * float(item.data(0, OPACITY))) if item is not None else 100
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self._percent.setText(f"{value} %")

    def _set_opacity(self, value: int) -> None:
        self._percent.setText(f"{value} %")
        if item := self._current_item():
            item.setData(0, OPACITY, value / 100)

    def _offer_menu(self, at: QPoint) -> None:
        if self.current():
            menu = QMenu(self)
            menu.addAction(self.zoom)
            menu.addAction(self.style_action)
            menu.exec(self.tree.viewport().mapToGlobal(at))

    def _want_zoom(self) -> None:
        if theme := self.current():
            self.zoom_wanted.emit(theme)

    def _want_style(self) -> None:
        if theme := self.current():
            self.style_wanted.emit(theme)

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setHeaderHidden(True)
        tree.setAccessibleName(self.tr("Layers"))
        tree.setIconSize(QSize(WIDTH, HEIGHT))
        tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        tree.setIndentation(16)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._offer_menu)
        tree.itemDoubleClicked.connect(self._want_zoom)
        tree.setExpandsOnDoubleClick(False)
        tree.itemChanged.connect(lambda _item, _column: self._later.start())
        tree.currentItemChanged.connect(lambda _new, _old: self._show_opacity())
        tree.model().rowsInserted.connect(self._note_move)
        self.zoom.triggered.connect(self._want_zoom)

    def _note_move(self, parent: QModelIndex, _first: int, _last: int) -> None:
        if not parent.isValid():
            self._later.start()

    def _set_up_slider(self) -> None:
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(self.tr("Opacity of the layer"))
        self.slider.setToolTip(self.tr("Opacity of the chosen layer"))
        self.slider.valueChanged.connect(self._set_opacity)
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("100 %") + 4)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Opacity"), self))
        row.addWidget(self.slider, 1)
        row.addWidget(self._percent)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.tree, 1)
        column.addLayout(row)


def _item(state: LayerState) -> QTreeWidgetItem:
    theme = themes.theme(state.theme)
    item = QTreeWidgetItem([language.theme_title(theme)])
    item.setData(0, THEME, state.theme)
    item.setData(0, OPACITY, state.opacity)
    item.setCheckState(0, Qt.CheckState.Checked if state.visible else Qt.CheckState.Unchecked)
    flags = Qt.ItemFlag
    item.setFlags(flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsUserCheckable | flags.ItemIsDragEnabled)
    return item


def _fill(item: QTreeWidgetItem, symbol: Symbol | None) -> None:
    """Write the legend of a layer below it, in the colours that the map has now."""
    theme = themes.theme(item.data(0, THEME))
    dark = is_dark(QGuiApplication.palette().window().color().name())
    entries = legend(symbol, _titles(theme, symbol)) if symbol else []
    item.takeChildren()
    for entry in entries:
        row = QTreeWidgetItem([entry.title or QCoreApplication.translate("LayerPanel", "other")])
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren)
        row.setIcon(0, swatch(simple_by_night(entry.simple) if dark else entry.simple))
        item.addChild(row)
    item.setIcon(0, swatch(symbol_by_night(symbol) if dark and symbol else symbol))


def _title(theme: Theme, count: int | None) -> str:
    title = language.theme_title(theme)
    return f"{title}  ({count:,})" if count else title


def _titles(theme: Theme, symbol: Symbol) -> Callable[[str], str]:
    field = symbol.field if isinstance(symbol, Categorised) else ""  # a style may name a field that is no more
    codes = next((one.codes for one in theme.fields if one.name == field), None)
    return codes.title if codes else str


def _state(item: QTreeWidgetItem) -> LayerState:
    return LayerState(item.data(0, THEME), item.checkState(0) == Qt.CheckState.Checked, float(item.data(0, OPACITY)))
