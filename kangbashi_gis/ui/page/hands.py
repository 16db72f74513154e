"""What a hand does on the page between pressing a button and letting it go; each kind of it is a class.

While it lasts the view shows `ghosts` (boxes by name) and `lines` (what edges stick to); the draft changes at the end.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from kangbashi_gis.model.page import placed
from kangbashi_gis.model.page.box import Box
from kangbashi_gis.ui.page import placing
from kangbashi_gis.ui.page.placing import Axis

if TYPE_CHECKING:
    from kangbashi_gis.ui.page.draft import Draft

STICK_PX = 7.0
Place = tuple[float, float]


class Hand:
    """A hand that does nothing. keep: Shift is held. free: Alt is held, nothing sticks."""

    def __init__(self, draft: "Draft", at: Place, unit: float) -> None:
        self.draft, self.begun, self.reach = draft, at, STICK_PX / unit
        self.ghosts: dict[str, Box] = {}
        self.lines: tuple[tuple[Axis, float], ...] = ()
        self.band: Box | None = None
        self.guide: tuple[Axis, float] | None = None

    def move(self, to: Place, *, keep: bool, free: bool) -> None:
        """The hand has come to a place of the paper."""

    def release(self) -> None:
        """The button is let go."""


class Moving(Hand):
    """Moves what is chosen and not locked."""

    def __init__(self, draft: "Draft", at: Place, unit: float) -> None:
        super().__init__(draft, at, unit)
        self._items = draft.movable
        self._box = placing.around(one.box for one in self._items)
        self._sticky = placing.sticky(draft.page, draft.chosen)
        self._by = (0.0, 0.0)

    def move(self, to: Place, *, keep: bool, free: bool) -> None:
        """Follow; with Shift only along one direction."""
        dx, dy = to[0] - self.begun[0], to[1] - self.begun[1]
        if keep:
            dx, dy = (dx, 0.0) if abs(dx) > abs(dy) else (0.0, dy)
        reach = 0.0 if free else self.reach
        snap = placing.snapped(self._box, (dx, dy), self._sticky, reach)
        self.lines = () if free else snap.lines
        self._by = placing.kept_on(self.draft.page, self._box, snap.dx, snap.dy) if not free else (dx, dy)
        self._by = placing.kept_on(self.draft.page, self._box, *self._by)
        self.ghosts = {one.name: one.box for one in placing.moved(self._items, *self._by)}

    def release(self) -> None:
        """Leave the items where they are."""
        self.draft.put(placing.moved(self._items, *self._by))


class Stretching(Hand):
    """Moves a handle of what is chosen; several items are stretched together."""

    def __init__(self, draft: "Draft", at: Place, unit: float, handle: tuple[int, int]) -> None:
        super().__init__(draft, at, unit)
        self._items, self._handle = draft.movable, handle
        self._box = placing.around(one.box for one in self._items)
        self._sticky = placing.sticky(draft.page, draft.chosen)

    def move(self, to: Place, *, keep: bool, free: bool) -> None:
        """Follow; with Shift the proportions stay."""
        by = to[0] - self.begun[0], to[1] - self.begun[1]
        snap = placing.snapped_handle(self._box, self._handle, by, self._sticky, 0.0 if free else self.reach)
        self.lines = () if free else snap.lines
        box = placing.stretched(self._box, self._handle, snap.dx, snap.dy, keep=keep)
        self.ghosts = {one.name: placing.within(one.box, self._box, box) for one in self._items}

    def release(self) -> None:
        """Leave the items as they are."""
        self.draft.put([replace(one, box=self.ghosts.get(one.name, one.box)) for one in self._items])


class Choosing(Hand):
    """Draws a band; what lies wholly within is chosen. Shift: together with what was."""

    def __init__(self, draft: "Draft", at: Place, unit: float) -> None:
        super().__init__(draft, at, unit)
        self._keep = False

    def move(self, to: Place, *, keep: bool, free: bool) -> None:
        """Follow."""
        (x, y), self._keep = self.begun, keep
        self.band = Box(min(x, to[0]), min(y, to[1]), abs(to[0] - x), abs(to[1] - y))

    def release(self) -> None:
        """Choose."""
        found = [one.name for one in self.draft.page.items if self.band and self.band.holds(one.box)]
        self.draft.choose([*self.draft.chosen, *found] if self._keep else found)


class Guiding(Hand):
    """Pulls a guide out of a ruler, moves one, or takes it back to the ruler, where it is gone."""

    def __init__(self, draft: "Draft", at: Place, unit: float, axis: Axis, old: float | None = None) -> None:
        super().__init__(draft, at, unit)
        self._axis, self._old = axis, old

    def move(self, to: Place, *, keep: bool, free: bool) -> None:
        """Follow, in half millimetres."""
        page = self.draft.page
        at, side = (to[0], page.width_mm) if self._axis == "x" else (to[1], page.height_mm)
        self.guide = (self._axis, at if free else round(at * 2) / 2) if 0 <= at <= side else None

    def release(self) -> None:
        """Leave it there."""
        page = self.draft.page
        others = [one for one in page.guides if one != (self._axis, self._old)]
        added = [self.guide] if self.guide and self.guide not in others else []
        self.draft.change(replace(page, guides=(*others, *added)))


def nudge(draft: "Draft", dx: float, dy: float) -> None:
    """Move what is chosen by an arrow key; many presses in a row are one step."""
    items = draft.movable
    if items:
        by = placing.kept_on(draft.page, placing.around(one.box for one in items), dx, dy)
        page = draft.page
        for one in placing.moved(items, *by):
            page = placed(page, one)
        draft.change(page, "nudge")
