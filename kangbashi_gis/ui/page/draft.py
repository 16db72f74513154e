"""The page that is being edited, all its former states, and what of it is chosen."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from kangbashi_gis.model.page import Item, Page, placed, without

MOST_STEPS = 300


class Draft(QObject):
    """A page with its undo and redo: pages are frozen, so a step back is the page as it was.

    changed: the page is another one. chosen_changed: other items are chosen, or locked.
    """

    changed = Signal()
    chosen_changed = Signal()

    def __init__(self, page: Page, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self.saved = page
        self.chosen: tuple[str, ...] = ()
        self.locked: frozenset[str] = frozenset()
        self._before: list[Page] = []
        self._after: list[Page] = []
        self._merging = ""

    @property
    def items(self) -> list[Item]:
        """The chosen items, the lowest first."""
        return [one for one in self.page.items if one.name in self.chosen]

    @property
    def movable(self) -> list[Item]:
        """The chosen items that are not locked."""
        return [one for one in self.items if one.name not in self.locked]

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forward."""
        return bool(self._after)

    def change(self, page: Page, merging: str = "") -> None:
        """Make a page the present one. merging: steps in a row of the same name, such as letters typed, are one."""
        if page == self.page:
            return
        if not (merging and merging == self._merging):
            self._before = [*self._before[-MOST_STEPS:], self.page]
        self._after, self._merging = [], merging
        self._show(page)

    def put(self, items: Iterable[Item], merging: str = "") -> None:
        """Put changed items in the places of those of their names."""
        page = self.page
        for one in items:
            page = placed(page, one)
        self.change(page, merging)

    def add(self, items: Iterable[Item]) -> None:
        """Put new items on top and choose the last."""
        made = list(items)
        self.put(made)
        self.choose([made[-1].name])

    def remove(self) -> None:
        """Take away what is chosen and not locked."""
        self.change(without(self.page, {one.name for one in self.movable}))

    def settle(self) -> None:
        """End a row of steps that are one."""
        self._merging = ""

    def undo(self) -> None:
        """Go back a step."""
        if self._before:
            self._after.append(self.page)
            self._merging = ""
            self._show(self._before.pop())

    def redo(self) -> None:
        """Go forward again."""
        if self._after:
            self._before.append(self.page)
            self._merging = ""
            self._show(self._after.pop())

    def choose(self, names: Iterable[str]) -> None:
        """Choose items by their names; those that are not there are left out."""
        known = {one.name for one in self.page.items}
        chosen = tuple(dict.fromkeys(name for name in names if name in known))
        if chosen != self.chosen:
            self.settle()
            self.chosen = chosen
            self.chosen_changed.emit()

    def lock(self, names: Iterable[str], *, locked: bool) -> None:
        """Lock items so that no hand moves them, or unlock them."""
        self.locked = self.locked | set(names) if locked else self.locked - set(names)
        self.chosen_changed.emit()

    def _show(self, page: Page) -> None:
        self.page = page
        known = {one.name for one in page.items}
        chosen = tuple(name for name in self.chosen if name in known)
        gone = chosen != self.chosen
        self.chosen = chosen
        self.changed.emit()
        if gone:
            self.chosen_changed.emit()
