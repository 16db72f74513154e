"""The page on the screen: paper, picture, guides, rulers, handles; keyboard and mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from kangbashi_gis.model.page.box import Box
from kangbashi_gis.ui.page import drawing, hands, placing, rulers
from kangbashi_gis.ui.page.sight import Sight, fitted

if TYPE_CHECKING:
    from kangbashi_gis.ui.page.composer import Picture
    from kangbashi_gis.ui.page.draft import Draft
    from kangbashi_gis.ui.page.placing import Axis

ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
STEP = 1.25
NEAR_PX = 5.0
Keys = Qt.KeyboardModifier


class PageView(QWidget):
    """seen_changed: another piece of the paper is seen, so that a new picture is wanted."""

    seen_changed = Signal()
    pointed = Signal(float, float)
    opened = Signal(str)  # an item was double-clicked

    def __init__(self, draft: "Draft", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft, self.sight = draft, Sight()
        self.picture: Picture | None = None
        self.hand: hands.Hand | None = None
        self._panning: QPointF | None = None
        self._whole = True  # all of the page is shown, whatever the size of the view
        self._pause = QTimer(self, singleShot=True, interval=80)
        self._pause.timeout.connect(self.seen_changed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(300, 240)
        self.setAccessibleName(self.tr("Page"))
        self._describe()
        draft.changed.connect(self.update)
        draft.chosen_changed.connect(self._take_chosen)

    @property
    def area(self) -> Box:
        """The piece of the paper that is seen."""
        return self.sight.seen(self.draft.page.box, self.width(), self.height())

    def show_picture(self, picture: "Picture") -> None:
        """Show a picture from now on; the one before stayed until it came."""
        self.picture = picture
        self.update()

    def fit(self) -> None:
        """Show the whole page."""
        self._whole = True
        self._look(self._fitted())

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come nearer or go further away."""
        self._whole = False
        point = at or QPointF(self.width() / 2, self.height() / 2)
        self._look(self.sight.zoomed(factor, point.x(), point.y()))

    def show_true(self) -> None:
        """Show the page as large as it will be on paper."""
        self.zoom(self.logicalDpiX() / 25.4 / self.sight.unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole page in sight where it was."""
        super().resizeEvent(event)
        self._look(self._fitted() if self._whole else self.sight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is: never anything that takes long."""
        painter = QPainter(self)
        drawing.draw(painter, self)
        frame = placing.around(one.box for one in self.draft.items) if self.draft.chosen else None
        rulers.draw(painter, self.sight, (self.width(), self.height()), self.palette(), frame)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift move across, with Alt up and down."""
        turned = event.angleDelta()
        if event.modifiers() & Keys.ShiftModifier:
            self._pan(turned.y() / 2, 0)
        elif event.modifiers() & Keys.AltModifier:
            self._pan(0, (turned.y() or turned.x()) / 2)
        else:
            self.zoom(STEP ** (turned.y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the hand does here."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.hand = self._begin(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        point = event.position()
        place = self.sight.place(point.x(), point.y())
        self.pointed.emit(*place)
        if self._panning is not None:
            self._pan(point.x() - self._panning.x(), point.y() - self._panning.y())
            self._panning = point
        elif self.hand is not None:
            held = event.modifiers()
            self.hand.move(place, keep=bool(held & Keys.ShiftModifier), free=bool(held & Keys.AltModifier))
            self.update()
        else:
            self.setCursor(drawing.cursor(self, point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if self._panning is not None and event.button() == Qt.MouseButton.MiddleButton:
            self._panning = None
            self.unsetCursor()
        elif self.hand is not None and event.button() == Qt.MouseButton.LeftButton:
            hand, self.hand = self.hand, None
            hand.release()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the properties of an item."""
        if name := self._item_at(event.position()):
            self.opened.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move what is chosen by 1 mm, with Shift by 0.1 mm; Tab chooses the next; Esc lets go."""
        key = Qt.Key(event.key())
        if key in ARROWS and self.draft.chosen:
            by = 0.1 if event.modifiers() & Keys.ShiftModifier else 1.0
            hands.nudge(self.draft, ARROWS[key][0] * by, ARROWS[key][1] * by)
        elif key in ARROWS:
            self._pan(-40 * ARROWS[key][0], -40 * ARROWS[key][1])
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key == Qt.Key.Key_Escape:
            self.hand = None
            self.draft.choose(())
            self.update()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes from item to item, and on from the last one."""
        names = [one.name for one in self.draft.page.items]
        last = names[-1 if following else 0] if names else ""
        if not names or self.draft.chosen[-1:] == (last,):
            return super().focusNextPrevChild(following)
        self._step(1 if following else -1)
        return True

    def _step(self, by: int) -> None:
        names = [one.name for one in self.draft.page.items]
        if names:
            at = names.index(self.draft.chosen[-1]) + by if self.draft.chosen else (0 if by > 0 else -1)
            self.draft.choose([names[at % len(names)]])

    def _begin(self, event: QMouseEvent) -> hands.Hand:
        point, unit = event.position(), self.sight.unit
        place = self.sight.place(point.x(), point.y())
        if point.x() < rulers.WIDE or point.y() < rulers.WIDE:
            axis: Axis = "x" if point.x() < rulers.WIDE else "y"
            return hands.Guiding(self.draft, place, unit, axis)
        if (handle := drawing.handle_at(self, point)) is not None:
            return hands.Stretching(self.draft, place, unit, handle)
        name = self._item_at(point)
        if not name:
            if guide := self._guide_at(place):
                return hands.Guiding(self.draft, place, unit, *guide)
            if not event.modifiers() & Keys.ShiftModifier:
                self.draft.choose(())
            return hands.Choosing(self.draft, place, unit)
        self._choose(name, add=bool(event.modifiers() & (Keys.ShiftModifier | Keys.ControlModifier)))
        return hands.Moving(self.draft, place, unit) if self.draft.movable else hands.Hand(self.draft, place, unit)

    def _choose(self, name: str, *, add: bool) -> None:
        chosen = self.draft.chosen
        if add:
            self.draft.choose([one for one in chosen if one != name] if name in chosen else [*chosen, name])
        elif name not in chosen:
            self.draft.choose([name])

    def _item_at(self, point: QPointF) -> str:
        """What is chosen already is taken before what lies over it."""
        x, y = self.sight.place(point.x(), point.y())
        reach = NEAR_PX / self.sight.unit
        held = [
            one.name for one in self.draft.items if one.box.x <= x <= one.box.right and one.box.y <= y <= one.box.bottom
        ]
        found = placing.item_at(self.draft.page, x, y, reach)
        return found if found in held or not held or len(held) < 2 else held[-1]

    def _guide_at(self, place: tuple[float, float]) -> "tuple[Axis, float] | None":
        for axis, at in self.draft.page.guides:
            if abs(place[0 if axis == "x" else 1] - at) * self.sight.unit <= NEAR_PX:
                return ("x" if axis == "x" else "y"), at
        return None

    def _pan(self, px: float, py: float) -> None:
        self._whole = False
        self._look(self.sight.moved(px, py))

    def _look(self, sight: Sight) -> None:
        self.sight = sight
        self._pause.start()
        self.update()

    def _fitted(self) -> Sight:
        room = fitted(self.draft.page.box, self.width() - rulers.WIDE, self.height() - rulers.WIDE)
        return room.moved(rulers.WIDE, rulers.WIDE)

    def _take_chosen(self) -> None:
        self._describe()
        self.update()

    def _describe(self) -> None:
        """Tell screen readers what is chosen."""
        names = "、".join(self.draft.chosen)
        self.setAccessibleDescription(self.tr("Chosen: {names}").format(names=names) if names else "")
